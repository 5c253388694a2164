"""Page-foot notes that go on at the foot of the next page: the lines that are theirs and no body text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.extract.read.apparatus import Plan
from regesta.extract.read.notes import NoteLines

_CLOSED = re.compile(r"[.?!)\]\"\u201d\u2019]\s*$|https?:\S+\s*$")
#: Lines of a continuation; longer ones are not told from body text with safety.
_LONGEST = 20


def continuations(
    plan: Plan, body: Sequence[int], notes: Sequence[NoteLines]
) -> list[tuple[NoteLines, int, int]]:
    """(note, first line, last line) of every continuation.

    Only where all speaks for one: form feeds show the pages, the note is the last thing on its page and
    breaks off in mid-sentence, and the next page's foot opens, below
    a gap, with lines in small letters that close like a note, right above that page's first note or its end.
    """
    starts = [i for i, line in enumerate(plan.lines) if line.page_start]
    if len(starts) < 3:
        return []
    firsts = {n.first for n in notes}
    flowing = [i for i in body if i not in plan.skip]
    out: list[tuple[NoteLines, int, int]] = []
    bounds = [*starts, len(plan.lines), len(plan.lines)]
    for n in notes:
        k = next(j for j in range(len(starts)) if bounds[j] <= n.first < bounds[j + 1])
        rest = [i for i in flowing if n.last < i < bounds[k + 1]]
        if rest or _CLOSED.search(plan.lines[n.last].text):
            continue
        page = [i for i in flowing if bounds[k + 1] <= i < bounds[k + 2]]
        top = next((i for i in page if i in firsts), None)
        above = [i for i in page if top is None or i < top]
        block: list[int] = []
        for i in reversed(above):
            if block and any(
                plan.lines[j].blank or plan.skip.get(j) == "rule" for j in range(i + 1, block[0])
            ):
                break
            block.insert(0, i)
        if (
            block
            and len(block) < min(len(above), _LONGEST)
            and plan.lines[block[0]].bare[:1].islower()
            and _CLOSED.search(plan.lines[block[-1]].text)
        ):
            out.append((n, block[0], block[-1]))
    return out
