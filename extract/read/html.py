"""HTML: headings, paragraphs, and notes found by the links between text and note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

import lxml.html
from lxml import etree

from regesta.extract.read.decode import decode
from regesta.extract.read.errors import ReadingError
from regesta.extract.read.layout import Layout
from regesta.extract.read.render import render
from regesta.extract.read.script import NoteCall, PageBreak, Part, Script, ScriptBlock
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.xml import whole

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_BLOCKS = {
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
}
_SKIPPED = {
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
}
_NOTE_LABEL = re.compile(r"^\s*[\[(^]?\s*(\d{1,4}|[*\u2020\u2021\u00a7]+|[a-z])\s*[\])]?\s*[.:]?\s*$")
#: Word's conditions around what older browsers should not see.
_CONDITION = re.compile(r"<!\[(?:if\b[^\]>]*|endif)\]>", re.I)
_BACK = re.compile(r"^[\s\u21a9\u2191\u2b11\u21b5\ufe0e\ufe0f^]*$")


def read_html(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of an HTML file. Raises ReadingError."""
    tree = parse_html(data, name)
    return render(script_of([("", tree)], tree), words)


def parse_html(data: bytes, name: str) -> lxml.html.HtmlElement:
    """The root of an HTML file; the encoding it declares is used, else what decoding finds."""
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.I)
    text = ""
    if declared:
        try:
            text = data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            text = ""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text or decode(data, name))
    text = _CONDITION.sub("", text)
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


def script_of(
    documents: Sequence[tuple[str, lxml.html.HtmlElement]],
    first: lxml.html.HtmlElement,
    title: str = "",
    author: str = "",
) -> Script:
    """The script of one page, or of the pages of a book in order: (file name, root)."""
    reader = _Reader(documents)
    blocks = [b for file, root in documents for b in reader.blocks(file, root)]
    named = first.find(".//title")
    meta = next(
        (
            m.get("content", "")
            for m in first.iter("meta")
            if (m.get("name") or "").lower() in ("author", "dc.creator", "citation_author")
        ),
        "",
    )
    return Script(
        blocks=tuple(blocks),
        notes=reader.notes,
        title=title or (" ".join((named.text or "").split()) if named is not None else ""),
        author=author or meta,
    )


