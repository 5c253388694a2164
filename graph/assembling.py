"""The whole graph of a workspace in memory: mapped, validated, with what follows, as sorted N-Quads."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol

from regesta.extract.beside import Beside, cores, may_fork
from regesta.extract.record import Actor, Decision, Event, Footnote
from regesta.extract.workspace import Workspace
from regesta.graph.description import described_workspace
from regesta.graph.infer import infer
from regesta.graph.kept import LOG, REVIEW, References
from regesta.graph.map.deposit import Deposit
from regesta.graph.map.everyone import everyone
from regesta.graph.map.gathering import gathered as gathered_of
from regesta.graph.map.mapping import PROPOSED, DocumentMapping, reviews_view
from regesta.graph.name import Names
from regesta.graph.quality import acceptance_rates, extraction_quality
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Triple
from regesta.graph.reviewed import Reviewed, no_garbage_collection, read_files, reviewed
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import serialise
from regesta.graph.validate.finding import Finding
from regesta.graph.validate.gate import check
from regesta.graph.validate.invariants import check_records
from regesta.ontology import load
from regesta.ontology.terms import ONTOLOGY
from regesta.review.logs import log_of
from regesta.review.state import ReviewedState

if TYPE_CHECKING:
    import rdflib

Progress = Callable[[str, float], None]
#: So many records of a document are mapped by two processes: half a second of work for each, or more.
_MANY = 2500
#: How much of SHACL the package's own shapes are checked by: the quick gate, or pySHACL too.
Shacl = Literal["quick", "full"]


class BuildError(Exception):
    """A build that was given up; nothing was published. The message says what is wrong and what to do."""


@dataclass(frozen=True)
class Graph:
    """The whole graph of a workspace in memory, before it is stored: the lines of its sorted N-Quads, and
    what was found on the way. `references` and `repeated` say what is said how often (see `Kept`); `late` are
    the lines that were known last."""

    lines: Sequence[bytes]
    quads: int
    accepted: int
    inferred: int
    findings: tuple[Finding, ...]
    held: tuple[str, ...]
    references: dict[str, References]
    repeated: dict[str, int]
    late: bytes = b""

    @property
    def nquads(self) -> bytes:
        """Its sorted N-Quads."""
        return b"".join(self.lines)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the N-Quads."""
        return hashlib.sha256(self.nquads).hexdigest()


def assemble(workspace: Workspace, *, progress: Progress | None = None, shacl: Shacl = "quick") -> Graph:
    """The graph of a workspace, in memory: a pure function of its documents, records, authority files, log
    and shapes."""
    further = further_shapes(workspace, shacl)
    tell = progress or (lambda _text, _fraction: None)
    with no_garbage_collection():
        tell("replaying the log", 0.0)
        state = reviewed(read_files(workspace), log_of(workspace).read())
        return assembled(workspace, state, further, tell)


def further_shapes(workspace: Workspace, shacl: Shacl) -> rdflib.Graph | None:
    """The shapes that pySHACL is to check beside the quick gate; None for none."""
    own = [workspace.root / str(name) for name in workspace.settings.validation.get("shapes", ())]
    if not own and shacl == "quick":
        return None
    from regesta.graph.validate.full import read_shapes, shipped_shapes  # pySHACL takes a second to import

    shapes = read_shapes(own)
    return shapes + shipped_shapes() if shacl == "full" else shapes


class Taker(Protocol):
    """Takes lines of the graph as soon as they are known, and forgets them where that was too soon."""

    def take(self, nquads: bytes) -> None: ...

    def forget(self) -> None: ...


