"""The graph as an rdflib Dataset: the same statements, terms and answers as the store's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.term import URIRef

from regesta.extract.workspace import Workspace, create
from regesta.graph.dataset import ReadOnly, dataset, from_rdflib, to_rdflib
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode
from regesta.graph.store import StoreError, lease
from regesta.ontology.terms import RG

CLAIM, HOLDER = URIRef(RG.Claim.value), URIRef(RG.holder.value)


@pytest.fixture(scope="module")
def graph(example_space: Workspace) -> Iterator[rdflib.Dataset]:
    with closing(dataset(example_space)) as found:
        yield found


def test_it_has_every_statement_in_its_graph(example_space: Workspace, graph: rdflib.Dataset) -> None:
    with lease(example_space.snapshots) as snapshot:
        here = Counter(
            "" if isinstance(q.graph_name, DefaultGraph) else q.graph_name.value for q in snapshot.open()
        )
    own = graph.default_graph.identifier
    assert Counter("" if g in (None, own) else str(g) for *_, g in graph.quads()) == here
    assert len(graph.default_graph) == here[""] > 100
    names = {g.identifier for g in graph.graphs()} - {graph.default_graph.identifier}
    assert names == {URIRef(name) for name in here if name}


def test_a_graph_that_is_asked_sees_its_own_statements_only(
    example_space: Workspace, graph: rdflib.Dataset
) -> None:
    candidates = graph.graph(URIRef(example_space.settings.base + "graph/candidates"))
    accepted = set(graph.default_graph.subjects(RDF.type, CLAIM))
    proposed = set(candidates.subjects(RDF.type, CLAIM))
    # A verdict keeps its record whole, also one that extraction no longer proposes.
    assert accepted & proposed
    assert proposed - accepted
    some = next(iter(accepted))
    assert list(graph.objects(some, HOLDER))
    assert (some, RDF.type, CLAIM) in graph
    assert (some, RDF.type, RDFS.Class) not in graph


def test_queries_are_the_stores_and_read_accepted_knowledge(graph: rdflib.Dataset) -> None:
    count = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a rg:Claim }"
    graph.bind("rg", RG.Claim.value.removesuffix("Claim"))
    (row,) = graph.query(count)
    assert int(row[0]) == len(set(graph.default_graph.subjects(RDF.type, CLAIM))) > 0
    assert graph.query("ASK { ?c a rg:Claim }").askAnswer
    described = graph.query("CONSTRUCT { ?c a rg:Claim } WHERE { ?c a rg:Claim }").graph
    assert len(described) == int(row[0])
    # a query with bindings is rdflib's own to answer, over the same statements
    some = next(graph.default_graph.subjects(RDF.type, CLAIM))
    rows = list(graph.query("SELECT ?h { ?c rg:holder ?h }", initBindings={"c": some}))
    assert {r[0] for r in rows} == set(graph.objects(some, HOLDER))


def test_it_is_read_only_and_says_what_to_do(graph: rdflib.Dataset) -> None:
    with pytest.raises(ReadOnly, match="regesta import"):
        graph.add((CLAIM, RDF.type, RDFS.Class))
    with pytest.raises(ReadOnly):
        graph.remove((None, None, None))


def test_a_workspace_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="regesta build"):
        dataset(create(tmp_path / "w"))


@pytest.mark.parametrize(
    "term",
    [
        NamedNode("http://example.org/a"),
        Literal("words"),
        Literal("mots", language="fr"),
        Literal("007", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        Literal("1946-02~", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")),
    ],
)
def test_terms_go_there_and_back(term: NamedNode | Literal) -> None:
    assert from_rdflib(to_rdflib(term)) == term
