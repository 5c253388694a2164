"""How long a verdict takes: the seconds between one act of a reviewer and the next, off the log. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from regesta.review.verdict import SOFTWARE, Verdict, moment_of

#: Seconds after which whoever gave the last verdict has gone away: what follows begins a new sitting. Five
#: minutes are enough for the longest passage and its notes.
LONGEST = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One person's pace: `acts` (single verdicts and whole passages) that followed another within a sitting,
    the `verdicts` they gave, the hours they took, and the median seconds a verdict took."""

    reviewer: str
    acts: int
    verdicts: int
    hours: float
    seconds: float


def paces(verdicts: Iterable[Verdict]) -> list[Pace]:
    """The pace of each person who judged on the pages, by name.

    What policies and programs gave takes nobody's time, and of an import nobody knows when it was read.
    """
    by_person: dict[str, dict[str, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    for v in verdicts:
        judged = v.outcome != "withdraw" and not v.batch.startswith("import/")
        if judged and not v.policy and v.agent != SOFTWARE:
            by_person[v.reviewer][v.batch or v.id].append(v)
    found = (_pace(name, acts) for name, acts in sorted(by_person.items()))
    return [p for p in found if p is not None]


def _pace(reviewer: str, acts: Mapping[str, Sequence[Verdict]]) -> Pace | None:
    ended = sorted((moment_of(rows[-1].at), len(rows)) for rows in acts.values())
    followed = [
        ((after - before).total_seconds(), count)
        for (before, _), (after, count) in pairwise(ended)
        if (after - before).total_seconds() <= LONGEST
    ]
    if not followed:
        return None
    each = [taken / count for taken, count in followed for _ in range(count)]
    return Pace(
        reviewer=reviewer,
        acts=len(followed),
        verdicts=len(each),
        hours=sum(taken for taken, _ in followed) / 3600,
        seconds=median(each),
    )
