"""The numbers of a citation: pages, volume, issue, edition, year and dates, read off an atom or its end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.extract.text.dates import DateMatch, find_dates
from regesta.extract.text.lexicon import CitationWords

#: A year, a span of years ("1949-50"), a year with the true one in a bracket; group `v` is the year or span.
YEAR_FORM = (
    r"(?P<v>(?:1[5-9]\d\d|20[0-2]\d)(?:\s?[/-]\s?(?:(?:1[5-9]|20)\d\d|\d{1,2})(?!\d))?)(?:\s?\[\d{4}\])?"
)
YEAR = re.compile(YEAR_FORM)
#: "21:3", "21/3" or "21.3": volume and number, or volume and pages.
_COLON = re.compile(
    r"(?P<vol3>\d{1,3})\.(?P<iss3>\d{1,2})(?![\d.])"
    r"|(?P<vol>\d{1,3})\s?:\s?(?P<iss>\d{1,4}(?:-\d+)?)(?!\d)"
    r"|(?P<vol2>\d{1,3})/(?P<iss2>\d{1,2})(?![\d/])"
)
#: "iii. 262": volume and page in the Oxford manner.
_ROMAN = re.compile(
    r"(?P<vol>[ivxlc]{1,6}|[IVXLC]{1,6})[.:]\s?(?P<pages>\d+(?:\s?-\s?\d+)?(?:,\s?\d+(?:\s?-\s?\d+)?)*)"
)
#: "16 (3)": volume and number.
_BRACKETED = re.compile(r"(?P<vol>\d{1,3})\s?\((?P<iss>(?:[A-Z]-?)?\d{1,3}(?:\s?[-/]\s?\d{1,3})?)\)")
#: "29(12) 1184-1201", "50 363-96": volume, number and a span of pages with a blank between.
_SPACED = re.compile(
    r"(?P<vol>\d{1,3})(?:\s?\((?P<iss>\d{1,3}(?:\s?[-/]\s?\d{1,3})?)\))?"
    r"\s+(?P<pages>\d{1,5}\s?-\s?\d{1,5})(?!\d)"
)
#: How sure a year of two figures is read: set by hand.
SHORT_YEAR = 0.7
#: A number behind a month may be a day up to here.
LAST_DAY = 31
#: The second year behind the first of a year begun in March.
_SECOND_YEAR = re.compile(r"/\d{1,2}(?!\d)")
_GAP = re.compile(r"[\s,.;]*")
_NUMBER = r"(?:\d+|[ivxlcdm]+(?![a-z]))"
#: A day of the Old Style before that of the New ("3/14 May 1712"); a year begun in March before that begun in
#: January ("14 Feb. 1712/13"): the New Style counts.
_BOTH_STYLES = re.compile(r"(?<![\d/])\d{1,2}/(?=\d{1,2}\s(?:[A-Z][a-z]{2,8}\.?)\s1[5-7]\d\d)")
_BOTH_YEARS = re.compile(r"(?P<month>\b(?:Jan|Feb|Mar)[a-z]*\.?\s)(?P<year>1[5-7]\d\d)/\d{1,2}(?!\d)")
#: A date that is nothing but a year or a span of years.
_YEAR_ONLY = re.compile(r"\d{4}(/\d{4})?")
#: Where a mark may begin that ends a stretch of words.
_TAIL = re.compile(r"(?<=[^\W\d_.])[.,]?\s+(?=[\dIVX№nNvVbB])|(?<=[?!.\"])\s+(?=\d)")
_TAIL_VOLUME = re.compile(r"(?P<v>\d{1,3}|[IVXLC]{1,6})")


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a citation: `kind` is pages, volume, issue, document, edition, year, date, part, shown (a
    figure, a note, a chapter) or behind_colon (an issue or a page, "21:3"); `value` as written (a date:
    EDTF)."""

    kind: str
    value: str
    start: int
    end: int


