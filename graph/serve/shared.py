"""What every part of the server shares: its settings, the current snapshot, the workers, the saved queries,
the templates."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, TypeVar
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, select_autoescape

from regesta.graph.aligned.generation import needs_aligned
from regesta.graph.bundle.verbatim import given
from regesta.graph.rdf import NamedNode
from regesta.graph.serve import logs
from regesta.graph.serve.actors import NAMES_QUERY, ActorIndex
from regesta.graph.serve.aligned_graphs import AlignedGraphs
from regesta.graph.serve.attempts import Attempts
from regesta.graph.serve.catalogue import Catalogue
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.kept_answers import KeptAnswers
from regesta.graph.serve.metrics import Metrics
from regesta.graph.serve.problems import Problem, refused
from regesta.graph.serve.site.dates import in_words
from regesta.graph.serve.sparql.screening import AT_ONCE, LONGEST, Screened, passes_at_a_glance, screen
from regesta.graph.serve.sparql.tokens import DEEPEST
from regesta.graph.serve.workers.answering import PREFIXES, Answer, Question, content
from regesta.graph.serve.workers.lookups import Lookups
from regesta.graph.serve.workers.pool import Pool, QueryRefused
from regesta.graph.serve.workers.snapshots import Snapshot, Snapshots
from regesta.ontology.terms import NAMESPACE, ONTOLOGY, SCHEMES
from regesta.review.arguing import does, done
from regesta.review.pages.assets import Assets

#: Terms of a row by variable; a term as SPARQL JSON results write it (type, value, datatype?, xml:lang?).
Term = Mapping[str, Any]
Row = Mapping[str, Term]
Made = TypeVar("Made")

#: Longer queries have no validator: to tell them apart costs more than to answer again.
LONG_TEXT = 20_000
#: Bytes of answers that are kept for the pages; an answer of more than a sixteenth of it is not.
KEPT_BYTES = 32 << 20
#: Bytes of an answer that is asked for once a generation.
LISTED = 64 << 20
#: Browser code, styles and pictures of the pages.
ASSETS = Assets("regesta.graph.serve.site")
#: The reading view and the perspectives in the menu, in its order, by the name of their address.
MENU = (
    ("read", "Read"),
    ("people", "People"),
    ("claims", "Claims"),
    ("debate", "Debate"),
    ("timeline", "Timeline"),
    ("sources", "Sources"),
    ("archives", "Archives"),
    ("letters", "Letters"),
    ("places", "Places"),
    ("slips", "Slips"),
)
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


@dataclass(slots=True)
class Site:
    """One running server; made by `create_app`."""

    config: ServeConfig
    catalogue: Catalogue
    snapshots: Snapshots
    metrics: Metrics
    pool: Pool
    federated: Pool
    pages: Environment
    started: float = field(default_factory=time.time)
    memory: dict[str, tuple[str, Any]] = field(default_factory=dict)
    lookups: Lookups = field(default_factory=Lookups)
    attempts: Attempts = field(default_factory=Attempts)
    aligned: AlignedGraphs = field(default_factory=AlignedGraphs)
    answers: KeptAnswers = field(default_factory=lambda: KeptAnswers(KEPT_BYTES))

    def current(self) -> Snapshot:
        """The snapshot to read; a 503 when nothing was built yet."""
        found = self.snapshots.current()
        if found is None:
            raise Problem(
                503,
                "Nothing to serve yet",
                "No graph has been built in this workspace. Type `regesta build`, then reload.",
                headers={"Retry-After": "10"},
            )
        return found

    async def ask(
        self, snapshot: Snapshot, question: Question, *, client: str = "", deadline: float = 0.0
    ) -> Answer:
        """A whole answer, counted and timed; what refuses it becomes a Problem."""
        start = time.perf_counter()
        graphs = (*question.aligned, *(question.default or ()), *(question.named or ()))
        if needs_aligned(question.query, graphs):
            snapshot = await self.aligned.of(snapshot, self.config.base)
        try:
            pool = await self._pool_for(question.query, client)
            found = await pool.ask(snapshot, question, client=client, deadline=deadline)
        except QueryRefused as error:
            self.metrics.queries.labels(error.kind).inc()
            if error.kind in ("deadline", "memory", "crash", "store"):
                logs.stopped(error.kind, client, question.query, time.perf_counter() - start)
            raise refused(error, deadline=deadline or self.config.deadline) from error
        self._answered(start)
        return found

    def looked_up(self, snapshot: Snapshot, question: Question) -> Answer | None:
        """The answer to a lookup, at once; None for every other question, and where a store elsewhere
        answers."""
        if self.config.elsewhere:
            return None
        start = time.perf_counter()
        found = self.lookups.answer(snapshot, question)
        if found is not None:
            self.metrics.lookups.inc()
            self._answered(start)
        return found

    def _answered(self, start: float) -> None:
        self.metrics.queries.labels("answered").inc()
        self.metrics.seconds.observe(time.perf_counter() - start)

    async def _pool_for(self, query: str, client: str) -> Pool:
        if passes_at_a_glance(query):
            return self.pool
        return self._pool_to(await self._screened(query, client))

    async def _screened(self, query: str, client: str) -> Screened:
        if len(query) <= AT_ONCE:
            return screen(query)
        if len(query) > LONGEST:
            raise Problem(
                413,
                "The query is too long",
                f"a query with SERVICE or more than {DEEPEST} brackets may have {LONGEST:,} characters",
            )
        return await self.pool.screen(query, client=client)

    def _pool_to(self, found: Screened) -> Pool:
        if found.depth > DEEPEST:
            raise Problem(
                400,
                "The query nests too deeply",
                f"its brackets nest deeper than {DEEPEST}; write it flatter",
            )
        if found.unclear:
            raise Problem(400, "The query can be read in two ways", found.unclear)
        if not found.services:
            return self.pool
        for target in found.services:
            if target not in self.config.services:
                raise Problem(
                    403,
                    "SERVICE is not allowed to that address",
                    f"the query calls {target}; this server calls "
                    + (", ".join(self.config.services) if self.config.services else "no other endpoint")
                    + ". Query that endpoint yourself and join the results, or ask the operator to allow it.",
                )
        return self.federated

    async def rows(self, query: str, *, graphs: tuple[str, ...] | None = None) -> list[Row]:
        """The rows of a query of our own, with the usual prefixes; `graphs` are merged into its default graph
        ("" is the accepted one)."""
        question = Question(query=_PROLOGUE + query, default=graphs)
        answer = self.looked_up(self.current(), question) or await self.remembered(question, client="pages")
        if answer.file:
            content(answer)  # nobody gets it
            raise Problem(
                413,
                "The page is too large",
                "there is too much about this to show on one page; ask for it as data",
            )
        return list(json.loads(answer.body)["results"]["bindings"])

    async def remembered(self, question: Question, *, client: str) -> Answer:
        """The answer to a question of a page, kept while its generation is served: pages are looked at again
        and again, by many."""
        snapshot = self.current()
        known = self.answers.get(snapshot.mark, question)
        if known is None:
            known = await self.ask(snapshot, question, client=client)
            self.answers.keep(snapshot.mark, question, known)
        return known

    async def has_graph(self, graph: NamedNode) -> bool:
        """Whether the store has a graph of that name."""
        return bool(await self.rows(f"SELECT ?g {{ VALUES ?g {{ {graph} }} GRAPH ?g {{}} }} LIMIT 1"))

    async def once(self, key: str, query: str, *, graphs: tuple[str, ...] | None = None) -> list[Row]:
        """Rows that are asked for once per generation, up to LISTED bytes of them: lists of all there is of a
        kind are larger than a page."""
        snapshot = self.current()
        kept = self.memory.get(key)
        if kept is None or kept[0] != snapshot.generation:
            question = Question(query=_PROLOGUE + query, default=graphs, size=LISTED)
            answer = self.looked_up(snapshot, question) or await self.ask(snapshot, question, client="pages")
            body = await asyncio.to_thread(content, answer) if answer.file else answer.body
            kept = (snapshot.generation, json.loads(body)["results"]["bindings"])
            self.memory[key] = kept
        return list(kept[1])

    async def derived(self, key: str, make: Callable[[], Awaitable[Made]]) -> Made:
        """What is made out of a generation once and kept until the next."""
        mark = self.current().mark
        kept = self.memory.get(key)
        if kept is None or kept[0] != mark:
            kept = self.memory[key] = (mark, await make())
        found: Made = kept[1]
        return found

    async def actor_index(self) -> ActorIndex:
        """The names of the actors of the current generation, read once."""
        return await self.derived("actors", self._read_actors)

    async def _read_actors(self) -> ActorIndex:
        rows = await self.rows(NAMES_QUERY)
        return ActorIndex(
            (r["actor"]["value"], r["name"]["value"], r["main"]["value"] == "true") for r in rows
        )

    @property
    def everything(self) -> tuple[str, ...]:
        """Accepted knowledge, candidates, verdicts, inferences, links and the vocabulary: what a resource
        page may show."""
        base = self.config.base
        return (
            "",
            *(f"{base}graph/{name}" for name in ("candidates", "review", "inferred", "links", "queries")),
            ONTOLOGY,
        )

    @property
    def with_candidates(self) -> tuple[str, ...]:
        """Accepted knowledge and what was proposed: what a query would see if everything were accepted."""
        return ("", f"{self.config.base}graph/candidates")

    def local(self, iri: str) -> str:
        """Where this server shows an IRI: its own path under our base, the vocabulary's page, else the IRI
        itself."""
        if iri.startswith(self.config.base):
            return "/" + iri[len(self.config.base) :].lstrip("/\\")
        if iri.startswith(NAMESPACE):
            return "/ontology#" + iri[len(NAMESPACE) :]
        if iri.startswith(SCHEMES):
            return "/scheme/" + iri[len(SCHEMES) :]
        # Data may hold any IRI; only those that lead to a page may be followed.
        return iri if iri.lower().startswith(("http://", "https://")) else ""

    def iri(self, path: str) -> NamedNode:
        """The IRI that a local path stands for; ValueError when it cannot be one."""
        if path.startswith("scheme/"):
            return NamedNode(SCHEMES + path[len("scheme/") :])
        return NamedNode(self.config.base + path)

    def may_write(self, authorization: str, address: str = "") -> None:
        """Let a request of this address through that carries the token; else 403 when this server takes no
        updates, 401 when it does, 429 when too many wrong tokens came from there."""
        if not self.config.token:
            raise Problem(
                403,
                "This endpoint is read-only",
                "No token is set, so nobody may write. Set `token` in [serve] of regesta.toml "
                "or $REGESTA_TOKEN.",
            )
        self.attempts.refuse_hasty(address)
        scheme, _, given = authorization.partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(
            given.strip().encode(), self.config.token.encode()
        ):
            if authorization:
                self.attempts.wrong(address)
            raise Problem(
                401,
                "Writing needs the token",
                "Send `Authorization: Bearer TOKEN`.",
                headers={"WWW-Authenticate": 'Bearer realm="regesta"'},
            )


def template_environment(site_url: Any) -> Environment:
    """The templates, with `link` for IRIs and escaping on."""
    pages = Environment(
        loader=PackageLoader("regesta.graph.serve.site", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals["menu"] = MENU
    pages.filters["url"] = lambda text: quote(str(text), safe="")
    pages.globals["local"] = site_url
    pages.tests["given"] = given
    pages.filters["day"] = in_words
    pages.filters["does"], pages.filters["done"] = does, done
    pages.globals["asset"] = lambda name: f"/static/{ASSETS.address(name)}"
    # Browser code that `make assets` made; a page without it is plainer, not broken.
    pages.globals["vendor"] = frozenset(
        f.name
        for f in resources.files("regesta.graph.serve.site").joinpath("static").iterdir()
        if f.name == "vendor"
        for f in f.iterdir()
    )
    return pages
