"""A record as a row of words that a person can read and change, and the changes of such a row as changes of
the record.

The same columns serve spreadsheets and annotation editors: `who`, `whom`, `type`, `when`, `place`, `stance`.
Lists are joined by "; ".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regesta.extract.record import Actor, Citation, Claim, Date, Decision, Event, Record, Source

#: The columns a person may change, in the order they are shown.
EDITABLE = ("who", "whom", "type", "when", "place", "stance")
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class _Column:
    """A field behind a column: `many` when it is a list of names."""

    field: str
    many: bool = False


_COLUMNS: Mapping[str, Mapping[str, _Column]] = {
    "claim": {"who": _Column("holder", True), "type": _Column("voice")},
    "event": {
        "who": _Column("agents", True),
        "whom": _Column("recipients", True),
        "type": _Column("type"),
        "place": _Column("place"),
        "stance": _Column("factuality"),
    },
    "decision": {
        "who": _Column("deciders", True),
        "whom": _Column("addressees", True),
        "type": _Column("decision"),
    },
    "mention": {"who": _Column("actor"), "type": _Column("form")},
    "actor": {"who": _Column("name"), "type": _Column("actor_kind")},
    "citation": {"type": _Column("type")},
    "source": {"type": _Column("type")},
}
#: The stances of a claim, as words in one cell.
_STANCES = ("hedged", "negated")


class ColumnError(ValueError):
    """A cell that says what its column cannot hold; the message says what and what to type."""


def row_of(record: Record) -> dict[str, str]:
    """The editable columns of a record, empty where it has none."""
    out = dict.fromkeys(EDITABLE, "")
    for name, column in _COLUMNS.get(record.kind, {}).items():
        value = getattr(record, column.field)
        out[name] = _SEPARATOR.join(value) if column.many else str(value)
    if isinstance(record, Event | Decision) and record.date is not None:
        out["when"] = record.date.edtf
    if isinstance(record, Claim):
        out["stance"] = _SEPARATOR.join(s for s in _STANCES if getattr(record, s))
    return out


def label_of(record: Record) -> str:
    """A record without a place in the text, in words; "" for one that stands in it."""
    match record:
        case Actor():
            return record.name
        case Source():
            return record.label or record.fields.title
        case Citation():
            return record.fields.title
    return ""


def changes_of(record: Record, row: Mapping[str, str]) -> dict[str, Any]:
    """What a row says otherwise than the record: field -> new value in JSON form; columns the row has not are
    left as they are.

    Errors: ColumnError for a column that a record of this kind has not, or a stance that is none.
    """
    was = row_of(record)
    out: dict[str, Any] = {}
    for name in EDITABLE:
        if name in row and not _same(row[name], was[name]):
            out |= _change(record, name, " ".join(row[name].split()))
    return out


def _change(record: Record, name: str, value: str) -> dict[str, Any]:
    """The fields that one cell changes."""
    column = _COLUMNS.get(record.kind, {}).get(name)
    if column is not None:
        return {column.field: _names(value) if column.many else value}
    if name == "when" and isinstance(record, Event | Decision):
        return {"date": _date(record.date, value)}
    if name == "stance" and isinstance(record, Claim):
        return _stance(value)
    raise ColumnError(f"a {record.kind} has no {name}; leave that cell empty")


def _stance(value: str) -> dict[str, Any]:
    """A claim's stance, a flag for each of its words."""
    named = set(_names(value.lower()))
    if named - set(_STANCES):
        raise ColumnError(
            f"stance is {value!r}; a claim's stance is any of {', '.join(_STANCES)}, joined by a semicolon, "
            "or nothing"
        )
    return {stance: stance in named for stance in _STANCES}


def _same(one: str, other: str) -> bool:
    return _names(" ".join(one.split())) == _names(other)


def _names(value: str) -> list[str]:
    return [part for part in (p.strip() for p in value.split(";")) if part]


def _date(was: Date | None, edtf: str) -> dict[str, Any] | None:
    """The date as a reviewer wants it; the words that carried the old one stay its evidence."""
    if not edtf:
        return None
    kept = {"text": was.text, "span": list(was.span)} if was is not None and was.span is not None else {}
    return {"edtf": edtf, **kept}
