"""Gold brought to where its words stand now, after the reading of a file has changed.

The words of real documents are not in the project, so sentences are found by the digest of their words: a window
of their length slides over the text, nearest places first. Where inside its sentence a record stands is kept in
folded characters (`at`), which no change of line breaks moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.corpus.gold_file import GoldRecord

from regesta.extract.record import Claim, Decision, Position, Record, Sentence, Span, content_id
from regesta.review.readings.passage import digest, text_of

#: Where a span stands: the part of its sentence, and start and length in folded characters.
At = tuple[int, int, int]
#: Fields of a record that hold one span, and those that hold several.
_ONE, _SEVERAL = ("content", "cue", "trigger"), ("spans",)


class Folded:
    """A text with its white space folded, and where every character stands in the raw text."""

    def __init__(self, text: str) -> None:
        chars: list[str] = []
        self.offsets: list[int] = []
        for k, c in enumerate(text):
            if c.isspace() and (not chars or chars[-1] == " "):
                continue
            chars.append(" " if c.isspace() else c)
            self.offsets.append(k)
        self.text = "".join(chars)
        self.starts = [
            k for k in range(len(chars)) if k == 0 or chars[k - 1] == " " or not chars[k - 1].isalnum()
        ]

    def find(self, sha256: str, length: int, near: int) -> int:
        """The place in the folded text where words of that digest stand, the one nearest to a raw offset; -1
        for none."""
        for k in sorted(self.starts, key=lambda k: abs(self.offsets[k] - near)):
            if digest(self.text[k : k + length]) == sha256 and len(self.text) >= k + length:
                return k
        return -1

    def raw(self, start: int, length: int) -> Span:
        """The raw span of some folded characters."""
        return self.offsets[start], self.offsets[start + length - 1] + 1


def anchored(gold: Sequence[GoldRecord], text: str) -> list[GoldRecord]:
    """The records with what finding them again needs: digests of the parts of sentences that something
    interrupts, and where inside its sentence each record stands."""
    homes = {g.record.id: g.record for g in gold if isinstance(g.record, Sentence)}
    return [GoldRecord(g.record, {**g.extra, **_told(g.record, homes, text)}) for g in gold]


def _told(record: Record, homes: Mapping[str, Sentence], text: str) -> dict[str, Any]:
    if isinstance(record, Sentence):
        if len(record.spans) < 2:
            return {}
        words = [text_of(text, [span]) for span in record.spans]
        return {"parts": [[digest(w), len(w)] for w in words]}
    if isinstance(record, Position):
        return {"at": [_in_any(span, homes, text) for span in record.spans]}
    home = homes.get(getattr(record, "sentence", ""))
    return {"at": [_at(span, home, text) for span in _spans(record)]} if home is not None else {}


def _in_any(span: Span, homes: Mapping[str, Sentence], text: str) -> list[Any] | None:
    """The sentence a span stands in, and where."""
    for name, home in homes.items():
        if (at := _at(span, home, text)) is not None:
            return [name, *at]
    return None


def _spans(record: Record) -> list[Span]:
    """The spans of a record that stand in its sentence, in a fixed order; those of an act are its
    sentence's own and not among them."""
    out = [s for name in _SEVERAL if isinstance(record, Claim) for s in getattr(record, name)]
    out += [s for name in _ONE if (s := getattr(record, name, None)) is not None]
    return out + [r.cue for r in getattr(record, "relations", ()) if r.cue is not None]


def _at(span: Span, home: Sentence, text: str) -> At | None:
    for k, (a, b) in enumerate(home.spans):
        if a <= span[0] and span[1] <= b:
            before = text_of(text, [(a, span[0])])
            gap = 1 if span[0] > a and text[span[0] - 1].isspace() else 0
            return k, len(before) + gap, len(text_of(text, [span]))
    return None


@dataclass(frozen=True, slots=True)
class Reanchored:
    """The records at their new places, and the ids of those that were not found, with the reason."""

    records: tuple[GoldRecord, ...]
    lost: tuple[tuple[str, str], ...]


def reanchor(gold: Sequence[GoldRecord], text: str) -> Reanchored:
    """The gold where its words stand in a text; ids follow places, and references follow ids."""
    folded = Folded(text)
    lost: list[tuple[str, str]] = []
    homes: dict[str, tuple[list[int], Sentence]] = {}
    shift = 0
    for g in gold:
        if not isinstance(g.record, Sentence):
            continue
        starts = _parts(folded, g, shift)
        if starts is None:
            lost.append((g.record.id, "its words stand nowhere in the text"))
            continue
        lengths = [n for _, n in _digests(g)]
        spans = tuple(folded.raw(s, n) for s, n in zip(starts, lengths, strict=True))
        shift = spans[0][0] - g.record.spans[0][0]
        homes[g.record.id] = (starts, replace(g.record, spans=spans))
    moved = [_moved(g, homes, folded, lost) for g in gold]
    return Reanchored(tuple(_renamed([m for m in moved if m is not None])), tuple(lost))


