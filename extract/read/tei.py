"""TEI P5: divisions with heads, notes where they stand or where they are pointed at, page breaks, and the
names and references that its encoder identified."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set

from lxml import etree

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.layout import Layout
from regesta.extract.read.render import render
from regesta.extract.read.script import (
    DivisionEnd,
    Marked,
    NoteCall,
    PageBreak,
    Part,
    Script,
    ScriptBlock,
    closed,
    folded_paragraphs,
    plain,
    second_series,
    with_calls_joined,
)
from regesta.extract.read.tei_marks import listed, mark_of
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.xml import local, parse_xml

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS = frozenset(
    [
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
    ]
)
_TITLES = frozenset(("docTitle", "titlePart", "byline", "docAuthor", "docDate", "cell"))
_DIVISIONS = frozenset(("div", "div1", "div2", "div3", "div4", "div5", "listBibl"))
#: What never stands within a line: text before it ends a paragraph.
_STRUCTURE = (
    frozenset(
        (
            "p",
            "ab",
            "list",
            "item",
            "table",
            "row",
            "cell",
            "lg",
            "l",
            "floatingText",
            "biblStruct",
            "sp",
            "head",
        )
    )
    | _DIVISIONS
)
_APART = frozenset(("note", "fw", "teiHeader", "figure", "graphic"))
_NO_WORDS = frozenset(("fw", "del", "index"))


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
    reader = _Reader(_pointed_at(text), listed(root), _holding_structure(text))
    blocks = tuple(with_calls_joined(closed(reader.blocks(text, 0))))
    title, author, year = _header(root)
    language = text.get(_LANG) or root.get(_LANG) or ""
    script = Script(
        blocks=blocks,
        notes=reader.notes,
        note_marks=reader.note_marks,
        endnotes=second_series(reader.kinds),
        title=title,
        author=author,
        year=year,
        metadata={"language": language} if language else {},
    )
    return render(script, words)


def _pointed_at(text: etree._Element) -> dict[str, etree._Element]:
    """The notes that a reference in the text points at, by their id."""
    pointed = {
        x.get("target", "").lstrip("#")
        for x in text.iter()
        if local(x) in ("ref", "ptr") and x.get("target", "").startswith("#")
    }
    notes = (n for n in text.iter() if local(n) == "note")
    return {i: n for n in notes if (i := str(n.get(_ID, ""))) in pointed}


class _Reader:
    """Walks the text; `elsewhere` are notes that stand apart and are pointed at by id, `listed` the
    identifiers of what the file describes, `holding` the elements that hold paragraphs, lists or the like;
    `inside` a note it reads that note's words."""

    def __init__(
        self,
        elsewhere: dict[str, etree._Element],
        listed: Mapping[str, str],
        holding: Set[etree._Element] = frozenset(),
        inside: bool = False,
    ) -> None:
        self.elsewhere, self.listed, self.holding, self.inside = elsewhere, listed, holding, inside
        self.notes: dict[str, tuple[str, ...]] = {}
        self.note_marks: dict[str, tuple[tuple[int, Marked], ...]] = {}
        self.kinds: dict[str, str] = {}
        self.pending: list[Part] = []

    def blocks(self, node: etree._Element, depth: int) -> Iterator[ScriptBlock | DivisionEnd]:
        """Heads, paragraphs and ends of divisions in order; level 1 is the outermost division."""
        for child in node:
            tag = local(child)
            if tag == "pb":
                self.pending.append(PageBreak(child.get("n", "")))
            elif tag == "note":
                yield ScriptBlock(kind="paragraph", parts=tuple(self.note(child)))
            elif tag not in _APART:
                yield from self._block(child, tag, depth)

    def _block(self, node: etree._Element, tag: str, depth: int) -> Iterator[ScriptBlock | DivisionEnd]:
        if tag == "head":
            yield ScriptBlock(kind="heading", parts=self._take(node), level=max(1, depth))
        elif tag in _TITLES:
            yield ScriptBlock(kind="other", parts=self._take(node))
        elif _own_words(node) or (tag in _BLOCKS and node not in self.holding):
            yield from self._mixed(node, depth)
        elif tag in _DIVISIONS:
            yield from self.blocks(node, depth + 1)
            yield DivisionEnd(depth + 1)
        else:
            yield from self.blocks(node, depth)

    def _mixed(self, node: etree._Element, depth: int) -> Iterator[ScriptBlock | DivisionEnd]:
        """An element with words of its own: paragraphs of them, and between them the lists, tables and
        paragraphs it holds."""
        parts: list[Part] = [node.text] if node.text else []
        for child in node:
            tag = local(child)
            if tag not in _APART and (tag in _STRUCTURE or child in self.holding):
                yield from self._paragraph(parts)
                parts = []
                yield from self._block(child, tag, depth)
            else:
                parts += self._child(child)
            if child.tail:
                parts.append(child.tail)
        yield from self._paragraph(parts)

    def _paragraph(self, parts: list[Part]) -> Iterator[ScriptBlock]:
        if any(not isinstance(p, str) or p.strip() for p in parts):
            yield ScriptBlock(kind="paragraph", parts=(*self.pending, *parts))
            self.pending = []

    def _take(self, node: etree._Element) -> tuple[Part, ...]:
        parts = (*self.pending, *self.inline(node))
        self.pending = []
        return parts

    def inline(self, node: etree._Element) -> Iterator[Part]:
        """The words of an element with the notes, page breaks and marks in them."""
        if node.text:
            yield node.text
        for child in node:
            yield from self._child(child)
            if child.tail:
                yield child.tail

    def _child(self, child: etree._Element) -> Iterator[Part]:
        tag = local(child)
        if tag in _READERS:
            yield from _READERS[tag](self, child)
        elif tag not in _NO_WORDS:
            mark = mark_of(child, self.listed)
            parts = tuple(self.inline(child))
            if mark is not None and all(isinstance(p, str | Marked) for p in parts):
                yield Marked("".join(plain(p) for p in parts), *mark)
            else:
                yield from parts

    def note(self, node: etree._Element) -> Iterator[Part]:
        """The call of a note that stands where it is called; inside another note its words, in brackets."""
        if self.inside:
            yield from (" [", *self.inline(node), "]")
            return
        key = node.get(_ID) or f"n{len(self.notes) + 1}"
        if key not in self.elsewhere:
            self._keep(key, node)
            yield NoteCall(key=key, label=node.get("n", "").strip("."))

    def pointer(self, node: etree._Element) -> Iterator[Part]:
        """The call of a note that stands elsewhere; other references are words."""
        note = self.elsewhere.get(node.get("target", "").lstrip("#"))
        if note is None:
            yield from self.inline(node)
            return
        key = str(note.get(_ID))
        self._keep(key, note)
        said = "".join(str(t) for t in node.itertext()).strip(" []()^.")
        yield NoteCall(key=key, label=note.get("n", "") or said)

    def choice(self, node: etree._Element) -> Iterator[Part]:
        """What the encoder prefers: the correction, the regular form, the expansion."""
        best = next((x for want in ("corr", "reg", "expan") for x in node if local(x) == want), None)
        if best is not None:
            yield from self.inline(best)

    def _keep(self, key: str, note: etree._Element) -> None:
        """Keeps a note's paragraphs and what is identified in them."""
        inside = _Reader({}, self.listed, inside=True)
        self.kinds[key] = "endnote" if note.get("place") == "end" else "footnote"
        own = [x for x in note if local(x) == "p"] or [note]
        self.notes[key], self.note_marks[key] = folded_paragraphs(inside.inline(x) for x in own)


