"""Points in time written as EDTF (ISO 8601-2, levels 0 to 2)."""

from __future__ import annotations

import re

from regesta.extract.text.dates.points import Point, days_of


def year_in(edtf: str | None) -> int | None:
    """The first year of an EDTF date, None without one."""
    found = re.search(r"\d{4}", edtf or "")
    return int(found.group()) if found else None


def joined(join: str, members: list[Point]) -> str:
    """Several points as one date: an interval for "to", a list for "and", the point itself for ""; "" for a
    day that the settled year does not have."""
    each = [written(p) for p in members]
    if not all(each):
        return ""
    if join == "to":
        first, last = each[0].split("/")[0], each[-1].split("/")[-1]
        return f"{first}/{last}" if first != last else first
    if join == "and":
        return "{" + ",".join(each) + "}"
    return each[0]


def written(p: Point) -> str:
    """A point whose year is settled; "" for a day that its year does not have."""
    blur = "~" if p.about else ""
    if p.fixed:
        return p.fixed
    if p.season is not None:
        return f"{p.year:04d}-{p.season}{blur}"
    if p.last_year is not None:
        return f"{p.year:04d}{blur}/{p.last_year:04d}{blur}"
    if p.month is None:
        return _year(p, blur)
    if p.day is None:
        return _month(p, p.month, blur)
    return _days(p, p.month, p.day, blur)


def _year(p: Point, blur: str) -> str:
    """A year, or the months its part stands for ("early 1950")."""
    if p.part is None:
        return f"{p.year:04d}{blur}"
    months = p.part.year
    return (
        f"{p.year:04d}-{months[0]}~"
        if len(months) == 1
        else f"{p.year:04d}-{months[0]}/{p.year:04d}-{months[1]}~"
    )


def _month(p: Point, month: int, blur: str) -> str:
    """A month, or the day its part stands for ("the end of May")."""
    year = p.year or 0
    if p.part is None:
        return f"{year:04d}-{month:02d}{blur}"
    day = days_of(year, month) if p.part.month == "last" else int(p.part.month)
    return f"{year:04d}-{month:02d}-{day:02d}~"


def _days(p: Point, month: int, day: int, blur: str) -> str:
    """A day, two days, or the days between them."""
    year = p.year or 0
    if max(day, p.last_day or 0) > days_of(year, month):
        return ""
    first = f"{year:04d}-{month:02d}-{day:02d}{blur}"
    if p.last_day is None or p.last_day == day:
        return first
    last = f"{year:04d}-{month:02d}-{p.last_day:02d}{blur}"
    if p.pair:
        return "{" + f"{first},{last}" + "}"
    return f"{first}/{last}" if p.last_day > day else ""
