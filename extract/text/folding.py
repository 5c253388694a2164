"""Folding of typography that leaves every character where it stood, so that offsets into the folded text are
offsets into the raw."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_SAME_LENGTH = str.maketrans(
    {
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\f": " ",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2028": " ",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u201f": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2033": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u2032": "'",
        "\u0060": "'",
        "\u00b4": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
    }
)


def fold(text: str) -> str:
    """The text with curly quotes, dashes and odd spaces made plain; as long as the text, character for
    character."""
    return text.translate(_SAME_LENGTH)


_BROKEN_WORD = re.compile(r"([\w])([-\u2013])\s*\n\s*(?=\w)")
_OPEN_RANGE = re.compile(r"(?<=\d)([-\u2013]) (?=\d)")


def tidy(text: str) -> str:
    """A raw stretch as one line: words broken at a line end with a hyphen joined, ranges closed up, spaces
    single, stray edges cut."""
    if "\n" in text:
        text = _BROKEN_WORD.sub(r"\1\2", text)
    text = " ".join(text.split())
    if "- " in text or "\u2013 " in text:
        text = _OPEN_RANGE.sub(r"\1", text)
    return text.strip(" ,;:").strip()


@cache
def key(text: str) -> str:
    """The text without accents, case and punctuation: what two spellings are compared by."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()
