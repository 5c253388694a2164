"""Notes whose numbers stand on lines of their own, as `pdftotext` writes what was raised on the page.

The number stands above its note, sometimes with others above several notes, and sometimes below them all,
when the raised sign's line was written last. What holds is that the text above the foot calls each of them,
and that a foot ends with its page, or with its paragraph where form feeds do not show pages.
"""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.extract.read.keyed import KeyedNote
from regesta.extract.read.lines import Line, is_paged
from regesta.extract.read.markers import Call, calls_in
from regesta.extract.read.notes import prose_score, starts_in
from regesta.extract.read.vocabulary import ReadingWords

_ALONE = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\.?\s*$")
#: The score of a call that speaks for a number (see `marker_scores`); lines between it and its note; numbers
#: that may be missing; notes from which the shape is believed, and the share of called numbers found so.
_SURE, _REACH, _SKIPPED, _FEWEST, _FOUND = 2.5, 90, 6, 3, 0.5
#: The share of lone numbers that may open a line with words near by.
_ELSEWHERE = 0.4
#: The score of a call that the next number in the same foot makes good; lines of a foot.
_POSSIBLE, _FOOT = 0.15, 30
#: Filled lines at the top of a page where its number stands; lines of the longest text above the first number
#: of a foot.
_TOP, _LONGEST = 3, 40
#: What speaks for a line above the first number being a note's: wider than running text by a share, and
#: prose. The prose score (see `prose_weights`) below which a line is surely a citation.
_CITES = -0.2
#: Characters of a running head.
_HEAD = 80
_WIDER, _WIDE, _NARROW, _PROSE = 1.06, 0.9, -0.35, -0.5
#: Lines below its number within which an author's address has his e-mail.
_ADDRESS = 4
_EMAIL = re.compile(r"\s*\S+@\S+\.\S+\s*")
_NOTE_ENDS = re.compile(r"[.?!)\]\"\u201d\u2019]\s*$|https?:\S+\s*$|\d\s*$")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number on a line of its own, and the call above that speaks for it."""

    line: int
    number: int
    call: Call


def notes_apart(text: str, lines: Sequence[Line], words: ReadingWords) -> tuple[list[KeyedNote], set[int]]:
    """The notes of this shape, each with its marker, and the lines of their numbers; none where a text has
    another shape."""
    found = _numbers(text, lines, words)
    if not found:
        return [], set()
    notes = [n for group in _feet(found, lines) for n in _Foot(lines, group, words).notes()]
    return sorted(notes, key=lambda n: n.first), {n.line for n in found}


def pages_between(lines: Sequence[Line], numbers: set[int], words: ReadingWords) -> dict[int, str]:
    """In a text of this shape, the other lone numbers, which are pages, and the running heads beside them, as
    furniture; an author's address, too."""
    out: dict[int, str] = {}
    filled = [i for i, line in enumerate(lines) if not line.blank]
    for k, i in enumerate(filled):
        m = _ALONE.match(lines[i].text)
        if m is not None and i not in numbers:
            out[i] = f"page:{m[1]}"
            near = filled[max(0, k - 1) : k] + filled[k + 1 : k + 2]
            out.update((j, "head") for j in near if _is_head(lines, i, j))
            if _is_address(lines, i, m[1], words):
                end = next(j for j in filled[k + 1 :] if _EMAIL.fullmatch(lines[j].bare))
                out.update((j, "head") for j in range(i + 1, end + 1))
    return out


def _is_head(lines: Sequence[Line], number: int, i: int) -> bool:
    """True for a short line by itself, parted from the page number near it, that does not end like a
    sentence."""
    apart = abs(i - number) > 1 or lines[max(i, number)].page_start
    alone = all(x < 0 or x >= len(lines) or lines[x].blank for x in (i - 1, i + 1))
    return apart and alone and len(lines[i].bare) < _HEAD and not _NOTE_ENDS.search(lines[i].text)


def _numbers(text: str, lines: Sequence[Line], words: ReadingWords) -> list[_Number]:
    """The lone numbers that the text above calls, each once; none when too few are."""
    alone = _alone(lines, words)
    if len(alone) < _FEWEST:
        return []
    calls = _calls_by_number(text, lines, {i for i, _ in alone}, words)
    out = _spoken_for(alone, calls)
    most = max((x.number for x in out), default=0)
    called = sum(n <= most and any(c.score >= _SURE for _, c in places) for n, places in calls.items())
    if len(out) < max(_FEWEST, _FOUND * called) or _elsewhere(out, lines, words) > _ELSEWHERE * len(out):
        return []
    return out


