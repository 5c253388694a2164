"""Every line of a plain text with what stands about it: its neighbours, gaps, the measure of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from regesta.extract.read.lines import Line, width_of

#: One gap in so many filled lines, and so many gaps at all, are paragraphs parted by blank lines.
_LINES_A_GAP, _GAPS = 25, 3


def blank_spaced(lines: Sequence[Line]) -> bool:
    """True when blank lines part the paragraphs of this text."""
    filled = sum(not x.blank for x in lines)
    gaps = sum(1 for a, b in pairwise(lines) if a.blank and not b.blank)
    return filled > 0 and gaps >= max(_GAPS, filled / _LINES_A_GAP)


class Neighbours:
    """The lines of a text, furniture left out, with the lines above and below each."""

    def __init__(self, lines: list[Line], skip: dict[int, str]) -> None:
        self.lines = lines
        self.width = width_of(lines)
        self.spaced = blank_spaced(lines)
        self.filled = [i for i, line in enumerate(lines) if not line.blank and i not in skip]
        self.rank = {i: k for k, i in enumerate(self.filled)}
        gaps = Counter(b - a - 1 for a, b in pairwise(self.filled) if b - a > 1)
        self.usual_gap = max(gaps, key=lambda size: (gaps[size], -size)) if gaps else 0
        """The blank lines that most often part two paragraphs; 0 where none do."""

    def before(self, i: int) -> int | None:
        """The filled line above; None for the first."""
        k = self.rank[i]
        return self.filled[k - 1] if k else None

    def after(self, i: int) -> int | None:
        """The filled line below; None for the last."""
        k = self.rank[i]
        return self.filled[k + 1] if k + 1 < len(self.filled) else None

    def gap_before(self, i: int) -> bool:
        """True at the top of the text or a page, or below a blank line."""
        before = self.before(i)
        return (
            before is None
            or any(self.lines[j].blank for j in range(before + 1, i))
            or self.lines[i].page_start
        )

    def far_below(self, i: int) -> bool:
        """True below more blank lines than usually part two paragraphs."""
        before = self.before(i)
        return before is not None and i - before - 1 > max(1, self.usual_gap)

    def gap_after(self, i: int) -> bool:
        """True at the end of the text or above a blank line."""
        after = self.after(i)
        return after is None or any(self.lines[j].blank for j in range(i + 1, after))

    def stands_alone(self, j: int) -> bool:
        """True for a line between blank lines that does not close like a sentence: another heading, or an
        item as bare as one."""
        return (
            self.gap_before(j)
            and self.gap_after(j)
            and not re.search(r"[.;!?][\"'\u201d\u2019]?\s*\d{0,3}$", self.lines[j].words)
        )

    def fills(self, i: int) -> bool:
        """True for a line long enough to be running text."""
        return len(self.lines[i].text.rstrip()) >= 0.6 * min(self.width, 90)
