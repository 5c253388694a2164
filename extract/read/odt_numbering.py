"""Numbers that Writer counts itself, before headings and list items: they are printed, so they belong into the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from regesta.extract.read.numbering import written
from regesta.extract.read.xml import local, whole

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


class ListNumbers:
    """Counts the headings and list items of one document in order; ask once per paragraph."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, Counter[int]] = {}
        self._begun: set[etree._Element] = set()
        self._given: set[etree._Element] = set()
        for root in roots:
            for style in root.iter(f"{_T}list-style", f"{_T}outline-style") if root is not None else ():
                name = "" if local(style) == "outline-style" else style.get(f"{_S}name", "")
                self._styles[name] = {whole(x.get(f"{_T}level"), 1): _level(x) for x in style if x.get(f"{_S}num-format") is not None}

    def label(self, node: etree._Element) -> str:
        """The number as printed before this heading or paragraph; "" for none and for bullets."""
        lists = list(node.iterancestors(f"{_T}list"))
        if lists:
            item = node.getparent()
            if item is None or local(item) != "list-item" or item in self._given:
                return ""  # a list's header, or a further paragraph of an item
            self._given.add(item)
            outer = lists[-1]
            name = outer.get(f"{_T}style-name", "")
            if outer not in self._begun:
                self._begun.add(outer)
                if outer.get(f"{_T}continue-numbering") != "true" and not outer.get(f"{_T}continue-list"):
                    self._counts.pop(name, None)
            return self._count(name, len(lists)) if name else ""
        if local(node) == "h" and node.get(f"{_T}is-list-header") != "true":
            return self._count("", whole(node.get(f"{_T}outline-level"), 1))
        return ""

    def _count(self, name: str, depth: int) -> str:
        levels = self._styles.get(name, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(name, Counter())
        counts[depth] += 1
        for deeper in [k for k in counts if k > depth]:
            del counts[deeper]
        if levels[depth].form == "none":
            return ""

        def number(m: re.Match[str]) -> str:
            k = int(m.group(1))
            here = levels.get(k)
            return written(max(1, counts[k]) + here.start - 1, here.form) if here and here.form != "none" else ""

        return re.sub(r"%(\d+)%", number, levels[depth].pattern).strip()


def _level(node: etree._Element) -> _Level:
    depth = whole(node.get(f"{_T}level"), 1)
    shown = min(10, whole(node.get(f"{_T}display-levels"), 1))
    plain = node.get(f"{_S}num-prefix", "") + ".".join(f"%{k}%" for k in range(depth - shown + 1, depth + 1)) + node.get(f"{_S}num-suffix", "")
    return _Level(_FORMS.get(node.get(f"{_S}num-format", ""), "none"), node.get(f"{_LO}num-list-format") or plain, whole(node.get(f"{_T}start-value"), 1))
