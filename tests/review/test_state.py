"""Replay: people before policies, the last word of each, what is withdrawn does not count."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.record import Claim, content_id
from regesta.review.acts import act, with_fields, withdraw
from regesta.review.policy import accept_all, apply, read_policies
from regesta.review.state import replay, standing
from regesta.review.verdict import Verdict


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


def test_a_candidate_nobody_judged_stays_one() -> None:
    state = replay([claim(1)], [])
    assert state.items[claim(1).id].status == "candidate"
    assert list(state.accepted()) == []


def test_a_person_overrules_a_policy_whatever_the_order() -> None:
    state = replay([claim(1)], [])
    policy = read_policies({"all": {"kinds": ["claim"]}})["all"]
    bulk = apply(policy, state, at=at(1), reviewer="policy:all")
    no = act(state.items[claim(1).id], "reject", at=at(2), reviewer="ada", reason="narrative")
    for log in ([*bulk, no], [no, *bulk]):
        assert replay([claim(1)], log).items[claim(1).id].status == "rejected"


def test_an_accepted_record_outlives_its_proposal() -> None:
    log = accept_all([claim(1)], at=at(1), reviewer="ada", reason="")
    state = replay([], log)
    assert [j.record for j in state.accepted()] == [claim(1)]
    assert state.items[claim(1).id].candidate is None


def test_a_changed_proposal_is_marked_and_the_judged_one_kept() -> None:
    log = accept_all([claim(1)], at=at(1), reviewer="ada", reason="")
    item = replay([claim(1, hedged=True)], log).items[claim(1).id]
    assert item.changed
    assert item.record == claim(1)
    assert not replay([claim(1, confidence=0.5)], log).items[claim(1).id].changed


def test_an_edit_is_what_is_accepted() -> None:
    state = replay([claim(1)], [])
    better = with_fields(claim(1), {"holder": ["Cy Dodd"]})
    log = [act(state.items[claim(1).id], "edit", at=at(1), reviewer="ada", edited=better)]
    item = replay([claim(1)], log).items[claim(1).id]
    assert item.record == better
    assert item.status == "accepted"
    assert not item.changed


def test_a_withdrawal_can_be_withdrawn() -> None:
    yes = accept_all([claim(1)], at=at(1), reviewer="ada", reason="")
    back = withdraw(yes, [yes[0].id], at=at(2), reviewer="ada")
    again = withdraw([*yes, back], [back.id], at=at(3), reviewer="ada")
    assert replay([claim(1)], [*yes, back]).items[claim(1).id].status == "candidate"
    assert replay([claim(1)], [*yes, back, again]).items[claim(1).id].status == "accepted"


def test_two_reviewers_who_differ_are_shown() -> None:
    state = replay([claim(1)], [])
    yes = act(state.items[claim(1).id], "accept", at=at(1), reviewer="ada")
    no = act(state.items[claim(1).id], "reject", at=at(2), reviewer="ben", reason="no")
    item = replay([claim(1)], [yes, no]).items[claim(1).id]
    assert item.disputed
    assert item.status == "rejected"


def test_a_part_has_its_own_verdict() -> None:
    state = replay([claim(1)], [])
    log = [
        act(state.items[claim(1).id], "accept", at=at(1), reviewer="ada"),
        act(
            state.items[claim(1).id],
            "reject",
            at=at(2),
            reviewer="ada",
            part="evidence",
            part_id="citation-1",
        ),
    ]
    item = replay([claim(1)], log).items[claim(1).id]
    assert item.status == "accepted"
    assert item.parts == {("evidence", "citation-1"): "reject"}


@st.composite
def logs(draw: st.DrawFn) -> list[Verdict]:
    log: list[Verdict] = []
    state = replay([claim(n) for n in range(4)], [])
    for step in range(draw(st.integers(0, 12))):
        reviewer = draw(st.sampled_from(["ada", "ben"]))
        if log and draw(st.booleans()):
            log.append(withdraw(log, [draw(st.sampled_from(log)).id], at=at(step), reviewer=reviewer))
        else:
            item = state.items[claim(draw(st.integers(0, 3))).id]
            log.append(
                act(
                    item,
                    draw(st.sampled_from(["accept", "reject", "defer", "comment"])),
                    at=at(step),
                    reviewer=reviewer,
                    reason="r",
                )
            )
    return log


@given(logs())
def test_replay_depends_on_the_standing_verdicts_only(log: list[Verdict]) -> None:
    records = [claim(n) for n in range(4)]
    live, gone = standing(log)
    assert {v.id for v in live} & gone == set()
    assert {i: j.status for i, j in replay(records, log).items.items()} == {
        i: j.status for i, j in replay(records, live).items.items()
    }


def test_a_verdict_is_carried_to_the_same_place_read_otherwise() -> None:
    log = accept_all([claim(1)], at=at(1), reviewer="ada", reason="")
    longer = claim(1, id="claim-new", content=(10, 18), spans=((10, 18),))
    state = replay([longer], log)
    assert list(state.items) == [claim(1).id]
    item = state.items[claim(1).id]
    assert item.status == "accepted"
    assert item.record == claim(1)
    assert [(c.field, c.was, c.now) for c in item.changes] == [("content", [10, 15], [10, 18])]
    assert state.stands_for("claim-new") == claim(1).id


def test_fields_that_were_not_judged_do_not_bring_a_record_back() -> None:
    log = accept_all([claim(1)], at=at(1), reviewer="ada", reason="")
    assert (
        not replay([claim(1, footnotes=("I.1", "I.2"), sentence="sentence-1")], log)
        .items[claim(1).id]
        .changed
    )


def test_an_edited_record_is_compared_with_the_proposal_it_was_made_on() -> None:
    state = replay([claim(1)], [])
    first = [
        act(
            state.items[claim(1).id],
            "edit",
            at=at(1),
            reviewer="ada",
            edited=with_fields(claim(1), {"holder": ["Cy Dodd"]}),
        )
    ]
    again = act(replay([claim(1)], first).items[claim(1).id], "accept", at=at(2), reviewer="ben")
    item = replay([claim(1, confidence=0.4)], [*first, again]).items[claim(1).id]
    assert item.record.to_dict()["holder"] == ["Cy Dodd"]
    assert not item.changed
    assert replay([claim(1, hedged=True)], [*first, again]).items[claim(1).id].changes[0].field == "hedged"
