"""Actors and sources of different documents that accepted identities make one: as merges, which end with the
verdict that joined them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.record import Identity
from regesta.review.edges import Edges, end_of

if TYPE_CHECKING:
    from regesta.review.state import Judged


def with_identities_across(edges: Edges, items: Mapping[str, Judged]) -> Edges:
    """The edges with the merges that accepted identities across documents make: of what they join the first
    by document stands for the others. Events are gathered in the graph.

    Two records join while both are accepted; a merge that a reviewer made by hand stays. A rejected identity
    keeps its two sides apart, whatever else joins them.
    """
    merged = dict(edges.merged)
    apart = [_sides(j.record) for j in items.values() if _across(j) and j.status == "rejected"]
    groups: dict[str, list[str]] = {}
    for one, other in _joined(items):
        first, second = sorted((end_of(merged, one), end_of(merged, other)), key=lambda r: _place(items, r))
        together = {*groups.get(first, [first]), *groups.get(second, [second])}
        if first == second or any(together.issuperset(pair) for pair in apart):
            continue
        merged[second] = first
        groups[first] = sorted(together)
    if len(merged) == len(edges.merged):
        return edges
    return replace(edges, merged={record: end_of(merged, record) for record in merged})


def _across(judged: Judged) -> bool:
    record = judged.record
    return isinstance(record, Identity) and record.across and not record.of_events


def _joined(items: Mapping[str, Judged]) -> Iterator[tuple[str, str]]:
    """The sides of accepted identities, those that a person accepted first, then the surest."""
    accepted = [j for j in items.values() if _across(j) and j.status == "accepted"]
    for judged in sorted(accepted, key=lambda j: (not j.by_person, -j.record.confidence, j.record.id)):
        sides = _sides(judged.record)
        if all(side in items and items[side].status == "accepted" for side in sides):
            yield sides


def _sides(record: object) -> tuple[str, str]:
    assert isinstance(record, Identity)
    return record.one, record.other


def _place(items: Mapping[str, Judged], record: str) -> tuple[str, str]:
    return (items[record].record.document if record in items else "", record)


__all__ = ["with_identities_across"]
