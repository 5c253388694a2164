"""The words of a Word paragraph as it is read with all changes accepted: what is struck out, hidden or a
field's code is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from regesta.extract.read.script import NoteCall, Part
from regesta.extract.read.xml import local, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Elements that hold no words of the paragraph they stand in: struck-out and moved text, properties, field
#: codes, drawings with their text
#: boxes (whose paragraphs are read for themselves), embedded objects, the reading aids of ruby text.
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
        if waiting is not None and isinstance(part, str):
            m = _MARK.match(part)
            yield NoteCall(key=waiting.key, label=m.group(1) if m else "")
            waiting = None
            part = part[m.end() :] if m else part
        elif waiting is not None:
            yield NoteCall(key=waiting.key, label="")
            waiting = None
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
        if tag == "t":
            yield child.text or ""
        elif tag in ("tab", "br", "cr", "ptab"):
            yield "" if child.get(f"{W}type") == "page" else " "
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag == "softHyphen":
            yield "\u00ad"
        elif tag == "sym":
            yield _symbol(child)
        elif tag in ("footnoteReference", "endnoteReference"):
            own = child.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off")
            yield NoteCall(key=f"{tag[:-9]}:{child.get(f'{W}id', '')}", label="own" if own else "")
        else:
            yield from _walk(child)


def _symbol(node: etree._Element) -> str:
    """The sign of `w:sym`; a sign that only its font can show is U+FFFD."""
    code = whole(node.get(f"{W}char"), 0xFFFD, 16)
    if code < 32 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    if not 0xE000 <= code <= 0xF8FF:
        return chr(code)
    return _SYMBOLS.get(code & 0xFF, "\ufffd") if node.get(f"{W}font", "") == "Symbol" else "\ufffd"
