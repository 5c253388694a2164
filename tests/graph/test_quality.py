"""Measurements of quality in the graph of verdicts: shipped figures, and acceptance as the log has it."""

from __future__ import annotations

from regesta.api.verdicts import Verdicts
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.graph.name import Names
from regesta.graph.quality import acceptance_rates, extraction_quality, read_figures
from regesta.graph.rdf import Literal, Quad
from regesta.ontology.terms import RG
from regesta.review.log import VerdictLog

NAMES = Names("https://w3id.org/regesta/kg/")


def shares(space: Workspace) -> dict[str, str]:
    """Kind -> the share that reviewers accepted."""
    state, _ = review(space, VerdictLog(space.log).read())
    rows = list(acceptance_rates(state, NAMES))
    kind = {q.subject: q.object.value for q in rows if q.predicate == RG.ofKind and isinstance(q.object, Literal)}  # fmt: skip
    return {kind[q.subject]: q.object.value for q in rows if _is_value(q) and isinstance(q.object, Literal)}


def _is_value(quad: Quad) -> bool:
    return quad.predicate.value.endswith("dqv#value")


def test_acceptance_is_the_share_of_what_reviewers_judged_and_no_policy(space: Workspace):
    claims = [r for r in space.records("page") if r.kind == "claim"]
    before = shares(space)
    assert before["claim"] == "1"
    assert "citation" not in before  # accepted by a policy alone
    Verdicts(space).give("reject", [claims[0].id], reviewer="ada", reason="not so")
    assert float(shares(space)["claim"]) == round(1 - 1 / len(claims), 4)


def test_shipped_figures_name_proposer_kind_and_what_they_were_measured_on():
    rows = list(extraction_quality(NAMES))
    measured = {q.subject for q in rows}
    assert len(measured) == len(read_figures()["figures"]) > 10
    for predicate in (RG.ofProposer, RG.ofKind, RG.measuredOn, RG.measuredNumber):
        assert {q.subject for q in rows if q.predicate == predicate} == measured
