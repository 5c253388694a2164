"""A workspace as a program works with it: documents in, candidates, verdicts, a graph, answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regesta.extract.workspace import Settings, WorkspaceError, create, open_workspace
from regesta.extract.workspace import Workspace as Folder

if TYPE_CHECKING:
    import rdflib

    from regesta.api.answers import Answer
    from regesta.api.verdicts import Verdicts
    from regesta.extract.corpus.work import Outcome
    from regesta.extract.read import Document
    from regesta.extract.record import Record
    from regesta.graph.assembling import Shacl
    from regesta.graph.build import BuildReport
    from regesta.queries.header import SavedQuery
    from regesta.queries.saved import Catalogue
    from regesta.review.trace import ClaimNode, HeldClaim

#: Called with the name of a step and how far the whole is, 0..1.
Progress = Callable[[str, float], None]


class Workspace:
    """A folder with documents, authority files and the verdict log, and everything derived from them.

    ws = regesta.Workspace.create("korea") ws.add("thesis.docx") ws.extract()
    ws.verdicts.accept_by_policy("apparatus", "attributed-claims") ws.build() ws.query("claims-by-holder",
    holder="Bruce Cumings").to_dataframe()
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._catalogue: Catalogue | None = None

    @classmethod
    def open(cls, path: str | Path) -> Workspace:
        """The workspace in a folder.

        Errors: WorkspaceError when there is none, or when its settings cannot be read.
        """
        return cls(open_workspace(Path(path)))

    @classmethod
    def create(cls, path: str | Path, **settings: Any) -> Workspace:
        """A new workspace in a folder, which is made when missing; `settings` as in regesta.toml
        (docs/settings.md).

        Errors: WorkspaceError when the folder is one already.
        """
        return cls(create(Path(path), **settings))

    def __repr__(self) -> str:
        return f"Workspace({str(self.folder.root)!r})"

    @property
    def settings(self) -> Settings:
        """What `regesta.toml` says."""
        return self.folder.settings

    @property
    def documents(self) -> list[str]:
        """The ids of its documents, sorted."""
        return self.folder.documents()

    @property
    def verdicts(self) -> Verdicts:
        """The verdict log: iterate it, accept, reject, edit, merge, withdraw."""
        from regesta.api.verdicts import Verdicts

        return Verdicts(self.folder)

    @property
    def queries(self) -> Catalogue:
        """The saved queries, shipped ones and the workspace's own, by name."""
        from regesta.queries.saved import Catalogue

        if self._catalogue is None:
            self._catalogue = Catalogue.load([self.folder.queries], base=self.settings.base)
        return self._catalogue

    def add(
        self,
        path: str | Path,
        *,
        document_id: str = "",
        title: str = "",
        author: str = "",
        year: str = "",
        anyway: bool = False,
    ) -> Document:
        """Read a file and keep it: as given, its raw text, and what is known of it. The same file again
        changes nothing.

        Errors: ReadingError for a file that cannot be read, BrokenReading (one of them) for one read so badly
        that it is of no use, but with `anyway`; WorkspaceError when the id is taken by another file.
        """
        from regesta.extract import documents

        return documents.add(
            self.folder,
            Path(path),
            document_id=document_id or None,
            title=title,
            author=author,
            year=year,
            anyway=anyway,
        )

    def document(self, document: str) -> Document:
        """A document of the workspace, read again from the file as given."""
        from regesta.extract import documents

        return documents.load(self.folder, document)

    def extract(
        self,
        document: str = "",
        *,
        model: str = "",
        progress: Progress | None = None,
        strict: bool = False,
        say: Callable[[str], None] | None = None,
    ) -> dict[str, list[Record]]:
        """Propose candidate records from one document or all, by the proposers of regesta.toml; document id
        -> records.

        Verdicts are kept. What makes a proposer fail is kept as a `diagnostic` record and the rest goes on,
        but with `strict`; `say` takes lines for the screen. Errors: WorkspaceError when there is no document;
        ModelError; StrictError.
        """
        names = [document] if document else self.documents
        if not names:
            raise WorkspaceError(
                f"{self.folder.root} has no documents. Type `regesta add FILE --workspace "
                f"{self.folder.root}`."
            )
        return {
            name: self.extract_read(
                self.document(name), model=model, progress=progress, strict=strict, say=say
            )
            for name in names
        }

    def extract_read(
        self,
        read: Document,
        *,
        model: str = "",
        progress: Progress | None = None,
        strict: bool = False,
        say: Callable[[str], None] | None = None,
    ) -> list[Record]:
        """As `extract`, of a document of the workspace that is read already."""
        from regesta.extract.corpus.work import extract_read

        return extract_read(self.folder, read, model=model, progress=progress, strict=strict, say=say)

    def extract_many(
        self,
        *names: str,
        jobs: int = 0,
        on: str = "",
        model: str = "",
        again: bool = False,
        strict: bool = False,
        progress: Callable[[str, str, float], None] = lambda document, step, done: None,
        say: Callable[[str], None] = lambda message: None,
    ) -> Iterator[Outcome]:
        """Propose candidate records from some documents or all, several at a time; the outcome of each as it
        ends, its records being in the workspace then. Leaving the loop stops what is under way.

        Documents whose records are there, made from the same text by the same program and settings, are
        passed over, but with `again`. `jobs` processes work at once (0: as many as there are processors); the
        records are the same whatever their number. `on` is "ray", or the address of a Ray cluster. A document
        that fails has an outcome with an `error`, and the others go on. `progress` is called with a document,
        a step and how far the document is, 0..1.
        Errors: WorkspaceError when there is no document; ModelError; ProposerError; RayError; StrictError.
        """
        from regesta.extract.corpus.running import plan, run

        planned = plan(self.folder, names, model=model, jobs=jobs, on=on, again=again, strict=strict)
        yield from run(self.folder, planned, model=model, strict=strict, shown=progress, say=say)

    def identify(self) -> dict[str, int]:
        """Propose which actors, sources and events of different documents are one, as identities to be
        reviewed; how many of each there are. Only documents extracted since are compared anew."""
        from regesta.extract.across.proposing import propose_across

        return dict(propose_across(self.folder).identities)

    def records(self, document: str = "") -> list[Record]:
        """The candidate records as last extracted, of one document or all."""
        names = [document] if document else self.documents
        return [record for name in names for record in self.folder.records(name)]

    def build(
        self, *, reason: bool = False, shacl: Shacl = "quick", progress: Progress | None = None
    ) -> BuildReport:
        """Map what was accepted to the ontology, validate it, store it, publish a new generation.

        `reason` also checks consistency with HermiT (needs Java); `shacl` "full" checks the shapes by pySHACL
        too.
        Errors: BuildError, StoreError, LogError, DatabaseError, ShapesFileError.
        """
        from regesta.graph.build import build
        from regesta.graph.serve.protocol.examples import catalogue_quads

        quads = catalogue_quads(self.queries, self.settings.base)
        return build(self.folder, progress=progress, reason=reason, catalogue=quads, shacl=shacl)

    def sparql(
        self,
        text: str,
        *,
        deadline: float | None = None,
        candidates: bool = False,
        aligned: str | None = None,
    ) -> Answer:
        """Ask the graph in SPARQL; the usual prefixes are known when the query declares none.

        The query runs in a process of its own that is killed after `deadline` seconds (regesta.toml's without
        one; 0: in this process, without end). With `candidates` everything proposed counts as accepted.
        `aligned` names vocabularies whose words it may use ("prov,sem", "all"; without it, those of
        regesta.toml).

        Errors: UnknownVocabulary; QueryError (syntax with line and column, deadline, size); StoreError when
        nothing was built.
        """
        from regesta.api.answers import Answer
        from regesta.graph.serve.workers.engine import execute, execute_at

        seconds = float(self.settings.serve.get("deadline_seconds", 10.0)) if deadline is None else deadline
        base = self.settings.base
        graphs = ("", f"{base}graph/candidates") if candidates else None
        words = self._aligned(aligned)
        if self.settings.store:
            from regesta.graph.store.remote import configured  # an HTTP client takes long to import

            if (elsewhere := configured(self.settings.store, patience=seconds)) is not None:
                with closing(elsewhere):
                    searched = self.folder.snapshots
                    return Answer(
                        execute_at(elsewhere, text, graphs=graphs, aligned=words, searched=searched)
                    )
        snapshots = self.folder.snapshots
        return Answer(execute(snapshots, text, deadline=seconds, graphs=graphs, aligned=words, base=base))

    def _aligned(self, given: str | None) -> tuple[str, ...]:
        """The graphs of the vocabularies that are named, else of those in the settings."""
        if given is None and not self.settings.aligned:
            return ()
        from regesta.graph.aligned.statements import graph_of
        from regesta.ontology.alignment import chosen

        wanted = self.settings.aligned if given is None else chosen(given)
        return tuple(graph_of(name, self.settings.base).value for name in wanted)

    def graph(self) -> rdflib.Dataset:
        """The served graph as an rdflib Dataset: accepted knowledge as its default graph, every other graph
        by its name.

        It is read-only and as it is now; `close()` lets go of it. Where `[store] url` of regesta.toml names a
        store elsewhere, it is that store's. Errors: StoreError when nothing was built.
        """
        from regesta.graph.dataset import dataset

        return dataset(self.folder)

    def query(
        self,
        name: str,
        /,
        *,
        deadline: float | None = None,
        candidates: bool = False,
        aligned: str | None = None,
        **parameters: object,
    ) -> Answer:
        """Ask a saved query; its parameters by name, actors by any of their names. `from` and the like:
        `**{"from": "1950-01"}`. The rest as in `sparql`.

        Errors: UnknownQuery, with the nearest names; BadParameter, with the parameters there are; QueryError.
        """
        text = self.bound(name, **parameters)
        from regesta.queries.status import reads_candidates

        values = {key: str(value) for key, value in parameters.items()}
        candidates = candidates or reads_candidates(values)
        return self.sparql(text, deadline=deadline, candidates=candidates, aligned=aligned)

    def bound(self, name: str, /, **parameters: object) -> str:
        """The SPARQL of a saved query with its parameters bound."""
        from regesta.graph.serve.actors import NAMES_QUERY, ActorIndex

        index: list[ActorIndex] = []

        def actors(wanted: str) -> list[str]:
            if not index:
                # a query of ours that ends: no process of its own
                rows = self.sparql(NAMES_QUERY, deadline=0.0).result.values()
                index.append(ActorIndex((actor, label, main == "true") for actor, label, main in rows))
            return list(index[0].find(wanted))

        values = {key: str(value) for key, value in parameters.items() if value is not None}
        query = self.queries.get(name)
        text = self.queries.bind(query.name, values, actors=actors)
        self._refuse_unknown(query, values)
        return text

    def _refuse_unknown(self, query: SavedQuery, values: Mapping[str, str]) -> None:
        """Errors: BadParameter where a value names a thing the graph does not have, by an IRI or a chapter by
        its number, with the nearest."""
        from regesta.graph.serve.asked_things import things_asked
        from regesta.graph.store import StoreError
        from regesta.queries.binding import BadParameter

        for asked in things_asked(query, values, self.settings.base):
            try:
                if self.sparql(asked.known, deadline=0.0).result.values():
                    continue
                others = self.sparql(asked.others, deadline=0.0).result.values() if asked.others else []
            except StoreError:
                return  # nothing was built: the query itself says so
            raise BadParameter(asked.unknown((str(x), str(label)) for x, label in others))

    def claims_held(self, name: str) -> list[HeldClaim]:
        """The claims of whoever has every word of a name, accepted ones first, with how often each is
        answered."""
        from regesta.api.tracing import claims_held

        return claims_held(self.folder, name)

    def trace(self, claim: str, *, depth: int = 6) -> ClaimNode:
        """The argument tree of one claim, by id or IRI: holder, evidence, sources, attackers and supporters,
        `depth` answers deep.

        Errors: ActError when there is no such claim, or when it is another kind of record.
        """
        from regesta.api.tracing import traced

        return traced(self.folder, claim, depth)
