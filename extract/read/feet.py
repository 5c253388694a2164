"""Notes at the feet of pages: the chain of their numbers, the lines of each, the places that call them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.extract.read.headings import classify
from regesta.extract.read.markers import Call, align, calls_in
from regesta.extract.read.notes import (
    Around,
    Foot,
    NoteLines,
    Start,
    footnote_chain,
    note_end,
    starts_in,
)
from regesta.extract.read.plan import Plan
from regesta.extract.record import Span

#: Scores of a candidate that speaks for a note below it, and of one that may be a note's marker.
_STRONG, _POSSIBLE = 1.2, 0.5
#: Lines a note may take with what stands among them; the share of the widest notes left out when their
#: measure is taken; characters from which a line is wide; the width from which a text was not wrapped at all,
#: and the measure its notes get instead.
_REACH, _WIDE_SHARE, _WIDE, _UNWRAPPED, _MEASURE = 400, 0.6, 60, 200, 80


def footnotes(plan: Plan, body: list[int]) -> tuple[list[NoteLines], dict[int, Call], list[Call]]:
    """The notes at the feet of pages, their calls by index, and all candidates outside the notes."""
    words = plan.words
    strong = _strong(plan, body)
    possible = [i for i in body if i not in plan.skip and i not in plan.in_text_type]
    chain = footnote_chain(
        starts_in(plan.lines, possible, words.notes),
        {i: plan.zone[i] for i in body},
        strong,
        words.notes,
        _named_sections(plan),
    )
    notes = _Feet(plan, body, chain, strong).notes() if chain else []
    taken = {i for n in notes for i in range(n.first, n.last + 1)}
    outside = [plan.lines[i].span for i in body if i not in taken and i not in plan.skip]
    free = calls_in(plan.text, outside, words.markers)
    return notes, _foot_markers(plan, notes, free), free


def _strong(plan: Plan, body: list[int]) -> dict[int, list[int]]:
    """Number -> the lines on which a good candidate for its marker stands."""
    out: dict[int, list[int]] = {}
    for c in calls_in(plan.text, [plan.lines[i].span for i in body], plan.words.markers):
        if c.score >= _STRONG:
            out.setdefault(c.number, []).append(plan.line_at(c.span[0]))
    return out


def _named_sections(plan: Plan) -> list[int]:
    """The lines of sections like a chapter's own conclusion: notes may begin anew there."""
    words = plan.words.headings
    return [h.first for h in plan.headings if h.kind == "section" and classify(h.title, words).named]


@dataclass(frozen=True, slots=True)
class _Reach:
    """The lines that a note may take, from its first on; `note` when the next note ends them."""

    run: list[int]
    note: bool


