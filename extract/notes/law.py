"""Statutes and law cases, as notes cite them: "9 & 10 Vict. c. 95, s. 12", "Dale v. Marsh, 245 U.S. 60, 74
(1917)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.notes.filling import Reading, page_numbers
from regesta.extract.notes.marks import dates_in
from regesta.extract.record import Fields
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.schema import read_schema
from regesta.extract.text.word_lists import alternation

#: How sure a statute and a case are read as such: set by hand, their forms are like no other's.
CONFIDENCE = 0.9
_CAPITAL = r"[^\W\d_a-z]"
_YEAR = r"1[0-9]\d\d|20\d\d"
_NAME_AND_YEAR = re.compile(rf"([^,]*[^\W\d_])\s({_YEAR})")
#: A party or a statute has at most so many characters.
LONGEST_NAME = 140


@dataclass(frozen=True, slots=True)
class _Table:
    """The table `citation_law.toml` of a language."""

    reigns: tuple[str, ...]
    chapter: tuple[str, ...]
    statute: tuple[str, ...]
    sections: tuple[str, ...]
    act_names: tuple[str, ...]
    acts_of: tuple[str, ...]
    codes: tuple[str, ...]
    year_books: tuple[str, ...]
    versus: tuple[str, ...]
    single_party: tuple[str, ...]
    crown: tuple[str, ...]
    reporters: tuple[str, ...]
    courts: tuple[str, ...]
    pronounced: tuple[str, ...]
    case_numbers: tuple[str, ...]


class LawPatterns:
    """The forms of statutes and cases in a language; `law_patterns` gives them. Groups: `title`, `year`,
    `volume`, `report` and `place`, the section or the pages."""

    def __init__(self, words: CitationWords) -> None:
        pack = words.language
        t = read_schema(_Table, pack.table("citation_law"), f"citation_law.toml of {pack.code!r}")
        a = alternation
        #: "5 Eliz. I, c. 4", "13 & 14 Car. II, st. 2, c. 12": a statute by its reign.
        reign = rf"\d{{1,2}}(?:\s?(?:&|and|-|,)\s?\d{{1,2}})?\s(?:{a(t.reigns)})(?:,?\s?(?:[IVX]+|\d)\b\.?)?"
        by_reign = (
            rf"{reign}(?:,\s?|\s|(?<=\.))(?:(?:{a(t.statute)})\.?\s?\d{{1,2}},?\s)?"
            rf"(?:{a(t.chapter)})\.?\s?(?:\d+|[ivxlcIVXLC]+)\b"
        )
        place = (
            rf"(?:(?i:{a(t.sections)})\.?\s?(?:\d+|[ivxlc]+\b|(?<=preamble))"
            r"[\w\s.,;()§-]{0,40})"
        )
        named = rf"{_CAPITAL}[^\d;\"]{{2,{LONGEST_NAME}}}?"
        #: "Y.B. 14 Hen. VIII. 6, pl. 5"
        self.year_book = re.compile(
            rf"(?P<title>(?:{a(t.year_books)})\s{reign})[.,]?\s(?P<place>[\w\s.,]{{1,30}}?)[.\s]*"
        )
        self.statutes = (
            re.compile(
                rf"(?:(?P<title>{named}(?:\s(?:{_YEAR}))?)(?:,|\s\()\s?)?(?P<statute>{by_reign})\)?"
                rf"(?:,?\s\(?(?P<year>{_YEAR})\)?)?(?:,?\s(?P<place>{place}))?[.\s]*"
            ),
            re.compile(
                rf"(?P<title>(?:The\s)?{named}\s?\b(?:{a(t.act_names)}))(?:,\s(?P<report>{a(t.codes)}))?"
                rf",?\s\(?(?P<year>{_YEAR})\)?"
                rf"(?:\s?\((?P<statute>{by_reign}|[^()\d]{{0,20}})\))?(?:,?\s(?P<place>{place}))?[.\s]*"
            ),
            re.compile(
                rf"(?P<title>(?:{a(t.acts_of)})\s[^;\"]{{2,{LONGEST_NAME}}}?(?P<year>{_YEAR})(?!\d)"
                rf"(?:,\s(?:{a(t.chapter)})\.?\s?\d+)?)"
                r"(?:,\s§§?\s?\d[\d\s-]*)?"
                rf"(?:,\s(?P<volume>\d{{1,3}})\s(?P<report>{a(t.codes)})\s?(?P<place>\d[\d\s,-]*))?[.\s]*"
            ),
            re.compile(
                rf"(?P<volume>\d{{1,3}})\s(?P<report>{a(t.codes)}),?\s?(?P<place>(?:§§?\s?)?\d[\w\s,().-]{{0,30}}?)"
                rf"(?:\s\((?P<year>{_YEAR})\))?[.\s]*"
            ),
        )
        party = rf"(?:(?:{a(t.crown)})|{_CAPITAL}[^;\"()\[\]\d]{{1,{LONGEST_NAME}}}?)"
        case = (
            rf"(?P<title>{party},?\s(?:{a(t.versus)})\s{_CAPITAL}[^;\"()\[\]\d]{{1,{LONGEST_NAME}}}?"
            rf"|(?:{a(t.single_party)})\s{_CAPITAL}[^;\"()\[\]\d]{{1,{LONGEST_NAME}}}?)"
        )
        page = r"\d{1,5}[ab]?(?:\s?-\s?\d+)?"
        pages = rf"(?P<place>{page}(?:(?:\s\([A-Z]+\))?(?:,?\s(?:at\s)?|,\s)\d+[ab]?(?:\s?-\s?\d+)?)*)"
        behind = (
            rf"(?:,\s\d{{1,3}}\s[A-Z][\w.\s]{{1,12}}?\s\d+)?(?:\s?\((?:[^()\d]*\s)?(?P<later>{_YEAR})\))?"
            r"(?:\s?\([^()]{1,40}\))?[.\s]*"
        )
        report = rf"(?P<report>{_CAPITAL}[\w.'&]*(?:\s(?:\d[a-z]{{1,2}}|[A-Z][\w.'&]*|&|\([A-Z][\w.]*\)))*)"
        #: The first party of a case with a name of its own, rather than initials before "v." ("H. v. Sybel").
        self.named_party = re.compile(
            rf"(?:{a(t.crown)})\s(?:{a(t.versus)})\s|(?:{a(t.single_party)})\s"
            rf"|(?=.*?[^\W\d_]{{3}}.*?\s(?:{a(t.versus)})\s)(?!(?:{_CAPITAL}\.?\s)*(?:{a(t.versus)})\s)"
        )
        #: What a court pronounced, without a report: "ICTY, Dale, case no. IT-95-1-T, Judgment, 7 May 1997,
        #: paras. 7, 9"; a court's name is of capitals, or an institution's.
        self.pronounced = re.compile(
            rf"(?P<court>[A-Z][A-Z.]{{1,6}}|{_CAPITAL}[^,;\"\d]{{2,60}}),\s"
            rf"(?P<title>[^,;\"]{{2,{LONGEST_NAME}}}?(?:\([^()]*\))?)"
            rf"(?:,\s(?i:{a(t.case_numbers)})\s?(?P<number>[A-Z\d][\w./-]*))?"
            rf",\s(?P<decision>{a(t.pronounced)})(?P<day>,\s[\w\s.]*?\d{{4}})?"
            rf"(?:,\s(?:(?i:{a(t.sections)})\.?\s?)?(?P<place>\d[\w\s,.()-]*?))?"
            r"(?:,\s(?P<url>(?:https?://|www\.)\S+?))?[.\s]*"
        )
        self.court = re.compile(rf"[A-Z][A-Z.]{{1,6}}|.*\b(?:{a(t.courts)})(?!\w).*")
        self.cases = (
            # "[1972] 2 QB 45", "(1703) 2 Ld Raym 938"
            re.compile(
                rf"{case},?\s[\[(](?P<year>{_YEAR})[\])],?\s(?:(?P<volume>\d{{1,3}}|LR \d+|L\.R\. \d+),?\s)?"
                rf"{report},?\s{pages}{behind}"
            ),
            # "245 U.S. 60", "1 Eden, 177"
            re.compile(rf"{case},?\s(?P<volume>\d{{1,3}})\s{report},?\s{pages}{behind}"),
            # "Aleyn, 14"
            re.compile(rf"{case},\s(?P<report>{a(t.reporters)}),?\s{pages}{behind}"),
        )


@lru_cache(maxsize=8)
def law_patterns(words: CitationWords) -> LawPatterns:
    """The forms of statutes and cases in a language."""
    return LawPatterns(words)


def read_law(text: str, start: int, end: int, words: CitationWords) -> Reading | None:
    """The statute or law case that text[start:end], folded, cites; None when it is something else."""
    patterns = law_patterns(words)
    for case in patterns.cases:
        m = case.fullmatch(text, start, end)
        if m and patterns.named_party.match(m["title"]):
            return _case(m)
    m = patterns.pronounced.fullmatch(text, start, end)
    if m and patterns.court.fullmatch(m["court"]):
        return _pronounced(m, words)
    m = patterns.year_book.fullmatch(text, start, end)
    if m:
        return _law(tidy(m["title"]), m)
    for statute in patterns.statutes:
        m = statute.fullmatch(text, start, end)
        if m:
            named = m.groupdict()
            return _law(tidy(named.get("title") or named.get("statute") or ""), m)
    return None


def _case(m: re.Match[str]) -> Reading:
    named = m.groupdict()
    fields = Fields(
        title=tidy(m["title"]).rstrip(","),
        container=tidy(m["report"]),
        volume=named.get("volume") or "",
        year=named.get("year") or named["later"] or "",
        pages=page_numbers(re.sub(r"\s?\([A-Z]+\)|\bat\b", "", m["place"])),
        doc_kind="judgment",
    )
    return Reading("published_document", fields, CONFIDENCE, reason="published document: a law case")


def _pronounced(m: re.Match[str], words: CitationWords) -> Reading:
    """A case as a court decided it; in short, without a number or a day, a short title."""
    days = [d.edtf for d in dates_in(m["day"] or "", words) if d.edtf.count("-") == 2]
    fields = Fields(
        authors=(tidy(m["court"]),),
        author_names=(tidy(m["court"]),),
        title=tidy(m["title"]),
        year=days[0][:4] if days else "",
        pages=page_numbers(m["place"] or ""),
        doc_kind="judgment",
        doc_number=m["number"] or "",
        doc_date=days[0] if days else "",
        url=m["url"] or "",
    )
    told = m["number"] or days
    return Reading(
        "published_document" if told else "short_title",
        fields,
        CONFIDENCE,
        reason=f"{'published document' if told else 'short title'}: what a court pronounced",
    )


def _law(title: str, m: re.Match[str]) -> Reading:
    said = {name: tidy(value or "") for name, value in m.groupdict(default="").items()}
    statute, report, year = (said.get(name, "") for name in ("statute", "report", "year"))
    ended = _NAME_AND_YEAR.fullmatch(title)
    if ended and not year:
        title, year = ended[1], ended[2]
    volume = said.get("volume", "")
    fields = Fields(
        title=title.rstrip(",") or f"{volume} {report}",
        container=(statute if statute != title else "") or (report if title else ""),
        volume=volume if title else "",
        year=year,
        pages=said.get("place", "").rstrip(" .,"),
        doc_kind="law",
    )
    return Reading("published_document", fields, CONFIDENCE, reason="published document: a statute")
