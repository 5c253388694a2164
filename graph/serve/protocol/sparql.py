"""The SPARQL 1.1 Protocol: queries by GET, form and direct POST; updates from those who may; results in the
syntax asked for."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send

from regesta.graph.rdf import NamedNode
from regesta.graph.serve import logs
from regesta.graph.serve.aligned_graphs import asked_graphs
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.description import service_description
from regesta.graph.serve.protocol.negotiation import (
    GRAPHS,
    HTML,
    JSON,
    TABLES,
    XML,
    Syntax,
    choose,
    named,
    named_graph,
)
from regesta.graph.serve.protocol.responding import encoding, header, read_body, send_body, send_file
from regesta.graph.serve.shared import LONG_TEXT, Site
from regesta.graph.serve.site.pages import query_page, show
from regesta.graph.serve.sparql.tokens import GRAPH_FORMS, form, stable
from regesta.graph.serve.workers.answering import Answer, Question
from regesta.graph.serve.workers.snapshots import Snapshot
from regesta.graph.serve.workers.writing import Change, apply

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
#: The media types whose body is the query or update itself.
_DIRECT = {QUERY: "query", UPDATE: "update"}
#: The parameters that name graphs, and the field of a `Request` each fills.
_DATASET = {
    "default-graph-uri": "default",
    "named-graph-uri": "named",
    "using-graph-uri": "using",
    "using-named-graph-uri": "using_named",
}
#: The largest result that is shown on a page: rows, and bytes of JSON.
PAGE_ROWS, PAGE_BYTES = 20_000, 8 << 20
#: How many parameters a request may have.
PARAMETERS = 1_000
T = TypeVar("T")
#: How long a query may run before the server starts to listen whether its client has left.
_PATIENCE = 0.02


@dataclass(frozen=True, slots=True)
class Request:
    """What a protocol request says, whichever way it says it."""

    query: str = ""
    update: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    format: str = ""
    union: bool = False
    aligned: tuple[str, ...] = ()
    timeout: str = ""
    asked: bool = False


def pairs(text: bytes) -> list[tuple[str, str]]:
    """Decoded name-value pairs of a query string or form; 400 when they are not UTF-8 or too many."""
    try:
        return parse_qsl(
            text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise Problem(400, "The request is not UTF-8", "percent-encoded parameters must be UTF-8") from error
    except ValueError as error:
        raise Problem(400, "Too many parameters", f"a request may have {PARAMETERS:,} parameters") from error


def content_type(scope: Scope) -> tuple[str, str]:
    """The media type of the request and its charset, lower case; 415 when its body is compressed."""
    packed = header(scope, b"content-encoding").strip().lower()
    if packed not in ("", "identity"):
        raise Problem(
            415,
            "That content encoding is not understood",
            f"send the body as it is, not {packed}",
            headers={"Accept-Encoding": "identity"},
        )
    media, *parameters = header(scope, b"content-type").split(";")
    charset = next(
        (
            p.split("=", 1)[1].strip().strip('"')
            for p in parameters
            if p.strip().lower().startswith("charset=")
        ),
        "utf-8",
    )
    return media.strip().lower(), charset.lower()


async def read_request(scope: Scope, receive: Receive, site: Site) -> Request:
    """The protocol request; Problem 400, 413 or 415 when it is none."""
    given = pairs(scope["query_string"])
    queries = _all(given, "query")
    if scope["method"] != "POST":
        if _all(given, "update"):
            raise Problem(
                400, "Updates are sent by POST", f"send the update as a form or as {UPDATE}, by POST"
            )
        return _request(given, queries, [])
    media, body = await _body(scope, receive, site)
    if media == FORM:
        # A long form is decoded beside the event loop, which goes on answering others.
        posted = pairs(body) if len(body) < LONG_TEXT else await asyncio.to_thread(pairs, body)
        given += posted
    else:
        posted = [(_DIRECT[media], _decoded(body))]
    queries, updates = queries + _all(posted, "query"), _all(posted, "update")
    if not queries and not updates:
        raise Problem(400, "Nothing was asked", "the form has neither `query` nor `update`")
    return _request(given, queries, updates)


def _all(given: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [v for k, v in given if k == name]


def _request(given: Sequence[tuple[str, str]], queries: Sequence[str], updates: Sequence[str]) -> Request:
    if len(queries) + len(updates) > 1:
        raise Problem(400, "More than one query", "send one `query` or one `update`")
    graphs: dict[str, tuple[str, ...]] = {}
    for name, value in given:
        if name in _DATASET and value:
            graphs[name] = (*graphs.get(name, ()), _iri(value))
    return Request(
        # Editors on Windows begin a file with a byte-order mark.
        query="".join(queries).removeprefix("\ufeff"),
        update="".join(updates).removeprefix("\ufeff"),
        **{field: graphs[name] for name, field in _DATASET.items() if name in graphs},
        format=_asked_format(given),
        union=any(k == "union" and v.lower() in ("", "true", "1", "yes") for k, v in given),
        aligned=tuple(_all(given, "aligned")),
        timeout="".join(_all(given, "timeout")[:1]),
        asked=bool(queries or updates),
    )


def _asked_format(given: Sequence[tuple[str, str]]) -> str:
    """The format asked for. Clients send their wish in several words at once ("rdf+xml" and
    "application/rdf+xml"): the first that is known counts."""
    wishes = [v for k, v in given if k in ("format", "output")]
    return next((v for v in wishes if named(v) or named_graph(v)), wishes[0] if wishes else "")


async def _body(scope: Scope, receive: Receive, site: Site) -> tuple[str, bytes]:
    """The media type and body of a POST; Problem 413 or 415 when it is none of the protocol's."""
    media, charset = content_type(scope)
    if media not in (FORM, *_DIRECT):
        raise Problem(
            415,
            "That content type is not understood",
            f"send {QUERY}, {UPDATE} or {FORM}, not {media or 'nothing'}",
        )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(
            415, "That character encoding is not understood", f"SPARQL is sent as UTF-8, not {charset}"
        )
    body = await read_body(scope, receive, site.config.request_bytes)
    if body is None:
        raise Problem(
            413,
            "The request is too large",
            f"a query or update may have {site.config.request_bytes:,} bytes",
        )
    return media, body


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(
            400, "The request is not UTF-8", f"byte {error.start} of the body does not decode"
        ) from error


