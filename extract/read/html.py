"""HTML: headings, paragraphs, page breaks, and notes found by the links between text and note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

from regesta.extract.read.decode import decode
from regesta.extract.read.errors import ReadingError
from regesta.extract.read.headings import classify
from regesta.extract.read.html_notes import (
    HEADINGS,
    Element,
    LinkedNotes,
    Pages,
    is_hidden,
    is_page_break,
    is_side_note,
    label_of,
    linked_notes,
    note_paragraphs,
    said_of,
)
from regesta.extract.read.layout import Layout
from regesta.extract.read.render import render
from regesta.extract.read.script import DivisionEnd, NoteCall, PageBreak, Part, Script, ScriptBlock, closed
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.xml import whole

_BLOCKS = frozenset(
    [
        "p",
        "li",
        "blockquote",
        "dd",
        "dt",
        "pre",
        "address",
        "figcaption",
        "caption",
        "td",
        "th",
        "div",
        "section",
        "article",
        "main",
        "aside",
        "header",
        "footer",
        "ol",
        "ul",
        "dl",
        "table",
        "tbody",
        "thead",
        "tr",
        "figure",
        "body",
        "hr",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "center",
        "form",
        "details",
        "summary",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "button",
        "select",
        "nav",
        "input",
        "textarea",
    ]
)
_NO_TEXT = frozenset(("td", "th", "caption", "figcaption", "pre", "address"))
#: Word's conditions around what older browsers should not see.
_CONDITION = re.compile(r"<!\[(?:if\b[^\]>]*|endif)\]>", re.I)
#: A tag so long holds an image or nonsense; its attributes would cost the parser the square of their number.
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)\s[^<>]{20000,}>")


def read_html(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of an HTML file. Raises ReadingError."""
    tree = parse_html(data, name)
    return render(script_of([("", tree)], tree, words), words)


