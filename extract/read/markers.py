"""Candidates for note markers in body text: every number that might call a note, with how much it looks like
one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regesta.extract.read.language import words
from regesta.extract.record import Span

SUPERSCRIPTS = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_SUPER = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
SYMBOLS = "*\u2020\u2021\u00a7"

_ANY = re.compile(
    rf"(?P<super>[{_SUPER}]{{1,3}})"
    r"|(?P<bracket>\[\^?(?P<bn>\d{1,3})\])"
    r"|(?P<caret>\^\(?(?P<cn>\d{1,3})\)?\^?)"
    r"|(?P<paren>\((?P<pn>\d{1,3})\))"
    r"|(?P<year>(?<=\d{4})(?P<yn>\d{1,3})(?=[\s.,;:)\]]|$))"
    r"|(?P<digits>(?<![\d/\-\u2013$\u00a3\u20ac#%])\d{1,3}(?=[\s.,;:?!)\]\"'\u201d\u2019\u2013\u2014\u00bb]|-\d{1,3}\s|$))"
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


def calls_in(text: str, spans: Iterable[Span]) -> list[Call]:
    """All candidates within the raw spans, in order."""
    out: list[Call] = []
    for a, b in spans:
        for m in _ANY.finditer(text, a, b):
            call = _judge(text, m, a, b)
            if (
                call
                and out
                and m["super"]
                and text[out[-1].span[1] : call.span[0]].strip() in (",", "\u2013", "-", "\u207b")
                and len(text[out[-1].span[1] : call.span[0]]) < 3
            ):
                call = Call((out[-1].span[1], call.span[1]), call.number, call.score)
            if call:
                out.append(call)
                out += _second(text, call, b)
    return out


_PAIR = re.compile(r"[\u2013-](\d{1,3})(?=[\s.,;:?!)\]\"'\u201d\u2019]|$)")


def _second(text: str, call: Call, end: int) -> list[Call]:
    """The other call of a pair set as a range ("war.3\u20134"): the next number, right behind one that looks
    like a call."""
    m = _PAIR.match(text, call.span[1], end)
    if m and call.score >= 2.5 and int(m.group(1)) == call.number + 1:
        return [Call(m.span(), call.number + 1, 2.0)]
    return []


def _judge(text: str, m: re.Match[str], a: int, b: int) -> Call | None:
    s, e = m.span()
    before = text[max(a, s - 40) : s]
    if not before.strip():
        before = text[max(0, s - 40) : s]
    after = text[e : min(b, e + 30)]
    if m["super"]:
        return Call((s, e), int(m["super"].translate(SUPERSCRIPTS)), 5.0 if before.strip() else 1.0)
    if m["bracket"]:
        return Call((s, e), int(m["bn"]), 4.0)
    if m["caret"]:
        return Call((s, e), int(m["cn"]), 4.5)
    if m["paren"]:
        glued = bool(before) and not before[-1].isspace()
        return Call(
            (s, e),
            int(m["pn"]),
            3.0 if glued or re.search(r"[.,;:?!][\"'\u201d\u2019]*\s*$", before) else 1.0,
        )
    if m["year"]:
        if not re.search(r"(?<!\d)(1[0-9]\d\d|20\d\d)$", before):
            return None
        return Call((m.start("yn"), e), int(m["yn"]), 1.5)
    value = int(m["digits"] or m["run"])
    score = _glued(before, after) if before and not before[-1].isspace() else _spaced(before, after)
    return Call((s, e), value, score) if value and score > 0 else None


def _word_before(before: str) -> str:
    m = re.search(r"([^\W\d_]+)$", before)
    return m.group(1) if m else ""


def _glued(before: str, after: str) -> float:
    """A number stuck to a word or to punctuation."""
    if re.match(r"\s*%|[.,]\d", after):
        return 0.0
    last = before[-1]
    if last.isalpha():
        word = _word_before(before)
        if word.lower() in words("markers", "locators") or word.lower() in words("markers", "locator_words"):
            return 0.0 if len(word) <= 2 else 0.3
        if word.isupper() or len(word) == 1:
            return 1.2 if len(word) > 1 else 0.2
        return 3.0
    if last in ".,;:?!" + _CLOSE + "\u2026":
        core = before.rstrip(".,;:?!\u2026" + _CLOSE)
        word = _word_before(core)
        if word:
            if last == "." and word.lower() in words("markers", "locators"):
                return 0.2
            if last == "." and len(word) == 1:
                return 1.0 if core.endswith(("U.S", "U.K", "U.N", "S.S.R")) else 0.3
            return 3.0 if last != ":" else 1.5
        if re.search(r"(?<!\d)\d{4}$", core) or (last in _CLOSE and core[-1:].isdigit()):
            return 2.6 if last != ":" else 1.0
        if re.search(r"[\d%]$", core):
            return 0.5 if last in ",:" else 0.9
        return 1.5 if core else 0.3
    return 0.3


def _spaced(before: str, after: str) -> float:
    """A number standing by itself: a marker only after punctuation, and not where it counts or dates
    something."""
    following = re.match(r"\s*([^\W\d_]+)", after)
    word = following.group(1) if following else ""
    if word.lower() in words("months", "names") or re.match(r"\s*%|-\w|[.,:]\d", after):
        return 0.05
    if word.lower() in words("markers", "counted"):
        return 0.05
    bare = before.rstrip()
    if not bare or ("\n" in before[len(bare) :] and not re.match(r"\s{0,3}[A-Z]", after)):
        return 1.0 if re.match(r"[A-Z][a-z]", after) else 0.1
    if bare[-1] in ".?!" or (bare[-1] in _CLOSE and bare[-2:-1] in ".?!"):
        core = bare.rstrip(".?!" + _CLOSE)
        if bare[-1] == "." and _word_before(core).lower() in words("markers", "locators"):
            return 0.1
        return 2.0 if (not word or word[0].isupper()) and not after.startswith(".") else 0.6
    if bare[-1] in ",;:" + _CLOSE:
        return 0.8
    if _word_before(bare).lower() in words("months", "names") | words("markers", "locators") | words(
        "markers", "locator_words"
    ):
        return 0.05
    return 0.5 if re.match(r"\s{2,}|[.,;:]\s|\s+[A-Z]", after) or not after.strip() else 0.15


def align(calls: list[Call], wanted: dict[int, tuple[int, int]]) -> dict[int, Call]:
    """The calls of notes: numbers and places rise together, each inside its window, the sum of scores is the
    greatest.

    `wanted` maps a note number to the raw window (start, end) its marker must stand in. Numbers without a
    fitting call are left out.
    """
    usable = [
        c for c in calls if c.number in wanted and wanted[c.number][0] <= c.span[0] < wanted[c.number][1]
    ]
    ranks = {n: k + 1 for k, n in enumerate(sorted(wanted))}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    back: list[int] = []
    for index, call in enumerate(usable):
        rank = ranks[call.number]
        best, via = 0.0, -1
        k = rank - 1
        while k:
            if tree[k][0] > best:
                best, via = tree[k]
            k &= k - 1
        back.append(via)
        total = best + call.score
        k = rank
        while k < len(tree):
            if total > tree[k][0]:
                tree[k] = (total, index)
            k += k & -k
    best, at = max(tree)
    chosen: dict[int, Call] = {}
    while at >= 0:
        chosen[usable[at].number] = usable[at]
        at = back[at]
    return chosen