def _iri(value: str) -> str:
    try:
        return NamedNode(value).value
    except ValueError as error:
        raise Problem(400, "A graph name is no IRI", f"{value!r}: {error}") from error


def wanted(
    request_format: str, accept: str, query_form: str = "SELECT"
) -> tuple[Syntax | None, Syntax | None, bool]:
    """The syntaxes for a table and for a graph, and whether a person is asking (then a page is sent); what a
    page competes with depends on the query's form."""
    if request_format:
        syntax, graph_syntax = named(request_format), named_graph(request_format)
        if syntax is None and graph_syntax is None:
            raise Problem(
                406,
                "That format is not offered",
                f"{request_format!r} is none of {', '.join(s.name for s in (*TABLES, *GRAPHS))}",
            )
        if syntax is HTML:
            return TABLES[0], GRAPHS[0], True
        # application/json and the like mean one syntax for tables and another for graphs.
        return (syntax if syntax in TABLES else None), graph_syntax, False
    makes_graph = query_form in GRAPH_FORMS
    return _remembered(accept, makes_graph) if len(accept) < _REMEMBERED else _accepted(accept, makes_graph)


def _accepted(accept: str, makes_graph: bool) -> tuple[Syntax | None, Syntax | None, bool]:
    if choose(accept, (*(GRAPHS if makes_graph else TABLES), HTML)) is HTML:
        return TABLES[0], GRAPHS[0], True
    table, graph = choose(accept, TABLES), choose(accept, GRAPHS)
    if graph is None and table in (JSON, XML):
        # rdflib's SPARQLStore and others ask every query with the Accept of their tables
        graph = GRAPHS[0]
    return table, graph, False


#: Accept headers up to so many characters are read once; browsers and libraries send few different ones.
_REMEMBERED = 300
_remembered = lru_cache(maxsize=256)(_accepted)


