"""ODT: headings by outline level, notes in the text where they are called."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regesta.extract.read.layout import Layout
from regesta.extract.read.odt_numbering import ListNumbers
from regesta.extract.read.render import render
from regesta.extract.read.script import NoteCall, PageBreak, Part, Script, ScriptBlock
from regesta.extract.read.xml import Archive, local, whole

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_odt(data: bytes, name: str) -> Layout:
    """The layout of an ODT file. Raises ReadingError."""
    archive = Archive(data, name, "ODT")
    root = archive.need("content.xml")
    notes: dict[str, tuple[str, ...]] = {}
    blocks: list[ScriptBlock] = []
    title = ""
    numbers = ListNumbers(archive.xml("styles.xml"), root)
    for node in _outer(root):
        parts = tuple(_inline(node, notes))
        above = {local(a) for a in node.iterancestors()}
        style = node.get(f"{_T}style-name", "").lower()
        label = numbers.label(node) if parts else ""
        if "index-title" in above and "table-of-content" in above:
            blocks.append(ScriptBlock(kind="heading", parts=parts, level=1))
        elif above & {"table-of-content", "illustration-index", "table-index"}:
            blocks.append(ScriptBlock(kind="contents", parts=parts))
        elif above & {"table", "text-box", "alphabetical-index"}:
            blocks.append(ScriptBlock(kind="other", parts=parts))
        elif local(node) == "h":
            level = node.get(f"{_T}outline-level", "1")
            blocks.append(
                ScriptBlock(
                    kind="heading", parts=(f"{label} ", *parts) if label else parts, level=whole(level, 1)
                )
            )
        elif style in ("title", "subtitle"):
            title = title or " ".join("".join(p for p in parts if isinstance(p, str)).split())
            blocks.append(ScriptBlock(kind="other", parts=parts))
        else:
            blocks.append(ScriptBlock(kind="paragraph", parts=(f"{label} ", *parts) if label else parts))
    meta = archive.xml("meta.xml")
    found = {local(x): (x.text or "").strip() for x in meta.iter() if x.text} if meta is not None else {}
    author = found.get("initial-creator", "") or found.get("creator", "")
    return render(
        Script(
            blocks=tuple(b for b in blocks if b.parts),
            notes=notes,
            title=title or found.get("title", ""),
            author=author,
        )
    )


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
            key = child.get(f"{_T}id", f"note{len(notes) + 1}")
            citation = child.find(f"{_T}note-citation")
            body = child.find(f"{_T}note-body")
            sub: dict[str, tuple[str, ...]] = {}
            paragraphs = (
                [
                    " ".join("".join(x for x in _inline(p, sub) if isinstance(x, str)).split())
                    for p in body.iter(f"{_T}p")
                ]
                if body is not None
                else []
            )
            notes[key] = tuple(p for p in paragraphs if p)
            yield NoteCall(key=key, label=(citation.text or "").strip() if citation is not None else "")
        elif tag == "s" or tag in ("tab", "line-break"):
            yield " "
        elif tag == "soft-page-break":
            yield PageBreak("")
        elif tag not in ("annotation", "bookmark", "tracked-changes", "text-box", "ruby-text"):
            yield from _inline(child, notes)
        if child.tail:
            yield child.tail
