"""How a picture draws a date: from which day to which, and in what way it is uncertain."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

#: Marks of EDTF: about, perhaps, and both.
_ABOUT, _PERHAPS, _BOTH = "~", "?", "%"
_MONTHS = calendar.month_name[1:]
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def drawn_date(row: Mapping[str, str]) -> dict[str, object]:
    """Of a row with `date` (EDTF), `first` and `last`: `from` and `to` (days; an open interval has its one
    bound twice), `open` ("start" or "end"), `about` and `perhaps`, and the date in `words`; nothing where the
    row has no date that can be drawn."""
    date, first, last = row.get("date", ""), row.get("first", ""), row.get("last", "")
    if not date or not (first or last):
        return {}
    drawn: dict[str, object] = {"from": first or last, "to": last or first, "words": in_words(date)}
    if not first or not last:
        drawn["open"] = "end" if first else "start"
    if set(date) & {_ABOUT, _BOTH}:
        drawn["about"] = True
    if set(date) & {_PERHAPS, _BOTH}:
        drawn["perhaps"] = True
    return drawn


def in_words(edtf: str) -> str:
    """An EDTF date as a reader says it: "about 5 September 1945", "until December 1949, perhaps"."""
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf)
    if begin in ("", ".."):
        return f"until {_one(end)}"
    if end in ("", ".."):
        return f"from {_one(begin)} on"
    return f"{_one(begin)} to {_one(end)}"


def _one(edtf: str) -> str:
    plain = edtf.rstrip(_ABOUT + _PERHAPS + _BOTH)
    marks = edtf[len(plain) :]
    said = _plain(plain)
    if set(marks) & {_ABOUT, _BOTH}:
        said = f"about {said}"
    return f"{said}, perhaps" if set(marks) & {_PERHAPS, _BOTH} else said


def _plain(text: str) -> str:
    """A year, month, season or day in words; any other form as it is written."""
    year, *rest = text.split("-") if not text.startswith("-") else [text]
    if not rest or not all(part.isdecimal() for part in rest):
        return f"the {text[:3]}0s" if text.endswith("X") and text[:3].isdecimal() and len(text) == 4 else text
    if rest[0] in _SEASONS:
        return f"{_SEASONS[rest[0]]} {year}"
    if not 1 <= int(rest[0]) <= 12:
        return text
    month = f"{_MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month
