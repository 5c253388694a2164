"""What a conversion took from a text: whether the apostrophes are gone, and which words end in a lost
possessive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from regesta.extract.text.languages import ENGLISH

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_APOSTROPHE_S = re.compile(r"[^\W\d_]['\u2019]s\b")


@cache
def table(name: str) -> frozenset[str]:
    """A word list of `repair.toml`, as written."""
    return frozenset(_data()[name]["words"])


@cache
def ligatures() -> dict[str, str]:
    """Ligature -> its letters."""
    return {k: str(v) for k, v in _data()["ligatures"].items()}


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return ENGLISH.table("repair")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole text says about its words: counts as written, words before and after, hyphenated
    forms."""

    counts: Counter[str]
    lower: Counter[str]
    before: dict[str, Counter[str]] = field(repr=False)
    after: dict[str, Counter[str]] = field(repr=False)
    hyphenated: frozenset[str] = field(repr=False)
    possessives: int = 0
    tails: Counter[str] = field(default_factory=Counter, repr=False)
    """Last parts of hyphenated names, in lower case ("shek" of "Kai-shek")."""


@lru_cache(maxsize=4)
def evidence(text: str) -> Evidence:
    """Counts over the text; kept for the last few texts."""
    counts: Counter[str] = Counter()
    before: dict[str, Counter[str]] = {}
    after: dict[str, Counter[str]] = {}
    hyphenated: set[str] = set()
    tails: Counter[str] = Counter()
    previous, previous_end = "", -9
    for m in _TOKEN.finditer(text):
        word = m.group()
        counts[word] += 1
        if "-" in word:
            hyphenated.add(word.lower())
            tails[word.lower().rsplit("-", 1)[1]] += word[0].isupper()
        near = m.start() - previous_end <= 2 and not text[previous_end : m.start()].strip()
        if word[0].isupper() and near:
            before.setdefault(word, Counter())[previous.lower()] += 1
        if previous[:1].isupper() and previous.endswith("s"):
            after.setdefault(previous, Counter())[word if near else ""] += 1
        previous, previous_end = word, m.end()
    lower: Counter[str] = Counter()
    for word, n in counts.items():
        lower[word.lower()] += n
    return Evidence(
        counts, lower, before, after, frozenset(hyphenated), len(_APOSTROPHE_S.findall(text)), tails
    )


def is_damaged(text: str) -> bool:
    """True when the text lost its apostrophes: words that look like possessives without one far outnumber
    those with one."""
    e = evidence(text)
    bare = sum(n for word, n in e.counts.items() if _looks_possessive(word, e))
    contracted = sum(e.counts[w.replace("'", "")] for w in table("contractions"))
    return bare + contracted >= 3 and bare + contracted > 1.5 * e.possessives


@lru_cache(maxsize=200_000)
def _stem_is_name(stem: str, upper: int, lower: int) -> bool:
    return upper >= 2 and lower * 4 <= upper


def _looks_possessive(word: str, e: Evidence) -> bool:
    """A capitalised word in s whose stem is a name of the text and which mostly stands before what it
    owns."""
    if (
        len(word) < 4
        or not word[0].isupper()
        or not word.endswith("s")
        or word.endswith(("ss", "'s", "\u2019s"))
        or word in table("never")
    ):
        return False
    stem = word[:-1]
    if re.search(r"[^aeiouAEIOU\W]y$", stem) and e.counts[stem] + e.lower[stem.lower()] > 0:
        return True
    low_stem = e.lower[stem.lower()] - e.counts[stem] - e.counts[stem.upper()]
    if e.counts[stem] < 2 or low_stem * 4 > e.counts[stem] or e.counts[word] > 1.5 * e.counts[stem] + 1:
        return False
    before = e.before.get(word, Counter())
    the_stem = sum(n for w, n in e.before.get(stem, Counter()).items() if w in table("before_plurals")) / max(
        1, e.counts[stem]
    )
    plural = sum(n for w, n in before.items() if w in table("before_plurals")) / max(1, e.counts[word])
    articled = sum(n for w, n in e.before.get(stem, Counter()).items() if w in ("a", "an")) / max(
        1, e.counts[stem]
    )
    if articled > 0.03 or plural > max(0.34, the_stem + 0.2):
        return False
    following = e.after.get(word, Counter())
    owned = sum(n for w, n in following.items() if _ownable(w))
    return owned >= 0.5 * max(1, sum(following.values()))


