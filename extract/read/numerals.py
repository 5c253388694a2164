"""Chapters of a plain text that have a number and no title: "I", "II" alone between blank lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from regesta.extract.read.headings import arabic
from regesta.extract.read.lines import Line, is_paged

_NUMERAL = re.compile(r"([IVXLC]{1,7})\.?")
#: Filled lines that a chapter has at least: fewer stand between the items of a list.
_CHAPTER = 6
#: Filled lines at the top of a page, where a number is the page's.
_TOP = 2


def lone_numerals(lines: Sequence[Line]) -> Mapping[int, str]:
    """Line -> number of the Roman numerals that open chapters: alone between blank lines, counting up from I,
    each over some text. They may begin anew."""
    filled = 0
    out: dict[int, str] = {}
    run: list[tuple[int, str, int]] = []
    tops = _tops(lines)
    for i, line in enumerate(lines):
        if line.blank:
            continue
        value = _value(lines, i) if i not in tops else 0
        if value and (value == 1 or (run and value == run[-1][2] + 1 and filled >= _CHAPTER)):
            if value == 1:
                _keep(run, filled, out)
                run = []
            run.append((i, line.bare.rstrip("."), value))
            filled = 0
        else:
            filled += 1
    _keep(run, filled, out)
    return out


def _keep(run: list[tuple[int, str, int]], filled: int, out: dict[int, str]) -> None:
    """Keeps the numerals of a run of two or more, the last over some text."""
    run = run if filled >= _CHAPTER else run[:-1]
    if len(run) > 1:
        out.update({i: number for i, number, _ in run})


def _value(lines: Sequence[Line], i: int) -> int:
    """The value of a numeral alone between blank lines; 0 for any other line."""
    m = _NUMERAL.fullmatch(lines[i].bare)
    alone = all(k < 0 or k >= len(lines) or lines[k].blank for k in (i - 1, i + 1))
    return (arabic(m.group(1)) or 0) if m and alone else 0


def _tops(lines: Sequence[Line]) -> set[int]:
    """The first filled lines of every page, where form feeds show them."""
    out: set[int] = set()
    seen = _TOP
    for i, line in enumerate(lines) if is_paged(lines) else ():
        seen = 0 if line.page_start else seen
        if not line.blank and seen < _TOP:
            seen += 1
            out.add(i)
    return out
