"""A passage is judged whole and added to, in one append each, by page and by program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pages"))

from review_pages import TEXT, at, made_space

from regesta.extract.record import Claim
from regesta.review.acts import ActError, Overtaken
from regesta.review.agreement import agreement
from regesta.review.passages import PassageRequest, passages
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.whole_passages import add_record, judge_passage, record_of, stretch_at, stretches


@pytest.fixture
def session(tmp_path: Path) -> ReviewSession:
    """The small workspace of the pages' tests, under review."""
    return ReviewSession(made_space(tmp_path / "w"))


def first_two(session: ReviewSession) -> tuple[str, ...]:
    return tuple(s.id for s in session.sentences["d"][:2])


def test_what_stands_is_accepted_the_rest_rejected_and_the_sentences_read(session: ReviewSession) -> None:
    request = PassageRequest(
        document="d",
        sentences=first_two(session),
        accept=("claim-1",),
        additions=(record_of(session, {"kind": "claim", "document": "d", "span": list(at("Moscow")), "fields": {"footnotes": ["1"], "holder": ["Ada"], "voice": "actor"}}, "Ada"),),
        reviewer="Ada",
        key="k1",
        seen={"claim-1": "none", "claim-2": "none"},
    )  # fmt: skip
    given = judge_passage(session, request)
    assert [(v.outcome, (v.judged or {})["kind"]) for v in given] == [
        ("accept", "claim"),
        ("reject", "claim"),
        ("accept", "claim"),
        ("accept", "sentence"),
        ("accept", "sentence"),
    ]
    assert len({v.batch for v in given}) == 1
    assert judge_passage(session, request) == given  # sent again, logged once
    assert len(session.log.verdicts) == 5
    added = session.items[given[2].record].record
    assert isinstance(added, Claim)
    assert (added.footnotes, added.proposer) == (("I.1",), "Ada")
    assert [s.done for s in stretches(session, "d")] == [False]
    assert stretch_at(session, first_two(session)[0])[2].read == set(first_two(session))
    session.undo("Ada")
    assert session.items["claim-1"].status == session.items["claim-2"].status == "candidate"
    assert given[2].record not in session.items


def test_a_passage_somebody_judged_meanwhile_is_not_taken(session: ReviewSession) -> None:
    session.judge(VerdictRequest(record="claim-1", outcome="accept", reviewer="Bob"))
    request = PassageRequest(
        document="d", sentences=first_two(session), reviewer="Ada", seen={"claim-1": "none"}
    )
    with pytest.raises(Overtaken, match="Bob gave 'accept' on claim-1"):
        judge_passage(session, request)
    assert len(session.log.verdicts) == 1


def test_sentences_without_a_statement_are_told_until_they_are_read(session: ReviewSession) -> None:
    empty = [s for row in stretches(session, "d") for s in row.empty]
    assert [TEXT[slice(*s.spans[0])].strip() for s in empty] == ["A café 𝔸 stood there."]
    judge_passage(session, PassageRequest(document="d", sentences=(empty[0].id,), reviewer="Ada"))
    assert not [s for row in stretches(session, "d") for s in row.empty]


def test_a_record_added_by_hand_stays_after_a_new_extraction(session: ReviewSession) -> None:
    sent = {"kind": "event", "document": "d", "span": list(at("stood")), "fields": {"agents": ["Café"]}}
    made = add_record(session, record_of(session, sent, "Ada"), reviewer="Ada")
    assert (made.status, made.candidate, made.record.proposer) == ("accepted", None, "Ada")
    session.reload()
    assert session.items[made.record.id].record == made.record
    with pytest.raises(ActError, match="there already"):
        add_record(session, record_of(session, sent, "Ada"), reviewer="Ada")
    with pytest.raises(ActError, match="marks no words"):
        record_of(session, {**sent, "span": [5, 99999]}, "Ada")


def test_long_divisions_are_cut_into_passages_of_one_look(session: ReviewSession) -> None:
    sentences = session.sentences["d"]
    assert [len(p) for p in passages(sentences)] == [len(sentences)]
    assert [len(p) for p in passages(sentences * 5)] == [8, 9, 8]


def test_a_second_reading_decides_nothing_and_is_a_dispute_until_it_is_settled(
    session: ReviewSession,
) -> None:
    session.judge(VerdictRequest(record="claim-1", outcome="accept", reviewer="Ada"))
    request = PassageRequest(
        document="d", sentences=first_two(session), accept=("claim-2",), reviewer="Ben", second=True
    )
    judge_passage(session, request)
    assert (session.items["claim-1"].status, session.items["claim-1"].disputed) == ("accepted", True)
    assert session.items["claim-2"].status == "candidate"
    assert not next(stretches(session, "d")).read
    assert next(stretches(session, "d", "Ben")).read == set(first_two(session))
    differ = [a for a in agreement(session.state()) if a.kind == "claim"]
    assert [(a.both, a.agree, a.differ) for a in differ] == [(1, 0, ("claim-1",))]
    session.judge(VerdictRequest(record="claim-1", outcome="reject", reason="Ben is right", reviewer="Ada"))
    assert (session.items["claim-1"].status, session.items["claim-1"].disputed) == ("rejected", False)
