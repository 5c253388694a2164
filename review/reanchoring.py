"""What of a verdict survives re-extraction: which fields it judged, what changed in them, and which new
candidate stands where the judged one stood."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Decision,
    Discrepancy,
    Division,
    Event,
    Footnote,
    Identity,
    Link,
    Mention,
    Position,
    Record,
    Resolution,
    Sentence,
    Source,
    Span,
)

#: Two places are the same thing read a little differently when their overlap is at least this share of their
#: union.
SAME_PLACE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One judged field that is not what it was; values in JSON form, None when the field is empty."""

    field: str
    was: Any
    now: Any


@lru_cache(maxsize=1)
def judged_fields() -> Mapping[str, tuple[str, ...]]:
    """Per record kind, the fields that a verdict on the whole record judges: `judged_fields.toml` beside this
    module."""
    table = tomllib.loads(resources.files("regesta.review").joinpath("judged_fields.toml").read_text("utf-8"))
    return {kind: tuple(names) for kind, names in table.items()}


def changes(judged: Record, proposed: Record) -> tuple[FieldChange, ...]:
    """The judged fields in which a proposal differs from the record that was judged, in the table's order."""
    was, now = judged.to_dict(), proposed.to_dict()
    return tuple(
        FieldChange(field=name, was=was.get(name), now=now.get(name))
        for name in judged_fields()[judged.kind]
        if was.get(name) != now.get(name)
    )


def anchor(record: Record) -> Span | None:
    """The one span that says where a record stands; None for actors, sources and identities, which stand in
    no one place."""
    match record:
        case Claim():
            return record.content
        case Event() | Decision():
            return record.trigger
        case Mention() | Citation() | Resolution() | Footnote() | Division():
            return record.span
        case Sentence() | Discrepancy():
            return (record.spans[0][0], record.spans[-1][1])
        case Position() if record.spans:
            return record.spans[0]
    return None


def overlap(a: Span, b: Span) -> float:
    """Shared characters over covered characters, 0..1."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / max(1, (a[1] - a[0]) + (b[1] - b[0]) - shared)


def successors(gone: Iterable[Record], fresh: Iterable[Record]) -> dict[str, str]:
    """For judged records no longer proposed, the new candidates that stand for the same thing: new id ->
    judged id, one to one, best match first.

    What stands in the text is known by its place; a source by the citations that cite it or its entry in the
    bibliography, an actor by its names, an identification by the two things it identifies, a link by what it
    links, however near it says they are.
    """
    left, new = list(gone), list(fresh)
    out = _paired(_by_place(left, new))
    for match in (_by_citations, _by_names, _by_ends, _by_pair):
        out |= _paired(match(left, new, out))
    return out


def _paired(pairs: Iterable[tuple[float, str, str]]) -> dict[str, str]:
    """One to one out of (share, judged id, new id), largest share first, ties by id."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, new in sorted((-share, old, new) for share, old, new in pairs if share >= SAME_PLACE):
        if old not in taken and new not in out:
            taken.add(old)
            out[new] = old
    return out


def _by_place(gone: Sequence[Record], fresh: Sequence[Record]) -> Iterator[tuple[float, str, str]]:
    places: dict[tuple[str, str], list[tuple[Span, str]]] = defaultdict(list)
    for record in fresh:
        if (span := anchor(record)) is not None:
            places[(record.kind, record.document)].append((span, record.id))
    longest = {key: max(b - a for (a, b), _ in rows) for key, rows in places.items()}
    for rows in places.values():
        rows.sort()
    for record in gone:
        key = (record.kind, record.document)
        if key not in places or (span := anchor(record)) is None:
            continue
        rows = places[key]
        for other, name in rows[
            bisect_left(rows, ((span[0] - longest[key], 0), "")) : bisect_left(rows, ((span[1], 0), ""))
        ]:
            yield overlap(span, other), record.id, name


def _by_citations(
    gone: Sequence[Record], fresh: Sequence[Record], known: Mapping[str, str]
) -> Iterator[tuple[float, str, str]]:
    """Sources: the share of their citations that are the same, or that their entries in the bibliography
    are."""
    citing: dict[str, list[Source]] = defaultdict(list)
    new_sources = [r for r in fresh if isinstance(r, Source)]
    for source in new_sources:
        for citation in source.cited_by:
            citing[known.get(citation, citation)].append(source)
    for old in gone:
        if isinstance(old, Source):
            yield from _cited_alike(old, citing, known)
            yield from _listed_alike(old, new_sources)


