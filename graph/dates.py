"""EDTF dates as ranges of days, so that SPARQL can compare them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

_PLAIN = re.compile(r"^(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?[~?%]?$")
_ABOUT_DAY = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[~%]$")
#: So many days an approximate day reaches to either side.
_NEAR = timedelta(days=5)
#: The days that stand for the early part, the middle and the late part of a month.
_PARTS = (5, 15, 25)
_DECADE = re.compile(r"^(\d{3})X$")
_CENTURY = re.compile(r"^(\d{2})XX$")
_SEASON = re.compile(r"^(\d{4})-(2[1-3])[~?%]?$")
_SET = re.compile(r"^(?:\{([^{}.]+)\}|\[([^\[\].]+)\])$")
_OPEN = ("", "..")

Range = tuple[date | None, date | None]


class DateError(ValueError):
    """A date that is not EDTF; the message says what was read and what a date looks like."""


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Range:
    """The first and the last day an EDTF date may mean, None where it is open.

    An approximate day is never one day: it reaches five days to either side, and as "early", "mid" or "late"
    (the 5th, the 15th, the 25th or the last) it stays within its month. `~` and `%` do not widen months and
    years, and `?` widens nothing.

    Plain dates, their intervals and sets, seasons but winter, decades and centuries are read here (a
    microsecond each), the rest of level 1 and 2 by the `edtf` library (some 10 ms each); the tests hold both
    to the same answers.
    Errors: DateError when it is not EDTF, has no such day, or ends before it begins.
    """
    begin, slash, finish = edtf.partition("/")
    if not slash:
        low, high = _single(edtf)
    else:
        low = None if begin in _OPEN else _single(begin)[0]
        high = None if finish in _OPEN else _single(finish)[1]
    if low and high and high < low:
        raise DateError(f"the date {edtf!r} ends ({high}) before it begins ({low})")
    return low, high


def _single(text: str) -> Range:
    """One date without a slash: read by the first form it has, else by the library."""
    for pattern, read in _FORMS:
        if found := pattern.match(text):
            return read(found)
    return _by_library(text)


def _plain(found: re.Match[str]) -> Range:
    """A year, month or day."""
    year, month, day = int(found[1]), found[2], found[3]
    first, last = int(month or 1), int(month or 12)
    try:
        return date(year, first, int(day or 1)), date(
            year, last, int(day or calendar.monthrange(year, last)[1])
        )
    except ValueError as error:
        raise DateError(f"the date {found[0]!r} does not exist: {error}") from error


def _about_day(found: re.Match[str]) -> Range:
    """1945-08-15~: the middle of August; 1945-08-12~: about the twelfth."""
    day, _ = _plain(found)
    assert day is not None
    last = calendar.monthrange(day.year, day.month)[1]
    low = max(day, date.min + _NEAR) - _NEAR
    high = min(day, date.max - _NEAR) + _NEAR
    if day.day not in (*_PARTS, last):
        return low, high
    end = day.replace(day=last)
    return max(low, day.replace(day=1)), end if day.day >= _PARTS[-1] else min(high, end)


def _decade(found: re.Match[str]) -> Range:
    """195X: ten years."""
    return date(int(found[1] + "0") or 1, 1, 1), date(int(found[1] + "9"), 12, 31)


def _century(found: re.Match[str]) -> Range:
    """19XX: a hundred years."""
    return date(int(found[1] + "00") or 1, 1, 1), date(int(found[1] + "99"), 12, 31)


def _season(found: re.Match[str]) -> Range:
    """1950-21: three months; spring is March to May, as the edtf library has it."""
    year, month = int(found[1]), 3 * (int(found[2]) - 20)
    return date(year, month, 1), date(year, month + 2, calendar.monthrange(year, month + 2)[1])


def _set(found: re.Match[str]) -> Range:
    """{a, b} and [a, b]: from the first day of any to the last of any."""
    days = [_single(part.strip()) for part in (found[1] or found[2]).split(",")]
    return min(low for low, _ in days if low), max(high for _, high in days if high)


#: The forms read here, with how; tried in this order.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Range]], ...] = (
    (_ABOUT_DAY, _about_day),
    (_PLAIN, _plain),
    (_DECADE, _decade),
    (_CENTURY, _century),
    (_SEASON, _season),
    (_SET, _set),
)


def _by_library(text: str) -> Range:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        low, high = parsed.lower_strict(), parsed.upper_strict()
        return date(low.tm_year, low.tm_mon, low.tm_mday), date(high.tm_year, high.tm_mon, high.tm_mday)
    except (EDTFParseException, ValueError, TypeError, AttributeError) as error:
        advice = "Write it as 1950-01-30, 1950-01, 1950, 1945-08~ (about) or 1946/1948."
        raise DateError(f"{text!r} is not a date in EDTF. {advice}") from error
