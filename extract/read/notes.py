"""Note bodies among the lines of a plain text: where each begins (a chain of numbers) and where the body text
goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.read.language import words
from regesta.extract.read.lines import Line, is_full
from regesta.extract.read.markers import SUPERSCRIPTS

_START = re.compile(
    r"\s*(?P<open>[\[(^]{0,2})(?P<n>\d{1,3}|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3})(?P<close>[\])]?[.:]?|[.:])(?P<gap>\s*)(?P<rest>\S.*)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A line that may begin note `number`; `offset` is the raw place of its first word, `style` how the
    number is dressed (".", "[]", "" ...)."""

    line: int
    number: int
    offset: int
    style: str
    rest: str
    glued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLines:
    """A note over the lines first..last (inclusive, those in `skip` left out); `chapter` counts the chapters'
    zones from 0."""

    number: int
    chapter: int
    first: int
    last: int
    offset: int


def starts_in(lines: Sequence[Line], indices: Sequence[int]) -> list[Start]:
    """Every line of `indices` that could begin a note, unweighed."""
    out = []
    for i in indices:
        m = _START.match(lines[i].text)
        if not m:
            continue
        rest = m["rest"]
        if (
            not m["gap"]
            and (not m["close"] and not m["open"])
            and not re.match(r"[^\W\d_]{2}|[\"'\u201c\u2018]", rest)
        ):
            continue
        if re.match(r"(?:st|nd|rd|th)\b", rest) and not m["gap"]:
            continue
        if re.match(r"[%\d]|[.,]\d|[-\u2013]\d", rest) and not m["gap"]:
            continue
        out.append(
            Start(
                line=i,
                number=int(m["n"].translate(SUPERSCRIPTS)),
                offset=lines[i].start + m.start("rest"),
                style=_style(m),
                rest=rest,
                glued=not m["gap"],
            )
        )
    return out


def counted_run(starts: Sequence[Start]) -> list[Start]:
    """The longest run at the end of some starts whose numbers rise by one in one dress; starts dressed
    otherwise ("1920." on a line of its own) do not break it."""
    best: list[Start] = []
    for style in sorted({s.style for s in starts}):
        run: list[Start] = []
        for s in reversed([s for s in starts if s.style == style]):
            if run and s.number != run[0].number - 1:
                break
            run.insert(0, s)
        best = run if len(run) > len(best) else best
    return best


def _style(m: re.Match[str]) -> str:
    if not m["n"].isascii():
        return "super"
    return (m["open"] + m["close"]).replace("^", "")


def footnote_chain(
    starts: Sequence[Start],
    zone_of: dict[int, int],
    strong: dict[int, list[int]],
    sections: Sequence[int] = (),
) -> list[tuple[Start, int]]:
    """The page-foot notes: the chain of starts whose numbers go on by one within a zone, restart with it or
    run on, best supported by markers.

    `zone_of` gives a line's chapter (0, 1 ...), `strong` the lines on which a good marker candidate of a
    number stands, `sections` the lines of sections like a chapter's own conclusion, in order.
    """
    best_style = _main_style(starts, strong)
    weighed = [(s, _weight(s, best_style, strong)) for s in starts]
    items = [(s, w) for s, w in weighed if w > -1.0]
    score: list[float] = []
    back: list[int] = []
    for k, (s, w) in enumerate(items):
        top, via = w - min(4.0, 0.8 * (s.number - 1)), -1
        for j in range(max(0, k - 80), k):
            p = items[j][0]
            step = score[j] + w - _break_cost(p, s, zone_of, sections)
            if step > top:
                top, via = step, j
        score.append(top)
        back.append(via)
    chain: list[tuple[Start, int]] = []
    at = max(range(len(items)), key=score.__getitem__, default=-1)
    while at >= 0:
        s = items[at][0]
        chain.append((s, zone_of[s.line]))
        at = back[at]
    chain.reverse()
    supported = sum(1 for s, _ in chain if _near_marker(s, strong))
    return chain if supported >= max(1, 0.4 * len(chain)) else []


def _break_cost(p: Start, s: Start, zone_of: dict[int, int], sections: Sequence[int]) -> float:
    """What it costs that note `s` follows note `p` (0 for the next number, or for 1 where a chapter begins; a
    section may begin anew, too)."""
    new_zone = zone_of[p.line] != zone_of[s.line]
    if s.number == p.number + 1:
        return 0.0
    if s.number == 1:
        return (
            0.0
            if new_zone
            else 2.5
            if bisect_left(sections, p.line) != bisect_left(sections, s.line)
            else 6.0
        )
    if s.number > p.number:
        return min(5.0, 0.8 * (s.number - p.number - 1)) + (0.5 if new_zone else 0.0)
    if s.number == p.number:
        return 2.0
    return 8.0 if not new_zone else min(6.0, 0.8 * s.number)


def _near_marker(s: Start, strong: dict[int, list[int]]) -> bool:
    places = strong.get(s.number, [])
    k = bisect_left(places, s.line)
    return k > 0 and s.line - places[k - 1] <= 90


def _main_style(starts: Sequence[Start], strong: dict[int, list[int]]) -> str:
    tally: dict[str, int] = {}
    for s in starts:
        if _near_marker(s, strong):
            tally[s.style] = tally.get(s.style, 0) + 1
    return max(tally, key=lambda k: tally[k], default="")


