"""The plan of a plain text: its furniture, contents and headings, and which of its lines may be body text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from regesta.extract.read.apart import notes_apart, pages_between
from regesta.extract.read.contents import find_contents
from regesta.extract.read.furniture import furniture
from regesta.extract.read.headings import is_prose_front
from regesta.extract.read.keyed import keyed_notes
from regesta.extract.read.layout import TypeSizes
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line, captions, split_lines, transcript, width_of
from regesta.extract.read.markers import calls_in
from regesta.extract.read.neighbours import blank_spaced
from regesta.extract.read.notes import Start, counted_run, starts_in
from regesta.extract.read.opening import opening_line
from regesta.extract.read.outline import Outline
from regesta.extract.read.page_marks import blanked, page_marks
from regesta.extract.read.plan import TEXT_KINDS, Plan
from regesta.extract.read.side_notes import side_notes
from regesta.extract.read.vocabulary import ReadingWords


def plan_of(text: str, sizes: TypeSizes, words: ReadingWords) -> Plan:
    """What a text's lines say before its notes are sought."""
    lines = split_lines(text)
    beside, pieces = side_notes(text, lines, words.lines)
    marks = sorted([*page_marks(lines, words.lines), *pieces], key=lambda m: m[2])
    lines = blanked(lines, marks)
    skip = furniture(lines, words.lines)
    skip.update(beside)

    keyed = keyed_notes(text, lines, words.markers)
    if not keyed:
        keyed, numbers = notes_apart(text, lines, words)
        skip.update(dict.fromkeys(numbers, "note"))
        if keyed:
            skip.update(pages_between(lines, numbers, words))

    skip.update((i, "note") for n in keyed for i in range(n.first, n.last + 1))

    skip.update(transcript(lines, words.lines))
    skip.update(captions(lines, words.lines))
    contents = find_contents(lines, skip, words.headings)
    headings = Outline(lines, skip, contents, words, sizes.heads).headings()
    if keyed:
        headings = list(_over_text(headings, lines, skip))
    plan = Plan(
        text,
        lines,
        skip,
        headings,
        words,
        width=width_of(lines),
        spaced=blank_spaced(lines),
        contents_last=contents.last if contents else -1,
        in_text_type=sizes.text,
        keyed=keyed,
        marks=marks,
    )
    plan.zone = _zones(headings, len(lines))
    _feet_below_back_matter(plan)
    plan.heading_lines = {i for h in headings for i in range(h.first, h.last + 1)}
    return plan


def _over_text(headings: list[Heading], lines: list[Line], skip: dict[int, str]) -> Iterator[Heading]:
    """The headings, where all notes are known by their labels: a rubric of notes with other text under it is
    a section."""
    level = 1
    ends = [*(h.first for h in headings[1:]), len(lines)]
    for h, end in zip(headings, ends, strict=False):
        over_text = any(i not in skip and not lines[i].blank for i in range(h.last + 1, end))
        if h.kind == "notes" and over_text:
            h = replace(h, kind="section", level=max(2, level))
        elif h.kind == "section":
            level = h.level
        yield h


def _zones(headings: list[Heading], count: int) -> list[int]:
    """Line -> index of the heading above section level that it stands under; -1 before the first."""
    out: list[int] = []
    zone, before, until = -1, -1, -1
    opens = {h.first: k for k, h in enumerate(headings) if h.kind != "section"}
    for i in range(count):
        if i in opens:
            h = headings[opens[i]]
            if h.kind != "front" and h.until < 0:
                before = opens[i]
            zone, until = opens[i], h.until
        elif 0 <= until < i:
            zone, until = before, -1
        out.append(zone)
    return out


#: Kinds of headings under which a page's notes may still be those of the chapter above.
_MAY_OPEN_ON_A_FOOT = ("bibliography", "back", "abbreviations", "appendix")


def _feet_below_back_matter(plan: Plan) -> None:
    """Gives the notes at the foot of a page on which the bibliography begins back to the chapter above it;
    form feeds show the pages."""
    pages = [i for i, line in enumerate(plan.lines) if line.page_start]
    if len(pages) < 2:
        return
    for h in (h for h in plan.headings if h.kind in _MAY_OPEN_ON_A_FOOT):
        first, end = _page_around(pages, h.first, len(plan.lines))
        chapter = _text_above(plan, first, h.first)
        run = _run_at_end(plan, h.last + 1, end)
        if chapter is not None and run and _is_foot(plan, run, first, h):
            for i in range(run[0].line, end):
                plan.zone[i] = chapter
            plan.feet |= set(range(run[0].line, end))


def _run_at_end(plan: Plan, first: int, end: int) -> list[Start]:
    """The starts of the notes that close the lines from `first` up to `end`."""
    filled = [i for i in range(first, end) if not plan.lines[i].blank and i not in plan.skip]
    return counted_run(starts_in(plan.lines, filled, plan.words.notes))


def _page_around(pages: list[int], line: int, count: int) -> tuple[int, int]:
    """The first line of the page a line stands on, and the first of the next; `pages` are first lines."""
    k = bisect_right(pages, line)
    return (pages[k - 1] if k else 0), (pages[k] if k < len(pages) else count)


def _text_above(plan: Plan, first: int, line: int) -> int | None:
    """The heading of the running text that stands last from line `first` up to `line`, -1 where it has none;
    None without such text."""
    zones = (plan.zone[i] for i in range(line - 1, first - 1, -1))
    return next((z for z in zones if z < 0 or plan.headings[z].kind in TEXT_KINDS), None)


def _is_foot(plan: Plan, run: list[Start], first: int, h: Heading) -> bool:
    """True when the page's text above the heading calls one of these numbers and a gap stands over them."""
    above = [(plan.lines[first].start, plan.lines[h.first].start)]
    called = {c.number for c in calls_in(plan.text, above, plan.words.markers)}
    gap = any(plan.lines[j].blank for j in range(max(first, run[0].line - 2), run[0].line))
    return gap and bool({s.number for s in run} & called)


def body_lines(plan: Plan) -> list[int]:
    """Lines that may hold running text or page-foot notes, furniture included (it may turn out to lie inside
    a note)."""
    flows = {k: _flows(h, plan.words) for k, h in enumerate(plan.headings)}
    flows[-1] = True
    opening = opening_line(plan)
    return [
        i
        for i, line in enumerate(plan.lines)
        if not line.blank
        and i not in plan.heading_lines
        and flows[plan.zone[i]]
        and (plan.zone[i] >= 0 or i >= opening)
        and not _listed(plan, i)
    ]


def _flows(h: Heading, words: ReadingWords) -> bool:
    """True for a heading with running text under it; of front matter abstracts, prefaces and the like."""
    if h.kind == "front":
        return is_prose_front(h.title, words.headings)
    return h.kind in TEXT_KINDS


def _listed(plan: Plan, i: int) -> bool:
    """True for a line of the table of contents."""
    z = plan.zone[i]
    return i <= plan.contents_last and z >= 0 and plan.headings[z].kind == "contents"
