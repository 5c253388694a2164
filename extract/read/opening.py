"""Where the running text opens that stands before the first heading of a text."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.extract.read.markers import calls_in
from regesta.extract.read.notes import prose_score
from regesta.extract.read.plan import Plan
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.wrapped import title_like

#: Characters: a paragraph of prose; all the prose before a first chapter without a note in it; the same where
#: none of it speaks of the work itself.
_PARAGRAPH, _OPENING, _SHORT_OPENING = 120, 1500, 250
#: Characters of the longest title above a text without headings.
_TITLE = 200
#: The score of a number that surely calls a note (see `marker_scores`).
_CALLS = 2.6


def opening_line(plan: Plan) -> int:
    """The first line of running text before the first heading; what stands above it is a title page.

    Where chapters follow, the opening must call a note or be long, for a thesis has a page of prose on its
    degree before its first chapter; a paragraph that does not speak of such things is enough. Where no
    heading divides the text, all of it is running text from the first paragraph on.
    """
    blocks = _blocks(plan)
    first = next((k for k, block in enumerate(blocks) if _is_prose(plan, block)), None)
    if not any(h.kind in ("chapter", "part") for h in plan.headings):
        if first is not None and first <= len(blocks) // 2:
            return blocks[first][0]
        return next((b[0] for b in blocks if not _is_title(plan, b)), 0)
    if first is None:
        return len(plan.lines)
    return blocks[first][0] if _is_opening(plan, blocks[first:]) else len(plan.lines)


def opening_paragraph(paragraphs: Sequence[tuple[str, bool]], words: ReadingWords) -> int:
    """Which of the paragraphs between the title and the first heading opens the running text of an article;
    their number where all are a title page.

    Each is its words and whether it calls a note. The rule is that of `opening_line`.
    """
    first = next(
        (
            k
            for k, (said, _) in enumerate(paragraphs)
            if len(said) >= _PARAGRAPH and prose_score(said[:600], words.notes) > 0
        ),
        len(paragraphs),
    )
    opening = paragraphs[first:]
    told = _is_long([said for said, _ in opening], words)
    return first if told or any(calls for _, calls in opening) else len(paragraphs)


def _is_long(prose: Sequence[str], words: ReadingWords) -> bool:
    """True for so much prose that it is no title page's, or for a paragraph or two that do not speak of the
    work's making."""
    if sum(map(len, prose)) >= _OPENING:
        return True
    page = words.title_page
    return sum(map(len, prose)) >= _SHORT_OPENING and not any(
        page.institution.search(said) or page.imprint.search(said) for said in prose
    )


def _is_opening(plan: Plan, blocks: Sequence[Sequence[int]]) -> bool:
    """True for blocks that call a note or hold much prose."""
    prose = [_said(plan, b) for b in blocks if _is_prose(plan, b)]
    return _is_long(prose, plan.words) or any(_calls(plan, b) for b in blocks)


def _blocks(plan: Plan) -> list[list[int]]:
    """The filled lines before the first heading, furniture left out, cut at gaps."""
    out: list[list[int]] = []
    for i, line in enumerate(plan.lines):
        if plan.zone[i] >= 0 or i in plan.heading_lines or i in plan.skip or line.blank:
            continue
        if not out or out[-1][-1] != i - 1:
            out.append([])
        out[-1].append(i)
    return out


def _said(plan: Plan, block: Sequence[int]) -> str:
    return " ".join(plan.lines[i].bare for i in block)


def _length(plan: Plan, block: Sequence[int]) -> int:
    return sum(len(plan.lines[i].bare) for i in block)


def _is_prose(plan: Plan, block: Sequence[int]) -> bool:
    """True for a paragraph of some length whose lines read like running text."""
    text = _said(plan, block)
    if len(text) < _PARAGRAPH:
        return _calls(plan, block) and prose_score(text, plan.words.notes) > 0
    return prose_score(text[:600], plan.words.notes) > 0


def _is_title(plan: Plan, block: Sequence[int]) -> bool:
    """True for some lines in a title's capitals that no stop ends: the name of a text without headings."""
    lines = [plan.lines[i].bare for i in block]
    return _length(plan, block) < _TITLE and all(
        title_like(line) and not line.endswith((".", "!", "?", ";", ",")) and line[:1].isupper()
        for line in lines
    )


def _calls(plan: Plan, block: Sequence[int]) -> bool:
    """True for a block that holds a number which surely calls a note."""
    span = (plan.lines[block[0]].start, plan.lines[block[-1]].end)
    return any(c.score >= _CALLS for c in calls_in(plan.text, [span], plan.words.markers))
