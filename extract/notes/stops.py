"""References whose parts full stops part, given names first: "A. Smith and B. Jones. Title. Journal,
33:183-201, 1990"; and lists of authors that a title in quotation marks ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.text.lexicon import CitationWords

_INITIAL = r"[^\W\d_a-z]\."
_FAMILY = r"(?:[^\W\d_a-z]')?[^\W\d_a-z]+[^\W\d_A-Z][\w'-]*"
_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
#: A stop that may end a part: behind it a capital ("arXiv" has one within), a digit, a quotation mark, a
#: bracket or an address.
_STOP = re.compile(r"(?P<stop>[.?!])(?P<gap>\s+)(?=[^\W_a-z]|[\"'(<]|[a-z]{1,2}[A-Z]|https?://|www\.|doi:)")
#: A year behind a comma that ends a stretch.
_YEAR_LAST = re.compile(r",\s(?P<year>(?:1[5-9]|20)\d\d)$")
#: A title that a comma and a year end: "Learning deep models, 2009."
_TITLE_AND_YEAR = re.compile(r"[^.?!,]+,\s+(?:1[5-9]|20)\d\d\.?\s*")
#: A lone Roman number behind a title is part of it: "Fourier integral operators. I".
_PART_NUMBER = re.compile(r"[IVX]{1,4}\.")
#: A word of so many letters or fewer with a capital may abbreviate ("Math.", "Softw."); a longer one, or one
#: of four small letters, is in full. Set by hand on the abbreviated journals of AnyStyle's references.
LONGEST_ABBREVIATION = 6
#: A body's name before a stop has at most so many words.
LONGEST_BODY = 10


@dataclass(frozen=True, slots=True)
class Parted:
    """A reference with its authors read: `text` is as long as it was, with the title in quotation marks where
    a stop ends it (`stopped`) and commas for the stops behind it; the title begins at `begin`; `year` is one
    that stands behind the authors."""

    names: tuple[str, ...]
    body: str
    text: str
    begin: int
    year: str = ""
    stopped: bool = False


class StopPatterns:
    """How a language's references begin whose parts full stops part; `stop_patterns` gives the patterns."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        particles = "|".join(sorted(map(re.escape, words.names.particles), key=len, reverse=True))
        initials = rf"(?:(?:{_INITIAL}[\s-]?\s?)+|[^\W\d_a-z]{{1,3}}\s)"
        given = (
            rf"(?:{initials}(?:[^\W\d_a-z][\w'-]+\s){{0,2}}"
            rf"|(?:[^\W\d_a-z][\w'-]+\s){{1,3}}(?:[^\W\d_a-z]\.?\s){{0,3}})"
        )
        name = (
            rf"{given}(?:[^\W\d_a-z]\.?\s)*(?:(?:{particles})\s)*{_FAMILY}"
            rf"(?:,?\s(?:{w('generations')})(?!\w))?"
        )
        joint = rf"(?:,?\s+(?:(?:{w('author_joints', 'author_date_joints')})\s+|&\s+)|,\s+)"
        others = rf",?\s+(?:{w('et_al')})"
        #: The authors and what ends them: a stop, a year, a colon, a quotation mark; group `names`.
        self.authors = re.compile(
            rf"\s*(?P<names>{name}(?:{joint}{name})*(?:{others})?)"
            rf"(?:[.,]?\s*\((?P<bracketed>{_YEAR})\)[.,:]?\s+|[.,:]\s+(?P<year>{_YEAR})(?:\.\s+|\s+(?=\"))"
            r"|(?P<stop>(?:\.|(?<=\.)|(?P<colon>:))\s+)(?=[^\W_a-z]|\")|,?\s+(?=\"))"
        )
        #: A body's name, and what parts it from a title: a stop, a year, a stop before a quotation mark.
        self.body = re.compile(
            rf"\s*(?P<body>[^\W\d_a-z](?:[^.()\":;\d]|(?<=[A-Z])\.)*)(?:\.?\s*\((?P<year>{_YEAR})\)[.,:]?\s+|(?P<stop>\.)\s+)"
        )
        #: "In:" behind a title's stop, as German references have it.
        self.contained = re.compile(rf"[.?!]\s+(?:{w('contained_in')}):\s", re.IGNORECASE)
        self.last_joint = re.compile(
            rf"(?:\s(?:{w('author_joints', 'author_date_joints')})|&)\s+(?:[^\s,]+\s?){{1,5}}$|{others}$"
        )
        self.joint = re.compile(rf"{others}|{joint}")
        #: What joins a further author, at the end of those before.
        self.joins = re.compile(rf"(?:,|\b(?:{w('author_joints', 'author_date_joints')})|&)\s+$")
        self.abbreviation = re.compile(
            rf"(?:{w('pages', 'volume', 'issue', 'document_number')}"
            rf"|{w('title_abbreviations', 'short_months')})\.?",
            re.IGNORECASE,
        )
        self.initials = re.compile(rf"(?:{_INITIAL}-?)+|[A-Z]{{1,3}}(?=\s|$)")


@lru_cache(maxsize=8)
def stop_patterns(words: CitationWords) -> StopPatterns:
    """How a language's references begin whose parts full stops part."""
    return StopPatterns(words)


