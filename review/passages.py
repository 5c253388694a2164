"""A whole passage judged at once: what stands accepted, the rest rejected, what lacks added, its sentences
marked read. Pure."""

from __future__ import annotations

import itertools
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from regesta.extract.record import Record, Sentence, content_id, from_dict
from regesta.review.acts import ActError, Overtaken, act, find
from regesta.review.adding import give_addition, placed_anew
from regesta.review.judging import SentencesOver, TextOf, give
from regesta.review.request import VerdictRequest
from regesta.review.state import STATUS_OF, WHOLE, Judged, ReviewedState, carried_record
from regesta.review.verdict import SECOND, Outcome, Verdict, after, sent_by

#: The kinds that a passage is read for; mentions, actors and the apparatus are passes of their own.
STATEMENTS = ("claim", "event", "decision")
#: Sentences of a passage, at most: what is taken in at one look.
LONGEST = 10
#: What verdicts say that a passage gave.
READ = "read whole"
NOT_READ = "its sentence was read whole, and has no such statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRequest:
    """What somebody says of a whole passage, in one act.

    `sentences` are their ids; `accept` and `reject` ids of records, `edits` changes by id, `additions` new
    records. Every other statement proposed in the sentences is rejected where they are `done`, and left where
    they are not. `second` marks a second reading. `seen` is the last verdict the reviewer saw on a record, by
    its id; where that is `all_seen`, a statement that is not in it came since, and nobody rejects it unseen.
    `links` as in a `VerdictRequest`.
    """

    document: str
    sentences: tuple[str, ...]
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    edits: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    additions: tuple[Record, ...] = ()
    done: bool = True
    reviewer: str = ""
    reason: str = ""
    key: str = ""
    second: bool = False
    seen: Mapping[str, str] = field(default_factory=dict)
    all_seen: bool = False
    links: tuple[str, ...] | None = None


def as_seen_by(second: str, items: Iterable[Judged]) -> list[Judged]:
    """What a reviewer sees of some records: a `second` reader (by name; "" for others) what was proposed and
    what they added, as they changed it and where it stands by their own verdicts alone."""
    if not second:
        return list(items)
    return [seen for j in items if (seen := _as_read_by(second, j)) is not None]


def _as_read_by(reader: str, judged: Judged) -> Judged | None:
    """One record as a second reader left it; None where nobody proposed it and they did not add it."""
    own = [v for v in judged.verdicts if v.reviewer == reader]
    record = judged.candidate or carried_record(own)
    if record is None:
        return None
    said = [v for v in own if v.part in WHOLE and v.outcome in STATUS_OF]
    changed = next((v.edited for v in reversed(said) if v.edited), None)
    return Judged(
        record=from_dict(changed) if changed else record,
        status=STATUS_OF[said[-1].outcome] if said else "candidate",
        verdicts=tuple(own),
        candidate=judged.candidate,
        parts={},
    )


def give_passage(
    state: ReviewedState,
    request: PassageRequest,
    standing: Sequence[Judged],
    at: str,
    text_of: TextOf,
    sentences_over: SentencesOver,
) -> list[Verdict]:
    """The verdicts of a passage, as one batch; `standing` are the statements in its sentences.

    Errors: ActError for what cannot be said of a record, or a sentence that is none; Overtaken where somebody
    else judged one meanwhile.
    """
    return list(_Giving(state, request, standing, at, text_of, sentences_over).verdicts())


