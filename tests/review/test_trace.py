"""The argument tree follows what reviewers said: relinked evidence, refused links, merges and splits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.graph.conftest import fill

from regesta.extract.record import Claim, Record
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.review.judging import Piece
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.trace import ClaimNode, trace


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return fill(tmp_path / "w")


@pytest.fixture
def session(space: Workspace) -> ReviewSession:
    return ReviewSession(space, queue=Queue(None))


@pytest.fixture
def traced(space: Workspace) -> Callable[[str], ClaimNode]:
    def tree(claim: str) -> ClaimNode:
        state, deposits = review(space, VerdictLog(space.log).read())
        return trace(
            state, claim, {d.document: d.text for d in deposits}, (r for d in deposits for r in d.structure)
        )

    return tree


def of(space: Workspace, kind: str) -> list[Record]:
    return [r for r in space.records("page") if r.kind == kind]


def test_relinked_evidence_is_shown_where_it_leads(
    space: Workspace, session: ReviewSession, traced: Callable[[str], ClaimNode]
) -> None:
    claim, (wrong, right) = of(space, "claim")[0], of(space, "citation")[:2]
    session.judge(
        VerdictRequest(
            record=claim.id,
            outcome="relink",
            reviewer="ada",
            part="evidence",
            part_id=wrong.id,
            into=right.id,
        )
    )
    (step,) = traced(claim.id).evidence
    assert (step.citation, step.footnote, step.rejected) == (right.id, "I.2", False)
    assert step.held_in == ("TNA class FO 371 piece 52740",)
    session.undo("ada")
    assert [s.citation for s in traced(claim.id).evidence] == [wrong.id]


def test_refused_evidence_is_shown_as_refused(
    space: Workspace, session: ReviewSession, traced: Callable[[str], ClaimNode]
) -> None:
    claim, citation = of(space, "claim")[0], of(space, "citation")[0]
    session.judge(
        VerdictRequest(
            record=claim.id,
            outcome="reject",
            reviewer="ada",
            part="evidence",
            part_id=citation.id,
            reason="about something else",
        )
    )
    assert [(s.citation, s.rejected) for s in traced(claim.id).evidence] == [(citation.id, True)]


def test_a_refused_link_leaves_evidence_without_its_source(
    space: Workspace, session: ReviewSession, traced: Callable[[str], ClaimNode]
) -> None:
    claim, citation, source = of(space, "claim")[0], of(space, "citation")[0], of(space, "source")[0]
    assert traced(claim.id).evidence[0].source
    session.judge(
        VerdictRequest(
            record=citation.id,
            outcome="reject",
            reviewer="ada",
            part="link",
            part_id=source.id,
            reason="not this edition",
        )
    )
    assert traced(claim.id).evidence[0].source == ""


def test_a_split_source_is_told_by_the_piece_that_is_meant(
    space: Workspace, session: ReviewSession, traced: Callable[[str], ClaimNode]
) -> None:
    dispatch, third, claim = of(space, "source")[1], of(space, "citation")[2], of(space, "claim")[2]
    session.judge(
        VerdictRequest(
            record=dispatch.id,
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={}), Piece(changes={"label": "another dispatch"}, takes=(third.id,))],
        )
    )
    assert [s.source for s in traced(claim.id).evidence] == ["another dispatch"]


def test_answers_and_evidence_follow_a_merged_claim(
    space: Workspace, session: ReviewSession, traced: Callable[[str], ClaimNode]
) -> None:
    first, second, third = of(space, "claim")
    assert [a.id for a in traced(second.id).answers] == [third.id]
    session.judge(VerdictRequest(record=second.id, outcome="merge", reviewer="ada", into=first.id))
    assert isinstance(first, Claim)
    tree = traced(first.id)
    assert [a.id for a in tree.answers] == [third.id]
    assert traced(second.id) == tree
    assert [s.footnote for s in tree.evidence] == ["I.1"]


def test_a_note_that_cites_nothing_shows_its_words(
    space: Workspace, traced: Callable[[str], ClaimNode]
) -> None:
    space.write_records("page", [r for r in space.records("page") if r.kind != "citation"])
    space.log.unlink()
    (step,) = traced(of(space, "claim")[0].id).evidence
    assert step.citation == ""
    assert step.quote.startswith("L. Fawcett, Iran and the Cold War")
