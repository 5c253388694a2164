"""The notes of a plain text: their bodies among its lines, the places that call them, and what does not add
up."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from regesta.extract.read.document import ReadingNote
from regesta.extract.read.endnotes import Endnotes, endnotes_in
from regesta.extract.read.feet import footnotes
from regesta.extract.read.headings import classify
from regesta.extract.read.markers import Call, calls_in
from regesta.extract.read.notes import NoteLines, Start, counted_run, starts_in
from regesta.extract.read.plan import Plan

#: The share of trailing endnotes that the text must call; the score from which a marker without a note is
#: reported whatever stands around it; and the widest gap in the numbering whose markers are sought.
_TRAILING_CALLED, _SURELY_CALLS, _WIDEST_GAP, _MAY_CALL = 0.7, 4.0, 6, 1.5
#: So many notes may be called on the title page: thanks, an address.
_IN_TITLE = 4
#: So many calls tell how a text's notes are called, and such a share of raised ones.
_TOLD, _ALL_RAISED = 10, 0.9
#: How endnotes without a heading are numbered; bare numbers are too common to be believed.
_TRAILING_STYLES = ("[]", "()", ".", "super")


def apparatus(plan: Plan, body: list[int]) -> tuple[list[NoteLines], dict[int, Call], list[ReadingNote]]:
    """The notes of the text, their calls by index, and what was odd; endnotes where a heading announces them,
    else notes at the foot. A note that no text calls may be called on the title page."""
    notes, chosen, remarks = _found(plan, body)
    above = _called_in_title(plan, body, notes, chosen)
    placed = {plan.lines[notes[k].last].span[1] for k in above}
    kept = [r for r in remarks if not (r.code == "marker.lost" and r.span and r.span[1] in placed)]
    return notes, {**chosen, **above}, kept


def _called_in_title(
    plan: Plan, body: list[int], notes: list[NoteLines], chosen: dict[int, Call]
) -> dict[int, Call]:
    """The raised calls of the first notes that stand outside running text above the first call in it, by the
    notes' indices."""
    first = min((plan.line_at(c.span[0]) for c in chosen.values()), default=0)
    flowing = set(body)
    title = [
        plan.lines[i].span
        for i in range(first)
        if not (i in flowing or i in plan.skip or plan.lines[i].blank)
    ]
    raised = {
        c.number: c
        for c in calls_in(plan.text, title, plan.words.markers)
        if not plan.text[c.span[0] : c.span[1]].isascii()
    }
    lost = [k for k in range(min(len(notes), _IN_TITLE)) if k not in chosen]
    return {k: raised[notes[k].number] for k in lost if notes[k].number in raised}


def _found(plan: Plan, body: list[int]) -> tuple[list[NoteLines], dict[int, Call], list[ReadingNote]]:
    """The notes of the text, the calls of those that its running text calls, and what was odd."""
    ends = endnotes_in(plan.lines, plan.headings, plan.skip, plan.words)
    if ends.notes:
        calls = _calls(plan, [i for i in body if i not in plan.skip])
        notes, chosen = ends.place(calls, plan.lines, plan.zone)
        return notes, chosen, _remarks(plan, notes, chosen, calls)
    trailing = _trailing(plan, body)
    if trailing is not None:
        lines, ends = trailing
        calls = _calls(plan, [i for i in body if i not in plan.skip and i not in lines])
        notes, chosen = ends.place(calls, plan.lines, plan.zone)
        if len(chosen) >= _TRAILING_CALLED * len(notes):
            plan.feet |= lines
            return notes, chosen, _remarks(plan, notes, chosen, calls)
    notes, chosen, calls = footnotes(plan, body)
    return notes, chosen, _remarks(plan, notes, chosen, calls)


def _calls(plan: Plan, lines: list[int]) -> list[Call]:
    return calls_in(plan.text, [plan.lines[i].span for i in lines], plan.words.markers)


def _trailing(plan: Plan, body: list[int]) -> tuple[set[int], Endnotes] | None:
    """Endnotes that close the text without a heading of their own, as plain-text exports write them: the last
    lines count from 1 to the end in brackets or with a stop. Their lines and the notes; None when there are
    none."""
    filled = [
        i
        for i, line in enumerate(plan.lines)
        if not line.blank and i not in plan.skip and i not in plan.heading_lines
    ]
    run = counted_run(starts_in(plan.lines, filled, plan.words.notes))
    if not _may_trail(plan, body, run):
        return None
    ends = [s.line for s in run[1:]] + [len(plan.lines)]
    notes = tuple(
        NoteLines(
            number=s.number,
            chapter=-1,
            first=s.line,
            last=filled[bisect_right(filled, end - 1) - 1],
            offset=s.offset,
        )
        for s, end in zip(run, ends, strict=True)
    )
    return set(range(run[0].line, len(plan.lines))), Endnotes(((-1, notes),))


def _may_trail(plan: Plan, body: list[int], run: list[Start]) -> bool:
    """True for a run of numbers from 1, dressed as notes, below body text, with no heading in or under it."""
    if len(run) < 3 or run[0].number != 1 or run[0].style not in _TRAILING_STYLES:
        return False
    first = run[0].line
    return any(i < first for i in body) and not plan.heading_between(first, len(plan.lines))


