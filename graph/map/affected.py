"""Which records are said something else of after further verdicts: those judged, and those that refer to
them. What is not named here is mapped as before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from regesta.extract.authority.reading import fold
from regesta.extract.record import Actor, Citation, Claim, Decision, Event, Identity, Record, Source
from regesta.graph.map.contradictions import Contradiction
from regesta.graph.map.deposit import Deposit
from regesta.graph.map.everyone import other_names, parted, renamed
from regesta.graph.map.gathering import Gathering
from regesta.graph.map.mapping import DocumentMapping
from regesta.review.edges import NAMES, Edges, listed
from regesta.review.state import Judged, ReviewedState

_folded = lru_cache(maxsize=65536)(fold)


@dataclass(frozen=True, slots=True)
class Differences:
    """Two states compared: `ids` are the records that are no longer what they were to those that refer to
    them; `names` (folded) are those by which an actor may be found that is not the same any more."""

    ids: frozenset[str]
    names: frozenset[str]

    def named(self, names: Iterable[str]) -> bool:
        """Whether one of these names may mean somebody else now."""
        return bool(self.names) and any(_folded(n) in self.names for n in names)


def differences(
    old: ReviewedState, new: ReviewedState, gathered: Sequence[Mapping[str, Gathering]] = ()
) -> Differences:
    """What is no longer what it was; `gathered`: which mentions were of one event, and which are.

    Mentions of an event of which one differs count as different: what is said of the event is said by all.
    """
    own = {i for i in old.items.keys() | new.items.keys() if _differs(old.items.get(i), new.items.get(i))}
    ids = own | {i for i in _led(old) | _led(new) if _leads_elsewhere(i, old, new, own)}
    for state in (old, new):
        ids |= {claim for claim, meant in state.edges.propositions.items() if meant in ids}
    ids |= {claim for claim, _ in old.edges.propositions.items() ^ new.edges.propositions.items()}
    ids |= _of_same_event(ids, gathered)
    return Differences(frozenset(ids), frozenset(map(_folded, _names(ids, old, new))))


def _of_same_event(ids: Set[str], gathered: Sequence[Mapping[str, Gathering]]) -> set[str]:
    """The mentions of events that are gathered otherwise, or of which a mention is among the ids."""
    found: set[str] = set()
    for k, some in enumerate(gathered):
        other = gathered[1 - k]
        for mention, event in some.items():
            if event != other.get(mention) or not ids.isdisjoint(event.mentions):
                found.update(event.mentions)
    return found


def _names(ids: Iterable[str], old: ReviewedState, new: ReviewedState) -> Iterator[str]:
    """The names of actors that differ, and of those that were merged into others or are no more."""
    for judged in (state.items.get(i) for i in ids for state in (old, new)):
        for record in _forms(judged) if judged is not None else ():
            if isinstance(record, Actor):
                yield from (record.name, *record.aliases)
    for pair in renamed(old).items() ^ renamed(new).items():
        yield from pair
    for name, _ in other_names(old).items() ^ other_names(new).items():
        yield name
    for row in _parted(old) ^ _parted(new):
        yield from row[1:]


def _parted(state: ReviewedState) -> set[tuple[str, ...]]:
    """The names that mean somebody of their document alone: document, whom, and all they are called."""
    own = parted(state)
    actors = (j.record for j in state.items.values() if own and isinstance(j.record, Actor))
    named = ((a, new) for a in actors if (new := own.get(a.document, {}).get(a.name)))
    return {(a.document, new, a.name, *a.aliases) for a, new in named}


def _differs(one: Judged | None, other: Judged | None) -> bool:
    return one is not other and one != other


def _led(state: ReviewedState) -> set[str]:
    """The ids for which something else stands."""
    return {*state.carried, *state.edges.merged, *state.edges.splits}


def _leads_elsewhere(record: str, old: ReviewedState, new: ReviewedState, own: Set[str]) -> bool:
    """Whether something else stands for a record than before, or what stands for it is not what it was."""
    after = new.stands_for(record)
    return (
        old.stands_for(record) != after
        or after in own
        or old.edges.merged.get(record) != new.edges.merged.get(record)
        or old.edges.splits.get(record) != new.edges.splits.get(record)
        or any(piece in own for edges in (old.edges, new.edges) for piece in _pieces(record, edges))
    )


def _pieces(record: str, edges: Edges) -> tuple[str, ...]:
    split = edges.splits.get(record)
    return split.pieces if split is not None else ()


def _forms(judged: Judged) -> Iterator[Record]:
    """The record as judged and as proposed."""
    yield judged.record
    if judged.candidate is not None and judged.candidate is not judged.record:
        yield judged.candidate


def concerned(old: Deposit, new: Deposit, differ: Differences) -> bool:
    """Whether anything of a document may be said otherwise: a record of it differs or refers to one that
    does, or actors differ, who are known in all documents."""
    return bool(differ.names) or any(
        j.record.id in differ.ids or any(i in differ.ids for r in _forms(j) for i in _referred(r))
        for deposit in (old, new)
        for j in deposit.items
    )


def affected(old: DocumentMapping, new: DocumentMapping, differ: Differences) -> set[str]:
    """The ids of the records of one document that must be mapped anew, as they were and as they are."""
    reach = _Reach(old, new, differ)
    gone = {j.record.id for j in old.deposit.items} & differ.ids
    return gone | {j.record.id for j in new.deposit.items if j.record.id in differ.ids or reach.touches(j)}


class _Reach:
    """What differs in one document, and whether a record refers to any of it."""

    def __init__(self, old: DocumentMapping, new: DocumentMapping, differ: Differences) -> None:
        self.differ = differ
        self.stands_for = (old.state.stands_for, new.state.stands_for)
        self.mappings = (old, new)
        before, after = old.accepted.same_as, new.accepted.same_as
        worded = old.accepted.wordings.items() ^ new.accepted.wordings.items()
        self.propositions = {claim for claim, _ in (*(before.items() ^ after.items()), *worded)}
        self.propositions |= {c.ends[0][1] for c in _contradictions(old) ^ _contradictions(new)}
        self.discrepant = old.discrepant ^ new.discrepant
        self.citations = {c.id: c for c in self._citations((old, new))}
        self.ids = differ.ids | self.citations.keys() | self.discrepant
        self.notes = {c.footnote for c in self.citations.values()}
        self.told = {
            *self._told(old.apparatus.told_in, new.apparatus.told_in),
            *self._told(old.proposed_apparatus.told_in, new.proposed_apparatus.told_in),
        }

    def _citations(self, mappings: Iterable[DocumentMapping]) -> Iterator[Citation]:
        """The citations that differ, or that cite what differs."""
        for mapping in mappings:
            for judged in mapping.deposit.items:
                for record in _forms(judged):
                    if isinstance(record, Citation) and (
                        judged.record.id in self.differ.ids
                        or record.id in self.differ.ids
                        or judged.record.id in self.discrepant
                        or record.source in self.differ.ids
                    ):
                        yield record

    def _told(self, old: Mapping[str, Sequence[Claim]], new: Mapping[str, Sequence[Claim]]) -> Iterator[str]:
        """The acts told in other claims than before, or in claims that differ."""
        for act in old.keys() | new.keys():
            before, after = old.get(act, ()), new.get(act, ())
            if before != after or any(c.id in self.ids or c.id in self.propositions for c in after):
                yield act

    def touches(self, judged: Judged) -> bool:
        """Whether what is said of a record, or of the event it mentions, may be something else now."""
        return self._touches(judged) or any(
            j.record.id in self.differ.ids or self._touches(j) for j in self._of_event(judged)
        )

    def _of_event(self, judged: Judged) -> Iterator[Judged]:
        """The mentions of the same event, as they were and as they are."""
        if not isinstance(judged.record, Event | Decision):
            return
        for mapping in self.mappings:
            items = mapping.state.items
            yield from (items[m] for m in mapping.event_of(judged.record.id).mentions if m in items)

    def _touches(self, judged: Judged) -> bool:
        if judged.record.id in self.propositions or judged.record.id in self.discrepant:
            return True
        if judged.parts and not self.ids.isdisjoint(judged.added_evidence):
            return True
        return any(self._refers(record) for record in _forms(judged))

    def _refers(self, record: Record) -> bool:
        return (
            record.id in self.told
            or not self.notes.isdisjoint(_notes_of(record))
            or not self.ids.isdisjoint(_referred(record))
            or (isinstance(record, Identity) and not self.ids.isdisjoint(self._sides(record)))
            or (bool(self.differ.names) and self.differ.named(names_in(record)))
        )

    def _sides(self, record: Identity) -> Iterator[str]:
        """What stands for the two things that are one."""
        return (lead(side) for lead in self.stands_for for side in (record.one, record.other))


def _contradictions(mapping: DocumentMapping) -> set[Contradiction]:
    return {found for rows in mapping.contradictions.values() for found in rows}


def _notes_of(record: Record) -> Iterator[str]:
    """The notes a statement cites, and those that its passage may lend it."""
    yield from getattr(record, "footnotes", ())
    if isinstance(record, Claim):
        yield from (carried.note for carried in record.carried)


def _referred(record: Record) -> tuple[str, ...]:
    """The ids of what a record refers to."""
    find = _REFERRED.get(record.kind)
    return find(record) if find is not None else ()


#: The ids of what a record refers to, by its kind; the other kinds refer by name or to the text alone. A test
#: holds this to what the mapping looks up.
_REFERRED: Mapping[str, Callable[[Any], tuple[str, ...]]] = {
    "citation": lambda r: (r.source, r.resolved_from, r.cited_through),
    "resolution": lambda r: (r.citation, r.target),
    "identity": lambda r: (r.one, r.other),
    "claim": lambda r: (
        r.within,
        *(relation.target for relation in r.relations),
        *(end for said in r.formal for end in (said.subject, said.object)),
    ),
    "position": lambda r: r.claims,
    "decision": lambda r: (r.event,),
}


def names_in(record: Record) -> Iterator[str]:
    """The names by which a record refers to actors."""
    for field in NAMES.get(record.kind, ()):
        yield from listed(getattr(record, field))
    if isinstance(record, Actor):
        yield record.name
    if isinstance(record, Source):
        yield from (*record.fields.author_names, record.fields.sender, record.fields.recipient)


__all__ = ["Differences", "affected", "concerned", "differences", "names_in"]
