"""DOCX: Word's paragraphs, headings by style or outline level, its own footnotes and endnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from regesta.extract.read.docx_runs import W, runs
from regesta.extract.read.layout import Layout
from regesta.extract.read.numbering import Numbering
from regesta.extract.read.reference_fields import WrittenWorks, codes_of
from regesta.extract.read.render import render
from regesta.extract.read.script import (
    Edited,
    Marked,
    NoteCall,
    Part,
    Script,
    ScriptBlock,
    folded_paragraphs,
    in_one_line,
    plain,
    second_series,
)
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.word_sources import sources_in
from regesta.extract.read.xml import Archive, local, whole
from regesta.extract.text.numerals import roman

#: Names of Word's built-in styles whose paragraphs are no running text.
_ASIDE = re.compile(r"(?:caption|index \d|index heading|header|footer|balloon text|annotation text|macro)$")
#: What publishers and authors call their own styles, as words: the title, who wrote, what is set off.
_TITLES = re.compile(r"^(?:sub)?title$|\b(?:chapter|article|essay|paper|book|document) (?:sub)?title$")
_BYLINES = re.compile(r"\b(?:authors?|byline|affiliations?)$")
_LONGEST_BYLINE = 200
_QUOTES = re.compile(r"\b(?:quote|quotation|blockquote|block text|extract|verse|poem|poetry|epigraph)\b")
_LISTS = re.compile(r"(?:toc \d|table of figures|table of authorities)$")


@dataclass(slots=True)
class _Styles:
    """What the styles of a document say: style id -> heading level, built-in name, numbering."""

    levels: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    asides: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)
    lists: dict[str, etree._Element] = field(default_factory=dict)


def read_docx(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of a DOCX file. Raises ReadingError."""
    archive = Archive(data, name, "DOCX")
    root = archive.need("word/document.xml")
    styles = _styles(archive.xml("word/styles.xml"))
    properties = _own_properties(archive.xml("docProps/custom.xml"))
    written = WrittenWorks(codes_of(properties), sources_in(archive))
    notes = {
        **_notes(archive.xml("word/footnotes.xml"), "footnote", written),
        **_notes(archive.xml("word/endnotes.xml"), "endnote", written),
    }
    struck = _struck_out(root)
    read = _Body(styles, Numbering(archive.xml("word/numbering.xml")), _restarts(root, archive), written)
    for p in _paragraphs(root):
        read.take(p)
    blocks, notes = _labelled(read.blocks, {k: v for k, v in notes.items() if k not in struck})
    title, author, year = _properties(archive.xml("docProps/core.xml"))
    script = Script(
        blocks=tuple(blocks),
        notes={k: paragraphs for k, (paragraphs, _) in notes.items()},
        note_marks={k: marks for k, (_, marks) in notes.items() if marks},
        endnotes=second_series({k: k.partition(":")[0] for k in notes}),
        edited=_edited(root, archive.xml("word/comments.xml")),
        title=read.title or title,
        author=author,
        year=year,
    )
    return render(script, words)


def _restarts(root: etree._Element, archive: Archive) -> bool:
    """True when Word counts the notes of each section anew."""
    settings = archive.xml("word/settings.xml")
    return any(
        x.get(f"{W}val") == "eachSect"
        for r in (root, settings)
        if r is not None
        for x in r.iter(f"{W}numRestart")
    )


