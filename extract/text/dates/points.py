"""Date expressions of a text as points in time, before they are joined and their years settled."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from regesta.extract.text.dates.words import DateWords, Part


@dataclass(frozen=True, slots=True)
class Point:
    """A date expression at text[start:end] before its year is settled.

    `last_year` and `last_day` make it several years or days, `pair` two days and none between; `season` is
    an EDTF season; `fixed` is the whole EDTF date of a period; `part` narrows it ("early"), `about` blurs
    it; `inferred` says that its year came from elsewhere.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    last_day: int | None = None
    season: int | None = None
    fixed: str = ""
    pair: bool = False
    part: Part | None = None
    about: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """An expression as it stands in the text, with its named groups."""

    text: str
    start: int
    end: int
    groups: Mapping[str, str]
    words: DateWords

    @property
    def year(self) -> int | None:
        """The year it names."""
        return int(self.groups["year"]) if "year" in self.groups else None

    @property
    def before(self) -> str:
        """The text before it."""
        return self.text[: self.start]


def points(text: str, words: DateWords) -> Iterator[Point]:
    """The date expressions of a text in order, with the words before them that narrow or blur them."""
    for match in words.expressions.pattern.finditer(text):
        row, groups = words.expressions.read(match)
        point = READERS[words.kinds[row]](Said(text, match.start(), match.end(), groups, words))
        if point is not None:
            yield _qualified(text, point, words)


def days_of(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange(year, month)[1]


def _qualified(text: str, point: Point, words: DateWords) -> Point:
    """The point with the words before it that narrow or blur it: "the end of", "mid-", "around"."""
    before = words.part_before.search(text[: point.start])
    if before:
        point = replace(point, start=before.start("all"), part=words.part(before.group("word")))
    blur = words.about_before.search(text[: point.start])
    return replace(point, start=blur.start("all"), about=True) if blur else point


def _day(said: Said) -> Point | None:
    """A day or several days of a month, its name or number before or after them."""
    month, day = _month_of(said), said.words.ordinal(said.groups["day"])
    return None if month is None else _days(said, month, day)


def _numeric(said: Said) -> Point | None:
    """A day in figures, the month second unless it cannot be."""
    day, month = int(said.groups["day"]), int(said.groups["month"])
    return _days(said, day, month) if month > 12 >= day else _days(said, month, day)


def _days(said: Said, month: int, day: int) -> Point | None:
    """The day, or the days up to `last_day`, of a month that has them; in a year not said, of a leap year."""
    if not 1 <= month <= 12:
        return None
    last = said.words.ordinal(said.groups["last_day"]) if "last_day" in said.groups else None
    length = days_of(said.year or 2000, month)
    if not 1 <= day <= length or (last is not None and last > length):
        return None
    pair = said.groups.get("separator", "").strip().lower() in said.words.lists and last is not None
    return Point(
        said.start,
        said.end,
        said.year,
        month,
        day,
        last_day=last,
        pair=pair and not said.words.between_before.search(said.before),
    )


def _month(said: Said) -> Point | None:
    """A month of a year."""
    month = _month_of(said)
    return Point(said.start, said.end, said.year, month) if month is not None else None


def _bare_month(said: Said) -> Point | None:
    """A month's full name alone, after a word that makes it a date."""
    before = re.search(r"([^\W\d_]+)[\s-]+$", said.before)
    if not before or before.group(1).lower() not in said.words.before_month:
        return None
    month = _month_of(said, alone=True)
    return Point(said.start, said.end, None, month) if month is not None else None


def _month_of(said: Said, alone: bool = False) -> int | None:
    """1..12 of the month named or numbered, None for a word that is none here ("may")."""
    word = said.groups["month"]
    if word.isdecimal():
        return int(word)
    return said.words.month(word) if said.words.is_month(word, alone) else None


def _half(said: Said) -> Point | None:
    """One half of a year."""
    first = said.words.ordinals.get(said.groups["half"].lower(), 2) == 1
    months = ("01", "06") if first else ("07", "12")
    return Point(said.start, said.end, said.year, fixed="/".join(f"{said.year}-{m}" for m in months))


def _season(said: Said) -> Point | None:
    """A season of a year."""
    return Point(said.start, said.end, said.year, season=said.words.seasons[said.groups["season"].lower()])


def _century(said: Said) -> Point | None:
    """A century by its number."""
    return Point(said.start, said.end, fixed=f"{said.words.ordinal(said.groups['century']) - 1:02d}XX")


def _decade(said: Said) -> Point | None:
    """A decade by its first year."""
    return Point(said.start, said.end, fixed=f"{said.groups['year'][:3]}X")


def _years(said: Said) -> Point | None:
    """A span of years, the last one perhaps by its last digits; its first year alone where it does not
    follow ("1950/12")."""
    first, tail = said.groups["year"], said.groups["last_year"]
    last = int(first[: 4 - len(tail)] + tail)
    if last > int(first):
        return Point(said.start, said.end, int(first), last_year=last)
    return Point(said.start, said.start + len(first), int(first))


def _year(said: Said) -> Point | None:
    """A year alone, unless it counts something ("2000 men") or is part of a larger number."""
    after = re.match(r"\s+(\w+)", said.text[said.end :])
    before = re.search(r"(\S+)\s*$", said.before)
    counts = (
        (after and after.group(1).lower() in said.words.not_after)
        or (before and before.group(1).lower().lstrip("(") in said.words.not_before)
        or re.match(r"[,.]\d|%|\s?[°º]|/\d", said.text[said.end :])
        or re.search(r"[\d/.,$£€#-]$", said.before)
    )
    return None if counts else Point(said.start, said.end, said.year)


#: How each kind of expression of `dates.toml` is read.
READERS: Mapping[str, Callable[[Said], Point | None]] = {
    "day": _day,
    "numeric": _numeric,
    "month": _month,
    "bare_month": _bare_month,
    "half": _half,
    "season": _season,
    "century": _century,
    "decade": _decade,
    "years": _years,
    "year": _year,
}
