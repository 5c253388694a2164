"""What of one document may stand in others too: its actors, sources and events, each with what it is compared
by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from regesta.extract.authority.reading import fold
from regesta.extract.link.naming import Name, family_sound, naming_words, readings
from regesta.extract.notes.likeness import likeness_words, sound, title_key
from regesta.extract.record import Actor, Citation, Event, Fields, Mention, Record, Source, Span, made
from regesta.extract.text.languages import ENGLISH

Kind = Literal["actor", "source", "event"]
#: The canonical name of whoever wrote a document: nobody else.
_AUTHOR = "thesis author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An actor, source or event of a document: its record, what it is called, its other names (of an event
    those who take part), its type, day and place, and where it first stands. `agents` are those who act in an
    event."""

    kind: Kind
    document: str
    record: str
    type: str
    name: str
    names: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    day: str = ""
    place: str = ""
    fields: Fields = field(default_factory=Fields)
    span: Span | None = None
    confidence: float = 1.0

    def to_json(self) -> str:
        """Itself as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Thing:
        """A thing out of its JSON."""
        row = json.loads(text)
        return made(cls, row | {"fields": made(Fields, row["fields"])})


@dataclass(frozen=True, slots=True)
class Told:
    """What one document has to compare: its things, the year in the middle of those it speaks of (0 where it
    dates nothing), and the full names of its persons, folded."""

    things: tuple[Thing, ...]
    year: int
    persons: frozenset[str]


def things_of(records: Iterable[Record]) -> Told:
    """The things of a document's records; the author, groups and schools are none."""
    rows = list(records)
    places = _places(rows)
    found = [t for r in rows if (t := _thing(r, places)) is not None]
    years = sorted(int(t.day[:4]) for t in found if t.kind == "event")
    people = (t.name for t in found if t.kind == "actor" and t.type == "person")
    full = frozenset(fold(name) for name in people if any(n.given for n in _readings(name)))
    return Told(tuple(found), years[len(years) // 2] if years else 0, full)


def _places(records: Iterable[Record]) -> Mapping[str, Span]:
    """Where actors, by name, and citations, by id, first stand."""
    out: dict[str, Span] = {}
    for record in records:
        if isinstance(record, Mention):
            out.setdefault(record.actor, record.span)
        elif isinstance(record, Citation):
            out[record.id] = record.span
    return out


def _thing(record: Record, places: Mapping[str, Span]) -> Thing | None:
    """A record as it is compared; None for one that is not."""
    match record:
        case Actor() if record.name != _AUTHOR and record.actor_kind not in ("group", "school"):
            return Thing(
                kind="actor",
                document=record.document,
                record=record.id,
                type=record.actor_kind,
                name=record.name,
                names=record.aliases,
                span=places.get(record.name),
                confidence=record.confidence,
            )
        case Source():
            return _source(record, places)
        case Event() if record.date is not None and _is_day(record.date.edtf):
            return Thing(
                kind="event",
                document=record.document,
                record=record.id,
                type=record.type,
                name=f"{record.type} {record.date.edtf}",
                names=(*record.agents, *record.recipients),
                agents=record.agents,
                day=record.date.edtf,
                place=record.place,
                span=record.trigger,
                confidence=record.confidence,
            )
    return None


def _source(record: Source, places: Mapping[str, Span]) -> Thing:
    first = record.in_bibliography or next((places[c] for c in record.cited_by if c in places), None)
    return Thing(
        kind="source",
        document=record.document,
        record=record.id,
        type=record.type,
        name=record.label or record.fields.title,
        fields=record.fields,
        span=first,
        confidence=record.confidence,
    )


def _is_day(edtf: str) -> bool:
    """Whether a date is one certain day."""
    return len(edtf) == 10 and edtf.replace("-", "").isdigit()


def keys_of(thing: Thing) -> Iterator[str]:
    """What it may have in common with a thing that is the same: only things with a key in common are
    compared."""
    if thing.kind == "event":
        yield f"event {thing.type} {thing.day}"
    elif thing.kind == "source":
        yield from _source_keys(thing.fields)
    elif thing.type == "person":
        words = naming_words(ENGLISH)
        for name in _readings(thing.name):
            if name.given:
                yield f"person {family_sound(name, words)[:5]} {name.given[0][:1]}"
    else:
        yield from (f"thing {fold(name)}" for name in (thing.name, *thing.names) if len(name) > 2)


def _source_keys(fields: Fields) -> Iterator[str]:
    """The day of a document; of a work its longest words, each with the author's beginning."""
    if len(fields.doc_date) == 10:
        yield f"source day {fields.doc_date}"
    words = likeness_words(ENGLISH)
    longest = sorted(title_key(fields.title, words).split(), key=lambda w: (-len(w), w))[:2]
    for author in (fields.authors or fields.editors)[:1]:
        family = (sound(author, words).split() or [""])[-1][:4]
        yield from (f"source title {word[:6]} {family}" for word in longest)


def _readings(name: str) -> tuple[Name, ...]:
    return readings(name, naming_words(ENGLISH))


__all__ = ["Kind", "Thing", "Told", "keys_of", "things_of"]
