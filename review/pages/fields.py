"""The edit form of a record: its fields as strings a person can type, and what they typed as field values
again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from regesta.extract.record import Date, Fields, Holding, Record, Relation, Span, target_kind_of
from regesta.ontology.terms import CONCEPTS
from regesta.review.acts import ActError
from regesta.review.reanchoring import anchor
from regesta.review.validation import CHOICES, RELATION_TYPES

Widget = Literal["text", "area", "choice", "span"]
_OFFSETS = re.compile(r"^\s*(\d+)\s*[-–:]\s*(\d+)\s*$")
#: The fold of the bibliographic fields that hold nothing.
EMPTY = "More of the description (empty)"
#: What the ends of formal statements are picked from.
ENDS = "event decision actor"
_LISTS = ("authors", "author_names", "editors", "translators")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One control of the form. `field` is the record's field it belongs to, `words` the text at its span,
    `group` the fold it lies in ("": in sight), `hint` what such a value looks like.

    `pick` names the kind of record its pick-list offers; `many`: several values parted by semicolons.
    """

    name: str
    field: str
    label: str
    value: str = ""
    widget: Widget = "text"
    options: tuple[str, ...] = ()
    pick: str = ""
    many: bool = False
    words: str = ""
    group: str = ""
    hint: str = ""


@lru_cache(maxsize=1)
def form_table() -> Mapping[str, tuple[tuple[str, str, str, str], ...]]:
    """Per record kind, (field, widget, label, fold or "") in the order shown: `fields.toml` beside this
    module."""
    table = tomllib.loads(resources.files("regesta.review.pages").joinpath("fields.toml").read_text("utf-8"))
    return {
        kind: tuple((row[0], row[1], row[2], row[3] if len(row) > 3 else "") for row in rows)
        for kind, rows in table.items()
    }


def inputs_of(record: Record, text: str) -> list[Input]:
    """The controls of a record's form, in order; `text` is its document's raw text."""
    out: list[Input] = []
    for name, widget, label, group in form_table().get(record.kind, ()):
        widget, _, pick = widget.partition(":")
        made = _controls(record, name, widget, pick, label, text)
        out.extend(replace(i, group=i.group or group) for i in made)
    return out


def changes_of(record: Record, sent: Mapping[str, str], text: str) -> dict[str, Any]:
    """The fields a sent form changes, as JSON values. A control that was not sent, or holds what it was shown
    with, changes nothing.

    Errors: ActError for a span whose words are not in the text, and the like.
    """
    shown = inputs_of(record, text)
    now = {i.name: _plain(sent[i.name]) if i.name in sent else i.value for i in shown}
    touched = dict.fromkeys(i.field for i in shown if now[i.name] != _plain(i.value))
    widgets = {name: widget.partition(":")[0] for name, widget, _, _ in form_table().get(record.kind, ())}
    return {f: read_field(record, f, widgets[f], now, text) for f in touched}


def _plain(value: str) -> str:
    return value.replace("\r\n", "\n").strip()


@dataclass(frozen=True, slots=True)
class _Control:
    """A field of a record as a form shows it: `at` is the name of its input, `pick` the kind of thing it is
    picked from."""

    record: Record
    name: str
    label: str
    pick: str
    text: str

    @property
    def at(self) -> str:
        return f"f.{self.name}"

    @property
    def value(self) -> Any:
        return getattr(self.record, self.name)

    def input(self, value: str, *, part: str = "", label: str = "", **more: Any) -> Input:
        """One input of the field; a part of it is named after it."""
        at = f"{self.at}.{part}" if part else self.at
        return Input(name=at, field=self.name, label=label or self.label, value=value, **more)


def _controls(record: Record, name: str, widget: str, pick: str, label: str, text: str) -> list[Input]:
    control = _Control(record, name, label, pick, text)
    return _WIDGETS.get(widget, _plain_words)(control)


def _plain_words(c: _Control) -> list[Input]:
    return [c.input(str(c.value), pick=c.pick)]


def _area(c: _Control) -> list[Input]:
    return [c.input(str(c.value), widget="area")]


def _many_passages(c: _Control) -> list[Input]:
    shown = " ".join(_offsets(s) for s in c.value)
    return [c.input(shown, widget="span", many=True, words=_words(c.text, *c.value))]


def _one_passage(c: _Control) -> list[Input]:
    return [c.input(_offsets(c.value), widget="span", words=_words(c.text, c.value) if c.value else "")]


def _list_of_names(c: _Control) -> list[Input]:
    return [c.input("; ".join(c.value), pick=c.pick, many=True)]


def _choice(c: _Control) -> list[Input]:
    return [c.input(c.value, widget="choice", options=CHOICES[(c.record.kind, c.name)])]