_TIMEOUT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*(ms|s)?")
#: A number from here on, without a unit, is of milliseconds: clients of Virtuoso and Stardog write those,
#: clients of Fuseki, RDF4J and GraphDB seconds, and nobody waits a quarter of an hour for a web page.
_MILLISECONDS = 1000


def patience(config: ServeConfig, timeout: str) -> float:
    """How long a query may run (seconds) whose request has this `timeout`: so long, yet never longer than the
    server lets any; 0, and none, are the server's own. Problem 400 for what is no number."""
    if not timeout:
        return config.deadline
    found = _TIMEOUT.fullmatch(timeout.strip())
    if found is None:
        raise Problem(
            400,
            "That timeout is not understood",
            f"{timeout!r}: write seconds (10, 2.5s) or milliseconds (5000, 500ms)",
        )
    number = float(found[1])
    if found[2] == "ms" or (not found[2] and number >= _MILLISECONDS):
        number /= 1000
    return min(number, config.deadline) or config.deadline


class SparqlEndpoint:
    """The ASGI application at /sparql (queries and updates) and /update (updates only)."""

    def __init__(self, site: Site, *, updates_only: bool = False) -> None:
        self.site, self.updates_only = site, updates_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, allowed = (
            scope["method"],
            "POST, OPTIONS" if self.updates_only else "GET, HEAD, POST, OPTIONS",
        )
        if method == "OPTIONS":
            await send_body(scope, send, 204, b"", {"Allow": allowed})
            return
        if method not in allowed.split(", "):
            raise Problem(
                405,
                "That method is not allowed here",
                f"{method} is none of {allowed}",
                headers={"Allow": allowed},
            )
        request = await read_request(scope, receive, self.site)
        if request.update:
            await self._update(scope, send, request)
        elif request.asked and not self.updates_only:
            await self._query(scope, receive, send, request)
        elif self.updates_only:
            raise Problem(400, "Nothing was asked", f"send `update` in a form, or {UPDATE}")
        else:
            await self._describe(scope, receive, send)

    async def _describe(self, scope: Scope, receive: Receive, send: Send) -> None:
        if choose(header(scope, b"accept"), (HTML, *GRAPHS)) is HTML:
            await query_page(self.site, scope, send, "", None)
            return
        await service_description(self.site, scope, send)

    async def _query(self, scope: Scope, receive: Receive, send: Send, request: Request) -> None:
        accept = header(scope, b"accept")
        table, graph, page = wanted(request.format, accept, form(request.query))
        if table is None and graph is None:
            raise Problem(
                406,
                "No syntax you accept is offered",
                f"Accept was {accept!r}; results come as {', '.join(s.media for s in (*TABLES, *GRAPHS))}",
            )
        snapshot = self.site.current()
        question = self._question(request, table, graph)
        deadline = patience(self.site.config, request.timeout)
        if page:
            # A page is made in this process: what is too large to be read here is too large to be read on a
            # page.
            shown = replace(question, rows=min(question.rows, PAGE_ROWS), size=min(question.size, PAGE_BYTES))
            page_of_query = query_page(self.site, scope, send, request.query, shown, deadline)
            await while_there(receive, page_of_query)
            return
        headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
        if tag := _tag(scope, request, question, snapshot.mark):
            headers["ETag"] = tag
            if matches(header(scope, b"if-none-match"), tag):
                await send_body(scope, send, 304, b"", headers)
                return
        answer = self.site.looked_up(snapshot, question) or await watched(
            self.site, snapshot, question, client_of(scope), receive, deadline
        )
        if answer is None:
            return
        syntax = named(answer.syntax)
        assert syntax is not None
        headers["Content-Type"] = media_type(syntax, header_for=answer)
        await send_answer(scope, send, answer, headers)

    def _question(self, request: Request, table: Syntax | None, graph: Syntax | None) -> Question:
        config, says_dataset = self.site.config, request.default or request.named
        return Question(
            query=request.query,
            table=table.name if table else "",
            graph=graph.name if graph else "",
            default=request.default if says_dataset else None,
            named=request.named if says_dataset else None,
            union=request.union,
            aligned=asked_graphs(config, request.aligned),
            base=config.base,
            rows=config.rows,
            size=config.result_bytes,
        )

    async def _update(self, scope: Scope, send: Send, request: Request) -> None:
        self.site.may_write(header(scope, b"authorization"), client_of(scope))
        if request.default or request.named:
            raise Problem(
                400,
                "Those parameters are for queries",
                "an update takes using-graph-uri and using-named-graph-uri",
            )
        await apply(
            self.site,
            Change(
                update=request.update,
                using=request.using,
                using_named=request.using_named,
                base=self.site.config.base,
            ),
        )
        await send_body(scope, send, 204, b"", {})