class MarkPatterns:
    """The patterns of numbers with a word before them ("pp. 3-4", "vol. 2"); `mark_patterns` gives those of
    a language."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        span = (
            rf"{_NUMBER}[a-z]?(?:\s?-\s?{_NUMBER}?[a-z]?)?"
            rf"(?:\s?(?:{w('page_tails')})\b\.?(?:\s?\d+)?)?"
        )
        joint = rf"(?:\s?,\s?|\s?&\s?|\s+(?:{w('conjunctions')})\s+)"
        self.pages = re.compile(
            rf"(?:(?:{w('page_leads')}) |:\s*)?"
            rf"(?:(?:{w('pages')})\b\.?\s?:?\s*|:\s*(?!(?:1[5-9]|20)\d\d(?!\d)))"
            rf"(?P<v>{span}(?:{joint}{span})*)|(?::\s*)?(?P<placed>(?:{w('other_places')}){span}(?:{joint}{span})*)"
            rf"|(?P<count>\d{{1,4}})\s(?:{w('page_counts')})\b\.?",
            re.IGNORECASE,
        )
        #: Pages with no word before them; leaves with their side ("3r"), pages with their line ("79.5-8").
        leaf = r"\d{1,4}(?:[rv](?!\w)|\.\d{1,3})?"
        self.bare_pages = re.compile(
            rf"(?:(?:{w('bare_page_leads', 'conjunctions')})\s+)?"
            rf"(?P<v>{leaf}(?:\s?-\s?{leaf})?(?:n\.?\s?\d*)?"
            rf"(?:(?:\s?,\s?|\s+(?:{w('conjunctions')})\s+){leaf}(?:\s?-\s?{leaf})?)*)"
            rf"(?:\s?(?:{w('bare_page_tails')})\.?)?"
        )
        self.volume = re.compile(
            rf"(?:(?:{w('volume')})\b\.?\s*(?P<v>(?:[ivxlc]+|\d+)(?:\s?[/,&-]\s?(?:[ivxlc]+|\d+))*"
            rf"(?:,? ?(?:{w('volume_parts')}) ?(?:[ivx]+|\d+))?)\b\.?"
            rf"|(?P<n>\d+\s(?:{w('volume_counts')})\b\.?))",
            re.IGNORECASE,
        )
        self.volume_word_last = re.compile(rf"[,:]?\s+(?:{w('volume')})\b\.?\s*$", re.IGNORECASE)
        self.issue = re.compile(
            rf"(?:{w('issue')})(?![^\W\d_])\.?\s*"
            r"(?P<v>[A-Z]{0,3}\d+(?:\s?[-/]\s?[A-Z]?\d+)*(?:\s\d{2,3})?)",
            re.IGNORECASE,
        )
        self.document = re.compile(
            rf"(?:{w('document_number')})\b\.?\s*(?:(?:{w('number_words')})\.?\s*)?"
            r"(?P<v>(?!(?:1[89]|20)\d\d\b)\d+(?:\s?[-,]\s?\d+)*)",
            re.IGNORECASE,
        )
        #: "ed. 1589": the year of an edition.
        self.edition_year = re.compile(
            rf"(?:{w('editor')})\.?\s(?P<v>(?:1[4-9]|20)\d\d)(?!\d)", re.IGNORECASE
        )
        self.edition = re.compile(rf"(?P<v>{w('edition')})", re.IGNORECASE)
        self.part = re.compile(
            rf"(?:{w('divisions')})\s*(?:[ivx]+|\d+)(?:\s?-\s?(?:[ivx]+|\d+))?", re.IGNORECASE
        )
        number = r"(?:[ivxlc]+(?![a-z])|[a-z]?\d+(?:\.\d+)*[a-z]?)"
        shown = rf"{number}(?:\s?-\s?{number})?"
        #: A place in a work other than its page, with the word for it: "fig. 3", "nos. 49 and 50".
        self.shown = re.compile(
            rf"(?P<v>(?:{w('shown_places')})\s*{shown}(?:{joint}{shown})*)(?![\w/])", re.IGNORECASE
        )
        #: The kinds a word announces, in the order they are tried in.
        self.worded: tuple[tuple[str, re.Pattern[str]], ...] = (
            ("pages", self.pages),
            ("volume", self.volume),
            ("document", self.document),
            ("issue", self.issue),
            ("edition", self.edition),
            ("year", self.edition_year),
            ("part", self.part),
            ("shown", self.shown),
        )
        #: "29 Jun 47", "10-25 Oct 50", "1530 3 Nov 50" with the hour, "Jul 52"; of several days the last.
        also, days, hour = (
            rf"(?:,?\s(?:{w('conjunctions')})\s|,\s)",
            r"\d{1,2}(?:\s?-\s?\d{1,2})?",
            r"[0-2]\d[0-5]\d",
        )
        ends = r"\.?\s(?P<year>\d\d)(?=\s*(?:[.;:)\]]|,(?!\s?(?:1[89]|20)\d\d(?!\d))|$))"
        self.short_day = re.compile(
            rf"(?<![\d-])(?:{days}\s(?:{w('short_months')})\.?{also}){{0,3}}"
            rf"(?:(?:{hour}{also}){{0,4}}{hour}\s)?(?P<day>\d{{1,2}})(?:\s?-\s?(?P<last>\d{{1,2}}))?"
            rf"\s(?P<month>{w('short_months')}){ends}"
        )
        self.short_month = re.compile(rf"(?<![\d-])(?<!\d\s)\b(?P<month>{w('short_months')}){ends}")
        #: "Dec. 22. 1862"
        self.stopped_day = re.compile(
            rf"(\b(?:{w('short_months')})[a-z]*\.?\s\d{{1,2}})\.(\s(?:1[5-9]|20)\d\d)(?!\d)"
        )
        self.date_lead = re.compile(rf"(?:(?:{w('date_leads')})\s+)?(?:\d{{1,2}}/(?=\d{{1,2}}\s[A-Z]))?")
        self.year_word = re.compile(rf"\s*(?:{w('year_words')})(?!\w)", re.IGNORECASE)
        self.romanised_month = re.compile(rf"\b(?:{w('romanised_months')})\s", re.IGNORECASE)
        names = "|".join(sorted(words.months, key=len, reverse=True))
        #: A month of another language between or beside the numbers of a date.
        self.foreign_month = re.compile(rf"(?<!\w)(?:{names})(?=\s+(?:1[5-9]|20)\d\d(?!\d))", re.IGNORECASE)
        self.first_day = re.compile(rf"(?<=\b1)(?:{w('first_day')})(?=\s[A-Z])")

    def told_by_word(self, text: str) -> bool:
        """Whether the text is a place in a work, told by its word and no page: "table 3"."""
        return bool(self.part.fullmatch(text) or self.shown.fullmatch(text))


@lru_cache(maxsize=8)
def mark_patterns(words: CitationWords) -> MarkPatterns:
    """The patterns of a language's numbers."""
    return MarkPatterns(words)


