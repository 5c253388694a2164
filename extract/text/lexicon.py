"""The words by which footnotes are read: `lexicon.toml` beside this module, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from regesta.extract.text.languages import ENGLISH


@cache
def table() -> dict[str, Any]:
    """The lexicon as it stands in the file."""
    return ENGLISH.table("citations")


def alternatives(name: str) -> str:
    """The entries of one list as a regular-expression alternation, longest first so that "see also" beats
    "see"."""
    entries: list[str] = table()[name]
    return "|".join(stretched(e) for e in sorted(entries, key=len, reverse=True))


def stretched(pattern: str) -> str:
    """A pattern whose spaces match any run of white space: a folded line break may leave two."""
    return re.sub(r" (?![?*+\]])", r"\\s+", pattern)


@cache
def words(name: str, *, case: bool = False) -> re.Pattern[str]:
    """A pattern that finds one of the list's entries as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternatives(name)})(?!\w)", 0 if case else re.IGNORECASE)


@cache
def document_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each document kind with the pattern of its words, in file order."""
    kinds: dict[str, list[str]] = table()["document_kinds"]
    return tuple(
        (
            kind,
            re.compile(
                rf"(?<!\w)(?:{'|'.join(stretched(e) for e in sorted(entries, key=len, reverse=True))})(?!\w)",
                re.IGNORECASE,
            ),
        )
        for kind, entries in kinds.items()
    )
