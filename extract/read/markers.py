"""Candidates for note markers in body text: every number that might call a note, with how much it looks like
one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regesta.extract.read.vocabulary import MarkerWords
from regesta.extract.record import Span

SUPERSCRIPTS = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_SUPER = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
SYMBOLS = "*\u2020\u2021\u00a7"

_ANY = re.compile(
    rf"(?P<super>[{_SUPER}]{{1,3}})"
    r"|(?P<bracket>\[\^?(?P<bn>\d{1,3})\])"
    r"|(?P<caret>\^\(?(?P<cn>\d{1,3})\)?\^?)"
    r"|(?P<paren>\(\s?(?P<pn>\d{1,3})\s?\))"
    r"|(?P<year>(?<=\d{4})(?P<yn>\d{1,3})(?=[\s.,;:)\]]|$))"
    r"|(?P<digits>(?<![\d/\-\u2013$\u00a3\u20ac#%])\d{1,3}"
    r"(?=[\s.,;:?!)\]\"'\u201d\u2019\u2013\u2014\u00bb]|-\d{1,3}\s|$))"
    r"|(?P<run>(?:(?<=[.,;:?!)\"'\u201d\u2019])|^)\d{1,3}(?=[A-Z][a-z]))",
    re.M,
)
_CLOSE = "\"'\u201d\u2019)]\u00bb"


@dataclass(frozen=True, slots=True)
class Call:
    """A number that may call note `number` at the raw `span`; `score` says how much it looks so (above 2: it
    does)."""

    span: Span
    number: int
    score: float


def calls_in(text: str, spans: Iterable[Span], words: MarkerWords) -> list[Call]:
    """All candidates within the raw spans, in order."""
    out: list[Call] = []
    for a, b in spans:
        for m in _ANY.finditer(text, a, b):
            call = _judge(text, m, (a, b), words)
            if call is None:
                continue
            if m["super"] and out and _in_row(text, out[-1], call):
                call = Call((out[-1].span[1], call.span[1]), call.number, call.score)
            out.append(call)
            out += _second(text, call, b, words)
    return out


def _in_row(text: str, before: Call, call: Call) -> bool:
    """True for the second of two raised numbers parted by a comma or dash: the sign between is its own."""
    between = text[before.span[1] : call.span[0]]
    return len(between) < 3 and between.strip() in (",", "\u2013", "-", "\u207b")


_PAIR = re.compile(r"[\u2013-](\d{1,3})(?=[\s.,;:?!)\]\"'\u201d\u2019]|$)")


def _second(text: str, call: Call, end: int, words: MarkerWords) -> list[Call]:
    """The other call of a pair set as a range ("war.3\u20134"): the next number, right behind one that looks
    like a call."""
    m = _PAIR.match(text, call.span[1], end)
    if m and call.score >= words.score["pair_needs"] and int(m.group(1)) == call.number + 1:
        return [Call(m.span(), call.number + 1, words.score["second_of_pair"])]
    return []


def _judge(text: str, m: re.Match[str], span: Span, words: MarkerWords) -> Call | None:
    """The call a match may be, by how its number is dressed; None for a number that calls nothing."""
    score = words.score
    s, e = m.span()
    before = text[max(span[0], s - 40) : s]
    if not before.strip():
        before = text[max(0, s - 40) : s]
    if m["super"]:
        alone = not before.strip()
        return Call(
            (s, e),
            int(m["super"].translate(SUPERSCRIPTS)),
            score["superscript_alone" if alone else "superscript"],
        )
    if m["bracket"]:
        return Call((s, e), int(m["bn"]), score["bracket"])
    if m["caret"]:
        return Call((s, e), int(m["cn"]), score["caret"])
    if m["paren"]:
        return Call((s, e), int(m["pn"]), score[f"parenthesis_{_parenthesis(before)}"])
    if m["year"]:
        dated = re.search(r"(?<!\d)(1[0-9]\d\d|20\d\d)$", before)
        return Call((m.start("yn"), e), int(m["yn"]), score["year"]) if dated else None
    return _bare(text, m, before, text[e : min(span[1], e + 30)], words)


def _parenthesis(before: str) -> str:
    """Whether a number in round brackets stands as a marker does: stuck to a word or behind a stop."""
    if before and not before[-1].isspace():
        return "glued"
    return "glued" if re.search(r"[.,;:?!][\"'\u201d\u2019]*\s*$", before) else "apart"


def _bare(text: str, m: re.Match[str], before: str, after: str, words: MarkerWords) -> Call | None:
    """The call a number without brackets may be."""
    value = int(m["digits"] or m["run"])
    glued = bool(before) and not before[-1].isspace()
    case = _glued(before, after, words) if glued else _spaced(before, after, words)
    score = words.score[case] if case else 0.0
    return Call(m.span(), value, score) if value and score > 0 else None


_WORD_AT_END = re.compile(r"([^\W\d_]+)$")


def _word_before(before: str) -> str:
    m = _WORD_AT_END.search(before)
    return m.group(1) if m else ""


def _glued(before: str, after: str, words: MarkerWords) -> str:
    """What a number stuck to a word or punctuation looks like, as a name in `marker_scores`; "" for none."""
    if re.match(r"\s*%|[.,]\d", after):
        return ""
    last = before[-1]
    if last.isalpha():
        return _glued_to_word(_word_before(before), words)
    if last not in ".,;:?!" + _CLOSE + "\u2026":
        return "glued_other"
    core = before.rstrip(".,;:?!\u2026" + _CLOSE)
    word = _word_before(core)
    return _behind_word(core, word, last, words) if word else _behind_figure(core, last)


def _glued_to_word(word: str, words: MarkerWords) -> str:
    if word.lower() in words.locators or word.lower() in words.locator_words:
        return "locator_short" if len(word) <= 2 else "locator_long"
    if len(word) == 1:
        return "glued_letter"
    return "glued_capitals" if word.isupper() else "glued_word"


def _behind_word(core: str, word: str, last: str, words: MarkerWords) -> str:
    """A number behind the punctuation that follows a word."""
    if last == "." and word.lower() in words.locators:
        return "stop_after_locator"
    if last == "." and len(word) == 1 and word.lower() != word.upper():
        return "stop_after_capitals" if core.endswith(words.capitals_that_close) else "stop_after_initial"
    return "stop_after_word" if last != ":" else "colon_after_word"


def _behind_figure(core: str, last: str) -> str:
    """A number behind the punctuation that follows a figure, or nothing."""
    if re.search(r"(?<!\d)\d{4}$", core) or (last in _CLOSE and core[-1:].isdigit()):
        return "stop_after_year" if last != ":" else "colon_after_year"
    if re.search(r"[\d%]$", core):
        return "comma_after_digit" if last in ",:" else "stop_after_digit"
    return "stop_after_other" if core else "stop_after_nothing"


def _spaced(before: str, after: str, words: MarkerWords) -> str:
    """What a number standing by itself looks like: a marker only after punctuation, and not where it counts
    or dates something."""
    following = re.match(r"\s*([^\W\d_]+)", after)
    word = following.group(1) if following else ""
    if _counts(word.lower(), after, words):
        return "counts_or_dates"
    bare = before.rstrip()
    if not bare or ("\n" in before[len(bare) :] and not re.match(r"\s{0,3}[A-Z]", after)):
        return "line_start_prose" if re.match(r"[A-Z][a-z]", after) else "line_start"
    if bare[-1] in ".?!" or (bare[-1] in _CLOSE and bare[-2:-1] in ".?!"):
        return _after_stop(bare, word, after, words)
    if bare[-1] in ",;:" + _CLOSE:
        return "after_comma"
    return _amid_words(bare, after, words)


def _counts(word: str, after: str, words: MarkerWords) -> bool:
    """True for a number before what it counts, a month, a percent sign, or more digits."""
    known = word in words.months or word in words.counted
    return known or bool(re.match(r"\s*%|-\w|[.,:]\d", after))


def _after_stop(bare: str, word: str, after: str, words: MarkerWords) -> str:
    """A number apart, behind a sentence's end."""
    core = bare.rstrip(".?!" + _CLOSE)
    if bare[-1] == "." and _word_before(core).lower() in words.locators:
        return "after_locator_stop"
    opens = (not word or word[0].isupper()) and not after.startswith(".")
    return "after_sentence" if opens else "after_sentence_small"


