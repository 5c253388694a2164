"""From records and verdicts to a served generation: replay, map, validate, infer, store, publish."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from regesta.extract.authority import authorities
from regesta.extract.link.candidates import links_of
from regesta.extract.record import Actor, Footnote, Record
from regesta.extract.workspace import Workspace
from regesta.graph.infer import infer
from regesta.graph.map.mapping import STRUCTURE, Deposit, map_document, map_reviews
from regesta.graph.map.regroup import regrouped
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad
from regesta.graph.store import Snapshot, current, digest_of, load_fresh, publish, writing
from regesta.graph.store.difference import keep_lines, load_difference
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse, serialise
from regesta.graph.validate.finding import Finding
from regesta.graph.validate.gate import check
from regesta.graph.validate.invariants import check_records
from regesta.graph.validate.reason import Inconsistent, consistency_of
from regesta.ontology import load
from regesta.ontology.terms import ONTOLOGY
from regesta.review.log import VerdictLog
from regesta.review.state import Judged, ReviewedState, replay
from regesta.review.verdict import Verdict

if TYPE_CHECKING:
    import rdflib

Progress = Callable[[str, float], None]
#: How much of SHACL the package's own shapes are checked by: the quick gate, or pySHACL too.
Shacl = Literal["quick", "full"]
#: Other people's graphs: kept from one generation to the next, never rebuilt from the log, never part of the
#: digest.
KEPT = ("graph/import/", "graph/imports")


class BuildError(Exception):
    """A build that was given up; nothing was published. The message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. `digest` is the SHA-256 of the sorted N-Quads; `held` are accepted records kept out
    of accepted knowledge by a violation."""

    generation: str
    quads: int
    accepted: int
    inferred: int
    digest: str
    unchanged: bool = False
    held: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    consistency: str = ""


@dataclass(frozen=True)
class Graph:
    """The whole graph of a workspace in memory, before it is stored: the lines of its sorted N-Quads, and
    what was found on the way."""

    lines: Sequence[bytes]
    quads: int
    accepted: int
    inferred: int
    findings: tuple[Finding, ...]
    held: tuple[str, ...]

    @property
    def nquads(self) -> bytes:
        """Its sorted N-Quads."""
        return b"".join(self.lines)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the N-Quads."""
        return hashlib.sha256(self.nquads).hexdigest()


def build(
    workspace: Workspace,
    *,
    progress: Progress | None = None,
    reason: bool = False,
    catalogue: bytes = b"",
    shacl: Shacl = "quick",
) -> BuildReport:
    """Build the graph of a workspace and publish it as a new generation; when nothing changed the current one
    stays.

    `catalogue` holds further N-Quads, sorted: the saved queries' own graph; it is published with the rest and
    no part of the digest. Accepted records that break a shape are held back from accepted knowledge and named
    in the report: the package's shapes, by the quick gate or with `shacl` "full" also by pySHACL, and those
    of the files that `[validation] shapes` of regesta.toml names.
    Errors: StoreError when another process writes the store; BuildError when the graph is wrong in a way no
    record accounts for; LogError for an unreadable log; ShapesFileError for a file of shapes that cannot be
    used.
    """
    tell = progress or (lambda _text, _fraction: None)
    with writing(workspace.snapshots):
        graph = assemble(workspace, progress=tell, shacl=shacl)
        consistency = ""
        if reason:
            tell("reasoning", 0.8)
            try:
                consistency = consistency_of(graph.nquads)
            except Inconsistent as error:
                raise BuildError(f"{error}. Nothing was published.") from error
        served = current(workspace.snapshots)
        if (
            served
            and digest_of(workspace.snapshots, served.generation) == graph.digest
            and _holds(served, catalogue)
        ):
            tell("nothing changed", 1.0)
            return _report(graph, served.generation, unchanged=True, consistency=consistency)
        tell("storing", 0.85)
        lines = [*graph.lines, *catalogue.splitlines(keepends=True)]
        store = load_difference(workspace.store, served, lines)
        if store is None:
            store = load_fresh(workspace.store, b"".join(lines) + kept(workspace, served))
        snapshot = publish(workspace.snapshots, store, graph.digest)
        keep_lines(workspace.snapshots, snapshot.generation, lines)
        tell(f"generation {snapshot.generation}", 1.0)
        return _report(graph, snapshot.generation, unchanged=False, consistency=consistency)


def _holds(served: Snapshot, catalogue: bytes) -> bool:
    """Whether the served generation describes the very saved queries of this one."""
    if not catalogue:
        return True
    graphs = {q.graph_name for q in parse(catalogue, "nquads")}
    store = served.open()
    return b"".join(_sorted(_lines(q for g in graphs for q in store.quads(None, None, None, g)))) == catalogue