def plain_dates(text: str, words: CitationWords) -> str:
    """The text, as long as it was, with the points that keep a date from being read blanked: "4. Jan 1949",
    "Nov.1995"."""
    patterns = mark_patterns(words)
    text = patterns.foreign_month.sub(
        lambda m: words.months[m.group().casefold()].ljust(len(m.group())), text
    )
    text = patterns.first_day.sub(lambda m: " " * len(m.group()), text)
    text = _BOTH_STYLES.sub(lambda m: " " * len(m.group()), text)
    text = _BOTH_YEARS.sub(lambda m: f"{m['month']}{int(m['year']) + 1}".ljust(len(m.group())), text)
    text = patterns.stopped_day.sub(lambda m: f"{m[1]},{m[2]}", text)
    text = re.sub(r"(?<=\b\d)\.(?=\s[A-Z][a-z]{2})|(?<=\b\d\d)\.(?=\s[A-Z][a-z]{2})", " ", text)
    return re.sub(r"(?<=[A-Z][a-z]{2})\.(?=\s?\d{4})|(?<=[a-z]{3}t)\.(?=\s?\d{4})", " ", text)


def dates_in(text: str, words: CitationWords) -> list[DateMatch]:
    """The dates of a stretch of a note."""
    return list(_dates_in(text, words))


