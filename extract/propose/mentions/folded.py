"""Words as names are compared by: without case, accents, dots and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Lower case without accents, dots and apostrophes: "U.S.S.R." -> "ussr", "Élysée" -> "elysee"."""
    if word.isascii() and word.isalnum():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word)
    return "".join(c for c in flat.lower() if c.isalnum())


def fold_name(name: str) -> str:
    """The folded words of a name, parted by single spaces."""
    return " ".join(fold_word(w) for w in name.split())


def name_words(name: str) -> list[str]:
    """The words of a name as listed, initials apart: "Chiang Kai-shek" -> ["Chiang", "Kai", "shek"], "J.V.
    Stalin" -> ["J", "V", "Stalin"]."""
    return [w for w in re.split(r"[\s.\-\u2010\u2011]+", name) if fold_word(w)]
