"""The ranker: what people accepted and rejected so far, learned, to show the likeliest candidates first. It
judges nothing and changes no id.

A logistic regression (scikit-learn) over what a record shows: kind, proposer, its confidence, the values of
its small fields, which fields are filled and how many, its length, and the words before and in it. Only
people's verdicts on whole records teach it; policies do not.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from regesta.extract.record import (
    Actor,
    Claim,
    Decision,
    Discrepancy,
    Event,
    Identity,
    Mention,
    Position,
    Record,
    Resolution,
    Span,
)
from regesta.review.reanchoring import anchor
from regesta.review.state import Judged, ReviewedState

#: Verdicts of each sort, accepting and rejecting, below which nothing is learned.
LEAST = 10
#: Blocks the curve's verdicts are cut into, by time: each is ranked by what was learned from those before it.
BLOCKS = 6
#: Hashed features; about as many as a thesis has different words times kinds.
WIDTH = 1 << 15
#: How much the extractor's own odds weigh before anything is learned, against one word of the record.
TRUST = 2.0
_WORD = re.compile(r"\w+")
_SMALL = (
    "type",
    "voice",
    "hedged",
    "negated",
    "factuality",
    "decision",
    "form",
    "actor_kind",
    "rule",
    "severity",
    "means",
    "applied",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One judged record as the ranker learns it: when it was judged, and whether it was accepted."""

    record: Record
    at: str
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What was learned: a weight per hashed feature, and how many lessons of each sort taught it."""

    weights: npt.NDArray[np.float64]
    bias: float
    accepted: int
    rejected: int

    def to_json(self) -> str:
        """As JSON: the weights that are not nought, by feature number."""
        kept = {str(n): round(float(w), 6) for n, w in enumerate(self.weights) if abs(w) > 1e-6}
        return json.dumps(
            {
                "form": 1,
                "width": WIDTH,
                "bias": self.bias,
                "accepted": self.accepted,
                "rejected": self.rejected,
                "weights": kept,
            }
        )

    @staticmethod
    def from_json(text: str) -> Ranking | None:
        """What `to_json` wrote; None when it is of another form."""
        data = json.loads(text)
        if (data.get("form"), data.get("width")) != (1, WIDTH):
            return None
        weights = np.zeros(WIDTH)
        for n, w in data["weights"].items():
            weights[int(n)] = w
        return Ranking(
            weights=weights, bias=data["bias"], accepted=data["accepted"], rejected=data["rejected"]
        )


def lessons(state: ReviewedState) -> list[Lesson]:
    """What people judged, in the order they did: the record as it was proposed, and whether it was accepted
    (as it was, edited, merged or split)."""
    return sorted(_lessons(state.items.values()), key=lambda row: (row.at, row.record.id))


def _lessons(items: Iterable[Judged]) -> Iterator[Lesson]:
    for item in items:
        decided = [
            v
            for v in item.verdicts
            if v.part in ("record", "claim")
            and not v.policy
            and v.outcome in ("accept", "edit", "merge", "split", "reject")
        ]
        record = item.candidate or item.record
        if decided and "split_of" not in decided[-1].extra:
            yield Lesson(record=record, at=decided[-1].at, accepted=decided[-1].outcome != "reject")


def features(record: Record, texts: Mapping[str, str]) -> dict[str, float]:
    """What the ranker sees of a record, by name; the same record always gives the same features."""
    kind = record.kind
    odds = math.log((sure := min(max(record.confidence, 0.02), 0.98)) / (1 - sure))
    out: dict[str, float] = {
        kind: 1.0,
        "odds": TRUST * odds,
        f"{kind} odds": TRUST * odds / 2,
        record.proposer or "?": 1.0,
    }
    out.update(_field_features(record))
    out.update((f"{kind} {name}", 1.0) for name in _names(record))
    if place := anchor(record):
        text = texts.get(record.document, "")
        out.update((f"{kind} {name}", weight) for name, weight in _word_features(text, place))
    return out


def _field_features(record: Record) -> Iterator[tuple[str, float]]:
    """The values of the small fields, which fields are filled, and with how much."""
    kind, data = record.kind, record.to_dict()
    yield from ((f"{kind} {name}={data[name]}", 1.0) for name in _SMALL if name in data)
    for name, value in data.items():
        if isinstance(value, list | dict):
            yield f"{kind} {name} filled", 1.0
            yield f"{kind} {name} number", min(len(value), 10) / 10


def _word_features(text: str, place: Span) -> Iterator[tuple[str, float]]:
    """The words of a record, how many there are, and the three before and after it."""
    start, end = place
    words = _words(text[start:end])
    yield "length", min(len(words), 60) / 60
    weight = 1 / max(1, len(words)) ** 0.5
    yield from ((f"in {w}", weight) for w in words)
    yield from ((f"before {w}", 0.5) for w in _words(text[max(0, start - 40) : start])[-3:])
    yield from ((f"after {w}", 0.5) for w in _words(text[end : end + 40])[:3])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _names(record: Record) -> Iterator[str]:
    """The names and reasons a record shows, as features."""
    names = _NAMES.get(type(record))
    return names(record) if names is not None else iter(())


def _labelled(label: str, words: Iterable[str]) -> Iterator[str]:
    return (f"{label} {word}" for word in words)


def _event_names(event: Event) -> Iterator[str]:
    yield from _labelled("agent", event.agents)
    yield f"dated {bool(event.date)}"


def _reason(record: Resolution | Identity) -> Iterator[str]:
    return _labelled("reason", _words(record.reason))


def _message(finding: Discrepancy) -> Iterator[str]:
    return _labelled("says", (w for w in _words(finding.message) if not w.isdecimal()))


#: What each kind of record shows by name.
_NAMES: Mapping[type[Record], Callable[[Any], Iterator[str]]] = {
    Claim: lambda claim: _labelled("holder", claim.holder),
    Event: _event_names,
    Decision: lambda decision: _labelled("decider", decision.deciders),
    Mention: lambda mention: iter([f"actor {mention.actor}"]),
    Actor: lambda actor: _labelled("name", _words(actor.name)),
    Resolution: _reason,
    Identity: _reason,
    Discrepancy: _message,
    Position: lambda position: _labelled("holder", position.holders),
}


def matrix(records: Iterable[Record], texts: Mapping[str, str]) -> Any:
    """The records as rows of hashed features (a scipy sparse matrix of `WIDTH` columns)."""
    from sklearn.feature_extraction import FeatureHasher  # slow to import, and only who learns needs it

    return FeatureHasher(n_features=WIDTH, input_type="dict").transform(features(r, texts) for r in records)


def learn(taught: Sequence[Lesson], texts: Mapping[str, str]) -> Ranking | None:
    """What these lessons teach; None when fewer than `LEAST` accept or fewer than `LEAST` reject."""
    from sklearn.linear_model import LogisticRegression  # slow to import, and only who learns needs it

    accepted = np.array([row.accepted for row in taught], bool)
    if accepted.sum() < LEAST or (~accepted).sum() < LEAST:
        return None
    rows = matrix((row.record for row in taught), texts)
    # A feature that no lesson has gets no weight; without its column a fit takes a tenth of the time.
    seen = np.unique(rows.indices)
    model = LogisticRegression(C=0.1, max_iter=300, class_weight="balanced").fit(rows[:, seen], accepted)
    weights = np.zeros(WIDTH)
    weights[seen] = model.coef_[0]
    return Ranking(
        weights=weights,
        bias=float(model.intercept_[0]),
        accepted=int(accepted.sum()),
        rejected=int((~accepted).sum()),
    )


def scores(ranking: Ranking, records: Sequence[Record], texts: Mapping[str, str]) -> dict[str, float]:
    """How likely each record is to be accepted, 0..1, by id."""
    if not records:
        return {}
    return dict(zip((r.id for r in records), likely(ranking, matrix(records, texts)), strict=True))


def likely(ranking: Ranking, rows: Any) -> list[float]:
    """How likely each row of a `matrix` is to be accepted, 0..1."""
    raw = rows @ ranking.weights + ranking.bias
    return [round(float(p), 4) for p in 1 / (1 + np.exp(-np.clip(raw, -30, 30)))]
