"""Which mentions tell of one event: a decision and its act, and what identifications join, as verdicts leave
them. Pure: a state in, events out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regesta.extract.record import Decision, Event, Identity
from regesta.graph.map.joining import Tie, components
from regesta.review.state import Judged, ReviewedState

#: The record of one mention.
Mentioning = Event | Decision


@dataclass(frozen=True, slots=True)
class Gathering:
    """The mentions of one event, by record id in order of text, whatever their status; `id` is that of the
    representative one, the first, by which the event is named."""

    id: str
    mentions: tuple[str, ...]


def gathered(state: ReviewedState) -> Mapping[str, Gathering]:
    """The event of each mention, by record id.

    A rejected identification parts its two mentions, whatever else connects them (the weakest tie on the way
    that no person accepted is cut); an accepted one joins them, whether it was applied or not. What was
    merged into another mention is of that one's event. Statuses of mentions part nothing, so that a name
    stays when the first mention is refused.
    """
    own = {k: j.record for k, j in state.items.items() if isinstance(j.record, Event | Decision)}
    whole = sorted((k for k in own if state.stands_for(k) == k), key=lambda k: in_text(own[k]))
    rank = {k: n for n, k in enumerate(whole)}
    identities = _identities(state)
    ties = _among(rank, [*_acts(state, own), *_identified(state, identities)])
    parts = components(whole, ties, _apart(state, identities, rank), {}, rank.__getitem__)
    merged = _merged(state, own)
    found = (_gathering(part.members, merged) for part in parts)
    return {mention: event for event in found for mention in event.mentions}


def _identities(state: ReviewedState) -> list[Judged]:
    """The identifications of events."""
    return [j for j in state.items.values() if isinstance(j.record, Identity) and j.record.of_events]


def _apart(
    state: ReviewedState, identities: Sequence[Judged], keys: Mapping[str, int]
) -> list[tuple[str, str]]:
    """The pairs of mentions that a reviewer said are not of one event."""
    refused = (_sides(state, j) for j in identities if j.status == "rejected")
    return [pair for pair in refused if keys.keys() >= set(pair)]


def _among(keys: Mapping[str, int], ties: Iterable[Tie]) -> list[Tie]:
    """The ties between mentions that are there."""
    return [t for t in ties if keys.keys() >= {t.one, t.other}]


def _gathering(members: Sequence[str], merged: Mapping[str, Sequence[str]]) -> Gathering:
    """The event of some mentions, with what was merged into them."""
    return Gathering(members[0], tuple(m for k in members for m in (k, *merged.get(k, ()))))


def in_text(record: Mentioning) -> tuple[object, ...]:
    """Where a mention stands among others: by document and place, an act before the decision that it is."""
    return (record.document, record.trigger, record.kind != "event", record.id)


def _acts(state: ReviewedState, own: Mapping[str, Mentioning]) -> Iterator[Tie]:
    """Each decision and its act, unless a reviewer refused that link."""
    for key, record in own.items():
        act = record.event if isinstance(record, Decision) else ""
        if act and not state.items[key].dropped("link", act):
            yield Tie(state.stands_for(key), state.stands_for(act), 1.0, fixed=True)


def _identified(state: ReviewedState, identities: Sequence[Judged]) -> Iterator[Tie]:
    """The mentions that standing identifications join."""
    for judged in identities:
        if judged.holds:
            one, other = _sides(state, judged)
            yield Tie(one, other, judged.record.confidence, fixed=judged.by_person)


def _sides(state: ReviewedState, judged: Judged) -> tuple[str, str]:
    """What stands for the two mentions of an identification."""
    record = judged.record
    assert isinstance(record, Identity)
    return state.stands_for(record.one), state.stands_for(record.other)


def _merged(state: ReviewedState, own: Mapping[str, Mentioning]) -> dict[str, list[str]]:
    """The mentions that were merged into others, by what stands for them."""
    out: dict[str, list[str]] = {}
    for key in own:
        if key in state.merged and (end := state.stands_for(key)) != key:
            out.setdefault(end, []).append(key)
    return out


__all__ = ["Gathering", "Mentioning", "gathered", "in_text"]
