"""TEI P5: divisions with heads, notes where they stand or where they are pointed at, page breaks."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.layout import Layout
from regesta.extract.read.render import render
from regesta.extract.read.script import NoteCall, PageBreak, Part, Script, ScriptBlock
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.xml import local, parse_xml

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BLOCKS = {
    "p",
    "ab",
    "item",
    "l",
    "bibl",
    "biblStruct",
    "cell",
    "head",
    "docTitle",
    "titlePart",
    "byline",
    "docAuthor",
    "docDate",
    "label",
    "signed",
    "salute",
    "dateline",
    "closer",
    "opener",
}
_TITLES = {"docTitle", "titlePart", "byline", "docAuthor", "docDate", "cell"}


def read_tei(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of a TEI file. Raises ReadingError."""
    root = parse_xml(data, name)
    text = next((x for x in root.iter() if local(x) == "text"), None)
    if text is None:
        raise ReadingError(
            f"{name} is no TEI document",
            f"its root is <{local(root)}> and it holds no <text>",
            "Check the file, or give it the suffix of its real format",
        )
    pointed = {
        x.get("target", "").lstrip("#"): x
        for x in text.iter()
        if local(x) in ("ref", "ptr") and x.get("target", "").startswith("#")
    }
    reader = _Reader(
        {
            i: n
            for n in text.iter()
            if local(n) == "note" and (i := n.get(_ID)) in pointed and n.getparent() is not None
        }
    )
    blocks = tuple(reader.blocks(text, 0))
    title, author, year = _header(root)
    return render(Script(blocks=blocks, notes=reader.notes, title=title, author=author, year=year), words)


class _Reader:
    """Walks the text; `elsewhere` are notes that stand apart and are pointed at by id."""

    def __init__(self, elsewhere: dict[str, etree._Element]) -> None:
        self.elsewhere = elsewhere
        self.notes: dict[str, tuple[str, ...]] = {}
        self.pending: list[Part] = []

    def blocks(self, node: etree._Element, depth: int) -> Iterator[ScriptBlock]:
        for child in node:
            tag = local(child)
            if tag == "pb":
                self.pending.append(PageBreak(child.get("n", "")))
            elif tag == "note" or tag in ("fw", "teiHeader", "figure", "graphic"):
                continue
            elif tag == "head":
                yield ScriptBlock(kind="heading", parts=self._take(child), level=max(1, depth))
            elif tag in _TITLES:
                yield ScriptBlock(kind="other", parts=self._take(child))
            elif tag in _BLOCKS and not any(local(x) in _BLOCKS for x in child):
                yield ScriptBlock(kind="paragraph", parts=self._take(child))
            else:
                deeper = depth + (tag in ("div", "div1", "div2", "div3", "div4", "div5", "listBibl"))
                yield from self.blocks(child, deeper)

    def _take(self, node: etree._Element) -> tuple[Part, ...]:
        parts = (*self.pending, *self._inline(node))
        self.pending = []
        return parts

    def _inline(self, node: etree._Element) -> Iterator[Part]:
        if node.text:
            yield node.text
        for child in node:
            yield from self._child(child)
            if child.tail:
                yield child.tail

    def _child(self, child: etree._Element) -> Iterator[Part]:
        tag = local(child)
        if tag == "note":
            key = child.get(_ID) or f"n{len(self.notes) + 1}"
            if key not in self.elsewhere:
                self.notes[key] = _paragraphs(child)
                yield NoteCall(key=key, label=child.get("n", "").strip("."))
        elif tag in ("ref", "ptr") and child.get("target", "").lstrip("#") in self.elsewhere:
            note = self.elsewhere[child.get("target", "").lstrip("#")]
            key = str(note.get(_ID))
            self.notes[key] = _paragraphs(note)
            yield NoteCall(
                key=key, label=note.get("n", "") or "".join(str(t) for t in child.itertext()).strip(" []()^.")
            )
        elif tag == "pb":
            yield PageBreak(child.get("n", ""))
        elif tag == "lb":
            yield "" if child.get("break") == "no" else " "
        elif tag == "choice":
            best = next((x for want in ("corr", "reg", "expan") for x in child if local(x) == want), None)
            if best is not None:
                yield from self._inline(best)
        elif tag not in ("fw", "del", "index"):
            yield from self._inline(child)


def _paragraphs(note: etree._Element) -> tuple[str, ...]:
    inner = [x for x in note if local(x) == "p"]
    texts = [" ".join("".join(str(t) for t in x.itertext()).split()) for x in (inner or [note])]
    return tuple(t for t in texts if t)


def _header(root: etree._Element) -> tuple[str, str, str]:
    statement = next((x for x in root.iter() if local(x) == "titleStmt"), None)
    if statement is None:
        return "", "", ""
    title = next(
        (" ".join("".join(str(t) for t in x.itertext()).split()) for x in statement if local(x) == "title"),
        "",
    )
    author = next(
        (" ".join("".join(str(t) for t in x.itertext()).split()) for x in statement if local(x) == "author"),
        "",
    )
    date = next(
        (
            x.get("when", "") or (x.text or "")
            for x in root.iter()
            if local(x) == "date" and local(x.getparent()) == "publicationStmt"  # type: ignore[arg-type]
        ),
        "",
    )
    return title, author, date[:4]