_READERS: dict[str, Callable[[_Reader, etree._Element], Iterator[Part]]] = {
    "note": _Reader.note,
    "ref": _Reader.pointer,
    "ptr": _Reader.pointer,
    "choice": _Reader.choice,
    "pb": lambda reader, node: iter((PageBreak(node.get("n", "")),)),
    "lb": lambda reader, node: iter(("" if node.get("break") == "no" else " ",)),
}


def _own_words(node: etree._Element) -> bool:
    """Whether words stand in an element itself and not only in what it holds."""
    return bool((node.text or "").strip()) or any((child.tail or "").strip() for child in node)


def _holding_structure(text: etree._Element) -> set[etree._Element]:
    """The elements that hold a paragraph, list, table or verse, outside of notes."""
    out: set[etree._Element] = set()
    for inner in text.iter(*(f"{{*}}{tag}" for tag in sorted(_STRUCTURE))):
        over = inner.getparent()
        while over is not None and over not in out and local(over) not in _APART:
            out.add(over)
            over = over.getparent()
    return out


def _words(node: etree._Element) -> str:
    return " ".join("".join(str(t) for t in node.itertext()).split())


def _header(root: etree._Element) -> tuple[str, str, str]:
    """Title, author and year of publication, as the header has them."""
    statement = next((x for x in root.iter() if local(x) == "titleStmt"), None)
    if statement is None:
        return "", "", ""
    title, author = (
        next((_words(x) for x in statement if local(x) == tag), "") for tag in ("title", "author")
    )
    return title, author, _published(root)[:4]


def _published(root: etree._Element) -> str:
    """The date of publication; "" for none."""
    statements = (x for x in root.iter() if local(x) == "publicationStmt")
    dates = (x for statement in statements for x in statement.iter() if local(x) == "date")
    return next((x.get("when", "") or x.text or "" for x in dates), "")
