"""One record in accepted knowledge: as it stands there, and as what was merged or split points to what stands
for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from regesta.extract.record import Actor, Claim, Decision, Event, Record, Source
from regesta.graph.map import sources, statements, text
from regesta.graph.map.acceptance import accepted, doubted, part_disputed
from regesta.graph.map.agents import NameIndex
from regesta.graph.map.described import described
from regesta.graph.map.view import ALT_LABEL, View
from regesta.ontology.terms import RG
from regesta.ontology.values import Acceptance
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Verdict

#: The kinds that are statements of the vocabulary; actors, sources and mentions are things it speaks of.
_STATEMENTS = frozenset(
    ("claim", "position", "event", "decision", "discrepancy", "citation", "resolution", "identity")
)


def _of_actor(index: NameIndex, record: Record) -> Acceptance | None:
    """How an actor is accepted, whom records of several documents may describe: reviewed where one of them
    is."""
    reviewed = isinstance(record, Actor) and index.canonical(record.name) in index.reviewed
    return "reviewed" if reviewed else None


def stated(
    view: View,
    index: NameIndex,
    judged: Judged,
    apparatus: statements.Apparatus,
    discrepant: Set[str],
) -> None:
    """One accepted record in accepted knowledge."""
    node = described(view, index, judged.record, apparatus)
    if judged.accepted_by is None:
        return
    accepted(view, node, judged.accepted_by, _of_actor(index, judged.record))
    if judged.record.kind in _STATEMENTS:
        doubted(view, node, disputed=judged.disputed, discrepant=judged.record.id in discrepant)
    if isinstance(judged.record, Claim):
        _linked(view, judged, judged.accepted_by, apparatus, discrepant)


def _linked(
    view: View,
    judged: Judged,
    whole: Verdict,
    apparatus: statements.Apparatus,
    discrepant: Set[str],
) -> None:
    """The links of a claim, each accepted by its own verdict or else by the one that let the whole in."""
    claim = judged.record
    assert isinstance(claim, Claim)
    evidence(view, judged, whole, apparatus, discrepant)
    own = _of_parts(judged)
    for link, target, _ in statements.argument_links(view, claim):
        accepted(view, link, own.get(("link", target), whole))
        slips = not discrepant.isdisjoint((claim.id, target))
        doubted(view, link, disputed=part_disputed(judged, "link", target), discrepant=slips)


def evidence(
    view: View,
    judged: Judged,
    whole: Verdict,
    apparatus: statements.Apparatus,
    discrepant: Set[str],
) -> None:
    """The evidence links of a statement, each accepted by its own verdict or else by the one that let the
    whole in."""
    statement = judged.record
    assert isinstance(statement, Claim | Event | Decision)
    own = _of_parts(judged)
    for link, citation in statements.evidence_links(view, statement, apparatus):
        accepted(view, link, own.get(("evidence", citation), whole))
        slips = not discrepant.isdisjoint((statement.id, citation))
        doubted(view, link, disputed=part_disputed(judged, "evidence", citation), discrepant=slips)


def _of_parts(judged: Judged) -> dict[tuple[str, str], Verdict]:
    """The verdicts that accepted a part of a record, by part and its id."""
    return {(v.part, v.part_id): v for v in judged.verdicts if v.part != "record" and v.outcome == "accept"}


def pieces_of(state: ReviewedState, judged: Judged) -> list[Record]:
    """The records a record was split into; none when it was not."""
    split = state.edges.splits.get(judged.record.id)
    return [state.items[p].record for p in split.pieces if p in state.items] if split is not None else []


def split(view: View, record: Record, pieces: Iterable[Record]) -> None:
    """What was found to be several things: pointers to them."""
    node = (
        view.names.actor(record.name)
        if isinstance(record, Actor)
        else view.names.record(record.kind, view.document, record.id)
    )
    for piece in pieces:
        made = (
            view.names.actor(piece.name)
            if isinstance(piece, Actor)
            else view.names.record(piece.kind, view.document, piece.id)
        )
        if made != node:
            view.add(node, RG.splitInto, made)


def merged(
    view: View,
    judged: Judged,
    apparatus: statements.Apparatus,
    renamed: Mapping[str, str],
    discrepant: Set[str],
) -> None:
    """What was merged into something else: a pointer, and what it brings to what stands for it: passages,
    notes, and a claim's evidence and answers."""
    record = judged.record
    if isinstance(record, Actor):
        if record.name in renamed:
            view.add(view.names.actor(record.name), RG.mergedInto, view.names.actor(renamed[record.name]))
        return
    node = view.record(record.kind, record.id)
    view.add(view.names.record(record.kind, view.document, record.id), RG.mergedInto, node)
    if isinstance(record, Source):
        view.add_literal(node, ALT_LABEL, sources.label(record))
    if isinstance(record, Claim | Event | Decision):
        for span in record.spans:
            view.add(node, RG.expressedIn, text.passage(view, span))
        statements.cite(view, node, record, apparatus)
    if isinstance(record, Claim) and (by := _merging(judged)) is not None:
        _linked(view, judged, by, apparatus, discrepant)
    if isinstance(record, Event | Decision) and (by := _merging(judged)) is not None:
        evidence(view, judged, by, apparatus, discrepant)


def _merging(judged: Judged) -> Verdict | None:
    """The last verdict that merged a record."""
    merges = (v for v in reversed(judged.verdicts) if v.outcome == "merge" and v.part == "record")
    return next(merges, None)
