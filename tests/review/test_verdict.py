"""Verdicts as lines of the log: written and read back, named by what they say."""

from __future__ import annotations

import json

from regesta.review.verdict import Verdict, after, dumps, from_dict, verdict_id


def test_a_verdict_reads_back_as_it_was_written() -> None:
    verdict = Verdict(
        id="v1",
        at="2026-01-01T00:00:00.000000Z",
        reviewer="ada",
        outcome="split",
        record="actor-1",
        pieces=({"record": {"id": "a"}}, {"record": {"id": "b"}, "takes": ["m1"]}),
        extra={"proposed": {"id": "actor-1"}},
    )
    assert from_dict(json.loads(dumps(verdict))) == verdict
    assert "reason" not in json.loads(dumps(verdict))


def test_what_a_newer_program_wrote_is_kept() -> None:
    row = {"id": "v1", "at": "2026-01-01T00:00:00Z", "reviewer": "ada", "outcome": "accept", "mood": "sure"}
    assert from_dict(row).extra == {"mood": "sure"}


def test_the_same_act_has_the_same_id_and_another_has_another() -> None:
    at = "2026-01-01T00:00:00.000000Z"
    assert verdict_id(at, "ada", "accept", "c1") == verdict_id(at, "ada", "accept", "c1")
    others = {
        verdict_id(at, "ada", "accept", "c1"),
        verdict_id(at, "ben", "accept", "c1"),
        verdict_id(at, "ada", "accept", "c1", "actor", "Kim"),
        verdict_id(after(at), "ada", "accept", "c1"),
    }
    assert len(others) == 4


def test_the_time_after_is_a_microsecond_later_also_over_a_second() -> None:
    assert after("2026-01-01T00:00:59.999999Z") == "2026-01-01T00:01:00.000000Z"


def test_a_relinked_actor_is_known_by_name() -> None:
    verdict = Verdict(id="v", at="", reviewer="ada", outcome="relink", into="actor-1")
    assert verdict.into_name == "actor-1"
    named = Verdict(
        id="v", at="", reviewer="ada", outcome="relink", into="actor-1", extra={"name": "Kim Il Sung"}
    )
    assert named.into_name == "Kim Il Sung"
