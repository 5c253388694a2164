"""Where a quotation stands in a text: by its offsets, by its words and what surrounds them, at last by
likeness (rapidfuzz)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from regesta.extract.record import Span

#: How many characters of context a quotation is exported with.
CONTEXT = 32
#: A quotation found only by likeness must be at least so alike (0..100).
ALIKE = 88
#: A quotation of fewer characters is not looked for by likeness.
_SHORTEST_ALIKE = 12
#: Likeness is looked for first within so many characters of the offsets.
_NEAR = 2000


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as annotation tools give it: `start` and `end` are -1 when they say no offsets."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1


def quoted(text: str, span: Span) -> Quoted:
    """A span as a quotation with its context."""
    a, b = span
    return Quoted(text[a:b], text[max(0, a - CONTEXT) : a], text[b : b + CONTEXT], a, b)


def anchor(text: str, quote: Quoted) -> Span | None:
    """The span a quotation means, None when it is nowhere.

    Offsets are believed when the words stand there (or no words are given). Else the words are looked for,
    white space folded, and of several places the one whose surroundings are most like the quotation's is
    taken, the nearest to the offsets among equals. Words that stand nowhere are looked for by likeness, near
    the offsets first.
    """
    if not quote.exact.strip():
        return (quote.start, quote.end) if 0 <= quote.start < quote.end <= len(text) else None
    if quote.start >= 0 and folded(text[quote.start : quote.end]) == folded(quote.exact):
        return (quote.start, quote.end)
    found = _places(text, quote.exact)
    if found:
        return max(
            found,
            key=lambda s: (_context(text, s, quote), -abs(s[0] - quote.start) if quote.start >= 0 else -s[0]),
        )
    return _alike(text, quote)


def folded(words: str) -> str:
    """Words with each stretch of white space as one blank, none at the ends."""
    return " ".join(words.split())


def _places(text: str, exact: str) -> Sequence[Span]:
    pattern = r"\s+".join(re.escape(word) for word in exact.split())
    return [m.span() for m in re.finditer(pattern, text)]


def _context(text: str, span: Span, quote: Quoted) -> float:
    before, after = (
        text[max(0, span[0] - len(quote.prefix)) : span[0]],
        text[span[1] : span[1] + len(quote.suffix)],
    )
    return fuzz.ratio(folded(before), folded(quote.prefix)) + fuzz.ratio(folded(after), folded(quote.suffix))


def _alike(text: str, quote: Quoted) -> Span | None:
    """The stretch of text most like the quotation, near its offsets first; None for short quotations, which
    are like too much."""
    if len(quote.exact) < _SHORTEST_ALIKE:
        return None
    near = max(0, quote.start - _NEAR), min(len(text), quote.end + _NEAR)
    for a, b in ([near] if quote.start >= 0 else []) + [(0, len(text))]:
        found = fuzz.partial_ratio_alignment(quote.exact, text[a:b], score_cutoff=ALIKE)
        if found is not None and found.dest_end > found.dest_start:
            return _whole_words(text, a + found.dest_start, a + found.dest_end)
    return None


def _whole_words(text: str, start: int, end: int) -> Span:
    """The span widened to whole words, without white space at its ends."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    piece = text[start:end]
    return (start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))
