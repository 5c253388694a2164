"""The whole graph of a workspace put together document by document, on disk: the same lines as `assembling`
gives, in memory as for one document, whatever their number."""

from __future__ import annotations

import gc
import hashlib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from regesta.extract.workspace import Workspace
from regesta.graph.assembling import Progress, checked, constant_lines, lines_in, violators
from regesta.graph.consequences import shipped_consequences
from regesta.graph.infer import infer
from regesta.graph.kept import LOG, REVIEW
from regesta.graph.map.everyone import Everyone, everyone
from regesta.graph.map.mapping import DocumentMapping, reviews_view
from regesta.graph.map.reviews import verdict_in_full
from regesta.graph.name import Names
from regesta.graph.quality import Rates
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Triple
from regesta.graph.reviewed import no_garbage_collection
from regesta.graph.shares import Shares, shares
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.json_object import JsonObject
from regesta.graph.store.sorted_runs import SortedRuns, counted, without
from regesta.graph.validate.finding import Finding
from regesta.graph.validate.gate import check
from regesta.review.state import Judged, ReviewedState, replay
from regesta.review.verdict import Verdict

#: The key under which a verdict stands in a view: every verdict has one of its own.
_VERDICT = "verdict "


@dataclass(frozen=True, slots=True)
class Assembly:
    """A graph on disk, before it is stored. `lines` is the file of its sorted N-Quads, of `size` bytes;
    `references` and `repeated` are files of JSON that say what is said how often (see `Kept`). `suspects` are
    the nodes whose shapes are still to be checked: those that one document says too little of, and those that
    several documents speak of."""

    lines: Path
    size: int
    quads: int
    digest: str
    accepted: int
    inferred: int
    findings: tuple[Finding, ...]
    held: frozenset[str]
    references: Path
    repeated: Path
    suspects: frozenset[NamedNode]


def assemble_by_document(
    workspace: Workspace, size: int, folder: Path, tell: Progress, hold: frozenset[str] = frozenset()
) -> Assembly:
    """The graph of a workspace by the first `size` bytes of its log, in files in a folder. Records in `hold`
    are kept out of accepted knowledge.

    Errors: LogError for an unreadable log.
    """
    tell("parting the log", 0.0)
    return _Assembling(workspace, shares(workspace, size, folder), folder, hold).assembly(tell)


