"""The words of a Word paragraph as it is read with all changes accepted: what is struck out, hidden or a
field's code is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from regesta.extract.read.script import NoteCall, Part
from regesta.extract.read.xml import local, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Elements that hold no words of the paragraph they stand in: struck-out and moved text, properties, field
#: codes, drawings with their text boxes (whose paragraphs are read for themselves), embedded objects, the
#: reading aids of ruby text.
_NOT_READ = frozenset(
    {
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "instrText",
        "delText",
        "delInstrText",
        "drawing",
        "pict",
        "object",
        "txbxContent",
        "Fallback",
        "rt",
        "fldData",
    }
)
#: What the Symbol font shows at its private places, for the signs that prose uses.
_SYMBOLS = {
    0xB0: "°",
    0xB1: "±",
    0xB4: "×",
    0xB7: "•",
    0xA3: "≤",
    0xB3: "≥",
    0xB9: "≠",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAE: "→",
    0xB8: "÷",
    0x2A: "*",
    0xB6: "∂",
}
_MARK = re.compile(r"\s*([^\w\s]{1,3}|\d{1,3}|[a-z](?!\w))")


def is_on(element: etree._Element | None) -> bool:
    """True for a switch of Word's that is there and not turned off (`<w:vanish/>`, but not `<w:vanish
    w:val="0"/>`)."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def runs(p: etree._Element) -> Iterator[Part]:
    """The parts of a paragraph: words, blanks for tabs and breaks, note calls with the sign an author gave
    them ("" when Word counts)."""
    waiting: NoteCall | None = None
    for part in _walk(p):
        if waiting is not None:
            m = _MARK.match(part) if isinstance(part, str) else None
            yield NoteCall(key=waiting.key, label=m.group(1) if m else "")
            waiting = None
            part = part[m.end() :] if m and isinstance(part, str) else part
        if isinstance(part, NoteCall) and part.label:
            waiting = part
        elif part:
            yield part
    if waiting is not None:
        yield NoteCall(key=waiting.key, label="")


def _walk(node: etree._Element) -> Iterator[Part]:
    for child in node:
        tag = local(child)
        if tag in _NOT_READ or (tag == "r" and is_on(child.find(f"{W}rPr/{W}vanish"))):
            continue
        read = _READ.get(tag)
        if read is None:
            yield from _walk(child)
        else:
            yield read(child)


def _blank(node: etree._Element) -> Part:
    """A tab or line break; none where a new page begins."""
    return "" if node.get(f"{W}type") == "page" else " "


def _reference(node: etree._Element) -> Part:
    """The call of a note; its label is "own" where the author's sign follows."""
    own = node.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off")
    kind = local(node).removesuffix("Reference")
    return NoteCall(key=f"{kind}:{node.get(f'{W}id', '')}", label="own" if own else "")


def _symbol(node: etree._Element) -> str:
    """The sign of `w:sym`; a sign that only its font can show is U+FFFD."""
    code = whole(node.get(f"{W}char"), 0xFFFD, 16)
    if code < 32 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    if not 0xE000 <= code <= 0xF8FF:
        return chr(code)
    return _SYMBOLS.get(code & 0xFF, "\ufffd") if node.get(f"{W}font", "") == "Symbol" else "\ufffd"


_READ: dict[str, Callable[[etree._Element], Part]] = {
    "t": lambda node: node.text or "",
    **dict.fromkeys(("tab", "br", "cr", "ptab"), _blank),
    "noBreakHyphen": lambda node: "-",
    "softHyphen": lambda node: "\u00ad",
    "sym": _symbol,
    "footnoteReference": _reference,
    "endnoteReference": _reference,
}