def _remarks(
    plan: Plan, notes: list[NoteLines], chosen: dict[int, Call], calls: list[Call]
) -> list[ReadingNote]:
    """What the numbering does not say straight: skipped and doubled numbers, notes without a marker, markers
    without a note."""
    out: list[ReadingNote] = []
    for k, n in enumerate(notes):
        span = (n.offset, plan.lines[n.last].span[1])
        if k and notes[k - 1].chapter == n.chapter:
            out += _counted_wrong(notes[k - 1], n, span)
        if k not in chosen:
            message = f"no place in the text calls note {n.number}"
            out.append(ReadingNote(code="marker.lost", message=message, span=span))
    out += [
        ReadingNote(
            code="marker.orphan", message=f"the text calls a note {c.number} that was not found", span=c.span
        )
        for c in _left_over(plan, notes, chosen, calls)
    ]
    return sorted(out, key=lambda r: r.span or (0, 0))


def _left_over(
    plan: Plan, notes: list[NoteLines], chosen: dict[int, Call], calls: list[Call]
) -> Iterator[Call]:
    """The calls of notes that were not found."""
    used = {c.span for c in chosen.values()}
    orphans = _orphans(notes, chosen, calls)
    raised = _raised(plan.text, list(chosen.values()))
    for c in calls:
        told = c.score >= _SURELY_CALLS and not (raised and plan.text[c.span[0]] == "[")
        if c.span not in used and (told or c in orphans):
            yield c


def _raised(text: str, calls: list[Call]) -> bool:
    """True when this text's notes are called by raised numbers: its numbers in brackets mean something
    else."""
    raised = sum(not text[a:b].isascii() for a, b in (c.span for c in calls))
    return len(calls) >= _TOLD and raised >= _ALL_RAISED * len(calls)


def _counted_wrong(above: NoteLines, n: NoteLines, span: tuple[int, int]) -> list[ReadingNote]:
    """A remark where two neighbours have the same number or skip some."""
    step = n.number - above.number
    if step == 0:
        return [ReadingNote(code="note.doubled", message=f"two notes are numbered {n.number}", span=span)]
    if step < 2:
        return []
    gap = f"{above.number + 1}" if step == 2 else f"{above.number + 1} to {n.number - 1}"
    message = f"the notes go from {above.number} to {n.number}; no note {gap} was found"
    return [ReadingNote(code="note.skipped", message=message, span=span)]


def _orphans(notes: list[NoteLines], chosen: dict[int, Call], calls: list[Call]) -> set[Call]:
    """Markers of the numbers the notes skip: they stand between the markers of the notes on either side."""
    out: set[Call] = set()
    starts = [c.span[0] for c in calls]
    for k, (a, b) in enumerate(pairwise(notes)):
        if k not in chosen or k + 1 not in chosen or not _gap_between(a, b):
            continue
        low, high = bisect_right(starts, chosen[k].span[1] - 1), chosen[k + 1].span[0]
        between = [c for c in calls[low : bisect_right(starts, high - 1)] if c.score >= _MAY_CALL]
        times = Counter(c.number for c in between)
        out.update(c for c in between if times[c.number] == 1 and a.number < c.number < b.number)

    return out


def _gap_between(a: NoteLines, b: NoteLines) -> bool:
    """True when a few numbers are missing between two notes of one chapter."""
    return 1 < b.number - a.number <= _WIDEST_GAP and a.chapter == b.chapter


def demoted(plan: Plan, notes: list[NoteLines]) -> list[NoteLines]:
    """Where bare titles passed for chapters, those whose notes count on from the title before are sections:
    numbering begins anew with a chapter."""
    running = _counted_on(plan, notes)
    if not running:
        return notes
    tops = [k for k, h in enumerate(plan.headings) if k not in running and h.kind != "section"]
    for k in running:
        plan.headings[k] = replace(plan.headings[k], kind="section", level=2)
    moved = {k: tops[bisect_right(tops, k) - 1] for k in running if tops and tops[0] < k}
    plan.zone = [moved.get(z, z) for z in plan.zone]
    return [replace(n, chapter=moved.get(n.chapter, n.chapter)) for n in notes]


def _counted_on(plan: Plan, notes: list[NoteLines]) -> set[int]:
    """The bare titles whose notes count on from those above, in a text where other chapters begin anew at
    1."""
    firsts: dict[int, int] = {}
    last: dict[int, int] = {}
    for n in notes:
        firsts.setdefault(n.chapter, n.number)
        last[n.chapter] = n.number
    order = list(firsts)
    if not any(firsts[b] == 1 for b in order[1:]):
        return set()
    return {b for a, b in pairwise(order) if firsts[b] == last[a] + 1 and _bare_chapter(plan, b)}


def _bare_chapter(plan: Plan, k: int) -> bool:
    """True for a chapter with neither number nor a chapter's word."""
    if k < 0:
        return False
    h = plan.headings[k]
    return h.kind == "chapter" and not h.number and not classify(h.title, plan.words.headings).named
