"""Page numbers that stand inside the lines of a plain text, as transcribers set them: `[Pg 12]`, `(p. 12)`,
`{12}`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from regesta.extract.read.headings import arabic
from regesta.extract.read.lines import Line
from regesta.extract.read.vocabulary import LineWords
from regesta.extract.record import Span

#: So many marks that rise nearly all the way are page numbers.
_FEWEST, _RISING = 5, 0.9


def page_marks(lines: Sequence[Line], words: LineWords) -> list[tuple[str, int, Span]]:
    """(page, line, raw span) of every mark in order; none when too few rise through the text."""
    found: list[tuple[str, int, Span]] = []
    for i, line in enumerate(lines):
        if any(c in line.text for c in "[({"):
            found += [
                (m["named"] or m["bare"], i, (line.start + m.start(), line.start + m.end()))
                for m in words.page_mark.finditer(line.text)
            ]
    values = [v for label, _, _ in found if (v := arabic(label.upper())) is not None]
    rising = sum(a < b for a, b in pairwise(values))
    return found if len(found) >= _FEWEST and rising >= _RISING * (len(values) - 1) else []


def blanked(lines: list[Line], marks: Sequence[tuple[str, int, Span]]) -> list[Line]:
    """The lines with blanks where the marks stand; one that opens with a mark begins behind it, since blanks
    would set it in."""
    out = list(lines)
    for _, i, (a, b) in marks:
        line = out[i]
        before, behind = line.text[: a - line.start], line.text[b - line.start :]
        if before.strip() or not behind.strip():
            out[i] = replace(line, text=before + " " * (b - a) + behind)
        else:
            cut = len(behind) - len(behind.lstrip())
            out[i] = replace(line, start=b + cut - len(before), text=before + behind[cut:])
    return out


def without_marks(span: Span, marks: Sequence[Span]) -> tuple[Span, ...]:
    """The span cut at the marks that lie in it."""
    out: list[Span] = []
    at = span[0]
    for a, b in marks:
        out.append((at, a))
        at = max(at, b)
    out.append((at, span[1]))
    return tuple(s for s in out if s[0] < s[1])