def _yes_or_no(c: _Control) -> list[Input]:
    return [c.input("yes" if c.value else "no", widget="choice", options=("no", "yes"))]


def _date_and_its_words(c: _Control) -> list[Input]:
    date = c.value or Date()
    return [
        c.input(date.edtf, part="edtf", hint="1946-03-02 or 1946-03~"),
        c.input(_offsets(date.span), part="span", label="Words that date it", widget="span", words=date.text),
    ]


def _answers_and_one_more(c: _Control) -> list[Input]:
    out: list[Input] = []
    for n, relation in enumerate([*c.value, Relation(type="supports", target="")]):
        does, whom = ("What it does", "to which") if relation.target else ("It also", "this claim")
        kind = relation.type if relation.target else ""
        kinds = ("", *RELATION_TYPES)
        out.append(c.input(kind, part=f"{n}.type", label=does, widget="choice", options=kinds))
        out.append(c.input(relation.target, part=f"{n}.target", label=whom, pick="claim"))
    return out


def _formal_content_and_one_more(c: _Control) -> list[Input]:
    """Three inputs a statement: whom or what it is about, what is said, and of whom, when or how."""
    out: list[Input] = []
    for n, said in enumerate([*c.value, None]):
        more = "" if said else " (one more)"
        subject, predicate, value = (said.subject, said.predicate, said.object) if said else ("", "", "")
        out.append(c.input(subject, part=f"{n}.subject", label=f"The event, or who{more}", pick=ENDS))
        kinds = ("", *CONCEPTS["formal-predicate"])
        out.append(c.input(predicate, part=f"{n}.predicate", label="is said", widget="choice", options=kinds))
        hint = "an actor, an event, 1950-01, or a word such as reject"
        out.append(
            c.input(value, part=f"{n}.object", label=f"Whom, what or when{more}", pick=ENDS, hint=hint)
        )
    return out


def _holdings(c: _Control) -> list[Input]:
    lines = [" | ".join([h.archive, *(f"{level}: {number}" for level, number in h.path)]) for h in c.value]
    return [c.input("\n".join(lines), widget="area")]


def _identifiers(c: _Control) -> list[Input]:
    return [c.input("\n".join(f"{k}: {v}" for k, v in c.value), widget="area")]


def _fields_of_a_citation(c: _Control) -> list[Input]:
    return [_of_fields(c.at, c.name, f.name, getattr(c.value, f.name)) for f in fields(Fields)]


_WIDGETS: Mapping[str, Callable[[_Control], list[Input]]] = {
    "area": _area,
    "spans": _many_passages,
    "span": _one_passage,
    "span?": _one_passage,
    "names": _list_of_names,
    "choice": _choice,
    "flag": _yes_or_no,
    "date": _date_and_its_words,
    "relations": _answers_and_one_more,
    "formal": _formal_content_and_one_more,
    "held_in": _holdings,
    "identifiers": _identifiers,
    "fields": _fields_of_a_citation,
}


def _of_fields(at: str, field: str, name: str, held: Any) -> Input:
    if name in _LISTS:
        shown = "; ".join(held)
    elif name == "units":
        shown = " | ".join(f"{level}: {number}" for level, number in held)
    else:
        shown = str(held)
    return Input(
        name=f"{at}.{name}",
        field=field,
        label=name.replace("_", " "),
        value=shown,
        many=name in _LISTS,
        group="" if shown else EMPTY,
    )


def _offsets(span: Span | None) -> str:
    return f"{span[0]}-{span[1]}" if span else ""


def _words(text: str, *spans: Span) -> str:
    return " … ".join(" ".join(text[a:b].split()) for a, b in spans)


def read_field(record: Record, field: str, widget: str, now: Mapping[str, str], text: str) -> Any:
    """One field's value, as JSON, out of what the controls of the form hold now.

    Errors: ActError for what cannot be read.
    """
    held = _Held(record, field, now, text)
    read = _READERS.get(widget)
    return read(held) if read is not None else held.words


@dataclass(frozen=True, slots=True)
class _Held:
    """What the controls of one field hold when a form is sent."""

    record: Record
    field: str
    now: Mapping[str, str]
    text: str

    @property
    def at(self) -> str:
        return f"f.{self.field}"

    @property
    def words(self) -> str:
        return self.now[self.at]

    def passage(self) -> list[int]:
        return list(_span(self.words, self.text, self.record))


def _read_identifiers(held: _Held) -> dict[str, str]:
    pairs = [line.partition(":") for line in held.words.splitlines() if line.strip()]
    if bad := next((k for k, colon, v in pairs if not (colon and k.strip() and v.strip())), None):
        raise ActError(f"the identifier {bad!r} has no value. Type one a line, as in: wikidata: Q855")
    return {k.strip(): v.strip() for k, _, v in pairs}