def _amid_words(bare: str, after: str, words: MarkerWords) -> str:
    """A number apart, behind a word."""
    low = _word_before(bare).lower()
    if low in words.months or low in words.locators or low in words.locator_words:
        return "counts_or_dates"
    ends = re.match(r"\s{2,}|[.,;:]\s|\s+[A-Z]", after) or not after.strip()
    return "apart" if ends else "amid_words"


def align(calls: Sequence[Call], wanted: dict[int, tuple[int, int]]) -> dict[int, Call]:
    """The calls of notes: numbers and places rise together, each inside its window, the sum of scores is the
    greatest.

    `wanted` maps a note number to the raw window (start, end) its marker must stand in. Numbers without a
    fitting call are left out.
    """
    usable = [
        c for c in calls if c.number in wanted and wanted[c.number][0] <= c.span[0] < wanted[c.number][1]
    ]
    ranks = {n: k + 1 for k, n in enumerate(sorted(wanted))}
    best = _BestBelow(len(ranks))
    back: list[int] = []
    for index, call in enumerate(usable):
        score, via = best.below(ranks[call.number])
        back.append(via)
        best.put(ranks[call.number], score + call.score, index)
    at = best.last()
    chosen: dict[int, Call] = {}
    while at >= 0:
        chosen[usable[at].number] = usable[at]
        at = back[at]
    return chosen


class _BestBelow:
    """A Fenwick tree over ranks from 1: the best (score, index) put at any rank below a given one."""

    def __init__(self, size: int) -> None:
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def below(self, rank: int) -> tuple[float, int]:
        best, via = 0.0, -1
        k = rank - 1
        while k:
            if self._tree[k][0] > best:
                best, via = self._tree[k]
            k &= k - 1
        return best, via

    def put(self, rank: int, score: float, index: int) -> None:
        while rank < len(self._tree):
            if score > self._tree[rank][0]:
                self._tree[rank] = (score, index)
            rank += rank & -rank

    def last(self) -> int:
        """The index of the best of all; -1 when nothing was put."""
        return max(self._tree)[1]
