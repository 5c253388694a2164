"""The text of record of a PDF, one printed line a line, and what its type sizes tell of each line."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.extract.read.layout import TypeSizes
from regesta.extract.read.lines import split_lines
from regesta.extract.read.pdf_glyphs import Row

_NOTE_START = re.compile(
    r"\s*[\[(]?(?:\d{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})[\])]?[.]?\s*[^\W\d_\s\"\u201c\u2018]?"
)
#: Shares of the size of running text: below the first a line is a note's, from the second on it is running
#: text's, above the third it is a heading's; points by which sizes differ at most that are the same.
_NOTE, _TEXT, _HEAD, _SAME = 0.93, 0.97, 1.08, 0.3
#: The share of running text up to which bold lines are headings and no emphasis.
_BOLD = 0.12
#: Times the usual distance of lines that is a gap, in running text and in notes; the share of a page's text
#: that a common size fills; points of an indent.
_GAP, _GAP_NOTES, _COMMON, _INDENT = 1.35, 1.6, 0.15, (5, 60)


@dataclass(frozen=True, slots=True)
class _Measures:
    """The size of running text, the usual distance of its lines and its left edge (points), and whether bold
    lines are few, so that they are headings."""

    body: float
    distance: float
    margin: float
    bold: bool = False

    def heads(self, r: Row) -> bool:
        """True for a line in larger or bold type."""
        return r.size > _HEAD * self.body or (self.bold and r.bold and r.size >= _TEXT * self.body)


def text_of(pages: Sequence[Sequence[Row]]) -> tuple[str, TypeSizes]:
    """The text of record and what its type sizes tell: one line a printed line; blank lines where the gap
    between lines is wide, and above the notes at the foot; a form feed between pages."""
    measures = _measures(pages)
    out: list[str] = []
    at = 0
    placed: list[tuple[int, Row]] = []
    for p in pages:
        lines: list[str] = []
        for k, r in enumerate(p):
            above = p[k - 1] if k else None
            if above is not None and _gap(above, r, measures):
                lines.append("")
            placed.append((at + len(lines), r))
            lines.append(_indent(r, above, measures) + _unhyphened(r.text))
        out.append("\n".join(lines))
        at += max(1, len(lines))
    text = "\f".join(out) + "\n"
    sizes = _sizes(placed, measures) if len(split_lines(text)) == at else TypeSizes()
    return text, sizes


def _measures(pages: Sequence[Sequence[Row]]) -> _Measures:
    body = _text_size(pages)
    gaps = [gap for page in pages for gap in _line_gaps(page, body)]
    edge = statistics.multimode(round(r.left) for p in pages for r in p if abs(r.size - body) < _SAME)
    distance = statistics.median(gaps) if gaps else 1.2 * body
    return _Measures(body, distance, min(edge) if edge else 0, _bold_is_rare(pages, body))


def _bold_is_rare(pages: Sequence[Sequence[Row]], body: float) -> bool:
    """True when little of the running text is bold."""
    text = [r for p in pages for r in p if r.size >= _TEXT * body]
    return sum(len(r.text) for r in text if r.bold) <= _BOLD * sum(len(r.text) for r in text)


def _line_gaps(page: Sequence[Row], body: float) -> Iterator[float]:
    """From line to line of running text on a page, where they follow each other closely."""
    for above, below in pairwise(page):
        alike = abs(above.size - body) < _SAME and abs(below.size - body) < _SAME
        if alike and 0 < above.bottom - below.bottom < 4 * body:
            yield above.bottom - below.bottom


def _text_size(pages: Sequence[Sequence[Row]]) -> float:
    """The size of running text: on most pages the largest one that a good part of the page is set in, since
    notes may fill more of it."""
    largest: Counter[float] = Counter()
    for rows in pages:
        signs: Counter[float] = Counter()
        for r in rows:
            signs[r.size] += len(r.text)
        common = [size for size, n in signs.items() if n >= _COMMON * signs.total()]
        if common:
            largest[max(common)] += 1
    return largest.most_common(1)[0][0]


def _gap(above: Row, r: Row, m: _Measures) -> bool:
    """True where a blank line parts two printed lines: a wide gap, or another size of type."""
    # the lines of a large title stand further apart
    larger = r.size / m.body if m.heads(r) and abs(r.size - above.size) < _SAME else 1.0
    usual = (_GAP if r.size >= _NOTE * m.body else _GAP_NOTES) * m.distance * max(1.0, larger)
    wide = above.bottom - r.bottom > usual
    smaller = r.size < _NOTE * m.body <= above.size
    return wide or smaller or m.heads(r) != m.heads(above)


def _indent(r: Row, above: Row | None, m: _Measures) -> str:
    """Four blanks before a line of running text that is set in, so that a paragraph shows."""
    inner = abs(r.size - m.body) < _SAME and _INDENT[0] < r.left - m.margin < _INDENT[1]
    return "    " if inner and above is not None else ""


def _sizes(placed: Sequence[tuple[int, Row]], m: _Measures) -> TypeSizes:
    """Which lines are set in the size of running text or above it (nothing where the notes are not set
    smaller), and which like headings."""
    body = m.body
    notes = sum(r.size < _NOTE * body and bool(_NOTE_START.match(r.text)) for _, r in placed)
    text = frozenset(i for i, r in placed if r.size >= _TEXT * body) if notes >= 2 else frozenset()
    return TypeSizes(text=text, heads=frozenset(i for i, r in placed if m.heads(r)))


def _unhyphened(text: str) -> str:
    return re.sub(r"[\u00ad\u2010\u2011](?=\s*$)", "-", text)
