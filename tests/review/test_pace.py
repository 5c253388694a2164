"""How long a verdict takes, off the log."""

from __future__ import annotations

from regesta.review.pace import paces
from regesta.review.verdict import Verdict


def verdict(at: str, *, batch: str = "", reviewer: str = "ada", **more: str) -> Verdict:
    return Verdict(
        id=f"v-{at}-{reviewer}",
        at=f"2026-11-30T{at}Z",
        reviewer=reviewer,
        outcome="accept",
        batch=batch,
        **more,  # type: ignore[arg-type]
    )


def test_the_seconds_between_acts_are_shared_by_their_verdicts() -> None:
    log = [
        verdict("10:00:00.000000"),
        verdict("10:00:10.000000"),
        verdict("10:00:40.000000", batch="passage"),
        verdict("10:00:40.000001", batch="passage"),
        verdict("10:00:40.000002", batch="passage"),
    ]
    (pace,) = paces(log)
    assert (pace.acts, pace.verdicts, round(pace.seconds, 3)) == (2, 4, 10.0)
    assert round(pace.hours * 3600, 3) == 40.0


def test_a_pause_begins_a_new_sitting() -> None:
    log = [verdict("10:00:00.000000"), verdict("10:05:00.000001"), verdict("10:05:08.000001")]
    (pace,) = paces(log)
    assert (pace.acts, pace.seconds) == (1, 8.0)


def test_policies_programs_and_imports_have_no_pace() -> None:
    log = [
        verdict("10:00:02.000000", reviewer="ben"),
        verdict("10:00:00.000000", policy="apparatus@1"),
        verdict("10:00:01.000000", policy="apparatus@1"),
        verdict("10:00:00.000000", reviewer="model", agent="software"),
        verdict("10:00:09.000000", reviewer="model", agent="software"),
        verdict("10:00:00.000000", reviewer="ben", batch="import/x"),
        verdict("10:00:00.000001", reviewer="ben", batch="import/x"),
    ]
    assert paces(log) == []
