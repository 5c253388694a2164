"""Reviewers in the graph: people are people, programs are software agents, and who ran a policy is neither."""

from __future__ import annotations

from dataclasses import replace

from regesta.graph.map.mapping import reviews_view
from regesta.graph.map.view import A
from regesta.graph.name import Names
from regesta.review.verdict import SOFTWARE, Verdict

PROV = "http://www.w3.org/ns/prov#"


def test_a_reviewer_is_a_person_or_a_program_and_who_ran_a_policy_is_not_said_to_be_either() -> None:
    names = Names("https://example.org/kg/")
    ada = Verdict(id="v-1", at="2026-01-01T00:00:00Z", reviewer="Ada", outcome="comment", reason="x")
    model = replace(ada, id="v-2", reviewer="A model", agent=SOFTWARE)
    policy = replace(ada, id="v-3", reviewer="policy run by Ben", policy="sure@1")
    quads = [q for q in reviews_view([ada, model, policy], names).everything() if q.predicate == A]
    types = {(q.subject, q.object.value) for q in quads if q.object.value.startswith(PROV)}
    assert types == {
        (names.reviewer("Ada"), f"{PROV}Person"),
        (names.reviewer("A model"), f"{PROV}SoftwareAgent"),
    }
