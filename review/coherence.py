"""Coherent pieces: what a statement needs beside it to make sense, and whether accepted knowledge points to a
thing at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from regesta.extract.record import Actor, Citation, Claim, Decision, Event, Record, Relation, Source
from regesta.review.edges import NAMES, listed
from regesta.review.state import Judged, ReviewedState

#: How sure a relation must be to count as an answer: the least sure rule; the learnt model proposes others.
LIKELY_ANSWER = 0.3
#: The kinds whose names make an actor one that accepted knowledge speaks of.
_NAMING = ("claim", "event", "decision", "position")
#: The kinds that tell of names: of those whom a statement names, and of authors.
TELLING = (*_NAMING, "source")


def names_in(record: Record) -> Iterator[str]:
    """The names of those whom a statement names; none of what is no statement."""
    if record.kind in _NAMING:
        for field in NAMES.get(record.kind, ()):
            yield from listed(getattr(record, field))


def authors_in(record: Record) -> tuple[str, ...]:
    """The names, as printed, of those who wrote a source; none of what is no source."""
    return record.fields.author_names if isinstance(record, Source) else ()


def subject_known(record: Record) -> bool:
    """Whether it is known who acts, decides or holds; what is no statement needs nobody."""
    match record:
        case Claim():
            return bool(record.holder)
        case Event():
            return bool(record.agents)
        case Decision():
            return bool(record.deciders)
    return True


def answers_of(claim: Claim) -> list[Relation]:
    """The relations of a claim that are likely enough to be answers."""
    return [r for r in claim.relations if r.confidence >= LIKELY_ANSWER]


@dataclass(frozen=True)
class Surroundings:
    """What stands around a candidate: the other records of a reviewed state, and where that is of one
    document only, who is known from the others: the names that accepted statements and sources have there."""

    state: ReviewedState
    named_elsewhere: Set[str] = frozenset()
    authors_elsewhere: Set[str] = frozenset()

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The names of those whom accepted statements name."""
        return frozenset(name for j in self.state.accepted() for name in names_in(j.record))

    @cached_property
    def citations(self) -> Mapping[tuple[str, str], Sequence[Citation]]:
        """The citations of each footnote, by document and note."""
        out: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
        for j in self.state.items.values():
            if isinstance(j.record, Citation):
                out[j.record.document, j.record.footnote].append(j.record)
        return out

    def judged(self, record: str) -> Judged | None:
        """Where a record stands that may have been merged or carried on."""
        return self.state.items.get(self.state.stands_for(record))

    @cached_property
    def authors(self) -> frozenset[str]:
        """The names, as printed, of those who wrote accepted sources."""
        return frozenset(name for j in self.state.accepted() for name in authors_in(j.record))

    def points_to(self, actor: Actor) -> bool:
        """Whether an accepted statement names the actor, or an accepted source is by him."""
        names = (actor.name, *actor.aliases)
        by_name = actor.name in self.spoken_of or actor.name in self.named_elsewhere
        return by_name or not (self.authors.isdisjoint(names) and self.authors_elsewhere.isdisjoint(names))


def _answered(record: Record, around: Surroundings) -> list[str]:
    """The claims that a claim answers."""
    return [r.target for r in answers_of(record)] if isinstance(record, Claim) else []


def _evidence(record: Record, around: Surroundings) -> list[str]:
    """The citations in the notes of a statement, and the sources they cite."""
    notes: Iterable[str] = getattr(record, "footnotes", ())
    cited = [c for note in notes for c in around.citations.get((record.document, note), ())]
    return [c.id for c in cited] + [c.source for c in cited if c.source]


def _act(record: Record, around: Surroundings) -> list[str]:
    """The event that is the same act as a decision."""
    return [record.event] if isinstance(record, Decision) and record.event else []


#: What a policy may accept together with a record, by the name it has in `regesta.toml`: what finds the ids.
#: A record is accepted only when at least one of each can be accepted with it.
TOGETHER: Mapping[str, Callable[[Record, Surroundings], list[str]]] = {
    "answered": _answered,
    "evidence": _evidence,
    "act": _act,
}


def companions(
    record: Record, together: Iterable[str], around: Surroundings, least: float
) -> list[Record] | None:
    """What is to be accepted with a record, less what is accepted already; None where one of `together`
    cannot be had, so that the record would stand alone.

    A companion must be as sure as `least` and have a known subject; one that was refused or put off is none.
    """
    out: list[Record] = []
    for name in together:
        found = [around.judged(i) for i in TOGETHER[name](record, around)]
        fit = [j for j in found if j is not None and _may(j, least)]
        if not fit:
            return None
        out += [j.record for j in fit if j.status == "candidate"]
    return out


def _may(judged: Judged, least: float) -> bool:
    if judged.status == "accepted":
        return True
    record = judged.record
    return judged.status == "candidate" and record.confidence >= least and subject_known(record)


__all__ = [
    "LIKELY_ANSWER",
    "TELLING",
    "TOGETHER",
    "Surroundings",
    "answers_of",
    "authors_in",
    "companions",
    "names_in",
    "subject_known",
]
