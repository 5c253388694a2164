"""Dates in running text, as EDTF, by a grammar of our own, because a model's DATE cuts "27 Aug 1950" to
"1950"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.extract.text.dates.edtf import joined
from regesta.extract.text.dates.points import Point, points
from regesta.extract.text.dates.words import Confidence, DateWords

#: A year turns between a month from October on and one up to March.
_LATE, _EARLY = 10, 3
#: The words before a year that say what it names stand within so many characters.
_NAMED_WITHIN = 80


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


def only_named(text: str, start: int, words: DateWords) -> bool:
    """Whether a year or month at `start` names a thing or cites a work ("the statute of 1889", "(Tyndall
    1881") and does not say when the story happens."""
    before = text[max(0, start - _NAMED_WITHIN) : start]
    return bool(words.named_before.search(before) or words.cited_before.search(before))


@lru_cache(maxsize=16_384)  # actors, events, notes and the audit ask for the same sentences in turn
def _dates_in(text: str, words: DateWords, year: int | None) -> tuple[DateMatch, ...]:
    groups = _grouped(text, points(text, words), words)
    lending = [
        g for g in groups if any(p.day for p in g.members) or not only_named(text, g.members[0].start, words)
    ]
    return tuple(
        m for k in range(len(groups)) for m in _matches(text, groups, k, _Context(year, lending), words)
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What lends a year: the story, and the groups of the same text that say when it happens."""

    year: int | None
    lending: Sequence[Group]


@dataclass(frozen=True, slots=True)
class _Lent:
    """A year said beside a date that names none, and the month said with it where that stands before."""

    year: int
    month: int | None = None


def _matches(
    text: str, groups: Sequence[Group], k: int, context: _Context, words: DateWords
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
        _relation(text, before, words),
        any(p.inferred for p in members),
    )


def _relation(text: str, before: re.Match[str] | None, words: DateWords) -> str:
    """How the event lies to a date; "" where it happened then: "did not leave until 1950"."""
    if before is None:
        return ""
    relation = words.relation(before.group("word"))
    denied = relation == "until" and words.denied_before.search(text[: before.start("word")])
    return "" if denied else relation


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


def _settled(groups: Sequence[Group], k: int, context: _Context) -> list[Point]:
    """The members of a group with the years that they leave to one another, to their neighbours or to the
    context."""
    members = groups[k].members
    year = next((p.year for p in members if p.year is not None), None)
    if year is not None:
        return _turned(members, [_in_year(p, year, inferred=False) for p in members])
    lent = _neighbouring(groups[k], context)
    if lent is None:
        return [p if context.year is None else _in_year(p, context.year, inferred=True) for p in members]
    return [_in_year(p, lent.year + _new_year(lent, p), inferred=True) for p in members]


def _new_year(lent: _Lent, p: Point) -> int:
    """1 where a sentence at the end of a year goes on to the first months of the next: "on 14 November 1588
    ...; in January"."""
    return int(lent.month is not None and p.month is not None and lent.month >= _LATE and p.month <= _EARLY)


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


def _neighbouring(group: Group, context: _Context) -> _Lent | None:
    """The year said last before a group (and its month), else the first one said with a month after it."""
    here = group.members[0].start
    said = [(p, p.year) for g in context.lending for p in g.members if p.year is not None]
    before = [(p, year) for p, year in said if p.end <= here]
    if before:
        p, year = before[-1]
        return _Lent(p.last_year or year, p.month)
    after = (year for p, year in said if p.month is not None and p.start > here)
    first = next(after, None)
    return _Lent(first) if first is not None else None


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
