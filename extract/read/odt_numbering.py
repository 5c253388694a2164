"""Numbers that Writer counts itself, before headings and list items: they are printed, so they belong into
the text."""

from __future__ import annotations

from lxml import etree

from regesta.extract.read.numbering import Counts, Level
from regesta.extract.read.xml import local, whole

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}


class ListNumbers:
    """Counts the headings and list items of one document in order; ask once per paragraph."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self._counts = Counts(r"%(\d+)%")
        self._begun: set[etree._Element] = set()
        self._given: set[etree._Element] = set()
        for root in roots:
            for style in root.iter(f"{_T}list-style", f"{_T}outline-style") if root is not None else ():
                name = "" if local(style) == "outline-style" else style.get(f"{_S}name", "")
                self._styles[name] = {
                    whole(x.get(f"{_T}level"), 1): _level(x)
                    for x in style
                    if x.get(f"{_S}num-format") is not None
                }

    def label(self, node: etree._Element) -> str:
        """The number as printed before this heading or paragraph; "" for none and for bullets."""
        lists = list(node.iterancestors(f"{_T}list"))
        if lists:
            return self._item_label(node, lists)
        if local(node) == "h" and node.get(f"{_T}is-list-header") != "true":
            return self._counts.next("", self._styles.get("", {}), whole(node.get(f"{_T}outline-level"), 1))
        return ""

    def _item_label(self, node: etree._Element, lists: list[etree._Element]) -> str:
        """The number of an item of these lists, the innermost first; none for a list's header and for further
        paragraphs of an item."""
        item = node.getparent()
        if item is None or local(item) != "list-item" or item in self._given:
            return ""
        self._given.add(item)
        outer = lists[-1]
        name = outer.get(f"{_T}style-name", "")
        if outer not in self._begun:
            self._begun.add(outer)
            if outer.get(f"{_T}continue-numbering") != "true" and not outer.get(f"{_T}continue-list"):
                self._counts.forget(name)
        return self._counts.next(name, self._styles.get(name, {}), len(lists)) if name else ""


def _level(node: etree._Element) -> Level:
    depth = whole(node.get(f"{_T}level"), 1)
    shown = min(10, whole(node.get(f"{_T}display-levels"), 1))
    plain = (
        node.get(f"{_S}num-prefix", "")
        + ".".join(f"%{k}%" for k in range(depth - shown + 1, depth + 1))
        + node.get(f"{_S}num-suffix", "")
    )
    form = _FORMS.get(node.get(f"{_S}num-format", ""), "")
    return Level(
        form,
        node.get(f"{_LO}num-list-format") or plain,
        whole(node.get(f"{_T}start-value"), 1),
        silent=not form,
    )