def parted(text: str, start: int, end: int, words: CitationWords) -> Parted | None:
    """The reference at text[start:end] with its authors read and its stops made commas; None when it opens in
    another manner. `text` is folded."""
    m = stop_patterns(words).authors.match(text, start, end)
    if m is None:
        return _of_body(text, start, end, words)
    names = tuple(p.strip() for p in stop_patterns(words).joint.split(m["names"]) if p.strip())
    if not all(words.names.is_person(p) for p in names):
        return _of_body(text, start, end, words)
    year = (m["year"] or m["bracketed"] or "")[:4]
    if text[m.end()] == '"':
        return Parted(names, "", text, m.end(), year)
    if not _ends_authors(text, m, names, end, words):
        return None
    return Parted(names, "", with_commas(text, m.end(), end, words), m.end(), year, stopped=True)


def _ends_authors(
    text: str, m: re.Match[str], names: tuple[str, ...], end: int, words: CitationWords
) -> bool:
    """Whether a stop or a year behind names parts them from a title: the last is joined, or each has an
    initial or a given name, or there is one and a year behind; before a colon all have initials."""
    patterns = stop_patterns(words)
    in_german = m["colon"] and patterns.contained.search(text, m.end(), end)
    if m["colon"] and not in_german and not all(patterns.initials.match(p) for p in names):
        # "Alan Bullock, Ernest Bevin: Foreign Secretary" is a title
        return False
    titled = (
        m["year"]
        or m["bracketed"]
        or patterns.last_joint.search(m["names"])
        or _TITLE_AND_YEAR.fullmatch(text, m.end(), end)
        or _title_end(text, m.end(), end, words)
    )
    return (
        bool(titled) and text[m.end()].isalpha() and _authorial(text[m.end() : end], m["names"], names, words)
    )


def _authorial(behind: str, written: str, names: tuple[str, ...], words: CitationWords) -> bool:
    """Whether names are authors rather than words of a title: the last joined, one with a year behind, or
    each with an initial or a given name."""
    patterns = stop_patterns(words)
    if len(names) == 1 and re.search(_YEAR, behind):
        return True
    joined = len(names) > 1 and patterns.last_joint.search(written)
    return bool(joined) or all(words.names.signed([p]) or patterns.initials.match(p) for p in names)


def _of_body(text: str, start: int, end: int, words: CitationWords) -> Parted | None:
    """A reference that opens with a body's name and a stop, or a year in a bracket: "Royal Dock Board. Annual
    report. Leeds, 1901", "Royal Dock Board (1901). Annual report"."""
    m = stop_patterns(words).body.match(text, start, end)
    if m is None:
        return None
    body = m["body"].strip(" ,")
    if len(body.split()) > LONGEST_BODY or not words.names.is_institution(body):
        return None
    if m["year"]:
        marked = with_commas(text, m.end(), end, words)
        return Parted((), body, marked, m.end(), m["year"][:4], stopped=marked != text)
    if "," in body or _abbreviated(body.split()[-1], words, alone=False):
        return None
    if text[m.end()] == '"':
        return Parted((), body, text, m.end())
    following = _title_end(text, m.end(), end, words)
    if following is None or not re.search(_YEAR, text[following.start() : end]):
        return None
    return Parted((), body, with_commas(text, m.end(), end, words), m.end(), stopped=True)


def with_commas(text: str, begin: int, end: int, words: CitationWords) -> str:
    """The text with the title from `begin` on in quotation marks, and commas for the stops behind it."""
    if text[begin] in "\"'" or begin < 1:
        return text
    title = _title_end(text, begin, end, words)
    if title is None:
        return text
    own = re.sub(r'"', "'", text[begin : title.start()])
    dated = _YEAR_LAST.search(own)
    if dated:
        # "Some optimisation problems, 1997. Port Letters, to appear"
        own = own[: dated.start()] + '",' + dated["year"]
    close = "," if dated else '",' if title["stop"] == "." else title["stop"] + '"'
    rest = _behind_title(text[title.end() : end], words)
    return text[: begin - 1] + '"' + own + close.ljust(len(title.group())) + rest + text[end:]


def _title_end(text: str, begin: int, end: int, words: CitationWords) -> re.Match[str] | None:
    """The stop that ends the title: behind no initial and no abbreviation, before no part's number."""
    for m in _STOP.finditer(text, begin, end):
        before = text[begin : m.start()].split()
        if not before or _PART_NUMBER.match(text, m.end()):
            continue
        if m["stop"] == "." and _abbreviated(before[-1], words, alone=len(before) == 1):
            continue
        return m
    return None


def _abbreviated(word: str, words: CitationWords, *, alone: bool) -> bool:
    """Whether a word before a stop is an initial or abbreviates something."""
    letters = word.strip("(\"'")
    return bool(
        (re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", letters) and letters != "I" and not alone)
        or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", letters)
        or stop_patterns(words).abbreviation.fullmatch(letters)
    )


def _behind_title(text: str, words: CitationWords) -> str:
    """What follows the title with commas for the stops behind numbers, brackets and words in full."""

    def parting(m: re.Match[str]) -> str:
        before = text[: m.start()].split()
        word = before[-1] if before else ""
        in_full = (
            re.search(r"[\d)]$", word)
            or (word.isalpha() and len(word) > LONGEST_ABBREVIATION)
            or re.fullmatch(r"[a-z]{4,}", word)
        )
        number = re.match(r"\d", text[m.end() :]) and not stop_patterns(words).abbreviation.fullmatch(word)
        return "," + m["gap"] if m["stop"] == "." and (in_full or number) else m.group()

    return _STOP.sub(parting, text)
