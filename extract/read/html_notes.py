"""Notes of HTML pages by their links: what calls, what is called, and the words between.

A link that leads to a note and is led back to is a call whatever it is labelled ("1", "1-12", "39:1", "*").
Where only one direction is linked its role, class or target's name must say so, or the note begins with the
link's label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import unquote

import lxml.html

from regesta.extract.read.vocabulary import MarkerWords

Element: TypeAlias = lxml.html.HtmlElement
#: The pages of one document in order: (file name, root).
Pages: TypeAlias = Sequence[tuple[str, Element]]

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_CONTAINERS = ("li", "aside", "p", "div", "dd", "td", "section", "blockquote")
#: A label: a number, one of two parts, a sign, a letter or a small Roman numeral, dressed or not.
_LABEL = re.compile(
    r"^\s*[\[({^]*\s*(?P<label>\d{1,4}(?:[-:./\u2013]\d{1,4})?[a-z]?|[*\u2020\u2021\u00a7\u2016\u00b6#]{1,4}|[a-zA-Z]|[ivxlc]{1,7})"
    r"\s*[\])}^]*\s*[.:]?\s*$"
)
_NO_WORDS = re.compile(r"^[\s\u21a9\u2191\u2b11\u21b5\u2190\u25b2\ufe0e\ufe0f^]*$")
_BACK = re.compile(r"back-?link|back-?ref|footnote-?back|reversefootnote")
_CALLS = re.compile(r"noteref|footnote-?ref|endnote-?ref|fnref|fnanchor|footnote|endnote|noteanc")
_NOTE_NAME = re.compile(r"(?:^|[^a-z])(?:s?fn|ftn|edn|en)(?![a-z])|note|cite_", re.I)
_PAGE = re.compile(r"page-?(?:num|no|break|number)\b|pagebreak|\bpageno\b", re.I)
_PAGE_NAME = re.compile(r"^(?:page|pg|p)[-_.]?(?:\d+|[ivxlc]+)$", re.I)
_SIDE = re.compile(r"(?:^|\s)(?:sidenote|side-?note|marginnote|margin-?note)(?:\s|$)", re.I)
#: Classes, ids and roles of an element that holds one note and nothing else.
_HOLDS_NOTE = re.compile(
    r"(?:foot|end|side)note|\bfn\b|\bftn|\bsdfootnote|\bsdendnote|doc-(?:foot|end)note", re.I
)
#: The elements of headings.
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none")
_HOLDS_NOTES = re.compile(r"footnotes|endnotes|doc-endnotes|\bnotes\b", re.I)


def said_of(node: Element) -> str:
    """What an element says of itself: EPUB type, role, class and rel, in small letters."""
    names = (EPUB_TYPE, "epub:type", "role", "class", "rel")
    return " ".join(node.get(name) or "" for name in names).lower()


def is_page_break(node: Element) -> bool:
    """True for an element that shows a page number and is no text."""
    if node.get("id") is None and not (node.get("class") or node.get("role") or node.get("epub:type")):
        return bool(node.get(EPUB_TYPE) == "pagebreak")
    return bool(_PAGE.search(said_of(node)))


def is_hidden(node: Element) -> bool:
    """True for what a browser does not show."""
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))


def is_side_note(node: Element) -> bool:
    """True for a note that stands in the text where it is called, as Tufte's style sheets have it."""
    return node.tag in ("span", "aside", "small") and bool(_SIDE.search(node.get("class") or ""))


def label_of(node: Element) -> str:
    """The label a link shows, without brackets; "" when its words are none."""
    text = node.text_content()
    m = _LABEL.match(text) if len(text) <= 24 else None
    return m["label"] if m else ""


@dataclass(frozen=True, slots=True)
class _Link:
    """A link within the document: the element, its place in document order, the element it leads to."""

    node: Element
    place: int
    target: Element


@dataclass(slots=True)
class LinkedNotes:
    """Which elements of some pages are notes and which links call them.

    `bodies` maps the element of each note to its key, `calls` a link to the key of the note it calls, `back`
    are the links that lead back to a call, `labels` the label of each note's first call.
    """

    bodies: dict[Element, str] = field(default_factory=dict)
    calls: dict[Element, str] = field(default_factory=dict)
    back: set[Element] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    holders: set[Element] = field(default_factory=set)
    """Every element around a note."""


def linked_notes(pages: Pages) -> LinkedNotes:
    """The notes of the pages, by their links."""
    return _Finder(pages).found()