def _alone(lines: Sequence[Line], words: ReadingWords) -> list[tuple[int, int]]:
    """(line, number) of the numbers alone on a line that may be notes': not atop a page, not an address's."""
    tops = _tops(lines)
    return [
        (i, int(m[1]))
        for i, line in enumerate(lines)
        if i not in tops and (m := _ALONE.match(line.text)) and not _is_address(lines, i, m[1], words)
    ]


def _is_address(lines: Sequence[Line], i: int, number: str, words: ReadingWords) -> bool:
    """True for the number between an author's name with the same number and his university and e-mail: no
    note."""
    filled = [line.bare for line in lines[max(0, i - 2) : i] if not line.blank]
    behind = [line.bare for line in lines[i + 1 : i + 2 + _ADDRESS] if not line.blank]
    return bool(
        filled
        and len(filled[-1]) < _HEAD
        and re.search(rf"[^\W\d_]{number}$", filled[-1])
        and behind
        and words.title_page.institution.search(behind[0])
        and any(_EMAIL.fullmatch(line) for line in behind[1:_ADDRESS])
    )


def _calls_by_number(
    text: str, lines: Sequence[Line], own: set[int], words: ReadingWords
) -> dict[int, list[tuple[int, Call]]]:
    """Number -> (line, call) of all that may call it, outside the lines `own`."""
    starts = [line.start for line in lines]
    flowing = [line.span for i, line in enumerate(lines) if not line.blank and i not in own]
    out: dict[int, list[tuple[int, Call]]] = {}
    for call in calls_in(text, flowing, words.markers):
        if call.score >= _POSSIBLE:
            out.setdefault(call.number, []).append((bisect_right(starts, call.span[0]) - 1, call))
    return out


def _spoken_for(alone: Sequence[tuple[int, int]], calls: dict[int, list[tuple[int, Call]]]) -> list[_Number]:
    """The lone numbers that something above calls, each once, in the order in which numbers rise."""
    lone: dict[int, list[int]] = {}
    for i, n in alone:
        lone.setdefault(n, []).append(i)
    out: list[_Number] = []
    used: set[int] = set()
    highest = 0
    for i, n in alone:
        call = _call_above(calls.get(n, []), i, _beside(lone, i, n))
        if call is not None and n == 1:
            used, highest = set(), 0  # numbers begin anew with a chapter, and behind an author's address
        if call is not None and n not in used and n <= highest + _SKIPPED:
            used.add(n)
            highest = max(highest, n)
            out.append(_Number(i, n, call))
    return out


def _call_above(places: Sequence[tuple[int, Call]], line: int, beside: bool) -> Call | None:
    """The last sure call within reach above a line; where a neighbour stands beside it, any."""
    low, high = (bisect_left(places, x, key=lambda p: p[0]) for x in (line - _REACH, line))
    within = [c for _, c in places[low:high]]
    near = [c for c in within if c.score >= _SURE] or (within if beside else [])
    return near[-1] if near else None


def _beside(lone: dict[int, list[int]], i: int, n: int) -> bool:
    """True when the number before or after stands alone in the same foot."""
    for m in (n - 1, n + 1):
        places = lone.get(m, [])
        k = bisect_left(places, i - _FOOT)
        if k < len(places) and places[k] <= i + _FOOT:
            return True
    return False


def _elsewhere(found: Sequence[_Number], lines: Sequence[Line], words: ReadingWords) -> int:
    """How many of these numbers also open a line with words near by: notes of the usual shape, beside which
    lone numbers are pages."""
    places: dict[int, list[int]] = {}
    for s in starts_in(lines, range(len(lines)), words.notes):
        places.setdefault(s.number, []).append(s.line)
    out = 0
    for n in found:
        where = places.get(n.number, [])
        k = bisect_left(where, n.line - _REACH)
        out += k < len(where) and where[k] <= n.line + _REACH
    return out


def _tops(lines: Sequence[Line]) -> set[int]:
    """The first filled lines of every page, where form feeds show them: a number there is the page's."""
    out: set[int] = set()
    if not is_paged(lines):
        return out
    seen = _TOP
    for i, line in enumerate(lines):
        seen = 0 if line.page_start else seen
        if not line.blank and seen < _TOP:
            seen += 1
            out.add(i)
    return out