@lru_cache(maxsize=4096)
def _dates_in(text: str, words: CitationWords) -> tuple[DateMatch, ...]:
    plain = plain_dates(text, words)
    found = [_to_second_year(d, text, plain) for d in find_dates(plain, words.language)]
    short = [*_short_days(text, words), *_short_months(text, words)]
    # "1530 3 Nov 50" holds no year 1530: what reads less than the whole goes
    found = [d for d in found if not any(s.start <= d.start and d.end < s.end for s in short)]
    short = [d for d in short if not any(d.start < x.end and x.start < d.end for x in found)]
    return tuple(sorted([*found, *short], key=lambda d: d.start))


def _to_second_year(date: DateMatch, text: str, plain: str) -> DateMatch:
    """A date with the second of its two years, which the text read for dates has blanked: "1712/13"."""
    m = _SECOND_YEAR.match(text, date.end)
    return replace(date, end=m.end()) if m and not plain[date.end : m.end()].strip() else date


def _short_days(text: str, words: CitationWords) -> list[DateMatch]:
    """Days whose year has two figures, as offices write them: "29 Jun 47"."""
    return [
        DateMatch(m.start(), m.end(), _days(_short_month(m, words), m), m.group(), SHORT_YEAR)
        for m in mark_patterns(words).short_day.finditer(text)
        if 1 <= int(m["day"]) <= 31 and int(m["day"]) < int(m["last"] or 32) <= 32
    ]


def _days(month: str, m: re.Match[str]) -> str:
    """A day of a month, or some days in a row, in EDTF."""
    days = [f"{month}-{int(day):02}" for day in (m["day"], m["last"]) if day]
    return "/".join(days)


def _short_months(text: str, words: CitationWords) -> list[DateMatch]:
    """Months whose year has two figures that are no day's: "Jul 52"."""
    return [
        DateMatch(m.start(), m.end(), _short_month(m, words), m.group(), SHORT_YEAR)
        for m in mark_patterns(words).short_month.finditer(text)
        if int(m["year"]) > LAST_DAY
    ]


def _short_month(m: re.Match[str], words: CitationWords) -> str:
    """The month of a match and its year, in EDTF."""
    months = [name.casefold() for name in words.entries("short_months")]
    century = words.entries("short_year_century")[0]
    return f"{century}{m['year']}-{months.index(m['month'].casefold()) + 1:02}"


def read_marks(
    text: str, base: int, words: CitationWords, lent: Sequence[tuple[str, int, int]] = ()
) -> list[Mark]:
    """The marks an atom consists of, when it consists of nothing else; [] otherwise.

    `base` is added to offsets; `lent` are dates (EDTF, start, end, with the base) that borrow their year from
    a neighbour.
    """
    own = tuple((edtf, a - base, b - base) for edtf, a, b in lent if base <= a and b <= base + len(text))
    return [Mark(m.kind, m.value, base + m.start, base + m.end) for m in _marks_of(text, words, own)]


@lru_cache(maxsize=4096)
def _marks_of(text: str, words: CitationWords, lent: tuple[tuple[str, int, int], ...]) -> tuple[Mark, ...]:
    """The marks of an atom with the offsets of its own text; an atom is read several times on its way."""
    found: list[Mark] = []
    dates = {a: DateMatch(a, b, edtf, text[a:b], 0.6, inferred=True) for edtf, a, b in lent}
    dates |= {d.start: d for d in _dates_in(text, words)}
    patterns = mark_patterns(words)
    k = _skip(text, 0)
    while k < len(text):
        marks = _at(text, k, dates, patterns)
        if not marks:
            return ()
        found += marks
        k = _skip(text, marks[-1].end)
    return tuple(found)


