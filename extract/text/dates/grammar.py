"""Dates in running text, as EDTF: an own grammar, its words in `dates.toml`, because a model's DATE cuts "27
Aug 1950" to "1950"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from regesta.extract.text.dates.words import ATOM, JOIN, WORDS, Part


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
class Point:
    """A date expression before its year is settled: `months` or `days` of it may be several when `last_*` is
    set (a range inside the expression)."""

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


#: A relative date this near the head of its sentence (characters) moves the story on.
OPENS = 3


def find_dates(text: str, *, year_context: str | None = None) -> list[DateMatch]:
    """The dates of a text in order, each once, the longest reading of each place.

    `year_context` is a year or EDTF date that lends its year to days and months that name none; without one
    (and without a year
    beside them in the text) such a day or month is left out.
    """
    points = [_qualified(text, p) for p in _points(text)]
    groups = _grouped(text, points)
    matches = []
    context = _year_of(year_context)
    for k, (join, members) in enumerate(groups):
        members = _settled(groups, k, members, context)
        if any(p.year is None and not p.fixed for p in members):
            continue
        edtf = _edtf_of(join, members)
        if not edtf:
            continue
        start, end = members[0].start, members[-1].end
        relation = "" if "/" in edtf and members[0].part is None else _relation(text, start)
        inferred = any(p.inferred for p in members)
        matches.append(
            DateMatch(start, end, edtf, text[start:end], _confidence(members, inferred), relation, inferred)
        )
    return matches


def read_dates(texts: Iterable[str], *, year_context: str | None = None) -> Iterator[list[DateMatch]]:
    """The dates of consecutive sentences, text by text: each lends its year and its last full date to those
    that follow, relative dates included."""
    from regesta.extract.text.dates.relative import resolve_relative

    year, anchor = _year_of(year_context), None
    for text in texts:
        found = find_dates(text, year_context=str(year) if year else None)
        taken = [(m.start, m.end) for m in found]
        relative = [
            m
            for m in resolve_relative(text, anchor, found)
            if not any(m.start < e and s < m.end for s, e in taken)
        ]
        yield sorted([*found, *relative], key=lambda m: m.start)
        # A relative date looks aside ("two years later he fell"); only what is said outright moves the
        # narrative's own time.
        for m in found:
            if _is_aside(text, m, year):
                continue
            year = _year_of(m.edtf) or year
            if re.fullmatch(r"\d{4}-\d\d(-\d\d)?~?", m.edtf):
                anchor = m.edtf
        if (
            not found
            and len(relative) == 1
            and relative[0].start <= OPENS
            and re.fullmatch(r"\d{4}-\d\d-\d\d", relative[0].edtf)
            and relative[0].edtf > (anchor or "")
        ):
            anchor = relative[0].edtf  # "The next day ...": a sentence that begins with it moves on


def _is_aside(text: str, match: DateMatch, narrative: int | None) -> bool:
    """Whether a date tells of papers, archives, books or research ("the archives, opened in 2004, show") and
    not of the narrative's own time."""
    found = _year_of(match.edtf)
    if found is None:
        return False
    before = text[max(0, match.start - 60) : match.start]
    if WORDS.aside_verbs.search(before):
        return (
            narrative is None
            or found - narrative > WORDS.aside_distance
            or WORDS.aside_nouns.search(text) is not None
        )
    return (
        narrative is not None
        and found - narrative > WORDS.aside_distance
        and WORDS.aside_nouns.search(text) is not None
    )


def _year_of(edtf: str | None) -> int | None:
    m = re.search(r"\d{4}", edtf or "")
    return int(m.group()) if m else None


def _points(text: str) -> Iterator[Point]:
    for m in ATOM.finditer(text):
        point = _point(text, m)
        if point is not None:
            yield point


