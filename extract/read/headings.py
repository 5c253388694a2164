"""What a heading is, from its words alone: `classify("IV. The Road to War", words)` -> chapter, number IV."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.extract.read.vocabulary import ROMAN, HeadingKind, HeadingWords, fold

__all__ = ["HeadingKind", "Named", "arabic", "classify", "fold", "is_closing"]


@dataclass(frozen=True, slots=True)
class Named:
    """A heading read: its kind, its number as printed ("IV", "3", "2.1", "" for none) and its title without
    the number."""

    kind: HeadingKind
    number: str
    title: str
    named: bool
    """True when its words alone say what it is; a bare title is a section by default and may be anything."""


_OUTLINE = re.compile(
    rf"({ROMAN}|\d{{1,2}}(?:\.\d{{1,2}})*|[A-H])(?:[.:)]\s*|\s*[\u2013\u2014]\s*|\s{{2,}})(?=\S)(.*)$", re.S
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(\S.*)$", re.S)
_LETTERED = re.compile(r"\(([a-h])\)\s+(\S.*)$")


#: What is no part of a chapter: "3.1.1. Notes" and "2.4 Summary" are sections.
_NEVER_BELOW = ("notes", "front", "contents")


def classify(text: str, words: HeadingWords) -> Named:
    """Kind, number and title of a heading's words."""
    flat = " ".join(text.split())
    counted = _counted_by_word(flat, words)
    if counted:
        return counted
    number, title = "", flat
    if (m := _DECIMAL.match(flat)) or (m := _OUTLINE.match(flat)):
        number, title = m.group(1), m.group(2).strip()
    kind = _kind(fold(title), words)
    if kind and not ("." in number and kind in _NEVER_BELOW):
        return Named(kind, number, title, True)
    lettered = _LETTERED.match(flat)
    if lettered:
        return Named("section", lettered.group(1), lettered.group(2), False)
    if number.isdigit() or (number and re.fullmatch(ROMAN, number)):
        return Named("chapter", number, title, True)
    return Named("section", number, title, False)


def _counted_by_word(flat: str, words: HeadingWords) -> Named | None:
    """The reading of "Part II", "Chapter 3: The Road", "Section 2. Tolls"; None for a heading without such a
    word."""
    patterns: tuple[tuple[HeadingKind, re.Pattern[str]], ...] = (
        ("part", words.part),
        ("chapter", words.chapter),
        ("section", words.section),
    )
    for kind, pattern in patterns:
        m = pattern.match(flat)
        if m is not None:
            return Named(kind, _number(m.group(2), words), m.group(3).strip(), True)
    return None


def _kind(key: str, words: HeadingWords) -> HeadingKind | None:
    """The kind of a heading whose folded words are in a list; None for a title of its own."""
    owned = words.owner.match(key)
    key = key[owned.end() :] if owned else key
    if key in words.kinds:
        return words.kinds[key]
    if words.front_goes_on.match(key):
        return "front"
    if key.split(" ", 1)[0] in words.appendix:
        return "appendix"
    return "notes" if words.notes_to.match(key) else None


def _number(word: str, words: HeadingWords) -> str:
    """A chapter's number as printed; words become digits ("Three" -> "3")."""
    low = word.lower()
    if low in words.spelled:
        return str(words.spelled.index(low) + 1)
    return word.upper() if not word.isdigit() else word


def is_prose_front(title: str, words: HeadingWords) -> bool:
    """True for front matter that is running prose ("Author's Preface")."""
    key = fold(title)
    owned = words.owner.match(key)
    return bool(words.prose_front.match(key, owned.end() if owned else 0))


def is_closing(title: str, words: HeadingWords) -> bool:
    """True for the names a last chapter goes by ("Conclusion", "Epilogue")."""
    return fold(title) in words.closings


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def arabic(number: str) -> int | None:
    """The value of a heading's number ("IV" -> 4, "3" -> 3, "2.1" -> None)."""
    if number.isdigit():
        return int(number)
    if not number or not re.fullmatch(ROMAN, number):
        return None
    values = [_ROMAN_VALUES[c] for c in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
