"""Plain text: lines become headings, paragraphs, notes and the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from regesta.extract.read.back import abbreviations_in, bibliography_in
from regesta.extract.read.document import ReadingNote
from regesta.extract.read.endnotes import endnotes_in
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, Paragraph
from regesta.extract.read.lines import Line, furniture, is_full, split_lines, width_of
from regesta.extract.read.markers import Call, align, calls_in
from regesta.extract.read.notes import Foot, NoteLines, Start, footnote_chain, note_end, starts_in
from regesta.extract.read.outline import Heading, Outline, blank_spaced, find_contents
from regesta.extract.read.sentences import ends_in_abbreviation
from regesta.extract.read.titles import title_page
from regesta.extract.record import Span

_TEXT_KINDS = ("chapter", "section", "part", "appendix")


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

    def span_of(self, first: int, last: int) -> Span:
        return (self.lines[first].span[0], self.lines[last].span[1])


def layout_of(text: str) -> Layout:
    """The layout of a plain text; every offset is a code point of `text` as given."""
    plan = _plan(text)
    body = _body_lines(plan)
    notes, calls, remarks = _apparatus(plan, body)
    taken = {i for n in notes for i in range(n.first, n.last + 1)}
    flowing = [i for i in body if i not in taken and i not in plan.skip]
    plan.width = width_of([plan.lines[i] for i in flowing])
    paragraphs = _paragraphs(plan, flowing)
    marks = tuple(HeadingMark(span=plan.span_of(h.first, h.last), kind=h.kind, number=h.number, title=h.title, level=h.level) for h in plan.headings)
    title, author, year = title_page(plan.lines, plan.headings)
    note_marks = tuple(
        NoteMark(span=(n.offset, plan.lines[n.last].span[1]), number=n.number, heading=n.chapter, marker=calls[k].span if k in calls else None) for k, n in enumerate(notes)
    )
    return Layout(
        text=text, headings=marks, paragraphs=tuple(paragraphs), notes=note_marks, bibliography=tuple(bibliography_in(plan.lines, plan.headings, plan.skip, plan.width)),
        abbreviations=tuple(abbreviations_in(plan.lines, plan.headings, plan.skip)), contents=_contents(plan), pages=_pages(plan), remarks=tuple(remarks), title=title, author=author, year=year,
    )


def _plan(text: str) -> Plan:
    lines = split_lines(text)
    skip = furniture(lines)
    contents = find_contents(lines, skip)
    headings = Outline(lines, skip, contents).headings()
    plan = Plan(text, lines, skip, headings, width=width_of(lines), spaced=blank_spaced(lines), contents_last=contents.last if contents else -1)
    tops = [(h.first, k) for k, h in enumerate(headings) if h.kind != "section"]
    firsts = [f for f, _ in tops]
    for i in range(len(lines)):
        k = bisect_right(firsts, i) - 1
        plan.zone.append(tops[k][1] if k >= 0 else -1)
    plan.heading_lines = {i for h in headings for i in range(h.first, h.last + 1)}
    return plan


def _body_lines(plan: Plan) -> list[int]:
    """Lines that may hold running text or page-foot notes, furniture included (it may turn out to lie inside a note)."""
    has_body = any(h.kind in ("chapter", "part") for h in plan.headings)
    out = []
    for i, line in enumerate(plan.lines):
        if line.blank or i in plan.heading_lines or (i <= plan.contents_last and plan.zone[i] >= 0 and plan.headings[plan.zone[i]].kind == "contents"):
            continue
        z = plan.zone[i]
        kind = plan.headings[z].kind if z >= 0 else "title"
        if kind in _TEXT_KINDS or (kind == "title" and not has_body) or (kind == "front" and _prose_front(plan.headings[z])):
            out.append(i)
    return out


def _prose_front(h: Heading) -> bool:
    return bool(re.match(r"(?i)abstract|preface|foreword|summary|acknowledge", h.title))


def _apparatus(plan: Plan, body: list[int]) -> tuple[list[NoteLines], dict[int, Call], list[ReadingNote]]:
    ends = endnotes_in(plan.lines, plan.headings, plan.skip, plan.spaced)
    if ends.notes:
        flowing = [i for i in body if i not in plan.skip]
        calls = calls_in(plan.text, [plan.lines[i].span for i in flowing])
        notes, chosen = ends.place(calls, plan.lines, plan.zone, plan.headings)
        return notes, chosen, _remarks(plan, notes, chosen, calls, set())
    return _footnotes(plan, body)


def _footnotes(plan: Plan, body: list[int]) -> tuple[list[NoteLines], dict[int, Call], list[ReadingNote]]:
    calls = calls_in(plan.text, [plan.lines[i].span for i in body])
    line_starts = [line.start for line in plan.lines]
    strong: dict[int, list[int]] = {}
    for c in calls:
        if c.score >= 1.2:
            strong.setdefault(c.number, []).append(bisect_right(line_starts, c.span[0]) - 1)
    zone_of = {i: plan.zone[i] for i in body}
    chain = footnote_chain(starts_in(plan.lines, [i for i in body if i not in plan.skip]), zone_of, strong)
    notes = _extents(plan, body, chain, strong)
    taken = {i for n in notes for i in range(n.first, n.last + 1)}
    free = calls_in(plan.text, [plan.lines[i].span for i in body if i not in taken and i not in plan.skip])
    chosen = _foot_markers(plan, notes, free)
    return notes, chosen, _remarks(plan, notes, chosen, free, taken)


def _extents(plan: Plan, body: list[int], chain: Sequence[tuple[Start, int]], strong: dict[int, list[int]]) -> list[NoteLines]:
    """The lines of each note of the chain."""
    if not chain:
        return []
    starts = {s.line for s, _ in chain}
    note_widths = sorted(len(plan.lines[s.line].text.rstrip()) for s, _ in chain)
    wide = [n for n in note_widths if n > 60] or note_widths
    foot = Foot(lines=plan.lines, note_width=max(plan.width if plan.width < 200 else 80, wide[int(len(wide) * 0.6)]), body_width=plan.width, spaced=plan.spaced)
    bodies = [i for i in body]
    out: list[NoteLines] = []
    foot_top = -1
    for k, (s, zone) in enumerate(chain):
        limit = chain[k + 1][0].line if k + 1 < len(chain) else len(plan.lines)
        at = bisect_right(bodies, s.line)
        run = [s.line]
        heading = False
        for i in bodies[at:at + 400]:
            if i >= limit or any(j in plan.heading_lines for j in range(run[-1] + 1, i)):
                heading = i < limit or any(j in plan.heading_lines for j in range(run[-1] + 1, min(limit, len(plan.lines))))
                break
            if i in plan.skip:
                continue
            run.append(i)
        stop_is_note = k + 1 < len(chain) and not heading and not any(j in plan.heading_lines for j in range(run[-1] + 1, limit))
        if foot_top < 0 or not out or out[-1].last < _previous(bodies, s.line, plan, out):
            foot_top = s.line
        before = _text_before(plan, bodies, foot_top, out)
        following = chain[k + 1][0].number if k + 1 < len(chain) and chain[k + 1][1] == zone else -1
        since = out[-1].last if out and foot_top == s.line else _foot_before(out, foot_top)
        called_before = any(since < x < foot_top for x in strong.get(following, ()))
        inside = [run.index(x) for x in strong.get(following, ()) if x in run]
        count = note_end(foot, run, before, called_before, inside, stop_is_note)
        out.append(NoteLines(number=s.number, chapter=zone, first=s.line, last=run[count - 1], offset=s.offset))
    assert len(out) == len(starts)
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
    """Where the text of the page begins: the end of the last foot but this one (a note may be called one page early)."""
    j = k
    while j and notes[j - 1].last + 1 >= notes[j].first - _blank_run(plan, notes[j].first):
        j -= 1
    return plan.lines[notes[j - 1].last].end if j else 0


def _blank_run(plan: Plan, line: int) -> int:
    n = 0
    while line - n - 1 >= 0 and (plan.lines[line - n - 1].blank or line - n - 1 in plan.skip):
        n += 1
    return n


def _remarks(plan: Plan, notes: list[NoteLines], chosen: dict[int, Call], calls: list[Call], taken: set[int]) -> list[ReadingNote]:
    """What the numbering does not say straight: skipped and doubled numbers, notes without a marker, markers without a note."""
    out: list[ReadingNote] = []
    for k, n in enumerate(notes):
        span = (n.offset, plan.lines[n.last].span[1])
        if k and notes[k - 1].chapter == n.chapter:
            step = n.number - notes[k - 1].number
            if step == 0:
                out.append(ReadingNote(code="note.doubled", message=f"two notes are numbered {n.number}", span=span))
            elif step > 1:
                gap = f"{notes[k - 1].number + 1}" if step == 2 else f"{notes[k - 1].number + 1} to {n.number - 1}"
                out.append(ReadingNote(code="note.skipped", message=f"the notes go from {notes[k - 1].number} to {n.number}; no note {gap} was found", span=span))
        if k not in chosen:
            out.append(ReadingNote(code="marker.lost", message=f"no place in the text calls note {n.number}", span=span))
    used = {c.span for c in chosen.values()}
    out += [
        ReadingNote(code="marker.orphan", message=f"the text calls a note {c.number} that was not found", span=c.span)
        for c in calls if c.score >= 4.0 and c.span not in used
    ]
    return sorted(out, key=lambda r: r.span or (0, 0))


def _paragraphs(plan: Plan, flowing: list[int]) -> list[Paragraph]:
    """Runs of lines: a paragraph ends at a heading, at a blank line or short line after a sentence's end, and before a numbered item."""
    out: list[Paragraph] = []
    held: list[int] = []
    previous: int | None = None
    for i in flowing:
        if previous is not None and _breaks(plan, previous, i):
            out.append(Paragraph(spans=tuple(plan.lines[j].span for j in held)))
            held = []
        held.append(i)
        previous = i
    if held:
        out.append(Paragraph(spans=tuple(plan.lines[j].span for j in held)))
    return out


