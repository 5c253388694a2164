"""Years: which a document speaks of, and whether somebody lived or something stood in them."""

from __future__ import annotations

import re

from regesta.extract.authority import Entry

_YEARS = re.compile(r"\b(1[4-9]\d\d|20[0-4]\d)\b")
_SENTENCE_YEARS = re.compile(r"\b(1[5-9]\d\d|20[0-4]\d)\b")


def era_of(text: str, tail: int) -> tuple[int, int] | None:
    """The first and last year a document speaks of, without one in `tail` of all years named at either end;
    None where it names none."""
    years = sorted(int(y) for y in _YEARS.findall(text))
    if not years:
        return None
    cut = len(years) // tail
    return years[cut], years[-1 - cut]


def only_year(text: str) -> int | None:
    """The one year a sentence names; None where it names none or several."""
    years = {int(y) for y in _SENTENCE_YEARS.findall(text)}
    return years.pop() if len(years) == 1 else None


def covers(entry: Entry | None, year: int) -> bool:
    """Whether an entry's dates (EDTF interval, open ends as `..`) cover a year; an entry without dates covers
    all."""
    return lives_in(entry, year, year)


def lives_in(entry: Entry | None, first: int, last: int) -> bool:
    """Whether an entry's dates meet the years first..last."""
    if entry is None or not entry.dates:
        return True
    begin, _, end = entry.dates.partition("/")
    born = int(begin[:4]) if begin[:4].isdigit() else -9999
    gone = int(end[:4]) if end[:4].isdigit() else (9999 if end else born)
    return born <= last and first <= gone
