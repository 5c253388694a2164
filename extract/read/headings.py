"""What a heading is, from its words alone: `classify("IV. The Road to War")` -> chapter, number IV."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from regesta.extract.read.language import ordered, words

HeadingKind = Literal[
    "front",
    "contents",
    "abbreviations",
    "part",
    "chapter",
    "section",
    "notes",
    "bibliography",
    "appendix",
    "back",
]

_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"


@dataclass(frozen=True, slots=True)
class Named:
    """A heading read: its kind, its number as printed ("IV", "3", "2.1", "" for none) and its title without
    the number."""

    kind: HeadingKind
    number: str
    title: str
    named: bool
    """True when its words alone say what it is; a bare title is a section by default and may be anything."""


def fold(text: str) -> str:
    """Lower case, letters and digits only, single spaces: to compare headings with table-of-contents
    lines."""
    return re.sub(r"[\W_]+", " ", re.sub(r"['\u2019\u2018]", "", text.lower())).strip()


@cache
def _spelled() -> str:
    return "|".join(ordered("headings", "spelled"))


@cache
def _numbered_word(table: str) -> re.Pattern[str]:
    names = "|".join(words("headings", table))
    return re.compile(
        rf"(?i:({names}))\s+((?i:{_spelled()})\b|{_ROMAN}\b|[ivxlc]+\b|\d{{1,2}}\b)\s*(?:[.:\u2013\u2014-]+\s*|\s+(?=[\"'\u201c\u2018(A-Z])|$)(.*)$",
        re.S,
    )


_OUTLINE = re.compile(
    rf"({_ROMAN}|\d{{1,2}}(?:\.\d{{1,2}})*|[A-H])(?:[.:)]\s*|\s*[\u2013\u2014]\s*|\s{{2,}})(?=\S)(.*)$", re.S
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(\S.*)$", re.S)


def classify(text: str) -> Named:
    """Kind, number and title of a heading's words."""
    flat = " ".join(text.split())
    for table, kind in (("part_words", "part"), ("chapter_words", "chapter")):
        m = _numbered_word(table).match(flat)
        if m:
            return Named(
                "part" if kind == "part" else "chapter", _number(m.group(2)), m.group(3).strip(), True
            )
    number, title = "", flat
    if (m := _DECIMAL.match(flat)) or (m := _OUTLINE.match(flat)):
        number, title = m.group(1), m.group(2).strip()
    key = fold(title)
    kind_of: HeadingKind | None = _keyword(key)
    if kind_of:
        return Named(kind_of, number, title, True)
    lettered = re.match(r"\(([a-h])\)\s+(\S.*)$", flat)
    if lettered:
        return Named("section", lettered.group(1), lettered.group(2), False)
    if number and "." not in number and (number.isdigit() or re.fullmatch(_ROMAN, number)):
        return Named("chapter", number, title, True)
    return Named("section", number, title, False)


@cache
def _keywords() -> dict[str, HeadingKind]:
    table: tuple[tuple[str, HeadingKind], ...] = (
        ("back", "back"),
        ("front", "front"),
        ("chapter", "chapter"),
        ("bibliography", "bibliography"),
        ("notes", "notes"),
        ("abbreviations", "abbreviations"),
        ("contents", "contents"),
    )
    return {fold(w): kind for name, kind in table for w in words("headings", name)}


def _keyword(key: str) -> HeadingKind | None:
    kind = _keywords().get(key)
    if kind:
        return kind
    first = key.split(" ", 1)[0] if key else ""
    if first in words("headings", "appendix"):
        return "appendix"
    if re.match(r"(notes|endnotes) (to|for|on) (the )?(chapter|introduction|conclusion|part|text)", key):
        return "notes"
    return None


def _number(word: str) -> str:
    low = word.lower()
    names = ordered("headings", "spelled")
    if low in names:
        return str(names.index(low) + 1)
    return word.upper() if not word.isdigit() else word


@cache
def _closings() -> frozenset[str]:
    return frozenset(fold(w) for w in words("headings", "closing"))


def is_closing(title: str) -> bool:
    """True for the names a last chapter goes by ("Conclusion", "Epilogue")."""
    return fold(title) in _closings()


def arabic(number: str) -> int | None:
    """The value of a heading's number ("IV" -> 4, "3" -> 3, "2.1" -> None)."""
    if number.isdigit():
        return int(number)
    if not re.fullmatch(_ROMAN, number) or not number:
        return None
    total = 0
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    for a, b in zip(number, [*number[1:], ""], strict=True):
        total += -values[a] if b and values[a] < values[b] else values[a]
    return total
