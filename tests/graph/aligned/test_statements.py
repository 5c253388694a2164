"""What follows in other vocabularies equals what general reasoners make of the same alignments."""

from __future__ import annotations

import owlrl
import pyshacl
import pytest
import rdflib
from rdflib.term import Node

from regesta.extract.workspace import Workspace
from regesta.graph.aligned.statements import all_aligned, graph_of
from regesta.graph.dataset import to_rdflib
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology import alignment, load
from regesta.ontology.terms import RG, concept

BASE = "https://w3id.org/regesta/kg/"
Statement = tuple[Node, ...]


@pytest.fixture(scope="module")
def knowledge(example_space: Workspace) -> EmbeddedStore:
    """Accepted knowledge of the example."""
    served = current(example_space.snapshots)
    assert served is not None
    return served.open()


@pytest.fixture(scope="module")
def ours(knowledge: EmbeddedStore) -> set[Statement]:
    return {_statement(q) for q in all_aligned(knowledge, BASE)}


def _statement(quad: Quad) -> Statement:
    return tuple(to_rdflib(term) for term in (quad.subject, quad.predicate, quad.object))


def _data(knowledge: EmbeddedStore) -> rdflib.Graph:
    """The statements that an alignment could start from; a reasoner takes minutes over the rest."""
    premises = {r.given for r in alignment.rules()} | {p for r in alignment.rules() for p, _ in r.conditions}
    graph = rdflib.Graph()
    for q in knowledge.quads(graph=DefaultGraph()):
        if q.predicate in premises or q.predicate == alignment.TYPE:
            graph.add(_statement(q))  # type: ignore[arg-type]
    how = (
        f"{{ GRAPH <{BASE}graph/candidates> {{ ?x ?p ?y VALUES ?p {{ {RG.proposedBy} }} }} ?x a ?c }} UNION "
        f"{{ GRAPH <{BASE}graph/review> {{ ?x ?p ?y VALUES ?p {{ {RG.onRecord} }} }} ?x a ?c }} UNION "
        f"{{ GRAPH <{BASE}graph/candidates> {{ ?x ?p ?y VALUES ?y {{ {RG.ExtractionRun} }} }} }}"
    )
    for t in knowledge.construct(f"CONSTRUCT {{ ?x ?p ?y }} WHERE {{ {how} }}"):
        graph.add(tuple(map(to_rdflib, (t.subject, t.predicate, t.object))))  # type: ignore[arg-type]
    return graph


def _foreign(statements: rdflib.Graph) -> set[Statement]:
    """Those whose class or property is a term of an aligned vocabulary."""
    spaces = tuple(alignment.namespaces())
    return {t for t in statements if str(t[2] if t[1] == rdflib.RDF.type else t[1]).startswith(spaces)}


def test_the_alignments_give_what_owlrl_makes_of_them(knowledge: EmbeddedStore, ours: set[Statement]) -> None:
    graph = _data(knowledge)
    before, things = set(graph), set(graph.subjects())
    for file in load.files("align"):
        graph.parse(data=file.read_text("utf-8"), format="turtle")
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(graph)
    conditional = {
        _statement(q)
        for q in all_aligned(knowledge, BASE)
        if any(r.then in (q.predicate, q.object) and r.conditions for r in alignment.rules())
    }
    assert {t for t in _foreign(graph) if t[0] in things} - before == ours - conditional - before
    assert len(conditional) > 20


def test_the_conditional_ones_are_what_pyshacl_makes_of_the_rules(
    knowledge: EmbeddedStore, ours: set[Statement]
) -> None:
    graph = _data(knowledge)
    before = set(graph)
    shapes = rdflib.Graph().parse(data=load.alignment_rules().read_text("utf-8"), format="turtle")
    pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inplace=True)
    made = set(graph) - before
    assert made
    assert made <= ours
    wanted = {r.then for r in alignment.rules() if r.conditions}
    unconditional = {r.then for r in alignment.rules() if not r.conditions}
    named = {to_rdflib(term) for term in wanted - unconditional}
    assert made == {t for t in ours if (t[2] if t[1] == rdflib.RDF.type else t[1]) in named}


def test_every_vocabulary_that_rules_lead_to_has_statements(knowledge: EmbeddedStore) -> None:
    graphs = {q.graph_name for q in all_aligned(knowledge, BASE)}
    assert graphs == {graph_of(name, BASE) for name in alignment.vocabularies()}


@pytest.mark.parametrize("how", ["planned", "denied", "counterfactual"])
def test_what_did_not_happen_is_no_event_of_anybody_else(how: str) -> None:
    def about(name: str) -> NamedNode:
        return NamedNode(f"http://example.org/{name}")

    rows = [
        (alignment.TYPE, RG.Event),
        (alignment.TYPE, RG.Statement),
        (alignment.TYPE, RG.Decision),
        (RG.factuality, concept("factuality", how)),
        (RG.agent, about("a")),
        (RG.decidedBy, about("a")),
        (RG.atPlace, about("p")),
    ]
    quads = [Quad(about("e"), p, o) for p, o in rows]
    told = {q.graph_name for q in all_aligned(EmbeddedStore(quads), BASE)}
    assert told == {graph_of("prov", BASE)}  # a statement is an entity, whatever it says
    happened = [*quads, Quad(about("e"), alignment.TYPE, RG.Occurrence)]
    told = {q.graph_name for q in all_aligned(EmbeddedStore(happened), BASE)}
    assert told == {graph_of(name, BASE) for name in ("crm", "prov", "rico", "sem")}


def test_vocabularies_are_chosen_by_prefix_or_by_file() -> None:
    assert alignment.chosen(" PROV,sem ,prov") == ("prov", "sem")
    assert alignment.chosen("cidoc") == alignment.chosen("cidoc-crm") == ("crm", "crminf")
    assert set(alignment.chosen("spar")) == {"cito", "c4o", "doco", "fabio"}
    assert alignment.chosen("all") == alignment.vocabularies()
    assert alignment.chosen("") == ()
    with pytest.raises(alignment.UnknownVocabulary, match=r"'dqv'; choose among amo, .*sem, or all"):
        alignment.chosen("sem,dqv")
