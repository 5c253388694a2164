"""Where an article's author works and can be reached, as printed under the title: "1 School of History,
University of Wells, a.smith@example.org". It looks like a note and is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.extract.read.lines import Line

_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")
#: The mark of an author whose address follows: a number or a sign, alone or before the address.
_MARK = re.compile(r"(?:\d|[*†‡])(?:\s+\S.*)?$")
_MARK_ALONE = re.compile(r"\d|[*†‡]")
#: Addresses stand among so many lines from the head, and are so many lines long at most.
_HEAD, _LONGEST = 80, 5


def addresses(lines: Sequence[Line]) -> set[int]:
    """The lines of marked addresses at the head of an article, with the marks that stand alone above them; an
    address without a mark is no note's likeness and is left to the title page."""
    found: set[int] = set()
    for i in range(min(_HEAD, len(lines))):
        if not _MAIL.search(lines[i].bare):
            continue
        first = _block_start(lines, i)
        marks = _marks_above(lines, first)
        if i - first < _LONGEST and (marks or _MARK.match(lines[first].bare)):
            found |= {*marks, *range(first, i + 1)}
    return found


def _block_start(lines: Sequence[Line], i: int) -> int:
    """The first line of the block that a line stands in: up to a blank line, or the line that bears a
    mark."""
    while i > 0 and not lines[i - 1].blank and not _MARK.match(lines[i].bare):
        i -= 1
    return i


def _marks_above(lines: Sequence[Line], first: int) -> list[int]:
    """The lines right above a block that hold a mark alone, blank lines between."""
    out: list[int] = []
    for i in range(first - 1, -1, -1):
        if lines[i].blank:
            continue
        if _MARK_ALONE.fullmatch(lines[i].bare) is None:
            break
        out.append(i)
    return out
