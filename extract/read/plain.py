"""Plain text: lines become headings, paragraphs, notes and the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from regesta.extract.read.apparatus import apparatus, demoted
from regesta.extract.read.back import abbreviations_in, bibliography_in
from regesta.extract.read.continued import continuations
from regesta.extract.read.document import LeftOut, ReadingNote
from regesta.extract.read.keyed import keyed_calls
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, TypeSizes
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import width_of
from regesta.extract.read.markers import Call
from regesta.extract.read.notes import NoteLines
from regesta.extract.read.paragraphs import paragraphs_of
from regesta.extract.read.plan import Plan
from regesta.extract.read.planning import body_lines, plan_of
from regesta.extract.read.signs import SignedNote, signed_notes
from regesta.extract.read.titles import title_page
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.record import Span

#: Notes that go on at the foot of the next page: the note, the first and the last line there.
_Continued = list[tuple[NoteLines, int, int]]


def layout_of(text: str, words: ReadingWords, sizes: TypeSizes | None = None) -> Layout:
    """The layout of a plain text; every offset is a code point of `text` as given. `sizes` says what a
    printed page's type tells of its lines."""
    plan = plan_of(text, sizes or TypeSizes(), words)
    body = body_lines(plan)
    signed = signed_notes(text, plan.lines, body, plan.skip, min(plan.width, 90) * 3 // 4)
    body = _without(body, [(s.first, s.last) for s in signed])
    notes, calls, remarks = apparatus(plan, body) if not plan.keyed else ([], {}, [])
    _promote(plan, notes, calls)
    keyed, odd = _keyed_marks(plan, body)
    notes = demoted(plan, notes)
    going_on = continuations(plan, body, notes)
    ranges = [(n.first, n.last) for n in notes] + [(a, b) for _, a, b in going_on]
    flowing = [i for i in _without(body, ranges) if i not in plan.skip]
    plan.width = width_of([plan.lines[i] for i in flowing])
    title, author, year = title_page(plan.lines, plan.headings, words.title_page)
    not_entries = plan.skip | dict.fromkeys(plan.feet, "note")
    return Layout(
        text=text,
        headings=tuple(_mark(plan, h) for h in plan.headings),
        paragraphs=tuple(paragraphs_of(plan, flowing)),
        notes=_note_marks(plan, notes, calls, going_on, [*_signed_marks(plan, signed), *keyed]),
        bibliography=tuple(bibliography_in(plan.lines, plan.headings, not_entries, plan.width, words)),
        abbreviations=tuple(abbreviations_in(plan.lines, plan.headings, plan.skip)),
        contents=_contents(plan),
        pages=_pages(plan),
        aside=tuple(_aside(plan)),
        remarks=(*remarks, *odd, *_remarks_on(plan, going_on)),
        title=title,
        author=author,
        year=year,
    )


def _promote(plan: Plan, notes: list[NoteLines], calls: dict[int, Call]) -> None:
    """Makes chapters of the sections under which the numbers of notes begin anew."""
    begun = [
        plan.line_at(calls[k].span[0])
        for k, (before, n) in enumerate(pairwise(notes), 1)
        if k in calls and n.number == 1 and before.chapter == n.chapter
    ]
    firsts = [h.first for h in plan.headings]
    for line in begun:
        k, zone = bisect_right(firsts, line) - 1, plan.zone[line]
        if k >= 0 and zone >= 0 and plan.headings[k].kind == "section":
            level = plan.headings[zone].level
            plan.headings[k] = replace(plan.headings[k], kind="chapter", level=level)
            _rezone(plan, firsts[k], zone, k)


def _rezone(plan: Plan, first: int, old: int, new: int) -> None:
    """Puts the lines from `first` on that stand under one heading under another."""
    i = first
    while i < len(plan.lines) and plan.zone[i] == old:
        plan.zone[i] = new
        i += 1


def _without(lines: list[int], ranges: list[tuple[int, int]]) -> list[int]:
    """The lines that lie in none of the ranges (first, last)."""
    taken = {i for a, b in ranges for i in range(a, b + 1)}
    return [i for i in lines if i not in taken]


def _aside(plan: Plan) -> Iterator[LeftOut]:
    """The furniture of the text, and page numbers inside its lines."""
    for i, what in sorted(plan.skip.items()):
        if not plan.lines[i].blank:
            why = what.split(":", 1)[0].replace("note", "number")
            yield LeftOut(span=plan.lines[i].span, why=why)
    yield from (LeftOut(span=span, why="page" if page else "side") for page, _, span in plan.marks)


def _mark(plan: Plan, h: Heading) -> HeadingMark:
    return HeadingMark(
        span=plan.span_of(h.first, h.last),
        kind=h.kind,
        number=h.number,
        title=h.title,
        level=h.level,
        end=plan.lines[h.until].end if h.until >= 0 else -1,
    )


def _remarks_on(plan: Plan, going_on: _Continued) -> list[ReadingNote]:
    return [
        ReadingNote(
            code="note.continued",
            message=f"note {n.number} goes on at the foot of the next page",
            span=plan.span_of(a, b),
        )
        for n, a, b in going_on
    ]


def _note_marks(
    plan: Plan,
    notes: list[NoteLines],
    calls: dict[int, Call],
    going_on: _Continued,
    others: list[NoteMark],
) -> tuple[NoteMark, ...]:
    """All notes with their spans, chapters and markers; `others` are those called by a sign or label, and put
    where they stand in the text."""
    rest: dict[int, list[Span]] = {}
    for n, a, b in going_on:
        rest.setdefault(id(n), []).append(plan.span_of(a, b))
    marks = [
        NoteMark(
            span=(n.offset, plan.lines[n.last].span[1]),
            number=n.number,
            heading=_home(plan, n.chapter, calls[k].span[0]) if k in calls else n.chapter,
            marker=calls[k].span if k in calls else None,
            rest=tuple(rest.get(id(n), ())),
        )
        for k, n in enumerate(notes)
    ]
    if not others:
        return tuple(marks)
    return tuple(sorted([*marks, *others], key=lambda n: n.span))


def _home(plan: Plan, chapter: int, marker: int) -> int:
    """The chapter a note belongs to: where its marker stands, since a page's foot may lie under the next
    chapter's heading."""
    zone = plan.zone[plan.line_at(marker)]
    own = zone >= 0 and chapter >= 0 and plan.headings[zone].kind in ("chapter", "appendix", "front")
    return zone if own else chapter


def _signed_marks(plan: Plan, signed: list[SignedNote]) -> list[NoteMark]:
    """Notes by signs are counted through their chapter, so that each has an id of its own; the label keeps
    the sign."""
    counted: Counter[int] = Counter()
    out: list[NoteMark] = []
    for s in signed:
        home = plan.zone[s.first]
        counted[home] += 1
        out.append(
            NoteMark(
                span=(s.offset, plan.lines[s.last].span[1]),
                number=counted[home],
                heading=home,
                marker=s.marker,
                label=s.sign,
            )
        )
    return out


def _keyed_marks(plan: Plan, body: list[int]) -> tuple[list[NoteMark], list[ReadingNote]]:
    """The notes that bear the label which calls them, counted through their chapter, and what does not add
    up."""
    if not plan.keyed:
        return [], []
    spans = [plan.lines[i].span for i in body if i not in plan.skip]
    spans += [plan.span_of(h.first, h.last) for h in plan.headings]
    calls, left = keyed_calls(plan.text, sorted(spans), plan.keyed)
    counted: Counter[int] = Counter()
    marks: list[NoteMark] = []
    remarks = [
        ReadingNote(
            code="marker.orphan", message=f"the text calls {plan.text[a:b]}, which has no body", span=(a, b)
        )
        for a, b in left
    ]
    for k, n in enumerate(plan.keyed):
        home = plan.zone[plan.line_at(calls[k][0]) if k in calls else n.first]
        counted[home] += 1
        number = int(n.label) if n.label.isdigit() else counted[home]
        marks.append(NoteMark(span=n.span, number=number, heading=home, marker=calls.get(k), label=n.label))
        if k not in calls:
            message = f"no place in the text calls note {n.label}"
            remarks.append(ReadingNote(code="marker.lost", message=message, span=n.span))
    return marks, remarks


def _contents(plan: Plan) -> tuple[Span, ...]:
    if plan.contents_last < 0:
        return ()
    first = next(h.first for h in plan.headings if h.kind == "contents")
    return tuple(
        plan.lines[i].span for i in range(first + 1, plan.contents_last + 1) if not plan.lines[i].blank
    )


def _pages(plan: Plan) -> tuple[tuple[str, Span], ...]:
    """Printed page labels with the raw span of each page: form feeds limit pages, else numbers inside lines,
    else the number lines do."""
    numbered = [
        (i, what.split(":", 1)[1]) for i, what in sorted(plan.skip.items()) if what.startswith("page:")
    ]
    breaks = [i for i, line in enumerate(plan.lines) if line.page_start]
    if len(breaks) > 1:
        return tuple(_fed_pages(plan, breaks, dict(numbered)))
    return tuple(_marked_pages(plan)) or tuple(_numbered_pages(plan, numbered))


def _marked_pages(plan: Plan) -> Iterator[tuple[str, Span]]:
    """The pages by the numbers inside lines."""
    inside = [(page, span) for page, _, span in plan.marks if page]
    ends = [*(s[0] for _, s in inside[1:]), len(plan.text)]
    for (page, (start, _)), end in zip(inside, ends, strict=False):
        yield page, (start, end)


def _numbered_pages(plan: Plan, numbered: list[tuple[int, str]]) -> Iterator[tuple[str, Span]]:
    """The pages by the lines that hold their numbers, each above its number."""
    at = 0
    for i, n in numbered:
        if at < plan.lines[i].end:
            yield n, (at, plan.lines[i].end)
        at = min(len(plan.text), plan.lines[i].end + 1)


def _fed_pages(plan: Plan, breaks: list[int], numbers: dict[int, str]) -> list[tuple[str, Span]]:
    """Pages between form feeds, each labelled by the first number on it or by its place."""
    out = []
    for k, first in enumerate(breaks):
        end = breaks[k + 1] if k + 1 < len(breaks) else len(plan.lines)
        label = next((numbers[i] for i in range(first, end) if i in numbers), str(k + 1))
        out.append((label, (plan.lines[first].start, plan.lines[end - 1].end)))
    return out
