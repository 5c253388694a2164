"""Plain text: lines become headings, paragraphs, notes and the rest."""

from __future__ import annotations

import re
from bisect import bisect_right

from regesta.extract.read.apparatus import Plan, apparatus, demoted
from regesta.extract.read.back import abbreviations_in, bibliography_in
from regesta.extract.read.continued import continuations
from regesta.extract.read.document import ReadingNote
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, Paragraph, TypeSizes
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import furniture, is_full, split_lines, width_of
from regesta.extract.read.markers import calls_in
from regesta.extract.read.notes import counted_run, starts_in
from regesta.extract.read.outline import Outline, blank_spaced, find_contents
from regesta.extract.read.sentences import ends_in_abbreviation
from regesta.extract.read.signs import SignedNote, signed_notes
from regesta.extract.read.titles import title_page
from regesta.extract.record import Span

_TEXT_KINDS = ("chapter", "section", "part", "appendix")


def layout_of(text: str, sizes: TypeSizes | None = None) -> Layout:
    """The layout of a plain text; every offset is a code point of `text` as given. `sizes` says what a
    printed page's type tells of its lines."""
    plan = _plan(text, sizes or TypeSizes())
    body = _body_lines(plan)
    signed = signed_notes(text, plan.lines, body, plan.skip, min(plan.width, 90) * 3 // 4)
    of_signs = {i for s in signed for i in range(s.first, s.last + 1)}
    body = [i for i in body if i not in of_signs]
    notes, calls, remarks = apparatus(plan, body)
    notes = demoted(plan, notes)
    going_on = continuations(plan, body, notes)
    remarks += [
        ReadingNote(
            code="note.continued",
            message=f"note {n.number} goes on at the foot of the next page",
            span=plan.span_of(a, b),
        )
        for n, a, b in going_on
    ]
    taken = {i for n in notes for i in range(n.first, n.last + 1)} | {
        i for _, a, b in going_on for i in range(a, b + 1)
    }
    flowing = [i for i in body if i not in taken and i not in plan.skip]
    plan.width = width_of([plan.lines[i] for i in flowing])
    paragraphs = _paragraphs(plan, flowing)
    marks = tuple(
        HeadingMark(
            span=plan.span_of(h.first, h.last), kind=h.kind, number=h.number, title=h.title, level=h.level
        )
        for h in plan.headings
    )
    title, author, year = title_page(plan.lines, plan.headings)
    note_marks = tuple(
        NoteMark(
            span=(n.offset, plan.lines[n.last].span[1]),
            number=n.number,
            heading=_home(plan, n.chapter, calls[k].span[0]) if k in calls else n.chapter,
            marker=calls[k].span if k in calls else None,
            rest=tuple(plan.span_of(a, b) for m, a, b in going_on if m is n),
        )
        for k, n in enumerate(notes)
    )
    if signed:
        note_marks = tuple(sorted([*note_marks, *_signed_marks(plan, signed)], key=lambda n: n.span))
    return Layout(
        text=text,
        headings=marks,
        paragraphs=tuple(paragraphs),
        notes=note_marks,
        bibliography=tuple(
            bibliography_in(
                plan.lines, plan.headings, plan.skip | dict.fromkeys(plan.feet, "note"), plan.width
            )
        ),
        abbreviations=tuple(abbreviations_in(plan.lines, plan.headings, plan.skip)),
        contents=_contents(plan),
        pages=_pages(plan),
        remarks=tuple(remarks),
        title=title,
        author=author,
        year=year,
    )


def _home(plan: Plan, chapter: int, marker: int) -> int:
    """The chapter a note belongs to: where its marker stands, since a page's foot may lie under the next
    chapter's heading."""
    zone = plan.zone[bisect_right([line.start for line in plan.lines], marker) - 1]
    return (
        zone
        if zone >= 0 and chapter >= 0 and plan.headings[zone].kind in ("chapter", "appendix", "front")
        else chapter
    )


def _signed_marks(plan: Plan, signed: list[SignedNote]) -> list[NoteMark]:
    """Notes by signs are counted through their chapter, so that each has an id of its own; the label keeps
    the sign."""
    out: list[NoteMark] = []
    for s in signed:
        home = plan.zone[s.first]
        number = 1 + sum(n.heading == home for n in out)
        out.append(
            NoteMark(
                span=(s.offset, plan.lines[s.last].span[1]),
                number=number,
                heading=home,
                marker=s.marker,
                label=s.sign,
            )
        )
    return out


def _plan(text: str, sizes: TypeSizes) -> Plan:
    lines = split_lines(text)
    skip = furniture(lines)
    contents = find_contents(lines, skip)
    headings = Outline(lines, skip, contents, sizes.heads).headings()
    plan = Plan(
        text,
        lines,
        skip,
        headings,
        width=width_of(lines),
        spaced=blank_spaced(lines),
        contents_last=contents.last if contents else -1,
        in_text_type=sizes.text,
    )
    tops = [(h.first, k) for k, h in enumerate(headings) if h.kind != "section"]
    firsts = [f for f, _ in tops]
    for i in range(len(lines)):
        k = bisect_right(firsts, i) - 1
        plan.zone.append(tops[k][1] if k >= 0 else -1)
    _feet_below_back_matter(plan)
    plan.heading_lines = {i for h in headings for i in range(h.first, h.last + 1)}
    return plan


def _feet_below_back_matter(plan: Plan) -> None:
    """Gives the notes at the foot of a page on which the bibliography begins back to the chapter above it;
    form feeds show the pages."""
    pages = [i for i, line in enumerate(plan.lines) if line.page_start]
    for h in plan.headings:
        if h.kind not in ("bibliography", "back", "abbreviations", "appendix") or len(pages) < 2:
            continue
        k = bisect_right(pages, h.first) - 1
        first, end = (pages[k] if k >= 0 else 0), (pages[k + 1] if k + 1 < len(pages) else len(plan.lines))
        above = next(
            (
                z
                for z in (plan.zone[i] for i in range(h.first - 1, first - 1, -1))
                if z >= 0 and plan.headings[z].kind in _TEXT_KINDS
            ),
            -1,
        )
        under = [i for i in range(h.last + 1, end) if not plan.lines[i].blank and i not in plan.skip]
        run = counted_run(starts_in(plan.lines, under))
        called = (
            {c.number for c in calls_in(plan.text, [(plan.lines[first].start, plan.lines[h.first].start)])}
            if run
            else set()
        )
        if (
            above < 0
            or not run
            or not {s.number for s in run} & called
            or not any(plan.lines[j].blank for j in range(max(first, run[0].line - 2), run[0].line))
        ):
            continue
        for i in range(run[0].line, end):
            plan.zone[i] = above
        plan.feet |= set(range(run[0].line, end))


def _body_lines(plan: Plan) -> list[int]:
    """Lines that may hold running text or page-foot notes, furniture included (it may turn out to lie inside
    a note)."""
    has_body = any(h.kind in ("chapter", "part") for h in plan.headings)
    out = []
    for i, line in enumerate(plan.lines):
        if (
            line.blank
            or i in plan.heading_lines
            or (
                i <= plan.contents_last
                and plan.zone[i] >= 0
                and plan.headings[plan.zone[i]].kind == "contents"
            )
        ):
            continue
        z = plan.zone[i]
        kind = plan.headings[z].kind if z >= 0 else "title"
        if (
            kind in _TEXT_KINDS
            or (kind == "title" and not has_body)
            or (kind == "front" and _prose_front(plan.headings[z]))
        ):
            out.append(i)
    return out


def _prose_front(h: Heading) -> bool:
    return bool(re.match(r"(?i)abstract|preface|foreword|summary|acknowledge", h.title))


def _paragraphs(plan: Plan, flowing: list[int]) -> list[Paragraph]:
    """Runs of lines: a paragraph ends at a heading, at a blank line or short line after a sentence's end, and
    before a numbered item."""
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
_CLOSED = re.compile(
    r"[.?!:;\u2026][\"'\u201d\u2019)\]\u00bb]*\s*(?:\[?\(?\^?[\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}\]?\)?|[*\u2020\u2021])?\s*$"
)

_STOPPED = re.compile(_CLOSED.pattern.replace(":;", ""))


def _breaks(plan: Plan, a: int, b: int) -> bool:
    lines = plan.lines
    between = range(a + 1, b)
    if plan.zone[a] != plan.zone[b] or any(j in plan.heading_lines for j in between):
        return True
    small = lines[b].bare[:1].islower()
    gap = any(lines[j].blank for j in between)
    interrupted = any(not lines[j].blank for j in between)
    closed = bool((_STOPPED if interrupted else _CLOSED).search(lines[a].text)) and not ends_in_abbreviation(
        lines[a].text
    )
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
    if (
        not small
        and not interrupted
        and not lines[a].bare.endswith(("-", "\u2010", ","))
        and len(lines[a].text.rstrip()) < 0.65 * plan.width
        and not is_full(lines[a], lines[b], plan.width)
    ):
        return True
    return plan.width > 160 and not interrupted


def _contents(plan: Plan) -> tuple[Span, ...]:
    if plan.contents_last < 0:
        return ()
    first = next(h.first for h in plan.headings if h.kind == "contents")
    return tuple(
        plan.lines[i].span for i in range(first + 1, plan.contents_last + 1) if not plan.lines[i].blank
    )


def _pages(plan: Plan) -> tuple[tuple[str, Span], ...]:
    """Printed page labels with the raw span of each page: form feeds limit pages, else the number lines
    do."""
    numbered = [
        (i, what.split(":", 1)[1]) for i, what in sorted(plan.skip.items()) if what.startswith("page:")
    ]
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
