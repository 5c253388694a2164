"""What a format with its own structure says: blocks and notes, before they become one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A place that calls note `key`; `label` is the sign as printed, "" when the format numbers by itself."""

    key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A place where the page `label` begins."""

    label: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that the file identifies: `kind` ("person", "place", "bibl" ...) and what it says of them."""

    words: str
    kind: str
    attributes: Mapping[str, str]


Part = str | NoteCall | PageBreak | Marked


def plain(part: Part) -> str:
    """The words of a part; "" for calls and page breaks."""
    return part if isinstance(part, str) else part.words if isinstance(part, Marked) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptBlock:
    """A heading (level 1 outermost), a paragraph, a line of a table of contents, or something else that is no
    running text (a title, a table's cell, a caption)."""

    kind: Literal["heading", "paragraph", "contents", "other"]
    parts: tuple[Part, ...]
    level: int = 0
    counts_anew: bool = False
    """True where notes without labels begin at 1 again (Word's "restart each section")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The blocks of a file in order and its notes by key: paragraphs of text."""

    blocks: tuple[ScriptBlock, ...]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note_marks: Mapping[str, tuple[tuple[int, Marked], ...]] = field(default_factory=dict)
    """What is identified in a note: (place in its paragraphs joined by line breaks, the marked words)."""
    title: str = ""
    author: str = ""
    year: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
