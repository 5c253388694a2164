"""Formal content of propositions, as reviewers log it, and what of it cannot hold at once."""

from __future__ import annotations

import pytest

from regesta.api.verdicts import Verdicts
from regesta.extract.record import Record
from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble
from regesta.graph.name import Names
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse
from regesta.ontology.terms import NAMESPACE, RG
from regesta.review.acts import ActError

NAMES = Names("https://w3id.org/regesta/kg/")
RG_ = f"PREFIX rg: <{NAMESPACE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def of(space: Workspace, kind: str) -> list[Record]:
    return [r for r in space.records("page") if r.kind == kind]


def formally(space: Workspace, claim: Record, *said: tuple[str, str, str]) -> None:
    rows = [dict(zip(("subject", "predicate", "object"), row, strict=True)) for row in said]
    Verdicts(space).give("edit", [claim.id], reviewer="ada", reason="as it says", changes={"formal": rows})


def graph(space: Workspace) -> EmbeddedStore:
    made = EmbeddedStore()
    made.add(parse(assemble(space).nquads, "nquads"))
    return made


def found(store: EmbeddedStore) -> list[tuple[str, str, int]]:
    """Message, in what, and how many ends of each contradiction."""
    rows = store.select(
        RG_ + "SELECT ?label ?on (COUNT(?end) AS ?ends) { ?c a rg:Contradiction ; rdfs:label ?label ; "
        "rg:conflictsOn ?on ; rg:between ?end } GROUP BY ?c ?label ?on ORDER BY ?label"
    )
    return [(r["label"].value, r["on"].value.rpartition("/")[2], int(r["ends"].value)) for r in rows]


def test_what_a_reviewer_says_formally_stands_in_the_graph_of_the_proposition_alone(space: Workspace):
    claim, event, actor = of(space, "claim")[0], of(space, "event")[0], of(space, "actor")[0]
    before = graph(space)
    formally(space, claim, (actor.id, "knew", event.id), (event.id, "date", "1946-11"))
    store = graph(space)
    about = NAMES.event("page", event.id)
    (proposition,) = {q.object for q in store.quads(NAMES.record("claim", "page", claim.id), RG.states, None)}
    said = {(q.subject, q.predicate, q.object) for q in store.quads(None, None, None, proposition)}
    assert (NAMES.actor(actor.name), RG.knew, about) in said  # type: ignore[attr-defined]
    assert {p for s, p, _ in said if s == about} >= {RG.date, RG.earliest, RG.latest}
    assert not list(before.quads(None, RG.knew, None))
    assert {q.graph_name for q in store.quads(None, RG.knew, None)} == {proposition}
    Verdicts(space).withdraw(list(Verdicts(space))[-1].id, reviewer="ada")
    assert not list(graph(space).quads(None, RG.knew, None))


@pytest.mark.parametrize(
    ("said", "against", "message", "on"),
    [
        (("E", "date", "1946-11-23"), ("E", "date", "1946-05"), "on 1946-11-23 and on 1946-05", "date"),
        (("E", "decisionKind", "approve"), ("E", "decisionKind", "reject"), "approve against reject", "decisionKind"),
        (("A", "knew", "E"), ("A", "didNotKnow", "E"), "knew and did not know", "knew"),
        (("A", "intended", "E"), ("A", "didNotIntend", "E"), "intended and did not intend", "intended"),
        (("E", "causedBy", "F"), ("E", "notCausedBy", "F"), "caused by and not caused by", "causedBy"),
        (("E", "factuality", "asserted"), ("E", "factuality", "denied"), "asserted against denied", "factuality"),
    ],
)  # fmt: skip
def test_two_propositions_that_exclude_each_other_are_reported_with_both_ends(
    space: Workspace, said: tuple[str, str, str], against: tuple[str, str, str], message: str, on: str
):
    one, other = of(space, "claim")[:2]
    ids = {"E": of(space, "event")[1].id, "F": of(space, "event")[0].id, "A": of(space, "actor")[0].id}
    for claim, (s, p, o) in ((one, said), (other, against)):
        formally(space, claim, (ids[s], p, ids.get(o, o)))
    reported = found(graph(space))
    rows = [row for row in reported if message in row[0]]
    assert [(kind, ends) for _, kind, ends in rows] == [(on, 2)], reported


def test_what_can_hold_together_is_no_contradiction(space: Workspace):
    one, other = of(space, "claim")[:2]
    event, further, actor, second = *of(space, "event")[:2], *of(space, "actor")[:2]
    formally(space, one, (event.id, "date", "1946-11"), (actor.id, "knew", event.id))
    formally(space, other, (event.id, "date", "1946-11-23"), (second.id, "didNotKnow", event.id), (actor.id, "didNotKnow", further.id))  # fmt: skip
    assert found(graph(space)) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("event-000000000000", "date", "1946"), "there is no record 'event-000000000000'"),
        (("A", "date", "1946"), "must be the id of an event or a decision"),
        (("E", "admired", "A"), "it may say decidedBy"),
        (("E", "decisionKind", "hesitate"), "it may be approve, reject"),
        (("E", "date", "in spring"), "is no EDTF date"),
        (("A", "knew", "A"), "must be the id of an event or a decision"),
    ],
)
def test_what_is_no_formal_content_is_refused(space: Workspace, row: tuple[str, str, str], message: str):
    ids = {"E": of(space, "event")[0].id, "A": of(space, "actor")[0].id}
    subject, predicate, value = row
    with pytest.raises(ActError, match=message):
        formally(space, of(space, "claim")[0], (ids.get(subject, subject), predicate, ids.get(value, value)))
