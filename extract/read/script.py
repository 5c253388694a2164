"""What a format with its own structure says: blocks and notes, before they become one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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


def in_one_line(parts: Iterable[Part]) -> str:
    """The words of parts, parted by single blanks."""
    return " ".join("".join(map(plain, parts)).split())


def second_series(kinds: Mapping[str, str]) -> frozenset[str]:
    """The keys of the endnotes where a file has footnotes too, by what kind (`footnote`, `endnote`) each note
    is."""
    endnotes = frozenset(key for key, kind in kinds.items() if kind == "endnote")
    return endnotes if 0 < len(endnotes) < len(kinds) else frozenset()


def folded(parts: Iterable[Part]) -> tuple[str, list[tuple[int, Marked]]]:
    """The words of some parts, blanks folded and none at the ends, and the marked ones with their places."""
    text = ""
    marks: list[tuple[int, Marked]] = []
    for part in parts:
        words = re.sub(r"\s+", " ", plain(part))
        words = words.lstrip() if not text or text.endswith(" ") else words
        if isinstance(part, Marked) and words.strip():
            lead = len(words) - len(words.lstrip())
            marks.append((len(text) + lead, replace(part, words=words.strip())))
        text += words
    return text.rstrip(), marks


def folded_paragraphs(
    paragraphs: Iterable[Iterable[Part]],
) -> tuple[tuple[str, ...], tuple[tuple[int, Marked], ...]]:
    """The paragraphs of a note that have words, and what is marked in them with its place in all of them
    joined by line breaks."""
    said: list[str] = []
    marks: list[tuple[int, Marked]] = []
    at = 0
    for parts in paragraphs:
        words, found = folded(parts)
        if words:
            marks += [(at + place, mark) for place, mark in found]
            said.append(words)
            at += len(words) + 1
    return tuple(said), tuple(marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptBlock:
    """A heading (level 1 outermost), a paragraph, a line of a table of contents, or something else that is no
    running text (a title, a table's cell, a caption)."""

    kind: Literal["heading", "paragraph", "contents", "other"]
    parts: tuple[Part, ...]
    level: int = 0
    counts_anew: bool = False
    """True where notes without labels begin at 1 again (Word's "restart each section")."""
    set_off: bool = False
    """True for a quotation or verse, which is no heading however short."""
    closes: int = 0
    """Divisions of this level and below it have ended above this block; 0 where a heading is all that ends
    one."""


@dataclass(frozen=True, slots=True)
class DivisionEnd:
    """A place where the file says that a division of a level ends, whether a heading follows or not."""

    level: int


def closed(blocks: Iterable[ScriptBlock | DivisionEnd]) -> Iterator[ScriptBlock]:
    """The blocks, each knowing which divisions ended above it; one that holds only its heading goes on, since
    some files wrap no more than that."""
    ended, filled = 0, False
    for block in blocks:
        if isinstance(block, DivisionEnd):
            ended = min(ended or block.level, block.level) if filled else ended
            continue
        deeper = block.kind != "heading" or block.level > ended
        yield replace(block, closes=ended) if ended and deeper else block
        ended, filled = 0, block.kind == "paragraph" or (filled and block.kind != "heading")


def with_calls_joined(blocks: Iterable[ScriptBlock]) -> Iterator[ScriptBlock]:
    """The blocks; one that only calls notes, since they stand between paragraphs, goes to the end of the
    paragraph or heading above it. The divisions that ended above such a block, and above one without words,
    end above the next."""
    held: ScriptBlock | None = None
    ended = 0
    for block in blocks:
        ended = min(ended or block.closes, block.closes or ended)
        if held is not None and held.kind != "other" and _only_calls(block):
            held = replace(held, parts=(*held.parts, *block.parts))
        elif block.parts:
            if held is not None:
                yield held
            held, ended = _closing(block, ended), 0
    if held is not None:
        yield held


def _only_calls(block: ScriptBlock) -> bool:
    return bool(block.parts) and all(isinstance(p, NoteCall) for p in block.parts)


def _closing(block: ScriptBlock, ended: int) -> ScriptBlock:
    """A block below the divisions that ended; a heading of their level ends them itself."""
    deeper = block.kind != "heading" or block.level > ended
    return replace(block, closes=ended if deeper else 0)


@dataclass(frozen=True, slots=True)
class Edited:
    """Traces of a word processor's editing: how many comments a file has, and tracked changes."""

    comments: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The blocks of a file in order and its notes by key: paragraphs of text."""

    blocks: tuple[ScriptBlock, ...]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note_marks: Mapping[str, tuple[tuple[int, Marked], ...]] = field(default_factory=dict)
    """What is identified in a note: (place in its paragraphs joined by line breaks, the marked words)."""
    endnotes: frozenset[str] = frozenset()
    """The keys of notes that are a second series beside the others: endnotes where there are footnotes."""
    edited: Edited = Edited()
    title: str = ""
    author: str = ""
    year: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