@dataclass(slots=True)
class _Body:
    """The blocks of a document as its paragraphs are read, and its title by style."""

    styles: _Styles
    numbering: Numbering
    restarts: bool
    written: WrittenWorks
    blocks: list[ScriptBlock] = field(default_factory=list)
    title: str = ""
    held: tuple[Part, ...] = ()
    """The parts of a paragraph whose mark was deleted: the next paragraph goes on with them."""
    anew: bool = False
    """True from the end of a section to the next paragraph with words."""

    def take(self, p: etree._Element) -> None:
        """Reads the next paragraph."""
        block = _paragraph(p, self.styles, self.numbering, self.written)
        if self.held:
            empty_heading = block.kind == "heading" and not block.parts
            kind = "paragraph" if empty_heading else block.kind
            block = replace(block, parts=(*self.held, *block.parts), kind=kind)
        self.held = ()
        if p.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.held = block.parts
            return
        if block.parts:
            self.blocks.append(replace(block, counts_anew=self.anew and self.restarts))
            if not self.title and _style_of(p) in self.styles.titles:
                self.title = in_one_line(block.parts)
        self.anew = (self.anew and not block.parts) or p.find(f"{W}pPr/{W}sectPr") is not None


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs in reading order; a text box is read once, after the paragraph it is anchored in, and
    text moved or struck out is not."""
    for p in root.iter(f"{W}p"):
        above = {local(a) for a in p.iterancestors()}
        if not above & {"Fallback", "del", "moveFrom"} or (
            "Fallback" in above and "Choice" not in _siblings(p)
        ):
            yield p


def _siblings(p: etree._Element) -> set[str]:
    fallback = next(a for a in p.iterancestors() if local(a) == "Fallback")
    parent = fallback.getparent()
    return {local(x) for x in parent} if parent is not None else set()


def _styles(root: etree._Element | None) -> _Styles:
    """What every style says, with what it takes over from the style it is based on."""
    out = _Styles()
    based: dict[str, str] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        key = style.get(f"{W}styleId", "")
        out.names[key] = _value(style, "name").lower()
        level = _style_level(style, out.names[key])
        if level:
            out.levels[key] = level
        for told, pattern in ((out.titles, _TITLES), (out.asides, _BYLINES), (out.quotes, _QUOTES)):
            if pattern.search(_spelled(_value(style, "name"))):
                told.add(key)
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None:
            out.lists[key] = number
        parent = style.find(f"{W}basedOn")
        if parent is not None:
            based[key] = parent.get(f"{W}val", "")
    for key in based:
        _inherit(out, key, based)
    return out


def _spelled(name: str) -> str:
    """A style's name as words in small letters ("AA-ChapterTitle" -> "aa chapter title")."""
    return " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)).lower()


