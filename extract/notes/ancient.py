"""Works cited by book, chapter and line whatever the edition: ancient authors ("Tac. Ann. 1.72"), Scripture
("Gen. 1:26"), the books of Roman law ("Dig. 48.19.28")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.notes.filling import Reading, page_numbers
from regesta.extract.record import Fields
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.schema import read_schema
from regesta.extract.text.word_lists import alternation

#: How sure a place in an ancient work is read as such: set by hand.
CONFIDENCE = 0.9
#: What the books of Scripture are parts of.
SCRIPTURE = "Bible"
_NUMBER = r"(?:\d{1,4}[a-e]?\d{0,2}|[ivxlc]+|[IVXLC]+)(?!\w)"
_YEAR_ALONE = re.compile(r"(?:1[4-9]|20)\d\d")
#: Words of a work's title, at most.
TITLE_WORDS = 7


@dataclass(frozen=True, slots=True)
class _Table:
    """The table `citation_ancient.toml` of a language."""

    divisions: tuple[str, ...]
    authors: Mapping[str, str]
    works: Mapping[str, str]
    alone: Mapping[str, str]
    scripture: Mapping[str, str]


class AncientWords:
    """The authors, works and places of ancient works that a language's notes name; `ancient_words` gives
    them."""

    def __init__(self, words: CitationWords) -> None:
        pack = words.language
        t = read_schema(_Table, pack.table("citation_ancient"), f"citation_ancient.toml of {pack.code!r}")
        division = rf"(?i:{alternation(t.divisions)})\.?\s?"
        joint = rf"(?:\s?-\s?|[.:]\s?|,\s|\s(?=(?:{division})))"
        place = (
            rf"(?P<place>(?:{division})?{_NUMBER}(?:{joint}(?:{division})?{_NUMBER})*(?:\s?(?:ff?|sqq?)\b\.?)?)"
            r"(?:,?\s\([^()]{1,60}\))?[.\s]*"
        )
        # no Roman number, which is a book's, and no "and", which joins two authors
        word = rf"(?!{_NUMBER})(?:[^\W\d_a-z][\w'-]*\.?|(?!and\b)[a-z][\w'-]*\.?)"
        self.names = _told(t.authors)
        self.titles = _told(t.works)
        self.authored = re.compile(
            rf"(?P<author>{_any(t.authors)})"
            rf"(?:(?P<comma>,?)\s(?P<work>{word}(?:\s{word}){{0,{TITLE_WORDS - 1}}}?))?"
            rf",?\s{place}"
        )
        self.books = _told({**t.alone, **t.scripture})
        self.scripture = frozenset(t.scripture)
        self.alone = re.compile(rf"(?P<book>{_any(t.alone)}),?\s{place}")
        verse = (
            r"(?:\d{1,3}|[ivxlc]+)[:.]\s?\d{1,3}[a-b]?(?:\s?-\s?\d+(?:[:.]\d+)?)?"
            r"(?:,\s?\d+(?:[:.]\d+)?(?:-\d+)?)*(?:\s?ff?\.?)?"
        )
        self.verse = re.compile(rf"(?P<book>{_any(t.scripture)}),?\s(?P<place>{verse})[.\s]*")

    def author(self, written: str) -> str:
        """The name under which an ancient author is kept; "" for any other name."""
        return next((name for name, p in self.names if p.fullmatch(written)), "")


def _any(told: Mapping[str, str]) -> str:
    return alternation(told.values())


def _told(told: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(written)) for name, written in told.items())


@lru_cache(maxsize=8)
def ancient_words(words: CitationWords) -> AncientWords:
    """The ancient works that a language's notes name."""
    return AncientWords(words)


def read_ancient(
    text: str, start: int, end: int, words: CitationWords, families: Set[str] = frozenset()
) -> Reading | None:
    """The place in an ancient work that text[start:end], folded, cites; None when it is something else, and
    for a name that is a modern author's here: `families`, casefolded."""
    known = ancient_words(words)
    m = known.authored.fullmatch(text, start, end)
    if m:
        return None if m["author"].casefold() in families else _authored(m, known)
    m = known.verse.fullmatch(text, start, end) or known.alone.fullmatch(text, start, end)
    if m is None or not _has_levels(m["place"]):
        return None
    book = next((name for name, p in known.books if p.fullmatch(m["book"])), tidy(m["book"]))
    fields = Fields(
        title=book, container=SCRIPTURE if book in known.scripture else "", pages=page_numbers(m["place"])
    )
    return Reading("book", fields, CONFIDENCE, reason="book: a place in a book without an author")


def is_ancient(f: Fields, words: CitationWords) -> bool:
    """Whether a work is an ancient author's, or Scripture."""
    known = ancient_words(words)
    return f.container == SCRIPTURE or any(known.author(name) for name in f.author_names or f.authors)


def _authored(m: re.Match[str], known: AncientWords) -> Reading | None:
    """A place in an ancient author's work, or in his only one; a work that no table knows needs a comma
    before it, lest it be a family name, and a place of two numbers."""
    place, work = m["place"], tidy(m["work"] or "").strip(" ,")
    title = next((name for name, p in known.titles if p.fullmatch(work)), "")
    told = title or (_has_levels(place) and (not work or m["comma"]))
    if _YEAR_ALONE.fullmatch(place) or not told:
        return None
    author, title = known.author(m["author"]), title or work
    fields = Fields(authors=(author,), author_names=(author,), title=title, pages=page_numbers(place))
    return Reading("book", fields, CONFIDENCE, reason="book: a place in an ancient work")


def _has_levels(place: str) -> bool:
    """Whether a place has two numbers, a book's and a chapter's."""
    return len(re.findall(_NUMBER, place)) > 1 and not re.fullmatch(r"\d+\s?-\s?\d+", place)
