"""Figures over documents: macro averages with their spread, groups, the worst documents, reliability, confusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from regesta.extract.score.tally import Score

#: What is shown, in this order: the kind of a score, and what it is called.
SHOWN: Mapping[str, str] = {
    "sentences": "sentences", "claims": "claims, any", "claims.attributed": "claims, attributed",
    "claims.author": "claims, the author's", "claims.others": "claims, of others",
    "claims.boundaries": "boundaries", "claims.voice": "voice", "claims.holder": "holder", "claims.relations": "relations", "claims.hedged": "hedged",
    "claims.negated": "negated", "events": "events", "events.typed": "events, typed",
    "events.agents": "agents", "events.recipients": "recipients", "events.factuality": "factuality",
    "events.date": "dates given", "events.date_inferred": "dates inferred", "decisions": "decisions",
    "actors": "actors",
}  # fmt: skip
#: Kinds whose worst documents are named.
WATCHED = ("claims.attributed", "claims.relations", "events.typed", "decisions", "actors")
#: Kinds whose records say how sure they are, and the kind of record.
CONFIDENT: Mapping[str, str] = {
    "claims.attributed": "claim",
    "events.typed": "event",
    "decisions": "decision",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one document scores: its name, the groups it is of, its figures by kind, and how sure each record
    was."""

    slug: str
    groups: tuple[str, ...]
    scores: Mapping[str, Score]
    confidence: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Average:
    """A macro average of F1 (of accuracy for properties): mean, standard deviation, and over how many
    documents."""

    mean: float
    spread: float
    documents: int


def macro(measured: Iterable[Measured], kind: str) -> Average | None:
    """The average of a kind over the documents that have any of it, annotated or found; None for none."""
    values = [m.scores[kind].f1 for m in measured if _has(m, kind)]
    return Average(fmean(values), pstdev(values), len(values)) if values else None


def _has(measured: Measured, kind: str) -> bool:
    s = measured.scores.get(kind)
    return s is not None and s.expected + s.found > 0


def groups_of(measured: Sequence[Measured], least: int = 2) -> list[str]:
    """The groups of at least so many documents, those of most documents first."""
    count = Counter(g for m in measured for g in m.groups)
    return sorted((g for g in count if count[g] >= least), key=lambda g: (-count[g], g))


def worst(measured: Iterable[Measured], kind: str, most: int = 10) -> list[tuple[str, float]]:
    """The documents with the lowest figures of a kind, lowest first."""
    rows = [(m.slug, m.scores[kind].f1) for m in measured if _has(m, kind)]
    return sorted(rows, key=lambda row: (row[1], row[0]))[:most]


def confusion(measured: Iterable[Measured]) -> Counter[tuple[str, str]]:
    """How often an event of an annotated type was found as one of another; "" for not found and for spare."""
    pairs = (p for m in measured if "events.typed" in m.scores for p in m.scores["events.typed"].confused)
    return Counter(pairs)


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of about the same confidence: how many, how sure they were on average, how many were right."""

    low: float
    records: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether confidence can be trusted: the Brier score (0 is best; mean squared difference to right or
    wrong) and ten bins."""

    brier: float
    records: int
    bins: tuple[Bin, ...]


def reliability(measured: Iterable[Measured], kind: str) -> Reliability | None:
    """How well the confidence of a kind's records tells whether they are right; None where there are none."""
    told = [
        (m.confidence[record], right)
        for m in measured
        if kind in m.scores
        for record, right in m.scores[kind].judged
        if record in m.confidence
    ]
    if not told:
        return None
    brier = fmean((sure - right) ** 2 for sure, right in told)
    return Reliability(brier, len(told), tuple(filter(None, (_bin(told, n) for n in range(10)))))


def _bin(told: Sequence[tuple[float, bool]], n: int) -> Bin | None:
    inside = [(sure, right) for sure, right in told if min(9, int(sure * 10)) == n]
    if not inside:
        return None
    return Bin(n / 10, len(inside), fmean(s for s, _ in inside), fmean(r for _, r in inside))
