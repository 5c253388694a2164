"""Which citations are of one work or document: pairs worth comparing, each scored by the patterns of
agreement of identity.toml, and merges as edges that name their reason."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from regesta.extract.notes.likeness import LikenessWords, sound, title_key
from regesta.extract.notes.pairs import FEATURES, MEASURES, Cited, Pair
from regesta.extract.record import Fields
from regesta.extract.text.folding import key

#: Types that are single documents, told by sender, recipient, day and place; all others are works, told by
#: author and title.
DOCUMENTS: frozenset[str] = frozenset(
    {"archival_document", "published_document", "newspaper", "interview", "diary", "report", "web"}
)
_SERIALS: frozenset[str] = frozenset({"newspaper", "diary"})
#: Types by which a reader says that it cannot tell a work from a document.
_UNTOLD: frozenset[str] = frozenset({"other", "short_title"})


@dataclass(frozen=True, slots=True)
class Edge:
    """Two keys said to be one source, how surely (0..1) and why: a merge that can be withdrawn."""

    one: str
    other: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Features of a pair that together say something, and what: a row of identity.toml.

    Errors: ValueError when it names a measure or feature that there is not.
    """

    reason: str
    score: float = 0.0
    mean_of: tuple[str, ...] = ()
    at_least: tuple[tuple[str, float], ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    _tests: tuple[tuple[Callable[[Pair], bool], bool], ...] = field(init=False, repr=False, compare=False)
    _levels: tuple[tuple[Callable[[Pair], float | None], float], ...] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        unknown = {*self.mean_of, *(m for m, _ in self.at_least)} - set(MEASURES)
        unknown |= {*self.all, *self.none} - set(FEATURES)
        if unknown:
            raise ValueError(
                f"identity.toml, pattern {self.reason!r}: no measure or feature is called"
                f" {', '.join(sorted(unknown))}; there are {', '.join(sorted({*MEASURES, *FEATURES}))}"
            )
        tests = [(FEATURES[name], True) for name in self.all] + [
            (FEATURES[name], False) for name in self.none
        ]
        object.__setattr__(self, "_tests", tuple(tests))
        object.__setattr__(self, "_levels", tuple((MEASURES[name], least) for name, least in self.at_least))

    def holds(self, pair: Pair) -> bool:
        """Whether the pair reaches every measure, shows every feature and none of the excluded ones."""
        for measure, least in self._levels:
            value = measure(pair)
            if value is None or value < least:
                return False
        # a loop rather than all(): this is asked some hundred thousand times of a thesis
        for feature, wanted in self._tests:  # noqa: SIM110
            if feature(pair) is not wanted:
                return False
        return True

    def score_of(self, pair: Pair) -> float:
        """The score (0..1) that the two are one, when the pattern holds."""
        if not self.mean_of:
            return self.score
        return min(1.0, sum(MEASURES[name](pair) or 0.0 for name in self.mean_of) / len(self.mean_of))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way to compare two cited things: what speaks against their being one, and what for it."""

    vetoes: tuple[Pattern, ...]
    patterns: tuple[Pattern, ...]

    def veto(self, pair: Pair) -> str:
        """The reason of the first veto that holds, "" for none."""
        for veto in self.vetoes:
            if veto.holds(pair):
                return veto.reason
        return ""

    def score(self, pair: Pair) -> tuple[float, str]:
        """The best score of a pattern that holds, and its reason; 0 and the veto's reason, or 0 and ""."""
        against = self.veto(pair)
        if against:
            return 0.0, against
        found = [(p.score_of(pair), p.reason) for p in self.patterns if p.holds(pair)]
        return max(found, key=lambda scored: scored[0], default=(0.0, ""))


@dataclass(frozen=True, slots=True)
class Weights:
    """identity.toml: the ways to compare by name, the levels of likeness, and from which score on a pair is
    one, or perhaps one."""

    threshold: float
    possible: float
    levels: Mapping[str, float]
    comparisons: Mapping[str, Comparison]


@cache
def weights() -> Weights:
    """The shipped identity.toml, read once."""
    file = resources.files("regesta.extract.notes").joinpath("identity.toml")
    return weights_of(tomllib.loads(file.read_text(encoding="utf-8")))


def weights_of(table: Mapping[str, Any]) -> Weights:
    """Weights out of a table in the form of identity.toml. Errors: ValueError for a feature there is not."""
    return Weights(
        threshold=table["threshold"],
        possible=table["possible"],
        levels=table["levels"],
        comparisons={
            name: Comparison(
                tuple(_pattern(row) for row in table[name].get("vetoes", ())),
                tuple(_pattern(row) for row in table[name].get("patterns", ())),
            )
            for name in ("works", "documents", "serials", "unlike")
        },
    )


def _pattern(row: Mapping[str, Any]) -> Pattern:
    return Pattern(
        reason=row["reason"],
        score=row.get("score", 0.0),
        mean_of=tuple(row.get("mean_of", ())),
        at_least=tuple(row.get("at_least", {}).items()),
        all=tuple(row.get("all", ())),
        none=tuple(row.get("none", ())),
    )


#: From this score on two cited things are taken for one.
THRESHOLD = weights().threshold
#: From here on a pair below the threshold is shown to the reviewer as perhaps one.
POSSIBLE = weights().possible


def edges(items: Sequence[Cited], words: LikenessWords, threshold: float = THRESHOLD) -> list[Edge]:
    """The merges proposed among the items, surest first: pairs within a block whose score reaches the
    threshold."""
    out: list[Edge] = []
    seen: set[tuple[int, int]] = set()
    for block in _blocks(items, words):
        for x, i in enumerate(block):
            for j in block[x + 1 :]:
                if (i, j) in seen:
                    continue
                seen.add((i, j))
                score, reason = likeness(items[i], items[j], words)
                if score >= threshold:
                    out.append(Edge(items[i].key, items[j].key, round(score, 3), reason))
    return sorted(out, key=lambda e: (-e.score, e.one, e.other))


def _blocks(items: Sequence[Cited], words: LikenessWords) -> list[list[int]]:
    """The items, by number, that have anything in common: only these are compared."""
    blocks: dict[tuple[str, str], set[int]] = defaultdict(set)
    for i, item in enumerate(items):
        for block in _block_keys(item.fields, words):
            blocks[block].add(i)
    return [sorted(block) for _, block in sorted(blocks.items()) if len(block) > 1]


def _block_keys(f: Fields, words: LikenessWords) -> Iterator[tuple[str, str]]:
    """Author's beginning, the three longest words of the title, month, shelfmark, journal and volume."""
    for author in f.authors or f.editors:
        yield "author", (sound(author, words).split() or [""])[-1][:4]
    for word in sorted(title_key(f.title, words).split(), key=len, reverse=True)[:3]:
        yield "title", word[:5]
    if f.doc_date:
        yield "date", f.doc_date[:7]
    if f.fond or f.shelfmark:
        yield "shelf", f"{f.fond}/{f.opis}/{f.delo}" if f.fond else key(f.shelfmark)
    if f.container:
        yield "container", f"{key(f.container)[:12]} {f.volume} {f.year}"


def likeness(a: Cited, b: Cited, words: LikenessWords, by: Weights | None = None) -> tuple[float, str]:
    """The score (0..1) that two cited things are one, and the reason; `by` is the shipped table when None."""
    used = by or weights()
    pair = Pair(a, b, words, used.levels)
    if (a.type in DOCUMENTS) != (b.type in DOCUMENTS):
        against = used.comparisons["unlike"].veto(pair)
        if against:
            return 0.0, against
    best = (0.0, "")
    for name in _compared_as(pair):
        best = max(used.comparisons[name].score(pair), best, key=lambda scored: scored[0])
        if best[0] >= used.threshold:
            break
    return best


def _compared_as(pair: Pair) -> tuple[str, ...]:
    """The comparisons of identity.toml that fit the types of a pair, tried until one finds them one: a
    printed document may be cited as a work, and what is dated alike and of no certain type may be a
    document."""
    types = pair.types
    documents = "serials" if types & _SERIALS else "documents"
    if types <= DOCUMENTS:
        return (documents, "works") if types == {"published_document"} else (documents,)
    dated = pair.given("doc_date") == 2 and pair.equal("doc_date")
    if types & DOCUMENTS and types & _UNTOLD and dated:
        return (documents,)
    return ("works",)
