"""Page-foot notes that go on at the foot of the next page: the lines that are theirs and no body text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from regesta.extract.read.notes import NoteLines
from regesta.extract.read.plan import Plan

_CLOSED = re.compile(r"[.?!)\]\"\u201d\u2019]\s*$|https?:\S+\s*$")
#: Lines of a continuation; longer ones are not told from body text with safety.
_LONGEST = 20


def continuations(
    plan: Plan, body: Sequence[int], notes: Sequence[NoteLines]
) -> list[tuple[NoteLines, int, int]]:
    """(note, first line, last line) of every continuation.

    Only where all speaks for one: form feeds show the pages, the note is the last thing on its page and
    breaks off in mid-sentence, and the next page's foot opens, below a gap, with lines in small letters that
    close like a note, right above that page's first note or its end.
    """
    starts = [i for i, line in enumerate(plan.lines) if line.page_start]
    if len(starts) < 3:
        return []
    firsts = {n.first for n in notes}
    flowing = [i for i in body if i not in plan.skip]
    bounds = [*starts, len(plan.lines), len(plan.lines)]
    out: list[tuple[NoteLines, int, int]] = []
    for n in notes:
        k = bisect_right(starts, n.first) - 1
        end, after = bisect_left(flowing, bounds[k + 1]), bisect_left(flowing, bounds[k + 2])
        if bisect_right(flowing, n.last) < end or _CLOSED.search(plan.lines[n.last].text):
            continue  # something stands below it, or it is whole
        page = flowing[end:after]
        top = _first_in(page, firsts)
        block = _last_block(plan, page[:top])
        if block and _continues(plan, block, top):
            out.append((n, block[0], block[-1]))
    return out


def _first_in(lines: Sequence[int], wanted: set[int]) -> int:
    """The position of the first wanted line; the number of lines for none."""
    return next((k for k, i in enumerate(lines) if i in wanted), len(lines))


def _last_block(plan: Plan, lines: Sequence[int]) -> list[int]:
    """The last of these lines up to the gap or rule above them."""
    block: list[int] = []
    for i in reversed(lines):
        if block and any(plan.lines[j].blank or plan.skip.get(j) == "rule" for j in range(i + 1, block[-1])):
            break
        block.append(i)
    return block[::-1]


def _continues(plan: Plan, block: Sequence[int], above: int) -> bool:
    """True for a short block that opens in small letters and closes like a note, with body text above it."""
    return (
        len(block) < min(above, _LONGEST)
        and plan.lines[block[0]].bare[:1].islower()
        and bool(_CLOSED.search(plan.lines[block[-1]].text))
    )
