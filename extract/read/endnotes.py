"""Endnotes: numbered notes under a heading "Notes", after each chapter or at the end of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regesta.extract.read.headings import arabic, classify, fold
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line
from regesta.extract.read.markers import Call, align
from regesta.extract.read.notes import NoteLines, Start, starts_in


@dataclass(frozen=True, slots=True)
class Endnotes:
    """Endnotes in sequences: each a heading index (-1 where nothing names the chapter) and its notes, numbers
    rising."""

    sequences: tuple[tuple[int, tuple[NoteLines, ...]], ...]

    @property
    def notes(self) -> list[NoteLines]:
        return [n for _, s in self.sequences for n in s]

    def place(
        self, calls: Sequence[Call], lines: Sequence[Line], zone: Sequence[int], headings: Sequence[Heading]
    ) -> tuple[list[NoteLines], dict[int, Call]]:
        """Every note with its chapter, and the calls of those that have one, by the note's index in the
        list."""
        line_starts = [line.start for line in lines]
        zones = {c.span: zone[bisect_right(line_starts, c.span[0]) - 1] for c in calls}
        chapters = sorted({z for z in zones.values() if z >= 0})
        usable = [c for c in calls if c.score >= 0.8]
        notes: list[NoteLines] = []
        chosen: dict[int, Call] = {}
        last = -2
        for home, sequence in self.sequences:
            if home < 0:
                home = _home(sequence, usable, zones, chapters, last)
            picked = _aligned(sequence, usable, zones, home)
            known = [zones[picked[n.number].span] for n in sequence if n.number in picked]
            last = home if home >= 0 else last
            current = home if home >= 0 else (known[0] if known else -1)
            for n in sequence:
                call = picked.get(n.number)
                if call:
                    chosen[len(notes)] = call
                    current = zones[call.span] if home < 0 else home
                notes.append(replace(n, chapter=current))
        return notes, chosen


def _aligned(
    sequence: Sequence[NoteLines], calls: Sequence[Call], zones: dict[tuple[int, int], int], home: int
) -> dict[int, Call]:
    near = [c for c in calls if home < 0 or zones[c.span] == home]
    return align(near, {n.number: (0, 1 << 60) for n in sequence})


def _home(
    sequence: Sequence[NoteLines],
    calls: Sequence[Call],
    zones: dict[tuple[int, int], int],
    chapters: Sequence[int],
    last: int,
) -> int:
    """The chapter a nameless sequence belongs to: the next one that calls most of its numbers; -1 when it
    runs on over several."""
    for chapter in chapters:
        if chapter <= last:
            continue
        picked = _aligned(sequence, [c for c in calls if c.score >= 1.0], zones, chapter)
        if len(picked) >= 0.8 * len(sequence):
            return chapter
    whole = _aligned(sequence, calls, zones, -1)
    if len({zones[c.span] for c in whole.values()}) > 1 and len(whole) >= 0.5 * len(sequence):
        return -1
    return max(
        (c for c in chapters if c > last), key=lambda c: len(_aligned(sequence, calls, zones, c)), default=-1
    )


def endnotes_in(
    lines: Sequence[Line], headings: Sequence[Heading], skip: dict[int, str], spaced: bool
) -> Endnotes:
    """All endnotes of the text; empty when no heading announces any."""
    tops = [(k, h) for k, h in enumerate(headings) if h.kind != "section"]
    sections = [
        (k, h, tops[j + 1][1].first if j + 1 < len(tops) else len(lines))
        for j, (k, h) in enumerate(tops)
        if h.kind == "notes"
    ]
    sequences: list[tuple[int, tuple[NoteLines, ...]]] = []
    runs = _grouped(sections)
    for k, h, end in sections:
        home = _named_chapter(h, headings[:k] if len(runs) > 1 else headings)
        if home < 0 and len(runs) > 1:
            home = next((j for j in range(k - 1, -1, -1) if headings[j].kind == "chapter"), -1)
        indices = [i for i in range(h.last + 1, end) if not lines[i].blank and i not in skip]
        sequences += _sequences(lines, indices, headings, home)
    return Endnotes(tuple((home, s) for home, s in sequences if s))


def _grouped(sections: Sequence[tuple[int, Heading, int]]) -> list[int]:
    """Starts of groups of notes sections that follow one another without text between (one group: all notes
    stand together)."""
    out = []
    previous_end = -1
    for k, h, end in sections:
        if h.first != previous_end:
            out.append(k)
        previous_end = end
    return out


def _named_chapter(h: Heading, headings: Sequence[Heading]) -> int:
    """The chapter a notes heading names ("Notes to Chapter 3", "Introduction" among the notes), as an index
    into headings; -1 for none."""
    return chapter_called(h.title if not h.number else f"{h.number}. {h.title}", headings)


def chapter_called(words: str, headings: Sequence[Heading]) -> int:
    """The index of the chapter with this number or title; -1 for none."""
    words = re.sub(r"(?i)^\s*(?:end)?notes\s+(?:to|for|on)\s+(?:the\s+)?", "", words)
    named = classify(words)
    key = fold(named.title)
    for k, h in enumerate(headings):
        if h.kind not in ("chapter", "appendix", "front") and not (h.kind == "part" and named.kind == "part"):
            continue
        if (
            named.number
            and (
                named.number == h.number
                or (arabic(named.number) is not None and arabic(named.number) == arabic(h.number))
            )
            and (
                not key
                or not h.title
                or fold(h.title).startswith(key)
                or key.startswith(fold(h.title))
                or re.match(r"(?i)chapter|part", words)
            )
        ):
            return k
        if (
            not named.number
            and key
            and (
                key == fold(h.title)
                or key == fold(f"{h.number} {h.title}")
                or (len(key) > 15 and fold(h.title).startswith(key))
                or (key == "untitled")
            )
        ):
            return k
    return -1


def _sequences(
    lines: Sequence[Line], indices: Sequence[int], headings: Sequence[Heading], home: int
) -> list[tuple[int, tuple[NoteLines, ...]]]:
    """The notes among `indices`, cut where the numbering begins again or a line names another chapter."""
    by_line = {s.line: s for s in starts_in(lines, indices)}
    style = _style([by_line[i] for i in indices if i in by_line])
    out: list[tuple[int, tuple[NoteLines, ...]]] = []
    held: list[NoteLines] = []
    expected = -1
    current = home
    for pos, i in enumerate(indices):
        named = _subhead(lines, indices, pos, by_line, headings)
        if named >= 0:
            out.append((current, tuple(held)))
            held, current, expected = [], named, -1
            continue
        s = by_line.get(i)
        kind = _fits(s, expected, style, lines, indices, pos, by_line) if s else ""
        if s and kind:
            if kind == "restart" and held:
                out.append((current, tuple(held)))
                held, current = [], -1
            held.append(NoteLines(number=s.number, chapter=current, first=i, last=i, offset=s.offset))
            expected = s.number + 1
        elif held:
            held[-1] = replace(held[-1], last=i)
    out.append((current, tuple(held)))
    return [(c, s) for c, s in out if s]


def _style(starts: Sequence[Start]) -> str:
    tally: dict[str, int] = {}
    for a, b in pairwise(starts):
        if b.number == a.number + 1 and a.style == b.style:
            tally[a.style] = tally.get(a.style, 0) + 1
    return max(tally, key=lambda k: tally[k], default=starts[0].style if starts else "")


def _fits(
    s: Start,
    expected: int,
    style: str,
    lines: Sequence[Line],
    indices: Sequence[int],
    pos: int,
    by_line: dict[int, Start],
) -> str:
    """`next` when the line opens the next note, `restart` when a new sequence, "" when it goes on with the
    note above."""
    if s.style != style:
        return ""
    if expected < 0 or s.number == expected:
        return "next"
    before = lines[s.line - 1] if s.line else None
    apart = before is None or before.blank or bool(re.search(r"[.?!)\]\"\u201d/\d]\s*$", before.text))
    upper = not s.rest[:1].islower()
    ahead = [
        by_line[j].number for j in indices[pos + 1 : pos + 40] if j in by_line and by_line[j].style == style
    ]
    if s.number == 1 and apart and upper and (2 in ahead or not ahead) and expected not in ahead[:1]:
        return "restart"
    if (
        apart
        and upper
        and expected < s.number <= expected + 3
        and expected not in ahead
        and (s.number + 1 in ahead or not ahead)
    ):
        return "next"
    if (
        s.number == expected - 1
        and apart
        and upper
        and before is not None
        and (expected in ahead[:2] or not ahead)
    ):
        return "next"
    return ""


def _subhead(
    lines: Sequence[Line],
    indices: Sequence[int],
    pos: int,
    by_line: dict[int, Start],
    headings: Sequence[Heading],
) -> int:
    """The chapter named by a line between notes that is no note itself; -1 otherwise."""
    i = indices[pos]
    bare = lines[i].bare
    nxt = indices[pos + 1] if pos + 1 < len(indices) else -1
    if (
        nxt not in by_line
        and pos + 2 < len(indices)
        and indices[pos + 2] in by_line
        and len(lines[nxt].bare) < 100
    ):
        # a label and a title in two lines ("CHAPTER ONE", "The Road to War")
        home = chapter_called(f"{bare} {lines[nxt].bare}", headings)
        return home if home >= 0 and re.match(r"(?i)(chapter|part)\b", bare) else -1
    if (
        len(bare) > 130
        or nxt not in by_line
        or (i in by_line and by_line[i].number == by_line[nxt].number - 1)
    ):
        return -1
    return chapter_called(bare, headings)
