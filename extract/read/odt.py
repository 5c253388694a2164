"""ODT: headings by outline level, notes in the text where they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from regesta.extract.read.layout import Layout
from regesta.extract.read.odt_numbering import ListNumbers
from regesta.extract.read.reference_fields import FieldEdge, codes_of, with_works
from regesta.extract.read.render import render
from regesta.extract.read.script import (
    Edited,
    Marked,
    NoteCall,
    PageBreak,
    Part,
    Script,
    ScriptBlock,
    folded_paragraphs,
    in_one_line,
    second_series,
)
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.xml import Archive, local, whole

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


#: Elements around a paragraph that make it no running text, and the kind of block it is then.
_INDEXES = {"table-of-content", "illustration-index", "table-index"}
_ASIDES = {"table", "text-box", "alphabetical-index"}


def read_odt(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of an ODT file. Raises ReadingError."""
    archive = Archive(data, name, "ODT")
    root = archive.need("content.xml")
    meta = archive.xml("meta.xml")
    found = _properties(meta)
    reader = _Reader(codes_of(_own_properties(meta)))
    numbers = ListNumbers(archive.xml("styles.xml"), root)
    blocks = [_block(node, tuple(reader.parts(node)), numbers) for node in _outer(root)]
    titles = (in_one_line(_Reader().parts(node)) for node in _outer(root) if _titles(node))
    title = next((t for t in titles if t), "")

    script = Script(
        blocks=tuple(b for b in blocks if b.parts),
        notes=reader.notes,
        note_marks=reader.note_marks,
        endnotes=second_series(reader.kinds),
        edited=Edited(
            comments=sum(local(x) == "annotation" for x in root.iter()),
            changes=sum(local(x) == "changed-region" for x in root.iter()),
        ),
        title=title or found.get("title", ""),
        author=found.get("initial-creator", "") or found.get("creator", ""),
    )
    return render(script, words)


def _properties(root: etree._Element | None) -> dict[str, str]:
    """What the file says of itself, by name."""
    return {local(x): (x.text or "").strip() for x in root.iter() if x.text} if root is not None else {}


def _titles(node: etree._Element) -> bool:
    """True for a paragraph in the style of a title."""
    return node.get(f"{_T}style-name", "").lower() in ("title", "subtitle")


def _block(node: etree._Element, parts: tuple[Part, ...], numbers: ListNumbers) -> ScriptBlock:
    """What a heading or paragraph is, by its place and style."""
    above = {local(a) for a in node.iterancestors()}
    label = numbers.label(node) if parts else ""
    numbered = (f"{label} ", *parts) if label else parts
    if "index-title" in above and "table-of-content" in above:
        return ScriptBlock(kind="heading", parts=parts, level=1)
    if above & _INDEXES:
        return ScriptBlock(kind="contents", parts=parts)
    if above & _ASIDES:
        return ScriptBlock(kind="other", parts=parts)
    if local(node) == "h":
        return ScriptBlock(
            kind="heading", parts=numbered, level=whole(node.get(f"{_T}outline-level", "1"), 1)
        )
    if _titles(node):
        return ScriptBlock(kind="other", parts=parts)
    return ScriptBlock(kind="paragraph", parts=numbered)


def _outer(root: etree._Element) -> Iterator[etree._Element]:
    """Headings and paragraphs of the text, those inside notes, struck-out text and comments left out."""
    for node in root.iter(f"{_T}h", f"{_T}p"):
        above = {local(a) for a in node.iterancestors()}
        if not above & {"note-body", "tracked-changes", "annotation", "index-title-template"} and not any(
            local(a).endswith("-source") for a in node.iterancestors()
        ):
            yield node


#: The edges of what a reference manager may have set around words.
_EDGES = {
    "reference-mark-start": "begin",
    "reference-mark-end": "end",
    "bookmark-start": "begin",
    "bookmark-end": "end",
}
_NOT_READ = frozenset(("annotation", "bookmark", "tracked-changes", "text-box", "ruby-text"))


@dataclass(slots=True)
class _Reader:
    """Reads paragraphs and keeps the notes in them; `codes` are those that bookmarks stand for, by their
    names."""

    codes: Mapping[str, str] = field(default_factory=dict)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    note_marks: dict[str, tuple[tuple[int, Marked], ...]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def parts(self, node: etree._Element) -> Iterator[Part]:
        """The words of a paragraph, works marked by a reference manager, and calls of notes."""
        return with_works(self._inline(node))

    def _inline(self, node: etree._Element) -> Iterator[Part | FieldEdge]:
        if node.text:
            yield node.text
        for child in node:
            yield from self._child(child, local(child))
            if child.tail:
                yield child.tail

    def _child(self, child: etree._Element, tag: str) -> Iterator[Part | FieldEdge]:
        if tag == "note":
            yield self._note(child)
        elif tag in ("s", "tab", "line-break"):
            yield " "
        elif tag == "soft-page-break":
            yield PageBreak("")
        elif tag in _EDGES:
            yield from self._edge(child, begins=_EDGES[tag] == "begin")
        elif tag not in _NOT_READ:
            yield from self._inline(child)

    def _edge(self, node: etree._Element, *, begins: bool) -> Iterator[FieldEdge]:
        """The edge of a mark whose name is a code, or of a bookmark that stands for one."""
        name = node.get(f"{_T}name", "")
        code = name if "_CITATION" in name else self.codes.get(name, "")
        if code:
            yield FieldEdge("begin" if begins else "end", code if begins else "", name)

    def _note(self, node: etree._Element) -> NoteCall:
        """The call of a note, whose body is kept."""
        key = node.get(f"{_T}id", f"note{len(self.notes) + 1}")
        citation = node.find(f"{_T}note-citation")
        body = node.find(f"{_T}note-body")
        inside = _Reader(self.codes)
        paragraphs = body.iter(f"{_T}p") if body is not None else ()
        self.notes[key], marks = folded_paragraphs(inside.parts(p) for p in paragraphs)
        self.kinds[key] = node.get(f"{_T}note-class", "footnote")
        if marks:
            self.note_marks[key] = marks
        return NoteCall(key=key, label=(citation.text or "").strip() if citation is not None else "")


def _own_properties(root: etree._Element | None) -> dict[str, str]:
    """The properties that programs gave the document, by name."""
    found = (x for x in root.iter() if local(x) == "user-defined") if root is not None else ()
    named = ((v, x) for x in found for k, v in x.attrib.items() if str(k).endswith("}name"))
    return {str(name): x.text or "" for name, x in named}
