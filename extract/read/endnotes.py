"""Endnotes: numbered notes under a heading "Notes", after each chapter or at the end of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regesta.extract.read.headings import Named, arabic, classify, fold
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line
from regesta.extract.read.markers import Call, align
from regesta.extract.read.notes import NoteLines, Start, starts_in
from regesta.extract.read.vocabulary import HeadingWords, ReadingWords

#: Scores from which a candidate may call an endnote, and from which it speaks for a chapter.
_USABLE, _SURE = 0.8, 1.0
#: Shares of a sequence's numbers that a chapter calls when the notes are its own, or that the text calls when
#: the sequence runs on over chapters.
_OWN, _RUNNING = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Endnotes:
    """Endnotes in sequences: each a heading index (-1 where nothing names the chapter) and its notes, numbers
    rising."""

    sequences: tuple[tuple[int, tuple[NoteLines, ...]], ...]

    @property
    def notes(self) -> list[NoteLines]:
        return [n for _, s in self.sequences for n in s]

    def place(
        self, calls: Sequence[Call], lines: Sequence[Line], zone: Sequence[int]
    ) -> tuple[list[NoteLines], dict[int, Call]]:
        """Every note with its chapter, and the calls of those that have one, by the note's index in the
        list."""
        field = _Field.of([c for c in calls if c.score >= _USABLE], lines, zone)
        notes: list[NoteLines] = []
        chosen: dict[int, Call] = {}
        last = -2
        for given, sequence in self.sequences:
            home = given if given >= 0 else field.home(sequence, last)
            picked = field.aligned(sequence, home)
            last = home if home >= 0 else last
            for n in field.homed(sequence, picked, home):
                if n.number in picked:
                    chosen[len(notes)] = picked[n.number]
                notes.append(n)
        return notes, chosen


@dataclass(frozen=True, slots=True)
class _Field:
    """The candidates of a text with the chapter each stands in."""

    calls: Sequence[Call]
    zones: dict[tuple[int, int], int]
    chapters: Sequence[int]

    @staticmethod
    def of(calls: Sequence[Call], lines: Sequence[Line], zone: Sequence[int]) -> _Field:
        line_starts = [line.start for line in lines]
        zones = {c.span: zone[bisect_right(line_starts, c.span[0]) - 1] for c in calls}
        return _Field(calls, zones, sorted({z for z in zones.values() if z >= 0}))

    def aligned(self, sequence: Sequence[NoteLines], home: int, least: float = 0.0) -> dict[int, Call]:
        """The calls of a sequence's numbers, in one chapter or (-1) in the whole text."""
        near = [c for c in self.calls if c.score >= least and (home < 0 or self.zones[c.span] == home)]
        return align(near, {n.number: (0, 1 << 60) for n in sequence})

    def home(self, sequence: Sequence[NoteLines], last: int) -> int:
        """The chapter a nameless sequence belongs to: the next one after `last` that calls most of its
        numbers; -1 when it runs on over several."""
        later = [c for c in self.chapters if c > last]
        for chapter in later:
            if len(self.aligned(sequence, chapter, _SURE)) >= _OWN * len(sequence):
                return chapter
        whole = self.aligned(sequence, -1)
        if len({self.zones[c.span] for c in whole.values()}) > 1 and len(whole) >= _RUNNING * len(sequence):
            return -1
        return max(later, key=lambda c: len(self.aligned(sequence, c)), default=-1)

    def homed(
        self, sequence: Sequence[NoteLines], picked: Mapping[int, Call], home: int
    ) -> Iterator[NoteLines]:
        """The notes with their chapter: the one given, else where each is called."""
        known = [self.zones[picked[n.number].span] for n in sequence if n.number in picked]
        current = home if home >= 0 else (known[0] if known else -1)
        for n in sequence:
            if home < 0 and n.number in picked:
                current = self.zones[picked[n.number].span]
            yield replace(n, chapter=current)


