"""Paragraphs of a plain text: runs of its lines."""

from __future__ import annotations

import re

from regesta.extract.read.layout import Paragraph
from regesta.extract.read.lines import is_full
from regesta.extract.read.plan import Plan
from regesta.extract.read.sentences import ends_in_abbreviation

_ITEM = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|[-\u2022\u2013*])\s+\S")
_MARKER = r"(?:\[?\(?\^?[\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}\]?\)?|[*\u2020\u2021])?"
_CLOSED = re.compile(rf"[.?!:;\u2026][\"'\u201d\u2019)\]\u00bb]*\s*{_MARKER}\s*$")
_STOPPED = re.compile(rf"[.?!\u2026][\"'\u201d\u2019)\]\u00bb]*\s*{_MARKER}\s*$")
#: The share of the measure up to which a line is short, and the width from which each line is a paragraph.
_SHORT, _UNWRAPPED = 0.65, 160


def paragraphs_of(plan: Plan, flowing: list[int]) -> list[Paragraph]:
    """Runs of lines: a paragraph ends at a heading, at a blank line or short line after a sentence's end, and
    before a numbered item."""
    out: list[Paragraph] = []
    held: list[int] = []
    for i in flowing:
        if held and _breaks(plan, held[-1], i):
            out.append(_paragraph(plan, held))
            held = []
        held.append(i)
    if held:
        out.append(_paragraph(plan, held))
    return [p for p in out if p.spans]


def _paragraph(plan: Plan, lines: list[int]) -> Paragraph:
    return Paragraph(spans=tuple(s for i in lines for s in plan.parts_of(i)))


class _Seam:
    """The place between two lines of running text, and what stands there."""

    def __init__(self, plan: Plan, a: int, b: int) -> None:
        self.plan, self.above, self.below = plan, plan.lines[a], plan.lines[b]
        between = plan.lines[a + 1 : b]
        self.gap = any(line.blank for line in between)
        self.interrupted = any(not line.blank for line in between)
        stop = _STOPPED if self.interrupted else _CLOSED
        self.closed = bool(stop.search(self.above.text)) and not ends_in_abbreviation(
            self.above.text, plan.words.sentences
        )
        self.small = self.below.bare[:1].islower()

    @property
    def full(self) -> bool:
        return is_full(self.above, self.below, self.plan.width)

    def item(self) -> bool:
        """A numbered item or bullet begins, behind a closed line or another item."""
        if not _ITEM.match(self.below.text):
            return False
        above = self.above.text
        return self.closed or bool(_CLOSED.search(above) or _ITEM.match(above))

    def spaced(self) -> bool:
        """A blank line stands between, in a text whose paragraphs are parted so."""
        return self.gap and not self.interrupted and self.plan.spaced

    def sentence_over(self) -> bool:
        """A sentence is over and the next line opens with a capital, behind a gap, an indent or a short
        line."""
        if self.gap:
            return True
        if self.interrupted:
            return False
        return self.below.indent >= self.above.indent + 2 or not self.full

    def short(self) -> bool:
        """The line above is much shorter than the measure and had room for the next word."""
        return (
            not self.interrupted
            and not self.above.bare.endswith(("-", "\u2010", ","))
            and len(self.above.text.rstrip()) < _SHORT * self.plan.width
            and not self.full
        )


def _breaks(plan: Plan, a: int, b: int) -> bool:
    """True when a paragraph ends between the lines a and b."""
    if plan.zone[a] != plan.zone[b] or plan.heading_between(a + 1, b):
        return True
    seam = _Seam(plan, a, b)
    if seam.item():
        return True
    if seam.spaced():
        return not seam.small or seam.closed
    if seam.closed and not seam.small:
        return seam.sentence_over()
    if not seam.small and seam.short():
        return True
    return plan.width > _UNWRAPPED and not seam.interrupted
