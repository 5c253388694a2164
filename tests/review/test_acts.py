"""Verdicts made of acts: what an act cannot do without, and what it carries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from regesta.extract.record import Claim, content_id
from regesta.review.acts import ActError, act, find, withdraw
from regesta.review.state import replay


def claim(n: int, confidence: float = 0.9, **more: object) -> Claim:
    span = (n * 10, n * 10 + 5)
    base = Claim(
        id=content_id("claim", "d", span),
        document="d",
        confidence=confidence,
        spans=(span,),
        content=span,
        holder=("Ann Bell",),
        voice="scholar",
        footnotes=("I.1",),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def at(n: int) -> str:
    return f"2026-01-01T00:{n // 60:02d}:{n % 60:02d}Z"


def test_an_unknown_record_is_named_with_its_likes() -> None:
    state = replay([claim(1)], [])
    assert find(state, claim(1).id[:9]).record == claim(1)
    with pytest.raises(ActError, match="no record 'event-1'"):
        find(state, "event-1")
    with pytest.raises(ActError, match="needs a reason"):
        act(find(state, claim(1).id), "reject", at=at(1), reviewer="ada")


@pytest.mark.parametrize(
    ("outcome", "more", "message"),
    [
        ("reject", {"reason": "  "}, "needs a reason"),
        ("edit", {}, "needs the edited record"),
        ("edit", {"edited": claim(2)}, "may not change its kind, id or document"),
        ("merge", {}, "another record to merge it into"),
        ("merge", {"into": claim(1).id}, "another record to merge it into"),
        ("relink", {"part": "actor"}, "what it should lead to"),
        ("comment", {"reason": ""}, "needs its words"),
    ],
)
def test_an_act_without_what_it_needs_is_refused(outcome: str, more: dict[str, Any], message: str) -> None:
    judged = replay([claim(1)], []).items[claim(1).id]
    with pytest.raises(ActError, match=message):
        act(judged, outcome, at=at(1), reviewer="ada", **more)  # type: ignore[arg-type]


def test_a_part_is_rejected_without_a_reason() -> None:
    judged = replay([claim(1)], []).items[claim(1).id]
    verdict = act(judged, "reject", at=at(1), reviewer="ada", part="actor", part_id="Ann Bell")
    assert (verdict.outcome, verdict.part, verdict.part_id) == ("reject", "actor", "Ann Bell")


def test_a_verdict_carries_what_was_decided_on_and_what_is_proposed_now() -> None:
    yes = act(replay([claim(1)], []).items[claim(1).id], "accept", at=at(1), reviewer="ada")
    later = replay([claim(1, voice="author")], [yes]).items[claim(1).id]
    again = act(later, "reject", at=at(2), reviewer="ben", reason="no")
    assert again.judged is not None
    assert (again.judged["voice"], again.extra["proposed"]["voice"]) == ("scholar", "author")


def test_verdicts_are_taken_back_by_id_batch_policy_and_record() -> None:
    state = replay([claim(1), claim(2)], [])
    one = act(state.items[claim(1).id], "accept", at=at(1), reviewer="ada")
    two = act(state.items[claim(1).id], "defer", at=at(2), reviewer="ada")
    three = replace(
        act(state.items[claim(2).id], "accept", at=at(3), reviewer="run"), batch="p@1/x", policy="p@1"
    )
    log = [one, two, three]
    for target, taken in ((one.id, one), (claim(1).id, two), ("p@1/x", three), ("p@1", three)):
        assert withdraw(log, [target], at=at(4), reviewer="ada").withdraws == (taken.id,)
    with pytest.raises(ActError, match="no verdict, batch or record 'nothing'"):
        withdraw(log, ["nothing"], at=at(4), reviewer="ada")


@pytest.mark.parametrize("reason", ["\ud800", "a\0b"])
def test_a_reason_that_no_log_can_hold_is_refused(reason: str) -> None:
    with pytest.raises(ActError, match="cannot be logged"):
        withdraw([], ["claim-1"], at="2025-01-01T00:00:00.000000Z", reviewer="ada", reason=reason)
