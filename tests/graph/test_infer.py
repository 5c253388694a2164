"""The generated rules say what a reasoner says, no more and no less."""

from __future__ import annotations

import owlrl
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble
from regesta.graph.infer import infer, rules
from regesta.graph.map.view import A
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology import load
from regesta.ontology.terms import NAMESPACE, RG, SCHEMES, concept

INFERRED = NamedNode("http://example.org/inferred")


def asserted(space: Workspace) -> list[Quad]:
    graph = list(parse(assemble(space).nquads, format=RdfFormat.N_QUADS))
    added = {q.triple for q in graph if str(q.graph_name).endswith("graph/inferred>")}
    return [
        Quad(*q.triple) for q in graph if isinstance(q.graph_name, DefaultGraph) and q.triple not in added
    ]


def closure(rows: list[Quad]) -> set[str]:
    store = EmbeddedStore()
    store.add(rows)
    infer(store, INFERRED)
    return {str(q.triple) for q in store.quads(None, None, None, DefaultGraph())}


def ours(line: str) -> bool:
    """Triples between things that say something about the data in our words: our properties, or membership in
    our classes.

    No data property has a super-property, so that literals are never inferred (and rdflib rewrites their
    words).
    """
    subject, predicate, obj = line.split(" ", 2)
    about_data = NAMESPACE not in subject and SCHEMES not in subject
    return (
        about_data
        and not obj.startswith('"')
        and (NAMESPACE in predicate or (predicate == str(A) and NAMESPACE in obj))
    )


def test_owlrl_says_the_same(space: Workspace):
    rows = asserted(space)
    graph = rdflib.Graph()
    for quads in (load.vocabulary(), rows):
        graph.parse(data=serialize((q.triple for q in quads), format=RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    for literal in [
        t for t in graph if isinstance(t[0], rdflib.Literal)
    ]:  # owlrl types literals too, which RDF 1.1 cannot say
        graph.remove(literal)
    lines = graph.serialize(format="nt", encoding="utf-8")
    oracle = {str(q.triple) for q in parse(lines, format=RdfFormat.N_TRIPLES)}
    assert {x for x in closure(rows) if ours(x)} == {x for x in oracle if ours(x)}


def test_what_each_kind_of_axiom_adds():
    a, b, c = (NamedNode(f"http://example.org/{x}") for x in "abc")
    got = closure(
        [
            Quad(a, RG.partOf, b),
            Quad(b, RG.partOf, c),
            Quad(a, RG.attacks, b),
            Quad(a, RG.inFootnote, c),
            Quad(b, A, RG.Order),
            Quad(a, RG.sameAct, c),
        ]
    )
    for triple in (
        (a, RG.partOf, c), (a, RG.answers, b), (c, RG.hasCitation, a), (b, A, RG.Statement), (b, RG.eventType, concept("event-type", "Order")),
        (c, RG.sameAct, a), (c, A, RG.Footnote), (a, A, RG.Claim),
    ):  # fmt: skip
        assert str(Quad(*triple).triple) in got


def test_named_graphs_take_no_part():
    a, b = NamedNode("http://example.org/a"), NamedNode("http://example.org/b")
    store = EmbeddedStore()
    store.add([Quad(a, RG.attacks, b, NamedNode("http://example.org/g"))])
    assert infer(store, INFERRED) == 0
    assert len(store) == 1


def test_rules_come_from_the_ontology_given():
    turtle = "@prefix e: <http://example.org/> . e:A <http://www.w3.org/2000/01/rdf-schema#subClassOf> e:B ."
    assert rules(parse(turtle, format=RdfFormat.TURTLE)) == (
        ("?x a <http://example.org/B>", "?x a <http://example.org/A>"),
    )
