"""Which mentions are of one event: a decision and its act, identities, and verdicts on them."""

from __future__ import annotations

from dataclasses import replace

from regesta.extract.record import Decision, Event, Identity, Record
from regesta.extract.workspace import Workspace
from regesta.graph.map.gathering import gathered
from regesta.review.acts import act
from regesta.review.state import replay
from regesta.review.verdict import Verdict


def _rows(space: Workspace, *, applied: bool) -> tuple[list[Record], Identity]:
    rows = space.records("page")
    one, other = [r for r in rows if isinstance(r, Event)][:2]
    identity = Identity(
        id="identity-00000000000a",
        document="page",
        confidence=0.7,
        proposer="hand.v1",
        spans=(one.trigger, other.trigger),
        one=one.id,
        other=other.id,
        type=other.type,
        reason="by hand",
        applied=applied,
    )
    return [*rows, identity], identity


def _events(rows: list[Record], log: list[Verdict]) -> dict[str, str]:
    return {mention: event.id for mention, event in gathered(replay(rows, log)).items()}


def _verdict(rows: list[Record], record: Record, outcome: str) -> Verdict:
    judged = replay(rows, []).items[record.id]
    return act(judged, outcome, at="2025-04-01T10:00:00Z", reviewer="ada", reason="read")  # type: ignore[arg-type]


def test_a_decision_and_its_act_are_one_event_by_the_acts_name(space: Workspace) -> None:
    rows = space.records("page")
    decision = next(r for r in rows if isinstance(r, Decision))
    found = _events(rows, [])
    assert found[decision.id] == found[decision.event] == decision.event
    alone = [replace(r, event="") if r is decision else r for r in rows]
    assert _events(alone, [])[decision.id] == decision.id


def test_identities_join_and_part_as_verdicts_say(space: Workspace) -> None:
    rows, identity = _rows(space, applied=True)
    assert _events(rows, [])[identity.other] == identity.one
    assert _events(rows, [_verdict(rows, identity, "reject")])[identity.other] == identity.other
    possible, _ = _rows(space, applied=False)
    assert _events(possible, [])[identity.other] == identity.other
    assert _events(possible, [_verdict(possible, identity, "accept")])[identity.other] == identity.one
