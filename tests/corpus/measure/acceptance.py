"""How right what policies accept is: the sets of policies on documents that nothing was learnt on, and the curve of
precision and recall by confidence.

Figures are pooled over documents, since some have few accepted statements of a kind: right among what was accepted,
and among what is annotated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from regesta.extract.authority import Authority
from regesta.extract.record import Actor, Claim, Mention, Record
from regesta.extract.score.gold import Gold
from regesta.extract.score.scoring import score
from regesta.review.policy import Policy, apply
from regesta.review.state import replay

#: The kinds that are measured: of a score, and what each is called.
KINDS: Mapping[str, str] = {
    "claims.attributed": "claims",
    "events.typed": "events",
    "decisions": "decisions",
    "claims.relations": "argument links",
    "actors": "actors",
}
#: The kinds whose records say how sure they are, and the least confidences of the curve.
CURVED: Mapping[str, str] = {"claims.attributed": "claim", "events.typed": "event", "decisions": "decision"}
STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document with what was proposed in it by models that never saw it, and its annotations."""

    slug: str
    text: str
    records: Sequence[Record]
    gold: Gold


@dataclass(frozen=True, slots=True)
class Counted:
    """How many were accepted, how many of these are right, how many are annotated."""

    right: float = 0
    accepted: float = 0
    annotated: float = 0

    def plus(self, right: float, accepted: float, annotated: float) -> Counted:
        return Counted(self.right + right, self.accepted + accepted, self.annotated + annotated)

    @property
    def precision(self) -> float:
        return self.right / self.accepted if self.accepted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0


def accepted_of(records: Sequence[Record], policies: Iterable[Policy]) -> list[Record]:
    """What policies accept of some records, as accepted knowledge shows it: answers to what was not accepted are no
    answers, and those whom no accepted actor is are not spoken of."""
    candidates = [r for r in records if r.kind not in ("sentence", "division", "footnote", "diagnostic")]
    state = replay(candidates, [])
    log = []
    for n, policy in enumerate(policies):
        log += apply(policy, state, at=f"2026-01-01T00:00:{n:02d}Z", reviewer="policy")
        state = replay(candidates, log, state)
    accepted = {j.record.id: j.record for j in state.accepted()}
    named = {r.name for r in accepted.values() if isinstance(r, Actor)}
    shown = [
        replace(r, relations=tuple(x for x in r.relations if x.target in accepted))
        if isinstance(r, Claim)
        else r
        for r in accepted.values()
    ]
    mentions = (r for r in records if isinstance(r, Mention) and r.actor in named)
    return [*(r for r in records if r.kind == "sentence"), *shown, *mentions]


def measured(
    documents: Iterable[LeftOut], policies: Sequence[Policy], known: Authority
) -> dict[str, Counted]:
    """How right a set of policies is, by kind, over some documents."""
    counts: defaultdict[str, Counted] = defaultdict(Counted)
    for d in documents:
        scores = score(accepted_of(d.records, policies), d.gold, text=d.text, authority=known)
        for kind in KINDS:
            if kind in scores:
                s = scores[kind]
                counts[kind] = counts[kind].plus(s.right, s.found, s.expected)
    return dict(counts)


def curve(documents: Iterable[LeftOut], known: Authority) -> dict[str, list[Counted]]:
    """By kind what accepting everything of at least each of STEPS would give."""
    out = {kind: [Counted()] * len(STEPS) for kind in CURVED}
    for d in documents:
        scores = score(d.records, d.gold, text=d.text, authority=known)
        confidence = {r.id: r.confidence for r in d.records}
        for kind, rows in out.items():
            judged = [(confidence[i], right) for i, right in scores[kind].judged] if kind in scores else []
            expected = scores[kind].expected if kind in scores else 0
            for k, least in enumerate(STEPS):
                sure = [right for c, right in judged if c >= least]
                rows[k] = rows[k].plus(sum(sure), len(sure), expected)
    return out
