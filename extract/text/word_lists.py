"""A language pack's lists of words as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: An entry that is nothing but words.
_WORDS = re.compile(r"[A-Za-z][\w' -]*")
#: What letters match besides their two cases, where case is ignored.
_FURTHER_CASES = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}


def alternation(entries: Iterable[str]) -> str:
    """The entries, regular-expression fragments each, as one alternation; the longest first, so that "see
    also" beats "see"."""
    return "|".join(stretched(e) for e in sorted(entries, key=len, reverse=True))


def whole_words(entries: Iterable[str], *, case: bool = False) -> re.Pattern[str]:
    """A pattern that finds one of the entries as whole words; with `case` as it is written only."""
    listed = list(entries)
    plain = all(map(_WORDS.fullmatch, listed))
    either = _by_initial(listed) if plain and not case else alternation(listed)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", 0 if case else re.IGNORECASE)


def _by_initial(entries: Sequence[str]) -> str:
    """Words as an alternation by their first letters: where case is ignored, `re` tries every alternative at
    every word, but passes over one that begins with a set of letters as written (a quarter of the time)."""
    begun: dict[str, list[str]] = {}
    for entry in sorted(entries, key=len, reverse=True):
        begun.setdefault(entry[0].lower(), []).append(stretched(entry[1:]))
    return "|".join(
        f"(?-i:[{first}{first.upper()}{_FURTHER_CASES.get(first, '')}])(?:{'|'.join(rests)})"
        for first, rests in begun.items()
    )


def stretched(pattern: str) -> str:
    """A pattern whose spaces match any run of white space: a folded line break may leave two."""
    return re.sub(r" (?![?*+\]])", r"\\s+", pattern)
