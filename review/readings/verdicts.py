"""The verdicts that readings ask for: what stands accepted, as changed or added, the rest rejected, each
sentence marked read, what is one merged. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from regesta.extract.record import Actor, ActorKind, Claim, Event, Identity, Record, Sentence, content_id
from regesta.review.acts import ActError, act
from regesta.review.adding import ADDED
from regesta.review.exchange.plan import Fault
from regesta.review.passages import NOT_READ, READ
from regesta.review.readings.names import UNNAMED
from regesta.review.readings.reading import Actorhood, Entry, Ground, Reading
from regesta.review.state import Judged, ReviewedState
from regesta.review.validation import settled
from regesta.review.verdict import Outcome, Verdict, after, sent_by

#: Why two mentions are of one event, where a reader says so.
SAME_ACT = "tells the same act"
#: What a new holder is, by the voice of the claim.
_KIND_OF_VOICE: Mapping[str, ActorKind] = {"scholar": "person", "school": "school"}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who gives verdicts and when; `batch` names them as one, `key` the request they came by, `agent` says
    whether a program judged, `second` that it is a second reading."""

    reviewer: str
    at: str
    batch: str = ""
    key: str = ""
    agent: str = ""
    second: bool = False

    def on(self, verdict: Verdict) -> Verdict:
        """A verdict given in this name."""
        extra = {**verdict.extra, **sent_by(self.key, second=self.second)}
        return replace(verdict, batch=self.batch, agent=self.agent, extra=extra)


def verdicts_of(
    reading: Reading, state: ReviewedState, ground: Ground, by: Signature
) -> tuple[list[Verdict], list[Fault]]:
    """Every verdict that a reading asks for, in the order of the text, and what is left out and why.

    What this reviewer has said already, and what stands so already, is not said again."""
    return _Asking(reading, state, ground, by).all()


