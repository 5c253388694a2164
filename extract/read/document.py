"""A document as read: one raw text, many layers of spans over it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regesta.extract.record import Division, Footnote, Sentence, Span

if TYPE_CHECKING:
    from regesta.extract.read.report import ReadingReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A line of the document's abbreviations list: `short` stands for `long`."""

    short: str
    long: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyEntry:
    """One entry of the bibliography, its span in the raw text, and the rubrics it stands under, outermost
    first."""

    span: Span
    rubrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingNote:
    """Something the reader saw and did not guess past: a skipped number, a lost marker; `code` is stable,
    `span` where it was seen."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A stretch of the text that is neither sentence, note, heading nor a part that is read otherwise, and
    why: `page`, `head`, `rule`, `link`, `licence`, `paragraph` (a paragraph's printed number), `side`
    (a heading in the margin), `number` (a note's), `title` (a title page), `table` (tables, captions), a
    division's role such as `front`, `back`, `notes`, or `text` where nothing says why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Words that the file itself identifies, as a TEI encoder or a reference manager does: `kind` is person,
    organisation or place (with its `ref` among the attributes) or bibl.

    The attributes of a `bibl` are fields under the names of a citation's: author, editor and translator
    (names parted by "; "; beside them `author_families` where the file parts them), title, container, series,
    place, publisher, year, date, volume, issue, edition, pages, url, archive, shelfmark; `type` is a
    citation's, `item` what the file calls the work, `manager` the program that wrote it.
    """

    kind: str
    span: Span
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The raw text of record and what the reader found in it. Every span is code points into `text`."""

    id: str
    text: str
    title: str = ""
    author: str = ""
    year: str = ""
    language: str = "en"
    source_name: str = ""
    source_sha256: str = ""
    media_type: str = "text/plain"
    divisions: tuple[Division, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    bibliography: tuple[BibliographyEntry, ...] = ()
    contents: tuple[Span, ...] = ()
    pages: tuple[tuple[str, Span], ...] = ()
    notes: tuple[ReadingNote, ...] = ()
    identified: tuple[Identified, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    damaged: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Digest (hex) of the raw text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def report(self) -> ReadingReport:
        """How well the file was read: figures, what was left out and where, warnings (docs/reading.md).

        Made anew each time it is asked for, in time linear in the text's length."""
        from regesta.extract.read.report import report_of

        return report_of(self)