def _feet(found: Sequence[_Number], lines: Sequence[Line]) -> list[list[_Number]]:
    """The numbers foot by foot: those of one page, or those all called above the first of them."""
    pages = [i for i, line in enumerate(lines) if line.page_start] if is_paged(lines) else []
    out: list[list[_Number]] = []
    for n in found:
        if out:
            first = out[-1][0]
            same = bisect_right(pages, n.line) == bisect_right(pages, first.line)
            if same and n.call.span[0] < lines[first.line].start:
                out[-1].append(n)
                continue
        out.append([n])
    return out


class _Foot:
    """One foot: its numbers in text order and the lines that are their notes."""

    def __init__(self, lines: Sequence[Line], numbers: Sequence[_Number], words: ReadingWords) -> None:
        self.lines, self.numbers, self.words = lines, numbers, words
        self.paged = is_paged(lines)

    def notes(self) -> list[KeyedNote]:
        """The notes: each text with the numbers above it, and the text above the first number with those that
        have none."""
        out: list[KeyedNote] = []
        waiting: list[_Number] = []
        for k, n in enumerate(self.numbers):
            waiting.append(n)
            below = self._below(k)
            if below:
                out += self._shared(waiting, below)
                waiting = []
        if waiting:
            out += self._shared(waiting, self._above(self.numbers[0].line))
        return out

    def _below(self, k: int) -> list[int]:
        """The filled lines under a number up to the next number or the foot's end."""
        first = self.numbers[k].line + 1
        following = self.numbers[k + 1].line if k + 1 < len(self.numbers) else len(self.lines)
        end = min(self._end(first), following)

        return [i for i in range(first, end) if not self.lines[i].blank]

    def _end(self, first: int) -> int:
        """The line behind the foot: where the page ends, or the paragraph that stands right below its
        number."""
        i = first
        if self.paged:
            while i < len(self.lines) and not self.lines[i].page_start:
                i += 1
            return i
        while i < len(self.lines) and self.lines[i].blank and i < first + 2:
            i += 1
        while i < len(self.lines) and not self.lines[i].blank:
            i += 1
        return i

    def _above(self, line: int) -> list[int]:
        """The lines above the first number that are a note's: the block below the last gap when that is near,
        else what is wider than running text and reads like citations."""
        page = self._page_above(line)
        width = statistics.median([len(self.lines[i].text.rstrip()) for i in page] or [0])
        best, total, chosen = 0.0, 0.0, len(page)
        for k in range(len(page) - 1, max(-1, len(page) - _LONGEST), -1):
            said = self.lines[page[k]].text.rstrip()
            prose = prose_score(said, self.words.notes)
            total += _WIDE if len(said) >= _WIDER * width else _NARROW if prose > _CITES else 0.0
            total += _PROSE * prose

            if total > best and not said.lstrip()[:1].islower():
                best, chosen = total, k
            if k and page[k] - page[k - 1] > 1:
                break  # a foot has no gap
        return page[chosen:]

    def _page_above(self, line: int) -> list[int]:
        """The filled lines of the page above a line."""
        out: list[int] = []
        for i in range(line - 1, max(-1, line - _REACH), -1):
            if not self.lines[i].blank:
                out.append(i)
            if self.lines[i].page_start and self.paged:
                break
        return out[::-1]

    def _shared(self, numbers: Sequence[_Number], below: Sequence[int]) -> list[KeyedNote]:
        """The notes of some numbers that share one stretch of lines, cut where notes end."""
        out: list[KeyedNote] = []
        for n, part in zip(
            sorted(numbers, key=lambda n: n.number), _cut(self.lines, below, len(numbers)), strict=False
        ):
            span = (self.lines[part[0]].span[0], self.lines[part[-1]].span[1])
            out.append(KeyedNote(str(n.number), part[0], part[-1], span, n.call.span))
        return out


def _cut(lines: Sequence[Line], part: Sequence[int], count: int) -> list[list[int]]:
    """Some lines cut into `count` notes, where lines end like notes and leave the most room."""
    ends = [
        k
        for k in range(1, len(part))
        if _NOTE_ENDS.search(lines[part[k - 1]].text) and not lines[part[k]].bare[:1].islower()
    ]
    ends.sort(key=lambda k: len(lines[part[k - 1]].text.rstrip()))
    cuts = [0, *sorted(ends[: count - 1]), len(part)]
    return [list(part[a:b]) for a, b in pairwise(cuts) if a < b]
