"""Dates said by distance from another: "on the following day", "two months later", "the same year"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from regesta.extract.text.dates.grammar import DateMatch
from regesta.extract.text.dates.words import DateWords

_POINT = re.compile(r"\d{4}(-\d\d){0,2}~?")
_DAYS = {"day": 1, "week": 7}


def resolve_relative(
    text: str, words: DateWords, anchor: str | None, known: Sequence[DateMatch] = ()
) -> list[DateMatch]:
    """The relative dates of a text that can be settled: against the last date before them in `known` (dates
    of the same text), else against `anchor`.

    A day needs an anchor that is a day, a month one that names a month; what cannot be settled is left out.
    """
    out = []
    for m in words.relative.pattern.finditer(text):
        row, groups = words.relative.read(m)
        before = [d.edtf for d in known if d.end <= m.start() and _POINT.fullmatch(d.edtf)]
        base = before[-1] if before else anchor
        edtf = _counted(base, groups, words.relative_steps[row], words) if base else ""
        if edtf:
            start = m.start() + len(m.group()) - len(m.group().lstrip())
            said = text[start : m.end()]
            out.append(DateMatch(start, m.end(), edtf, said, words.confidence.relative, inferred=True))
    return out


def _counted(base: str, groups: Mapping[str, str], steps: int, words: DateWords) -> str:
    """The date the groups of an expression count from `base`, "" when it is not precise enough."""
    if "day" in groups:
        return day_of_month(base, int(groups["day"]))
    if "month" in groups:
        return f"{int(base[:4]) + steps:04d}-{words.month(groups['month']):02d}"
    unit, many = words.relative_units[groups["unit"].lower()]
    number = words.number(groups["count"]) if "count" in groups else 1
    edtf = shifted(base, unit, steps * number * many)
    blurred = "about" in groups or unit == "week"
    return f"{edtf}~" if edtf and blurred and not edtf.endswith("~") else edtf


def day_of_month(base: str, day: int) -> str:
    """The next day of that number from a date on, "" when its month is not known or too short: ("1946-11-20",
    23) -> "1946-11-23", ("1946-11-20", 3) -> "1946-12-03"."""
    parts = [int(x) for x in base.rstrip("~").split("-")]
    if len(parts) < 2:
        return ""
    months = parts[0] * 12 + parts[1] - 1 + (len(parts) > 2 and day < parts[2])
    try:
        return date(months // 12, months % 12 + 1, day).isoformat()
    except ValueError:
        return ""


def shifted(base: str, unit: str, steps: int) -> str:
    """An EDTF date moved by steps of a unit (day, week, month, year), "" when it is not precise enough:
    ("1945-12-31", "day", 1) -> "1946-01-01"."""
    parts = [int(x) for x in base.rstrip("~").split("-")]
    if unit in _DAYS:
        blur = "~" if base.endswith("~") or (unit == "week" and steps == 0) else ""
        moved = _moved(parts, steps * _DAYS[unit])
        return moved and moved + blur
    if unit == "month":
        months = parts[0] * 12 + parts[1] - 1 + steps if len(parts) > 1 else None
        return "" if months is None else f"{months // 12:04d}-{months % 12 + 1:02d}"
    return f"{parts[0] + steps:04d}"


def _moved(parts: Sequence[int], days: int) -> str:
    """A year, month and day moved by days, "" when one of them is missing or the calendar ends."""
    if len(parts) < 3:
        return ""
    try:
        return (date(parts[0], parts[1], parts[2]) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""