def assembled(
    workspace: Workspace,
    state: Reviewed,
    further: rdflib.Graph | None,
    tell: Progress,
    taker: Taker | None = None,
) -> Graph:
    """The graph of a reviewed state; `taker` gets its lines before it is whole, all but those of
    `Graph.late`."""
    names = Names(workspace.settings.base)
    tell("mapping", 0.1)
    findings = [f for d in state.deposits for f in checked(d)]
    mapped = _map(state, names, findings, violators(findings))
    tell("validating", 0.4)
    # The queries of the gate leave the interpreter to this thread.
    with ThreadPoolExecutor(max_workers=1) as beside:
        checking = beside.submit(_validate, mapped.store, state.state, names, further)
        verdicts = reviews_view(state.verdicts, names)
        rates = acceptance_rates(state.state, names)
        said = (lines_in(verdicts.everything()), lines_in(rates))
        others = [*said, *constant_lines(workspace)]
        if taker is not None:
            taker.take(b"".join([*mapped.lines, *others]))
        lines, repeated = sorted_once([*mapped.lines, *others])
        broken = checking.result()
    held = _without_violators(state, names, further, mapped, broken)
    if held is not mapped:
        mapped = held
        lines, repeated = sorted_once([*mapped.lines, *others])
        if taker is not None:
            taker.forget()
    tell("inferring", 0.6)
    inferred = infer(mapped.store, names.inferred)
    tell("sorting", 0.7)
    following = [q.triple for q in mapped.store.quads(graph=names.inferred)]
    late = b"".join(
        lines_in(Quad(t.subject, t.predicate, t.object, graph) for t in following)
        for graph in (DefaultGraph(), names.inferred)
    )
    lines += late.splitlines(keepends=True)
    lines.sort()
    accepted = sum(1 for _ in state.state.accepted()) - len(mapped.hold)
    return Graph(
        lines=lines,
        quads=len(lines),
        accepted=accepted,
        inferred=inferred,
        findings=tuple(sorted(mapped.findings)),
        held=tuple(sorted(mapped.hold)),
        references=mapped.references | {LOG: {REVIEW: verdicts.references}},
        repeated=repeated,
        late=late,
    )


def constant_lines(workspace: Workspace) -> Iterator[bytes]:
    """What a graph says whatever its documents say: the vocabulary, the dataset, how well proposers read."""
    yield lines_in(_ontology())
    yield lines_in(extraction_quality(Names(workspace.settings.base)))
    yield lines_in(described_workspace(workspace.settings))


@dataclass(frozen=True, slots=True)
class _Mapped:
    """Accepted knowledge without violations as a store to infer in, all graphs as N-Quads (what several
    records say is there several times), how often shared things are referred to, what was found, and the
    records held back for it."""

    store: EmbeddedStore
    lines: list[bytes]
    references: dict[str, References]
    findings: list[Finding]
    hold: set[str]


def _without_violators(
    found: Reviewed,
    names: Names,
    further: rdflib.Graph | None,
    mapped: _Mapped,
    broken: list[Finding],
) -> _Mapped:
    """The deposits as mapped, with what validation found; where records break a shape they are held back and
    the rest is mapped and validated again.

    Errors: BuildError for what no record accounts for.
    """
    mapped.findings.extend(broken)
    if wrong := violators(broken):
        mapped = _map(found, names, mapped.findings, mapped.hold | wrong)
        broken = _validate(mapped.store, found.state, names, further)
        mapped.findings.extend(f for f in broken if f not in mapped.findings)
    refuse([f for f in broken if f.severity == "violation"])
    return mapped


def checked(deposit: Deposit) -> list[Finding]:
    """What is wrong between a document's accepted records and its text."""
    notes = frozenset(r.id for r in deposit.structure if isinstance(r, Footnote))
    return check_records((j for j in deposit.items if j.status == "accepted"), deposit.text, notes)


def violators(findings: Iterable[Finding]) -> set[str]:
    """The records that violations were found in."""
    return {f.record for f in findings if f.severity == "violation" and f.record}


def refuse(unaccounted: list[Finding]) -> None:
    """Errors: BuildError where there are any."""
    if unaccounted:
        lines = "\n  ".join(f.text for f in unaccounted[:10])
        raise BuildError(
            f"the graph breaks its shapes in {len(unaccounted)} places that holding records "
            "back does not mend; "
            f"nothing was published:\n  {lines}"
        )


