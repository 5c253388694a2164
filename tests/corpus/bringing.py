"""Annotations made records of the project, anchored in the raw text; or everything that stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.corpus.gold_file import GoldRecord
from tests.corpus.homes import Homes

from regesta.extract.read import Document
from regesta.extract.record import (
    Claim,
    Date,
    Decision,
    Event,
    Position,
    Record,
    Relation,
    Span,
    content_id,
)
from regesta.review.readings.finding import Finder, longest
from regesta.review.readings.lines import Fault, Faults, Line, Row, read_lines
from regesta.review.readings.passage import text_of
from regesta.review.readings.references import References
from regesta.review.readings.sheet import Numbered

#: How an annotator names the writer of the document, and how records do.
AUTHOR, AUTHOR_NAME = "author", "thesis author"
PROPOSER = "annotation"
#: The order of the records of a sentence.
_KINDS = ("claim", "event", "decision")


@dataclass(frozen=True, slots=True)
class Brought:
    """The records of an annotation, and what is wrong with it: records are whole only without faults."""

    records: tuple[GoldRecord, ...]
    faults: tuple[Fault, ...]


def bring(document: Document, lines: Sequence[Numbered], files: Iterable[Path]) -> Brought:
    """The annotations of some files as records: sentences with all that is annotated of them, then positions.

    `lines` are the sentences that must be annotated, by their numbers on the worksheet.
    """
    faults = Faults()
    given = read_lines(files, faults)
    finder = Finder(document, {line.number: line for line in lines}, faults)
    annotated = _by_sentence(given, finder)
    positions = [line for line in given if "position" in line.row]
    records = _Bringing(finder, annotated).records(positions) if lines else []
    return Brought(tuple(records), tuple(faults.found))


def _by_sentence(given: Sequence[Line], finder: Finder) -> dict[int, Line]:
    """The lines by the sentence they annotate; those missing, unknown or double are faults."""
    out: dict[int, Line] = {}
    for line in given:
        number = line.row.get("s")
        if number is None:
            continue
        if number not in finder.lines:
            finder.faults.at(
                line, f"there is no sentence {number}; the worksheet has {_ranges(finder.lines)}"
            )
        elif number in out:
            already = f"sentence {number} is annotated on line {out[number].number} already"
            finder.faults.at(line, f"{already}; put both into one line")
        else:
            out[number] = line
    missing = [n for n in finder.lines if n not in out]
    if missing:
        last = Line(given[-1].file if given else "the annotation", given[-1].number if given else 0, {})
        example = f'{{"s": {missing[0]}}}'
        finder.faults.at(last, f"no line for sentence {_ranges(missing)}; an empty one reads {example}")
    return dict(sorted(out.items()))


class _Bringing:
    """One annotation on its way to records."""

    def __init__(self, finder: Finder, annotated: Mapping[int, Line]) -> None:
        self.finder, self.annotated = finder, annotated
        self.document, self.faults = finder.document, finder.faults
        self.homes = Homes(finder, annotated)
        self.known = References(finder)
        self.used: set[str] = set()

    def records(self, positions: Sequence[Line]) -> list[GoldRecord]:
        """All records: claims first, since relations may lead to any of them."""
        for line in positions:
            name, label = str(line.row["position"]), str(line.row.get("label", ""))
            self.known.name(
                line, "position", name, content_id("position", self.document.id, label.casefold())
            )
        self._refuse_same_labels(positions)
        rows = [(line, row) for line in self.annotated.values() for row in line.row.get("claims", ())]
        made = [(line, row, self._claim(line, row)) for line, row in rows]
        placed: list[Record] = [
            self._related(line, row, claim) for line, row, claim in made if claim is not None
        ]
        for line in self.annotated.values():
            events = list(self._events(line))
            placed += events
            placed += self._decisions(line, events)
        return [*self._in_order(placed), *(GoldRecord(self._position(line), {}) for line in positions)]

    def _refuse_same_labels(self, positions: Sequence[Line]) -> None:
        labels = Counter(str(line.row.get("label", "")).casefold() for line in positions)
        for line in positions:
            if labels[str(line.row.get("label", "")).casefold()] > 1:
                self.faults.at(line, "two positions have this label; word one of them otherwise")

    def _id(self, kind: str, span: Span, *more: object) -> str:
        """The id of a record at a place as extraction gives it; a second one there has what it says in it."""
        made = content_id(kind, self.document.id, list(span))
        if made in self.used:
            made = content_id(kind, self.document.id, list(span), *more)
        self.used.add(made)
        return made

    def _spans(self, line: Line, row: Row, key: str, what: str) -> tuple[Span, ...]:
        """The raw spans of a record's piece."""
        own = self.finder.of_record(line, row)
        group = self.homes.group(int(line.row["s"]))
        return self.finder.found(line, own, row[key], f"{what}: {key}", int(row.get(f"{key}_at", 0)), group)

    def _sentence(self, span: Span) -> str:
        return self.homes.at(span).record(self.document.id, PROPOSER).id

    def _notes(self, line: Line, row: Row, what: str) -> tuple[str, ...]:
        """The ids of the notes a record names."""
        found = (self.known.note(line, number, what) for number in row.get("notes", ()))
        return tuple(note for note in found if note)

    def _claim(self, line: Line, row: Row) -> Claim | None:
        name = str(row["id"])
        what = f"claim {name}"
        if (row["voice"] == AUTHOR) != (row["holder"] == [AUTHOR]):
            self.faults.at(line, f'{what}: voice "author" and holder ["author"] go together')
        spans = self._spans(line, row, "content", what)
        if not spans:
            self.known.name(line, "claim", name, "")  # what refers to it is no second fault
            return None
        content = longest(spans)
        claim = Claim(
            id=self._id("claim", content, *row["holder"]),
            document=self.document.id,
            proposer=PROPOSER,
            spans=spans,
            content=content,
            cue=self.finder.cue(line, self.finder.of_record(line, row), row, f"{what}: cue", content),
            holder=_names(row["holder"]),
            voice=row["voice"],
            hedged=row.get("hedged", False),
            negated=row.get("negated", False),
            footnotes=self._notes(line, row, what),
            sentence=self._sentence(content),
            quote=text_of(self.document.text, spans),
        )
        return claim if self.known.name(line, "claim", name, claim.id) else None

    def _related(self, line: Line, row: Row, claim: Claim) -> Claim:
        """The claim with its relations and with the claim it stands in, now that all claims are known."""
        what = f"claim {row['id']}"
        relations = (self._relation(line, row, r, claim) for r in row.get("relations", ()))
        outer = row.get("within")
        within = self.known.resolved(line, str(outer), "claim", f"{what}: within", claim.id) if outer else ""
        return replace(claim, relations=tuple(r for r in relations if r is not None), within=within)

    def _relation(self, line: Line, owner: Row, row: Row, claim: Claim) -> Relation | None:
        kind, what = row.get("target_kind", "claim"), f"a relation of claim {owner['id']}"
        target = self.known.resolved(line, str(row["target"]), kind, what, claim.id)
        cue = self.finder.cue(line, self.finder.of_record(line, owner), row, f"{what}: cue", claim.content)
        return Relation(type=row["type"], target=target, target_kind=kind, cue=cue) if target else None

    def _events(self, line: Line) -> Iterator[Event]:
        for row in line.row.get("events", ()):
            if spans := self._spans(line, row, "trigger", "event"):
                yield self._event(line, row, longest(spans))

    def _event(self, line: Line, row: Row, trigger: Span) -> Event:
        return Event(
            id=self._id("event", trigger, row["type"], row.get("agents", [])),
            document=self.document.id,
            proposer=PROPOSER,
            spans=self.homes.at(trigger).spans,
            trigger=trigger,
            type=row["type"],
            agents=_names(row.get("agents", ())),
            recipients=_names(row.get("recipients", ())),
            place=row.get("place") or "",
            date=_date(row),
            factuality=row.get("factuality", "asserted"),
            footnotes=self._notes(line, row, f"event {row['trigger']}"),
            sentence=self._sentence(trigger),
        )

    def _decisions(self, line: Line, events: Iterable[Event]) -> Iterator[Decision]:
        acts = {event.trigger: event.id for event in events}
        for row in line.row.get("decisions", ()):
            if spans := self._spans(line, row, "trigger", "decision"):
                trigger = longest(spans)
                yield self._decision(line, row, trigger, acts.get(trigger, ""))

    def _decision(self, line: Line, row: Row, trigger: Span, event: str) -> Decision:
        content = self._spans(line, row, "content", "decision") if row.get("content") else ()
        return Decision(
            id=self._id("decision", trigger, row["kind"], row.get("decider", [])),
            document=self.document.id,
            proposer=PROPOSER,
            spans=self.homes.at(trigger).spans,
            trigger=trigger,
            decision=row["kind"],
            deciders=_names(row.get("decider", ())),
            content=longest(content) if content else None,
            addressees=_names(row.get("addressee", ())),
            date=_date(row),
            footnotes=self._notes(line, row, f"decision {row['trigger']}"),
            event=event,
            sentence=self._sentence(trigger),
        )

    def _position(self, line: Line) -> Position:
        row = line.row
        claims = (self.known.resolved(line, c, "claim", "the position", "") for c in row.get("claims", ()))
        spans = (span for place in row.get("named", ()) for span in self._named_at(line, place))
        return Position(
            id=self.known.positions[str(row["position"])],
            document=self.document.id,
            proposer=PROPOSER,
            spans=tuple(sorted(spans)),
            label=str(row.get("label", "")),
            holders=_names(row.get("holders", ())),
            claims=tuple(dict.fromkeys(filter(None, claims))),
        )

    def _named_at(self, line: Line, place: Sequence[Any]) -> Iterator[Span]:
        """Where a position is named."""
        number, piece, *at = place
        if number not in self.finder.lines:
            there = _ranges(self.finder.lines)
            self.faults.at(line, f'"named": there is no sentence {number}; the worksheet has {there}')
            return
        named = Line(line.file, line.number, {"s": number})
        spans = self.finder.found(named, self.finder.passage([number]), piece, "named", *(at or [0]))
        if spans:
            yield longest(spans)

    def _in_order(self, placed: Iterable[Record]) -> Iterator[GoldRecord]:
        """Sentence by sentence, each before the records that stand in it."""
        by_home: dict[str, list[Any]] = {}
        for record in placed:
            by_home.setdefault(getattr(record, "sentence", ""), []).append(record)
        for home in self.homes.all:
            sentence = home.record(self.document.id, PROPOSER)
            home.actors = list(_names(home.actors))
            yield GoldRecord(sentence, home.extra(self.document.text))
            rows = by_home.get(sentence.id, [])
            rows.sort(key=lambda r: (_KINDS.index(r.kind), (r.content if r.kind == "claim" else r.trigger)))
            yield from (GoldRecord(r, {}) for r in rows)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Names as records have them."""
    return tuple(AUTHOR_NAME if n == AUTHOR else n for n in names)


def _date(row: Row) -> Date | None:
    return Date(edtf=row["date"]) if row.get("date") else None


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers in few words: "1-4, 7"."""
    out: list[list[int]] = []
    for n in sorted(numbers):
        if out and n == out[-1][1] + 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)