class _Finder:
    """Knows the elements of all pages by id, in order, and the links between them."""

    def __init__(self, pages: Pages) -> None:
        self.by_id: dict[str, Element] = {}
        self.order: dict[Element, int] = {}
        self.chapters: dict[Element, bool] = {}
        anchors: list[tuple[str, Element]] = []
        for file, root in pages:
            for node in root.iter():
                if not isinstance(node.tag, str):
                    continue
                self.order[node] = len(self.order)
                for key in filter(None, (node.get("id"), node.get("name") if node.tag == "a" else None)):
                    self.by_id.setdefault(f"{file}#{key}", node)
                if node.tag == "a" and "#" in (node.get("href") or ""):
                    anchors.append((file, node))
        self.links: dict[Element, _Link] = {}
        for file, node in anchors:
            target = self._target(file, node)
            if target is not None:
                self.links[node] = _Link(node, self.order[node], target)

    def _target(self, file: str, a: Element) -> Element | None:
        href = unquote(a.get("href") or "")
        if re.match(r"[a-z]+:", href):
            return None
        page, _, key = href.partition("#")
        found = self.by_id.get(f"{_resolve(file, page)}#{key}")
        return found if found is not None or page else self.by_id.get(f"{file}#{key}")

    def found(self) -> LinkedNotes:
        """The notes and their calls."""
        out = LinkedNotes()
        pairs = self._pairs()
        for link in self.links.values():
            body = self._note_called(link, pairs)
            if body is None or link.node in out.back:
                continue
            key = out.bodies.setdefault(body, f"note{len(out.bodies) + 1}")
            out.calls[link.node] = key
            out.labels.setdefault(key, label_of(link.node))
            if link.node in pairs:
                out.back.add(pairs[link.node])
        for body in list(out.bodies):
            if any(x in out.bodies for x in body.iterancestors()):
                continue
            out.holders.update(body.iterancestors())
        return out

    def _pairs(self) -> dict[Element, Element]:
        """Link -> the link that leads back to it from what it leads to, for those that stand before it."""
        near: dict[Element, Element] = {}
        for node in self.links:
            for x in _beside(node):
                near.setdefault(x, node)
        out: dict[Element, Element] = {}
        for node, link in self.links.items():
            first = near.get(link.target)
            if first is None or first is node or self.order[first] > link.place:
                continue
            body = _container(self.links[first].target)
            if body is not None and (body is node or any(x is body for x in node.iterancestors())):
                out.setdefault(first, node)
        return out

    def _note_called(self, link: _Link, pairs: dict[Element, Element]) -> Element | None:
        """The element of the note that a link calls; None for a link that calls none."""
        label = label_of(link.node)
        if not label or self.order[link.target] < link.place or _is_page(link.target):
            return None
        body = _container(link.target)
        if body is None or any(x is body for x in link.node.iterancestors()) or self._is_chapter(body):
            return None
        return body if self._calls(link, body, label, pairs) else None

    def _is_chapter(self, body: Element) -> bool:
        """True for an element with a heading in it, which a table of contents links to."""
        if body not in self.chapters:
            name = f"{said_of(body)} {body.get('id') or ''}"
            headed = next(body.iter(*HEADINGS), None) is not None
            self.chapters[body] = headed and not _HOLDS_NOTE.search(name)
        return self.chapters[body]

    def _calls(self, link: _Link, body: Element, label: str, pairs: dict[Element, Element]) -> bool:
        """True for a link that is led back to, says that it calls a note, or stands raised; and for one whose
        label begins the note."""
        said = said_of(link.node)
        if _BACK.search(said):
            return False
        if link.node in pairs or _CALLS.search(said):
            return True
        parent = link.node.getparent()
        raised = link.node.find("sup") is not None or (parent is not None and parent.tag == "sup")
        if raised or _NOTE_NAME.search((link.node.get("href") or "").rpartition("#")[2]):
            return True
        words = body.text_content()[:200].strip()
        return len(words) > 2 * len(label) + 6 and bool(
            re.match(rf"[\[({{^]?{re.escape(label)}[\])}}.:\s]", words)
        )


def _beside(node: Element) -> Iterator[Element]:
    """The elements that stand where a link stands: itself, what is in it, what it alone fills, an empty
    anchor before or behind it."""
    yield from node.iter()
    for x in node.iterancestors():
        if x.tag in _CONTAINERS or x.tag in ("body", "html"):
            break
        yield x
        yield from (y for y in _touching(x) if y.tag == "a")
    yield from (x for x in _touching(node) if not x.text_content().strip())