def _digests(gold: GoldRecord) -> list[tuple[str, int]]:
    """Digest and length of every part of a sentence."""
    parts = gold.extra.get("parts") or [[gold.extra["sha256"], gold.extra["length"]]]
    return [(str(sha), int(length)) for sha, length in parts]


def _parts(folded: Folded, gold: GoldRecord, shift: int) -> list[int] | None:
    """Where the parts of a sentence stand in the folded text; None when one stands nowhere."""
    spans: tuple[Span, ...] = gold.record.spans  # type: ignore[attr-defined]
    out = []
    for (sha256, length), (a, _) in zip(_digests(gold), spans, strict=True):
        k = folded.find(sha256, length, a + shift)
        if k < 0:
            return None
        out.append(k)
    return out


def _moved(
    gold: GoldRecord,
    homes: Mapping[str, tuple[list[int], Sentence]],
    folded: Folded,
    lost: list[tuple[str, str]],
) -> GoldRecord | None:
    """A record at its new place; None and a line in `lost` for one whose place is not known."""
    record, places = gold.record, gold.extra.get("at", [])
    if isinstance(record, Sentence):
        return GoldRecord(homes[record.id][1], gold.extra) if record.id in homes else None
    if isinstance(record, Position):
        known = [p for p in places if p and p[0] in homes]
        spans = tuple(_place(homes[name][0], at, folded) for name, *at in known)
        return GoldRecord(replace(record, spans=spans), gold.extra)
    why = _unplaced(record, places, homes)
    if why:
        lost.append((record.id, why))
        return None
    starts, home = homes[getattr(record, "sentence", "")]
    return GoldRecord(_placed(record, [_place(starts, p, folded) for p in places], home), gold.extra)


def _unplaced(record: Record, places: Sequence[Any], homes: Mapping[str, Any]) -> str:
    """Why a record has no new place, "" when it has one."""
    if getattr(record, "sentence", "") not in homes:
        return "its sentence is lost"
    if len(places) != len(_spans(record)):
        return "where it stands in its sentence is not kept: bring its annotation again"
    return "it stands in two sentences" if None in places else ""


def _place(starts: Sequence[int], at: Sequence[int], folded: Folded) -> Span:
    part, start, length = at
    return folded.raw(starts[part] + start, length)


def _placed(record: Any, found: list[Span], home: Sentence) -> Record:
    """The record with its spans in the order of `_spans`."""
    left = iter(found)
    changes: dict[str, Any] = {}
    if isinstance(record, Claim):
        changes["spans"] = tuple(next(left) for _ in record.spans)
    else:
        changes["spans"] = home.spans
    for name in _ONE:
        if getattr(record, name, None) is not None:
            changes[name] = next(left)
    if isinstance(record, Claim):
        changes["relations"] = tuple(
            replace(r, cue=next(left)) if r.cue is not None else r for r in record.relations
        )
    placed: Record = replace(record, **changes)
    return placed


def _renamed(gold: Sequence[GoldRecord]) -> list[GoldRecord]:
    """The records with ids by their new places, and references by the new ids."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for g in gold:
        made = _id(g.record)
        while made in taken:
            made = content_id(g.record.kind, made, g.record.id)
        names[g.record.id] = made
        taken.add(made)
    return [
        GoldRecord(_referring(replace(g.record, id=names[g.record.id]), names), _extra(g, names))
        for g in gold
    ]


def _extra(gold: GoldRecord, names: Mapping[str, str]) -> Mapping[str, Any]:
    if not isinstance(gold.record, Position) or "at" not in gold.extra:
        return gold.extra
    return {**gold.extra, "at": [p and [names.get(p[0], p[0]), *p[1:]] for p in gold.extra["at"]]}


def _id(record: Any) -> str:
    """The id of a record by its place."""
    match record:
        case Sentence():
            return content_id("sentence", record.document, record.spans)
        case Position():
            return record.id
        case Claim():
            return content_id("claim", record.document, list(record.content))
    return content_id(record.kind, record.document, list(record.trigger))


def _referring(record: Record, names: Mapping[str, str]) -> Record:
    """The record with its references led to the new ids."""
    changes: dict[str, Any] = {}
    if hasattr(record, "sentence"):
        changes["sentence"] = names.get(record.sentence, record.sentence)
    if isinstance(record, Claim):
        changes["within"] = names.get(record.within, record.within)
        changes["relations"] = tuple(
            replace(r, target=names.get(r.target, r.target)) for r in record.relations
        )
    if isinstance(record, Decision):
        changes["event"] = names.get(record.event, record.event)
    if isinstance(record, Position):
        changes["claims"] = tuple(names.get(c, c) for c in record.claims)
    return replace(record, **changes)