def _point(text: str, m: re.Match[str]) -> Point | None:
    g = {k: v for k, v in m.groupdict().items() if v is not None}
    start, end = m.span()

    def got(*names: str) -> str | None:
        return next((g[n] for n in names if n in g), None)

    month_word, year = (
        got("dm_m", "md_m", "my_m", "m_m"),
        got("iso_y", "num_y", "dm_y", "md_y", "my_y", "y_y", "yr_a", "half_y", "season_y"),
    )
    day, last = got("iso_d", "num_d", "dm_a", "md_a"), got("dm_b", "md_b")
    y = int(year) if year else None
    if "cent" in g or "cent_w" in g:
        digits = re.match(r"\d+", g.get("cent", ""))
        number = int(digits.group()) if digits else WORDS.ordinals[g["cent_w"].lower()]
        return Point(start, end, fixed=f"{number - 1:02d}XX")
    if "decade" in g:
        return Point(start, end, fixed=f"{g['decade'][:3]}X")
    if "half_w" in g:
        first = WORDS.ordinals.get(g["half_w"].lower(), 2) == 1
        return Point(start, end, y, fixed=f"{y}-01/{y}-06" if first else f"{y}-07/{y}-12") if y else None
    if "season" in g:
        return Point(start, end, y, season=WORDS.seasons[g["season"].lower()])
    if "yr_a" in g:
        tail = g["yr_b"]
        until = int(tail) if len(tail) == 4 else int(str(y)[: 4 - len(tail)] + tail)
        return Point(start, end, y, last_year=until) if y and until > y else Point(start, start + 4, y)
    if "y_y" in g:
        return Point(start, end, y) if _is_year(text, start, end) else None
    month = WORDS.month(month_word) if month_word else int(got("iso_m", "num_m") or 0)
    number_day = WORDS.day(day) if day else None
    if "num_m" in g and month > 12 and number_day is not None and number_day <= 12:
        month, number_day = number_day, month
    if not 1 <= month <= 12 or (month_word and not WORDS.is_month(month_word, alone="m_m" in g)):
        return None
    if "m_m" in g and not _after_month_word(text, start):
        return None
    if number_day is not None and not 1 <= number_day <= _days(y or 2000, month):
        return None
    last_day = WORDS.day(last) if last else None
    if last_day is not None and last_day > _days(y or 2000, month):
        return None
    pair = (
        bool(last)
        and (got("dm_s", "md_s") or "").strip().lower() in WORDS.lists
        and not re.search(r"\bbetween\s+(the\s+)?$", text[:start], re.I)
    )
    return Point(start, end, y, month, number_day, last_day=last_day, pair=pair)


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _is_year(text: str, start: int, end: int) -> bool:
    after = re.match(r"\s+(\w+)", text[end:])
    before = re.search(r"(\S+)\s*$", text[:start])
    if after and after.group(1).lower() in WORDS.not_after:
        return False
    if before and before.group(1).lower().lstrip("(") in WORDS.not_before:
        return False
    return not re.match(r"[,.]\d|%|\s?[°º]|/\d", text[end:]) and not re.search(r"[\d/.,$£€#-]$", text[:start])


def _after_month_word(text: str, start: int) -> bool:
    before = re.search(r"([A-Za-z]+)[\s-]+$", text[:start])
    return bool(before and before.group(1).lower() in WORDS.before_month)


def _qualified(text: str, point: Point) -> Point:
    """The point with the words before it that narrow or blur it: "the end of", "mid-", "around"."""
    before = WORDS.part_before.search(text[: point.start])
    if before:
        start = before.start("all")
        point = replace(point, start=start, part=WORDS.part(before.group("word")))
    blur = WORDS.about_before.search(text[: point.start])
    return replace(point, start=blur.start("all"), about=True) if blur else point


def _grouped(text: str, points: list[Point]) -> list[tuple[str, list[Point]]]:
    """Neighbouring points as one expression where a word joins them: ("to", [a, b]), ("and", [a, b, c]), ("",
    [a])."""
    groups: list[tuple[str, list[Point]]] = []
    for p in points:
        if groups:
            join, members = groups[-1]
            gap = JOIN.fullmatch(text[members[-1].end : p.start])
            word = _joined(text, members, p, gap.group("word").strip().lower()) if gap else ""
            if word and (not join or join == word == "and"):
                groups[-1] = (word, [*members, p])
                continue
        groups.append(("", [p]))
    return groups