class _Giving:
    """One passage on its way to verdicts."""

    def __init__(
        self,
        state: ReviewedState,
        request: PassageRequest,
        standing: Sequence[Judged],
        at: str,
        text_of: TextOf,
        sentences_over: SentencesOver,
    ) -> None:
        self.state, self.request, self.standing = state, request, standing
        self.at, self.text_of, self.sentences_over = at, text_of, sentences_over
        self.batch = content_id("passage", at, request.reviewer, list(request.sentences))

    def verdicts(self) -> Iterator[Verdict]:
        """The verdicts, each a microsecond after the one before."""
        for verdict in self._all():
            extra = {**verdict.extra, **sent_by(self.request.key, second=self.request.second)}
            yield replace(verdict, batch=self.batch, extra=extra)

    def _all(self) -> Iterator[Verdict]:
        said = self.request
        self._refuse_overtaken()
        for name in said.accept:
            if name not in said.edits and not self._is_accepted(name):
                yield self._give(name, "accept")
        for name, changes in said.edits.items():
            yield self._give(name, "edit", changes)
        for name in self._rejected():
            yield self._give(name, "reject")
        for record in said.additions:
            new = placed_anew(record, self.state)
            yield give_addition(new, at=self._next(), reviewer=said.reviewer, reason=said.reason)
        for sentence in self._sentences() if said.done else ():
            yield act(sentence, "accept", at=self._next(), reviewer=said.reviewer, reason=READ)

    def _refuse_overtaken(self) -> None:
        for name, seen in self.request.seen.items():
            verdicts = find(self.state, name).verdicts
            last = verdicts[-1] if verdicts else None
            if seen != (last.id if last is not None else "none"):
                by = (
                    f"{last.reviewer} gave {last.outcome!r} on"
                    if last is not None
                    else "a verdict is gone on"
                )
                raise Overtaken(f"{by} {name} after you opened the passage. Look at it again, then judge.")
        for name in self._rejected() if self.request.all_seen else ():
            if name not in self.request.seen:
                raise Overtaken(f"{name} came after you opened the passage. Look at it again, then judge.")

    def _is_accepted(self, name: str) -> bool:
        """Whether a person, or of a second reading this reader, has accepted a record as it stands: it need
        not be said twice."""
        judged = find(self.state, name)
        if self.request.second:
            seen = _as_read_by(self.request.reviewer, judged)
            return seen is not None and seen.status == "accepted"
        return judged.accepted_by is not None and not judged.accepted_by.policy

    def _rejected(self) -> list[str]:
        """What is rejected: what the reviewer says, and of a passage that is done all that was not kept."""
        said = self.request
        kept = {*said.accept, *said.edits, *said.reject}
        shown = as_seen_by(said.reviewer if said.second else "", self.standing)
        rest = [j.record.id for j in shown if j.record.id not in kept and j.status != "rejected"]
        return [*said.reject, *(rest if said.done else ())]

    def _sentences(self) -> Iterator[Judged]:
        """The sentences of the passage that this reviewer has not read yet."""
        for name in self.request.sentences:
            judged = self.state.items.get(name)
            if judged is None or not isinstance(judged.record, Sentence):
                raise ActError(f"there is no sentence {name!r} in this workspace.")
            if not is_read(judged, self.request.reviewer):
                yield judged

    def _give(self, name: str, outcome: Outcome, changes: Mapping[str, Any] | None = None) -> Verdict:
        said = self.request
        reason = said.reason or (NOT_READ if outcome == "reject" else "")
        request = VerdictRequest(
            record=name,
            outcome=outcome,
            reviewer=said.reviewer,
            at=self._next(),
            reason=reason,
            changes=changes,
            links=said.links,
        )
        return give(self._state_for(name), request, self.text_of, self.sentences_over)

    def _state_for(self, name: str) -> ReviewedState:
        """What a verdict on a record is given upon: of a second reading the record as that reader sees it,
        so that what they change is what was proposed, and nothing of the first reading gets into it."""
        judged = find(self.state, name)
        seen = _as_read_by(self.request.reviewer, judged) if self.request.second else None
        if seen is None:
            return self.state
        return replace(self.state, items=ChainMap({seen.record.id: seen}, cast(Any, self.state.items)))

    def _next(self) -> str:
        at, self.at = self.at, after(self.at)
        return at


def is_read(sentence: Judged, reviewer: str = "") -> bool:
    """Whether somebody, or this reviewer, has read a sentence whole."""
    own = (v for v in sentence.verdicts if v.outcome == "accept" and not v.policy)
    return any(v.reviewer == reviewer if reviewer else not v.extra.get(SECOND) for v in own)


def passages(sentences: Iterable[Sentence]) -> list[tuple[Sentence, ...]]:
    """The sentences of a document cut into passages of about one length, none over a division's end."""
    out: list[tuple[Sentence, ...]] = []
    for division in _divisions(sentences):
        count = -(-len(division) // LONGEST)
        cuts = [round(len(division) * k / count) for k in range(count + 1)]
        out += [tuple(division[a:b]) for a, b in itertools.pairwise(cuts)]
    return out


def _divisions(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Runs of sentences that stand in one division."""
    run: list[Sentence] = []
    for sentence in sentences:
        if run and run[-1].division != sentence.division:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run
