"""The notes of a plain text: their bodies among its lines, the places that call them, and what does not add
up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from regesta.extract.read.document import ReadingNote
from regesta.extract.read.endnotes import Endnotes, endnotes_in
from regesta.extract.read.headings import classify
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line
from regesta.extract.read.markers import Call, align, calls_in
from regesta.extract.read.notes import (
    Foot,
    NoteLines,
    Start,
    counted_run,
    footnote_chain,
    note_end,
    starts_in,
)
from regesta.extract.record import Span


@dataclass(slots=True)
class Plan:
    """The lines of one text and what has been found out about them so far."""

    text: str
    lines: list[Line]
    skip: dict[int, str]
    headings: list[Heading]
    zone: list[int] = field(default_factory=list)
    """Line -> index of the top heading it stands under, -1 before the first."""
    heading_lines: set[int] = field(default_factory=set)
    width: int = 80
    spaced: bool = False
    contents_last: int = -1
    feet: set[int] = field(default_factory=set)
    """Lines of notes at the foot of a page on which back matter begins."""
    in_text_type: frozenset[int] = frozenset()
    """Lines in the type of running text where notes are set smaller: none of them is a note's."""

    def span_of(self, first: int, last: int) -> Span:
        return (self.lines[first].span[0], self.lines[last].span[1])


def apparatus(plan: Plan, body: list[int]) -> tuple[list[NoteLines], dict[int, Call], list[ReadingNote]]:
    """The notes of the text, their calls by index, and what was odd; endnotes where a heading announces them,
    else notes at the foot."""
    ends = endnotes_in(plan.lines, plan.headings, plan.skip, plan.spaced)
    if ends.notes:
        flowing = [i for i in body if i not in plan.skip]
        calls = calls_in(plan.text, [plan.lines[i].span for i in flowing])
        notes, chosen = ends.place(calls, plan.lines, plan.zone, plan.headings)
        return notes, chosen, _remarks(plan, notes, chosen, calls, set())
    trailing = _trailing(plan, body)
    if trailing is not None:
        lines, ends = trailing
        calls = calls_in(
            plan.text, [plan.lines[i].span for i in body if i not in plan.skip and i not in lines]
        )
        notes, chosen = ends.place(calls, plan.lines, plan.zone, plan.headings)
        if len(chosen) >= 0.7 * len(notes):
            plan.feet |= lines
            return notes, chosen, _remarks(plan, notes, chosen, calls, lines)
    return _footnotes(plan, body)


def _trailing(plan: Plan, body: list[int]) -> tuple[set[int], Endnotes] | None:
    """Endnotes that close the text without a heading of their own, as plain-text exports write them: the last
    lines count from 1 to the end
    in brackets or with a stop. Their lines and the notes; None when there are none."""
    filled = [
        i
        for i, line in enumerate(plan.lines)
        if not line.blank and i not in plan.skip and i not in plan.heading_lines
    ]
    run = counted_run(starts_in(plan.lines, filled))
    if len(run) < 3 or run[0].number != 1 or run[0].style not in ("[]", "()", ".", "super"):
        return None
    above = [i for i in body if i < run[0].line]
    if not above or any(i in plan.heading_lines for i in range(run[0].line, len(plan.lines))):
        return None
    ends = [s.line for s in run[1:]] + [len(plan.lines)]
    notes = tuple(
        NoteLines(
            number=s.number,
            chapter=-1,
            first=s.line,
            last=max(i for i in filled if s.line <= i < end),
            offset=s.offset,
        )
        for s, end in zip(run, ends, strict=True)
    )
    return set(range(run[0].line, len(plan.lines))), Endnotes(((-1, notes),))


def _footnotes(plan: Plan, body: list[int]) -> tuple[list[NoteLines], dict[int, Call], list[ReadingNote]]:
    calls = calls_in(plan.text, [plan.lines[i].span for i in body])
    line_starts = [line.start for line in plan.lines]
    strong: dict[int, list[int]] = {}
    for c in calls:
        if c.score >= 1.2:
            strong.setdefault(c.number, []).append(bisect_right(line_starts, c.span[0]) - 1)
    zone_of = {i: plan.zone[i] for i in body}
    chain = footnote_chain(
        starts_in(plan.lines, [i for i in body if i not in plan.skip and i not in plan.in_text_type]),
        zone_of,
        strong,
        [h.first for h in plan.headings if h.kind == "section" and classify(h.title).named],
    )
    notes = _extents(plan, body, chain, strong)
    taken = {i for n in notes for i in range(n.first, n.last + 1)}
    free = calls_in(plan.text, [plan.lines[i].span for i in body if i not in taken and i not in plan.skip])
    chosen = _foot_markers(plan, notes, free)
    return notes, chosen, _remarks(plan, notes, chosen, free, taken)