def parse_html(data: bytes, name: str) -> Element:
    """The root of an HTML file; the encoding it declares is used, else what decoding finds."""
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.I)
    text = ""
    if declared:
        try:
            text = data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            text = ""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text or decode(data, name))
    text = _LONG_TAG.sub(r"<\1>", _CONDITION.sub("", text))
    try:
        return lxml.html.document_fromstring(
            text,
            parser=lxml.html.HTMLParser(
                no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
            ),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as e:
        raise ReadingError(
            f"{name} holds no HTML", str(e), "Open it in a browser and save the page again"
        ) from e


def script_of(pages: Pages, first: Element, words: ReadingWords, title: str = "", author: str = "") -> Script:
    """The script of one page, or of the pages of a book in order: (file name, root)."""
    notes = linked_notes(pages)
    walker = _Walker(notes, _with_blocks(pages), words)
    blocks = list(closed(b for _, root in pages for b in walker.blocks(root)))
    named = first.find(".//title")
    return Script(
        blocks=tuple(blocks),
        notes={**_bodies(notes, words), **walker.beside},
        title=title or (" ".join((named.text or "").split()) if named is not None else ""),
        author=author or _meta(first, ("author", "dc.creator", "citation_author")),
        metadata=_language(first),
    )


def _bodies(notes: LinkedNotes, words: ReadingWords) -> dict[str, tuple[str, ...]]:
    return {
        key: note_paragraphs(body, notes, notes.labels.get(key, ""), words.markers)
        for body, key in notes.bodies.items()
    }


def _meta(root: Element, names: tuple[str, ...]) -> str:
    """The content of the first `meta` of one of these names; "" for none."""
    found = (m for m in root.iter("meta") if (m.get("name") or "").lower() in names)
    return next((str(m.get("content", "")) for m in found), "")


def _language(root: Element) -> Mapping[str, str]:
    """The language the page declares."""
    code = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return {"language": code} if code else {}


def _with_blocks(pages: Pages) -> set[Element]:
    """The elements that have blocks inside them."""
    out: set[Element] = set()
    for _, root in pages:
        for node in root.iter():
            if isinstance(node.tag, str) and node.tag in _BLOCKS:
                for x in node.iterancestors():
                    if x in out:
                        break
                    out.add(x)
    return out


@dataclass(slots=True)
class _Walker:
    """Walks pages in order; `beside` collects the notes that stand in the text itself."""

    notes: LinkedNotes
    with_blocks: set[Element]
    words: ReadingWords
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counted: dict[Element, int] = field(default_factory=dict)
    """List -> the number of its last item."""
    in_notes: bool = False
    """True below a heading of notes."""

    def blocks(self, root: Element) -> Iterator[ScriptBlock | DivisionEnd]:
        """Headings, paragraphs and ends of sections in order; notes, navigation and scripts left out."""
        body = root.find("body")
        yield from self._walk(body if body is not None else root)

    def _walk(self, node: Element) -> Iterator[ScriptBlock | DivisionEnd]:
        held: list[Part] = [node.text or ""]
        for child in node:
            if self._is_text(child):
                if child.tag in _BLOCKS:
                    yield from _paragraph(held)
                    held = []
                    yield from self._block(child)
                else:
                    held += self._inline(child)
            held.append(child.tail or "")
        yield from _paragraph(held)

    def _is_text(self, node: Element) -> bool:
        """True for an element that is shown and is no note."""
        return (
            isinstance(node.tag, str)
            and node.tag not in _SKIPPED
            and node not in self.notes.bodies
            and not _hidden(node)
        )

    def _block(self, node: Element) -> Iterator[ScriptBlock | DivisionEnd]:
        if node.tag in HEADINGS:
            if not self._heads_notes(node):
                yield ScriptBlock(kind="heading", parts=tuple(self._inline(node)), level=int(node.tag[1]))
            return
        if node in self.with_blocks:
            yield from self._walk(node)
            level = _section_level(node)
            if level:
                yield DivisionEnd(level)
            return
        parts = [*self._number_of(node), *self._inline(node)]
        aside = node.tag in _NO_TEXT or "title" in (node.get("class") or "").split()
        yield from _paragraph(parts, "other" if aside else "paragraph")

    def _number_of(self, node: Element) -> list[str]:
        """The number an ordered list gives an item, since the page shows it."""
        parent = node.getparent()
        if node.tag != "li" or parent is None or parent.tag != "ol":
            return []
        last = self.counted.get(parent, whole(parent.get("start", "1"), 1) - 1)
        self.counted[parent] = whole(node.get("value"), last + 1)
        return [f"{self.counted[parent]}. "]

    def _heads_notes(self, node: Element) -> bool:
        """True for a heading of notes with nothing but linked notes under it, and for the headings among
        them."""
        over = self._over_notes(node)
        kind = classify(" ".join(node.text_content().split()), self.words.headings).kind
        self.in_notes = kind == "notes" or (self.in_notes and over)
        return over and self.in_notes

    def _over_notes(self, node: Element) -> bool:
        """True when the next thing below a heading is a note."""
        following = next((x for x in node.itersiblings() if isinstance(x.tag, str) and x.tag != "hr"), None)
        if following is None:
            return False
        return following in self.notes.bodies or (
            following in self.notes.holders
            and following.tag not in HEADINGS
            and _opens_with_note(following, self)
        )

    def _inline(self, node: Element) -> Iterator[Part]:
        if node in self.notes.calls:
            yield NoteCall(key=self.notes.calls[node], label=label_of(node))
        elif is_page_break(node):
            shown = node.get("title") or node.get("aria-label") or node.text_content() or ""
            yield PageBreak(shown.strip().strip("[](){} "))
        elif is_side_note(node):
            yield from self._side_note(node)
        elif not (node.tag == "label" and "margin-toggle" in said_of(node)):
            yield from self._content(node)

    def _content(self, node: Element) -> Iterator[Part]:
        """The words of an element and the notes called in it."""
        if node.tag == "br":
            yield " "
        if node.text:
            yield node.text
        for child in node:
            if self._is_text(child):
                yield from self._inline(child)
            if child.tail:
                yield child.tail

    def _side_note(self, node: Element) -> Iterator[Part]:
        """The call of a note that stands in the text; its words are kept apart."""
        said = note_paragraphs(node, self.notes, "", self.words.markers)
        if said:
            key = f"beside{len(self.beside) + 1}"
            self.beside[key] = said
            yield NoteCall(key=key)


def _section_level(node: Element) -> int:
    """The level of the heading that names a `section`; 0 for other elements and for one without a heading of
    its own."""
    if node.tag != "section":
        return 0
    heading = next(node.iter(*HEADINGS), None)
    own = heading is not None and next(heading.iterancestors("section"), None) is node
    return int(heading.tag[1]) if heading is not None and own else 0


def _opens_with_note(node: Element, walker: _Walker) -> bool:
    """True when the first block with words in an element is a note or holds one."""
    for child in node:
        if isinstance(child.tag, str) and child.tag != "hr" and child.text_content().strip():
            return child in walker.notes.bodies or child in walker.notes.holders
    return False


def _paragraph(parts: list[Part], kind: str = "paragraph") -> Iterator[ScriptBlock]:
    """A block of the parts; none when they hold nothing."""
    if any(not isinstance(p, str) or p.strip() for p in parts):
        yield ScriptBlock(kind=kind, parts=tuple(parts))  # type: ignore[arg-type]


def _hidden(node: Element) -> bool:
    """True for what a browser does not show, and for a page's own footer (a section's belongs to the
    text)."""
    if is_hidden(node):
        return True
    parent = node.getparent()
    return (
        node.tag in ("footer", "header")
        and parent is not None
        and parent.tag == "body"
        and not any(x.tag in ("h1", "h2") for x in node.iter())
    )
