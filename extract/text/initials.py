"""Abbreviations and the words whose letters they take: "the Harbour Museum and Archive (HMA)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: An abbreviation: letters without blanks, two of them capitals at least ("TsAMO", "AP RF" is none).
_ABBREVIATION = re.compile(r"(?=\S{2,10}\Z)\w*[A-Z]\w*[A-Z][\w.]*")
#: A name with something in brackets behind it.
_BRACKETED = re.compile(r"(?P<full>[^()]+?)\s*\((?P<short>[^()]+)\)")
#: Words before the brackets are looked at as far as twice as many as it has letters, and five more than it
#: has (Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation definitions").
_TWICE, _MORE = 2, 5


def is_abbreviation(name: str) -> bool:
    """Whether a name is an abbreviation."""
    return _ABBREVIATION.fullmatch(name) is not None


def full_and_short(written: str) -> tuple[str, str] | None:
    """The two names of "Harbour Museum and Archive (HMA)", whatever stands in the brackets; None for a name
    without brackets at its end."""
    found = _BRACKETED.fullmatch(written.strip())
    return (found["full"], found["short"].strip()) if found else None


def short_for(written: str) -> str:
    """The abbreviation behind a full name whose letters it takes; "" where there is none."""
    pair = full_and_short(written)
    if pair is None or not is_abbreviation(pair[1]):
        return ""
    return pair[1] if words_of(pair[1], pair[0]) else ""


def words_of(short: str, before: str) -> str:
    """The words at the end of some text that an abbreviation takes its letters from, in their order; "" for
    none."""
    letters = re.sub(r"\W", "", short).lower()
    words = before.split()[-min(_TWICE * len(letters), len(letters) + _MORE) :]
    first = _first_word(words, letters)
    return " ".join(words[first:]) if first is not None else ""


def _first_word(words: Sequence[str], letters: str) -> int | None:
    """The word with which the full form begins: letters are looked for from the last on, the first of them
    at the beginning of a word."""
    joined = " ".join(words).lower()
    at = len(joined)
    for n, letter in reversed(list(enumerate(letters))):
        at = joined.rfind(letter, 0, at)
        while n == 0 and at > 0 and joined[at - 1].isalnum():
            at = joined.rfind(letter, 0, at)
        if at < 0:
            return None
    return joined[:at].count(" ")
