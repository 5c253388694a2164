"""What of a verdict survives re-extraction: which fields it judged, what changed in them, and which new candidate stands where the judged one stood."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from regesta.extract.record import Citation, Claim, Decision, Discrepancy, Division, Event, Footnote, Mention, Record, Resolution, Sentence, Span

#: Two places are the same thing read a little differently when their overlap is at least this share of their union.
SAME_PLACE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One judged field that is not what it was; values in JSON form, None when the field is empty."""

    field: str
    was: Any
    now: Any


@lru_cache(maxsize=1)
def judged_fields() -> Mapping[str, tuple[str, ...]]:
    """Per record kind, the fields that a verdict on the whole record judges: `judged_fields.toml` beside this module."""
    table = tomllib.loads(resources.files("regesta.review").joinpath("judged_fields.toml").read_text("utf-8"))
    return {kind: tuple(names) for kind, names in table.items()}


def changes(judged: Record, proposed: Record) -> tuple[FieldChange, ...]:
    """The judged fields in which a proposal differs from the record that was judged, in the table's order."""
    was, now = judged.to_dict(), proposed.to_dict()
    return tuple(FieldChange(field=name, was=was.get(name), now=now.get(name)) for name in judged_fields()[judged.kind] if was.get(name) != now.get(name))


def anchor(record: Record) -> Span | None:
    """The one span that says where a record stands; None for actors, sources and identities, which stand in no one place."""
    match record:
        case Claim():
            return record.content
        case Event() | Decision():
            return record.trigger
        case Mention() | Citation() | Resolution() | Footnote() | Division():
            return record.span
        case Sentence() | Discrepancy():
            return (record.spans[0][0], record.spans[-1][1])
    return None


def overlap(a: Span, b: Span) -> float:
    """Shared characters over covered characters, 0..1."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / max(1, (a[1] - a[0]) + (b[1] - b[0]) - shared)


def successors(gone: Iterable[Record], fresh: Iterable[Record]) -> dict[str, str]:
    """For judged records no longer proposed, the new candidates at the same place: new id -> judged id, one to one, best overlap first."""
    places: dict[tuple[str, str], list[tuple[Span, str]]] = defaultdict(list)
    for record in fresh:
        if (span := anchor(record)) is not None:
            places[(record.kind, record.document)].append((span, record.id))
    for rows in places.values():
        rows.sort()
    pairs: list[tuple[float, str, str]] = []
    for record in gone:
        if (span := anchor(record)) is None:
            continue
        for other, name in places.get((record.kind, record.document), ()):
            if other[0] >= span[1]:
                break
            share = overlap(span, other)
            if share >= SAME_PLACE:
                pairs.append((-share, record.id, name))
    out: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, new in sorted(pairs):
        if old not in taken and new not in out:
            taken.add(old)
            out[new] = old
    return out
