"""Annotations and readings as their authors write them, one JSON object a line: keys, closed lists, dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, get_args

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from regesta.extract.record import (
    ActorKind,
    DecisionKind,
    EventType,
    Factuality,
    RelationType,
    TargetKind,
    Voice,
)

Row = Mapping[str, Any]
#: What a line may speak of.
_SUBJECTS = ("s", "position", "actor", "same_event")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something an annotator must change: in which file and line, at which sentence, and what to type."""

    file: str
    line: int
    sentence: int | str
    message: str

    def __str__(self) -> str:
        where = f", sentence {self.sentence}" if self.sentence != "" else ""
        return f"{self.file}:{self.line}{where}: {self.message}"


@dataclass(slots=True)
class Line:
    """A line of an annotation: where it stands and what it says."""

    file: str
    number: int
    row: Row

    @property
    def sentence(self) -> int | str:
        """The number of its sentence, or what else it speaks of."""
        return next((self.row[key] for key in _SUBJECTS if isinstance(self.row.get(key), int | str)), "")


@dataclass(slots=True)
class Faults:
    """The faults found so far; all are gathered before any is shown."""

    found: list[Fault] = field(default_factory=list)

    def at(self, line: Line, message: str) -> None:
        """Note a fault of a line."""
        self.found.append(Fault(line.file, line.number, line.sentence, message))


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text_or_nothing(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _some_texts(value: Any) -> bool:
    return _texts(value) and bool(value)


def _actors(value: Any) -> bool:
    return _texts(value) or (isinstance(value, list) and all(map(_texts, value)))


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _numbers(value: Any) -> bool:
    return isinstance(value, list) and all(map(_number, value))


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, dict) for v in value)


def _places(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(v, list) and len(v) in (2, 3) and _number(v[0]) and _text(v[1]) for v in value
    )


def _date(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, str) and is_edtf(value))


@cache
def is_edtf(value: str) -> bool:
    """Whether it is a date as EDTF (ISO 8601-2) writes them."""
    try:
        parse_edtf(value)
    except (EDTFParseException, ValueError):
        return False
    return True


def _reasons(value: Any) -> bool:
    return _text(value) or (isinstance(value, dict) and all(map(_text, value.values())))


def _one_of(kind: Any) -> tuple[Callable[[Any], bool], str]:
    values = get_args(kind)
    return (lambda v: v in values), f"one of {', '.join(values)}"


_TEXT = (_text, "words between quotation marks")
_OPTIONAL = (_text_or_nothing, "words between quotation marks, or null")
_NAMES = (_texts, 'a list of names: ["Keith Kyle"]')
_HOLDER = (_some_texts, 'a list with at least one name: ["Keith Kyle"], or ["author"]')
_NUMBER = (_number, "a number from 1")
_NUMBERS = (_numbers, "a list of note numbers: [3]")
_TRUTH = (_truth, "true or false")
_OBJECTS = (_objects, "a list of objects: [{...}]")
_EDTF = (_date, "an EDTF date (1956-11-05, 1956-11, 1956, 1950-01/1950-04~, 1945-08-15~) or null")

Shape = Mapping[str, tuple[Callable[[Any], bool], str]]


@dataclass(frozen=True, slots=True)
class Form:
    """What an object may have, what its values must be, and what it must have: `unless` it has that key."""

    shape: Shape
    must: tuple[str, ...]
    unless: str = ""

    def faults(self, row: Row, what: str) -> Iterable[str]:
        """What is wrong with one object, in words."""
        for name in () if self.unless and self.unless in row else self.must:
            if name not in row:
                yield f'{what} lacks "{name}"'
        for name, value in row.items():
            if name not in self.shape:
                yield f'{what} has "{name}", which is none of its keys: {", ".join(self.shape)}'
            elif not self.shape[name][0](value):
                told = json.dumps(value, ensure_ascii=False)
                yield f'{what}: "{name}" is {told}; it must be {self.shape[name][1]}'


@dataclass(frozen=True, slots=True)
class Language:
    """The forms of a kind of file: of its lines, by what they speak of, and of the lists in a sentence's."""

    lines: Mapping[str, Form]
    entries: Mapping[str, Form]
    relation: Form


