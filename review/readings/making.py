"""Statements made of a reader's entries: a candidate as it stands or with fields changed, or a new record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.extract.record import Claim, Date, Decision, Event, Span, content_id
from regesta.review.readings.finding import Finder, longest
from regesta.review.readings.lines import Line, Row
from regesta.review.readings.names import AUTHOR, AUTHOR_NAME
from regesta.review.readings.proposed import Statement
from regesta.review.readings.reading import Entry, Ground
from regesta.review.readings.references import References

#: A note is evidence of a statement at most so many sentences away: more is a mistyped number.
NEAR = 4


@dataclass(frozen=True, slots=True)
class Given:
    """An entry of a sentence's line and the candidate it is made from: what it does not say, that says."""

    line: Line
    row: Row
    base: Statement | None
    what: str

    @property
    def number(self) -> int:
        """The number of its sentence."""
        return int(self.line.row["s"])

    def value(self, key: str, field: str, default: Any = None) -> Any:
        """What the entry says under a key, else the candidate's field, else the default."""
        if key in self.row:
            return self.row[key]
        return getattr(self.base, field) if self.base is not None else default


class Statements:
    """Makes records of entries; what cannot be made is a fault and None."""

    def __init__(self, ground: Ground, finder: Finder, known: References) -> None:
        self.ground, self.finder, self.known, self.faults = ground, finder, known, finder.faults
        self._used: set[str] = set()
        self._sentences = {s.spans[0][0]: s.id for s in ground.document.sentences}

    def given(self, line: Line, row: Row, kind: str) -> Given | None:
        """An entry with its candidate; a fault and None for one that names no candidate of its sentence."""
        what = f"{kind} {row.get('id') or row.get('trigger') or row.get('from')}"
        name = row.get("from")
        if not name:
            return Given(line, row, None, what)
        own = self.ground.proposed.at.get(int(line.row["s"]), [])
        found = next((r for r in own if self.ground.proposed.name_of[r.id] == name and r.kind == kind), None)
        if found is None:
            there = ", ".join(self.ground.proposed.name_of[r.id] for r in own if r.kind == kind) or "none"
            self.faults.at(line, f"{what}: {name} is no {kind} proposed in this sentence; it has {there}")
            return None
        return Given(line, row, found, what)

    def claim(self, given: Given) -> Entry | None:
        """A claim, its relations left out: they may lead to claims that are not made yet."""
        spans = self._content(given)
        if not spans:
            return None
        content = longest(spans)
        holder = self._names(given, "holder", "holder")
        voice = given.value("voice", "voice", AUTHOR)
        if (voice == AUTHOR) != (holder == (AUTHOR_NAME,)):
            self.faults.at(given.line, f'{given.what}: voice "author" and holder ["author"] go together')
        made, candidate = self._own("claim", content, given.base, *holder)
        same = given.base is not None and spans == given.base.spans
        claim = Claim(
            **self._common(given, made, candidate),
            spans=spans,
            content=content,
            cue=self._cue(given, content),
            holder=holder,
            voice=voice,
            hedged=given.value("hedged", "hedged", False),
            negated=given.value("negated", "negated", False),
            quote=given.base.quote if given.base is not None and same else self._quote(spans),
        )
        return self._entry(given, claim, candidate)

    def event(self, given: Given) -> Entry | None:
        """An event."""
        trigger = self._span(given, "trigger")
        if trigger is None:
            return None
        kind = given.value("type", "type", "Other")
        made, candidate = self._own("event", trigger, given.base, kind, given.row.get("agents", []))
        event = Event(
            **self._common(given, made, candidate),
            **self._around(given),
            trigger=trigger,
            type=kind,
            agents=self._names(given, "agents", "agents"),
            recipients=self._names(given, "recipients", "recipients"),
            place=given.value("place", "place") or "",
            date=_date(given),
            factuality=given.value("factuality", "factuality", "asserted"),
        )
        return self._entry(given, event, candidate)

    def decision(self, given: Given, events: Sequence[Event]) -> Entry | None:
        """A decision; of the events of its sentence the one that is the same act belongs to it."""
        trigger = self._span(given, "trigger")
        if trigger is None:
            return None
        kind = given.value("kind", "decision", "adopt")
        made, candidate = self._own("decision", trigger, given.base, kind, given.row.get("decider", []))
        decision = Decision(
            **self._common(given, made, candidate),
            **self._around(given),
            trigger=trigger,
            decision=kind,
            deciders=self._names(given, "decider", "deciders"),
            content=self._span(given, "content"),
            addressees=self._names(given, "addressee", "addressees"),
            date=_date(given),
            event=_act_at(trigger, given.base, events),
        )
        return self._entry(given, decision, candidate)

    def _common(self, given: Given, made: str, candidate: Statement | None) -> dict[str, Any]:
        """The fields that all statements have."""
        return {
            "id": made,
            "document": self.ground.document.id,
            "proposer": candidate.proposer if candidate else self.ground.proposer,
            "confidence": candidate.confidence if candidate else 1.0,
            "footnotes": self._notes(given),
            "sentence": given.base.sentence if given.base is not None else self._sentence(given.number),
        }

    def _around(self, given: Given) -> dict[str, Any]:
        """The place of an act: its sentence."""
        if given.base is not None:
            return {"spans": given.base.spans, "quote": given.base.quote}
        return {"spans": self.ground.lines[given.number].spans}

    def _entry(self, given: Given, record: Statement, candidate: Statement | None) -> Entry:
        words, why = str(given.row.get("words", "")), str(given.row.get("why", ""))
        return Entry(record, candidate, words, why, given.number)

    def _own(
        self, kind: str, span: Span, base: Statement | None, *said: object
    ) -> tuple[str, Statement | None]:
        """The id of a statement at a place, and the candidate that it is: the one it was made from, or the
        one that stands at this very place."""
        if base is not None and base.id not in self._used:
            self._used.add(base.id)
            return base.id, base
        parts: list[object] = [self.ground.document.id, list(span)]
        made = content_id(kind, *parts)
        while made in self._used:
            parts += [*said, len(parts)]
            made = content_id(kind, *parts)
        self._used.add(made)
        name = self.ground.proposed.name_of.get(made)
        return made, self.ground.proposed.by_name[name] if name else None

    def _sentence(self, number: int) -> str:
        return self._sentences.get(self.ground.lines[number].spans[0][0], "")

    def _content(self, given: Given) -> tuple[Span, ...]:
        if "content" in given.row:
            return self._spans(given, "content")
        return given.base.spans if given.base is not None else ()

    def _spans(self, given: Given, key: str) -> tuple[Span, ...]:
        """The raw spans of a piece that the entry copies."""
        own = self.finder.of_record(given.line, given.row)
        at = int(given.row.get(f"{key}_at", 0))
        return self.finder.found(given.line, own, str(given.row[key]), f"{given.what}: {key}", at)

    def _span(self, given: Given, key: str) -> Span | None:
        """The raw span of a piece that the entry copies, else the candidate's."""
        if given.row.get(key):
            spans = self._spans(given, key)
            return longest(spans) if spans else None
        span: Span | None = given.value(key, key)
        return span

    def _cue(self, given: Given, content: Span) -> Span | None:
        if "cue" in given.row:
            own = self.finder.of_record(given.line, given.row)
            return self.finder.cue(given.line, own, given.row, f"{given.what}: cue", content)
        return given.base.cue if isinstance(given.base, Claim) else None

    def _quote(self, spans: Iterable[Span]) -> str:
        return " ".join(self.ground.document.text[a:b] for a, b in spans)

    def _names(self, given: Given, key: str, field: str) -> tuple[str, ...]:
        """The canonical names an entry lists, else the candidate's."""
        if key in given.row:
            return self.ground.names.led(given.row[key])
        return tuple(given.value(key, field, ()))

    def _notes(self, given: Given) -> tuple[str, ...]:
        """The ids of the notes an entry names, else the candidate's."""
        if "notes" not in given.row:
            return given.base.footnotes if given.base is not None else ()
        found = (self.known.note(given.line, number, given.what) for number in given.row["notes"])
        return tuple(note for note in found if note and self._is_near(given, note))

    def _is_near(self, given: Given, note: str) -> bool:
        """Whether a note is called near a sentence; a fault where it is called far away."""
        around = range(given.number - NEAR, given.number + NEAR + 1)
        if any(note == n.id for k in around if k in self.ground.lines for n in self.ground.lines[k].notes):
            return True
        self.faults.at(given.line, f"{given.what}: no sentence near this one calls that note")
        return False


def overlap(spans: Iterable[Span], meant: Span) -> int:
    """How many characters of a stretch some spans cover."""
    return sum(max(0, min(b, meant[1]) - max(a, meant[0])) for a, b in spans)


def _date(given: Given) -> Date | None:
    """The date of an act: the candidate's own where the reader leaves it or says the same."""
    own: Date | None = given.value("", "date")
    if "date" not in given.row:
        return own
    wanted = given.row["date"]
    if own is not None and own.edtf == wanted:
        return own
    return Date(edtf=wanted) if wanted else None


def _act_at(trigger: Span, base: Statement | None, events: Sequence[Event]) -> str:
    """The event that is the same act as a decision: the one the candidate had, where it stands, else the one
    that shares its trigger."""
    if isinstance(base, Decision) and any(e.id == base.event for e in events):
        return base.event
    return next((e.id for e in events if overlap([e.trigger], trigger)), "")
