"""Arguments as AIF and xAIF, read back by the xaif library."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.graph.exports.conftest import written

from regesta.extract.workspace import Workspace
from regesta.graph.exports.argument import _argument
from regesta.graph.exports.knowledge import Knowledge
from regesta.graph.store.syntax import parse

Rows = Callable[[str], list[dict[str, Any]]]
#: What may follow what in AIF: information leads to information by way of a scheme.
EDGES = {("L", "YA"), ("YA", "I"), ("I", "RA"), ("RA", "I"), ("I", "CA"), ("CA", "I"), ("CA", "RA")}


def test_nodes_and_edges_keep_the_rules_of_aif(example_space: Workspace) -> None:
    told = json.loads(written(example_space, "aif"))
    kinds = {n["nodeID"]: n["type"] for n in told["nodes"]}
    assert len(kinds) == len(told["nodes"])
    assert {(kinds[e["fromID"]], kinds[e["toID"]]) for e in told["edges"]} <= EDGES
    people = {p["participantID"] for p in told["participants"]}
    assert {x["personID"] for x in told["locutions"]} == people
    assert {x["nodeID"] for x in told["locutions"]} == {n for n, kind in kinds.items() if kind == "L"}
    for node, kind in kinds.items():
        if kind in ("RA", "CA", "YA"):
            assert [e["toID"] for e in told["edges"] if e["fromID"] == node]
            assert [e["fromID"] for e in told["edges"] if e["toID"] == node]


def test_the_xaif_library_finds_every_link_and_evidence(example_space: Workspace, rows_of: Rows) -> None:
    xaif = pytest.importorskip(
        "xaif", reason="xaif is not installed (pip install xaif)", exc_type=ImportError
    )
    told = xaif.AIF(json.loads(written(example_space, "xaif")))
    assert told.is_valid_json_aif()
    table = told.get_csv("argument-relation")
    rows = table[table.relation != "None"][["proposition1_text", "proposition2_text", "relation"]]
    found = {tuple(row) for row in rows.itertuples(index=False)}
    links = rows_of("""SELECT ?a ?b ?type { ?x a rg:ArgumentLink ; rg:argumentType ?type ;
      rg:argumentFrom/rg:states/rg:text ?a ; rg:argumentTo/rg:states/rg:text ?b }""")
    cited = rows_of("""SELECT ?a ?b ?role { ?x a rg:EvidenceLink ; rg:evidenceRole ?role ;
      rg:evidenceCitation/rdfs:label ?a ; rg:evidenceFor/rg:states/rg:text ?b }""")
    supports = {(r["a"], r["b"]) for r in links if r["type"].endswith("/supports")}
    supports |= {(r["a"], r["b"]) for r in cited if not r["role"].endswith("/contrary")}
    attacks = {(r["a"], r["b"]) for r in links if r["type"].endswith("/attacks")}
    attacks |= {(r["a"], r["b"]) for r in cited if r["role"].endswith("/contrary")}
    assert len(attacks) > 10
    assert found == {(*s, "Default Inference") for s in supports} | {
        (*a, "Default Conflict") for a in attacks
    }


def test_what_undercuts_conflicts_with_the_inference_and_what_concedes_asserts() -> None:
    rows = b"""
        @prefix rg: <https://w3id.org/regesta/ontology#> . @prefix s: <https://w3id.org/regesta/scheme/argument-type/> . @prefix : <urn:x:> .
        :a a rg:Claim ; rg:text "A" ; rg:holder :h . :b a rg:Claim ; rg:text "B" ; rg:holder :h . :c a rg:Claim ; rg:text "C" ; rg:holder :h .
        :ab a rg:ArgumentLink ; rg:argumentType s:supports ; rg:argumentFrom :a ; rg:argumentTo :b .
        :cb a rg:ArgumentLink ; rg:argumentType s:undercuts ; rg:argumentFrom :c ; rg:argumentTo :b .
        :ca a rg:ArgumentLink ; rg:argumentType s:concedes ; rg:argumentFrom :c ; rg:argumentTo :a ."""
    told = _argument(Knowledge.of(parse(rows, "turtle"))).as_json()
    nodes = {n["nodeID"]: n for n in told["nodes"]}
    ways = {
        (nodes[one["fromID"]]["text"], nodes[one["toID"]]["text"], nodes[other["toID"]]["text"])
        for one in told["edges"]
        for other in told["edges"]
        if one["toID"] == other["fromID"]
    }
    assert {
        ("A", "Default Inference", "B"),
        ("C", "Default Conflict", "Default Inference"),
        ("urn:x:h: C", "Conceding", "A"),
    } <= ways