def _ownable(word: str) -> bool:
    return bool(word) and word.lower() not in table("not_possessed")


def possessive_cut(text_word: str, following: str, before: str, e: Evidence) -> int:
    """Where in the word the lost apostrophe goes (the length of its stem), or 0 when the word stands as it
    is.

    `following` is the next word if only blanks stand between, else ""; `before` the word before.
    """
    for whole in table("contractions"):
        if text_word.lower() == whole.replace("'", "").lower():
            return whole.index("'")
    for whole in table("possessive_always"):
        if text_word.lower() == whole.replace("'", ""):
            return whole.index("'")
    if following[:1].isupper():
        for whole in table("possessive_in_names"):
            if text_word == whole.replace("'", ""):
                return whole.index("'")
    if (
        not _ownable(following)
        or not text_word.endswith("s")
        or len(text_word) < 4
        or text_word.endswith("ss")
    ):
        return 0
    stem = text_word[:-1]
    if re.search(r"[^aeiouAEIOU\W]y$", stem) and (e.lower[stem.lower()] > 0):
        return len(stem)
    tail = stem.lower().rsplit("-", 1)[-1]
    if (
        text_word[0].isupper()
        and e.tails[tail] >= 2
        and e.lower[tail] < e.tails[tail]
        and e.lower[text_word.lower()] < e.tails[tail]
    ):
        # the second half of a name that hardly stands alone ("Kai Sheks army") has no plural
        return len(stem)
    if not _looks_possessive(text_word, e):
        return 0
    the_stem = sum(n for w, n in e.before.get(stem, Counter()).items() if w in table("before_plurals")) / max(
        1, e.counts[stem]
    )
    if before.lower() in table("before_plurals") and the_stem < 0.5:
        return 0
    return len(stem)


_SPEECH_OPENS = re.compile(r"[,:] (?P<first>[A-Z][a-z]*)\b")
_QUOTES = '"\u201c\u201d\u00ab\u00bb'


def quotes_lost(text: str) -> bool:
    """True when a text has hardly a quotation mark (under one in 10,000 characters), so that a quotation
    without them is a loss and not a choice."""
    return sum(text.count(c) for c in _QUOTES) * 10_000 <= len(text) + 20_000


def quotation_in(sentence: str) -> tuple[int, int] | None:
    """Where the lost marks of a quotation go: (before, after) as positions in the sentence, the second -1
    when its mark still stands; None for none.

    Only a speech verb, a comma or colon and a sentence's beginning that is no name tell of one, and only one
    that runs to the sentence's end.
    """
    for m in _SPEECH_OPENS.finditer(sentence):
        at = m.start("first")
        clause = re.split(r"[.,;:?!]", sentence[: m.start()])[-1].lower().split()
        if m["first"] not in table("quoted_openers") or not table("speech") & set(clause[-4:]):
            continue
        rest = sentence[at:].rstrip()
        if not re.search(r"[.?!][\"\u201d]?$", rest) or any(
            c in rest[:-1] or c in sentence[:at] for c in _QUOTES
        ):
            return None
        return (at, -1) if rest[-1] in _QUOTES else (at, at + len(rest))
    return None


def keeps_hyphen(left: str, right: str, e: Evidence) -> bool:
    """Whether "left-" at a line's end and "right" on the next are one hyphenated word ("Sino-Soviet") and not
    one word cut in two."""
    if not right[:1].islower():
        return True
    joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    if hyphened in e.hyphenated:
        return e.lower[joined] <= e.lower[hyphened]
    if e.lower[joined]:
        return False
    return left.lower() in table("hyphen_prefixes")


def words_of(text: str) -> Iterable[re.Match[str]]:
    """The word tokens of a text."""
    return _TOKEN.finditer(text)
