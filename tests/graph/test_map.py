"""From reviewed records to quads: what is accepted, what is only claimed, what is only proposed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from regesta.extract.record import Claim, Event, Position, Record, Relation, content_id, from_dict
from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble, review
from regesta.graph.map.agents import AUTHOR
from regesta.graph.map.mapping import DocumentMapping, reviews_view
from regesta.graph.map.view import LABEL, A
from regesta.graph.name import Names
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG, concept
from regesta.review.acts import act
from regesta.review.log import VerdictLog
from regesta.review.state import replay
from regesta.review.verdict import LINKS_LEFT, Verdict

KG = "https://w3id.org/regesta/kg/"
NAMES = Names(KG)
Fill = Callable[..., Workspace]
LATER = "2025-04-01T10:00:00Z"


def quads(space: Workspace, hold: frozenset[str] = frozenset()) -> list[Quad]:
    state, deposits = review(space, VerdictLog(space.log).read())
    return [q for d in deposits for q in DocumentMapping(d, state, NAMES, hold).everything()]


def store(space: Workspace) -> EmbeddedStore:
    made = EmbeddedStore()
    made.add(quads(space))
    return made


def node(record: Record) -> NamedNode:
    return NAMES.record(record.kind, record.document, record.id)


def event_of(record: Record) -> NamedNode:
    """The event that a mention is the representative one of."""
    return NAMES.event(record.document, record.id)


def said(
    graph: EmbeddedStore, subject: object, predicate: NamedNode, name: object = DefaultGraph()
) -> set[str]:
    return {q.object.value for q in graph.quads(subject, predicate, None, name)}  # type: ignore[arg-type, union-attr]


def of(space: Workspace, kind: str) -> list[Record]:
    return [r for r in space.records("page") if r.kind == kind]


def judge(space: Workspace, record: Record, outcome: str, **more: object) -> Verdict:
    log = VerdictLog(space.log)
    state = replay([r for d in space.documents() for r in space.records(d)], log.read())
    verdict = act(
        state.items[record.id], outcome, at=LATER, reviewer="Anna Berg", **{"reason": "looked at", **more}
    )  # type: ignore[arg-type]
    log.append([verdict])
    return verdict


def test_the_same_records_give_the_same_quads_in_the_same_order(space: Workspace):
    assert [str(q) for q in quads(space)] == [str(q) for q in quads(space)]


def test_the_order_of_records_and_of_verdicts_on_different_records_does_not_matter(
    page: Fill, space: Workspace, tmp_path: Path
):
    rows, log = space.records("page"), VerdictLog(space.log).read()
    random.Random(7).shuffle(rows)
    random.Random(8).shuffle(log)
    other = page(tmp_path / "other", rows=rows, log=log)
    assert assemble(other).digest == assemble(space).digest


def test_a_claim_carries_holder_voice_words_evidence_and_who_accepted_it(space: Workspace):
    graph, claim = store(space), of(space, "claim")[0]
    subject = node(claim)
    assert said(graph, subject, RG.holder) == {KG + "actor/Louise_Fawcett"}
    assert said(graph, subject, RG.voice) == {concept("voice", "scholar").value}
    assert said(graph, subject, RG.text) == {"the autonomists of Tabriz had local roots"}
    (citation,) = said(graph, subject, RG.evidence)
    (source,) = said(graph, NamedNode(citation), RG.citedSource)
    assert said(graph, subject, RG.citesSource) == {source}
    assert said(graph, NamedNode(source), RG.title) == {"Iran and the Cold War"}
    (verdict,) = said(graph, subject, RG.acceptedBy)
    assert said(graph, NamedNode(verdict), RG.reviewer) == {"https://orcid.org/0000-0002-1825-0097"}
    assert said(graph, NamedNode(verdict), RG.reason) == {"read against the page"}


def test_an_apparatus_policy_is_named_as_who_accepted(space: Workspace):
    graph = store(space)
    (verdict,) = said(graph, node(of(space, "citation")[0]), RG.acceptedBy)
    assert said(graph, NamedNode(verdict), RG.underPolicy) == {KG + "policy/apparatus/1"}


def test_every_passage_quotes_the_text_at_its_offsets(space: Workspace):
    graph, text = store(space), space.text("page")
    passages = [q.subject for q in graph.quads(None, A, RG.Passage, DefaultGraph())]
    assert len(passages) > 15
    quoted = 0
    for p in passages:
        (start,), (end,), (digest,) = (said(graph, p, x) for x in (RG.start, RG.end, RG.sha256))
        words = text[int(start) : int(end)]
        assert digest == hashlib.sha256(words.encode()).hexdigest()
        for quote in said(graph, p, RG.quote):
            assert quote == words
            quoted += 1
    assert quoted > 8


def test_selectors_find_the_words_again_by_their_context(space: Workspace):
    graph, text = store(space), space.text("page")
    oa = "http://www.w3.org/ns/oa#"
    found = [q.subject for q in graph.quads(None, A, NamedNode(oa + "TextQuoteSelector"), DefaultGraph())]
    assert found
    for s in found:
        exact, prefix, suffix = (
            "".join(said(graph, s, NamedNode(oa + x))) for x in ("exact", "prefix", "suffix")
        )
        assert text.count(prefix + exact + suffix) == 1


def test_the_archive_of_a_letter_is_a_path_of_units(space: Workspace):
    graph, letter = store(space), of(space, "source")[2]
    leaf = KG + "archive/AVPRF/fond/94/opis/37/delo/4"
    assert said(graph, node(letter), RG.heldIn) == {leaf}
    assert said(graph, NamedNode(leaf), RG.directPartOf) == {KG + "archive/AVPRF/fond/94/opis/37"}
    assert said(graph, NamedNode(leaf), RG.archivalLevel) == {concept("archival-level", "delo").value}
    assert said(graph, NamedNode(leaf), RG.identifier) == {"4"}
    assert said(graph, NamedNode(KG + "archive/AVPRF"), RG.depth) == {"0"}


def test_who_wrote_to_whom_when(space: Workspace):
    graph, letter = store(space), of(space, "source")[2]
    assert said(graph, node(letter), RG.sender) == {KG + "actor/Ivan_Sadchikov"}
    assert said(graph, node(letter), RG.recipient) == {KG + "actor/Ahmad_Qavam"}
    assert said(graph, node(letter), RG.date) == {"1946-04-04"}
    assert said(graph, node(letter), LABEL) == {"letter from Sadchikov to Qavam, 1946-04-04"}


def test_a_correspondent_nobody_knows_is_an_agent_of_that_name(space: Workspace):
    graph = store(space)
    assert said(graph, NamedNode(KG + "actor/Hartwell"), A) == {RG.Agent.value}


def test_the_work_in_which_a_scholar_says_so_is_told_from_evidence(space: Workspace):
    graph = store(space)
    roles = {
        q.object.value.rsplit("/", 1)[-1] for q in graph.quads(None, RG.evidenceRole, None, DefaultGraph())
    }
    assert roles == {"statement", "evidence"}


def test_an_event_told_by_a_scholar_is_reported_and_stands_in_the_propositions_graph(space: Workspace):
    graph, event, claim = store(space), of(space, "event")[1], of(space, "claim")[1]
    assert said(graph, event_of(event), RG.factuality) == {concept("factuality", "reported").value}
    assert said(graph, event_of(event), RG.reportedIn) == {node(claim).value}
    (proposition,) = said(graph, node(claim), RG.states)
    assert said(graph, event_of(event), RG.agent, NamedNode(proposition)) == {KG + "actor/Soviet_Union"}
    assert said(graph, event_of(event), RG.earliest, NamedNode(proposition)) == {"1945-01-01"}
    assert not said(graph, event_of(event), RG.acceptedBy, NamedNode(proposition))


def test_an_event_the_author_tells_stays_as_it_was_accepted(space: Workspace):
    assert said(store(space), event_of(of(space, "event")[0]), RG.factuality) == {
        concept("factuality", "asserted").value
    }


def test_a_reviewers_edit_of_the_factuality_stands(space: Workspace):
    event = of(space, "event")[1]
    assert isinstance(event, Event)
    judge(space, event, "edit", edited=replace(event, factuality="asserted", type="Aid"))
    assert said(store(space), event_of(event), RG.factuality) == {concept("factuality", "asserted").value}


def test_rivals_are_linked_when_both_are_accepted(space: Workspace):
    graph, (_, rival, answer) = store(space), of(space, "claim")
    assert said(graph, node(answer), RG.attacks) == {node(rival).value}
    links = list(graph.quads(None, RG.argumentFrom, node(answer), DefaultGraph()))
    assert said(graph, links[0].subject, RG.argumentTo) == {node(rival).value}


def test_a_link_that_an_acceptance_left_is_proposed_and_not_known(space: Workspace):
    _, rival, answer = of(space, "claim")
    verdict = act(
        replay(space.records("page"), ()).items[answer.id], "accept", at=LATER, reviewer="Anna Berg"
    )
    VerdictLog(space.log).append([replace(verdict, extra={LINKS_LEFT: [rival.id]})])
    graph, link = store(space), NAMES.argument_link(answer.id, "attacks", rival.id)
    assert not said(graph, node(answer), RG.attacks)
    assert not said(graph, link, A)
    assert said(graph, link, RG.status, NAMES.candidates) == {concept("status", "candidate").value}
    assert said(graph, node(answer), RG.status, NAMES.candidates) == {concept("status", "accepted").value}


def with_position(page: Fill, folder: Path) -> tuple[Workspace, Position]:
    """The page with a position that its second claim expresses, and which its third, and evidence, is answered
    by."""
    plain = page(folder / "plain")
    rows = plain.records("page")
    _, rival, answer = (r for r in rows if isinstance(r, Claim))
    cited = next(r for r in rows if r.kind == "citation")
    position = Position(
        id=content_id("position", "page", "moscow"),
        document="page",
        spans=(answer.spans[0],),
        label="the view from Moscow",
        holders=("George Lenczowski",),
        claims=(rival.id,),
    )
    links = (
        Relation(type="attacks", target=position.id, target_kind="position"),
        Relation(type="undercuts", target=cited.id, target_kind="citation", cue=answer.content),
    )
    rows = [replace(r, relations=links) if r.id == answer.id else r for r in rows]  # type: ignore[call-arg]
    log = [v for v in VerdictLog(plain.log).read() if v.record != answer.id]
    return page(folder / "answered", rows=[*rows, position], log=log), position


def test_a_position_has_holders_and_claims_and_is_answered_as_a_whole(page: Fill, tmp_path: Path):
    space, position = with_position(page, tmp_path)
    judge(space, position, "accept")
    judge(space, of(space, "claim")[2], "accept")
    graph, (_, rival, answer), cited = store(space), of(space, "claim"), of(space, "citation")[0]
    assert said(graph, node(position), A) == {RG.Position.value, RG.Statement.value}
    assert said(graph, node(position), LABEL) == {"the view from Moscow"}
    assert said(graph, node(position), RG.positionOf) == {KG + "actor/George_Lenczowski"}
    assert said(graph, node(rival), RG.expressesPosition) == {node(position).value}
    links = [q.subject for q in graph.quads(None, RG.argumentFrom, node(answer), DefaultGraph())]
    answered = {t for link in links for t in said(graph, link, RG.argumentTo)}
    assert answered == {node(position).value, node(cited).value}
    # shortcuts lead from claim to claim only
    assert not said(graph, node(answer), RG.attacks)
    assert not said(graph, node(answer), RG.undercuts)


def test_an_answer_to_a_position_that_was_not_accepted_is_a_candidate_only(page: Fill, tmp_path: Path):
    space, position = with_position(page, tmp_path)
    graph, (_, rival, _answer) = store(space), of(space, "claim")
    assert not list(graph.quads(node(position), None, None, DefaultGraph()))
    assert not said(graph, node(rival), RG.expressesPosition)
    assert said(graph, node(rival), RG.expressesPosition, NAMES.candidates) == {node(position).value}


def test_an_answer_to_a_claim_that_was_rejected_is_a_candidate_only(space: Workspace):
    _, rival, answer = of(space, "claim")
    judge(space, rival, "reject")
    graph = store(space)
    assert not said(graph, node(answer), RG.attacks)
    assert not list(graph.quads(node(rival), None, None, DefaultGraph()))
    assert said(graph, node(answer), RG.attacks, NAMES.candidates) == {node(rival).value}
    assert said(graph, node(rival), RG.status, NAMES.candidates) == {concept("status", "rejected").value}


def test_rejected_evidence_is_dropped_and_the_claim_stays(space: Workspace):
    claim, citation = of(space, "claim")[0], of(space, "citation")[0]
    judge(space, claim, "reject", part="evidence", part_id=citation.id)
    graph = store(space)
    assert said(graph, node(claim), RG.holder)
    assert not said(graph, node(claim), RG.evidence)
    assert not said(graph, node(claim), RG.citesSource)
    link = NAMES.evidence_link(claim.id, citation.id)
    assert not list(graph.quads(link, None, None, DefaultGraph()))
    assert said(graph, link, RG.status, NAMES.candidates) == {concept("status", "rejected").value}


def test_a_rejected_date_or_actor_is_left_out_of_the_event(space: Workspace):
    event = of(space, "event")[0]
    judge(space, event, "reject", part="date")
    judge(space, event, "reject", part="actor", part_id="Iranian army")
    graph = store(space)
    assert not said(graph, event_of(event), RG.date)
    assert not said(graph, event_of(event), RG.earliest)
    assert not said(graph, event_of(event), RG.recipient)
    assert said(graph, node(event), RG.givesAgent) == {KG + "actor/Ahmad_Qavam"}
    assert said(graph, event_of(event), RG.agent) == {KG + "actor/Ahmad_Qavam"}


def test_a_rejected_identity_link_is_left_out_of_the_actor(space: Workspace):
    actor = of(space, "actor")[0]
    judge(space, actor, "reject", part="link", part_id="wikidata:Q400888")
    graph = store(space)
    subject = NamedNode(KG + "actor/Ahmad_Qavam")
    assert not said(graph, subject, RG.identifier)
    assert not said(graph, subject, NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch"))


def test_citations_of_a_merged_source_lead_to_the_one_that_stands(space: Workspace):
    book, dispatch = of(space, "source")[:2]
    judge(space, dispatch, "merge", into=book.id)
    graph = store(space)
    second = of(space, "citation")[1]
    assert said(graph, node(second), RG.citedSource) == {node(book).value}
    assert said(graph, node(dispatch), RG.mergedInto) == {node(book).value}
    assert not said(graph, node(dispatch), A)


def test_a_merged_actor_gives_its_name_to_the_one_that_stands(space: Workspace):
    sadchikov, lenczowski = of(space, "actor")[2:4]
    judge(space, lenczowski, "merge", into=sadchikov.id)
    graph = store(space)
    claim = of(space, "claim")[1]
    assert said(graph, node(claim), RG.holder) == {KG + "actor/Ivan_Sadchikov"}
    names = said(
        graph,
        NamedNode(KG + "actor/Ivan_Sadchikov"),
        NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"),
    )
    assert "George Lenczowski" in names


def test_the_evidence_of_a_merged_claim_goes_to_the_one_that_stands(space: Workspace):
    first, second, _ = of(space, "claim")
    assert isinstance(first, Claim)
    judge(space, first, "merge", into=second.id)
    graph = store(space)
    assert said(graph, node(second), RG.evidence) == {node(of(space, "citation")[0]).value}
    assert NAMES.passage("page", first.spans[0]).value in said(graph, node(second), RG.expressedIn)
    assert len(said(graph, node(second), LABEL)) == 1


def test_the_authors_own_claims_are_held_by_the_author_of_the_document(space: Workspace):
    graph, own = store(space), of(space, "claim")[2]
    author = NamedNode(KG + "author/page")
    assert said(graph, node(own), RG.holder) == {author.value}
    assert said(graph, author, LABEL) == {"A. Writer"}
    assert AUTHOR in said(graph, author, NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"))


def test_what_nobody_accepted_is_in_the_candidates_only(page: Fill, tmp_path: Path):
    space = page(tmp_path / "w", log=[])
    graph = store(space)
    for kind in ("claim", "event", "decision", "citation", "source", "mention", "discrepancy"):
        for record in of(space, kind):
            assert not list(graph.quads(node(record), None, None, DefaultGraph())), record.id
            assert said(graph, node(record), RG.status, NAMES.candidates) == {
                concept("status", "candidate").value
            }
            assert said(graph, node(record), RG.confidence, NAMES.candidates) == {"0.9"}
    for kind in ("division", "sentence", "footnote"):
        assert all(said(graph, node(r), A) for r in of(space, kind))


def test_accepted_knowledge_does_not_change_when_the_extractor_does(
    page: Fill, space: Workspace, tmp_path: Path
):
    """A verdict carries the record it judged: other proposals, or none, leave what was accepted as it was."""

    def accepted(of_space: Workspace) -> set[str]:
        return {str(q) for q in quads(of_space) if isinstance(q.graph_name, DefaultGraph)}

    rows = space.records("page")
    structure = [r for r in rows if r.kind in ("division", "sentence", "footnote")]
    assert accepted(page(tmp_path / "none", rows=structure)) == accepted(space)
    perturbed = [
        from_dict(
            r.to_dict()
            | {"confidence": 0.2, "proposer": "other.v2"}
            | ({"hedged": True} if r.kind == "claim" else {})
        )
        for r in rows
    ]
    assert accepted(page(tmp_path / "other", rows=perturbed)) == accepted(space)


def test_what_is_held_back_stays_in_the_candidates(space: Workspace):
    claim = of(space, "claim")[1]
    made = EmbeddedStore()
    made.add(quads(space, frozenset({claim.id})))
    assert not list(made.quads(node(claim), None, None, DefaultGraph()))
    assert said(made, node(claim), RG.text, NAMES.candidates)


def test_a_date_that_is_not_edtf_is_kept_as_words(page: Fill, tmp_path: Path, space: Workspace):
    event = of(space, "event")[0]
    assert isinstance(event, Event)
    assert event.date is not None
    judge(
        space,
        event,
        "edit",
        edited=replace(event, date=replace(event.date, edtf="autumn or so", text="in the autumn")),
    )
    graph = store(space)
    assert not said(graph, event_of(event), RG.date)
    assert said(graph, event_of(event), RG.dateText) == {"in the autumn"}


def test_the_log_becomes_verdicts_with_all_they_say(space: Workspace):
    claim = of(space, "claim")[0]
    verdict = judge(space, claim, "reject", reason="not what she says")
    made = EmbeddedStore()
    made.add(reviews_view(VerdictLog(space.log).read(), NAMES).everything())
    subject = NAMES.verdict(verdict.id)
    assert said(made, subject, RG.outcome, NAMES.review) == {concept("outcome", "reject").value}
    assert said(made, subject, RG.onRecord, NAMES.review) == {node(claim).value}
    assert said(made, subject, RG.reason, NAMES.review) == {"not what she says"}
    assert said(made, subject, RG.at, NAMES.review) == {LATER}
    assert said(made, subject, RG.reviewer, NAMES.review) == {KG + "reviewer/Anna_Berg"}


@pytest.mark.parametrize("value", [0.0, 1.0, 0.3333333, 1e-05])
def test_confidence_is_a_plain_decimal(value: float):
    from regesta.graph.map.view import decimal

    made = decimal(value)
    assert made == Literal(made.value, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    assert "e" not in made.value
    assert abs(float(made.value) - value) < 1e-4


def test_an_archive_the_document_does_not_name_is_not_another_documents(
    page: Fill, tmp_path: Path, space: Workspace
):
    rows = [
        from_dict(r.to_dict() | {"held_in": [{"archive": "", "path": [["opis", "7"]]}]})
        if r.kind == "source"
        else r
        for r in space.records("page")
    ]
    graph = store(page(tmp_path / "other", rows=rows, log=[]))
    units = {q.object.value for q in graph.quads(None, RG.heldIn, None, NAMES.candidates)}  # type: ignore[union-attr]
    assert units == {KG + "archive/unknown_archive_%28page%29/opis/7"}
    labels = {label for u in units for label in said(graph, NamedNode(u), LABEL, NAMES.candidates)}
    assert labels == {"opis 7"}


def test_what_a_claim_denies_or_plans_is_no_fact_in_its_propositions_graph(space: Workspace):
    claim, event = of(space, "claim")[1], of(space, "event")[1]
    assert isinstance(event, Event)
    judge(space, event, "edit", edited=replace(event, factuality="denied"))
    graph = store(space)
    (proposition,) = said(graph, node(claim), RG.states)
    found = {q.object for q in graph.quads(event_of(event), RG.factuality, None, NamedNode(proposition))}
    assert found == {concept("factuality", "denied")}
