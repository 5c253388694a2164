"""Annotations as their authors write them, one JSON object a line: their keys, closed lists and dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, get_args

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from regesta.extract.record import DecisionKind, EventType, Factuality, RelationType, TargetKind, Voice

Row = Mapping[str, Any]


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
        """The number of its sentence, or of its position."""
        return self.row.get("s", self.row.get("position", ""))


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
#: What each object of an annotation may have, and what its values must be.
SENTENCE: Shape = {
    "s": _NUMBER, "actors": (_actors, _NAMES[1]), "claims": _OBJECTS, "events": _OBJECTS, "decisions": _OBJECTS,
    "split": (_texts, "a list with the first words of each further sentence"), "joined": _TRUTH,
}  # fmt: skip
POSITION: Shape = {
    "position": _TEXT, "label": _TEXT, "holders": _NAMES, "claims": (_texts, "a list of claim ids"),
    "named": (_places, 'a list of [sentence, "verbatim piece"]'),
}  # fmt: skip
CLAIM: Shape = {
    "id": _TEXT, "holder": _HOLDER, "voice": _one_of(Voice), "cue": _OPTIONAL, "content": _TEXT,
    "hedged": _TRUTH, "negated": _TRUTH, "relations": _OBJECTS, "notes": _NUMBERS, "within": _OPTIONAL,
    "to": _NUMBER, "cue_at": _NUMBER, "content_at": _NUMBER,
}  # fmt: skip
RELATION: Shape = {
    "type": _one_of(RelationType), "target": _TEXT, "target_kind": _one_of(TargetKind), "cue": _OPTIONAL,
    "cue_at": _NUMBER,
}  # fmt: skip
EVENT: Shape = {
    "trigger": _TEXT, "type": _one_of(EventType), "agents": _NAMES, "recipients": _NAMES, "place": _OPTIONAL,
    "date": _EDTF, "factuality": _one_of(Factuality), "notes": _NUMBERS, "to": _NUMBER, "trigger_at": _NUMBER,
}  # fmt: skip
DECISION: Shape = {
    "decider": _NAMES, "trigger": _TEXT, "kind": _one_of(DecisionKind), "content": _OPTIONAL, "addressee": _NAMES,
    "date": _EDTF, "notes": _NUMBERS, "to": _NUMBER, "trigger_at": _NUMBER, "content_at": _NUMBER,
}  # fmt: skip
#: What must be there in each.
_MUST: Mapping[int, tuple[str, ...]] = {
    id(SENTENCE): ("s",),
    id(POSITION): ("position", "label"),
    id(CLAIM): ("id", "holder", "voice", "content"),
    id(RELATION): ("type", "target"),
    id(EVENT): ("trigger", "type"),
    id(DECISION): ("trigger", "kind"),
}


def checked(row: Row, shape: Shape, what: str) -> Iterable[str]:
    """What is wrong with one object, in words."""
    for name in _MUST[id(shape)]:
        if name not in row:
            yield f'{what} lacks "{name}"'
    for name, value in row.items():
        if name not in shape:
            yield f'{what} has "{name}", which is none of its keys: {", ".join(shape)}'
        elif not shape[name][0](value):
            yield f'{what}: "{name}" is {json.dumps(value, ensure_ascii=False)}; it must be {shape[name][1]}'


def read_lines(files: Iterable[Path], faults: Faults) -> list[Line]:
    """The lines of some annotation files that are JSON objects and have the right shape; faults are noted."""
    out: list[Line] = []
    for file in files:
        for number, text in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
            if not text.strip():
                continue
            line = _line(file.name, number, text, faults)
            if line is not None:
                out.append(line)
    return out


def _line(file: str, number: int, text: str, faults: Faults) -> Line | None:
    line = Line(file, number, {})
    try:
        row = json.loads(text)
    except ValueError as error:
        faults.at(line, f"is not JSON: {error}. One object on one line: {{...}}")
        return None
    if not isinstance(row, dict) or not ("s" in row or "position" in row):
        faults.at(line, 'must be an object with "s" (a sentence) or "position"')
        return None
    line.row = row
    before = len(faults.found)
    for message in _shape_faults(row):
        faults.at(line, message)
    return line if len(faults.found) == before else _without_bad(line)


def _without_bad(line: Line) -> Line:
    """The line with what is of the right shape only, so that the rest is checked in the same run."""
    row = dict(line.row)
    shape = SENTENCE if "s" in row else POSITION
    row = {k: v for k, v in row.items() if k in shape and shape[k][0](v)}
    for key, own in (("claims", CLAIM), ("events", EVENT), ("decisions", DECISION)):
        if "s" in row and key in row:
            row[key] = [r for r in row[key] if not list(checked(r, own, key))]
    line.row = row
    return line


def _shape_faults(row: Row) -> Iterable[str]:
    """Everything wrong with the shape of a line."""
    if "position" in row:
        yield from checked(row, POSITION, "the position")
        return
    yield from checked(row, SENTENCE, "the line")
    for key, shape in (("claims", CLAIM), ("events", EVENT), ("decisions", DECISION)):
        rows = row.get(key)
        for k, item in enumerate(rows if _objects(rows) else (), 1):
            what = f"{key[:-1]} {item.get('id') or k}"
            yield from checked(item, shape, what)
            relations = item.get("relations") if key == "claims" else ()
            for relation in relations if _objects(relations) else ():
                yield from checked(relation, RELATION, f"a relation of {what}")