def _map(found: Reviewed, names: Names, findings: list[Finding], hold: set[str]) -> _Mapped:
    """Everything mapped but what is held back; one document's quads in memory at a time."""
    store, lines, references = EmbeddedStore(), [], {}
    held = frozenset(hold)
    known = everyone(found.state, found.authority, held) if held else found.everyone
    for deposit in found.deposits:
        mapping = DocumentMapping(deposit, found.state, names, held, known)
        with Beside(partial(_proposed, mapping), forked=_pays(deposit)) as beside:
            mapping.structure()
            for judged in deposit.items:
                mapping.accept(judged)
            accepted = [*mapping.accepted.everything(), *mapping.linkset.everything()]
            store.add(q for q in accepted if isinstance(q.graph_name, DefaultGraph))
            lines.append(lines_in(accepted))
            proposed, referred = beside.result()
        lines.append(proposed)
        referring = {name: view.references for name, view in mapping.views.items()}
        references[deposit.document] = referring | {PROPOSED: referred}
    return _Mapped(store, lines, references, findings, hold)


def _pays(deposit: Deposit) -> bool:
    """Whether what is proposed is mapped in a process of its own: for many records, where one may be forked
    and no thread is at work that it would leave behind."""
    return len(deposit.items) >= _MANY and cores() > 1 and may_fork() and threading.active_count() == 1


def _proposed(mapping: DocumentMapping) -> tuple[bytes, dict[str, int]]:
    """Everything proposed as N-Quads, and how often each shared thing is referred to there."""
    for judged in mapping.deposit.items:
        mapping.propose(judged)
    return lines_in(mapping.proposed.everything()), mapping.proposed.references


def _validate(
    store: EmbeddedStore, state: ReviewedState, names: Names, further: rdflib.Graph | None
) -> list[Finding]:
    by_node: dict[str, str] = {}

    def record_of(node: str) -> str:
        if not by_node:
            by_node.update(nodes_of(state, names))
        return by_node.get(node, "") or link_record(node, names)

    found = check(store, record_of=record_of)
    if further is None:
        return found
    from regesta.graph.validate.full import check_full  # pySHACL takes a second to import

    known = {(f.rule, f.node) for f in found}
    more = check_full(store, further, record_of=record_of)
    return sorted([*found, *(f for f in more if (f.rule, f.node) not in known)])


def nodes_of(state: ReviewedState, names: Names) -> Iterator[tuple[str, str]]:
    """The IRIs of what records and verdicts describe, each with the record."""
    gathered = gathered_of(state)
    for judged in state.items.values():
        r = judged.record
        yield names.record(r.kind, r.document, r.id).value, r.id
        if isinstance(r, Event | Decision) and gathered[r.id].mentions[0] == r.id:
            yield names.event(r.document, gathered[r.id].id).value, r.id
        if isinstance(r, Actor):
            yield names.actor(r.name).value, r.id
        if judged.accepted_by is not None:
            yield names.verdict(judged.accepted_by.id).value, r.id


def link_record(node: str, names: Names) -> str:
    """The record behind the IRI of an evidence or argument link; "" for another."""
    for kind in ("evidence/", "argument/"):
        if node.startswith(names.base + kind):
            return node.removeprefix(names.base + kind).split("/")[0]
    return ""


def _ontology() -> Iterator[Quad]:
    graph = NamedNode(ONTOLOGY)
    return (Quad(q.subject, q.predicate, q.object, graph) for q in load.tbox())


def lines_in(quads: Iterable[Quad] | Iterable[Triple]) -> bytes:
    """Statements as N-Quads."""
    return serialise(quads, "nquads")


def sorted_once(nquads: Iterable[bytes]) -> tuple[list[bytes], dict[str, int]]:
    """The lines of N-Quads, each once, sorted; and how often those are there that are there more than
    once."""
    lines = [line for part in nquads for line in part.splitlines(keepends=True)]
    lines.sort()
    repeated = Counter(line for line, after in pairwise(lines) if line == after)
    if repeated:
        lines = list(dict.fromkeys(lines))
    return lines, {line.decode(): n + 1 for line, n in repeated.items()}


__all__ = [
    "BuildError",
    "Graph",
    "Progress",
    "Shacl",
    "Taker",
    "assemble",
    "assembled",
    "further_shapes",
    "lines_in",
    "sorted_once",
]