def endnotes_in(
    lines: Sequence[Line], headings: Sequence[Heading], skip: dict[int, str], words: ReadingWords
) -> Endnotes:
    """All endnotes of the text; empty when no heading announces any."""
    sections = _sections(headings, len(lines))
    scattered = _groups(sections) > 1
    sequences: list[tuple[int, tuple[NoteLines, ...]]] = []
    for k, h, end in sections:
        home = _named_chapter(h, headings[:k] if scattered else headings, words.headings)
        if home < 0 and scattered:
            home = _chapter_above(headings, k)
        indices = [i for i in range(h.last + 1, end) if not lines[i].blank and i not in skip]
        sequences += _Section(lines, indices, headings, words).sequences(home)
    return Endnotes(tuple((home, s) for home, s in sequences if s))


def _sections(headings: Sequence[Heading], end: int) -> list[tuple[int, Heading, int]]:
    """(index, heading, line behind) of every section of notes."""
    tops = [(k, h) for k, h in enumerate(headings) if h.kind != "section"]
    ends = [*(h.first for _, h in tops[1:]), end]
    return [(k, h, e) for (k, h), e in zip(tops, ends, strict=False) if h.kind == "notes"]


def _chapter_above(headings: Sequence[Heading], k: int) -> int:
    """The chapter before heading k; -1 for none."""
    return next((j for j in range(k - 1, -1, -1) if headings[j].kind == "chapter"), -1)


def _groups(sections: Sequence[tuple[int, Heading, int]]) -> int:
    """How many groups of notes sections there are that follow one another without text between (one group:
    all notes stand together)."""
    ends = [-1, *(end for _, _, end in sections)]
    return sum(h.first != end for (_, h, _), end in zip(sections, ends, strict=False))


def _named_chapter(h: Heading, headings: Sequence[Heading], words: HeadingWords) -> int:
    """The chapter a notes heading names ("Notes to Chapter 3", "Introduction" among the notes), as an index
    into headings; -1 for none."""
    return chapter_called(h.title if not h.number else f"{h.number}. {h.title}", headings, words)


def chapter_called(said: str, headings: Sequence[Heading], words: HeadingWords) -> int:
    """The index of the chapter with this number or title; -1 for none."""
    said = words.notes_to_lead.sub("", said)
    named = classify(said, words)
    by_word = bool(words.among_notes.match(said))
    for k, h in enumerate(headings):
        known = h.kind in ("chapter", "appendix", "front") or (h.kind == "part" and named.kind == "part")
        if known and (_numbered_so(named, h, by_word) if named.number else _titled_so(named, h, words)):
            return k
    return -1


def _numbered_so(named: Named, h: Heading, by_word: bool) -> bool:
    """True for a heading of this number whose title, where both have one, is the same or the chapter word
    says enough ("Chapter 3")."""
    value = arabic(named.number)
    if named.number != h.number and (value is None or value != arabic(h.number)):
        return False
    key, title = fold(named.title), fold(h.title)
    return by_word or not key or not title or title.startswith(key) or key.startswith(title)


#: Letters from which the beginning of a title is enough to know it by.
_SAYS_ENOUGH = 15


def _titled_so(named: Named, h: Heading, words: HeadingWords) -> bool:
    """True for a heading of this title, or one that begins with it when it is long."""
    key, title = fold(named.title), fold(h.title)
    if not key:
        return False
    if key in (title, fold(f"{h.number} {h.title}")) or key in words.unnamed:
        return True
    return len(key) > _SAYS_ENOUGH and title.startswith(key)


#: Numbers that may be missing between two notes.
_SKIPPED = 3
#: Lines ahead in which the next numbers are sought, the longest line that names a chapter, and the longest
#: title below a label.
_AHEAD, _LONGEST_SUBHEAD, _LONGEST_TITLE = 40, 130, 100


