"""ODT: headings by outline level, notes in the text where they are called."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regesta.extract.read.layout import Layout
from regesta.extract.read.odt_numbering import ListNumbers
from regesta.extract.read.render import render
from regesta.extract.read.script import NoteCall, PageBreak, Part, Script, ScriptBlock
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
    notes: dict[str, tuple[str, ...]] = {}
    numbers = ListNumbers(archive.xml("styles.xml"), root)
    blocks = [_block(node, tuple(_inline(node, notes)), numbers) for node in _outer(root)]
    titles = (_plain(tuple(_inline(node, {}))) for node in _outer(root) if _titles(node))
    title = next((t for t in titles if t), "")
    found = _properties(archive.xml("meta.xml"))

    script = Script(
        blocks=tuple(b for b in blocks if b.parts),
        notes=notes,
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


def _plain(parts: tuple[Part, ...]) -> str:
    return " ".join("".join(p for p in parts if isinstance(p, str)).split())


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


def _inline(node: etree._Element, notes: dict[str, tuple[str, ...]]) -> Iterator[Part]:
    if node.text:
        yield node.text
    for child in node:
        tag = local(child)
        if tag == "note":
            yield _note(child, notes)
        elif tag in ("s", "tab", "line-break"):
            yield " "
        elif tag == "soft-page-break":
            yield PageBreak("")
        elif tag not in ("annotation", "bookmark", "tracked-changes", "text-box", "ruby-text"):
            yield from _inline(child, notes)
        if child.tail:
            yield child.tail


def _note(node: etree._Element, notes: dict[str, tuple[str, ...]]) -> NoteCall:
    """The call of a note; its paragraphs go into `notes`."""
    key = node.get(f"{_T}id", f"note{len(notes) + 1}")
    citation = node.find(f"{_T}note-citation")
    body = node.find(f"{_T}note-body")
    inner: dict[str, tuple[str, ...]] = {}
    paragraphs = body.iter(f"{_T}p") if body is not None else ()
    texts = [_plain(tuple(_inline(p, inner))) for p in paragraphs]
    notes[key] = tuple(t for t in texts if t)
    return NoteCall(key=key, label=(citation.text or "").strip() if citation is not None else "")
