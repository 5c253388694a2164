"""The ontology contradicts nothing, and says what a reasoner says it says."""

from __future__ import annotations

import shutil

import owlrl
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from regesta.graph.map.view import A
from regesta.graph.validate.reason import (
    CONSISTENT,
    WITHOUT_JAVA,
    Inconsistent,
    consistency_of,
    unsatisfiable,
)
from regesta.ontology import load
from regesta.ontology.terms import RG

java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")


@java
def test_the_ontology_is_consistent():
    assert consistency_of() == CONSISTENT


@java
def test_a_contradiction_is_found():
    somebody = NamedNode("http://example.org/both")
    with pytest.raises(Inconsistent, match="disjoint"):
        unsatisfiable([*load.vocabulary(), Quad(somebody, A, RG.Person), Quad(somebody, A, RG.State)])


@java
def test_a_class_that_can_have_no_members_is_named():
    impossible = NamedNode("http://example.org/PersonState")
    sub = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    owl_class = NamedNode("http://www.w3.org/2002/07/owl#Class")
    rows = [Quad(impossible, A, owl_class), Quad(impossible, sub, RG.Person), Quad(impossible, sub, RG.State)]
    assert unsatisfiable([*load.vocabulary(), *rows]) == [impossible.value]


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert consistency_of() == WITHOUT_JAVA
    assert "default-jre-headless" in WITHOUT_JAVA


def test_rl_closure_of_the_ontology_finds_no_error():
    graph = rdflib.Graph().parse(
        data=serialize((q.triple for q in load.vocabulary()), format=RdfFormat.N_TRIPLES), format="nt"
    )
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = list(
        graph.subjects(
            rdflib.RDF.type, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
        )
    )
    assert errors == []
    assert not list(graph.subject_objects(rdflib.OWL.Nothing))