def _weight(s: Start, style: str, strong: dict[int, list[int]]) -> float:
    """How much the line looks like a note's beginning, from about -4 to 3."""
    w = 1.0 + (1.5 if _near_marker(s, strong) else -0.5)
    if s.style != style:
        w -= 1.5
    if s.glued and not s.style:
        w -= 0.5
    w -= 0.8 * prose_score(s.rest)
    first = re.match(r"[^\W\d_]+", s.rest)
    if first:
        word = first.group().lower()
        if word in words("months", "names"):
            w -= 2.5
        elif s.rest[0].islower() and word not in words("notes", "lower_openers"):
            w -= 1.5
    return w


@lru_cache(maxsize=4096)
def prose_score(text: str) -> float:
    """How much a line reads like running prose (positive) or like a citation (negative), about -1 to 1."""
    tokens = re.findall(r"[^\W\d_]+", text)
    if len(tokens) < 3 and not re.search(r"\d|https?:", text):
        return 0.0
    if not tokens:
        return -0.3
    low = [t.lower() for t in tokens]
    prose = sum(t in words("notes", "prose") for t in low)
    cues = sum(t in words("notes", "cues") for t in low)
    digits = len(re.findall(r"\d+", text))
    capitals = sum(t[0].isupper() for t in tokens) / len(tokens)
    value: float = (1.6 * prose - 1.4 * cues - 0.5 * digits - 0.25 * text.count(",")) / max(
        4, len(tokens)
    ) * 2.2 + (0.45 - capitals) * 1.3
    return max(-1.0, min(1.0, value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """What the page-foot extent of one note is judged by."""

    lines: Sequence[Line]
    note_width: int
    body_width: int
    spaced: bool


#: Lines; a note that fills two pages.
_LONGEST = 90
_SENTENCE_END = re.compile(r"[.?!:][\"'\u201d\u2019)\]]*\W*\d{0,3}\W*$")
_NOTE_LINE_END = re.compile(r"[.?!\"\u201d)\]]\s*$|https?:\S+\s*$|\d\s*$")
_CITATION_END = re.compile(r"(?:\b\d{4}|\bpp?\.? ?\d[\d\u2013-]*|version)[.)]+\s*$|https?:\S+\s*$")
_OPEN_WORD = re.compile(
    r"(?:\b(?:of|in|on|at|by|to|for|from|with|towards?|and|or|the|a|an|that|as|than|between|against|into|after|before|since|until|General|President|Colonel|Minister|North|South|East|West|early|late|\d{1,2})|[,-])\s*$"
)


def note_end(
    foot: Foot,
    run: Sequence[int],
    body_before: str,
    next_called_before: bool,
    next_call_lines: Sequence[int],
    stop_is_note: bool,
) -> int:
    """How many lines of `run` (the lines from a note's first up to the next note's, furniture left out)
    belong to the note.

    `body_before` is the body text that stood just before this foot; `next_called_before` says that the next
    note's marker stands
    there too, `next_call_lines` are positions in `run` that hold a likely marker of the next note;
    `stop_is_note` that `run` is
    followed by a note and not by a heading or the end.
    """
    run = run[:_LONGEST]
    texts = [foot.lines[i].text for i in run]
    prose = [prose_score(t) for t in texts]
    unwrapped = [
        run[k + 1] == run[k] + 1 and not is_full(foot.lines[run[k]], foot.lines[run[k + 1]], foot.note_width)
        for k in range(len(run) - 1)
    ]
    citation_ends = [bool(_CITATION_END.search(t)) for t in texts]
    open_before = bool(body_before.strip()) and not _SENTENCE_END.search(body_before.rstrip())
    open_word = bool(_OPEN_WORD.search(body_before))
    best, chosen = -1e9, len(run)
    inside, outside = 0.0, sum(prose)
    for j in range(1, len(run) + 1):
        inside += prose[j - 1]
        outside -= prose[j - 1]
        value = -1.1 * inside + 1.1 * outside - 2.0 * sum(unwrapped[: j - 1])
        value += 0.8 if _NOTE_LINE_END.search(texts[j - 1]) else -1.2
        value += 0.5 * citation_ends[j - 1] - 1.2 * sum(citation_ends[: j - 1])
        if j < len(run):
            nxt = foot.lines[run[j]]
            if not is_full(foot.lines[run[j - 1]], nxt, foot.note_width):
                value += 1.2
            if any(foot.lines[x].blank for x in range(run[j - 1] + 1, run[j])):
                value += 1.2 if foot.spaced else 2.0
            value += _resumes(nxt.bare[:1], open_before, open_word)
            if next_called_before and stop_is_note:
                value -= 3.0
        elif stop_is_note:
            value += 1.0 if next_called_before else -3.0 if next_call_lines else -0.5
        if next_call_lines and not next_called_before and all(x < j for x in next_call_lines):
            value -= 4.0
        if value > best:
            best, chosen = value, j
    return chosen


def _resumes(head: str, open_before: bool, open_word: bool) -> float:
    """How well a line that begins with `head` goes on from the body text above the foot."""
    if open_before:
        return 1.8 if head.islower() else 0.0 if open_word else -0.3
    return 0.6 if head.isupper() or head in "\"'\u201c" else -2.5 if head.islower() else 0.0
