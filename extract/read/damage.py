"""What a conversion took from a text: whether the apostrophes are gone, and which words end in a lost
possessive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from regesta.extract.text.languages import LanguagePack

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_APOSTROPHE_S = re.compile(r"[^\W\d_]['\u2019]s\b")


@dataclass(frozen=True, eq=False)
class RepairWords:
    """What a language says of lost apostrophes and quotation marks: its lists as written, the ligatures, the
    thresholds; contractions and the like by their form without the apostrophe, with its place."""

    lists: Mapping[str, frozenset[str]]
    ligatures: Mapping[str, str]
    threshold: Mapping[str, float]
    contractions: Mapping[str, int]
    always: Mapping[str, int]
    in_names: Mapping[str, int]

    def share(self, counts: Counter[str], name: str, total: int) -> float:
        """The share of `total` that words of the list `name` have in the counts."""
        return sum(n for w, n in counts.items() if w in self.lists[name]) / max(1, total)


@lru_cache(maxsize=8)
def repair_words(pack: LanguagePack) -> RepairWords:
    """The words of `repair.toml` of a language."""
    data = pack.table("repair")
    lists = {name: frozenset(t["words"]) for name, t in data.items() if "words" in t}
    return RepairWords(
        lists,
        data["ligatures"],
        data["thresholds"],
        {_bare(w).lower(): w.index("'") for w in data["contractions"]["words"]},
        {_bare(w): w.index("'") for w in data["possessive_always"]["words"]},
        {_bare(w): w.index("'") for w in data["possessive_in_names"]["words"]},
    )


def _bare(word: str) -> str:
    return word.replace("'", "")


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


def is_damaged(text: str, words: RepairWords) -> bool:
    """True when the text lost its apostrophes: words that look like possessives without one far outnumber
    those with one."""
    e = evidence(text)
    lost = sum(n for word, n in e.counts.items() if _looks_possessive(word, e, words))
    lost += sum(e.counts[_bare(w)] for w in words.lists["contractions"])
    least, times = words.threshold["damaged_least"], words.threshold["damaged_times"]
    return lost >= least and lost > times * e.possessives


_CONSONANT_Y = re.compile(r"[^aeiouAEIOU\W]y$")


def _may_be_possessive(word: str) -> bool:
    """True for a word of four letters or more that ends in one s."""
    return len(word) >= 4 and word.endswith("s") and not word.endswith("ss")


def _looks_possessive(word: str, e: Evidence, words: RepairWords) -> bool:
    """A capitalised word in s whose stem is a name of the text and which mostly stands before what it
    owns."""
    if not _may_be_possessive(word) or not word[0].isupper() or word.endswith(("'s", "\u2019s")):
        return False
    if word in words.lists["never"]:
        return False
    stem = word[:-1]
    if _CONSONANT_Y.search(stem) and e.counts[stem] + e.lower[stem.lower()] > 0:
        return True
    if not _stem_is_name(word, stem, e, words) or _is_plural(word, stem, e, words):
        return False
    following = e.after.get(word, Counter())
    owned = sum(n for w, n in following.items() if _ownable(w, words))
    return owned >= words.threshold["owned_share"] * max(1, sum(following.values()))


def _stem_is_name(word: str, stem: str, e: Evidence, words: RepairWords) -> bool:
    """True for a stem that the text mostly writes with a capital, and more often than the word in s."""
    t = words.threshold
    small = e.lower[stem.lower()] - e.counts[stem] - e.counts[stem.upper()]
    if e.counts[stem] < t["stem_least"] or small * t["stem_small_times"] > e.counts[stem]:
        return False
    return e.counts[word] <= t["plural_times"] * e.counts[stem] + 1


def _is_plural(word: str, stem: str, e: Evidence, words: RepairWords) -> bool:
    """True for the plural of a noun: the stem follows "a", or the word follows "two" and "many" more than the
    stem does."""
    t = words.threshold
    before_stem = e.before.get(stem, Counter())
    if words.share(before_stem, "indefinite", e.counts[stem]) > t["articled_most"]:
        return True
    stem_share = words.share(before_stem, "before_plurals", e.counts[stem])
    plural = words.share(e.before.get(word, Counter()), "before_plurals", e.counts[word])
    return plural > max(t["plural_share"], stem_share + t["plural_more_than_stem"])


def _ownable(word: str, words: RepairWords) -> bool:
    return bool(word) and word.lower() not in words.lists["not_possessed"]


def possessive_cut(word: str, following: str, before: str, e: Evidence, words: RepairWords) -> int:
    """Where in the word the lost apostrophe goes (the length of its stem), or 0 when the word stands as it
    is.

    `following` is the next word if only blanks stand between, else ""; `before` the word before.
    """
    listed = words.contractions.get(word.lower()) or words.always.get(word.lower())
    if not listed and following[:1].isupper():
        listed = words.in_names.get(word)
    if listed:
        return listed
    if not _ownable(following, words) or not _may_be_possessive(word):
        return 0
    stem = word[:-1]
    if _CONSONANT_Y.search(stem) and e.lower[stem.lower()] > 0:
        return len(stem)
    if _half_of_name(word, stem, e):
        return len(stem)
    if not _looks_possessive(word, e, words) or _several(stem, before, e, words):
        return 0
    return len(stem)


def _half_of_name(word: str, stem: str, e: Evidence) -> bool:
    """True for the second half of a name that hardly stands alone ("Kai Sheks army"): it has no plural."""
    tail = stem.lower().rsplit("-", 1)[-1]
    times = e.tails[tail]
    return word[0].isupper() and times >= 2 and e.lower[tail] < times and e.lower[word.lower()] < times


def _several(stem: str, before: str, e: Evidence, words: RepairWords) -> bool:
    """True behind "two" or "many", for a stem that does not itself mostly stand there."""
    if before.lower() not in words.lists["before_plurals"]:
        return False
    share = words.share(e.before.get(stem, Counter()), "before_plurals", e.counts[stem])
    return share < words.threshold["stem_before_plurals_most"]


_SPEECH_OPENS = re.compile(r"[,:] (?P<first>[A-Z][a-z]*)\b")
_QUOTES = '"\u201c\u201d\u00ab\u00bb'


@lru_cache(maxsize=4)
def quotes_lost(text: str, words: RepairWords) -> bool:
    """True when a text has hardly a quotation mark (under one in 10,000 characters), so that a quotation
    without them is a loss and not a choice."""
    every = words.threshold["quotation_every"]
    return sum(text.count(c) for c in _QUOTES) * every <= len(text) + 2 * every


def quotation_in(sentence: str, words: RepairWords) -> tuple[int, int] | None:
    """Where the lost marks of a quotation go: (before, after) as positions in the sentence, the second -1
    when its mark still stands; None for none.

    Only a speech verb, a comma or colon and a sentence's beginning that is no name tell of one, and only one
    that runs to the sentence's end.
    """
    for m in _SPEECH_OPENS.finditer(sentence):
        at = m.start("first")
        clause = re.split(r"[.,;:?!]", sentence[: m.start()])[-1].lower().split()
        if m["first"] not in words.lists["quoted_openers"] or not words.lists["speech"] & set(clause[-4:]):
            continue
        rest = sentence[at:].rstrip()
        if not re.search(r"[.?!][\"\u201d]?$", rest) or any(
            c in rest[:-1] or c in sentence[:at] for c in _QUOTES
        ):
            return None
        return (at, -1) if rest[-1] in _QUOTES else (at, at + len(rest))
    return None


def keeps_hyphen(left: str, right: str, e: Evidence, words: RepairWords) -> bool:
    """Whether "left-" at a line's end and "right" on the next are one hyphenated word ("Sino-Soviet") and not
    one word cut in two."""
    if not right[:1].islower():
        return True
    joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    if hyphened in e.hyphenated:
        return e.lower[joined] <= e.lower[hyphened]
    if e.lower[joined]:
        return False
    return left.lower() in words.lists["hyphen_prefixes"]
