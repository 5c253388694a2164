"""Which claims state one proposition: as reviewers merged them, and as accepted identities of claims say.
Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.record import Claim, Identity
from regesta.review.edges import Edges

if TYPE_CHECKING:
    from regesta.review.state import Judged

#: Two claims, by record id.
Pair = tuple[str, str]


def with_identities(edges: Edges, items: Mapping[str, Judged], known: Callable[[str], str]) -> Edges:
    """The edges with the propositions that identities of claims join; `known` gives the id that a claim of an
    identity is known by.

    An identity joins two accepted claims while it holds; one that was rejected keeps its two claims apart
    whatever joins them on the way, but for what a reviewer merged by hand. A claim that was set apart stays
    so."""
    identities = [j for j in items.values() if isinstance(j.record, Identity) and j.record.of_claims]
    if not identities:
        return edges
    groups = _Groups(_sides(j, known) for j in identities if j.status == "rejected")
    for claim, meant in edges.propositions.items():
        groups.join(claim, meant)
    alone = _set_apart(edges)
    for one, other in _joined(identities, items, known):
        if not {one, other} & alone:
            groups.join_unless_refused(one, other)
    ends = frozenset(edges.propositions.values())
    stated = dict(groups.representatives(ends, lambda claim: _place(items, claim)))
    return replace(edges, propositions={c: c for c in alone} | stated)


def _set_apart(edges: Edges) -> set[str]:
    """The claims that reviewers set apart from others of the same words."""
    return {claim for claim, meant in edges.propositions.items() if claim == meant}


def _joined(
    identities: Iterable[Judged], items: Mapping[str, Judged], known: Callable[[str], str]
) -> Iterator[Pair]:
    """The accepted claims that standing identities join: those that a person accepted first, then the
    surest."""
    holding = (j for j in identities if j.holds)
    for judged in sorted(holding, key=lambda j: (not j.by_person, -j.record.confidence)):
        pair = _sides(judged, known)
        if all(_is_claim(items.get(side)) for side in pair):
            yield pair


def _sides(judged: Judged, known: Callable[[str], str]) -> Pair:
    record = judged.record
    assert isinstance(record, Identity)
    return known(record.one), known(record.other)


def _is_claim(judged: Judged | None) -> bool:
    return judged is not None and judged.status == "accepted" and isinstance(judged.record, Claim)


def _place(items: Mapping[str, Judged], claim: str) -> tuple[object, ...]:
    """Where a claim stands among others; one that is not known stands last."""
    record = items[claim].record if claim in items else None
    if not isinstance(record, Claim):
        return (True, "", (0, 0), claim)
    return (False, record.document, record.content, claim)


class _Groups:
    """Claims joined into propositions; `refused` are pairs that must not be one."""

    def __init__(self, refused: Iterable[Pair]) -> None:
        self.refused = {frozenset(pair) for pair in refused}
        self.members: dict[str, list[str]] = {}

    def of(self, claim: str) -> list[str]:
        """The claims that state what a claim states."""
        return self.members.setdefault(claim, [claim])

    def join(self, one: str, other: str) -> None:
        """Make two claims state one proposition."""
        first, second = self.of(one), self.of(other)
        if first is second:
            return
        first.extend(second)
        for claim in second:
            self.members[claim] = first

    def join_unless_refused(self, one: str, other: str) -> None:
        """The same, unless two claims that this would make one were said not to be."""
        apart = (frozenset((a, b)) for a in self.of(one) for b in self.of(other))
        if self.refused.isdisjoint(apart):
            self.join(one, other)

    def representatives(
        self, ends: frozenset[str], place: Callable[[str], tuple[object, ...]]
    ) -> Iterable[Pair]:
        """Each joined claim with the claim whose proposition it states: one that reviewers merged into where
        there is one, else the first in the text; the latter itself is left out."""
        groups = {id(group): group for group in self.members.values()}
        for group in groups.values():
            first = min(group, key=lambda claim: (claim not in ends, place(claim)))
            yield from ((claim, first) for claim in group if claim != first)


__all__ = ["with_identities"]