def _extents(
    plan: Plan, body: list[int], chain: Sequence[tuple[Start, int]], strong: dict[int, list[int]]
) -> list[NoteLines]:
    """The lines of each note of the chain."""
    if not chain:
        return []
    note_widths = sorted(len(plan.lines[s.line].text.rstrip()) for s, _ in chain)
    wide = [n for n in note_widths if n > 60] or note_widths
    foot = Foot(
        lines=plan.lines,
        note_width=max(plan.width if plan.width < 200 else 80, wide[int(len(wide) * 0.6)]),
        body_width=plan.width,
        spaced=plan.spaced,
    )
    bodies = list(body)
    out: list[NoteLines] = []
    paged = sum(line.page_start for line in plan.lines) > 2
    foot_top = -1
    for k, (s, zone) in enumerate(chain):
        limit = chain[k + 1][0].line if k + 1 < len(chain) else len(plan.lines)
        at = bisect_right(bodies, s.line)
        run = [s.line]
        heading = False
        for i in bodies[at : at + 400]:
            if i >= limit or any(j in plan.heading_lines for j in range(run[-1] + 1, i)):
                heading = i < limit or any(
                    j in plan.heading_lines for j in range(run[-1] + 1, min(limit, len(plan.lines)))
                )
                break
            if i in plan.skip:
                continue
            if i in plan.in_text_type:
                break
            if paged and any(plan.lines[j].page_start for j in range(run[-1] + 1, i + 1)):
                # a new page begins with body text, whatever the foot above left open
                break
            run.append(i)
        stop_is_note = (
            k + 1 < len(chain)
            and not heading
            and not any(j in plan.heading_lines for j in range(run[-1] + 1, limit))
            and not (
                paged
                and any(plan.lines[j].page_start for j in range(run[-1] + 1, min(limit, len(plan.lines))))
            )
        )
        if foot_top < 0 or not out or out[-1].last < _previous(bodies, s.line, plan, out):
            foot_top = s.line
        before = _text_before(plan, bodies, foot_top, out)
        following = chain[k + 1][0].number if k + 1 < len(chain) and chain[k + 1][1] == zone else -1
        since = out[-1].last if out and foot_top == s.line else _foot_before(out, foot_top)
        called_before = any(since < x < foot_top for x in strong.get(following, ()))
        inside = [run.index(x) for x in strong.get(following, ()) if x in run]
        # where type sizes tell notes from running text, what stands below a note in its type is the note's
        count = (
            len(run)
            if plan.in_text_type
            else note_end(foot, run, before, called_before, inside, stop_is_note)
        )
        out.append(
            NoteLines(number=s.number, chapter=zone, first=s.line, last=run[count - 1], offset=s.offset)
        )
    return out


def _previous(bodies: list[int], line: int, plan: Plan, out: list[NoteLines]) -> int:
    """The last line of body text before `line`."""
    k = bisect_right(bodies, line - 1) - 1
    while k >= 0 and bodies[k] in plan.skip:
        k -= 1
    return bodies[k] if k >= 0 else -1


def _foot_before(out: list[NoteLines], foot_top: int) -> int:
    """The last line of the notes above this page's foot."""
    above = [n.last for n in out[-40:] if n.first < foot_top]
    return above[-1] if above else -1


def _text_before(plan: Plan, bodies: list[int], foot_top: int, out: list[NoteLines]) -> str:
    """The words of body text right above a foot; "" when a heading stands there."""
    k = bisect_right(bodies, foot_top - 1) - 1
    while k >= 0 and bodies[k] in plan.skip:
        k -= 1
    if k < 0 or any(j in plan.heading_lines for j in range(bodies[k] + 1, foot_top)):
        return ""
    return plan.lines[bodies[k]].text


def _foot_markers(plan: Plan, notes: list[NoteLines], calls: list[Call]) -> dict[int, Call]:
    """Markers of page-foot notes: each stands between the foot above and its own foot."""
    out: dict[int, Call] = {}
    groups: dict[int, list[int]] = {}
    run = 0
    for k, n in enumerate(notes):
        if k and n.number <= notes[k - 1].number:
            run += 1
        groups.setdefault(run, []).append(k)
    floor = 0
    for members in groups.values():
        wanted: dict[int, Span] = {}
        for k in members:
            above = _foot_above(notes, k, plan)
            wanted[notes[k].number] = (max(floor, above), plan.lines[notes[k].first].start)
        chosen = align([c for c in calls if c.score >= 0.5], wanted)
        for k in members:
            if notes[k].number in chosen:
                out[k] = chosen[notes[k].number]
    return out