def _cited_alike(
    old: Source, citing: Mapping[str, Sequence[Source]], known: Mapping[str, str]
) -> Iterator[tuple[float, str, str]]:
    """The new sources that share a citation with an old one, by the share of the citations of both."""
    mine = set(old.cited_by)
    for new in {n.id: n for c in mine for n in citing.get(c, ())}.values():
        theirs = {known.get(c, c) for c in new.cited_by}
        yield len(mine & theirs) / len(mine | theirs), old.id, new.id


def _listed_alike(old: Source, fresh: Iterable[Source]) -> Iterator[tuple[float, str, str]]:
    """The new sources whose entry in the bibliography is where an old one's was, by their overlap."""
    if not old.in_bibliography:
        return
    for new in fresh:
        if new.document == old.document and new.in_bibliography:
            yield overlap(old.in_bibliography, new.in_bibliography), old.id, new.id


def _by_names(
    gone: Sequence[Record], fresh: Sequence[Record], known: Mapping[str, str]
) -> Iterator[tuple[float, str, str]]:
    """Actors: one is called by the name of the other, or most of their names are the same; they are of one
    sort."""
    called: dict[tuple[str, str, str], list[Actor]] = defaultdict(list)
    for actor in (r for r in fresh if isinstance(r, Actor)):
        for name in _names(actor):
            called[(actor.document, actor.actor_kind, name)].append(actor)
    for old in gone:
        if isinstance(old, Actor):
            for new in _called_alike(old, called):
                yield _shared_names(old, new), old.id, new.id


def _names(actor: Actor) -> set[str]:
    return {actor.name, *actor.aliases}


def _called_alike(old: Actor, called: Mapping[tuple[str, str, str], Sequence[Actor]]) -> Iterable[Actor]:
    """The new actors of the same document and sort that have a name of the old one."""
    keys = ((old.document, old.actor_kind, name) for name in _names(old))
    return {new.id: new for key in keys for new in called.get(key, ())}.values()


def _shared_names(old: Actor, new: Actor) -> float:
    """The share of the names of both that are the same; enough to be one when either is called by the other's
    own name."""
    mine, theirs = _names(old), _names(new)
    same = len(mine & theirs) / len(mine | theirs)
    by_own_name = old.name in theirs or new.name in mine
    return max(same, SAME_PLACE + same / 2) if by_own_name else same


def _by_ends(
    gone: Sequence[Record], fresh: Sequence[Record], known: Mapping[str, str]
) -> Iterator[tuple[float, str, str]]:
    """Identifications: both ends are the same."""
    ends: dict[tuple[str, frozenset[str]], str] = {}
    for record in fresh:
        if isinstance(record, Identity):
            ends[(record.document, frozenset(known.get(e, e) for e in (record.one, record.other)))] = (
                record.id
            )
    for old in gone:
        if isinstance(old, Identity) and (new := ends.get((old.document, frozenset((old.one, old.other))))):
            yield 1.0, old.id, new


def _by_pair(
    gone: Sequence[Record], fresh: Sequence[Record], known: Mapping[str, str]
) -> Iterator[tuple[float, str, str]]:
    """Links: the same thing of ours and the same of theirs, told to be nearer or less near now."""
    pairs = {(r.subject, r.subject_kind, r.object): r.id for r in fresh if isinstance(r, Link)}
    for old in gone:
        if isinstance(old, Link) and (new := pairs.get((old.subject, old.subject_kind, old.object))):
            yield 1.0, old.id, new


def as_known(record: Record, known: Mapping[str, str]) -> Record:
    """A new candidate with the records it refers to called by the ids they were judged under, so that a new
    id alone is no change."""
    match record:
        case Resolution() if record.citation in known or record.target in known:
            return replace(
                record,
                citation=known.get(record.citation, record.citation),
                target=known.get(record.target, record.target),
            )
        case Identity() if record.one in known or record.other in known:
            return replace(
                record, one=known.get(record.one, record.one), other=known.get(record.other, record.other)
            )
    return record
