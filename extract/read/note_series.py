"""Holes in the numbers of a document's notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from regesta.extract.read.document import Document
from regesta.extract.record import Footnote

#: A label that is a number, its chapter's or page's before it where that is printed too ("22-7").
_NUMBERED = re.compile(r"(?:\w+[-:.])?\d+")
#: A larger gap is no hole but another way of counting (a page's number, a year).
_LARGEST_HOLE = 60


def missing_numbers(document: Document) -> tuple[str, ...]:
    """The numbers that the series of notes leave out, each with its chapter's number where it has one
    ("IV.7").

    A series belongs to a division; it begins at 1, or goes on from the division before ("running numbers").
    The first may begin anywhere when it is long: the document is a chapter of a book. Notes by signs or
    letters have no holes.
    """
    numbered = [n for n in document.footnotes if _NUMBERED.fullmatch(n.label or str(n.number))]
    series = dict.fromkeys(n.series for n in numbered)
    return tuple(m for s in series for m in _missing(document, [n for n in numbered if n.series == s]))


def _missing(document: Document, numbered: list[Footnote]) -> list[str]:
    """The numbers left out by the notes of one series."""
    divisions = {d.id: d.number for d in document.divisions}
    last = -1
    out: list[str] = []
    for division, notes in groupby(numbered, key=lambda n: n.division):
        numbers = sorted({n.number for n in notes})
        start = _start(last, numbers)
        name = divisions.get(division, "")
        out += [f"{name}.{n}" if name else str(n) for n in _holes([start, *numbers])]
        last = numbers[-1]
    return out


def _start(last: int, numbers: list[int]) -> int:
    """The number behind which a series begins; `last` is that of the series before, -1 for none."""
    if last < 0:
        return numbers[0] - 1 if numbers[0] > len(numbers) else 0
    return last if last < numbers[0] <= last + _LARGEST_HOLE else 0


def _holes(numbers: list[int]) -> Iterator[int]:
    """The numbers between neighbours of a rising list."""
    for before, after in pairwise(numbers):
        if after - before <= _LARGEST_HOLE:
            yield from range(before + 1, after)