def _foot_above(notes: list[NoteLines], k: int, plan: Plan) -> int:
    """Where the text of the page begins: the end of the last foot but this one (a note may be called one page
    early)."""
    j = k
    while j and notes[j - 1].last + 1 >= notes[j].first - _blank_run(plan, notes[j].first):
        j -= 1
    return plan.lines[notes[j - 1].last].end if j else 0


def _blank_run(plan: Plan, line: int) -> int:
    n = 0
    while line - n - 1 >= 0 and (plan.lines[line - n - 1].blank or line - n - 1 in plan.skip):
        n += 1
    return n


def _remarks(
    plan: Plan, notes: list[NoteLines], chosen: dict[int, Call], calls: list[Call], taken: set[int]
) -> list[ReadingNote]:
    """What the numbering does not say straight: skipped and doubled numbers, notes without a marker, markers
    without a note."""
    out: list[ReadingNote] = []
    for k, n in enumerate(notes):
        span = (n.offset, plan.lines[n.last].span[1])
        if k and notes[k - 1].chapter == n.chapter:
            step = n.number - notes[k - 1].number
            if step == 0:
                out.append(
                    ReadingNote(code="note.doubled", message=f"two notes are numbered {n.number}", span=span)
                )
            elif step > 1:
                gap = (
                    f"{notes[k - 1].number + 1}"
                    if step == 2
                    else f"{notes[k - 1].number + 1} to {n.number - 1}"
                )
                out.append(
                    ReadingNote(
                        code="note.skipped",
                        message=f"the notes go from {notes[k - 1].number} to {n.number}; no note {gap} was found",
                        span=span,
                    )
                )
        if k not in chosen:
            out.append(
                ReadingNote(
                    code="marker.lost", message=f"no place in the text calls note {n.number}", span=span
                )
            )
    used = {c.span for c in chosen.values()}
    orphans = _orphans(notes, chosen, calls)
    out += [
        ReadingNote(
            code="marker.orphan", message=f"the text calls a note {c.number} that was not found", span=c.span
        )
        for c in calls
        if c.span not in used and (c.score >= 4.0 or c in orphans)
    ]
    return sorted(out, key=lambda r: r.span or (0, 0))


def _orphans(notes: list[NoteLines], chosen: dict[int, Call], calls: list[Call]) -> set[Call]:
    """Markers of the numbers the notes skip: they stand between the markers of the notes on either side."""
    out: set[Call] = set()
    for k, (a, b) in enumerate(pairwise(notes)):
        if a.chapter == b.chapter and 1 < b.number - a.number <= 6 and k in chosen and k + 1 in chosen:
            low, high = chosen[k].span[1], chosen[k + 1].span[0]
            for number in range(a.number + 1, b.number):
                fitting = [
                    c for c in calls if c.number == number and low <= c.span[0] < high and c.score >= 1.5
                ]
                out.update(fitting[:1] if len(fitting) == 1 else ())
    return out


def demoted(plan: Plan, notes: list[NoteLines]) -> list[NoteLines]:
    """Where bare titles passed for chapters, those whose notes count on from the title before are sections:
    numbering begins anew with a chapter."""
    bare = {
        k
        for k, h in enumerate(plan.headings)
        if h.kind == "chapter" and not h.number and not classify(h.title).named
    }
    firsts: dict[int, int] = {}
    last: dict[int, int] = {}
    for n in notes:
        firsts.setdefault(n.chapter, n.number)
        last[n.chapter] = n.number
    order = list(firsts)
    running = {b for a, b in pairwise(order) if b in bare and firsts[b] == last[a] + 1}
    anew = [b for b in order[1:] if firsts[b] == 1]
    if not running or not anew:
        return notes
    home: dict[int, int] = {}
    for k, h in enumerate(plan.headings):
        if k in running:
            plan.headings[k] = replace(h, kind="section", level=2)
        elif h.kind != "section":
            home[k] = k
    tops = sorted(home)
    moved = {k: tops[bisect_right(tops, k) - 1] for k in running if tops and tops[0] < k}
    plan.zone = [moved.get(z, z) for z in plan.zone]
    return [replace(n, chapter=moved.get(n.chapter, n.chapter)) for n in notes]