def tail_marks(
    text: str, base: int, words: CitationWords, *, journal: bool = False
) -> tuple[int, list[Mark]]:
    """The marks that end an atom whose beginning is words ("Journal of Korean Studies 24"), and where they
    start; (len(text), []) for none. `journal` says that the words name one whatever they are."""
    for m in _TAIL.finditer(text):
        rest = text[m.end() :]
        volume = _TAIL_VOLUME.fullmatch(rest.strip())
        # a number in a series is the series's own; a roman one ends a title as often as a journal
        if (not journal and words.pattern("series_words", case=True).search(text)) or (
            volume
            and volume["v"][0] in "IVXLC"
            and not words.pattern("journal_words", case=True).search(text)
        ):
            continue
        if volume:
            end = base + m.end() + len(rest.rstrip())
            # "Tolls and Weirs: Volume I"
            told = mark_patterns(words).volume_word_last.search(text, 0, m.start() + 1)
            return told.start() if told else m.start(), [Mark("volume", volume["v"], base + m.end(), end)]
        marks = read_marks(rest, base + m.end(), words)
        if any(x.kind in ("volume", "issue", "edition") for x in marks):
            return m.start(), marks
    return len(text), []


def _skip(text: str, k: int) -> int:
    gap = _GAP.match(text, k)
    return gap.end() if gap else k


def _at(text: str, k: int, dates: Mapping[int, DateMatch], patterns: MarkPatterns) -> list[Mark]:
    """The marks that begin at text[k]: a date, a number that a word announces, a pair of numbers, a year."""
    return (
        _date_at(text, k, dates, patterns)
        or _worded_at(text, k, patterns)
        or _pair_at(text, k)
        or _year_at(text, k, patterns)
    )


def _date_at(text: str, k: int, dates: Mapping[int, DateMatch], patterns: MarkPatterns) -> list[Mark]:
    lead = patterns.date_lead.match(text, k)
    start = lead.end() if lead else k
    date = dates.get(start)
    if date is None or _YEAR_ONLY.fullmatch(date.edtf):
        return []
    word = patterns.year_word.match(text, date.end)
    return [Mark("date", date.edtf, start, word.end() if word else date.end)]


def _worded_at(text: str, k: int, patterns: MarkPatterns) -> list[Mark]:
    for kind, pattern in patterns.worded:
        m = pattern.match(text, k)
        if m:
            return [Mark(kind, next((g for g in m.groupdict().values() if g), m.group()), k, m.end())]
    return []


def _pair_at(text: str, k: int) -> list[Mark]:
    """Volume and pages ("iii. 262", "89:346-81") or volume and number ("16 (3)", "21:3", "21/3")."""
    m = _ROMAN.match(text, k)
    if m:
        return [_group(m, "volume", "vol"), _group(m, "pages", "pages")]
    m = _SPACED.match(text, k)
    if m:
        issue = [_group(m, "issue", "iss")] if m["iss"] else []
        return [_group(m, "volume", "vol"), *issue, _group(m, "pages", "pages")]
    m = _BRACKETED.match(text, k)
    if m:
        return [_group(m, "volume", "vol"), Mark("issue", m["iss"], m.start("iss"), m.end())]
    m = _COLON.match(text, k)
    if m is None:
        return []
    if m["vol"]:
        return [_group(m, "volume", "vol"), _group(m, "pages" if "-" in m["iss"] else "behind_colon", "iss")]
    form = "2" if m["vol2"] else "3"
    return [_group(m, "volume", f"vol{form}"), _group(m, "issue", f"iss{form}")]


def _group(m: re.Match[str], kind: str, name: str) -> Mark:
    return Mark(kind, m[name], m.start(name), m.end(name))


def _year_at(text: str, k: int, patterns: MarkPatterns) -> list[Mark]:
    month = patterns.romanised_month.match(text, k)
    at = month.end() if month else k
    m = YEAR.match(text, at)
    if m is None or re.match(r"\w", text[m.end() :]):
        return []
    word = patterns.year_word.match(text, m.end())
    return [Mark("year", m["v"], at, word.end() if word else m.end())]
