"""A language pack's lists of words as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(entries: Iterable[str]) -> str:
    """The entries, regular-expression fragments each, as one alternation; the longest first, so that "see
    also" beats "see"."""
    return "|".join(stretched(e) for e in sorted(entries, key=len, reverse=True))


def whole_words(entries: Iterable[str], *, case: bool = False) -> re.Pattern[str]:
    """A pattern that finds one of the entries as whole words; with `case` as it is written only."""
    return re.compile(rf"(?<!\w)(?:{alternation(entries)})(?!\w)", 0 if case else re.IGNORECASE)


def stretched(pattern: str) -> str:
    """A pattern whose spaces match any run of white space: a folded line break may leave two."""
    return re.sub(r" (?![?*+\]])", r"\\s+", pattern)
