"""Several proposers for one step side by side: what stands when they propose the same, near and other
things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from regesta.extract.propose.proposer import Combine
from regesta.extract.record import Actor, Claim, Decision, Event, Mention, Record, Span, content_id

R = TypeVar("R", bound=Record)

#: Joins the names of proposers that propose the very same record.
BOTH = " + "
#: Joins the name of who proposed a record and of who said how sure it is.
RESCORED = " rescored by "


def combine(first: Sequence[Record], second: Sequence[Record], how: Combine) -> list[Record]:
    """The records of a proposer joined to those of the proposers before it.

    keep: all stand; where both say the same of one place there is one record with both names and the higher
    confidence, where they say different things of one place the second has an id of its own.
    add: those of the second stand whose place none of the first of their kind touches.
    rescore: those of the first stand, with the second's confidence where it has the same record.
    """
    return list(_WAYS[how](first, second))


def _keep(first: Sequence[Record], second: Sequence[Record]) -> Iterable[Record]:
    said = {r.id: r.digest() for r in first}
    same = [r for r in second if r.id in said]
    agreed = {r.id: r for r in same if r.digest() == said[r.id]}
    renamed = {r.id: content_id(r.kind, r.id, r.proposer) for r in same if r.id not in agreed}
    yield from (_both(r, agreed[r.id]) if r.id in agreed else r for r in first)
    yield from (_renamed(r, renamed) for r in second if r.id not in agreed)


def _both(record: R, twin: Record) -> R:
    """A record that two proposers agree on."""
    return replace(
        record,
        confidence=max(record.confidence, twin.confidence),
        proposer=record.proposer + BOTH + twin.proposer,
    )


def _renamed(record: Record, ids: Mapping[str, str]) -> Record:
    """The record with the ids it has and refers to changed."""
    record = replace(record, id=ids.get(record.id, record.id))
    if isinstance(record, Claim):
        relations = tuple(replace(x, target=ids.get(x.target, x.target)) for x in record.relations)
        return replace(record, relations=relations, within=ids.get(record.within, record.within))
    return record


def _add(first: Sequence[Record], second: Sequence[Record]) -> Iterable[Record]:
    taken: dict[str, list[tuple[Span, ...]]] = {}
    names = {r.name for r in first if isinstance(r, Actor)}
    for r in first:
        taken.setdefault(r.kind, []).append(place(r))
    yield from first
    for r in second:
        known = r.name in names if isinstance(r, Actor) else _touches(place(r), taken.get(r.kind, ()))
        if not known:
            yield r


def _rescore(first: Sequence[Record], second: Sequence[Record]) -> Iterable[Record]:
    said = {r.id: r for r in second}
    for r in first:
        other = said.get(r.id)
        yield (
            r
            if other is None
            else replace(r, confidence=other.confidence, proposer=r.proposer + RESCORED + other.proposer)
        )


_WAYS: Mapping[Combine, Callable[[Sequence[Record], Sequence[Record]], Iterable[Record]]] = {
    "keep": _keep,
    "add": _add,
    "rescore": _rescore,
}


def place(record: Record) -> tuple[Span, ...]:
    """Where a record stands: the trigger of an event or decision, the parts of a claim, the span of what has
    one; nothing for an actor, who stands nowhere."""
    match record:
        case Event() | Decision():
            return (record.trigger,)
        case Claim():
            return record.spans
        case Mention():
            return (record.span,)
    span = getattr(record, "span", None)
    return (span,) if span else tuple(getattr(record, "spans", ()))


def _touches(spans: Sequence[Span], others: Iterable[Sequence[Span]]) -> bool:
    return any(a < d and c < b for a, b in spans for other in others for c, d in other)