_SENTENCE: Shape = {
    "s": _NUMBER, "actors": (_actors, _NAMES[1]),
    "claims": _OBJECTS, "events": _OBJECTS, "decisions": _OBJECTS,
    "split": (_texts, "a list with the first words of each further sentence"), "joined": _TRUTH,
}  # fmt: skip
_POSITION: Shape = {
    "position": _TEXT, "label": _TEXT, "holders": _NAMES, "claims": (_texts, "a list of claim ids"),
    "named": (_places, 'a list of [sentence, "verbatim piece"]'),
}  # fmt: skip
_CLAIM: Shape = {
    "id": _TEXT, "holder": _HOLDER, "voice": _one_of(Voice), "cue": _OPTIONAL, "content": _TEXT,
    "hedged": _TRUTH, "negated": _TRUTH, "relations": _OBJECTS, "notes": _NUMBERS, "within": _OPTIONAL,
    "to": _NUMBER, "cue_at": _NUMBER, "content_at": _NUMBER,
}  # fmt: skip
_RELATION: Shape = {
    "type": _one_of(RelationType), "target": _TEXT, "target_kind": _one_of(TargetKind), "cue": _OPTIONAL,
    "cue_at": _NUMBER,
}  # fmt: skip
_EVENT: Shape = {
    "trigger": _TEXT, "type": _one_of(EventType), "agents": _NAMES, "recipients": _NAMES, "place": _OPTIONAL,
    "date": _EDTF, "factuality": _one_of(Factuality), "notes": _NUMBERS, "to": _NUMBER, "trigger_at": _NUMBER,
}  # fmt: skip
_DECISION: Shape = {
    "decider": _NAMES, "trigger": _TEXT, "kind": _one_of(DecisionKind), "content": _OPTIONAL,
    "addressee": _NAMES, "date": _EDTF, "notes": _NUMBERS, "to": _NUMBER,
    "trigger_at": _NUMBER, "content_at": _NUMBER,
}  # fmt: skip
#: What an entry of a reading may have besides: the candidate it was made from, the reader's words, why.
_OURS: Shape = {"from": _TEXT, "words": _TEXT, "why": _TEXT}
#: The lines of an annotation.
ANNOTATION = Language(
    lines={"s": Form(_SENTENCE, ("s",)), "position": Form(_POSITION, ("position", "label"))},
    entries={
        "claims": Form(_CLAIM, ("id", "holder", "voice", "content")),
        "events": Form(_EVENT, ("trigger", "type")),
        "decisions": Form(_DECISION, ("trigger", "kind")),
    },
    relation=Form(_RELATION, ("type", "target")),
)
#: The lines of a reading: those of an annotation, where an entry may come from a candidate, and identities.
READING = Language(
    lines={
        "s": Form({**_SENTENCE, "why": (_reasons, 'reasons by candidate: {"c12": "narrative"}')}, ("s",)),
        "position": ANNOTATION.lines["position"],
        "actor": Form(
            {"actor": _TEXT, "also": _NAMES, "not": _NAMES, "kind": _one_of(ActorKind), "why": _TEXT},
            ("actor",),
        ),
        "same_event": Form(
            {"same_event": (_some_texts, 'a list of events: ["12:1", "40:2"]'), "why": _TEXT}, ("same_event",)
        ),
    },
    entries={
        "claims": Form({**_CLAIM, **_OURS, "same_as": _TEXT}, ("id", "holder", "voice", "content"), "from"),
        "events": Form({**_EVENT, **_OURS}, ("trigger", "type"), "from"),
        "decisions": Form({**_DECISION, **_OURS}, ("trigger", "kind"), "from"),
    },
    relation=ANNOTATION.relation,
)  # fmt: skip


def read_lines(files: Iterable[Path], faults: Faults, language: Language = ANNOTATION) -> list[Line]:
    """The lines of some files that are JSON objects and have the right shape; faults are noted."""
    out: list[Line] = []
    for file in files:
        out += lines_of(file.name, file.read_text("utf-8-sig"), faults, language)
    return out


def lines_of(name: str, text: str, faults: Faults, language: Language = ANNOTATION) -> Iterator[Line]:
    """The lines of one file's text; `name` is what faults call the file."""
    for number, row in enumerate(text.splitlines(), 1):
        if row.strip() and (line := _line(name, number, row, faults, language)) is not None:
            yield line


def _line(file: str, number: int, text: str, faults: Faults, language: Language) -> Line | None:
    line = Line(file, number, {})
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        faults.at(line, f"is not JSON: {error}. One object on one line: {{...}}")
        return None
    subject = next((key for key in language.lines if isinstance(row, dict) and key in row), None)
    if subject is None:
        known = ", ".join(f'"{key}"' for key in language.lines)
        faults.at(line, f"must be an object with one of {known}")
        return None
    line.row = row
    before = len(faults.found)
    for message in _shape_faults(row, subject, language):
        faults.at(line, message)
    return line if len(faults.found) == before else _without_bad(line, subject, language)


def _without_bad(line: Line, subject: str, language: Language) -> Line:
    """The line with what is of the right shape only, so that the rest is checked in the same run."""
    shape = language.lines[subject].shape
    row = {k: v for k, v in line.row.items() if k in shape and shape[k][0](v)}
    for key, own in language.entries.items():
        if subject == "s" and key in row:
            row[key] = [r for r in row[key] if not list(own.faults(r, key))]
    line.row = row
    return line


def _shape_faults(row: Row, subject: str, language: Language) -> Iterable[str]:
    """Everything wrong with the shape of a line."""
    yield from language.lines[subject].faults(row, "the line" if subject == "s" else f"the {subject}")
    for key, form in language.entries.items() if subject == "s" else ():
        rows: Any = row.get(key)
        for k, item in enumerate(rows if _objects(rows) else (), 1):
            what = f"{key[:-1]} {item.get('id') or k}"
            yield from form.faults(item, what)
            relations = item.get("relations") if key == "claims" else ()
            for relation in relations if _objects(relations) else ():
                yield from language.relation.faults(relation, f"a relation of {what}")
