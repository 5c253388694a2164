"""Numbers that Word counts itself ("Chapter 3", "2.1", "b)"): they are printed, so they belong into the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from regesta.extract.read.xml import whole

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its number is written, the pattern it stands in ("%1.%2"), where it begins."""

    form: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document in order; ask once per paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, Counter[int]] = {}
        for abstract in root.iterfind(f"{_W}abstractNum") if root is not None else ():
            key = abstract.get(f"{_W}abstractNumId", "")
            self._levels[key] = {}
            for level in abstract.iterfind(f"{_W}lvl"):
                k = whole(level.get(f"{_W}ilvl"), 0)
                start = _value(level, "start", "1")
                self._levels[key][k] = _Level(_value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), whole(start, 1))
                style = _value(level, "pStyle", "")
                if style:
                    self._of_style[style] = (key, k)
        for num in root.iterfind(f"{_W}num") if root is not None else ():
            self._abstract[num.get(f"{_W}numId", "")] = _value(num, "abstractNumId", "")

    def label(self, properties: etree._Element | None, style: str) -> str:
        """The number as printed before the paragraph with these `w:numPr`; "" for none and for bullets."""
        if properties is None or _value(properties, "numId", "") == "0":
            return ""
        key = self._abstract.get(_value(properties, "numId", ""), "")
        depth = _value(properties, "ilvl", "")
        if not depth and style in self._of_style:
            key, level = self._of_style[style]
        else:
            level = whole(depth, 0)
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(key, Counter())
        counts[level] += 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if levels[level].form in ("bullet", "none"):
            return ""

        def number(m: re.Match[str]) -> str:
            k = int(m.group(1)) - 1
            here = levels.get(k)
            return written(max(1, counts[k]) + here.start - 1, "decimal" if here.form == "bullet" else here.form) if here else ""

        return re.sub(r"%(\d)", number, levels[level].pattern).strip()


def _value(node: etree._Element, tag: str, default: str) -> str:
    found = node.find(f"{_W}{tag}")
    return str(found.get(f"{_W}val", default)) if found is not None else default


def written(n: int, form: str) -> str:
    """A number in one of Word's formats ("upperRoman", "lowerLetter", ...); formats not known are written in digits."""
    if not 0 < n < 5000:
        return str(n)
    if form in ("upperRoman", "lowerRoman"):
        return roman(n) if form == "upperRoman" else roman(n).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{n:02d}" if form == "decimalZero" else str(n)


def roman(n: int) -> str:
    """A Roman numeral in capitals."""
    out = ""
    for value, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        out += sign * (n // value)
        n %= value
    return out
