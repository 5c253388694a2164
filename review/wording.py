"""Whether a wording is free of the text it words: no run of so many words of the text stands in it."""

from __future__ import annotations

import re
from functools import lru_cache

#: A run of so many words in common is a quotation: the length that tests of text-free publication compare.
RUN = 8
_WORD = re.compile(r"[^\W_]+")


def repeated(wording: str, text: str) -> str:
    """The first run of `RUN` words that a wording has in common with a text, case and punctuation apart; ""
    for none."""
    words = _words(wording)
    if len(words) < RUN:
        return ""
    runs = _runs(text)
    return next((run for k in range(len(words) - RUN + 1) if (run := _run(words, k)) in runs), "")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _run(words: list[str], start: int) -> str:
    return " ".join(words[start : start + RUN])


@lru_cache(maxsize=4)
def _runs(text: str) -> frozenset[str]:
    words = _words(text)
    return frozenset(_run(words, k) for k in range(len(words) - RUN + 1))
