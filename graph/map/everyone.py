"""All accepted actors of a workspace by name: the same for each of its documents, so gathered once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regesta.extract.authority.reading import Authority
from regesta.extract.record import Actor
from regesta.graph.map.acceptance import way
from regesta.graph.map.agents import NameIndex, name_index
from regesta.review.state import Judged, ReviewedState


def everyone(state: ReviewedState, authority: Authority, hold: frozenset[str] = frozenset()) -> NameIndex:
    """The names of all accepted actors of a workspace; of no document, so without an author. Records in
    `hold` are kept out of accepted knowledge."""
    judged = [(j, j.record) for j in _accepted(state, hold) if isinstance(j.record, Actor)]
    index = name_index((a for _, a in judged), renamed(state), authority, "", other_names(state))
    return replace(index, reviewed=frozenset(index.canonical(a.name) for j, a in judged if reviewed(j)))


def _accepted(state: ReviewedState, hold: frozenset[str]) -> Iterator[Judged]:
    """The actors that stand in accepted knowledge by themselves."""
    for judged in state.items.values():
        if not isinstance(judged.record, Actor) or state.replaced(judged.record.id):
            continue
        stands = state.items.get(state.stands_for(judged.record.id))
        if stands is not None and stands.status == "accepted" and stands.record.id not in hold:
            yield judged


def reviewed(judged: Judged) -> bool:
    """Whether a reviewer accepted a record."""
    return judged.accepted_by is not None and way(judged.accepted_by) == "reviewed"


def _merged(state: ReviewedState) -> Iterator[tuple[Actor, Actor]]:
    """The actors that were merged, each with the one that stands for it."""
    for old in state.merged:
        a, b = state.items.get(old), state.items.get(state.stands_for(old))
        if a and b and isinstance(a.record, Actor) and isinstance(b.record, Actor):
            yield a.record, b.record


def renamed(state: ReviewedState) -> dict[str, str]:
    """Old to new canonical names, by the merges of actor records."""
    return {a.name: b.name for a, b in _merged(state) if a.name != b.name}


def other_names(state: ReviewedState) -> dict[str, tuple[str, ...]]:
    """The aliases of merged actors, by the name of what they were merged into."""
    out: dict[str, tuple[str, ...]] = {}
    for a, b in _merged(state):
        out[b.name] = (*out.get(b.name, ()), *a.aliases)
    return out
