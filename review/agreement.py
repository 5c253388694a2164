"""How far reviewers agree: Cohen's kappa per kind of record and pair of people, over the records both judged.
Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from regesta.review.state import STATUS_OF, WHOLE, Judged, ReviewedState

#: What counts as a judgement; who deferred or commented has not judged.
JUDGEMENTS = ("accepted", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two people on one kind of record (or on one part, as "claim evidence"; or "all").

    `both`: things both judged; `agree`: those they judged alike; `kappa`: Cohen's kappa, -1..1, None where it
    is not defined and `note` says why; `differ`: the ids of the records they differ on.
    """

    kind: str
    reviewers: tuple[str, str]
    both: int
    agree: int
    kappa: float | None
    note: str
    differ: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "kind": self.kind,
            "reviewers": list(self.reviewers),
            "both": self.both,
            "agree": self.agree,
            "kappa": self.kappa,
            "note": self.note,
            "differ": list(self.differ),
        }


def said_by(item: Judged, part: tuple[str, str] | None = None) -> dict[str, str]:
    """What each person last said of a record, or of one part of it: reviewer -> accepted or rejected;
    policies are not asked."""
    out: dict[str, str] = {}
    for v in item.verdicts:
        mine = v.part in WHOLE if part is None else (v.part, v.part_id) == part
        if mine and not v.policy and v.outcome in STATUS_OF:
            out[v.reviewer] = STATUS_OF[v.outcome]
    return {who: what for who, what in out.items() if what in JUDGEMENTS}


def agreement(state: ReviewedState) -> list[Agreement]:
    """One row per kind and pair of people who judged a thing both, and one row over all kinds per pair; by
    kind and names.

    Method: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement
    20 (1960), as computed by scikit-learn, over the two judgements accepted and rejected.
    """
    rows: dict[tuple[str, tuple[str, str]], list[tuple[str, str, str]]] = defaultdict(list)
    for name, item in state.items.items():
        for kind, said in _judgements(item):
            for a, b in combinations(sorted(said), 2):
                rows[(kind, (a, b))].append((name, said[a], said[b]))
                rows[("all", (a, b))].append((name, said[a], said[b]))
    return [
        _row(kind, pair, seen)
        for (kind, pair), seen in sorted(rows.items(), key=lambda r: (r[0][0] == "all", r[0]))
    ]


def _judgements(item: Judged) -> Iterable[tuple[str, Mapping[str, str]]]:
    if len({v.reviewer for v in item.verdicts if not v.policy}) < 2:
        return
    yield item.record.kind, said_by(item)
    for part in dict.fromkeys(
        (v.part, v.part_id) for v in item.verdicts if v.part not in (*WHOLE, "proposition")
    ):
        yield f"{item.record.kind} {part[0]}", said_by(item, part)


def _row(kind: str, pair: tuple[str, str], seen: Sequence[tuple[str, str, str]]) -> Agreement:
    agree = sum(a == b for _, a, b in seen)
    kappa, note = _kappa([a for _, a, _ in seen], [b for _, _, b in seen])
    differ = tuple(dict.fromkeys(n for n, a, b in seen if a != b))
    return Agreement(
        kind=kind, reviewers=pair, both=len(seen), agree=agree, kappa=kappa, note=note, differ=differ
    )


def _kappa(one: Sequence[str], other: Sequence[str]) -> tuple[float | None, str]:
    """Kappa, and what to know about it. Where both gave one and the same answer throughout, chance alone
    explains it: 0/0, not 1."""
    if len({*one, *other}) == 1:
        return None, f"not defined: both {one[0]} every one"
    from sklearn.metrics import cohen_kappa_score  # slow to import, and only who asks for agreement needs it

    value = float(cohen_kappa_score(one, other, labels=list(JUDGEMENTS)))
    return round(value, 4), "few: read with care" if len(one) < 20 else ""
