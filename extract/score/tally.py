"""Scores and how they are counted up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from regesta.extract.record import Span
from regesta.extract.score.gold import Annotation

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Score:
    """How many were found, how many were expected, how many were both; `missed` and `extra` say which were
    not, in a few words; kinds whose records carry a confidence say of each record whether it is right."""

    right: float = 0
    found: float = 0
    expected: float = 0
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    judged: tuple[tuple[str, bool], ...] = ()
    """The ids of the records that were found, each with whether it is right."""
    confused: tuple[tuple[str, str], ...] = ()
    """The annotated and the found value of each pair; "" for the side that has none."""

    @property
    def precision(self) -> float:
        """Right among the found, 0 when nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right among the expected, 0 when nothing was expected."""
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; for a property of matched records (voice, hedged) it is
        their accuracy."""
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 0.0


class Tally:
    """Scores under construction: `add` counts, `judge` is one property right or wrong, `miss` and `spare`
    keep the words."""

    def __init__(self) -> None:
        self._n: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0])
        self._missed: dict[str, list[str]] = defaultdict(list)
        self._extra: dict[str, list[str]] = defaultdict(list)
        self._judged: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        self._confused: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def add(self, kind: str, right: float, found: float, expected: float) -> None:
        for i, n in enumerate((right, found, expected)):
            self._n[kind][i] += n

    def judge(self, kind: str, ok: bool) -> None:
        self.add(kind, int(ok), 1, 1)

    def miss(self, kind: str, what: str) -> None:
        self._missed[kind].append(what)

    def spare(self, kind: str, what: str) -> None:
        self._extra[kind].append(what)

    def tell(self, kind: str, record: str, right: bool) -> None:
        """Whether the record that was found is right."""
        self._judged[kind].append((record, right))

    def confuse(self, kind: str, gold: str, found: str) -> None:
        """What was annotated, and what was found for it."""
        self._confused[kind].append((gold, found))

    def scores(self) -> dict[str, Score]:
        return {
            kind: Score(
                right=right,
                found=found,
                expected=expected,
                missed=tuple(self._missed[kind]),
                extra=tuple(self._extra[kind]),
                judged=tuple(self._judged[kind]),
                confused=tuple(self._confused[kind]),
            )
            for kind, (right, found, expected) in self._n.items()
        }


def brief(value: object) -> str:
    """At most 100 characters of it, on one line."""
    words = " ".join(str(value).split())
    return words if len(words) <= 100 else words[:99] + "…"


def report(
    kind: str,
    gold: Sequence[T],
    found: Sequence[U],
    pairs: Iterable[tuple[int, int]],
    of_gold: Callable[[T], str],
    of_found: Callable[[U], str],
    tally: Tally,
) -> None:
    """Notes which of the gold and of the found are in no pair, in the words the two functions give."""
    taken = list(pairs)
    for i, g in enumerate(gold):
        if i not in {a for a, _ in taken}:
            tally.miss(kind, brief(of_gold(g)))
    for j, s in enumerate(found):
        if j not in {b for _, b in taken}:
            tally.spare(kind, brief(of_found(s)))


def half(value: float) -> float:
    """The value when it is a half or more, else 0: what counts as the same stretch of text."""
    return value if value >= 0.5 else 0


def span_of(g: Annotation) -> Span:
    """The span of an annotation."""
    a, b = g["span"]
    return int(a), int(b)


def format_scores(scores: Mapping[str, Score]) -> str:
    """A table, one line a kind: precision, recall, F1, how many were annotated and how many found."""
    lines = [f"{'':<24}{'precision':>10}{'recall':>8}{'f1':>7}{'gold':>7}{'found':>7}"]
    lines += [
        f"{kind:<24}{s.precision:>10.3f}{s.recall:>8.3f}{s.f1:>7.3f}{round(s.expected):>7}{round(s.found):>7}"
        for kind, s in scores.items()
    ]
    return "\n".join(lines)
