"""The words of a Word paragraph as it is read with all changes accepted: what is struck out or hidden is left
out; a field's code too, but what a reference manager wrote there marks the words shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from regesta.extract.read.reference_fields import NO_WORKS, FieldEdge, WrittenWorks, with_works
from regesta.extract.read.reference_works import endnote_data
from regesta.extract.read.script import NoteCall, Part
from regesta.extract.read.xml import local, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Elements that hold no words of the paragraph they stand in: struck-out and moved text, properties,
#: drawings with their text boxes (whose paragraphs are read for themselves), embedded objects, the
#: reading aids of ruby text.
_NOT_READ = frozenset(
    {
        "del",
        "moveFrom",
        "pPr",
        "rPr",
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


def runs(p: etree._Element, written: WrittenWorks = NO_WORKS) -> Iterator[Part]:
    """The parts of a paragraph: words, blanks for tabs and breaks, works marked by a reference manager, note
    calls with the sign an author gave them ("" when Word counts). `written` is what the file keeps of the
    works it cites."""
    waiting: NoteCall | None = None
    for part in with_works(_walk(p, written.codes), written):
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


def _walk(node: etree._Element, codes: Mapping[str, str]) -> Iterator[Part | FieldEdge]:
    for child in node:
        tag = local(child)
        if tag in _NOT_READ or (tag == "r" and is_on(child.find(f"{W}rPr/{W}vanish"))):
            continue
        read = _READ.get(tag)
        if read is not None:
            yield read(child)
        elif tag in _AROUND:
            yield FieldEdge("begin", _AROUND[tag](child))
            yield from _walk(child, codes)
            yield FieldEdge("end")
        elif tag in ("bookmarkStart", "bookmarkEnd"):
            yield from _bookmark(child, codes)
        else:
            yield from _walk(child, codes)


def _bookmark(node: etree._Element, codes: Mapping[str, str]) -> Iterator[FieldEdge]:
    """The edge of a bookmark that stands for a code."""
    key = f"bookmark {node.get(f'{W}id', '')}"
    name = node.get(f"{W}name", "")
    if name in codes:
        yield FieldEdge("begin", codes[name], key)
    elif codes and local(node) == "bookmarkEnd":
        yield FieldEdge("end", key=key)


def _edge(node: etree._Element) -> FieldEdge:
    """Where a field begins, shows its words or ends."""
    kind = node.get(f"{W}fldCharType", "")
    if kind == "begin":
        data = node.find(f"{W}fldData")
        return FieldEdge("begin", endnote_data(data.text or "") if data is not None else "")
    return FieldEdge("end" if kind == "end" else "shown")


def _tag_of(node: etree._Element) -> str:
    """The tag of a content control, where Mendeley keeps its works."""
    tag = node.find(f"{W}sdtPr/{W}tag")
    return str(tag.get(f"{W}val", "")) if tag is not None else ""


#: Elements around the words of a field, and how they hold its code.
_AROUND: dict[str, Callable[[etree._Element], str]] = {
    "fldSimple": lambda node: str(node.get(f"{W}instr", "")),
    "sdt": _tag_of,
}


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


_READ: dict[str, Callable[[etree._Element], Part | FieldEdge]] = {
    "t": lambda node: node.text or "",
    **dict.fromkeys(("tab", "br", "cr", "ptab"), _blank),
    "noBreakHyphen": lambda node: "-",
    "softHyphen": lambda node: "\u00ad",
    "sym": _symbol,
    "footnoteReference": _reference,
    "endnoteReference": _reference,
    "fldChar": _edge,
    "instrText": lambda node: FieldEdge("code", node.text or ""),
}
