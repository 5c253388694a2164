"""Claims in CRMinf: read back by rdflib, checked against what CRMinf and CIDOC say of their terms by pySHACL,
and held against the graph row by row."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from tests.graph.exports.conftest import written
from tests.ontology.test_published import listed

from regesta.extract.workspace import Workspace
from regesta.graph.exports.beliefs import _Beliefs
from regesta.graph.exports.knowledge import Knowledge
from regesta.graph.rdf import NamedNode
from regesta.graph.store.syntax import parse, serialise

Rows = Callable[[str], list[dict[str, Any]]]
SHAPES = Path(__file__).with_name("crminf.ttl")
DOCS = Path(__file__).parents[3] / "docs" / "exports.md"
PREFIXES = """PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>
PREFIX crminf: <http://www.cidoc-crm.org/extensions/crminf/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
#: A scholar who argues from a document and from another claim, attacks one claim, undercuts one and concedes one.
ARGUMENT = b"""
@prefix rg: <https://w3id.org/regesta/ontology#> . @prefix s: <https://w3id.org/regesta/scheme/> . @prefix : <http://example.org/> .
@prefix at: <https://w3id.org/regesta/scheme/argument-type/> .
:d a rg:Document ; rg:author :writer . :writer a rg:Person . :h a rg:Person . :k a rg:State .
:a a rg:Claim ; rg:holder :h ; rg:states :pa ; rg:inDocument :d ; rg:voice <https://w3id.org/regesta/scheme/voice/scholar> .
:b a rg:Claim ; rg:holder :h ; rg:states :pb ; rg:inDocument :d ; rg:certainty <https://w3id.org/regesta/scheme/certainty/hedged> .
:c a rg:Claim ; rg:holder :k ; rg:states :pc ; rg:inDocument :d ; rg:voice <https://w3id.org/regesta/scheme/voice/actor> .
:ab a rg:ArgumentLink ; rg:argumentType at:supports ; rg:argumentFrom :a ; rg:argumentTo :b .
:ca a rg:ArgumentLink ; rg:argumentType at:supports ; rg:argumentFrom :c ; rg:argumentTo :a .
:bc a rg:ArgumentLink ; rg:argumentType at:concedes ; rg:argumentFrom :b ; rg:argumentTo :c .
:ac a rg:ArgumentLink ; rg:argumentType at:attacks ; rg:argumentFrom :a ; rg:argumentTo :c .
:uc a rg:ArgumentLink ; rg:argumentType at:undercuts ; rg:argumentFrom :b ; rg:argumentTo :c .
:ea a rg:EvidenceLink ; rg:evidenceFor :a ; rg:evidenceCitation :cite ; rg:evidenceRole <https://w3id.org/regesta/scheme/evidence-role/evidence> .
:ec a rg:EvidenceLink ; rg:evidenceFor :c ; rg:evidenceCitation :cite ; rg:evidenceRole <https://w3id.org/regesta/scheme/evidence-role/evidence> .
:ei a rg:EvidenceLink ; rg:evidenceFor :c ; rg:evidenceCitation :cite ; rg:evidenceRole <https://w3id.org/regesta/scheme/evidence-role/contrary> .
:cite rg:citedSource :source ."""


@pytest.fixture(scope="module")
def told(example_space: Workspace) -> rdflib.Graph:
    return rdflib.Graph().parse(data=written(example_space, "crminf"), format="turtle")


@pytest.fixture(scope="module")
def argued() -> rdflib.Graph:
    rows = _Beliefs(Knowledge.of(parse(ARGUMENT, "turtle"))).written()
    return rdflib.Graph().parse(data=serialise(rows, "turtle"), format="turtle")


def values(graph: rdflib.Graph, query: str) -> list[tuple[str, ...]]:
    """The rows of a query, by the last part of each value."""
    rows = graph.query(PREFIXES + query)
    return sorted(tuple(str(v).rsplit("/", 1)[-1] for v in row) for row in rows)  # type: ignore[union-attr]


@pytest.mark.parametrize("which", ["told", "argued"])
def test_each_term_is_used_as_crminf_and_cidoc_have_it(which: str, request: pytest.FixtureRequest) -> None:
    graph: rdflib.Graph = request.getfixturevalue(which)
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=shapes, inference="none")
    assert conforms, report
    broken = rdflib.Graph() + graph
    premise = rdflib.URIRef("http://www.cidoc-crm.org/extensions/crminf/J1_used_as_premise")
    broken.add((next(graph.subjects(premise)), premise, rdflib.URIRef("http://example.org/no-belief")))
    assert not pyshacl.validate(broken, shacl_graph=shapes, ont_graph=shapes, inference="none")[0]


