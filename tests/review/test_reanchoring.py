"""What verdicts survive when the extractor gets better: perturbed proposals over all records of the
example."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Decision,
    Event,
    Identity,
    Mention,
    Record,
    Relation,
    Source,
    content_id,
)
from regesta.extract.workspace import Workspace
from regesta.review.acts import act
from regesta.review.queue import REVIEWED
from regesta.review.reanchoring import judged_fields, successors
from regesta.review.state import ReviewedState, replay
from regesta.review.verdict import Verdict


class Better:
    """An improved proposer: surer or less sure, another version, some spans moved and with them ids, some
    fields better read."""

    def __init__(self, records: list[Record], seed: int, moved: float = 0.05, better: float = 0.1) -> None:
        self.records, self.chance, self.moved, self.better = records, random.Random(seed), moved, better
        self.names: dict[str, str] = {}
        #: Ids of records whose judged fields were touched.
        self.touched: set[str] = set()

    def again(self) -> list[Record]:
        """The records as proposed anew."""
        first = [self._anew(r) for r in self.records]
        return [self._referring(r) for r in first]

    def _anew(self, record: Record) -> Record:
        confidence = min(1.0, max(0.0, round(record.confidence + self.chance.gauss(0, 0.2), 3)))
        new = replace(record, confidence=confidence, proposer="better.v9")
        if self.chance.random() < self.moved:
            new = self._moved(new)
        elif self.chance.random() < self.better:
            new = self._bettered(new)
        was, now = record.to_dict(), new.to_dict()
        if any(was.get(f) != now.get(f) for f in judged_fields()[record.kind]):
            self.touched.add(record.id)
        return new

    def _moved(self, record: Record) -> Record:
        """One character further to the left, with an id of its own, as the proposers name by place; sources
        and actors get another id too."""
        changes: dict[str, Any] = {}
        match record:
            case Claim():
                a, b = record.content
                changes = {
                    "content": (a - 1, b),
                    "spans": tuple((x - 1, y) if (x, y) == (a, b) else (x, y) for x, y in record.spans),
                }
            case Event() | Decision():
                changes = {"trigger": (record.trigger[0] - 1, record.trigger[1])}
            case Mention() | Citation():
                changes = {"span": (record.span[0] - 1, record.span[1])}
            case Actor():
                changes = {"name": f"Full {record.name}", "aliases": (*record.aliases, record.name)}
            case Source():
                pass
            case _:
                return record
        name = content_id(record.kind, "better", record.id)
        self.names[record.id] = name
        return replace(record, id=name, **changes)

    def _bettered(self, record: Record) -> Record:
        """A field better read: some that are judged, some that are not."""
        match record:
            case Claim():
                return (
                    replace(record, hedged=not record.hedged)
                    if self.chance.random() < 0.3
                    else replace(
                        record, footnotes=("I.1",), relations=(Relation(type="supports", target="claim-x"),)
                    )
                )
            case Event():
                return (
                    replace(record, place="Tabriz")
                    if self.chance.random() < 0.3
                    else replace(record, footnotes=("I.1",))
                )
            case Actor():
                return replace(record, aliases=(*record.aliases, "another spelling"))
            case Citation():
                return replace(record, resolved_by="another rule", quote="")
            case Source():
                return (
                    replace(record, fields=replace(record.fields, publisher="Press"))
                    if self.chance.random() < 0.3
                    else replace(record, label="label")
                )
        return record

    def _referring(self, record: Record) -> Record:
        """References to records that have other ids now."""
        led = self.names.get
        match record:
            case Citation():
                return replace(record, source=led(record.source, record.source))
            case Source():
                return replace(record, cited_by=tuple(led(c, c) for c in record.cited_by))
            case Identity():
                return replace(record, one=led(record.one, record.one), other=led(record.other, record.other))
            case Claim():
                return replace(
                    record,
                    relations=tuple(replace(r, target=led(r.target, r.target)) for r in record.relations),
                )
        return record


def judged(records: list[Record]) -> list[Verdict]:
    """Every reviewable record judged by a person, one in four rejected."""
    state, ticks = replay(records, []), iter(range(10**6))

    def given() -> Iterator[Verdict]:
        for n, record in enumerate(r for r in records if r.kind in REVIEWED):
            outcome = "reject" if n % 4 == 3 else "accept"
            yield act(
                state.items[record.id],
                outcome,
                at=f"2026-01-01T00:00:00.{next(ticks):06d}Z",
                reviewer="ada",
                reason="r",
            )  # type: ignore[arg-type]

    return list(given())


def fates(state: ReviewedState, log: list[Verdict]) -> dict[str, set[str]]:
    """Record ids by what became of the verdict: carried over as it is, marked as changed, or without a
    proposal."""
    out: dict[str, set[str]] = {"carried": set(), "marked": set(), "gone": set()}
    for v in log:
        item = state.items[v.record]
        out["gone" if item.candidate is None else "marked" if item.changed else "carried"].add(v.record)
    return out


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_improved_proposer_keeps_the_verdicts(example_space: Workspace, seed: int) -> None:
    records = [r for d in example_space.documents() for r in example_space.records(d)]
    log = judged(records)
    better = Better(records, seed)
    state = replay(better.again(), log)
    fate = fates(state, log)
    assert len(better.names) > 15, "the proposer must really be another"
    assert len(better.touched) > 15
    assert len(fate["gone"]) <= 0.01 * len(log)
    # Exactly what was judged and reads otherwise comes back; on it the difference is told.
    assert fate["marked"] - better.touched == set()
    assert len(better.touched & fate["carried"]) <= 0.01 * len(log)
    assert all(state.items[i].changes for i in fate["marked"])
    statuses = {v.record: "rejected" if v.outcome == "reject" else "accepted" for v in log}
    assert all(state.items[i].status == s for i, s in statuses.items())


def test_the_same_proposer_again_changes_nothing(example_space: Workspace) -> None:
    records = [r for d in example_space.documents() for r in example_space.records(d)]
    log = judged(records)
    surer = [replace(r, confidence=r.confidence / 2, proposer="other.v2") for r in records]
    fate = fates(replay(surer, log), log)
    assert (len(fate["marked"]), len(fate["gone"])) == (0, 0)


def test_an_actor_is_known_by_its_names_and_never_by_its_sort_alone() -> None:
    old = Actor(id="actor-1", document="d", name="Qavam", actor_kind="person", aliases=("Qavam os-Saltaneh",))
    fuller = Actor(id="actor-2", document="d", name="Ahmad Qavam", actor_kind="person", aliases=("Qavam",))
    other = Actor(id="actor-3", document="d", name="Sadchikov", actor_kind="person")
    state = Actor(id="actor-4", document="d", name="Qavam", actor_kind="state")
    assert successors([old], [fuller, other, state]) == {"actor-2": "actor-1"}
    assert successors([old], [other, state]) == {}


def test_two_sources_do_not_take_one_verdict() -> None:
    old = Source(id="source-1", document="d", type="book", cited_by=("c1", "c2", "c3"))
    most = Source(id="source-2", document="d", type="book", cited_by=("c1", "c2"))
    rest = Source(id="source-3", document="d", type="book", cited_by=("c3",))
    assert successors([old], [most, rest]) == {"source-2": "source-1"}
