"""What merges, splits, relinks and verdicts on parts make of the graph, said the way the command line and the
pages say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from regesta.extract.record import Claim, Record
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.graph.map.mapping import DocumentMapping, reviews_view
from regesta.graph.map.view import ALT_LABEL, LABEL, A
from regesta.graph.name import Names
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG
from regesta.review.judging import Piece
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession

KG = "https://w3id.org/regesta/kg/"
NAMES = Names(KG)


def store(space: Workspace) -> EmbeddedStore:
    log = VerdictLog(space.log).read()
    state, deposits = review(space, log)
    made = EmbeddedStore()
    made.add(q for d in deposits for q in DocumentMapping(d, state, NAMES).everything())
    made.add(reviews_view(log, NAMES).everything())
    return made


def said(graph: EmbeddedStore, subject: NamedNode, predicate: NamedNode) -> set[str]:
    return {q.object.value for q in graph.quads(subject, predicate, None, DefaultGraph())}  # type: ignore[union-attr]


def node(record: Record) -> NamedNode:
    return NAMES.record(record.kind, record.document, record.id)


def event_of(record: Record) -> NamedNode:
    """The event that a mention is the representative one of."""
    return NAMES.event(record.document, record.id)


def of(space: Workspace, kind: str) -> list[Record]:
    return [r for r in space.records("page") if r.kind == kind]


@pytest.fixture
def session(space: Workspace) -> ReviewSession:
    return ReviewSession(space, queue=Queue(None))


def test_a_split_actor_is_two_and_each_statement_goes_with_its_mention(
    space: Workspace, session: ReviewSession
) -> None:
    qavam = of(space, "actor")[0]
    event = next(r for r in of(space, "event") if "Ahmad Qavam" in r.to_dict()["agents"])
    session.judge(
        VerdictRequest(
            record=qavam.id,
            outcome="split",
            reviewer="ada",
            pieces=[
                Piece(changes={}),
                Piece(changes={"name": "Ahmad Qavam the younger", "identifiers": {}}, takes=(event.id,)),
            ],
        )
    )
    graph = store(space)
    elder, younger = NAMES.actor("Ahmad Qavam"), NAMES.actor("Ahmad Qavam the younger")
    assert said(graph, elder, LABEL) == {"Ahmad Qavam"}
    assert said(graph, younger, LABEL) == {"Ahmad Qavam the younger"}
    assert RG.Person.value in said(graph, younger, A)
    assert said(graph, node(event), RG.givesAgent) == {younger.value}
    assert said(graph, node(of(space, "decision")[0]), RG.givesAgent) == {elder.value}
    assert said(graph, elder, RG.splitInto) == {younger.value}
    assert said(graph, younger, RG.identifier) == set()
    session.undo("ada")
    graph = store(space)
    assert said(graph, event_of(event), RG.agent) == {elder.value}
    assert not list(graph.quads(younger, None, None, DefaultGraph()))


def test_a_split_source_parts_its_citations(space: Workspace, session: ReviewSession) -> None:
    dispatch = of(space, "source")[1]
    second, third = of(space, "citation")[1:3]
    session.judge(
        VerdictRequest(
            record=dispatch.id,
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={}), Piece(changes={"label": "another dispatch"}, takes=(third.id,))],
        )
    )
    graph = store(space)
    (one,), (other,) = said(graph, node(second), RG.citedSource), said(graph, node(third), RG.citedSource)
    assert one != other
    assert said(graph, NamedNode(other), LABEL) == {"another dispatch"}
    assert said(graph, node(dispatch), RG.splitInto) == {one, other}
    assert not said(graph, node(dispatch), A)


def test_a_split_claim_states_two_propositions(space: Workspace, session: ReviewSession) -> None:
    claim = of(space, "claim")[0]
    assert isinstance(claim, Claim)
    a, b = claim.content
    pieces = [Piece(changes={"spans": [[a, a + 25]]}), Piece(changes={"spans": [[a + 26, b]]})]
    session.judge(VerdictRequest(record=claim.id, outcome="split", reviewer="ada", pieces=pieces))
    graph = store(space)
    made = [NamedNode(i) for i in said(graph, node(claim), RG.splitInto)]
    assert {t for m in made for t in said(graph, m, RG.text)} == {
        "the autonomists of Tabriz",
        "had local roots",
    }
    assert len({p for m in made for p in said(graph, m, RG.states)}) == 2
    assert {h for m in made for h in said(graph, m, RG.holder)} == {KG + "actor/Louise_Fawcett"}


def test_merged_propositions_leave_two_claims_that_state_one(
    space: Workspace, session: ReviewSession
) -> None:
    first, second, _ = of(space, "claim")
    session.judge(
        VerdictRequest(record=first.id, outcome="merge", reviewer="ada", part="proposition", into=second.id)
    )
    graph = store(space)
    assert said(graph, node(first), RG.states) == said(graph, node(second), RG.states)
    (proposition,) = said(graph, node(first), RG.states)
    assert said(graph, NamedNode(proposition), LABEL) == {"Moscow alone had made the movement"}
    assert said(graph, NamedNode(proposition), ALT_LABEL) == {"the autonomists of Tabriz had local roots"}
    assert said(graph, node(first), RG.holder) != said(graph, node(second), RG.holder)
    session.judge(VerdictRequest(record=first.id, outcome="split", reviewer="ada", part="proposition"))
    graph = store(space)
    assert said(graph, node(first), RG.states) != said(graph, node(second), RG.states)


def test_a_merged_claim_brings_its_answers_and_evidence_to_what_stands_for_it(
    space: Workspace, session: ReviewSession
) -> None:
    answering = next(c for c in of(space, "claim") if c.relations)  # type: ignore[attr-defined]
    answered = answering.relations[0].target  # type: ignore[attr-defined]
    third = next(c for c in of(space, "claim") if c.id not in (answering.id, answered))
    before = store(space)
    evidence = said(before, node(answering), RG.evidence)
    target = NAMES.record("claim", answering.document, answered)
    assert target.value in said(before, node(answering), RG.answers) | said(
        before, node(answering), RG.attacks
    ) | said(before, node(answering), RG.supports)
    session.judge(VerdictRequest(record=answering.id, outcome="merge", reviewer="ada", into=third.id))
    graph = store(space)
    link = NAMES.argument_link(answering.id, answering.relations[0].type, answered)  # type: ignore[attr-defined]
    assert said(graph, link, RG.argumentFrom) == {node(third).value}
    assert said(graph, link, RG.argumentTo) == {target.value}
    assert said(graph, link, RG.acceptedBy)
    assert target.value in said(graph, node(third), RG.attacks) | said(graph, node(third), RG.supports)
    assert evidence <= said(graph, node(third), RG.evidence)
    session.undo("ada")
    assert not said(store(space), node(third), RG.attacks) & {target.value}


def test_relinked_evidence_leads_to_the_right_citation(space: Workspace, session: ReviewSession) -> None:
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
    graph = store(space)
    assert said(graph, node(claim), RG.evidence) == {node(right).value}
    assert said(graph, node(claim), RG.citesSource) == {node(of(space, "source")[1]).value}
    assert list(
        graph.quads(NAMES.evidence_link(claim.id, right.id), RG.evidenceFor, node(claim), DefaultGraph())
    )
    session.undo("ada")
    assert said(store(space), node(claim), RG.evidence) == {node(wrong).value}


def test_a_relinked_citation_cites_the_other_source(space: Workspace, session: ReviewSession) -> None:
    first, (book, dispatch) = of(space, "citation")[0], of(space, "source")[:2]
    session.judge(VerdictRequest(record=first.id, outcome="relink", reviewer="ada", into=dispatch.id))
    graph = store(space)
    assert said(graph, node(first), RG.citedSource) == {node(dispatch).value}
    assert said(graph, node(of(space, "claim")[0]), RG.citesSource) == {node(dispatch).value}
    relink = next(v for v in VerdictLog(space.log).read() if v.outcome == "relink")
    assert (relink.part, relink.part_id) == ("link", book.id)


def test_a_relinked_actor_has_the_other_identity(space: Workspace, session: ReviewSession) -> None:
    qavam = of(space, "actor")[0]
    session.judge(VerdictRequest(record=qavam.id, outcome="relink", reviewer="ada", into="wikidata:Q1"))
    assert said(store(space), NAMES.actor("Ahmad Qavam"), RG.identifier) == {"wikidata:Q1"}


def test_a_rejected_link_leaves_the_citation_without_its_source(
    space: Workspace, session: ReviewSession
) -> None:
    first, book = of(space, "citation")[0], of(space, "source")[0]
    session.judge(
        VerdictRequest(
            record=first.id,
            outcome="reject",
            reviewer="ada",
            part="link",
            part_id=book.id,
            reason="not this edition",
        )
    )
    graph = store(space)
    assert said(graph, node(first), RG.inFootnote)
    assert not said(graph, node(first), RG.citedSource)
    assert not said(graph, node(of(space, "claim")[0]), RG.citesSource)
    assert said(graph, node(of(space, "claim")[0]), RG.evidence) == {node(first).value}


def test_a_merged_source_and_actor_give_their_labels(space: Workspace, session: ReviewSession) -> None:
    book, dispatch = of(space, "source")[:2]
    sadchikov, lenczowski = of(space, "actor")[2:4]
    label = said(store(space), node(dispatch), LABEL)
    session.judge(VerdictRequest(record=dispatch.id, outcome="merge", reviewer="ada", into=book.id))
    session.judge(VerdictRequest(record=lenczowski.id, outcome="merge", reviewer="ada", into=sadchikov.id))
    graph = store(space)
    assert said(graph, node(book), ALT_LABEL) == label
    assert {"George Lenczowski", "Lenczowski"} <= said(graph, NAMES.actor("Ivan Sadchikov"), ALT_LABEL)


def test_the_graph_is_the_same_from_the_log_alone(
    space: Workspace, session: ReviewSession, tmp_path: Path
) -> None:
    qavam, claim = of(space, "actor")[0], of(space, "claim")[0]
    session.judge(
        VerdictRequest(
            record=qavam.id,
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={"name": "Q. senior"}), Piece(changes={"name": "Q. junior"})],
        )
    )
    session.judge(
        VerdictRequest(
            record=claim.id,
            outcome="relink",
            reviewer="ben",
            part="evidence",
            into=of(space, "citation")[3].id,
        )
    )
    before = {str(q) for q in store(space)}
    lines = space.log.read_text("utf-8").splitlines(keepends=True)
    space.log.write_text("".join(reversed(lines)), "utf-8")
    assert {str(q) for q in store(space)} == before