class _Feet:
    """The notes of a chain of starts, each with the lines that are its own."""

    def __init__(
        self,
        plan: Plan,
        body: Sequence[int],
        chain: Sequence[tuple[Start, int]],
        strong: dict[int, list[int]],
    ) -> None:
        self.plan, self.body, self.chain, self.strong = plan, body, chain, strong
        self.flowing = [i for i in body if i not in plan.skip]
        self.paged = plan.paged
        self.foot = self._measured()
        self.found: list[NoteLines] = []

    def _measured(self) -> Foot:
        widths = sorted(len(self.plan.lines[s.line].text.rstrip()) for s, _ in self.chain)
        wide = [n for n in widths if n > _WIDE] or widths
        width = self.plan.width if self.plan.width < _UNWRAPPED else _MEASURE
        return Foot(
            lines=self.plan.lines,
            note_width=max(width, wide[int(len(wide) * _WIDE_SHARE)]),
            body_width=self.plan.width,
            spaced=self.plan.spaced,
        )

    def notes(self) -> list[NoteLines]:
        foot_top = -1
        for k, (s, zone) in enumerate(self.chain):
            reach = self._reach(k)
            above = self._last_flowing(s.line)
            if foot_top < 0 or not self.found or self.found[-1].last < above:
                foot_top = s.line
            # where type sizes tell notes from text, what stands below a note in its type is the note's
            count = (
                len(reach.run)
                if self.plan.in_text_type
                else note_end(self.foot, reach.run, self._around(k, reach, foot_top), self.plan.words.notes)
            )
            self.found.append(
                NoteLines(
                    number=s.number, chapter=zone, first=s.line, last=reach.run[count - 1], offset=s.offset
                )
            )
        return self.found

    def _reach(self, k: int) -> _Reach:
        """The lines from note k's first up to the next note, a heading, a new page or running text's type."""
        plan, first = self.plan, self.chain[k][0].line
        limit = self.chain[k + 1][0].line if k + 1 < len(self.chain) else len(plan.lines)
        run = [first]
        at = bisect_right(self.body, first)
        for i in self.body[at : at + _REACH]:
            if i >= limit or plan.heading_between(run[-1] + 1, i):
                break
            if i in plan.skip:
                continue
            if i in plan.in_text_type or self._turned(run[-1], i + 1):
                break  # a new page begins with body text, whatever the foot above left open
            run.append(i)
        note = k + 1 < len(self.chain) and not plan.heading_between(run[-1] + 1, limit)
        return _Reach(run, note and not self._turned(run[-1], limit))

    def _turned(self, last: int, end: int) -> bool:
        """True when a page begins behind line `last` and before line `end`."""
        return self.paged and self.plan.page_between(last + 1, end)

    def _around(self, k: int, reach: _Reach, foot_top: int) -> Around:
        """What stands about the foot that holds note k."""
        line, zone = self.chain[k][0].line, self.chain[k][1]
        due = -1  # the next note's number, where it follows in this chapter
        if k + 1 < len(self.chain) and self.chain[k + 1][1] == zone:
            due = self.chain[k + 1][0].number
        places = self.strong.get(due, [])

        since = self.found[-1].last if self.found and foot_top == line else self._foot_before(foot_top)
        called = set(places[bisect_left(places, line) : bisect_right(places, reach.run[-1])])
        return Around(
            body_before=self._text_before(foot_top),
            next_called_before=bisect_right(places, since) < bisect_left(places, foot_top),
            next_call_lines=[at for at, i in enumerate(reach.run) if i in called],
            stop_is_note=reach.note,
        )

    def _last_flowing(self, line: int) -> int:
        """The last line of body text or notes before `line`; -1 for none."""
        k = bisect_right(self.flowing, line - 1) - 1
        return self.flowing[k] if k >= 0 else -1

    def _foot_before(self, foot_top: int) -> int:
        """The last line of the notes above this page's foot."""
        above = [n.last for n in self.found[-40:] if n.first < foot_top]
        return above[-1] if above else -1

    def _text_before(self, foot_top: int) -> str:
        """The words of body text right above a foot; "" when a heading stands there."""
        above = self._last_flowing(foot_top)
        if above < 0 or self.plan.heading_between(above + 1, foot_top):
            return ""
        return self.plan.lines[above].text


def _foot_markers(plan: Plan, notes: list[NoteLines], calls: list[Call]) -> dict[int, Call]:
    """Markers of page-foot notes: each stands between the foot above and its own foot."""
    possible = [c for c in calls if c.score >= _POSSIBLE]
    places = [c.span[0] for c in possible]
    tops = _feet_above(notes, plan)
    out: dict[int, Call] = {}
    for members in _runs(notes):
        wanted: dict[int, Span] = {
            notes[k].number: (tops[k], plan.lines[notes[k].first].start) for k in members
        }
        first = bisect_left(places, min(a for a, _ in wanted.values()))
        last = bisect_left(places, max(b for _, b in wanted.values()))
        chosen = align(possible[first:last], wanted)
        out.update({k: chosen[notes[k].number] for k in members if notes[k].number in chosen})
    return out


def _runs(notes: Sequence[NoteLines]) -> list[list[int]]:
    """The notes' indices, cut where the numbers fall back."""
    out: list[list[int]] = []
    for k, n in enumerate(notes):
        if not k or n.number <= notes[k - 1].number:
            out.append([])
        out[-1].append(k)
    return out


def _feet_above(notes: list[NoteLines], plan: Plan) -> list[int]:
    """For each note where the text of its page begins: the end of the last foot but its own (a note may be
    called one page early)."""
    out: list[int] = []
    for k, n in enumerate(notes):
        if not k:
            out.append(0)
        elif notes[k - 1].last + 1 >= n.first - _blank_run(plan, n.first):
            out.append(out[-1])
        else:
            out.append(plan.lines[notes[k - 1].last].end)
    return out


def _blank_run(plan: Plan, line: int) -> int:
    n = 0
    while line - n - 1 >= 0 and (plan.lines[line - n - 1].blank or line - n - 1 in plan.skip):
        n += 1
    return n
