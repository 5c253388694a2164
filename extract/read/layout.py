"""What every format's reader hands over: one text and what its stretches are. `assemble` makes the Document
of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regesta.extract.read.document import (
    Abbreviation,
    BibliographyEntry,
    Identified,
    LeftOut,
    ReadingNote,
)
from regesta.extract.read.headings import HeadingKind
from regesta.extract.record import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSizes:
    """Lines (from 0) whose type tells what they are: `text` in the size of running text where notes are set
    smaller, `heads` larger than it or bold."""

    text: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingMark:
    """A heading at a raw span; `kind`, `number` and `title` as `classify` reads them, level 1 outermost."""

    span: Span
    kind: HeadingKind
    number: str = ""
    title: str = ""
    level: int = 1
    end: int = -1
    """Where its division ends (raw offset); -1 for where the next heading of its level begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of running text: raw spans in order (several where something interrupts it)."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """A note's body; `heading` is the index of its chapter in `headings` (-1: none), `marker` where the text
    calls it, `label` the printed sign if no number, `rest` its parts at the feet of later pages, `series` the
    second series it belongs to ("endnote" beside footnotes)."""

    span: Span
    number: int
    heading: int = -1
    marker: Span | None = None
    label: str = ""
    page: str = ""
    rest: tuple[Span, ...] = ()
    series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One raw text and its stretches, each list in text order."""

    text: str
    headings: tuple[HeadingMark, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[NoteMark, ...] = ()
    bibliography: tuple[BibliographyEntry, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    contents: tuple[Span, ...] = ()
    pages: tuple[tuple[str, Span], ...] = ()
    remarks: tuple[ReadingNote, ...] = ()
    identified: tuple[Identified, ...] = ()
    aside: tuple[LeftOut, ...] = ()
    """Stretches that are known to be no running text."""
    title: str = ""
    author: str = ""
    year: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
