"""What the ranker is worth: accepted per hundred seen, in its order and in the document's, on verdicts it was
not taught. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from regesta.review.ranker import BLOCKS, LEAST, Lesson, learn, scores
from regesta.review.reanchoring import anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Candidates seen, and how many of them were accepted had they been shown likeliest first (`learned`), as
    in the document, or surest first.

    Measured forward in time: the verdicts, oldest first, are cut into blocks; every block but the first is
    ranked by what was learned from the blocks before it. `seen` counts across these blocks, each run through
    by the same share. `auc` is the area under the ROC curve over the same blocks, weighted by size: 0.5 is
    chance; None where a block had only one answer. `note` says why it is empty.
    """

    seen: tuple[int, ...] = ()
    learned: tuple[int, ...] = ()
    document: tuple[int, ...] = ()
    confidence: tuple[int, ...] = ()
    tested: int = 0
    accepted: int = 0
    taught: int = 0
    auc: float | None = None
    auc_confidence: float | None = None
    note: str = ""

    def per_hundred(self, order: str, seen: int) -> float:
        """Accepted per hundred seen after `seen` candidates in that order."""
        at = max((n for n, s in enumerate(self.seen) if s <= max(seen, self.seen[0])), default=0)
        return round(100 * int(getattr(self, order)[at]) / self.seen[at], 1)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            name: list(v) if isinstance(v := getattr(self, name), tuple) else v for name in self.__slots__
        }


@dataclass(frozen=True, slots=True)
class _Block:
    """Lessons tested on what was learned from all before them: who was accepted, the orders compared, and the
    areas under the ROC curve of the learned order and of the extractor's confidence (None where all were
    judged alike)."""

    accepted: np.ndarray[Any, Any]
    orders: Mapping[str, np.ndarray[Any, Any]]
    areas: tuple[float, float] | None

    def accepted_among(self, order: str, share: float) -> int:
        """How many were accepted among the first `share` of the block in an order."""
        return int(self.accepted[self.orders[order]][: round(len(self.accepted) * share)].sum())


def curve(taught: Sequence[Lesson], texts: Mapping[str, str], *, points: int = 50) -> Curve:
    """The curve over these lessons, which are in order of time."""
    rows = list(taught)
    yes = sum(r.accepted for r in rows)
    if yes < 2 * LEAST or len(rows) - yes < 2 * LEAST:
        least = 2 * LEAST
        return Curve(
            taught=len(rows),
            note=f"{yes} records accepted and {len(rows) - yes} rejected by people; a curve needs {least} of "
            "each.",
        )
    cuts = np.linspace(0, len(rows), BLOCKS + 1).astype(int)
    tested = (
        _tested(rows[:start], rows[start:end], texts) for start, end in pairwise(cuts[1:]) if end > start
    )
    blocks = [block for block in tested if block is not None]
    if not blocks:
        return Curve(
            taught=len(rows),
            note="the earliest verdicts are all of one sort; nothing could be learned from them to be tested "
            "on later ones.",
        )
    return _drawn(blocks, len(rows), points)


def _drawn(blocks: Sequence[_Block], taught: int, points: int) -> Curve:
    """The curve over the blocks together, at most at `points` shares of each."""
    shares = np.linspace(0, 1, min(points, *(len(b.accepted) for b in blocks), taught) + 1)[1:]
    found = {
        name: tuple(sum(b.accepted_among(name, x) for b in blocks) for x in shares)
        for name in ("learned", "document", "confidence")
    }
    auc, auc_confidence = _areas(blocks)
    return Curve(
        seen=tuple(sum(round(len(b.accepted) * x) for b in blocks) for x in shares),
        tested=sum(len(b.accepted) for b in blocks),
        accepted=sum(int(b.accepted.sum()) for b in blocks),
        taught=taught,
        auc=auc,
        auc_confidence=auc_confidence,
        learned=found["learned"],
        document=found["document"],
        confidence=found["confidence"],
    )


def _tested(before: Sequence[Lesson], rows: Sequence[Lesson], texts: Mapping[str, str]) -> _Block | None:
    """Some lessons in the orders compared, the learned one taught on those before; None when those teach
    nothing."""
    ranking = learn(before, texts)
    if ranking is None:
        return None
    from sklearn.metrics import roc_auc_score  # slow to import, and only who measures needs it

    sure_of = scores(ranking, [r.record for r in rows], texts)
    accepted = np.array([r.accepted for r in rows])
    learned = np.array([sure_of[r.record.id] for r in rows])
    sure = np.array([r.record.confidence for r in rows])
    in_text = _places(rows)
    # What is equally likely is shown as in the document, as the queue does.
    orders = {
        "learned": np.lexsort((in_text, -learned)),
        "document": np.argsort(in_text),
        "confidence": np.lexsort((in_text, -sure)),
    }
    areas = None
    if 0 < accepted.sum() < len(accepted):
        areas = float(roc_auc_score(accepted, learned)), float(roc_auc_score(accepted, sure))
    return _Block(accepted, orders, areas)


def _places(rows: Sequence[Lesson]) -> np.ndarray[Any, Any]:
    """Which in the order of the documents each lesson's record is, from 0."""
    records = [r.record for r in rows]
    order = sorted(
        range(len(rows)),
        key=lambda n: (records[n].document, anchor(records[n]) or (1 << 60, 0), records[n].id),
    )
    places = np.empty(len(rows), int)
    places[order] = np.arange(len(rows))
    return places


def _areas(blocks: Sequence[_Block]) -> tuple[float | None, float | None]:
    """The areas under the ROC curve over all blocks, each weighed by its length."""
    weighed = [(len(b.accepted), b.areas) for b in blocks if b.areas is not None]
    weight = sum(n for n, _ in weighed)
    if not weight:
        return None, None
    learned, sure = (round(sum(n * areas[k] for n, areas in weighed) / weight, 4) for k in (0, 1))
    return learned, sure
