"""Note bodies among the lines of a plain text: where each begins (a chain of numbers) and where the body text
goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from regesta.extract.read.lines import Line, is_full
from regesta.extract.read.markers import SUPERSCRIPTS
from regesta.extract.read.vocabulary import NoteWords

_START = re.compile(
    r"\s*(?P<open>[\[(^]{1,2}\s?|)(?P<n>\d{1,3}|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3})"
    r"(?P<close>\s?[\])][.:]?|[.:]?)(?P<gap>\s*)(?P<rest>\S.*)$"
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


def starts_in(lines: Sequence[Line], indices: Sequence[int], words: NoteWords) -> list[Start]:
    """Every line of `indices` that could begin a note, unweighed."""
    out = []
    for i in indices:
        m = _START.match(lines[i].text)
        if m is None or (not m["gap"] and _is_figure(m, words)):
            continue
        out.append(
            Start(
                line=i,
                number=int(m["n"].translate(SUPERSCRIPTS)),
                offset=lines[i].start + m.start("rest"),
                style=_style(m),
                rest=m["rest"],
                glued=not m["gap"],
            )
        )
    return out


def _is_figure(m: re.Match[str], words: NoteWords) -> bool:
    """True for a number without a blank behind it that begins no note: "3rd", "12%", "3.5", "4-6", "7x"."""
    rest = m["rest"]
    if not m["open"] and not m["close"] and not re.match(r"[^\W\d_]{2}|[\"'\u201c\u2018]", rest):
        return True
    return bool(words.ordinal.match(rest) or re.match(r"[%\d]|[.,]\d|[-\u2013]\d", rest))


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
    return (m["open"] + m["close"]).replace("^", "").replace(" ", "")


#: So many starts back a note may follow another; a chain is believed when so many of its notes are called.
_CHAIN_BACK, _CHAIN_CALLED = 80, 0.4
#: Lines between a marker and its note at the foot of the page, and the weight below which a line is no start.
_PAGE, _NO_START = 90, -1.0


def footnote_chain(
    starts: Sequence[Start],
    zone_of: dict[int, int],
    strong: dict[int, list[int]],
    words: NoteWords,
    sections: Sequence[int] = (),
) -> list[tuple[Start, int]]:
    """The page-foot notes: the chain of starts whose numbers go on by one within a zone, restart with it or
    run on, best supported by markers.

    `zone_of` gives a line's chapter (0, 1 ...), `strong` the lines on which a good marker candidate of a
    number stands, `sections` the lines of sections like a chapter's own conclusion, in order.
    """
    best_style = _main_style(starts, strong)
    weighed = [(s, _weight(s, best_style, strong, words)) for s in starts]
    items = [(s, w) for s, w in weighed if w > _NO_START]
    costs = _Costs(zone_of, sections, words)
    score: list[float] = []
    back: list[int] = []
    for k, (s, w) in enumerate(items):
        top, via = w - costs.first(s), -1
        for j in range(max(0, k - _CHAIN_BACK), k):
            step = score[j] + w - costs.follows(items[j][0], s)
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
    return chain if supported >= max(1, _CHAIN_CALLED * len(chain)) else []


@dataclass(frozen=True, slots=True)
class _Costs:
    """What it costs that one note follows another; `sections`: lines in order, `zone_of`: line -> chapter."""

    zone_of: dict[int, int]
    sections: Sequence[int]
    words: NoteWords

    def first(self, s: Start) -> float:
        """A chain that begins with another number than 1 lost notes."""
        w = self.words.weight
        return min(w["first_number_most"], w["first_number"] * (s.number - 1))

    def follows(self, p: Start, s: Start) -> float:
        """0 for the next number, or for 1 where a chapter begins; a section may begin anew, too."""
        w = self.words.weight
        new_zone = self.zone_of[p.line] != self.zone_of[s.line]
        if s.number == p.number + 1:
            return 0.0
        if s.number == 1:
            return self._anew(p, s, new_zone)
        if s.number > p.number:
            skipped = w["first_number"] * (s.number - p.number - 1)
            return min(w["skipped_most"], skipped) + (w["new_chapter_runs_on"] if new_zone else 0.0)
        if s.number == p.number:
            return w["doubled"]
        return min(w["back_in_new_chapter_most"], w["first_number"] * s.number) if new_zone else w["back"]

    def _anew(self, p: Start, s: Start, new_zone: bool) -> float:
        if new_zone:
            return 0.0
        section = bisect_left(self.sections, p.line) != bisect_left(self.sections, s.line)
        return self.words.weight["restart_section" if section else "restart"]


def _near_marker(s: Start, strong: dict[int, list[int]]) -> bool:
    places = strong.get(s.number, [])
    k = bisect_left(places, s.line)
    return k > 0 and s.line - places[k - 1] <= _PAGE


def _main_style(starts: Sequence[Start], strong: dict[int, list[int]]) -> str:
    tally: dict[str, int] = {}
    for s in starts:
        if _near_marker(s, strong):
            tally[s.style] = tally.get(s.style, 0) + 1
    return max(tally, key=lambda k: tally[k], default="")


def _weight(s: Start, style: str, strong: dict[int, list[int]], words: NoteWords) -> float:
    """How much the line looks like a note's beginning, from about -4 to 3."""
    weights = words.weight
    w = weights["start"] + weights["marker_near" if _near_marker(s, strong) else "marker_far"]
    if s.style != style:
        w += weights["other_dress"]
    if s.glued and not s.style:
        w += weights["glued_number"]
    w += weights["prose"] * prose_score(s.rest, words)
    first = re.match(r"[^\W\d_]+", s.rest)
    if first is None:
        return w
    word = first.group().lower()
    if word in words.months:
        return w + weights["month"]
    small = s.rest[0].islower() and word not in words.lower_openers
    return w + (weights["small_letter"] if small else 0.0)


