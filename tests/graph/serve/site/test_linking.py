"""An imported graph and accepted links over HTTP: joined by the saved queries, described by VoID, taken up
without a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef

from regesta.extract.workspace import Workspace
from regesta.graph.build import build
from regesta.graph.imported_graphs import import_graph, remove_graph

VOID = "http://rdfs.org/ns/void#"
WIKIDATA = b"""@prefix wd: <http://www.wikidata.org/entity/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
wd:Q400888 rdfs:label "Ahmad Qavam"@en ; wdt:P39 wd:Q1 .
<http://ex/order> a sem:Event ; sem:hasActor wd:Q400888 ; sem:hasBeginTimeStamp "1946-11-23"^^xsd:date .
"""


def rows(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return [{k: v["value"] for k, v in row.items()} for row in answer.json()["results"]["bindings"]]


def test_joined_described_and_taken_away(
    page: Callable[..., Workspace], running: Callable[..., Any], tmp_path: Path
) -> None:
    space = page(tmp_path / "w")
    build(space)
    server = running(space.snapshots)
    json = {"Accept": "application/sparql-results+json"}
    assert rows(server.client.get("/queries/said-elsewhere", headers=json)) == []
    import_graph(space, WIKIDATA, ".ttl", "wikidata", source="wikidata.ttl", at="2026-01-01T00:00:00Z")

    said = rows(server.client.get("/queries/said-elsewhere", params={"actor": "Ahmad Qavam"}, headers=json))
    assert {r["value"] for r in said} == {"Ahmad Qavam", "http://www.wikidata.org/entity/Q1"}
    assert {r["graph"] for r in said} == {"https://w3id.org/regesta/kg/graph/import/wikidata"}
    days = rows(server.client.get("/queries/same-day-elsewhere", headers=json))
    assert {(r["day"], r["name"], r["theirs"]) for r in days} == {
        ("1946-11-23", "Ahmad Qavam", "http://ex/order")
    }
    assert [r["event"].split("/")[-2] for r in days] == ["event"]  # the decision and its act are one
    # no query that names no graph sees it
    assert server.values("SELECT ?p { <http://ex/order> ?p ?o }") == []

    void = Graph().parse(
        data=server.client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text, format="turtle"
    )
    (linkset,) = void.subjects(RDF.type, URIRef(VOID + "Linkset"))
    (target,) = void.objects(linkset, URIRef(VOID + "objectsTarget"))
    assert (target, URIRef(VOID + "uriSpace"), Literal("http://www.wikidata.org/entity/")) in void
    ((matches,),) = server.values("SELECT (COUNT(*) AS ?n) { ?s skos:exactMatch ?o }")
    assert (linkset, URIRef(VOID + "triples"), Literal(int(matches))) in void
    assert (
        URIRef("https://w3id.org/regesta/kg/graph/import/wikidata"),
        URIRef(VOID + "triples"),
        Literal(5),
    ) in void

    remove_graph(space, "wikidata")
    assert rows(server.client.get("/queries/said-elsewhere", headers=json)) == []