def _joined(text: str, members: list[Point], p: Point, word: str) -> str:
    """How two points belong together: "to" for an interval, "and" for several dates of which only the last
    says its year, "" for not at all."""
    if any(q.fixed or q.last_year or q.last_day or q.season for q in (members[-1], p)):
        return ""
    between = bool(re.search(r"\bbetween\s+(the\s+)?$", text[: members[0].start], re.I))
    if word in WORDS.ranges or between:
        ordered = members[-1].year is None or p.year is None or members[-1].year <= p.year
        return "to" if ordered else ""
    if word in WORDS.lists:
        return "and" if members[-1].year is None and p.year is not None else ""
    return ""


def _settled(
    groups: list[tuple[str, list[Point]]], k: int, members: list[Point], context: int | None
) -> list[Point]:
    """The members with the years (and for "16 to 27 December" the month) that they leave to their
    neighbours."""
    year = next((p.year for p in members if p.year is not None), None)
    inferred = False
    if year is None:
        left = [
            p.last_year or p.year for _, g in groups[:k] for p in g if p.year is not None and not p.inferred
        ]
        right = [p.year for _, g in groups[k + 1 :] for p in g if p.year is not None and p.month is not None]
        year = left[-1] if left else right[0] if right else context
        inferred = year is not None
    out = [
        p if p.year is not None or p.fixed or year is None else replace(p, year=year, inferred=inferred)
        for p in members
    ]
    # "from 30 November to 2 January 1950": the earlier point belongs to the year before.
    if (
        len(out) == 2
        and members[0].year is None
        and members[1].year is not None
        and out[0].month
        and out[1].month
        and out[0].month > out[1].month
    ):
        out[0] = replace(out[0], year=(out[0].year or 0) - 1)
    return out


def _edtf_of(join: str, members: list[Point]) -> str:
    each = [_edtf(p) for p in members]
    if not all(each):
        return ""
    if join == "to":
        first, last = each[0].split("/")[0], each[-1].split("/")[-1]
        return f"{first}/{last}" if first != last else first
    if join == "and":
        return "{" + ",".join(each) + "}"
    return each[0]


def _edtf(p: Point) -> str:
    blur = "~" if p.about else ""
    if p.fixed:
        return p.fixed
    if p.season is not None:
        return f"{p.year}-{p.season}{blur}"
    if p.last_year is not None:
        return f"{p.year}{blur}/{p.last_year}{blur}"
    if p.month is None:
        if p.part is None:
            return f"{p.year}{blur}"
        months = p.part.year
        return f"{p.year}-{months[0]}~" if len(months) == 1 else f"{p.year}-{months[0]}/{p.year}-{months[1]}~"
    year = p.year or 0
    if p.day is None:
        if p.part is None:
            return f"{year}-{p.month:02d}{blur}"
        day = _days(year, p.month) if p.part.month == "last" else int(p.part.month)
        return f"{year}-{p.month:02d}-{day:02d}~"
    if p.day > _days(year, p.month) or (p.last_day or 0) > _days(year, p.month):
        return ""
    first = f"{year}-{p.month:02d}-{p.day:02d}{blur}"
    if p.last_day is None or p.last_day == p.day:
        return first
    last = f"{year}-{p.month:02d}-{p.last_day:02d}{blur}"
    if p.pair:
        return "{" + f"{first},{last}" + "}"
    return f"{first}/{last}" if p.last_day > p.day else ""


def _relation(text: str, start: int) -> str:
    """The relation the word just before the date says, "" when none does."""
    before = WORDS.relation_before.search(text[:start])
    return WORDS.relations[re.sub(r"\s+", " ", before.group(1).lower())] if before else ""


def _confidence(members: list[Point], inferred: bool) -> float:
    if any(p.fixed for p in members):
        return 0.7
    best = (
        0.95
        if all(p.day is not None for p in members)
        else 0.9
        if all(p.month is not None or p.season is not None for p in members)
        else 0.85
    )
    return round(best - (0.3 if inferred else 0.0), 2)