class _Assembling:
    """A graph on the way."""

    def __init__(self, workspace: Workspace, found: Shares, folder: Path, hold: frozenset[str]) -> None:
        self.workspace, self.shares, self.folder, self.hold = workspace, found, folder, hold
        self.names = Names(workspace.settings.base)
        self.said = SortedRuns(folder, "said")
        self.following = SortedRuns(folder, "following")
        self.subjects = SortedRuns(folder, "subjects")
        self.ways = _Ways()
        self.rates = Rates()
        self.reviews = reviews_view((), self.names)
        self.references = JsonObject(folder / "references.json")
        self.referred_by_log = JsonObject(folder / "references-log.json")
        self.accepted = 0
        self.findings: list[Finding] = []
        self.suspects: set[NamedNode] = set()

    def assembly(self, tell: Progress) -> Assembly:
        """Everything, document by document, and then what is of no document."""
        documents = self.workspace.documents()
        known = everyone(self.shares.state, self.shares.authority, self.hold)
        for k, document in enumerate(documents):
            tell(f"mapping {document}", 0.02 + 0.7 * k / len(documents))
            with no_garbage_collection():
                self._document(document, known)
            gc.collect()  # a document's mapping refers to itself
        self._elsewhere(documents)
        self._put(lines_in(self.rates.quads(self.names)))
        for lines in constant_lines(self.workspace):
            self._put(lines)
        self._log_references()
        self.following.add(self._lines(self.ways.further()))
        shared = (line for line, times in counted(self.subjects) if times > 1)
        self.suspects |= {NamedNode(line.decode().rstrip("\n")) for line in shared}
        tell("sorting", 0.75)
        return self._sorted()

    def _document(self, document: str, known: Everyone) -> None:
        """One document: mapped, what follows from it, and what shapes it breaks alone."""
        share = self.shares.share(document)
        findings = checked(share.deposit)
        hold = self.hold | violators(findings)
        self.findings += findings
        names_of_all = (
            known if hold == self.hold else everyone(self.shares.state, share.deposit.authority, hold)
        )
        mapping = DocumentMapping(share.deposit, share.state, self.names, hold, names_of_all)
        store = EmbeddedStore(self._mapped(mapping))
        self.references.put(document, {name: view.references for name, view in mapping.views.items()})
        self._follow(store)
        self.rates.count(share.deposit.items)
        self.accepted += sum(1 for j in share.deposit.items if _stands(share.state, j))
        self.accepted -= len(hold & {j.record.id for j in share.deposit.items})
        self._reviewed(share.verdicts)

    def _mapped(self, mapping: DocumentMapping) -> list[Quad]:
        """What a document says; what of it is accepted knowledge."""
        quads = list(mapping.everything())
        self._put(lines_in(quads))
        return [q for q in quads if isinstance(q.graph_name, DefaultGraph)]

    def _follow(self, store: EmbeddedStore) -> None:
        """What follows from one document's accepted knowledge, and what shapes it breaks alone."""
        self.suspects |= {NamedNode(f.node) for f in check(store) if f.node.startswith("http")}
        subjects = {q.subject for q in store.quads(graph=DefaultGraph())}
        self.subjects.add(f"{s.value}\n".encode() for s in subjects if isinstance(s, NamedNode))
        infer(store, self.names.inferred)
        self.following.add(self._lines(q.triple for q in store.quads(graph=self.names.inferred)))
        self.ways.take(store)

    def _elsewhere(self, documents: Iterable[str]) -> None:
        """The verdicts that are of several documents, or of none that is there, and their records."""
        there = frozenset(documents)
        state = replay((), self.shares.log.general)
        items = [j for j in state.items.values() if j.record.document not in there]
        self.rates.count(items)
        self.accepted += sum(1 for j in items if _stands(state, j))
        self._reviewed(self.shares.log.general)
        for shared in self.reviews.shared.values():
            self._put(lines_in(shared.quads))

    def _reviewed(self, verdicts: Iterable[Verdict]) -> None:
        """Verdicts as `graph/review` shows them; what several share waits until all are there."""
        view = self.reviews
        for verdict in verdicts:
            view.begin()
            verdict_in_full(view, verdict)
        self._put(lines_in(view.quads))
        view.quads.clear()
        for key in [key for key in view.shared if key.startswith(_VERDICT)]:
            self._put(lines_in(view.shared.pop(key).quads))
            self.referred_by_log.put(key, view.references.pop(key))

    def _log_references(self) -> None:
        """What the view of the log refers to, with what the documents' views do."""
        for key, times in self.reviews.references.items():
            self.referred_by_log.put(key, times)
        log = JsonObject(self.folder / "references-of-log.json")
        log.put_file(REVIEW, self.referred_by_log.close())
        self.references.put_file(LOG, log.close())

    def _put(self, lines: bytes) -> None:
        self.said.add(lines.splitlines(keepends=True))

    def _lines(self, triples: Iterable[Triple]) -> list[bytes]:
        quads = (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
        return lines_in(quads).splitlines(keepends=True)

    def _sorted(self) -> Assembly:
        """The files of the graph: every line once, what follows in both its graphs."""
        repeated = JsonObject(self.folder / "repeated.json")
        asserted, fresh = self.folder / "asserted.nq", self.folder / "fresh.nq"
        _written(asserted, _noted(counted(self.said), repeated))
        self.said.clear()
        inferred = SortedRuns(self.folder, "inferred")
        graph, number = f" {self.names.inferred} .\n".encode(), 0
        with fresh.open("wb") as out, asserted.open("rb") as known:
            for line in without((line for line, _ in counted(self.following)), known):
                number += 1
                out.write(line)
                inferred.add((line[: -len(b" .\n")] + graph,))
        self.following.clear()
        path = self.folder / "lines.nq"
        with asserted.open("rb") as one, fresh.open("rb") as two:
            size, quads, digest = _written(path, heapq.merge(one, two, inferred))
        for file in (asserted, fresh):
            file.unlink()
        inferred.clear()
        return Assembly(
            path,
            size,
            quads,
            digest,
            self.accepted,
            number,
            tuple(sorted(self.findings)),
            self.hold | violators(self.findings),
            self.references.close(),
            repeated.close(),
            frozenset(self.suspects),
        )


def _stands(state: ReviewedState, judged: Judged) -> bool:
    """Whether a record is accepted, and nothing else stands for it."""
    return judged.status == "accepted" and not state.replaced(judged.record.id)


def _written(path: Path, lines: Iterable[bytes]) -> tuple[int, int, str]:
    """Lines written into a file; its size, how many they are, and their SHA-256 (hex)."""
    total, size, number = hashlib.sha256(), 0, 0
    with path.open("wb", 1 << 20) as out:
        for line in lines:
            out.write(line)
            total.update(line)
            size += len(line)
            number += 1
    return size, number, total.hexdigest()


def _noted(lines: Iterable[tuple[bytes, int]], repeated: JsonObject) -> Iterator[bytes]:
    """The lines; those that are there more than once are noted."""
    for line, times in lines:
        if times > 1:
            repeated.put(line.decode(), times)
        yield line


@dataclass(slots=True)
class _Ways:
    """The edges of transitive properties in all documents, and the ways that lead from one document into
    another."""

    edges: dict[NamedNode, dict[NamedNode, set[NamedNode]]] = field(default_factory=dict)

    def take(self, store: EmbeddedStore) -> None:
        """Take the edges of one document in, with what follows there."""
        for p in shipped_consequences().transitive:
            rows = self.edges.setdefault(p, defaultdict(set))
            for q in store.quads(None, p, None, DefaultGraph()):
                if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode):
                    rows[q.subject].add(q.object)

    def further(self) -> Iterator[Triple]:
        """What follows from the edges of several documents together and from no document alone."""
        for p, rows in self.edges.items():
            for start, known in rows.items():
                yield from (Triple(start, p, end) for end in _reached(rows, known) - known)


def _reached(rows: Mapping[NamedNode, set[NamedNode]], first: set[NamedNode]) -> set[NamedNode]:
    seen, waiting = set(first), list(first)
    while waiting:
        fresh = rows.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


__all__ = ["Assembly", "assemble_by_document"]