def _report(graph: Graph, generation: str, *, unchanged: bool, consistency: str) -> BuildReport:
    return BuildReport(
        generation=generation,
        quads=graph.quads,
        accepted=graph.accepted,
        inferred=graph.inferred,
        digest=graph.digest,
        unchanged=unchanged,
        held=graph.held,
        findings=graph.findings,
        consistency=consistency,
    )


def assemble(workspace: Workspace, *, progress: Progress | None = None, shacl: Shacl = "quick") -> Graph:
    """The graph of a workspace, in memory: a pure function of its documents, records, authority files, log
    and shapes."""
    further = further_shapes(workspace, shacl)
    with _no_garbage_collection():
        return _assemble(workspace, further, progress or (lambda _text, _fraction: None))


def further_shapes(workspace: Workspace, shacl: Shacl) -> rdflib.Graph | None:
    """The shapes that pySHACL is to check beside the quick gate; None for none."""
    own = [workspace.root / str(name) for name in workspace.settings.validation.get("shapes", ())]
    if not own and shacl == "quick":
        return None
    from regesta.graph.validate.full import read_shapes, shipped_shapes  # pySHACL takes a second to import

    shapes = read_shapes(own)
    return shapes + shipped_shapes() if shacl == "full" else shapes


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Half a million small objects without cycles: looking for cycles among them again and again costs a
    third of a build's time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _assemble(workspace: Workspace, further: rdflib.Graph | None, tell: Progress) -> Graph:
    names = Names(workspace.settings.base)
    tell("replaying the log", 0.0)
    verdicts = VerdictLog(workspace.log).read()
    state, deposits = review(workspace, verdicts)
    tell("mapping", 0.1)
    mapped = _valid(deposits, state, names, further, tell)
    tell("inferring", 0.6)
    inferred = infer(mapped.store, names.inferred)
    tell("sorting", 0.7)
    known = BytesIO()
    mapped.store.dump(known, "nquads")
    whole = _sorted(
        known.getvalue(), *mapped.other, _lines(map_reviews(verdicts, names)), _lines(_ontology())
    )
    accepted = sum(1 for _ in state.accepted()) - len(mapped.hold)
    return Graph(
        lines=whole,
        quads=len(whole),
        accepted=accepted,
        inferred=inferred,
        findings=tuple(sorted(mapped.findings)),
        held=tuple(sorted(mapped.hold)),
    )


@dataclass(frozen=True, slots=True)
class _Mapped:
    """Accepted knowledge without violations as a store to infer in, the other graphs as N-Quads, what was
    found, and the records held back for it."""

    store: EmbeddedStore
    other: list[bytes]
    findings: list[Finding]
    hold: set[str]


def _valid(
    deposits: list[Deposit],
    state: ReviewedState,
    names: Names,
    further: rdflib.Graph | None,
    tell: Progress,
) -> _Mapped:
    """The deposits mapped and validated; records that break a shape are held back and the rest mapped again.

    Errors: BuildError for what no record accounts for.
    """
    findings = [f for d in deposits for f in _checked(d)]
    hold = _violators(findings)
    store, other = _map(deposits, state, names, frozenset(hold))
    tell("validating", 0.4)
    found = _validate(store, state, names, further)
    findings += found
    if wrong := _violators(found):
        hold |= wrong
        store, other = _map(deposits, state, names, frozenset(hold))
        found = _validate(store, state, names, further)
        findings += [f for f in found if f not in findings]
    _refuse([f for f in found if f.severity == "violation"])
    return _Mapped(store, other, findings, hold)


def _checked(deposit: Deposit) -> list[Finding]:
    """What is wrong between a document's accepted records and its text."""
    notes = frozenset(r.id for r in deposit.structure if isinstance(r, Footnote))
    return check_records((j for j in deposit.items if j.status == "accepted"), deposit.text, notes)


def _violators(findings: Iterable[Finding]) -> set[str]:
    """The records that violations were found in."""
    return {f.record for f in findings if f.severity == "violation" and f.record}


def _refuse(unaccounted: list[Finding]) -> None:
    if unaccounted:
        lines = "\n  ".join(f.text for f in unaccounted[:10])
        raise BuildError(
            f"the graph breaks its shapes in {len(unaccounted)} places that holding records "
            "back does not mend; "
            f"nothing was published:\n  {lines}"
        )


