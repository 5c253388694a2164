"""The numbers of a citation: pages, volume, issue, edition, year and dates, read off an atom or its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from regesta.extract.text.dates import DateMatch, find_dates
from regesta.extract.text.lexicon import alternatives, table, words

_NUMBER = r"(?:\d+|[ivxlcdm]+(?![a-z]))"
_RANGE = rf"{_NUMBER}[a-z]?(?:\s?-\s?{_NUMBER}?[a-z]?)?(?:\s?(?:ff?|n|nn|passim)\b\.?(?:\s?\d+)?)?"
PAGES = re.compile(
    rf"(?:at |on |esp\. |especially |here |:\s*)?(?:(?:{alternatives('pages')})\b\.?\s?:?\s*|:\s*(?!(?:1[5-9]|20)\d\d(?!\d)))(?P<v>{_RANGE}(?:(?:\s?,\s?|\s?&\s?|\s+and\s+){_RANGE})*)",
    re.IGNORECASE,
)
BARE_PAGES = re.compile(
    r"(?:at\s+|here\s+)?(?P<v>\d{1,4}(?:\s?-\s?\d{1,4})?(?:n\.?\s?\d*)?(?:(?:\s?,\s?|\s+and\s+)\d{1,4}(?:\s?-\s?\d{1,4})?)*)(?:\s?(?:ff?|passim)\.?)?"
)
VOLUME = re.compile(
    rf"(?:(?:{alternatives('volume')})\b\.?\s*(?P<v>(?:[ivxlc]+|\d+)(?:\s?[/,&-]\s?(?:[ivxlc]+|\d+))*(?:,? ?(?:part|pt\.?) ?(?:[ivx]+|\d+))?)\b\.?|(?P<n>\d+\s(?:vols?|volumes)\b\.?))",
    re.IGNORECASE,
)
ISSUE = re.compile(
    rf"(?:{alternatives('issue')})(?![^\W\d_])\.?\s*(?P<v>[A-Z]{{0,3}}\d+(?:\s?[-/]\s?[A-Z]?\d+)*(?:\s\d{{2,3}})?)",
    re.IGNORECASE,
)
DOCUMENT = re.compile(
    rf"(?:{alternatives('document_number')})\b\.?\s*(?:no\.?\s*)?(?P<v>(?!(?:1[89]|20)\d\d\b)\d+(?:\s?[-,]\s?\d+)*)",
    re.IGNORECASE,
)
EDITION = re.compile(rf"(?P<v>{alternatives('edition')})", re.IGNORECASE)
COLON = re.compile(
    r"(?P<vol>\d{1,3})\s?:\s?(?P<iss>\d{1,4}(?:-\d+)?)(?!\d)|(?P<vol2>\d{1,3})/(?P<iss2>\d{1,2})(?![\d/])"
)
PART = re.compile(
    r"(?:part|pt\.?|book|chap(?:ter)?s?\.?|chs?\.?|section|sec\.?|app(?:endix|\.)?|table|fig\.?|map|plate)\s*(?:[ivx]+|\d+)(?:\s?-\s?(?:[ivx]+|\d+))?",
    re.IGNORECASE,
)
YEAR_FORM = r"(?P<v>(?:1[5-9]\d\d|20[0-2]\d)(?:\s?[/-]\s?(?:(?:1[5-9]|20)\d\d|\d{2}))?)(?:\s?\[\d{4}\])?"
YEAR = re.compile(YEAR_FORM)
MONTHS = re.compile(
    r"\b(?:Yanvar|Fevral|Mart|Aprel|May|Iyun|Iyul|Avgust|Sentyabr|Oktyabr|Noyabr|Dekabr)['ya]{0,2}\s",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(rf"\s*(?:{alternatives('year_words')})(?!\w)", re.IGNORECASE)
#: "iii. 262": volume and page in the Oxford manner.
_ROMAN = re.compile(
    r"(?P<vol>(?=[ivxlc])[ivxlc]{1,6})[.:]\s?(?P<pages>\d+(?:\s?-\s?\d+)?(?:,\s?\d+(?:\s?-\s?\d+)?)*)"
)
#: "16 (3)": volume and number.
_BRACKETED = re.compile(r"(?P<vol>\d{1,3})\s?\((?P<iss>\d{1,3}(?:\s?[-/]\s?\d{1,3})?)\)")
_GAP = re.compile(r"[\s,.;]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a citation: `kind` is pages, volume, issue, document, edition, year, date or part;
    `value` as written (a date: EDTF)."""

    kind: str
    value: str
    start: int
    end: int


def plain_dates(text: str) -> str:
    """The text, as long as it was, with the points that keep a date from being read blanked: "4. Jan 1949",
    "Nov.1995"."""
    text = _foreign_months().sub(lambda m: _month_of()[m.group().casefold()].ljust(len(m.group())), text)
    text = re.sub(r"(?<=\b1)er(?=\s[A-Z])", "  ", text)
    text = re.sub(r"(?<=\b\d)\.(?=\s[A-Z][a-z]{2})|(?<=\b\d\d)\.(?=\s[A-Z][a-z]{2})", " ", text)
    return re.sub(r"(?<=[A-Z][a-z]{2})\.(?=\s?\d{4})|(?<=[a-z]{3}t)\.(?=\s?\d{4})", " ", text)


