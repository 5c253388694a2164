"""The example's review log applies to what is proposed today, whatever version proposed what it judged."""

from __future__ import annotations

from regesta.extract.workspace import Workspace
from regesta.review.log import VerdictLog
from regesta.review.state import replay


def test_every_verdict_of_the_example_finds_its_record(example_space: Workspace) -> None:
    verdicts = VerdictLog(example_space.log).read()
    people = [v for v in verdicts if not v.policy]
    assert {v.outcome for v in people} == {"accept", "edit", "reject"}
    records = [r for name in example_space.documents() for r in example_space.records(name)]
    state = replay(records, verdicts)
    added = {v.record for v in people if v.reason == "added by hand"}
    lost = [
        v.record
        for v in people
        if v.outcome == "accept" and v.record not in added and state.items[v.record].candidate is None
    ]
    assert len(lost) <= len(people) // 20, lost
    wrong = [
        v.record for v in people if (state.items[v.record].status == "rejected") != (v.outcome == "reject")
    ]
    assert wrong == []


def test_a_policy_never_overrules_the_reviewer(example_space: Workspace) -> None:
    verdicts = VerdictLog(example_space.log).read()
    judged = {v.record for v in verdicts if not v.policy}
    assert judged
    assert not judged & {v.record for v in verdicts if v.policy}
