"""Clients that others wrote: SPARQLWrapper in every format and manner, rdflib's stores reading and
writing."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDF,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

TOKEN = "only-for-tests"
S, P = URIRef("http://x/s"), URIRef("http://x/p")


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory,
    snapshots_of: Callable[[Path, str], Path],
    running: Callable[..., Any],
) -> Any:
    return running(snapshots_of(tmp_path_factory.mktemp("clients"), '<http://x/s> <http://x/p> "o"@en .\n'))


@pytest.mark.parametrize("manner", [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
@pytest.mark.parametrize("format", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_tables(server: Any, format: str, manner: tuple[str, str]) -> None:
    client = SPARQLWrapper(server.url + "/sparql")
    client.setMethod(manner[0])
    client.setRequestMethod(manner[1])
    client.setReturnFormat(format)
    client.setQuery("SELECT ?o { ?s ?p ?o }")
    got = client.queryAndConvert()
    if format == JSON:
        assert got["results"]["bindings"] == [{"o": {"type": "literal", "value": "o", "xml:lang": "en"}}]
    else:
        assert "o" in (got.toxml() if format == XML else got.decode())


@pytest.mark.parametrize("format", [TURTLE, N3, RDF, RDFXML, JSONLD])
def test_sparqlwrapper_graphs(server: Any, format: str) -> None:
    client = SPARQLWrapper(server.url + "/sparql")
    client.setReturnFormat(format)
    client.setQuery("CONSTRUCT WHERE { ?s ?p ?o }")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        got = client.queryAndConvert()
    graph = got if isinstance(got, Graph) else Graph().parse(data=got, format="turtle")
    assert set(graph) == {(S, P, Literal("o", lang="en"))}


def test_rdflib_reads_and_writes(server: Any) -> None:
    assert set(Graph(SPARQLStore(server.url + "/sparql", returnFormat="json"))) == {
        (S, P, Literal("o", lang="en"))
    }
    asked = Graph(SPARQLStore(server.url + "/sparql", returnFormat="json"))
    for form in ("CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://x/s>"):
        assert list(asked.query(form).graph or ()) == [(S, P, Literal("o", lang="en"))]
    store = SPARQLUpdateStore(
        server.url + "/sparql", server.url + "/update", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    graph = Graph(store, identifier=URIRef("http://x/g"))
    graph.add((S, P, Literal(7)))
    assert list(graph) == [(S, P, Literal(7))]
    graph.remove((S, P, Literal(7)))
    assert len(graph) == 0


@pytest.mark.parametrize(
    "path", ["/", "/search", "/ontology", "/.well-known/void", "/queries/", "/health", "/claim/x"]
)
@pytest.mark.parametrize("method", ["TRACE", "DELETE", "POST"])
def test_what_is_only_read_takes_no_other_method(server: Any, path: str, method: str) -> None:
    got = server.client.request(method, path)
    assert got.status_code == 405
    assert "GET" in got.headers["allow"]


def test_a_compressed_request_is_not_understood(server: Any) -> None:
    got = server.client.post(
        "/sparql",
        content=b"\x1f\x8b",
        headers={"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"},
    )
    assert got.status_code == 415
    assert got.headers["accept-encoding"] == "identity"
