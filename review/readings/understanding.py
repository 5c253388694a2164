"""Readings understood: the lines of some files as records anchored in the raw text, or what is wrong with
them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from regesta.extract.record import Claim, Event, Position, Relation, Span, content_id
from regesta.review.readings.finding import Finder, longest
from regesta.review.readings.lines import Fault, Faults, Line, Row
from regesta.review.readings.making import Given, Statements, overlap
from regesta.review.readings.reading import Actorhood, Entry, Ground, Reading
from regesta.review.readings.references import References

#: A statement elsewhere named by its sentence and some of its words ("1038:the wells were clean"), an event
#: by its sentence and which one it is there ("40:2").
_BY_WORDS = re.compile(r"(\d+)\s*:\s*(.+)", re.DOTALL)
#: The sentence a claim's name begins with ("1042a").
_NUMBER = re.compile(r"(\d+)[a-z]*")
#: How many missing sentences a fault names.
_TOLD = 12


def understood(
    given: Sequence[Line], faults: Faults, ground: Ground, expected: Iterable[int] = ()
) -> Reading:
    """The readings of some lines; `expected` are the numbers of sentences that must have one."""
    return _Understanding(given, faults, ground).reading(set(expected))


class _Understanding:
    """Some readings on their way to records."""

    def __init__(self, given: Sequence[Line], faults: Faults, ground: Ground) -> None:
        self.given, self.faults, self.ground = given, faults, ground
        self.finder = Finder(ground.document, ground.lines, faults)
        self.known = References(self.finder)
        self.make = Statements(ground, self.finder, self.known)
        self.out = Reading()
        self.rows: dict[int, Line] = {}
        self.claims_at: dict[int, list[Claim]] = {}
        self.events_at: dict[int, list[Event]] = {}

    def reading(self, expected: set[int]) -> Reading:
        """Everything the lines say: claims first, since relations may lead to any of them."""
        self._take_rows(expected)
        self._name_positions()
        claims = [made for line in self.rows.values() for made in self._claims(line)]
        for given, entry in claims:
            self.out.entries.append(replace(entry, record=self._related(given, entry)))
            if other := given.row.get("same_as"):
                self._same(given, entry, str(other))
        for line in self.rows.values():
            self._acts(line)
        self._reject_the_rest()
        for line in self.given:
            self._beside_sentences(line)
        self.out.faults = self.faults.found
        return self.out

    def _take_rows(self, expected: set[int]) -> None:
        """Keep the lines of sentences by number; those unknown, double or missing are faults."""
        for line in self.given:
            number = line.row.get("s")
            if not isinstance(number, int):
                continue
            if number not in self.ground.lines:
                self.faults.at(line, f"there is no sentence {number}")
            elif number in self.rows:
                first = self.rows[number]
                self.faults.at(line, f"sentence {number} is read at {first.file}:{first.number} already")
            else:
                self.rows[number] = line
        self.rows = dict(sorted(self.rows.items()))
        self.out.done = list(self.rows)
        if missing := sorted(expected - set(self.rows)):
            last = self.given[-1] if self.given else Line("the reading", 0, {})
            told = ", ".join(map(str, missing[:_TOLD])) + (" …" if len(missing) > _TOLD else "")
            empty = f'{{"s": {missing[0]}}}'
            said = f"no line for {len(missing)} sentences: {told}; one without a statement reads {empty}"
            self.faults.at(Line(last.file, last.number, {}), said)

    # --- statements

    def _entries(self, line: Line, key: str) -> list[tuple[int, Given]]:
        """The entries of a sentence under a key, those made from candidates first: they keep the candidates'
        ids; each with its place in the line."""
        rows = list(enumerate(line.row.get(key, ())))
        rows.sort(key=lambda row: "from" not in row[1])
        given = ((k, self.make.given(line, row, key[:-1])) for k, row in rows)
        return [(k, g) for k, g in given if g is not None]

    def _claims(self, line: Line) -> Iterator[tuple[Given, Entry]]:
        """The claims of a sentence as its line lists them, named."""
        made: dict[int, tuple[Given, Entry]] = {}
        for k, given in self._entries(line, "claims"):
            entry = self.make.claim(given)
            if name := str(given.row.get("id", "")):
                self.known.name(line, "claim", name, entry.record.id if entry is not None else "")
            if entry is not None:
                made[k] = given, entry
        inside = [made[k] for k in sorted(made)]
        self.claims_at[int(line.row["s"])] = [e.record for _, e in inside if isinstance(e.record, Claim)]
        return iter(inside)

    def _acts(self, line: Line) -> None:
        """The events and decisions of a sentence."""
        made = {k: self.make.event(given) for k, given in self._entries(line, "events")}
        events = [entry for k in sorted(made) if (entry := made[k]) is not None]
        self.out.entries += events
        acts = [e.record for e in events if isinstance(e.record, Event)]
        self.events_at[int(line.row["s"])] = acts
        for _, given in self._entries(line, "decisions"):
            if (entry := self.make.decision(given, acts)) is not None:
                self.out.entries.append(entry)

    def _reject_the_rest(self) -> None:
        """Every candidate of a sentence that was read and that no entry was made from."""
        named = {e.candidate.id for e in self.out.entries if e.candidate is not None}
        for number, line in self.rows.items():
            why = line.row.get("why", {})
            reasons: Mapping[str, Any] = why if isinstance(why, Mapping) else {}
            general = why if isinstance(why, str) else ""
            proposed = self.ground.proposed
            own = {proposed.name_of[r.id]: r for r in proposed.at.get(number, ())}
            for name in reasons.keys() - own.keys():
                self.faults.at(line, f'"why" names {name}, which is no candidate of this sentence')
            for name, record in own.items():
                if record.id not in named:
                    self.out.rejected[record.id] = str(reasons.get(name, general))

    # --- relations

    def _related(self, given: Given, entry: Entry) -> Claim:
        claim = entry.record
        assert isinstance(claim, Claim)
        relations = (self._relation(given, row, claim) for row in given.row.get("relations", ()))
        outer = given.row.get("within")
        what = f"{given.what}: within"
        within = self._target(given.line, str(outer), "claim", what, claim.id) if outer else ""
        return replace(claim, relations=tuple(r for r in relations if r is not None), within=within)

    def _relation(self, given: Given, row: Row, claim: Claim) -> Relation | None:
        kind, what = row.get("target_kind", "claim"), f"a relation of {given.what}"
        target = self._target(given.line, str(row["target"]), kind, what, claim.id)
        own = self.finder.of_record(given.line, given.row)
        cue = self.finder.cue(given.line, own, row, f"{what}: cue", claim.content)
        return Relation(type=row["type"], target=target, target_kind=kind, cue=cue) if target else None

    def _same(self, given: Given, entry: Entry, other: str) -> None:
        if target := self._target(given.line, other, "claim", f"{given.what}: same_as", entry.record.id):
            self.out.same_claims.append((entry.record.id, target))

    def _target(self, line: Line, target: str, kind: str, what: str, own: str) -> str:
        """The id of what is meant; "" and a fault (or an open end) for nothing."""
        if kind == "position":
            return self.known.resolved(line, f"{line.file}/{target}", kind, what, own)
        if kind == "citation" or target in self.known.claims:
            return self.known.resolved(line, target, kind, what, own)
        if (m := _BY_WORDS.fullmatch(target)) is not None:
            return self._by_words(line, int(m[1]), m[2], what, own)
        if target in self.ground.proposed.by_name:
            said = f"{what} points to the candidate {target}; name the claim made from it by its id"
            self.faults.at(line, said)
            return ""
        if (m := _NUMBER.fullmatch(target)) is not None and self._is_elsewhere(line, int(m[1]), what):
            return ""
        return self.known.resolved(line, target, kind, what, own)

    def _is_elsewhere(self, line: Line, number: int, what: str) -> bool:
        """Whether a sentence is read in files that are not here: an open end, no fault."""
        elsewhere = number in self.ground.lines and number not in self.rows
        if elsewhere:
            said = f"{what} points to sentence {number}, which is not in these files"
            self.out.open.append(Fault(line.file, line.number, line.sentence, said))
        return elsewhere

    def _by_words(self, line: Line, number: int, words: str, what: str, own: str) -> str:
        """The claim of a sentence in which some words stand."""
        if number not in self.ground.lines:
            self.faults.at(line, f"{what}: there is no sentence {number}")
            return ""
        there = Line(line.file, line.number, {"s": number})
        spans = self.finder.found(there, self.finder.passage([number]), words, f"{what}: words", 1)
        if not spans or self._is_elsewhere(line, number, what):
            return ""
        meant = longest(spans)
        shares = [(overlap(c.spans, meant), -len(c.quote), c.id) for c in self.claims_at.get(number, ())]
        best = max((s for s in shares if s[0] > 0 and s[2] != own), default=None)
        if best is None:
            self.faults.at(line, f"{what}: sentence {number} has no claim in which {words!r} stands")
            return ""
        return best[2]

    # --- positions and identities

    def _name_positions(self) -> None:
        for line in self.given:
            if "position" in line.row:
                made = content_id("position", self.ground.document.id, _label(line.row).casefold())
                self.known.name(line, "position", f"{line.file}/{line.row['position']}", made)

    def _beside_sentences(self, line: Line) -> None:
        row = line.row
        if "position" in row:
            self._position(line)
        elif "actor" in row:
            self.out.actors.append(_actorhood(row, self.ground.names.led([str(row["actor"])])[0]))
        elif "same_event" in row:
            found = (self._meant_event(line, str(name)) for name in row["same_event"])
            ids = tuple(dict.fromkeys(name for name in found if name))
            if len(ids) > 1:
                self.out.same_events.append(ids)

    def _meant_event(self, line: Line, name: str) -> str:
        """The id of an event named by its sentence and its place or words there."""
        m = _BY_WORDS.fullmatch(name)
        if m is None or int(m[1]) not in self.ground.lines:
            self.faults.at(line, f"{name!r} names no event; type SENTENCE:1, or SENTENCE:its trigger")
            return ""
        number, which = int(m[1]), m[2].strip()
        if self._is_elsewhere(line, number, f"{name!r}"):
            return ""
        events = self.events_at.get(number, [])
        found = [e for k, e in enumerate(events, 1) if which in (str(k), *self._triggers(e, which))]
        if not found:
            self.faults.at(line, f"{name!r} names no event: sentence {number} has {len(events)}")
        return found[0].id if found else ""

    def _triggers(self, event: Event, which: str) -> list[str]:
        """The words themselves, where they stand in an event's trigger."""
        words = self.ground.document.text[slice(*event.trigger)]
        return [which] if which.casefold() in words.casefold() else []

    def _position(self, line: Line) -> None:
        row = line.row
        claims = (self._target(line, str(c), "claim", "the position", "") for c in row.get("claims", ()))
        spans = (span for place in row.get("named", ()) for span in self._named_at(line, place))
        made = Position(
            id=self.known.positions[f"{line.file}/{row['position']}"],
            document=self.ground.document.id,
            proposer=self.ground.proposer,
            spans=tuple(sorted(spans)),
            label=_label(row),
            holders=self.ground.names.led(row.get("holders", ())),
            claims=tuple(dict.fromkeys(filter(None, claims))),
        )
        known = {p.id: k for k, p in enumerate(self.out.positions)}
        if made.id in known:
            self.out.positions[known[made.id]] = _joined(self.out.positions[known[made.id]], made)
        else:
            self.out.positions.append(made)

    def _named_at(self, line: Line, place: Sequence[Any]) -> Iterator[Span]:
        """Where a position is named."""
        number, piece, *at = place
        if number not in self.ground.lines:
            self.faults.at(line, f'"named": there is no sentence {number}')
            return
        there = Line(line.file, line.number, {"s": number})
        spans = self.finder.found(there, self.finder.passage([number]), piece, "named", *(at or [0]))
        if spans:
            yield longest(spans)


def _label(row: Row) -> str:
    return " ".join(str(row.get("label", "")).split())


def _actorhood(row: Row, name: str) -> Actorhood:
    return Actorhood(
        name,
        tuple(row.get("also", ())),
        tuple(row.get("not", ())),
        row.get("kind"),
        str(row.get("why", "")),
    )


def _joined(one: Position, other: Position) -> Position:
    """A position that two readers made under one label."""
    return replace(
        one,
        spans=tuple(sorted({*one.spans, *other.spans})),
        holders=tuple(dict.fromkeys((*one.holders, *other.holders))),
        claims=tuple(dict.fromkeys((*one.claims, *other.claims))),
    )