@cache
def _month_of() -> dict[str, str]:
    return {word.casefold(): short for short, entries in table()["months"].items() for word in entries}


@cache
def _foreign_months() -> re.Pattern[str]:
    """A month of another language between or beside the numbers of a date."""
    names = "|".join(sorted(_month_of(), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?<=\d\s)|(?<=\d\.\s)|(?<=\der\s))?(?:{names})(?=\s+(?:1[5-9]|20)\d\d(?!\d))",
        re.IGNORECASE,
    )


def dates_in(text: str) -> list[DateMatch]:
    """The dates of a stretch of a note."""
    return list(_dates_in(text))


@lru_cache(maxsize=4096)
def _dates_in(text: str) -> tuple[DateMatch, ...]:
    return tuple(find_dates(plain_dates(text)))


def read_marks(text: str, base: int, lent: Sequence[tuple[str, int, int]] = ()) -> list[Mark]:
    """The marks an atom consists of, when it consists of nothing else; [] otherwise.

    `base` is added to offsets; `lent` are dates (EDTF, start, end, with the base) that borrow their year from
    a neighbour.
    """
    found: list[Mark] = []
    dates = {
        a - base: DateMatch(a - base, b - base, edtf, text[a - base : b - base], 0.6, inferred=True)
        for edtf, a, b in lent
        if base <= a and b <= base + len(text)
    }
    dates |= {d.start: d for d in dates_in(text)}
    k = _skip(text, 0)
    while k < len(text):
        marks = _at(text, k, dates)
        if not marks:
            return []
        found += [Mark(m.kind, m.value, base + m.start, base + m.end) for m in marks]
        k = _skip(text, marks[-1].end)
    return found


def tail_marks(text: str, base: int) -> tuple[int, list[Mark]]:
    """The marks that end an atom whose beginning is words ("Journal of Korean Studies 24"), and where they
    start; (len(text), []) for none."""
    for m in re.finditer(r"(?<=[^\W\d_.])[.,]?\s+(?=[\dIVX№nNvVbB])|(?<=[?!.\"])\s+(?=\d)", text):
        rest = text[m.end() :]
        volume = re.fullmatch(r"(?P<v>\d{1,3}|[IVXLC]{1,6})", rest.strip())
        # a number in a series is the series's own; a roman one ends a title as often as a journal
        serial = words("series_words", case=True).search(text) or (
            volume and volume["v"][0] in "IVXLC" and not words("journal_words", case=True).search(text)
        )
        if serial:
            continue
        if volume:
            return m.start(), [
                Mark("volume", volume["v"], base + m.end(), base + m.end() + len(rest.rstrip()))
            ]
        marks = read_marks(rest, base + m.end())
        if marks and any(x.kind in ("volume", "issue", "edition") for x in marks):
            return m.start(), marks
    return len(text), []


def _skip(text: str, k: int) -> int:
    gap = _GAP.match(text, k)
    return gap.end() if gap else k


def _at(text: str, k: int, dates: dict[int, DateMatch]) -> list[Mark]:
    lead = re.compile(r"(?:(?:on|of|dated|for|in|entry for|c\.|ca\.)\s+)?").match(text, k)
    start = lead.end() if lead else k
    date = dates.get(start)
    if date is not None and not re.fullmatch(r"\d{4}(/\d{4})?", date.edtf):
        word = _YEAR_WORD.match(text, date.end)
        return [Mark("date", date.edtf, start, word.end() if word else date.end)]
    for kind, pattern in (
        ("pages", PAGES),
        ("volume", VOLUME),
        ("document", DOCUMENT),
        ("issue", ISSUE),
        ("edition", EDITION),
        ("part", PART),
    ):
        m = pattern.match(text, k)
        if m:
            return [Mark(kind, next((g for g in m.groupdict().values() if g), m.group()), k, m.end())]
    m = _ROMAN.match(text, k)
    if m:
        return [
            Mark("volume", m["vol"], m.start("vol"), m.end("vol")),
            Mark("pages", m["pages"], m.start("pages"), m.end("pages")),
        ]
    m = _BRACKETED.match(text, k)
    if m:
        return [
            Mark("volume", m["vol"], m.start("vol"), m.end("vol")),
            Mark("issue", m["iss"], m.start("iss"), m.end()),
        ]
    m = COLON.match(text, k)
    if m and m["vol"] and "-" in m["iss"]:
        # "89:346-81" is volume and pages
        return [
            Mark("volume", m["vol"], m.start("vol"), m.end("vol")),
            Mark("pages", m["iss"], m.start("iss"), m.end("iss")),
        ]
    if m:
        one, two = ("vol", "iss") if m["vol"] else ("vol2", "iss2")
        return [
            Mark("volume", m[one], m.start(one), m.end(one)),
            Mark("issue", m[two], m.start(two), m.end(two)),
        ]
    month = MONTHS.match(text, k)
    at = month.end() if month else k
    m = YEAR.match(text, at)
    if m and not re.match(r"\w", text[m.end() :]):
        word = _YEAR_WORD.match(text, m.end())
        return [Mark("year", m["v"], at, word.end() if word else m.end())]
    return []
