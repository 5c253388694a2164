"""Numbers that a journal or a court prints before each paragraph ("[12] In June ..."): no words of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.extract.read.document import LeftOut, ReadingNote
from regesta.extract.read.layout import Layout, Paragraph
from regesta.extract.record import Span

_NUMBER = re.compile(r"(?:\[(?P<square>\d{1,4})\]|[\u00b6\u00a7]\s?(?P<sign>\d{1,4})\.?)\s+(?=\S)")
#: So many paragraphs must be numbered, so many numbers may be lost between two, and the text from the first
#: to the last of them must be such a share of all: a list of works is none of this.
_FEWEST, _SKIPPED, _SHARE = 6, 2, 0.4


def without_paragraph_numbers(layout: Layout) -> Layout:
    """The layout with each paragraph beginning behind its number, where numbers rise through the text."""
    numbered = _rising(list(_numbered(layout)))
    if len(numbered) < _FEWEST or not _run_through(layout.paragraphs, numbered):
        return layout
    paragraphs = list(layout.paragraphs)
    aside: list[LeftOut] = []
    for k, end, _ in numbered:
        (a, b), *rest = paragraphs[k].spans
        paragraphs[k] = Paragraph(spans=((end, b), *rest))
        aside.append(LeftOut(span=_without_blanks(layout.text, a, end), why="paragraph"))
    numbers = {n for _, _, n in numbered}
    remarks = tuple(r for r in layout.remarks if not _means_paragraph(layout.text, r, numbers))
    return replace(layout, paragraphs=tuple(paragraphs), aside=(*layout.aside, *aside), remarks=remarks)


def _numbered(layout: Layout) -> Iterator[tuple[int, int, int]]:
    """Each paragraph that opens with a number which calls no note: (paragraph, end of its number, number)."""
    calls = {n.marker[0] for n in layout.notes if n.marker}
    for k, p in enumerate(layout.paragraphs):
        a, b = p.spans[0]
        m = _NUMBER.match(layout.text, a, b)
        if m is not None and a not in calls and m.end() < b:
            yield k, m.end(), int(m["square"] or m["sign"])


def _rising(numbers: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of (paragraph, end of its number, number) the first run that rises by one, a few lost."""
    out: list[tuple[int, int, int]] = []
    for item in numbers:
        if not out or 0 < item[2] - out[-1][2] <= _SKIPPED + 1:
            out.append(item)
        elif len(out) < _FEWEST:
            out = [item]
    return out


def _run_through(paragraphs: Sequence[Paragraph], numbered: Sequence[tuple[int, int, int]]) -> bool:
    """True when the numbered paragraphs and what stands between them are a good share of the text."""
    sizes = [sum(b - a for a, b in p.spans) for p in paragraphs]
    return sum(sizes[numbered[0][0] : numbered[-1][0] + 1]) >= _SHARE * sum(sizes)


def _means_paragraph(text: str, remark: ReadingNote, numbers: set[int]) -> bool:
    """True for what was taken for the call of a lost note and is a paragraph's number, or refers to one."""
    said = text[slice(*remark.span)] if remark.code == "marker.orphan" and remark.span else ""
    m = re.fullmatch(r"\[(\d+)\]", said)
    return m is not None and min(numbers) <= int(m[1]) <= max(numbers)


def _without_blanks(text: str, start: int, end: int) -> Span:
    return start, start + len(text[start:end].rstrip())
