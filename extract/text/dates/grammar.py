"""Dates in running text, as EDTF, by a grammar of our own, because a model's DATE cuts "27 Aug 1950" to
"1950"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.extract.text.dates.edtf import joined
from regesta.extract.text.dates.points import Point, points
from regesta.extract.text.dates.words import Confidence, DateWords


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date found at text[start:end]; `relation` says how it bounds the event (since, until, before, after,
    by, or "" when it dates it).

    `inferred` is True when the year, or the whole date, came from context. Confidence is 0..1.
    """

    start: int
    end: int
    edtf: str
    text: str
    confidence: float
    relation: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring points as one expression: joined by "to", by "and", or one point alone by ""."""

    join: str
    members: tuple[Point, ...]


def dates_in(text: str, words: DateWords, year: int | None = None) -> list[DateMatch]:
    """The dates of a text in order, each once, the longest reading of each place; `year` is lent to days and
    months that name none."""
    return list(_dates_in(text, words, year))


@lru_cache(maxsize=16_384)  # actors, events, notes and the audit ask for the same sentences in turn
def _dates_in(text: str, words: DateWords, year: int | None) -> tuple[DateMatch, ...]:
    groups = _grouped(text, points(text, words), words)
    return tuple(m for k in range(len(groups)) for m in _matches(text, groups, k, year, words))


def _matches(
    text: str, groups: Sequence[Group], k: int, context: int | None, words: DateWords
) -> Iterator[DateMatch]:
    """The date of one group, none when its year is not known."""
    members = _settled(groups, k, context)
    if any(p.year is None and not p.fixed for p in members):
        return
    edtf = joined(groups[k].join, members)
    if not edtf:
        return
    start, end = members[0].start, members[-1].end
    bounded = "/" not in edtf or members[0].part is not None
    before = words.relation_before.search(text[:start]) if bounded else None
    yield DateMatch(
        start,
        end,
        edtf,
        text[start:end],
        _confidence(members, words.confidence),
        words.relation(before.group("word")) if before else "",
        any(p.inferred for p in members),
    )


def _grouped(text: str, found: Iterator[Point], words: DateWords) -> list[Group]:
    """Neighbouring points as one expression where a word joins them."""
    groups: list[Group] = []
    for p in found:
        if groups:
            last = groups[-1]
            gap = words.join.fullmatch(text[last.members[-1].end : p.start])
            join = _join(text, last.members, p, gap.group("word").strip().lower(), words) if gap else ""
            if join and (not last.join or last.join == join == "and"):
                groups[-1] = Group(join, (*last.members, p))
                continue
        groups.append(Group("", (p,)))
    return groups


def _join(text: str, members: Sequence[Point], p: Point, word: str, words: DateWords) -> str:
    """How two points belong together: "to" for an interval, "and" for several dates of which only the last
    says its year, "" for not at all."""
    last = members[-1]
    if not (_joinable(last) and _joinable(p)):
        return ""
    if word in words.ranges or words.between_before.search(text[: members[0].start]):
        return "" if _runs_backwards(last, p) else "to"
    return "and" if word in words.lists and last.year is None and p.year is not None else ""


def _runs_backwards(first: Point, last: Point) -> bool:
    """Whether two points that both name a year cannot be an interval."""
    return first.year is not None and last.year is not None and first.year > last.year


def _joinable(p: Point) -> bool:
    """Whether a point may be one end of an interval: no period, nothing that is itself several."""
    return not (p.fixed or p.last_year or p.last_day or p.season)


def _settled(groups: Sequence[Group], k: int, context: int | None) -> list[Point]:
    """The members of a group with the years that they leave to one another, to their neighbours or to the
    context."""
    members = groups[k].members
    year = next((p.year for p in members if p.year is not None), None)
    if year is not None:
        return _turned(members, [_in_year(p, year, inferred=False) for p in members])
    year = _neighbouring_year(groups, k) or context
    return list(members) if year is None else [_in_year(p, year, inferred=True) for p in members]


def _in_year(p: Point, year: int, inferred: bool) -> Point:
    """A point that names no year of its own in that year."""
    return p if p.year is not None or p.fixed else replace(p, year=year, inferred=inferred)


def _turned(said: Sequence[Point], settled: list[Point]) -> list[Point]:
    """The points, the first of two that took the other's year in the year before where the year turns between
    them."""
    if len(said) == 2 and said[0].year is None and said[1].year is not None and _turns(*settled):
        return [replace(settled[0], year=said[1].year - 1), settled[1]]
    return settled


def _turns(first: Point, last: Point) -> bool:
    """Whether the year turns between two points: "from 30 November to 2 January 1950"."""
    return bool(first.month and last.month and first.month > last.month)


def _neighbouring_year(groups: Sequence[Group], k: int) -> int | None:
    """The year said last before a group, else the first one said with a month after it."""
    left = [p for g in groups[:k] for p in g.members if p.year is not None]
    if left:
        return left[-1].last_year or left[-1].year
    right = (p.year for g in groups[k + 1 :] for p in g.members if p.year is not None and p.month is not None)
    return next(right, None)


def _confidence(members: Sequence[Point], sure: Confidence) -> float:
    """How sure a date is, by the least precise of its parts."""
    if any(p.fixed for p in members):
        return sure.period
    precise = min(_precision(p, sure) for p in members)
    return round(precise - (sure.inferred if any(p.inferred for p in members) else 0.0), 2)


def _precision(p: Point, sure: Confidence) -> float:
    if p.day is not None:
        return sure.day
    return sure.month if p.month is not None or p.season is not None else sure.year