@lru_cache(maxsize=4096)
def prose_score(text: str, words: NoteWords) -> float:
    """How much a line reads like running prose (positive) or like a citation (negative), about -1 to 1."""
    tokens = re.findall(r"[^\W\d_]+", text)
    if len(tokens) < 3 and not re.search(r"\d|https?:", text):
        return 0.0
    if not tokens:
        return -0.3
    low = [t.lower() for t in tokens]
    w = words.prose_weight
    signs = (
        w["prose"] * sum(t in words.prose for t in low)
        + w["cue"] * sum(t in words.cues for t in low)
        + w["digit"] * len(re.findall(r"\d+", text))
        + w["comma"] * text.count(",")
    )
    capitals = sum(t[0].isupper() for t in tokens) / len(tokens)
    value: float = signs / max(4, len(tokens)) * w["scale"] + (w["capitals_usual"] - capitals) * w["capitals"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands about a foot: the body text just before it, whether the next note's marker stands there
    too, the positions in the foot's lines that hold a likely marker of the next note, and whether a note
    follows and not a heading or the end."""

    body_before: str
    next_called_before: bool
    next_call_lines: Sequence[int]
    stop_is_note: bool


def note_end(foot: Foot, run: Sequence[int], around: Around, words: NoteWords) -> int:
    """How many lines of `run` (the lines from a note's first up to the next note's, furniture left out)
    belong to the note: every cut is weighed, the best one wins."""
    run = run[:_LONGEST]
    before = around.body_before
    seen = _Seen(
        foot,
        run,
        around,
        words,
        prose=[0.0, *accumulate(prose_score(foot.lines[i].text, words) for i in run)],
        unwrapped=[0, *accumulate(_had_room(foot, run, k) for k in range(len(run) - 1))],
        citations=[
            0,
            *accumulate(bool(words.citation_end.search(foot.lines[i].text)) for i in run),
        ],
        open_before=bool(before.strip()) and not _SENTENCE_END.search(before.rstrip()),
        open_word=bool(words.open_end.search(before)),
    )
    return max(range(1, len(run) + 1), key=lambda j: (seen.value(j), -j))


def _had_room(foot: Foot, run: Sequence[int], k: int) -> bool:
    """True when line k of the run had room for the first word of the line that follows it directly."""
    return run[k + 1] == run[k] + 1 and not is_full(
        foot.lines[run[k]], foot.lines[run[k + 1]], foot.note_width
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lines of a foot with what speaks for a cut behind each: running sums of how much they read like
    prose, of lines that had room, of ends of citations."""

    foot: Foot
    run: Sequence[int]
    around: Around
    words: NoteWords
    prose: list[float]
    unwrapped: list[int]
    citations: list[int]
    open_before: bool
    open_word: bool

    def value(self, j: int) -> float:
        """What speaks for a note of j lines."""
        w = self.words.foot
        inside, outside = self.prose[j], self.prose[-1] - self.prose[j]
        value = w["prose"] * (outside - inside) - w["unwrapped"] * self.unwrapped[j - 1]
        closed = _NOTE_LINE_END.search(self.foot.lines[self.run[j - 1]].text)
        value += w["note_line_end" if closed else "open_line_end"]
        value += w["citation_end"] * (self.citations[j] - self.citations[j - 1])
        value -= w["citation_end_inside"] * self.citations[j - 1]
        value += self._next_line(j) if j < len(self.run) else self._next_note()
        calls = self.around.next_call_lines
        if calls and not self.around.next_called_before and all(x < j for x in calls):
            value -= w["next_call_inside"]
        return value

    def _next_line(self, j: int) -> float:
        """What the line below says for the note ending above it."""
        foot, w = self.foot, self.words.foot
        nxt = foot.lines[self.run[j]]
        value = 0.0
        if not is_full(foot.lines[self.run[j - 1]], nxt, foot.note_width):
            value += w["had_room"]
        if any(foot.lines[x].blank for x in range(self.run[j - 1] + 1, self.run[j])):
            value += w["gap_in_spaced_text" if foot.spaced else "gap"]
        value += self._resumes(nxt.bare[:1])
        if self.around.next_called_before and self.around.stop_is_note:
            value -= w["next_called_before"]
        return value

    def _next_note(self) -> float:
        """What speaks for the note reaching down to the next note."""
        if not self.around.stop_is_note:
            return 0.0
        w = self.words.foot
        if self.around.next_called_before:
            return w["next_note_called_above"]
        return w["next_note_called_inside" if self.around.next_call_lines else "next_note_uncalled"]

    def _resumes(self, head: str) -> float:
        """How well a line that begins with `head` goes on from the body text above the foot."""
        w = self.words.foot
        if self.open_before:
            capital = "resumes_capital_open_word" if self.open_word else "resumes_capital"
            return w["resumes_small" if head.islower() else capital]
        if head.isupper() or head in "\"'\u201c":
            return w["opens_capital"]
        return w["opens_small"] if head.islower() else 0.0