class _Asking:
    """One reading on its way to verdicts."""

    def __init__(self, reading: Reading, state: ReviewedState, ground: Ground, by: Signature) -> None:
        self.reading, self.state, self.ground, self.by = reading, state, ground, by
        self.left: list[Fault] = []
        self.at = by.at
        self.made: dict[str, Actor] = {}
        self.one: set[str] = set()
        self.sentences = sorted(ground.document.sentences, key=lambda s: s.spans[0][0])
        named = [j.record for j in state.items.values() if isinstance(j.record, Actor)]
        self.actors = {a.name: a.id for a in named if not state.replaced(a.id)}
        self.merged_names = {a.name for a in named} - self.actors.keys()

    def all(self) -> tuple[list[Verdict], list[Fault]]:
        """The verdicts and what is left out."""
        read = self.reading
        made = chain(
            self._sentences(),
            self._new_holders(),
            chain.from_iterable(map(self._entry, read.entries)),
            chain.from_iterable(self._rejection(name, why) for name, why in read.rejected.items()),
            chain.from_iterable(map(self._accepted, read.positions)),
            chain.from_iterable(map(self._actor, read.actors)),
            chain.from_iterable(self._one_proposition(*pair) for pair in read.same_claims),
            chain.from_iterable(map(self._one_event, read.same_events)),
        )
        return [self.by.on(v) for v in made], self.left

    def _sentences(self) -> Iterator[Verdict]:
        """Each sentence that was read, accepted as read whole."""
        by_start = {s.spans[0][0]: s for s in self.ground.document.sentences}
        for number in self.reading.done:
            sentence = by_start.get(self.ground.lines[number].spans[0][0])
            if sentence is not None:
                yield from self._accepted(sentence, READ)

    def _new_holders(self) -> Iterator[Verdict]:
        """The actors that hold claims and are known by no record: whoever writes about the past is a person,
        a school a school. Of others the reader says the kind."""
        said = {hood.name for hood in self.reading.actors if hood.kind is not None}
        for claim in (e.record for e in self.reading.entries if isinstance(e.record, Claim)):
            kind = _KIND_OF_VOICE.get(claim.voice)
            for name in claim.holder if kind is not None else ():
                if not name.startswith(UNNAMED) and name not in self.merged_names | self.actors.keys() | said:
                    said.add(name)
                    self.made[name] = self._new_actor(name, kind or "person")
                    yield from self._accepted(self.made[name])

    def _entry(self, entry: Entry) -> Iterator[Verdict]:
        record = replace(entry.record, wording=entry.words) if entry.words else entry.record
        yield from self._accepted(record, entry.why, entry.sentence)

    def _accepted(self, record: Record, why: str = "", sentence: int = 0) -> Iterator[Verdict]:
        """The acceptance of a record as it should stand: as it is, as an edit, or as a new one."""
        known = self.state.items.get(self.state.carried.get(record.id, record.id))
        try:
            if not isinstance(record, Sentence):
                record = self._settled(record)
            if known is None:
                new = Judged(record=record, status="candidate", parts={})
                yield self._act(new, "accept", why or ADDED)
            elif not self._stands(known, record):
                yield self._known(known, record, why)
        except ActError as error:
            self.left.append(Fault(f"sentence {sentence}" if sentence else record.id, str(error)))

    def _known(self, known: Judged, record: Record, why: str) -> Verdict:
        """The acceptance of a record that is known, edited where it should be another."""
        now = known.record
        wanted = replace(record, id=now.id, proposer=now.proposer, confidence=now.confidence)
        if wanted.to_dict() == now.to_dict():
            return self._act(known, "accept", why)
        return self._act(known, "edit", why, edited=wanted)

    def _stands(self, known: Judged, record: Record) -> bool:
        """Whether this reviewer has already accepted a record as it should stand."""
        by = known.accepted_by
        own = by is not None and by.reviewer == self.by.reviewer and not by.policy
        return own and known.record.digest() == record.digest()

    def _rejection(self, name: str, why: str) -> Iterator[Verdict]:
        known = self.state.items.get(self.state.carried.get(name, name))
        if known is None or self.state.replaced(known.record.id):
            return
        last = known.verdicts[-1] if known.verdicts else None
        if last is None or (last.outcome, last.reviewer) != ("reject", self.by.reviewer):
            yield self._act(known, "reject", why or NOT_READ)

    def _one_proposition(self, claim: str, other: str) -> Iterator[Verdict]:
        """Two claims state one proposition."""
        if self.state.edges.propositions.get(claim) == other:
            return
        found = self._made(claim)
        if found is not None and claim != other:
            yield self._act(found, "merge", "says the same", part="proposition", into=other)

    def _one_event(self, ids: tuple[str, ...]) -> Iterator[Verdict]:
        """Several mentions are of one event: the first of them in the text with each of the others."""
        told = [e.record for e in self.reading.entries if e.record.id in ids and isinstance(e.record, Event)]
        told.sort(key=lambda event: (event.trigger, event.id))
        for other in told[1:]:
            identity = self._identity(told[0], other)
            known = self.state.items.get(identity.id)
            if known is None:
                yield from self._accepted(identity, SAME_ACT)
            elif known.status != "accepted" or known.accepted_by is None or known.accepted_by.policy:
                yield self._act(known, "accept", SAME_ACT)

    def _identity(self, one: Event, other: Event) -> Identity:
        return Identity(
            id=content_id("identity", one.document, one.id, other.id),
            document=one.document,
            proposer=self.ground.proposer,
            spans=(one.trigger, other.trigger),
            one=one.id,
            other=other.id,
            type=other.type,
            reason=SAME_ACT,
        )

    def _made(self, name: str) -> Judged | None:
        """A statement of this reading as it will stand, or one known before."""
        own = next((e.record for e in self.reading.entries if e.record.id == name), None)
        if own is not None:
            return Judged(record=own, status="candidate", parts={})
        return self.state.items.get(name)

    def _actor(self, hood: Actorhood) -> Iterator[Verdict]:
        """The names of one actor: records of other names are merged into it, names without one become its
        aliases, and those that are not its are taken away."""
        own = self._named(hood)
        if own is None:
            self.left.append(Fault(hood.name, f"there is no actor {hood.name!r}; say its kind to add it"))
            return
        others = [n for n in hood.also if n in self.actors and n != hood.name and n not in self.one]
        new = set(hood.also) - self.actors.keys() - self.merged_names
        aliases = {*own.aliases, *new} - {*hood.apart, own.name}
        kind = hood.kind or own.actor_kind
        self.made[hood.name] = replace(own, aliases=tuple(sorted(aliases)), actor_kind=kind)
        yield from self._accepted(self.made[hood.name], hood.why)
        for name in others:
            self.one.add(name)
            judged = self.state.items[self.actors[name]]
            yield self._act(judged, "merge", hood.why or "names one actor", into=own.id)

    def _named(self, hood: Actorhood) -> Actor | None:
        """The actor of a name: known, or new where its kind is said."""
        if hood.name in self.made:  # said of this actor before
            return self.made[hood.name]
        known = self.state.items.get(self.actors.get(hood.name, ""))
        if known is not None and isinstance(known.record, Actor):
            return known.record
        kind = hood.kind or self._kind_of(hood.also)
        return self._new_actor(hood.name, kind) if kind is not None else None

    def _kind_of(self, names: Iterable[str]) -> ActorKind | None:
        """What the actor of one of these names is; None where none is known."""
        known = (self.state.items[self.actors[n]].record for n in names if n in self.actors)
        return next((r.actor_kind for r in known if isinstance(r, Actor)), None)

    def _new_actor(self, name: str, kind: ActorKind) -> Actor:
        made = content_id("actor", self.ground.document.id, name)
        return Actor(
            id=made,
            document=self.ground.document.id,
            proposer=self.ground.proposer,
            name=name,
            actor_kind=kind,
        )

    def _settled(self, record: Record) -> Record:
        """The record, when it is legal."""
        near: Iterable[Sentence] = ()
        if isinstance(record, Claim):
            start, end = record.spans[0][0], record.spans[-1][1]
            last = bisect_left(self.sentences, end, key=lambda s: s.spans[0][0])
            first = max(0, bisect_right(self.sentences, start, key=lambda s: s.spans[0][0]) - 1)
            near = [s for s in self.sentences[first:last] if start < s.spans[-1][1]]
        return settled(record, self.ground.document.text, near)

    def _act(self, judged: Judged, outcome: Outcome, reason: str = "", **more: Any) -> Verdict:
        """One verdict, a microsecond after the one before: their order is that of the reading."""
        at, self.at = self.at, after(self.at)
        return act(judged, outcome, at=at, reviewer=self.by.reviewer, reason=reason, **more)