_ITEM = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|[-\u2022\u2013*])\s+\S")
_CLOSED = re.compile(r"[.?!:;\u2026][\"'\u201d\u2019)\]\u00bb]*\s*(?:\[?\(?\^?[\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}\]?\)?|[*\u2020\u2021])?\s*$")

_STOPPED = re.compile(_CLOSED.pattern.replace(":;", ""))


def _breaks(plan: Plan, a: int, b: int) -> bool:
    lines = plan.lines
    between = range(a + 1, b)
    if plan.zone[a] != plan.zone[b] or any(j in plan.heading_lines for j in between):
        return True
    small = lines[b].bare[:1].islower()
    gap = any(lines[j].blank for j in between)
    interrupted = any(not lines[j].blank for j in between)
    closed = bool((_STOPPED if interrupted else _CLOSED).search(lines[a].text)) and not ends_in_abbreviation(lines[a].text)
    if _ITEM.match(lines[b].text) and (closed or _CLOSED.search(lines[a].text) or _ITEM.match(lines[a].text)):
        return True
    if gap and not interrupted and plan.spaced:
        return not small or closed
    if closed and not small:
        if gap:
            return True
        if lines[b].indent >= lines[a].indent + 2 and not interrupted:
            return True
        return not interrupted and not is_full(lines[a], lines[b], plan.width)
    if not small and not interrupted and len(lines[a].text.rstrip()) < 0.65 * plan.width and not is_full(lines[a], lines[b], plan.width):
        return True
    return plan.width > 160 and not interrupted


def _contents(plan: Plan) -> tuple[Span, ...]:
    if plan.contents_last < 0:
        return ()
    first = next(h.first for h in plan.headings if h.kind == "contents")
    return tuple(plan.lines[i].span for i in range(first + 1, plan.contents_last + 1) if not plan.lines[i].blank)


def _pages(plan: Plan) -> tuple[tuple[str, Span], ...]:
    """Printed page labels with the raw span of each page: form feeds limit pages, else the number lines do."""
    numbered = [(i, what.split(":", 1)[1]) for i, what in sorted(plan.skip.items()) if what.startswith("page:")]
    breaks = [i for i, line in enumerate(plan.lines) if line.page_start]
    if len(breaks) > 1:
        out = []
        for k, first in enumerate(breaks):
            end = breaks[k + 1] if k + 1 < len(breaks) else len(plan.lines)
            label = next((n for i, n in numbered if first <= i < end), str(k + 1))
            out.append((label, (plan.lines[first].start, plan.lines[end - 1].end)))
        return tuple(out)
    out = []
    at = 0
    for i, n in numbered:
        out.append((n, (at, plan.lines[i].end)))
        at = min(len(plan.text), plan.lines[i].end + 1)
    return tuple(p for p in out if p[1][0] < p[1][1])
