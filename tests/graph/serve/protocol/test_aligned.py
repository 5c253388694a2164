"""The words of other vocabularies over HTTP, and how long a client lets a query run."""

from __future__ import annotations

import json
from typing import Any

import pytest

PREFIX = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX prov: <http://www.w3.org/ns/prov#> "
EVENTS = PREFIX + "SELECT ?e { ?e a sem:Event }"
BASE = "https://w3id.org/regesta/kg/"


def found(served: Any, query: str, **parameters: str) -> list[str]:
    got = served.client.get("/sparql", params={"query": query, "format": "csv", **parameters})
    assert got.status_code == 200, got.text
    return sorted(got.text.split()[1:])


def test_a_query_may_ask_in_other_words(served: Any) -> None:
    ours = found(served, "SELECT ?e { ?e a rg:Occurrence }")
    assert ours
    assert found(served, EVENTS) == []
    assert found(served, EVENTS, aligned="prov") == []
    assert found(served, EVENTS, aligned="prov,sem") == ours
    assert found(served, EVENTS, aligned="all") == ours
    posted = served.client.post("/sparql", data={"query": EVENTS, "format": "csv", "aligned": "sem"})
    assert sorted(posted.text.split()[1:]) == ours
    graph = f"{BASE}graph/aligned/sem"
    assert found(served, EVENTS.replace("{ ?e", f"{{ GRAPH <{graph}> {{ ?e") + " }") == ours
    assert found(served, EVENTS, **{"default-graph-uri": graph}) == ours
    whole = served.client.get("/graphs", params={"graph": graph}, headers={"Accept": "text/turtle"})
    assert "sem/Event" in whole.text
    assert found(served, EVENTS) == []


def test_answers_in_other_words_have_their_own_validator(served: Any) -> None:
    asked = {"query": EVENTS}
    plain, aligned = (
        served.client.get("/sparql", params=asked | more).headers["etag"] for more in ({}, {"aligned": "sem"})
    )
    assert plain != aligned


def test_a_vocabulary_there_is_none_of_is_named(served: Any) -> None:
    got = served.client.get("/sparql", params={"query": EVENTS, "aligned": "dolce", "format": "json"})
    assert got.status_code == 400
    assert "'dolce'; choose among amo, c4o" in got.json()["detail"]


def test_saved_queries_take_both_parameters(served: Any) -> None:
    name = next(iter(served.client.get("/queries/openapi.json").json()["paths"]))
    assert name == "/sparql"
    got = served.client.get("/queries/holders.csv", params={"aligned": "all", "timeout": "5"})
    assert got.status_code == 200
    assert got.text == served.client.get("/queries/holders.csv").text


@pytest.mark.parametrize("timeout", ["0.05", "50ms", "50 ms"])
def test_a_client_may_have_less_patience_than_the_server(served: Any, timeout: str) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    got = served.client.get("/sparql", params={"query": slow, "timeout": timeout, "format": "json"})
    assert got.status_code == 504


@pytest.mark.parametrize("timeout", ["0", "30000", "9", "2.5s", ""])
def test_a_client_of_any_make_says_it_its_way(served: Any, timeout: str) -> None:
    got = served.client.get("/sparql", params={"query": "ASK {}", "timeout": timeout, "format": "json"})
    assert got.status_code == 200


def test_a_timeout_that_is_no_number_is_refused(served: Any) -> None:
    got = served.client.get("/sparql", params={"query": "ASK {}", "timeout": "soon", "format": "json"})
    assert (got.status_code, "milliseconds" in got.json()["detail"]) == (400, True)


def test_json_ld_is_served_as_it_is_exported(served: Any, page_space: Any) -> None:
    from io import BytesIO

    from regesta.graph.export import export

    file = BytesIO()
    export(page_space, "jsonld", file)
    whole = {node["id"]: node for node in json.loads(file.getvalue())["@graph"]}
    query = "CONSTRUCT { ?c ?p ?o } WHERE { ?c a rg:Claim ; ?p ?o }"
    got = json.loads(served.sparql(query, accept="application/ld+json").content)
    assert got["@graph"]
    for node in got["@graph"]:
        assert node == whole[node["id"]]
        assert "Claim" in node["type"]
    assert got["@context"]["Claim"] == "rg:Claim"
    assert "Book" not in got["@context"]
    claim = got["@graph"][0]["id"].removeprefix(BASE)
    described = served.client.get(f"/data/{claim}.jsonld").json()
    assert any("Claim" in node.get("type", ()) for node in described["@graph"])


def test_closed_lists_are_enumerated_in_the_description(served: Any) -> None:
    from regesta.ontology.terms import CONCEPTS

    paths = served.client.get("/queries/openapi.json").json()["paths"]
    rows = paths["/queries/events-of-type"]["get"]["parameters"]
    kind = next(p["schema"] for p in rows if p["name"] == "type")
    assert kind["enum"] == list(CONCEPTS["event-type"])
    assert "format" not in kind
