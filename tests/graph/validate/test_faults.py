"""Faults put one by one into a sound graph, each found with the message a historian needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest
from tests.graph.conftest import DOC, fill

from regesta.extract.record import Claim
from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble, review
from regesta.graph.map.view import LABEL, XSD_DATE, A
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode, Quad
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse
from regesta.graph.validate.gate import check
from regesta.graph.validate.invariants import check_records
from regesta.ontology.terms import EDTF, RG, concept
from regesta.review.log import VerdictLog

STRANGER = NamedNode("http://example.org/stranger")
ITSELF, ANOTHER = object(), object()
DAY = NamedNode(XSD_DATE.value)


def day(value: str) -> Literal:
    return Literal(value, datatype=DAY)


#: A class; what is done to its first member that has the property: the property, and what is put in its place
#: (None: it is taken away), or beside it; what the message says.
TAKEN = [
    (RG.Claim, RG.acceptedBy, "Nobody is named who accepted"), (RG.Claim, RG.holder, "does not say who holds it"), (RG.Claim, RG.voice, "must speak with one voice"),
    (RG.Claim, RG.states, "must state one proposition"), (RG.Claim, RG.polarity, "either affirm or deny"), (RG.Claim, RG.certainty, "plainly or hedged"),
    (RG.Claim, RG.expressedIn, "points to no passage"), (RG.Claim, RG.inDocument, "belongs to no document"),
    (RG.EventMention, RG.trigger, "No word of the text names"), (RG.EventMention, RG.mentionOf, "must be of one event"), (RG.Event, RG.factuality, "must have one factuality"),
    (RG.DecisionMention, RG.givesAgent, "does not say who decides"), (RG.DecisionMention, RG.givesDecisionKind, "must be of one kind"),
    (RG.EvidenceLink, RG.evidenceFor, "no accepted claim or mention"), (RG.EvidenceLink, RG.evidenceCitation, "no accepted citation"), (RG.EvidenceLink, RG.evidenceRole, "in which way the citation serves"),
    (RG.ArgumentLink, RG.argumentFrom, "answering claim is not accepted"), (RG.ArgumentLink, RG.argumentType, "supports, attacks, undercuts or concedes"),
    (RG.Citation, RG.inFootnote, "stands in no footnote"), (RG.Citation, RG.sourceType, "must be of one type"), (RG.Source, LABEL, "nothing to call it by"),
    (RG.ArchivalUnit, RG.archivalLevel, "must be of one level"), (RG.ArchivalUnit, RG.identifier, "no number or name"), (RG.Passage, RG.sha256, "no digest of its words"),
    (RG.Verdict, RG.reviewer, "names no reviewer"), (RG.Verdict, RG.at, "has no time"), (RG.Agent, LABEL, "has no name"),
]  # fmt: skip
ADDED = [
    (RG.Claim, RG.holder, STRANGER, "does not say who holds it"), (RG.Claim, RG.evidence, STRANGER, "no accepted citation"), (RG.Claim, RG.citesSource, STRANGER, "no accepted source"),
    (RG.Claim, RG.voice, concept("voice", "document"), "must speak with one voice"), (RG.Claim, RG.decidedBy, ANOTHER, "is not a decision"), (RG.Source, RG.holder, ANOTHER, "is not a claim"),
    (RG.Claim, RG.within, ITSELF, "reported within itself"), (RG.Citation, RG.resolvedFrom, ITSELF, "points back to itself"), (RG.ArchivalUnit, RG.directPartOf, ITSELF, "lies inside itself"),
    (RG.EventMention, RG.givesDate, Literal("1950", datatype=EDTF), "several dates"), (RG.Event, RG.date, Literal("in May"), "not written as EDTF"), (RG.Event, RG.earliest, day("1999-01-01"), "lies after the last"),
    (RG.Event, RG.atPlace, STRANGER, "something that is no place"), (RG.Source, RG.heldIn, STRANGER, "no archival unit"), (RG.Passage, RG.start, Literal(-1), "does not begin at one place"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """Accepted knowledge of the page."""
    quads = parse(assemble(fill(tmp_path_factory.mktemp("faults") / "w")).nquads, "nquads")
    return EmbeddedStore(q for q in quads if isinstance(q.graph_name, DefaultGraph))


def quads(store: EmbeddedStore, kind: NamedNode, predicate: NamedNode) -> Iterator[Quad]:
    for q in sorted(store.quads(None, A, kind, DefaultGraph()), key=str):
        yield from store.quads(q.subject, predicate, None, DefaultGraph())


def put(s: object, p: NamedNode, o: object) -> Quad:
    return Quad(s, p, o, DefaultGraph())  # type: ignore[arg-type]


def messages(store: EmbeddedStore, out: list[Quad], new: list[Quad]) -> set[str]:
    """What the gate says with some quads taken out and others put in; the store is left as it was."""
    assert out or new
    store.remove(out)
    store.add(new)
    found = {f.message for f in check(store)}
    store.remove(new)
    store.add(out)
    return found


def test_the_sound_graph_and_the_accepted_example_have_no_fault(
    sound: EmbeddedStore, example_space: Workspace
):
    assert check(sound) == []
    served = current(example_space.snapshots)
    assert served is not None
    assert check(served.open()) == []


@pytest.mark.parametrize(("kind", "predicate", "message"), TAKEN)
def test_what_is_missing_is_said(sound: EmbeddedStore, kind: NamedNode, predicate: NamedNode, message: str):
    one = next(quads(sound, kind, predicate))
    out = list(sound.quads(one.subject, predicate, None, DefaultGraph()))
    assert any(message in said for said in messages(sound, out, []))


@pytest.mark.parametrize(("kind", "predicate", "value", "message"), ADDED)
def test_what_does_not_belong_is_said(
    sound: EmbeddedStore, kind: NamedNode, predicate: NamedNode, value: object, message: str
):
    subject = min((q.subject for q in sound.quads(None, A, kind, DefaultGraph())), key=str)
    if predicate == RG.earliest:
        subject = next(quads(sound, kind, RG.latest)).subject
    other = next(q.subject for q in sound.quads(None, A, RG.Agent, DefaultGraph()))
    made = subject if value is ITSELF else other if value is ANOTHER else value
    said = messages(sound, [], [put(subject, predicate, made)])
    assert any(message in one for one in said), said


def test_an_archive_path_that_comes_back_to_its_beginning_is_found(sound: EmbeddedStore):
    inner = next(quads(sound, RG.ArchivalUnit, RG.directPartOf))
    said = messages(sound, [], [put(inner.object, RG.directPartOf, inner.subject)])
    assert any("lies inside itself" in one for one in said)


def test_a_claim_that_supports_itself_is_found(sound: EmbeddedStore):
    link = next(quads(sound, RG.ArgumentLink, RG.argumentFrom))
    out = list(sound.quads(link.subject, RG.argumentTo, None, DefaultGraph()))
    said = messages(sound, out, [put(link.subject, RG.argumentTo, link.object)])
    assert said == {"The claim supports or attacks itself. Name another claim, or take the relation out."}


@pytest.mark.parametrize(
    ("predicate", "date", "message"),
    [(RG.livedFrom, "1990-01-01", "not yet born"), (RG.livedUntil, "1900-12-31", "who was dead")],
)
def test_who_acts_before_birth_or_after_death_is_found(
    sound: EmbeddedStore, predicate: NamedNode, date: str, message: str
):
    acts = (q for q in quads(sound, RG.Event, RG.agent) if any(sound.quads(q.subject, RG.latest, None)))
    who = next(acts).object
    said = messages(sound, [], [put(who, predicate, day(date))])
    assert any(message in one for one in said), said


def test_who_dies_before_being_born_is_found(sound: EmbeddedStore):
    who = next(quads(sound, RG.Person, LABEL)).subject
    life = [put(who, RG.livedFrom, day("1900-01-01")), put(who, RG.livedUntil, day("1880-01-01"))]
    assert any("dies before being born" in said for said in messages(sound, [], life))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"content": (0, 10**6)}, "does not lie inside the text"),
        ({"quote": "what nobody wrote"}, "its quote is not what the text says"),
        ({"footnotes": ("IX.99",)}, "which the document does not have"),
    ],
)
def test_what_does_not_fit_the_text_is_said(space: Workspace, changes: dict[str, object], message: str):
    state, (deposit,) = review(space, VerdictLog(space.log).read())
    judged = next(j for j in state.items.values() if isinstance(j.record, Claim))
    notes = frozenset(chain.from_iterable(getattr(j.record, "footnotes", ()) for j in state.items.values()))
    assert check_records([judged], deposit.text, notes) == []
    broken = replace(judged, record=replace(judged.record, **changes))  # type: ignore[arg-type]
    assert any(message in f.message for f in check_records([broken], deposit.text, notes))
    assert deposit.document == DOC