@_no_garbage_collection()
def review(workspace: Workspace, verdicts: list[Verdict]) -> tuple[ReviewedState, list[Deposit]]:
    """The reviewed state of the whole workspace, and each document with its share of it, in order of document
    id.

    Structure (divisions, sentences, footnotes) is replayed per document, since a footnote's id is unique
    within its document only.
    """
    documents = workspace.documents()
    structure: dict[str, tuple[Record, ...]] = {}
    candidates: list[Record] = []
    for document in documents:
        records = workspace.records(document)
        structure[document] = _structure(records, document, verdicts)
        candidates.extend(r for r in records if r.kind not in STRUCTURE and r.kind != "diagnostic")
    candidates.extend(links_of(workspace, candidates)[0])
    state = regrouped(
        replay(candidates, (v for v in verdicts if v.judged is None or v.judged.get("kind") not in STRUCTURE))
    )
    items: dict[str, list[Judged]] = {document: [] for document in documents}
    for judged in state.items.values():
        if judged.record.document in items:
            items[judged.record.document].append(judged)
    authority = authorities(workspace)
    return state, [
        Deposit(
            document=d,
            meta=workspace.metadata(d),
            text=workspace.text(d),
            structure=structure[d],
            items=tuple(items[d]),
            authority=authority,
        )
        for d in documents
    ]


def _structure(records: Iterable[Record], document: str, verdicts: Iterable[Verdict]) -> tuple[Record, ...]:
    """The divisions, sentences and footnotes of a document as its verdicts leave them, rejected ones left
    out."""
    own = [
        v
        for v in verdicts
        if v.judged is None or (v.judged.get("kind") in STRUCTURE and v.judged.get("document") == document)
    ]
    kept_records = replay((r for r in records if r.kind in STRUCTURE), own).items.values()
    return tuple(j.record for j in kept_records if j.status != "rejected" and j.record.kind in STRUCTURE)


def _map(
    deposits: Iterable[Deposit], state: ReviewedState, names: Names, hold: frozenset[str]
) -> tuple[EmbeddedStore, list[bytes]]:
    """Accepted knowledge as a store to validate and infer in, and the other graphs as N-Quads; one document's
    quads in memory at a time."""
    store, other = EmbeddedStore(), []
    for deposit in deposits:
        quads = list(map_document(deposit, state, names, hold=hold))
        store.add(q for q in quads if isinstance(q.graph_name, DefaultGraph))
        other.append(_lines(q for q in quads if not isinstance(q.graph_name, DefaultGraph)))
    return store, other


def _validate(
    store: EmbeddedStore, state: ReviewedState, names: Names, further: rdflib.Graph | None
) -> list[Finding]:
    by_node: dict[str, str] = {}

    def record_of(node: str) -> str:
        if not by_node:
            by_node.update(_nodes(state, names))
        return by_node.get(node, "") or _link_record(node, names)

    found = check(store, record_of=record_of)
    if further is None:
        return found
    from regesta.graph.validate.full import check_full  # pySHACL takes a second to import

    known = {(f.rule, f.node) for f in found}
    more = check_full(store, further, record_of=record_of)
    return sorted([*found, *(f for f in more if (f.rule, f.node) not in known)])


def _nodes(state: ReviewedState, names: Names) -> Iterator[tuple[str, str]]:
    for judged in state.items.values():
        r = judged.record
        yield names.record(r.kind, r.document, r.id).value, r.id
        if isinstance(r, Actor):
            yield names.actor(r.name).value, r.id
        if judged.accepted_by is not None:
            yield names.verdict(judged.accepted_by.id).value, r.id


def _link_record(node: str, names: Names) -> str:
    for kind in ("evidence/", "argument/"):
        if node.startswith(names.base + kind):
            return node.removeprefix(names.base + kind).split("/")[0]
    return ""


def _ontology() -> Iterator[Quad]:
    graph = NamedNode(ONTOLOGY)
    return (Quad(q.subject, q.predicate, q.object, graph) for q in load.tbox())


def _lines(quads: Iterable[Quad]) -> bytes:
    return serialise(quads, "nquads")


def _sorted(*nquads: bytes) -> list[bytes]:
    return sorted({line for part in nquads for line in part.splitlines(keepends=True)})


def kept(workspace: Workspace, served: Snapshot | None) -> bytes:
    """The imported graphs of the served generation, as sorted N-Quads."""
    if served is None:
        return b""
    prefixes = tuple(workspace.settings.base + name for name in KEPT)
    store = served.open()
    graphs = [g for g in store.graphs() if g.value.startswith(prefixes)]
    return b"".join(_sorted(_lines(q for g in graphs for q in store.quads(None, None, None, g))))


__all__ = ["BuildError", "BuildReport", "Graph", "assemble", "build", "review"]
