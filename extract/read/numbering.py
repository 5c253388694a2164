"""Numbers that Word counts itself ("Chapter 3", "2.1", "b)"): they are printed, so they belong into the
text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from regesta.extract.read.xml import whole
from regesta.extract.text.numerals import roman

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written ("" for not at all), the pattern it stands in ("%1.%2"),
    where it begins, whether its own items show none."""

    form: str
    pattern: str
    start: int
    silent: bool = False


class Counts:
    """Counts the items of lists in order; an item begins its deeper levels anew."""

    def __init__(self, places: str) -> None:
        self._places = re.compile(places)
        self._of: dict[str, Counter[int]] = {}

    def forget(self, key: str) -> None:
        """Begin a list anew."""
        self._of.pop(key, None)

    def next(self, key: str, levels: Mapping[int, Level], depth: int) -> str:
        """The number as printed before the next item of a list at a depth (from 1); "" for none. The
        pattern's places name levels from 1."""
        if depth not in levels:
            return ""
        counts = self._of.setdefault(key, Counter())
        counts[depth] += 1
        for deeper in [k for k in counts if k > depth]:
            del counts[deeper]
        if levels[depth].silent:
            return ""

        def number(m: re.Match[str]) -> str:
            k = int(m.group(1))
            here = levels.get(k)
            return written(max(1, counts[k]) + here.start - 1, here.form) if here and here.form else ""

        return self._places.sub(number, levels[depth].pattern).strip()


class Numbering:
    """Counts the numbered paragraphs of one document in order; ask once per paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts = Counts(r"%(\d)")
        for abstract in root.iterfind(f"{_W}abstractNum") if root is not None else ():
            key = abstract.get(f"{_W}abstractNumId", "")
            self._levels[key] = {}
            for level in abstract.iterfind(f"{_W}lvl"):
                k = whole(level.get(f"{_W}ilvl"), 0) + 1
                form, start = _value(level, "numFmt", "decimal"), _value(level, "start", "1")
                silent = form in ("bullet", "none")
                self._levels[key][k] = Level(
                    "decimal" if silent else form, _value(level, "lvlText", ""), whole(start, 1), silent
                )
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
            level = whole(depth, 0) + 1
        return self._counts.next(key, self._levels.get(key, {}), level)


def _value(node: etree._Element, tag: str, default: str) -> str:
    found = node.find(f"{_W}{tag}")
    return str(found.get(f"{_W}val", default)) if found is not None else default


def written(n: int, form: str) -> str:
    """A number in one of Word's formats ("upperRoman", "lowerLetter", ...); formats not known are written in
    digits."""
    if not 0 < n < 5000:
        return str(n)
    if form in ("upperRoman", "lowerRoman"):
        return roman(n) if form == "upperRoman" else roman(n).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{n:02d}" if form == "decimalZero" else str(n)