def _tag(scope: Scope, request: Request, question: Question, mark: str) -> str:
    """The validator of the answer to a query, "" where it has none: it was sent by POST, its answer changes
    from one time to the next, or it is so long that to tell it apart costs more than to answer again."""
    if scope["method"] == "POST" or len(request.query) >= LONG_TEXT or not stable(request.query):
        return ""
    syntax = question.graph if form(request.query) in GRAPH_FORMS else question.table
    encoded = encoding(header(scope, b"accept-encoding"))
    dataset = (*request.default, "", *request.named, str(request.union), *question.aligned)
    return query_tag(mark, request.query, syntax, encoded, dataset)


def media_type(syntax: Syntax, *, header_for: Answer | None = None) -> str:
    """The Content-Type of a syntax; CSV says UTF-8 and whether it has a header line (RFC 4180)."""
    if syntax.name == "csv":
        return (
            "text/csv; charset=utf-8; header=present"
            if header_for is None or header_for.form == "select"
            else "text/csv; charset=utf-8"
        )
    return f"{syntax.media}; charset=utf-8" if syntax.media.startswith("text/") else syntax.media


async def send_answer(scope: Scope, send: Send, answer: Answer, headers: Mapping[str, str]) -> None:
    """A complete answer, out of memory or out of its file."""
    if answer.file:
        await send_file(scope, send, answer.file, answer.size, headers)
    else:
        await send_body(scope, send, 200, answer.body, headers)


async def watched(
    site: Site,
    snapshot: Snapshot,
    question: Question,
    client: str,
    receive: Receive,
    deadline: float = 0.0,
) -> Answer | None:
    """The answer, or None when the client left meanwhile: then its query is stopped at once. `deadline` in
    seconds, 0 the server's own."""
    start = time.perf_counter()
    answer = await while_there(receive, site.ask(snapshot, question, client=client, deadline=deadline))
    if answer is None:
        site.metrics.queries.labels("client-left").inc()
        logs.stopped("client left", client, question.query, time.perf_counter() - start)
    return answer


async def while_there(receive: Receive, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work returns, or None when the client left before its end: then the work is cancelled, and
    with it a query it waits for."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait((task,), timeout=_PATIENCE)
    if done:
        return task.result()
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        if not task.done():
            task.cancel()
        gone.cancel()
    if task.done() and not task.cancelled():
        return task.result()
    await asyncio.wait((task,))
    return None


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def client_of(scope: Scope) -> str:
    """Whose turn a query takes: the client's address."""
    return scope["client"][0] if scope.get("client") else ""


def etag(*parts: str) -> str:
    """A weak validator out of what an answer depends on: the snapshot's mark, the query, the syntax, the
    encoding."""
    return f'W/"{hashlib.blake2b("|".join(parts).encode(), digest_size=9).hexdigest()}"'


def matches(if_none_match: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag. "*" names none: whether there is an answer is known only
    when the query has run."""
    given: Sequence[str] = [t.strip().removeprefix("W/") for t in if_none_match.split(",")]
    return tag.removeprefix("W/") in given


def query_tag(
    mark: str, query: str, syntax: str, encoded: str, dataset: Sequence[str] = ("", "False")
) -> str:
    """The validator of a query's answer; `dataset`: its default graphs, "", its named graphs, whether all are
    read as one (without: the store's own)."""
    return etag(
        mark,
        hashlib.blake2b("\0".join((query, *dataset)).encode(), digest_size=9).hexdigest(),
        syntax,
        encoded,
    )


__all__ = ["SparqlEndpoint", "show"]
