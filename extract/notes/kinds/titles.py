"""The words before an imprint parted into a book's title, its series, or a chapter and its book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.extract.notes.group import joined
from regesta.extract.notes.kinds.wordings import TypeWords
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.folding import fold

#: Words that a title has at least, before a container may follow; words of a chapter's title and of its
#: book's; words of a series' name, where it opens with the word for a series and elsewhere. Set by hand on
#: the titles of tests/extract/notes.
SHORTEST_TITLE, CHAPTER_WORDS, BOOK_WORDS, LONG_SERIES, SHORT_SERIES = 4, 6, 4, 12, 8
#: What begins a list within a title: "Three Powers: Iran, ...".
_LISTING = re.compile(r":\s*(?:\S+\s*){1,2}$")


@dataclass(frozen=True, slots=True)
class BookWords:
    """A title, its container (a series, or the book of a chapter) and whether it is a chapter's."""

    title: str
    container: str = ""
    chapter: bool = False


def split_book(raw: str, rest: Sequence[Words], parts: Parts, patterns: TypeWords) -> BookWords:
    """Title, container and whether it is a chapter of it, out of the words before an imprint."""
    listed = max((j for j, w in enumerate(rest) if patterns.listing.match(w.text)), default=0)
    for k in range(1, len(rest)):
        title = joined(raw, rest[:k])
        goes_on = k <= listed or re.match(r"[a-z\d]", rest[k].text)
        if goes_on or len(title.split()) < SHORTEST_TITLE:
            continue
        found = _parted_at(raw, rest, k, title, parts, patterns)
        if found:
            return found
    title = joined(raw, rest)
    bracket = patterns.series_bracket.search(title)
    return BookWords(title[: bracket.start()], bracket.group(1)) if bracket else BookWords(title)


def _parted_at(
    raw: str, rest: Sequence[Words], k: int, title: str, parts: Parts, patterns: TypeWords
) -> BookWords | None:
    """What the words say when they are parted before rest[k]; None where they are one title."""
    text = rest[k].text
    if rest[k].first - rest[k - 1].order > 1 and parts.imprint.translators:
        # behind the translator's name stands what he calls it
        return BookWords(title)
    longest = LONG_SERIES if patterns.long_series.match(text) else SHORT_SERIES
    if patterns.book_series.search(text) and len(text.split()) <= longest:
        return BookWords(title, joined(raw, rest[k:]), bool(patterns.collected.match(text)))
    if _is_chapter(title, text, parts):
        return BookWords(title, joined(raw, rest[k:]), chapter=True)
    journal = (parts.volume or parts.issue) and not parts.imprint.publisher
    if journal and patterns.journal.search(text):
        return BookWords(title, joined(raw, rest[k:]))
    return None


def _is_chapter(title: str, behind: str, parts: Parts) -> bool:
    """Whether a long title with long words behind it, pages and no bracketed imprint is a chapter's."""
    return (
        len(title.split()) >= CHAPTER_WORDS
        and len(behind.split()) >= BOOK_WORDS
        and bool(parts.pages)
        and not parts.bracketed
        and not _LISTING.search(title)
        and not re.search(r"\d{4}$", title)
    )


def title_volume(title: str) -> str:
    """A volume number that ends a title: "The Korean War: Another perspective 1, 2", "Documents 3 -
    Colonies"."""
    m = re.search(r"[a-z]\s(\d{1,2}(?:, ?\d{1,2})*)(?:$|\s*-\s*\w|:)", fold(title))
    return m.group(1) if m else ""


def without_volume(title: str, volume: str) -> str:
    """A title without the volume number that ends it."""
    return title[: -len(volume)].rstrip(" ,") if volume and title.endswith(volume) else title
