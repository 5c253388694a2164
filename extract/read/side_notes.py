"""Headings in the margin that a transcriber set into the lines: `[Sidenote: The Ferry]`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from regesta.extract.read.lines import Line
from regesta.extract.read.vocabulary import LineWords
from regesta.extract.record import Span


def side_notes(
    text: str, lines: Sequence[Line], words: LineWords
) -> tuple[dict[int, str], list[tuple[str, int, Span]]]:
    """The lines amid a paragraph that hold nothing else, as `side`, and all other pieces as marks without a
    page: ("", line, raw span)."""
    starts = [line.start for line in lines]
    whole: dict[int, str] = {}
    pieces: list[tuple[str, int, Span]] = []
    for m in words.side_note.finditer(text):
        first, last = (bisect_right(starts, at) - 1 for at in (m.start(), m.end() - 1))
        for i in range(first, last + 1):
            line = lines[i]
            a, b = max(m.start(), line.start), min(m.end(), line.end)
            alone = not (text[line.start : a] + text[b : line.end]).strip()
            if alone and not _in_gap(lines, i):
                whole[i] = "side"
            elif a < b:
                pieces.append(("", i, (a, b)))
    return whole, pieces


def _in_gap(lines: Sequence[Line], i: int) -> bool:
    """True for a line with a blank one, or none, above or below it."""
    return any(not 0 <= j < len(lines) or lines[j].blank for j in (i - 1, i + 1))
