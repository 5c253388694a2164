"""All accepted actors of a workspace by name: gathered once, and what one document's names mean in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from regesta.extract.across.scoring import is_of_a_kind
from regesta.extract.authority.reading import Authority
from regesta.extract.record import Actor, Identity
from regesta.graph.map.acceptance import way
from regesta.graph.map.agents import NameIndex, name_index
from regesta.review.state import Judged, ReviewedState

#: What the actors of a document are called by a name of theirs, where it is not the name itself: by document.
Parted = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Everyone:
    """The actors of a workspace: `index` as all documents have it, `parted` what is otherwise in one."""

    index: NameIndex
    parted: Parted

    def of(self, document: str, author: str) -> NameIndex:
        """The names as one document means them; `author` is who wrote it."""
        own = self.parted.get(document, {})
        if not own:
            return replace(self.index, author=author)
        actors = dict(self.index.actors)
        for name, new in own.items():
            if name in actors and new not in actors:
                actors[new] = replace(actors[name], name=new, aliases=(name, *actors[name].aliases))
        return replace(self.index, author=author, actors=actors, renamed={**self.index.renamed, **own})


def everyone(state: ReviewedState, authority: Authority, hold: frozenset[str] = frozenset()) -> Everyone:
    """The accepted actors of a workspace. Records in `hold` are kept out of accepted knowledge."""
    shown = list(_accepted(state, hold))
    judged = [(j, j.record) for j in shown if isinstance(j.record, Actor)]
    actors = [a for _, a in judged]
    meant = parted(state)
    index = name_index(actors, renamed(state), authority, "", other_names(state))
    who = frozenset(
        meant.get(a.document, {}).get(a.name, index.canonical(a.name)) for j, a in judged if reviewed(j)
    )
    return Everyone(replace(index, reviewed=who), meant)


def _accepted(state: ReviewedState, hold: frozenset[str]) -> Iterator[Judged]:
    """The actors that stand in accepted knowledge by themselves."""
    for judged in state.items.values():
        if not isinstance(judged.record, Actor) or state.replaced(judged.record.id):
            continue
        stands = state.items.get(state.stands_for(judged.record.id))
        if stands is not None and stands.status == "accepted" and stands.record.id not in hold:
            yield judged


def parted(state: ReviewedState) -> Parted:
    """The names that mean somebody of their own document: names of a kind ("the Committee") beyond the first
    document that has them, and those whose identity with another document's a reviewer refused; unless an
    identity or a merge says whom they mean. Such an actor is called by name and document.

    A document whose name of a kind is merged into another's keeps that to itself.
    """
    actors = [
        j.record for j in state.items.values() if isinstance(j.record, Actor) and j.status == "accepted"
    ]
    apart = {*_of_kinds(actors), *_refused(state, actors)}
    out: dict[str, dict[str, str]] = {}
    for actor in actors:
        stands = state.items.get(state.stands_for(actor.id))
        meant = stands.record if stands is not None else actor
        assert isinstance(meant, Actor)
        called = f"{meant.name} ({meant.document})" if (meant.document, meant.name) in apart else meant.name
        kept = (actor.document, actor.name) in apart or is_of_a_kind(actor.name)
        if called != actor.name and (kept or called != meant.name):
            out.setdefault(actor.document, {})[actor.name] = called
    return out


def _of_kinds(actors: Iterable[Actor]) -> Iterator[tuple[str, str]]:
    """The names of a kind, with each document but the first that has them."""
    first: dict[str, str] = {}
    for actor in sorted(actors, key=lambda a: a.document):
        if is_of_a_kind(actor.name) and first.setdefault(actor.name, actor.document) != actor.document:
            yield actor.document, actor.name


def _refused(state: ReviewedState, actors: Iterable[Actor]) -> Iterator[tuple[str, str]]:
    """The later documents' names of which a reviewer said that they are not the earlier document's."""
    names = {a.id: a.name for a in actors}
    for judged in state.items.values():
        record = judged.record
        if isinstance(record, Identity) and record.of_actors and judged.status == "rejected":
            one, other = (names.get(state.stands_for(side)) for side in (record.one, record.other))
            if one is not None and one == other:
                yield record.other_document, one


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
    """Old to new canonical names, by the merges of actor records; names of a kind mean their own document's
    and are left to `parted`."""
    rows = ((a, b) for a, b in _merged(state) if a.name != b.name)
    return {a.name: b.name for a, b in rows if a.document == b.document or not is_of_a_kind(a.name)}


def other_names(state: ReviewedState) -> dict[str, tuple[str, ...]]:
    """The aliases of merged actors, by the name of what they were merged into."""
    out: dict[str, tuple[str, ...]] = {}
    for a, b in _merged(state):
        out[b.name] = (*out.get(b.name, ()), *a.aliases)
    return out
