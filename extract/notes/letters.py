"""A letter told by who wrote to whom and when, beside the work that prints it or the papers it is kept in:
"Brook, Life of Hurst, ii, p. 45. Hurst to Dale, 3 May 1812"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.extract.notes.descriptions import Description, describe
from regesta.extract.notes.filling import Reading
from regesta.extract.notes.marks import dates_in
from regesta.extract.record import Span
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords

#: Words that say who wrote to whom, at most; a sentence that tells of a letter has more.
LONGEST_LETTER = 14
#: What prints letters, and what points back to it: there the work stays the thing cited.
PRINTED = frozenset({"short_title", "book", "article", "chapter", "published_document", "ibid"})
_STOP = re.compile(r"(?<=[\w)\]])(?P<stop>\.)\s+(?=[^\W\d_a-z])")
_BRACKETED = re.compile(r"\s\((?P<where>[^()]{4,})\)\.?$")
_CLOSED = re.compile(r"[\s.,)]*")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter at `span`, at `where` what prints or keeps it; `stop` is the full stop between them, -1 for
    none; `date` is EDTF."""

    span: Span
    where: Span
    stop: int
    title: str
    description: Description
    date: str


class LetterPatterns:
    """How a language parts a letter from where it stands; `letter_patterns` gives the patterns."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        self.collection = re.compile(rf"(?:{w('collections')})(?!\w)\.?$")
        numbers = rf"(?:\d[\d\s,-]*|\b[ivxlcIVXLC]+)(?:{w('page_tails')})?\.?$"
        #: The end of what says where: a number, a collection.
        self.located = re.compile(rf"{numbers}|(?:{w('collections')})\.?$|(?:{w('ibid')})\.?$")


@lru_cache(maxsize=8)
def letter_patterns(words: CitationWords) -> LetterPatterns:
    """How a language parts a letter from where it stands."""
    return LetterPatterns(words)


def letter_beside(text: str, start: int, end: int, words: CitationWords) -> Letter | None:
    """The letter in text[start:end] that stands before or behind what prints or keeps it; None for none.
    `text` is folded."""
    patterns = letter_patterns(words)
    for letter, where, stop in _parted(text, start, end, patterns):
        if not patterns.located.search(text, *where):
            continue
        found = _told(text, *letter, words)
        if found is not None:
            title, description, date = found
            return Letter(letter, where, stop, title, description, date)
    return None


def _parted(text: str, start: int, end: int, patterns: LetterPatterns) -> Iterator[tuple[Span, Span, int]]:
    """The ways to part the stretch: the letter, where it stands, the stop between them."""
    stops = list(_STOP.finditer(text, start, end))
    for m in reversed(stops):
        yield (m.end(), end), (start, m.start("stop") + 1), m.start("stop")
    for m in stops:
        yield (start, m.start("stop")), (m.end(), end), m.start("stop")
    bracket = _BRACKETED.search(text, start, end)
    if bracket:
        yield (start, bracket.start()), bracket.span("where"), -1


def _told(text: str, a: int, b: int, words: CitationWords) -> tuple[str, Description, str] | None:
    """Title, sender and recipient, and the day of a letter that text[a:b] is and nothing else."""
    dates = dates_in(text[a:b], words)
    if not dates or "-" not in dates[-1].edtf or not _CLOSED.fullmatch(text, a + dates[-1].end, b):
        return None
    title = tidy(text[a : a + dates[-1].start]).strip(" ,(")
    if len(title.split()) > LONGEST_LETTER or re.search(r"\d|[;:]", title):
        return None
    found = describe(title, words)
    if not (found.sender and found.recipient and found.sender in title):
        return None
    return title, found, dates[-1].edtf


def with_letter(found: Reading, letter: Letter) -> Reading:
    """The reading of a printed work with the letter that is read there."""
    told = letter.description
    fields = replace(
        found.fields,
        title=found.fields.title or (letter.title if found.type != "short_title" else ""),
        sender=told.sender,
        recipient=told.recipient,
        doc_kind=told.kind,
        doc_date=letter.date,
    )
    return replace(found, fields=fields)