_READERS: Mapping[str, Callable[[_Held], Any]] = {
    "spans": lambda held: [list(s) for s in _spans(held.words, held.text, held.record)],
    "span": lambda held: held.passage(),
    "span?": lambda held: held.passage() if held.words else None,
    "names": lambda held: _several(held.words),
    "flag": lambda held: held.words == "yes",
    "date": lambda held: _date(
        held.now[f"{held.at}.edtf"], held.now[f"{held.at}.span"], held.text, held.record
    ),
    "relations": lambda held: _relations(held.record, held.now),
    "formal": lambda held: _formal(held.now),
    "held_in": lambda held: [_holding(line) for line in held.words.splitlines() if line.strip()],
    "identifiers": _read_identifiers,
    "fields": lambda held: _fields(held.at, held.now),
}


def _several(value: str) -> list[str]:
    return [v.strip() for v in value.split(";") if v.strip()]


def _spans(value: str, text: str, record: Record) -> list[Span]:
    parts = value.split()
    if parts and all(_OFFSETS.match(p) for p in parts):
        return [_span(p, text, record) for p in parts]
    return [_span(value, text, record)]


def _span(value: str, text: str, record: Record) -> Span:
    """Offsets as typed, or the words themselves: where they stand nearest to the record."""
    if found := _OFFSETS.match(value):
        return int(found[1]), int(found[2])
    words = value.split()
    if not words:
        raise ActError(
            "a span is empty. Select words in the text, or type them, or type two offsets such as 1241-1410."
        )
    place = anchor(record) or (0, 0)
    places = [m.span() for m in re.finditer(r"\s+".join(re.escape(w) for w in words), text)]
    if not places:
        raise ActError(
            f"the words {' '.join(words)!r} do not stand in the text. Select them in the text, or type two "
            "offsets such as 1241-1410."
        )
    return min(places, key=lambda s: (abs(s[0] - place[0]), s))


def _date(edtf: str, span: str, text: str, record: Record) -> dict[str, Any] | None:
    known: Date | None = getattr(record, "date", None)
    out: dict[str, Any] = {"edtf": edtf}
    if known is not None and span == _offsets(known.span):
        # The words stay as they were read, with or without a place.
        out |= {"text": known.text, "span": list(known.span) if known.span else None}
        return out if edtf or known.span else None
    if not edtf and not span:
        return None
    if span:
        a, b = _span(span, text, record)
        out |= {"span": [a, b], "text": " ".join(text[a:b].split())}
    return out


def _relations(record: Record, now: Mapping[str, str]) -> list[dict[str, Any]]:
    known = {r["target"]: r for r in record.to_dict().get("relations", [])}
    out: list[dict[str, Any]] = []
    for n in range(len(known) + 1):
        kind, target = now.get(f"f.relations.{n}.type", ""), now.get(f"f.relations.{n}.target", "")
        if not target:
            continue
        if not kind:
            raise ActError(f"say what this claim does to {target}: {', '.join(RELATION_TYPES)}.")
        other = {"target_kind": target_kind_of(target)}
        out.append({**(known.get(target) or other), "type": kind, "target": target})
    return out


def _formal(now: Mapping[str, str]) -> list[dict[str, str]]:
    """The formal statements of a form; one that is quite empty is none.

    Errors: ActError for one of which a part is lacking.
    """
    out: list[dict[str, str]] = []
    n = 0
    while f"f.formal.{n}.predicate" in now:
        row = {part: now.get(f"f.formal.{n}.{part}", "") for part in ("subject", "predicate", "object")}
        n += 1
        if not any(row.values()):
            continue
        if lacking := [part for part, value in row.items() if not value]:
            raise ActError(
                f"a formal statement lacks its {' and '.join(lacking)}. Fill all three of its "
                "fields, or empty them all."
            )
        out.append(row)
    return out


def _holding(line: str) -> dict[str, Any]:
    archive, *units = (part.strip() for part in line.split("|"))
    return {"archive": archive, "path": [_unit(u) for u in units if u]}


def _unit(words: str) -> list[str]:
    level, colon, number = (part.strip() for part in words.partition(":"))
    if not (level and colon and number):
        raise ActError(
            f"{words!r} is not a level and its number. Type for instance: TNA | series: FO 371 | piece: 31412"
        )
    return [level, number]


def _fields(at: str, now: Mapping[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for f in fields(Fields):
        value = now[f"{at}.{f.name}"]
        if not value:
            continue
        if f.name in _LISTS:
            out[f.name] = _several(value)
        elif f.name == "units":
            out[f.name] = [_unit(u.strip()) for u in value.split("|") if u.strip()]
        else:
            out[f.name] = value
    return out


def held_words(holding: Holding) -> str:
    """One archive path in words, outermost unit first."""
    return " › ".join([holding.archive, *(f"{level} {number}" for level, number in holding.path)])