@pytest.mark.parametrize("which", ["told", "argued"])
def test_every_term_is_published(which: str, request: pytest.FixtureRequest) -> None:
    graph: rdflib.Graph = request.getfixturevalue(which)
    foreign = "http://www.cidoc-crm.org/"
    classes = {str(o) for o in graph.objects(None, rdflib.RDF.type)}
    properties = {str(p) for p in graph.predicates()} - {str(rdflib.RDF.type), str(rdflib.RDFS.label)}
    assert all(x.startswith(foreign) for x in classes | properties)
    assert not [c for c in classes if not listed(NamedNode(c), ("classes",))]
    assert not [p for p in properties if not listed(NamedNode(p), ("properties",))]


def test_beliefs_and_their_holders_are_those_of_the_graph(told: rdflib.Graph, rows_of: Rows) -> None:
    found = told.query(
        PREFIXES
        + "SELECT ?who ?text ?belief { ?act crm:P14_carried_out_by ?who ; crminf:J2_concluded_that ?belief . "
        "?belief crminf:J4_that/crm:P3_has_note ?text . FILTER(STRENDS(STR(?act), '#argumentation')) }"
    )
    ours = rows_of(
        "SELECT ?who ?text ?belief { ?belief a rg:Claim ; rg:holder ?who ; rg:states/rg:text ?text }"
    )
    assert {tuple(map(str, row)) for row in found} == {(r["who"], r["text"], r["belief"]) for r in ours}  # type: ignore[union-attr]


def test_attacks_hold_what_the_other_believes_to_be_false(told: rdflib.Graph, rows_of: Rows) -> None:
    found = told.query(
        PREFIXES + "SELECT ?one ?other { ?i crminf:J1_used_as_premise ?one ; crminf:J2_concluded_that ?no . "
        "?no crminf:J5_holds_to_be 'false' ; crminf:J4_that ?p . ?other crminf:J4_that ?p ; ^crminf:J2_concluded_that/a "
        "crminf:I1_Argumentation . FILTER(STRENDS(STR(?i), '#inference') && !CONTAINS(STR(?other), '#')) }"
    )
    ours = rows_of("SELECT ?one ?other { ?one a rg:Claim ; rg:attacks ?other . ?other a rg:Claim }")
    assert ours
    assert {tuple(map(str, row)) for row in found} == {(r["one"], r["other"]) for r in ours}  # type: ignore[union-attr]


def test_who_read_what_as_what_is_the_log(told: rdflib.Graph, rows_of: Rows) -> None:
    found = told.query(
        PREFIXES + "SELECT ?verdict ?passage { ?verdict crminf:J22_interpreted_meaning_of ?passage ; "
        "crm:P4_has_time-span/crm:P82_at_some_time_within ?when }"
    )
    ours = rows_of(
        "SELECT ?verdict ?passage { ?c a rg:Claim ; rg:acceptedBy ?verdict ; rg:expressedIn ?passage }"
    )
    assert {tuple(map(str, row)) for row in found} == {(r["verdict"], r["passage"]) for r in ours}  # type: ignore[union-attr]


def test_what_claims_do_to_each_other(argued: rdflib.Graph) -> None:
    premises = values(
        argued, "SELECT ?i ?b { ?i a crminf:I5_Inference_Making ; crminf:J1_used_as_premise ?b }"
    )
    assert premises == [("a#argumentation", "ea#belief"), ("ac#inference", "a"), ("b#argumentation", "a")]
    held = values(argued, "SELECT ?b ?v ?p { ?b crminf:J5_holds_to_be ?v ; crminf:J4_that ?p }")
    assert held == [
        ("ac#belief", "false", "pc"),
        ("b", "possible", "pb"),
        ("bc#belief", "true", "pc"),
        ("ec#meaning", "true", "pc"),
    ]
    adopted = values(
        argued,
        "SELECT ?a ?who ?b { ?a a crminf:I7_Belief_Adoption ; crm:P14_carried_out_by ?who ; "
        "crminf:J13_adopted_interpretation ?b }",
    )
    assert adopted == [("bc#adoption", "h", "bc#belief"), ("ea#adoption", "h", "ea#belief")]
    read = "SELECT ?who ?m { ?x crm:P14_carried_out_by ?who ; crminf:J23_interpreted_meaning_as ?m }"
    assert values(argued, read) == [("writer", "ec#meaning")]


def test_the_queries_of_the_page_give_rows(told: rdflib.Graph) -> None:
    part = DOCS.read_text("utf-8").partition("## Beliefs (`crminf`)")[2].partition("\n## ")[0]
    queries = re.findall(r"```sparql\n(.*?)```", part, re.DOTALL)
    assert len(queries) == 3
    for query in queries:
        assert list(told.query(query)), query
