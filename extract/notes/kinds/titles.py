"""The words before an imprint parted into a book's title, its series, or a chapter and its book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regesta.extract.notes.group import joined
from regesta.extract.notes.kinds.wordings import TypeWords
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.folding import fold, tidy

#: Words that a title has at least, before a container may follow; words of a chapter's title and of its
#: book's; words of a series' name, where it opens with the word for a series and elsewhere. Set by hand on
#: the titles of tests/extract/notes.
SHORTEST_TITLE, CHAPTER_WORDS, BOOK_WORDS, LONG_SERIES, SHORT_SERIES = 4, 6, 4, 12, 8
#: What begins a list within a title: "Three Powers: Iran, ...".
_NUMBER_ENDS = re.compile(r"\s(\d{1,3})$")
#: A full stop that ends a title before its series: none of an abbreviation or initial.
_SERIES_BEHIND_STOP = re.compile(
    r"(?:(?<=[^\W\d_A-Z]{4})|(?<=\d\d\d)|(?<=[)?!\"])|(?<=\b[BA]\.[CD]))\.\s+(?=[A-Z])"
)
_LISTING = re.compile(r":\s*(?:\S+\s*){1,2}$")


@dataclass(frozen=True, slots=True)
class BookWords:
    """A title, its container (a series, or the book of a chapter), its number in the series where the
    citation has no other volume, and whether it is a chapter's."""

    title: str
    container: str = ""
    volume: str = ""
    chapter: bool = False


def split_book(raw: str, rest: Sequence[Words], parts: Parts, patterns: TypeWords) -> BookWords:
    """Title, container and whether it is a chapter of it, out of the words before an imprint."""
    if numbered := numbered_series(raw, rest, parts, patterns):
        return numbered
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


def numbered_series(raw: str, rest: Sequence[Words], parts: Parts, patterns: TypeWords) -> BookWords | None:
    """Title and series where a number stands between the last words and a bracket with the place: behind a
    comma ("Tolls of Hull, Studia Portuensia 43 (Leeds, 2006)") or a full stop."""
    if not (parts.bracketed and rest) or rest[-1].quoted:
        return None
    last, number = rest[-1], ""
    ends = None if parts.volume else _NUMBER_ENDS.search(last.text)
    if ends:
        last, number = replace(last, end=last.start + ends.start(), text=last.text[: ends.start()]), ends[1]
    elif last.order != parts.volume_ends:
        return None
    behind_stop = _series_behind_stop(raw, rest[:-1], last, number)
    behind_comma = len(rest) > 1 and _names_series(last.text)
    if behind_stop or not behind_comma or patterns.listing.match(last.text):
        return behind_stop
    return BookWords(joined(raw, rest[:-1]), joined(raw, [last]), number)


def _series_behind_stop(raw: str, before: Sequence[Words], last: Words, number: str) -> BookWords | None:
    """The last words parted at the last full stop that ends a title, where a series' name is behind it."""
    stops = list(_SERIES_BEHIND_STOP.finditer(last.text))
    if not stops or not _names_series(last.text[stops[-1].end() :]):
        return None
    own = replace(last, end=last.start + stops[-1].start(), text=last.text[: stops[-1].start()])
    series = tidy(raw[last.start + stops[-1].end() : last.end])
    return BookWords(joined(raw, [*before, own]), series, number)


def _names_series(text: str) -> bool:
    """Whether words have the form of a series' name: capitals alone ("CSCO"), or two words and not many, the
    first and the last with a capital and none an initial ("U. D. Kirche")."""
    found = text.strip(" .,").split()
    if len(found) == 1:
        return found[0].isupper() and len(found[0]) > 2
    if any(len(word) == 2 and word[1] == "." for word in found):
        return False
    return 2 <= len(found) <= SHORT_SERIES and found[0][:1].isupper() and found[-1][:1].isupper()


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
        return BookWords(title, joined(raw, rest[k:]), chapter=bool(patterns.collected.match(text)))
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
