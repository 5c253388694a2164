"""Dates as people write them: EDTF in, words out."""

from __future__ import annotations

import re
from collections.abc import Callable

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
#: What stands behind a date that is not certain (EDTF level 1).
_DOUBT = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}
_DAY = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
_DECADE = re.compile(r"(\d{3})X()()([~?%]?)")
_CENTURY = re.compile(r"(\d{2})XX()()([~?%]?)")
_SET = re.compile(r"([\[{])([^\[\]{}]+)[\]}]")
_OPEN = ("", "..")


def in_words(edtf: str) -> str:
    """`1946-03-24` as "24 March 1946", `1946-03~` as "about March 1946", `1946/..` as "from 1946 on"; what is
    not understood stays as it is written."""
    begin, slash, finish = edtf.partition("/")
    if slash:
        return _between(begin, finish)
    if found := _SET.fullmatch(edtf):
        joined = " or " if found[1] == "[" else " and "
        return joined.join(in_words(one.strip()) for one in found[2].split(",")).replace("..", " to ")
    return _single(edtf)


def _between(begin: str, finish: str) -> str:
    if begin in _OPEN:
        return f"until {_single(finish)}" if finish not in _OPEN else "at no known time"
    if finish in _OPEN:
        return f"from {_single(begin)} on"
    return f"{_single(begin)} to {_single(finish)}"


def _single(edtf: str) -> str:
    for pattern, said in _FORMS:
        if found := pattern.fullmatch(edtf):
            return _DOUBT[found[4]] + said(found)
    return edtf


def _day(found: re.Match[str]) -> str:
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    said = f"{-int(year) + 1} BC" if year.startswith("-") else str(int(year))
    named = _MONTHS[month - 1] if 1 <= month <= len(_MONTHS) else _SEASONS.get(month, "")
    if month and not named:
        return found[0].rstrip("~?%")
    return " ".join(part for part in (str(day) if day else "", named, said) if part)


def _century(found: re.Match[str]) -> str:
    number = int(found[1]) + 1
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} century"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_DAY, _day),
    (_DECADE, lambda found: f"{found[1]}0s"),
    (_CENTURY, _century),
)

__all__ = ["in_words"]
