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
    ranked by what was learned
    from the blocks before it. `seen` counts across these blocks, each run through by the same share. `auc` is
    the area under the ROC
    curve over the same blocks, weighted by size: 0.5 is chance; None where a block had only one answer.
    `note` says why it is empty.
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


def curve(taught: Sequence[Lesson], texts: Mapping[str, str], *, points: int = 50) -> Curve:
    """The curve over these lessons, which are in order of time."""
    rows = list(taught)
    yes = sum(r.accepted for r in rows)
    if yes < 2 * LEAST or len(rows) - yes < 2 * LEAST:
        least = 2 * LEAST
        return Curve(
            taught=len(rows),
            note=f"{yes} records accepted and {len(rows) - yes} rejected by people; a curve needs {least} of each.",
        )
    from sklearn.metrics import roc_auc_score  # slow to import, and only who measures needs it

    cuts = np.linspace(0, len(rows), BLOCKS + 1).astype(int)
    blocks: list[
        tuple[np.ndarray[Any, Any], dict[str, np.ndarray[Any, Any]], tuple[float, float] | None]
    ] = []
    for start, end in pairwise(cuts[1:]):
        ranking = learn(rows[:start], texts)
        if ranking is None or end <= start:
            continue
        tested = rows[start:end]
        sure_of = scores(ranking, [r.record for r in tested], texts)
        said = np.array([r.accepted for r in tested])
        learned = np.array([sure_of[r.record.id] for r in tested])
        sure = np.array([r.record.confidence for r in tested])
        place = sorted(
            range(len(tested)),
            key=lambda n: (
                tested[n].record.document,
                anchor(tested[n].record) or (1 << 60, 0),
                tested[n].record.id,
            ),
        )
        in_text = np.empty(len(tested), int)
        in_text[place] = np.arange(len(tested))
        # What is equally likely is shown as in the document, as the queue does.
        orders = {
            "learned": np.lexsort((in_text, -learned)),
            "document": np.argsort(in_text),
            "confidence": np.lexsort((in_text, -sure)),
        }
        area = (
            (float(roc_auc_score(said, learned)), float(roc_auc_score(said, sure)))
            if 0 < said.sum() < len(said)
            else None
        )
        blocks.append((said, orders, area))
    if not blocks:
        return Curve(
            taught=len(rows),
            note="the earliest verdicts are all of one sort; nothing could be learned from them to be tested on later ones.",
        )
    shares = np.linspace(0, 1, min(points, *(len(s) for s, _, _ in blocks), len(rows)) + 1)[1:]
    total = sum(len(s) for s, _, _ in blocks)
    weighed = [(len(s), a) for s, _, a in blocks if a is not None]
    weight = sum(n for n, _ in weighed)
    found = {
        name: tuple(sum(int(s[o[name]][: round(len(s) * x)].sum()) for s, o, _ in blocks) for x in shares)
        for name in ("learned", "document", "confidence")
    }
    return Curve(
        seen=tuple(sum(round(len(s) * x) for s, _, _ in blocks) for x in shares),
        tested=total,
        accepted=sum(int(s.sum()) for s, _, _ in blocks),
        taught=len(rows),
        auc=round(sum(n * a[0] for n, a in weighed) / weight, 4) if weight else None,
        auc_confidence=round(sum(n * a[1] for n, a in weighed) / weight, 4) if weight else None,
        learned=found["learned"],
        document=found["document"],
        confidence=found["confidence"],
    )
