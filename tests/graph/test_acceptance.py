"""How accepted statements were accepted, and what is held against them."""

from __future__ import annotations

import pytest
from tests.graph.test_map import NAMES, Fill, node, of, said, store

from regesta.extract.workspace import Workspace
from regesta.graph.map.acceptance import way
from regesta.graph.map.view import A
from regesta.graph.rdf import DefaultGraph
from regesta.ontology.terms import RG, concept
from regesta.review.acts import act
from regesta.review.log import VerdictLog
from regesta.review.state import replay

REVIEWED, POLICY = (concept("acceptance", how).value for how in ("reviewed", "policy"))


@pytest.fixture
def own(page: Fill, tmp_path) -> Workspace:  # type: ignore[no-untyped-def]
    """The page as a person and a policy accepted it, to be judged further."""
    return page(tmp_path / "own")


def judge(
    space: Workspace, record: str, outcome: str, *, reviewer: str = "Anna Berg", hour: int = 10
) -> None:
    log = VerdictLog(space.log)
    state = replay([r for d in space.documents() for r in space.records(d)], log.read())
    judged = state.items[record]
    at = f"2025-04-01T{hour}:00:00Z"
    log.append([act(judged, outcome, at=at, reviewer=reviewer, reason="looked at")])  # type: ignore[arg-type]


def test_every_statement_is_accepted_in_exactly_one_way(space: Workspace) -> None:
    graph = store(space)
    statements = {q.subject for q in graph.quads(None, A, RG.Statement, DefaultGraph())}
    assert len(statements) > 10
    for statement in statements:
        (how,) = said(graph, statement, RG.acceptance)
        assert how in (REVIEWED, POLICY)
        assert said(graph, statement, RG.disputed) == {"false"}
        assert len(said(graph, statement, RG.discrepant)) == 1


def test_it_is_as_the_verdict_on_it_says(space: Workspace) -> None:
    graph = store(space)
    assert said(graph, node(of(space, "claim")[0]), RG.acceptance) == {REVIEWED}
    assert said(graph, node(of(space, "citation")[0]), RG.acceptance) == {POLICY}
    assert {way(v) for v in VerdictLog(space.log).read() if v.policy} == {"policy"}


def test_a_persons_verdict_makes_what_a_policy_accepted_reviewed(own: Workspace) -> None:
    citation = of(own, "citation")[0]
    judge(own, citation.id, "accept")
    assert said(store(own), node(citation), RG.acceptance) == {REVIEWED}


def test_who_differ_make_a_statement_disputed(own: Workspace) -> None:
    claim = of(own, "claim")[0]
    judge(own, claim.id, "reject", reviewer="Ove Lund")
    assert said(store(own), node(claim), RG.acceptance) == set()  # the last word counts
    judge(own, claim.id, "accept", reviewer="Ann Reed", hour=11)
    graph = store(own)
    assert said(graph, node(claim), RG.disputed) == {"true"}
    assert said(graph, node(claim), RG.acceptance) == {REVIEWED}


def test_only_an_accepted_slip_makes_what_stands_there_discrepant(own: Workspace) -> None:
    slip = of(own, "discrepancy")[0]
    before = set(store(own).quads(None, RG.discrepant, None, DefaultGraph()))
    assert {q.object.value for q in before} == {"false"}
    judge(own, slip.id, "accept")
    graph = store(own)
    found = [
        q.subject for q in graph.quads(None, RG.discrepant, None, DefaultGraph()) if q.object.value == "true"
    ]
    assert found
    assert NAMES.record("discrepancy", slip.document, slip.id) not in found