def _value(node: etree._Element, tag: str) -> str:
    """The `w:val` of a child; "" for none."""
    found = node.find(f"{W}{tag}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _style_level(style: etree._Element, name: str) -> int:
    """The heading level of a style, by its built-in name or its outline level; 0 for none."""
    m = re.match(r"heading (\d)", name)
    return int(m.group(1)) if m else _outline_level(style)


def _outline_level(node: etree._Element) -> int:
    """The outline level (from 1) that a style or paragraph sets for itself; 0 for none."""
    outline = node.find(f"{W}pPr/{W}outlineLvl")
    level = whole(outline.get(f"{W}val"), 9) if outline is not None else 9
    return level + 1 if 0 <= level < 9 else 0


def _inherit(styles: _Styles, key: str, based: dict[str, str]) -> None:
    """Gives a style the level and numbering of the styles it is based on, the nearest first."""
    above, seen = based[key], {key}
    while above and above not in seen:
        if key not in styles.levels and above in styles.levels and not _LISTS.match(styles.names[key]):
            styles.levels[key] = styles.levels[above]
        if key not in styles.lists and above in styles.lists:
            styles.lists[key] = styles.lists[above]
        seen.add(above)
        above = based.get(above, "")


def _style_of(p: etree._Element) -> str:
    style = p.find(f"{W}pPr/{W}pStyle")
    return str(style.get(f"{W}val", "")) if style is not None else ""


def _paragraph(
    p: etree._Element, styles: _Styles, numbering: Numbering, written: WrittenWorks
) -> ScriptBlock:
    style = _style_of(p)
    parts = tuple(runs(p, written))
    level = styles.levels.get(style, 0) or _outline_level(p)
    words = "".join(plain(x) for x in parts).strip()
    if not words and not any(isinstance(x, NoteCall) for x in parts):
        return ScriptBlock(kind="paragraph", parts=())
    aside = _aside(p, style, styles, level, parts)
    if aside is not None:
        return replace(aside, parts=parts)
    properties = p.find(f"{W}pPr/{W}numPr")
    label = numbering.label(properties if properties is not None else styles.lists.get(style), style)
    if label:
        parts = (f"{label} ", *parts)
    kind: Literal["heading", "paragraph"] = "heading" if level and words else "paragraph"
    return ScriptBlock(kind=kind, parts=parts, level=level, set_off=style in styles.quotes)


def _aside(
    p: etree._Element, style: str, styles: _Styles, level: int, parts: tuple[Part, ...]
) -> ScriptBlock | None:
    """The kind of block a paragraph is that is no running text; None for running text and headings."""
    name = styles.names.get(style, style.lower())
    above = {local(a) for a in p.iterancestors()}
    if name == "toc heading":
        return ScriptBlock(kind="heading", parts=(), level=1)
    if _LISTS.match(name) or ("sdtContent" in above and not level and _is_contents(p)):
        return ScriptBlock(kind="contents", parts=())
    if (
        style in styles.titles
        or _is_byline(style, styles, level, parts)
        or _ASIDE.match(name)
        or above & {"tbl", "txbxContent"}
    ):
        return ScriptBlock(kind="other", parts=())
    return None


def _is_byline(style: str, styles: _Styles, level: int, parts: tuple[Part, ...]) -> bool:
    """True for a few words in a style for the author's name or address."""
    return style in styles.asides and not level and len("".join(map(plain, parts))) < _LONGEST_BYLINE


def _is_contents(p: etree._Element) -> bool:
    """True inside the building block that Word's own table of contents is."""
    return any(
        g.get(f"{W}val") == "Table of Contents"
        for a in p.iterancestors(f"{W}sdt")
        for g in a.iterfind(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    )


#: A note's paragraphs, and what is marked in them with its place.
NoteBody = tuple[tuple[str, ...], tuple[tuple[int, Marked], ...]]


def _notes(root: etree._Element | None, kind: str, written: WrittenWorks) -> dict[str, NoteBody]:
    """Note key -> its body; Word's separators are no notes."""
    out: dict[str, NoteBody] = {}
    for note in root.iter(f"{W}{kind}") if root is not None else ():
        if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        out[f"{kind}:{note.get(f'{W}id', '')}"] = folded_paragraphs(
            runs(p, written) for p in _paragraphs(note)
        )
    return out


def _labelled(
    blocks: list[ScriptBlock], notes: dict[str, NoteBody]
) -> tuple[list[ScriptBlock], dict[str, NoteBody]]:
    """Endnotes beside footnotes count for themselves and in Roman numerals, as Word does; a note's own mark
    ("*") is taken off its body."""
    calls = [part for b in blocks for part in b.parts if isinstance(part, NoteCall)]
    if len({c.key.split(":")[0] for c in calls}) == 2:
        blocks = _roman_endnotes(blocks)
    return blocks, {**notes, **{c.key: _unmarked(c, notes[c.key]) for c in calls if c.key in notes}}


def _roman_endnotes(blocks: list[ScriptBlock]) -> list[ScriptBlock]:
    """The blocks with the calls of endnotes that have no sign of their own numbered i, ii, iii ..."""
    count = 0
    out: list[ScriptBlock] = []
    for block in blocks:
        parts: list[Part] = []
        for part in block.parts:
            if isinstance(part, NoteCall) and not part.label and part.key.startswith("endnote"):
                count += 1
                part = NoteCall(key=part.key, label=roman(count).lower())
            parts.append(part)
        out.append(replace(block, parts=tuple(parts)))
    return out


def _unmarked(call: NoteCall, note: NoteBody) -> NoteBody:
    """A note's body without the sign of its own that calls it."""
    body, marks = note
    if not call.label or not body or not body[0].startswith(call.label):
        return note
    rest = body[0][len(call.label) :].lstrip()
    cut = len(body[0]) - len(rest)
    return (rest, *body[1:]), tuple((at - cut, mark) for at, mark in marks if at >= cut)


def _struck_out(root: etree._Element) -> set[str]:
    """The keys of notes that only struck-out or moved text calls."""
    called: dict[bool, set[str]] = {True: set(), False: set()}
    for kind in ("footnote", "endnote"):
        for ref in root.iter(f"{W}{kind}Reference"):
            called[any(local(a) in ("del", "moveFrom") for a in ref.iterancestors())].add(
                f"{kind}:{ref.get(f'{W}id', '')}"
            )
    return called[True] - called[False]


def _properties(root: etree._Element | None) -> tuple[str, str, str]:
    found = {local(x): (x.text or "").strip() for x in root.iter() if x.text} if root is not None else {}
    return found.get("title", ""), found.get("creator", ""), ""


#: Words put in, struck out and moved (a move is one change: where the words went).
_CHANGES = tuple(f"{W}{tag}" for tag in ("ins", "del", "moveTo"))


def _edited(root: etree._Element, comments: etree._Element | None) -> Edited:
    """How many comments and tracked changes of words a document has."""
    changes = sum(any(local(x) == "r" for x in change) for change in root.iter(*_CHANGES))
    found = comments.iter(f"{W}comment") if comments is not None else ()
    return Edited(comments=sum(1 for _ in found), changes=changes)


def _own_properties(root: etree._Element | None) -> dict[str, str]:
    """The properties that programs gave the document, by name."""
    found = (x for x in root if local(x) == "property") if root is not None else ()
    return {str(x.get("name", "")): "".join(str(t) for t in x.itertext()) for x in found}
