"""Annotations made records of the project, anchored in the raw text; or everything that stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.corpus.annotation import Fault, Faults, Line, Row, read_lines
from tests.corpus.gold_file import GoldRecord
from tests.corpus.passage import Passage, PieceError, digest, joined, passage, text_of
from tests.corpus.sheet import Numbered, marker_spans

from regesta.extract.read import Document
from regesta.extract.record import (
    Claim,
    Date,
    Decision,
    Event,
    Footnote,
    Position,
    Record,
    Relation,
    Sentence,
    Span,
    content_id,
)

#: How an annotator names the writer of the document, and how records do.
AUTHOR, AUTHOR_NAME = "author", "thesis author"
PROPOSER = "annotation"


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
    bringing = _Bringing(document, {line.number: line for line in lines}, faults)
    return Brought(tuple(bringing.records(given)), tuple(faults.found))


@dataclass(slots=True)
class _Home:
    """A sentence of the gold: its spans, the numbers of the lines it is of, its actors and notes."""

    spans: tuple[Span, ...]
    numbers: list[int]
    id: str = ""
    division: str = ""
    actors: list[str] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)

    def holds(self, offset: int) -> bool:
        return any(a <= offset < b for a, b in self.spans)


class _Bringing:
    """One annotation on its way to records."""

    def __init__(self, document: Document, lines: Mapping[int, Numbered], faults: Faults) -> None:
        self.document, self.lines, self.faults = document, lines, faults
        self.markers = marker_spans(document)
        self.homes: list[_Home] = []
        self.claims: dict[str, str] = {}
        self.positions: dict[str, str] = {}
        self.used: set[str] = set()

    def records(self, given: Sequence[Line]) -> list[GoldRecord]:
        sentences = self._sentences_of(given)
        self._set_homes(sentences)
        positions = [line for line in given if "position" in line.row]
        self._name_positions(positions)
        claims = [(line, row) for line in sentences.values() for row in line.row.get("claims", ())]
        made = [(line, row, self._claim(line, row)) for line, row in claims]
        placed: list[tuple[int, Record]] = [
            self._related(line, row, claim) for line, row, claim in made if claim is not None
        ]
        for line in sentences.values():
            events = self._events(line)
            placed += events
            placed += self._decisions(line, events)
        return [*self._in_order(placed), *self._positions(positions)]

    # the sentences

    def _sentences_of(self, given: Sequence[Line]) -> dict[int, Line]:
        """The lines by the sentence they annotate; those missing, unknown or double are faults."""
        out: dict[int, Line] = {}
        for line in given:
            number = line.row.get("s")
            if number is None:
                continue
            if number not in self.lines:
                self.faults.at(
                    line, f"there is no sentence {number}; the worksheet has {_ranges(self.lines)}"
                )
            elif number in out:
                self.faults.at(
                    line,
                    f"sentence {number} is annotated on line {out[number].number} already; put both into one line",
                )
            else:
                out[number] = line
        missing = [n for n in self.lines if n not in out]
        if missing:
            example = f'{{"s": {missing[0]}}}'
            end = Line(given[-1].file if given else "the annotation", given[-1].number if given else 0, {})
            self.faults.at(end, f"no line for sentence {_ranges(missing)}; an empty one reads {example}")
        return dict(sorted(out.items()))

    def _set_homes(self, sentences: Mapping[int, Line]) -> None:
        """The sentences of the gold: those of the worksheet, split and joined as the annotation says."""
        for number, line in self.lines.items():
            row = sentences[number].row if number in sentences else {}
            if row.get("joined") and self.homes:
                home = self.homes[-1]
                home.spans = joined(self.document.text, (*home.spans, *line.spans))
                home.numbers.append(number)
                self._actors(sentences[number], [home])
            else:
                new = [
                    _Home(spans, [number], division=line.division)
                    for spans in self._split(sentences.get(number), line)
                ]
                self.homes += new
                if number in sentences:
                    self._actors(sentences[number], new)
        for home in self.homes:
            home.id = content_id("sentence", self.document.id, home.spans)
            notes = [n for number in home.numbers for n in self.lines[number].notes]
            mine = [h for h in self.homes if set(h.numbers) & set(home.numbers)]
            home.notes = [n for n in notes if n.marker and self._note_home(n.marker, mine) is home]

    @staticmethod
    def _note_home(marker: Span, homes: Sequence[_Home]) -> _Home:
        """The last of some sentences that begins before a marker."""
        before = [h for h in homes if h.spans[0][0] <= marker[0]]
        return before[-1] if before else homes[0]

    def _split(self, line: Line | None, numbered: Numbered) -> list[tuple[Span, ...]]:
        """The spans of a sentence, or of the several it is split into."""
        own = passage(self.document.text, numbered.spans, self.markers)
        starts = [0]
        for piece in line.row.get("split", ()) if line else ():
            spans = self._found(line, own, piece, "split", 0)
            if spans:
                starts.append(own.offsets.index(spans[0][0]))
        starts = sorted(set(starts))
        if len(starts) == 1:
            return [numbered.spans]
        ends = [*starts[1:], len(own.key)]
        return [own.raw(a, a + len(own.key[a:b].rstrip())) for a, b in zip(starts, ends, strict=True)]

    def _actors(self, line: Line, homes: Sequence[_Home]) -> None:
        """Give the actors of a line to its sentence; of one split, a list of lists says which go where, else
        the first part in which a word of the name stands."""
        actors = line.row.get("actors", [])
        if actors and isinstance(actors[0], list):
            if len(actors) != len(homes):
                self.faults.at(line, f'"actors" has {len(actors)} lists for {len(homes)} sentences')
            for home, own in zip(homes, actors, strict=False):
                home.actors += own
            return
        for actor in actors:
            parts = [h for h in homes if _named(actor, text_of(self.document.text, h.spans))]
            for home in parts or homes[:1]:
                home.actors.append(actor)

    # finding pieces

    def _passage(self, line: Line, row: Row) -> Passage:
        """The text in which the pieces of a record stand: its sentence, or through the one named by "to"."""
        first = int(line.row["s"])
        last = int(row.get("to", first))
        if last != first and not (first < last <= first + 4 and last in self.lines):
            self.faults.at(line, f'"to" is {last}; it must be a sentence shortly after {first}')
            last = first
        spans = [s for n in range(first, last + 1) for s in self.lines[n].spans]
        return passage(self.document.text, spans, self.markers)

    def _whole(self, line: Line) -> Passage:
        """The passage of all sentences joined with that of a line."""
        number = int(line.row["s"])
        home = next(h for h in self.homes if number in h.numbers)
        spans = [s for n in home.numbers for s in self.lines[n].spans]
        return passage(self.document.text, spans, self.markers)

    def _found(self, line: Line, own: Passage, piece: str, what: str, at: int) -> tuple[Span, ...]:
        """The raw spans of a piece; none, and a fault, when it is not to be found."""
        try:
            return own.find(piece, at)
        except PieceError as error:
            told = error
        if self.homes and at == 0 and "not in" in str(told):
            try:
                return self._whole(line).find(piece, at)
            except (PieceError, StopIteration):
                pass
        hint = f'; type "{what.rsplit(" ", 1)[-1]}_at": 1 or 2 ...' if "by its number" in str(told) else ""
        self.faults.at(line, f"{what} {piece!r} {told}{hint}{self._elsewhere(line, piece)}")
        return ()

    def _elsewhere(self, line: Line, piece: str) -> str:
        """Where near its sentence a piece does stand, as a hint."""
        number = int(line.row["s"])
        for n in (number - 1, number + 1, number - 2, number + 2):
            if n in self.lines:
                try:
                    passage(self.document.text, self.lines[n].spans, self.markers).find(piece, 1)
                except PieceError:
                    continue
                return f"; it is in sentence {n}"
        return ""

    def _near(self, line: Line, own: Passage, row: Row, what: str, near: Span) -> Span | None:
        """The span of a cue, the occurrence nearest to `near` unless the annotation says which."""
        piece = row.get("cue")
        if not piece:
            return None
        at = int(row.get("cue_at", 0))
        found = [] if at else [_longest(spans) for spans in own.every(piece)]
        if found:
            return min(found, key=lambda s: (_distance(s, near), s))
        spans = self._found(line, own, piece, what, at)
        return _longest(spans) if spans else None

    # the records

    def _home(self, span: Span) -> _Home:
        return next((h for h in self.homes if h.holds(span[0])), self.homes[0])

    def _id(self, kind: str, span: Span, *more: object) -> str:
        """The id of a record at a place as extraction gives it; a second one there has what it says in it."""
        made = content_id(kind, self.document.id, list(span))
        if made in self.used:
            made = content_id(kind, self.document.id, list(span), *more)
        self.used.add(made)
        return made

    def _claim(self, line: Line, row: Row) -> Claim | None:
        name = str(row["id"])
        if name in self.claims:
            self.faults.at(line, f"claim {name} is there already; give this one another id")
            return None
        if (row["voice"] == AUTHOR) != (row["holder"] == [AUTHOR]):
            self.faults.at(line, f'claim {name}: voice "author" and holder ["author"] go together')
        own = self._passage(line, row)
        spans = self._found(
            line, own, row["content"], f"claim {name}: content", int(row.get("content_at", 0))
        )
        if not spans:
            self.claims[name] = ""  # known, so that what refers to it is no second fault
            return None
        content = _longest(spans)
        claim = Claim(
            id=self._id("claim", content, *row["holder"]),
            document=self.document.id,
            proposer=PROPOSER,
            spans=spans,
            content=content,
            cue=self._near(line, own, row, f"claim {name}: cue", content),
            holder=_holders(row["holder"]),
            voice=row["voice"],
            hedged=row.get("hedged", False),
            negated=row.get("negated", False),
            footnotes=self._notes(line, row, f"claim {name}"),
            sentence=self._home(content).id,
            quote=text_of(self.document.text, spans),
        )
        self.claims[name] = claim.id
        return claim

    def _related(self, line: Line, row: Row, claim: Claim) -> tuple[int, Claim]:
        """The claim with its relations and with the claim it stands in, now that all claims are known."""
        own = self._passage(line, row)
        name = f"claim {row['id']}"
        relations = [self._relation(line, own, r, name, claim) for r in row.get("relations", ())]
        within = ""
        if row.get("within"):
            within = self._resolved(line, str(row["within"]), "claim", f"{name}: within", claim.id)
        claim = replace(claim, relations=tuple(r for r in relations if r), within=within)
        return claim.content[0], claim

    def _relation(self, line: Line, own: Passage, row: Row, name: str, claim: Claim) -> Relation | None:
        kind = row.get("target_kind", "claim")
        target = self._resolved(line, str(row["target"]), kind, f"a relation of {name}", claim.id)
        cue = self._near(line, own, row, f"a relation of {name}: cue", claim.content)
        return Relation(type=row["type"], target=target, target_kind=kind, cue=cue) if target else None

    def _resolved(self, line: Line, target: str, kind: str, what: str, own: str) -> str:
        """The id of what is meant; "" and a fault for nothing."""
        if kind == "citation":
            return self._cited(line, target, what)
        known = self.claims if kind == "claim" else self.positions
        if target not in known:
            other = "position" if kind == "claim" else "claim"
            hint = (
                f'; if it is a {other}, type "target_kind": "{other}"'
                if target in {**self.claims, **self.positions}
                else ""
            )
            self.faults.at(
                line, f"{what} points to the {kind} {target!r}, and there is none of that id{hint}"
            )
            return ""
        if own and known[target] == own:
            self.faults.at(line, f"{what} points to itself")
            return ""
        return known[target]

    def _cited(self, line: Line, target: str, what: str) -> str:
        """The id of the note named as "n3": of this sentence, of those near it, or of the same division."""
        digits = target.removeprefix("n")
        note = self._note(int(line.row["s"]), int(digits)) if digits.isdigit() else None
        if note is None:
            self.faults.at(
                line,
                f'{what} points to {target!r}; a citation is named by its note, as "n3", and the note must be on the worksheet',
            )
            return ""
        return note.id

    def _note(self, number: int, wanted: int) -> Footnote | None:
        """The note of that number nearest to a sentence."""
        near = sorted(self.lines, key=lambda n: (abs(n - number), n))
        return next((note for n in near for note in self.lines[n].notes if note.number == wanted), None)

    def _notes(self, line: Line, row: Row, what: str) -> tuple[str, ...]:
        """The ids of the notes a record names; those of its sentence for one that names none."""
        number = int(line.row["s"])
        if "notes" not in row:
            return ()
        out = []
        for wanted in row["notes"]:
            note = self._note(number, wanted)
            if note is None:
                there = [n.number for n in self.lines[number].notes]
                self.faults.at(
                    line, f"{what}: there is no note {wanted} on the worksheet; this sentence has {there}"
                )
            else:
                out.append(note.id)
        return tuple(out)

    def _events(self, line: Line) -> list[tuple[int, Record]]:
        out: list[tuple[int, Record]] = []
        for row in line.row.get("events", ()):
            trigger = self._trigger(line, row, "event")
            if trigger is None:
                continue
            home = self._home(trigger)
            event = Event(
                id=self._id("event", trigger, row["type"], row.get("agents", [])),
                document=self.document.id,
                proposer=PROPOSER,
                spans=home.spans,
                trigger=trigger,
                type=row["type"],
                agents=_holders(row.get("agents", ())),
                recipients=_holders(row.get("recipients", ())),
                place=row.get("place") or "",
                date=Date(edtf=row["date"]) if row.get("date") else None,
                factuality=row.get("factuality", "asserted"),
                footnotes=self._notes(line, row, f"event {row['trigger']}"),
                sentence=home.id,
            )
            out.append((trigger[0], event))
        return out

    def _trigger(self, line: Line, row: Row, what: str) -> Span | None:
        spans = self._found(
            line, self._passage(line, row), row["trigger"], f"{what}: trigger", int(row.get("trigger_at", 0))
        )
        return _longest(spans) if spans else None

    def _decisions(self, line: Line, events: Sequence[tuple[int, Record]]) -> list[tuple[int, Record]]:
        out: list[tuple[int, Record]] = []
        acts = {e.trigger: e.id for _, e in events if isinstance(e, Event)}
        for row in line.row.get("decisions", ()):
            trigger = self._trigger(line, row, "decision")
            if trigger is None:
                continue
            content: tuple[Span, ...] = ()
            if row.get("content"):
                own = self._passage(line, row)
                content = self._found(
                    line, own, row["content"], "decision: content", int(row.get("content_at", 0))
                )
            home = self._home(trigger)
            decision = Decision(
                id=self._id("decision", trigger, row["kind"], row.get("decider", [])),
                document=self.document.id,
                proposer=PROPOSER,
                spans=home.spans,
                trigger=trigger,
                decision=row["kind"],
                deciders=_holders(row.get("decider", ())),
                content=_longest(content) if content else None,
                addressees=_holders(row.get("addressee", ())),
                date=Date(edtf=row["date"]) if row.get("date") else None,
                footnotes=self._notes(line, row, f"decision {row['trigger']}"),
                event=acts.get(trigger, ""),
                sentence=home.id,
            )
            out.append((trigger[0], decision))
        return out

    # positions

    def _name_positions(self, positions: Sequence[Line]) -> None:
        for line in positions:
            name, label = str(line.row["position"]), str(line.row.get("label", ""))
            if name in self.positions:
                self.faults.at(line, f"position {name} is there already; give this one another id")
            self.positions[name] = content_id("position", self.document.id, label.casefold())
        double = [i for i, n in Counter(self.positions.values()).items() if n > 1]
        for line in positions:
            if self.positions[str(line.row["position"])] in double:
                self.faults.at(line, "two positions have this label; word one of them otherwise")

    def _positions(self, positions: Sequence[Line]) -> list[GoldRecord]:
        out = []
        for line in positions:
            row = line.row
            claims = [self._resolved(line, c, "claim", "the position", "") for c in row.get("claims", ())]
            spans = [s for place in row.get("named", ()) for s in self._named_at(line, place)]
            record = Position(
                id=self.positions[str(row["position"])],
                document=self.document.id,
                proposer=PROPOSER,
                spans=tuple(sorted(spans)),
                label=str(row.get("label", "")),
                holders=_holders(row.get("holders", ())),
                claims=tuple(dict.fromkeys(c for c in claims if c)),
            )
            out.append(GoldRecord(record, {}))
        return out

    def _named_at(self, line: Line, place: Sequence[Any]) -> tuple[Span, ...]:
        number, piece, *at = place
        if number not in self.lines:
            self.faults.at(
                line, f'"named": there is no sentence {number}; the worksheet has {_ranges(self.lines)}'
            )
            return ()
        there = Line(line.file, line.number, {"s": number})
        spans = self._found(
            there,
            passage(self.document.text, self.lines[number].spans, self.markers),
            piece,
            "named",
            *(at or [0]),
        )
        return (_longest(spans),) if spans else ()

    def _in_order(self, placed: Sequence[tuple[int, Record]]) -> list[GoldRecord]:
        """Sentence by sentence, each before the records that stand in it."""
        text = self.document.text
        out: list[GoldRecord] = []
        by_home: dict[str, list[tuple[int, Record]]] = {h.id: [] for h in self.homes}
        for at, record in placed:
            by_home[getattr(record, "sentence", self.homes[0].id)].append((at, record))
        for home in self.homes:
            sentence = Sentence(
                id=home.id,
                document=self.document.id,
                proposer=PROPOSER,
                spans=home.spans,
                division=home.division,
            )
            words = text_of(text, home.spans)
            extra = {
                "numbers": home.numbers,
                "sha256": digest(words),
                "length": len(words),
                "actors": list(dict.fromkeys(_holders(home.actors))),
                "notes": [n.number for n in home.notes],
            }
            out.append(GoldRecord(sentence, extra))
            kinds = ("claim", "event", "decision")
            rows = sorted(by_home[home.id], key=lambda x: (kinds.index(x[1].kind), x[0]))
            out += [GoldRecord(r, {}) for _, r in rows]
        return out


def _holders(names: Iterable[str]) -> tuple[str, ...]:
    """Names as records have them."""
    return tuple(AUTHOR_NAME if n == AUTHOR else n for n in names)


def _named(actor: str, text: str) -> bool:
    """Whether a word of a name stands in the text."""
    return any(len(word) > 2 and word in text for word in actor.split())


def _longest(spans: Sequence[Span]) -> Span:
    return max(spans, key=lambda s: (s[1] - s[0], -s[0]))


def _distance(a: Span, b: Span) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers in few words: "1-4, 7"."""
    out: list[list[int]] = []
    for n in sorted(numbers):
        if out and n == out[-1][1] + 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)
