"""Kappa against figures worked out by hand, and where it is not defined."""

from __future__ import annotations

import pytest

from regesta.extract.record import Actor, Claim, Record
from regesta.review.acts import act
from regesta.review.agreement import agreement
from regesta.review.state import replay
from regesta.review.verdict import Verdict


def judged(rows: list[tuple[str, str]], kind: type[Record] = Claim) -> tuple[list[Record], list[Verdict]]:
    """Records on each of which ada and ben say what stands there ("" for nothing)."""
    records: list[Record] = [
        Claim(id=f"claim-{n}", document="d", spans=((n, n + 1),), content=(n, n + 1))
        if kind is Claim
        else Actor(id=f"actor-{n}", document="d", name=f"N{n}", actor_kind="person")
        for n in range(len(rows))
    ]
    state = replay(records, [])
    log = [
        act(state.items[record.id], said, at=f"2026-01-01T00:00:00.{n:03d}{k}Z", reviewer=who, reason="r")  # type: ignore[arg-type]
        for n, (record, both) in enumerate(zip(records, rows, strict=True))
        for k, (who, said) in enumerate(zip(("ada", "ben"), both, strict=True))
        if said
    ]
    return records, log


def test_kappa_of_a_table_worked_out_by_hand() -> None:
    # 20 both accept, 5 ada only, 10 ben only, 15 both reject: po = .7, pe = .5*.6 + .5*.4 = .5, kappa = .4
    rows = (
        [("accept", "accept")] * 20
        + [("accept", "reject")] * 5
        + [("reject", "accept")] * 10
        + [("reject", "reject")] * 15
    )
    records, log = judged(rows)
    one, every = agreement(replay(records, log))
    assert (one.kind, one.reviewers, one.both, one.agree, one.kappa, one.note) == (
        "claim",
        ("ada", "ben"),
        50,
        35,
        0.4,
        "",
    )
    assert len(one.differ) == 15
    assert every.kind == "all"


@pytest.mark.parametrize("said", ["accept", "reject"])
def test_where_all_is_one_answer_kappa_is_not_defined(said: str) -> None:
    records, log = judged([(said, said)] * 30)
    row = agreement(replay(records, log))[0]
    assert row.kappa is None
    assert "not defined" in row.note
    assert row.agree == 30


def test_only_what_both_judged_counts() -> None:
    records, log = judged([("accept", ""), ("", "reject"), ("defer", "accept"), ("comment", "accept")])
    assert agreement(replay(records, log)) == []


def test_a_withdrawn_verdict_does_not_disagree_and_parts_are_counted_apart() -> None:
    records, log = judged([("accept", "reject")])
    assert agreement(replay(records, log))[0].agree == 0
    assert agreement(replay(records, log[:1])) == []
    state = replay(records, [])
    parts = [
        act(
            state.items["claim-0"],
            said,
            at=f"2026-01-02T00:00:0{k}Z",
            reviewer=who,
            reason="r",
            part="evidence",
            part_id="citation-1",
        )  # type: ignore[arg-type]
        for k, (who, said) in enumerate((("ada", "accept"), ("ben", "accept")))
    ]
    assert ("claim evidence", 1) in [(r.kind, r.agree) for r in agreement(replay(records, [*log, *parts]))]