class _Section:
    """One section of notes: its filled lines `indices`, those of them that may begin a note, and how its
    numbers are dressed."""

    def __init__(
        self, lines: Sequence[Line], indices: Sequence[int], headings: Sequence[Heading], words: ReadingWords
    ) -> None:
        self.lines, self.indices, self.headings, self.words = lines, indices, headings, words
        self.starts = {s.line: s for s in starts_in(lines, indices, words.notes)}
        self.style = _style([self.starts[i] for i in indices if i in self.starts])

    def sequences(self, home: int) -> list[tuple[int, tuple[NoteLines, ...]]]:
        """The notes, cut where the numbering begins again or a line names another chapter."""
        out: list[tuple[int, tuple[NoteLines, ...]]] = []
        held: list[NoteLines] = []
        current = home
        for pos, i in enumerate(self.indices):
            named = self._subhead(pos)
            if named >= 0:
                out.append((current, tuple(held)))
                held, current = [], named
                continue
            fit = self._fit(pos, held[-1].number + 1 if held else -1)
            if fit == "restart" and held:
                out.append((current, tuple(held)))
                held, current = [], -1
            if fit:
                s = self.starts[i]
                held.append(NoteLines(number=s.number, chapter=current, first=i, last=i, offset=s.offset))
            elif held:
                held[-1] = replace(held[-1], last=i)
        out.append((current, tuple(held)))
        return [(c, s) for c, s in out if s]

    def _fit(self, pos: int, expected: int) -> str:
        """`next` when the line opens the next note, `restart` when a new sequence, "" when it goes on with
        the note above; `expected` is the number due, -1 for any."""
        s = self.starts.get(self.indices[pos])
        if s is None or s.style != self.style:
            return ""
        if expected < 0 or s.number == expected:
            return "next"
        if s.rest[:1].islower() or not self._apart(s.line):
            return ""
        return _fit_out_of_turn(s, expected, self._numbers_ahead(pos))

    def _apart(self, at: int) -> bool:
        """True when the line above is blank or closes like a note."""
        before = self.lines[at - 1] if at else None
        return before is None or before.blank or bool(re.search(r"[.?!)\]\"\u201d/\d]\s*$", before.text))

    def _numbers_ahead(self, pos: int) -> list[int]:
        near = self.indices[pos + 1 : pos + _AHEAD]
        return [
            self.starts[j].number for j in near if j in self.starts and self.starts[j].style == self.style
        ]

    def _subhead(self, pos: int) -> int:
        """The chapter named by a line between notes that is no note itself; -1 otherwise."""
        bare = self.lines[self.indices[pos]].bare
        after = [self.indices[k] for k in range(pos + 1, min(pos + 3, len(self.indices)))]
        if not after or not self._apart(self.indices[pos]):
            # "See Part I.,\nChapter 8." is no heading
            return -1
        if after[0] not in self.starts:
            return self._label_over_title(bare, after)
        here, following = self.starts.get(self.indices[pos]), self.starts[after[0]]
        counts = here is not None and here.number == following.number - 1
        if len(bare) > _LONGEST_SUBHEAD or counts:
            return -1
        return chapter_called(bare, self.headings, self.words.headings)

    def _label_over_title(self, bare: str, after: Sequence[int]) -> int:
        """The chapter of a label and a title in two lines ("CHAPTER ONE", "The Road to War")."""
        if len(after) < 2 or after[1] not in self.starts:
            return -1
        title = self.lines[after[0]].bare
        if len(title) >= _LONGEST_TITLE or not self.words.headings.among_notes.match(bare):
            return -1
        return chapter_called(f"{bare} {title}", self.headings, self.words.headings)


def _fit_out_of_turn(s: Start, expected: int, ahead: list[int]) -> str:
    """How a number that is not due goes on: a new sequence, a gap, or a number printed twice; `ahead` are the
    numbers below."""
    if s.number == 1 and (2 in ahead or not ahead) and expected not in ahead[:1]:
        return "restart"
    if expected < s.number <= expected + _SKIPPED:
        fits = expected not in ahead and (s.number + 1 in ahead or not ahead)
    else:
        doubled = s.number == expected - 1 and s.line > 0
        fits = doubled and (expected in ahead[:2] or not ahead)
    return "next" if fits else ""


def _style(starts: Sequence[Start]) -> str:
    tally: dict[str, int] = {}
    for a, b in pairwise(starts):
        if b.number == a.number + 1 and a.style == b.style:
            tally[a.style] = tally.get(a.style, 0) + 1
    return max(tally, key=lambda k: tally[k], default=starts[0].style if starts else "")