class _Reader:
    """Knows every element by its id and which of them are notes."""

    def __init__(self, documents: Sequence[tuple[str, lxml.html.HtmlElement]]) -> None:
        self.by_id: dict[str, lxml.html.HtmlElement] = {}
        self.anchors: dict[str, tuple[str, str]] = {}
        for file, root in documents:
            for x in root.iter():
                key = x.get("id") or (x.get("name") if x.tag == "a" else None)
                if key and isinstance(x.tag, str):
                    self.by_id.setdefault(f"{file}#{key}", x)
        self.order = {x: k for k, x in enumerate(x for _, root in documents for x in root.iter())}
        self.notes: dict[str, tuple[str, ...]] = {}
        self.bodies: dict[lxml.html.HtmlElement, str] = {}
        self.calls: dict[lxml.html.HtmlElement, str] = {}
        for file, root in documents:
            self._find(file, root)

    def _find(self, file: str, root: lxml.html.HtmlElement) -> None:
        for a in root.iter("a"):
            target = self._target(file, a)
            if target is None or not self._calls_note(a, target):
                continue
            body = _container(target)
            if body is None or any(x is body for x in a.iterancestors()) or body in self.calls:
                continue
            key = self.bodies.setdefault(body, f"note{len(self.bodies) + 1}")
            self.calls[a] = key
        for body, key in self.bodies.items():
            self.notes.setdefault(key, _note_paragraphs(body))

    def _target(self, file: str, a: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
        href = unquote(a.get("href") or "")
        if "#" not in href or re.match(r"[a-z]+:", href):
            return None
        page, _, key = href.partition("#")
        found = self.by_id.get(f"{_resolve(file, page)}#{key}")
        return found if found is not None else self.by_id.get(f"{file}#{key}") if not page else None

    def _calls_note(self, a: lxml.html.HtmlElement, target: lxml.html.HtmlElement) -> bool:
        """Said so by its type, role or class; or a number in a link to a later place that links back or
        begins with the number."""
        said = f"{a.get(_EPUB_TYPE, '')} {a.get('epub:type', '')} {a.get('role', '')} {a.get('class', '')} {a.get('rel', '')}".lower()
        if re.search(r"backlink|back-link|footnote-?back|reversefootnote|doc-backlink", said) or _BACK.match(
            a.text_content()
        ):
            return False
        label = _NOTE_LABEL.match(a.text_content())
        if re.search(r"noteref|footnote|endnote|fnref", said) and label:
            return self.order[target] > self.order[a]
        return (
            bool(label)
            and self.order[target] > self.order[a]
            and (
                re.search(r"fn|ftn|edn|note|end", (a.get("href") or "").lower()) is not None
                or a.getparent().tag == "sup"
                or a.find("sup") is not None
            )
        )

    def blocks(self, file: str, root: lxml.html.HtmlElement) -> Iterator[ScriptBlock]:
        """Headings and paragraphs in order; notes, navigation and scripts left out."""
        body = root.find("body")
        yield from self._walk(body if body is not None else root)

    def _walk(self, node: lxml.html.HtmlElement) -> Iterator[ScriptBlock]:
        held: list[Part] = [node.text] if node.text and node.text.strip() else []
        for child in node:
            if (
                not isinstance(child.tag, str)
                or child.tag in _SKIPPED
                or child in self.bodies
                or _hidden(child)
            ):
                held.append(child.tail or "")
                continue
            if child.tag in _BLOCKS:
                if any(not isinstance(p, str) or p.strip() for p in held):
                    yield ScriptBlock(kind="paragraph", parts=tuple(held))
                held = []
                yield from self._block(child)
            else:
                held += self._inline(child)
            if child.tail:
                held.append(child.tail)
        if any(not isinstance(p, str) or p.strip() for p in held):
            yield ScriptBlock(kind="paragraph", parts=tuple(held))

    def _block(self, node: lxml.html.HtmlElement) -> Iterator[ScriptBlock]:
        if re.fullmatch(r"h[1-6]", node.tag):
            if not self._notes_heading(node):
                yield ScriptBlock(kind="heading", parts=tuple(self._inline(node)), level=int(node.tag[1]))
            return
        if any(isinstance(x.tag, str) and x.tag in _BLOCKS for x in node.iterdescendants()):
            yield from self._walk(node)
            return
        parts = [*_number_of(node), *self._inline(node)]
        kind = (
            "other"
            if node.tag in ("td", "th", "caption", "figcaption", "pre", "address")
            or "title" in (node.get("class") or "").split()
            else "paragraph"
        )
        if any(not isinstance(p, str) or p.strip() for p in parts):
            yield ScriptBlock(kind=kind, parts=tuple(parts))  # type: ignore[arg-type]

    def _notes_heading(self, node: lxml.html.HtmlElement) -> bool:
        """True for a heading with nothing but notes under it."""
        if not self.bodies:
            return False
        following = next((x for x in node.itersiblings() if isinstance(x.tag, str) and x.tag != "hr"), None)
        if following is None:
            return False
        return following in self.bodies or (
            any(x in self.bodies for x in following.iterdescendants())
            and not any(re.fullmatch(r"h[1-6]", str(x.tag)) for x in following.iterdescendants())
        )

    def _inline(self, node: lxml.html.HtmlElement) -> Iterator[Part]:
        if node in self.calls:
            label = _NOTE_LABEL.match(node.text_content())
            yield NoteCall(key=self.calls[node], label=label.group(1) if label else "")
            return
        said = f"{node.get(_EPUB_TYPE, '')} {node.get('epub:type', '')} {node.get('role', '')}"
        if "pagebreak" in said:
            yield PageBreak(
                (node.get("title") or node.get("aria-label") or node.text_content() or "").strip()
            )
            return
        if node.tag == "br":
            yield " "
        if node.text:
            yield node.text
        for child in node:
            if (
                isinstance(child.tag, str)
                and child.tag not in _SKIPPED
                and child not in self.bodies
                and not _hidden(child)
            ):
                yield from self._inline(child)
            if child.tail:
                yield child.tail


def _hidden(node: lxml.html.HtmlElement) -> bool:
    """True for what a browser does not show, and for a page's own footer (a section's belongs to the
    text)."""
    if node.get("hidden") is not None or re.search(r"display\s*:\s*none", node.get("style") or ""):
        return True
    parent = node.getparent()
    return (
        node.tag in ("footer", "header")
        and parent is not None
        and parent.tag == "body"
        and not any(x.tag in ("h1", "h2") for x in node.iter())
    )


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


def _number_of(node: lxml.html.HtmlElement) -> list[str]:
    """The number an ordered list gives an item, since the page shows it."""
    parent = node.getparent()
    if node.tag != "li" or parent is None or parent.tag != "ol":
        return []
    start = parent.get("start", "1")
    position = sum(1 for x in node.itersiblings("li", preceding=True)) + (whole(start, 1))
    return [f"{node.get('value', position)}. "]


def _container(target: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The element that holds the whole note a link points to."""
    if target.tag in ("li", "aside", "p", "div", "dd", "section"):
        return target
    return next((x for x in target.iterancestors() if x.tag in ("li", "aside", "p", "div", "dd", "td")), None)


def _note_paragraphs(body: lxml.html.HtmlElement) -> tuple[str, ...]:
    """The note's words: without links back and without its own number."""
    inner = list(body.iter("p")) or [body]
    out: list[str] = []
    for p in inner:
        words = " ".join("".join(_words(p)).split())
        if not out:
            words = re.sub(
                r"^\[[ivxlc]{1,6}\]\s+|^[\[(^]?(?:\d{1,4}|[*\u2020\u2021\u00a7]+)(?:[\])]?[.:]?\s+|[\])]\s*|\.\s*)",
                "",
                words,
            )
        if words:
            out.append(words)
    return tuple(out)


def _words(node: lxml.html.HtmlElement) -> Iterator[str]:
    said = f"{node.get('role', '')} {node.get('class', '')} {node.get('epub:type', '')}".lower()
    if node.tag == "a" and (_BACK.match(node.text_content()) or "back" in said):
        return
    if node.tag in ("a", "sup") and _NOTE_LABEL.match(node.text_content()):
        label = node.text_content().strip()
        href = node.get("href", "") or "".join(x.get("href", "") for x in node.iter("a"))
        yield f"{label} " if not href or href.startswith("#") or node.tag == "sup" else label
        return
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str):
            yield from _words(child)
        if child.tail:
            yield child.tail
