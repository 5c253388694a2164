"""DOCX: Word's paragraphs, headings by style or outline level, its own footnotes and endnotes."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from regesta.extract.read.layout import Layout
from regesta.extract.read.render import render
from regesta.extract.read.script import NoteCall, PageBreak, Part, Script, ScriptBlock
from regesta.extract.read.xml import Archive, local

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes, name: str) -> Layout:
    """The layout of a DOCX file. Raises ReadingError."""
    archive = Archive(data, name, "DOCX")
    root = archive.need("word/document.xml")
    levels, titles = _styles(archive.xml("word/styles.xml"))
    notes = {**_notes(archive.xml("word/footnotes.xml"), "footnote"), **_notes(archive.xml("word/endnotes.xml"), "endnote")}
    body = root.find(f"{_W}body")
    blocks: list[ScriptBlock] = []
    settings = archive.xml("word/settings.xml")
    restarts = any(x.get(f"{_W}val") == "eachSect" for r in (root, settings) if r is not None for x in r.iter(f"{_W}numRestart"))
    anew = False
    for p in body.iter(f"{_W}p") if body is not None else ():
        block = _paragraph(p, levels, titles)
        blocks.append(replace(block, counts_anew=anew and restarts) if block.parts else block)
        anew = (anew and not block.parts) or p.find(f"{_W}pPr/{_W}sectPr") is not None
    title, author, year = _properties(archive.xml("docProps/core.xml"))
    named = next((_plain(b) for b, p in zip(blocks, body.iter(f"{_W}p") if body is not None else (), strict=False) if _style_of(p) in titles), "")
    return render(Script(blocks=tuple(b for b in blocks if b.parts), notes=notes, title=named or title, author=author, year=year))


def _styles(root: etree._Element | None) -> tuple[dict[str, int], set[str]]:
    """Style id -> heading level (1 ...), and the ids of title styles; what a style is based on counts too."""
    levels: dict[str, int] = {}
    based: dict[str, str] = {}
    titles: set[str] = set()
    for style in root.iter(f"{_W}style") if root is not None else ():
        key = style.get(f"{_W}styleId", "")
        named = style.find(f"{_W}name")
        words = (named.get(f"{_W}val", "") if named is not None else "").lower()
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        m = re.match(r"heading (\d)", words)
        if m:
            levels[key] = int(m.group(1))
        elif outline is not None and outline.get(f"{_W}val", "9").isdigit() and int(outline.get(f"{_W}val", "9")) < 9:
            levels[key] = int(outline.get(f"{_W}val", "0")) + 1
        if words in ("title", "subtitle"):
            titles.add(key)
        parent = style.find(f"{_W}basedOn")
        if parent is not None:
            based[key] = parent.get(f"{_W}val", "")
    for key, parent_id in based.items():
        if key not in levels and parent_id in levels:
            levels[key] = levels[parent_id]
    return levels, titles


def _style_of(p: etree._Element) -> str:
    style = p.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val", "")) if style is not None else ""


def _paragraph(p: etree._Element, levels: dict[str, int], titles: set[str]) -> ScriptBlock:
    style = _style_of(p)
    parts = tuple(_runs(p))
    outline = p.find(f"{_W}pPr/{_W}outlineLvl")
    level = levels.get(style, 0) or (int(outline.get(f"{_W}val", "8")) + 1 if outline is not None and int(outline.get(f"{_W}val", "9")) < 9 else 0)
    words = "".join(x for x in parts if isinstance(x, str)).strip()
    if style in titles or any(local(a) == "tbl" for a in p.iterancestors()):
        return ScriptBlock(kind="other", parts=parts)
    return ScriptBlock(
        kind="heading" if level and words else "paragraph", parts=parts if words or any(isinstance(x, NoteCall) for x in parts) else (), level=level
    )


def _runs(p: etree._Element) -> list[Part]:
    """The text of a paragraph: runs, tabs, breaks, note references; deleted text and field codes are left out."""
    out: list[Part] = []
    for node in p.iter():
        tag = local(node)
        if tag == "t" and node.text:
            out.append(node.text)
        elif tag in ("tab", "br", "cr"):
            if tag == "br" and node.get(f"{_W}type") == "page":
                continue
            if not any(local(a) == "tabs" for a in node.iterancestors()):
                out.append(" ")
        elif tag == "noBreakHyphen":
            out.append("-")
        elif tag == "softHyphen":
            out.append("\u00ad")
        elif tag == "lastRenderedPageBreak":
            out.append(PageBreak(""))
        elif tag in ("footnoteReference", "endnoteReference"):
            out.append(NoteCall(key=f"{tag[:-9]}:{node.get(f'{_W}id', '')}", label=""))
    return [x for x in out if not isinstance(x, PageBreak)]


def _notes(root: etree._Element | None, kind: str) -> dict[str, tuple[str, ...]]:
    """Note key -> its paragraphs; Word's separators are no notes."""
    out: dict[str, tuple[str, ...]] = {}
    for note in root.iter(f"{_W}{kind}") if root is not None else ():
        if note.get(f"{_W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        paragraphs = tuple("".join(x for x in _runs(p) if isinstance(x, str)).strip() for p in note.iter(f"{_W}p"))
        out[f"{kind}:{note.get(f'{_W}id', '')}"] = tuple(x for x in paragraphs if x)
    return out


def _properties(root: etree._Element | None) -> tuple[str, str, str]:
    found = {local(x): (x.text or "").strip() for x in root.iter() if x.text} if root is not None else {}
    return found.get("title", ""), found.get("creator", ""), ""


def _plain(block: ScriptBlock) -> str:
    return " ".join("".join(x for x in block.parts if isinstance(x, str)).split())