def _touching(node: Element) -> Iterator[Element]:
    """The siblings before and behind an element with no words between."""
    before, after = node.getprevious(), node.getnext()
    if before is not None and not (before.tail or "").strip():
        yield before
    if after is not None and not (node.tail or "").strip():
        yield after


def _is_page(target: Element) -> bool:
    """True for the anchor of a page, which contents and indexes link to."""
    if any(_PAGE_NAME.match(target.get(k) or "") for k in ("id", "name")):
        return True
    parent = target.getparent()
    return is_page_break(target) or (parent is not None and is_page_break(parent))


def _resolve(file: str, page: str) -> str:
    """The file a relative link means, seen from `file`."""
    if not page:
        return file
    folder = file.split("/")[:-1]
    for step in page.split("/"):
        if step == "..":
            folder = folder[:-1]
        elif step != ".":
            folder.append(step)
    return "/".join(folder)


def _container(target: Element) -> Element | None:
    """The element that holds the whole note a link points to: the paragraph, and a box around it that holds
    this note only."""
    if target.tag == "dt":
        following = target.getnext()
        return following if following is not None and following.tag == "dd" else target
    node = target if target.tag in _CONTAINERS else None
    if node is None:
        node = next((x for x in target.iterancestors() if x.tag in _CONTAINERS), None)
    while node is not None:
        above = node.getparent()
        if above is None or above.tag not in ("div", "li", "aside", "dd") or not _holds_one(above):
            return node
        node = above
    return None


def _holds_one(node: Element) -> bool:
    """True for a list's item, and for a box that is named after one note."""
    if node.tag in ("li", "dd"):
        return True
    name = f"{said_of(node)} {node.get('id') or ''}"
    return bool(_HOLDS_NOTE.search(name)) and not _HOLDS_NOTES.search(name)


def note_paragraphs(body: Element, notes: LinkedNotes, label: str, words: MarkerWords) -> tuple[str, ...]:
    """A note's words, paragraph by paragraph and row by row of its tables: without links back and without its
    own label."""
    inner = [x for x in body.iter("p", "tr") if x is not body and not _in_row(x, body)] or [body]
    out: list[str] = []
    for p in inner:
        cells = list(p.iter("td", "th")) if p.tag == "tr" else [p]
        said = " ".join(" ".join("".join(_words(x, notes)) for x in cells).split())
        if not out and p.tag != "tr":
            said = _unlabelled(said, label, words)
        if said:
            out.append(said)
    return tuple(out)


def _in_row(node: Element, body: Element) -> bool:
    """True for a paragraph or a table in a row of a note's table, which is read with the row."""
    row = next(node.iterancestors("tr"), None)
    return row is not None and row is not body and any(x is body for x in row.iterancestors())


_OPENING_LABEL = re.compile(
    r"^\[[ivxlc]{1,6}\]\s+|^[\[(^]?(?:\d{1,4}|[*\u2020\u2021\u00a7]+)(?:[\])]?[.:]?\s+|[\])]\s*|\.\s*)"
)


def _unlabelled(said: str, label: str, words: MarkerWords) -> str:
    """The words of a note without what it is labelled with ("Footnote 1-1:", "[3]", "4.")."""
    own = rf"[\[({{^]*(?:{words.note_words})?\s*[\[({{^]*{re.escape(label)}(?!\w)[\])}}]*[\s.:]*"
    rest = re.sub(rf"^\s*(?:{own})", "", said, count=1, flags=re.I) if label else said
    if rest != said:
        return rest
    # a note may be no more than a year ("1901.")
    return re.sub(r"^[\s:.]+", "", _OPENING_LABEL.sub("", said)) or said


def _words(node: Element, notes: LinkedNotes) -> Iterator[str]:
    """The words of a note; links back and signs that stand alone before it are left out."""
    if node in notes.back or is_page_break(node) or _leads_back(node) or is_hidden(node):
        return
    if node.tag in ("a", "sup") and label_of(node):
        yield node.text_content().strip() + ("" if _leads_out(node) else " ")
        return
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            yield from _words(child, notes)
        yield child.tail or ""


def _leads_out(node: Element) -> bool:
    """True for a link to another page."""
    return node.tag == "a" and not (node.get("href") or "#").startswith("#")


def _leads_back(node: Element) -> bool:
    """True for a link that says so, or shows an arrow only."""
    return node.tag == "a" and bool(_NO_WORDS.match(node.text_content()) or _BACK.search(said_of(node)))
