"""What a client gets for what it asks: syntaxes, tags, addresses, and odd requests that must not be taken for
others."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from regesta.graph.serve.protocol.responding import encoding
from regesta.graph.serve.search.hits import SearchError
from regesta.graph.store import publish, writing
from regesta.graph.store.embedded import EmbeddedStore

CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
BASE = "https://w3id.org/regesta/kg/"


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("text/turtle, text/html;q=0.1", "text/turtle"),
        ("text/html, text/turtle;q=0.1", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/turtle"),
        ("application/ld+json;q=0.5, text/turtle;q=0", "application/ld+json"),
    ],
)
def test_a_graph_is_chosen_among_graphs(served: Any, accept: str, sent: str) -> None:
    assert served.sparql(CONSTRUCT, accept=accept).headers["content-type"].split(";")[0] == sent


@pytest.mark.parametrize(
    ("wish", "sent"),
    [
        ("json", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("application/json", "application/ld+json"),
        ("rdf+xml", "application/rdf+xml"),
        ("turtle", "text/turtle"),
    ],
)
def test_what_clients_say_for_every_kind_of_result_means_a_syntax_of_graphs_too(
    served: Any, wish: str, sent: str
) -> None:
    got = served.client.get("/sparql", params={"query": CONSTRUCT, "format": wish})
    assert (got.status_code, got.headers["content-type"].split(";")[0]) == (200, sent)


def test_a_tag_is_for_one_query_and_one_generation(
    tmp_path: Path, served: Any, running: Callable[..., Any]
) -> None:
    one, other = "SELECT * { ?s a ?c } LIMIT 1", "SELECT * { ?s a ?c } LIMIT 2"
    tag = served.sparql(one).headers["etag"]
    assert served.sparql(other).headers["etag"] != tag
    given = {"If-None-Match": tag, "Accept": "application/sparql-results+json"}
    assert served.client.get("/sparql", params={"query": one}, headers=given).status_code == 304
    assert served.client.get("/sparql", params={"query": other}, headers=given).status_code == 200
    assert (
        served.client.get(
            "/sparql", params={"query": one, "default-graph-uri": BASE + "graph/review"}, headers=given
        ).status_code
        == 200
    )
    for wrong, status in (("nonsense", 400), ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", 403)):
        assert (
            served.client.get("/sparql", params={"query": wrong}, headers={"If-None-Match": "*"}).status_code
            == status
        )
    assert (
        served.client.get(
            "/queries/events-between.csv?from=nonsense", headers={"If-None-Match": "*"}
        ).status_code
        == 400
    )
    # Another workspace behind the same address has generations of the same name.
    tags = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        store = EmbeddedStore.open(tmp_path / name / "store")
        store.add([Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal(name))])
        store.flush()
        with writing(tmp_path / name / "snapshots"):
            publish(tmp_path / name / "snapshots", store)
        tags.append(
            running(tmp_path / name / "snapshots").sparql("SELECT ?o { <http://x/s> ?p ?o }").headers["etag"]
        )
    assert tags[0] != tags[1]


@pytest.fixture(scope="module")
def own(page_space: Any, tmp_path_factory: pytest.TempPathFactory, running: Callable[..., Any]) -> Any:
    """A server with questions of its own, of every form."""
    folder = tmp_path_factory.mktemp("own")
    for name, text in {
        "any-claim": "ASK { ?s a rg:Claim }",
        "classes-of": "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5",
        "everything": "SELECT * { ?s ?p ?o }",
    }.items():
        (folder / f"{name}.rq").write_text(
            f"#+ summary: {name}\n\nPREFIX rg: <https://w3id.org/regesta/ontology#>\n{text}\n", "utf-8"
        )
    return running(page_space.snapshots, queries=[folder])


def test_questions_of_every_form_have_a_page_and_an_answer(own: Any) -> None:
    page = own.client.get("/queries/any-claim", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<strong>Yes</strong>" in page.text
    page = own.client.get("/queries/classes-of", headers={"Accept": "text/html"})
    assert "regesta/ontology#" in page.text
    assert (
        own.client.get("/queries/classes-of", headers={"Accept": "*/*"})
        .headers["content-type"]
        .startswith("text/turtle")
    )
    assert own.client.get("/queries/classes-of.jsonld").json()
    large = own.client.get("/queries/everything?size=100000", headers={"Accept": "text/html"})
    assert large.status_code in (200, 413)
    assert "<html" in large.text
    assert own.client.get("/queries/any-claim.rq").text.startswith("#+ summary: any-claim")


def test_a_question_is_described_where_rdf_is_asked_of_it_and_as_in_the_graph(served: Any) -> None:
    one = served.client.get("/queries/events-between", headers={"Accept": "text/turtle"})
    assert one.status_code == 200
    triples = {(q.subject, q.predicate, q.object) for q in parse(one.content, format=RdfFormat.TURTLE)}
    node = NamedNode(BASE + "queries/events-between")
    parameters = [
        o for s, p, o in triples if s == node and p == NamedNode("http://www.w3.org/ns/shacl#parameter")
    ]
    assert NamedNode(node.value + "#from") in parameters
    assert (
        NamedNode(node.value + "#from"),
        NamedNode("http://www.w3.org/ns/shacl#datatype"),
        NamedNode("http://www.w3.org/2001/XMLSchema#date"),
    ) in triples


def test_names_of_graphs_and_versions_lead_somewhere(served: Any) -> None:
    led = served.client.get("/graph/review", headers={"Accept": "text/turtle"})
    assert led.status_code == 303
    assert (
        served.client.get(led.headers["location"], headers={"Accept": "application/n-triples"}).status_code
        == 200
    )
    assert served.client.get("/graph/nothing", headers={"Accept": "text/turtle"}).status_code == 404
    assert served.client.get("/ontology/0.2.0", headers={"Accept": "text/turtle"}).status_code == 200
    assert served.client.get("/ontology/9.9.9").status_code == 404


def test_only_a_true_union_is_one(served: Any) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    counts = {
        v: served.client.get("/sparql", params={"query": query, **({"union": v} if v else {})}).text
        for v in ("", "true", "false")
    }
    assert counts["false"] == counts[""] != counts["true"]


def test_a_graph_is_written_where_it_was_sent(
    tmp_path: Path, running: Callable[..., Any], snapshots_of: Callable[[Path, str], Path]
) -> None:
    server = running(snapshots_of(tmp_path, "<http://x/s> <http://x/p> <http://x/o> .\n"))
    put = {"Authorization": "Bearer only-for-tests", "Content-Type": "application/n-quads"}
    where = {"graph": "http://x/g"}
    other = server.client.put(
        "/graphs", params=where, content='<http://x/a> <http://x/p> "x" <http://x/other> .', headers=put
    )
    assert other.status_code == 400
    assert "http://x/other" in other.json()["detail"]
    assert server.values("SELECT ?g { GRAPH ?g { ?s ?p ?o } }") == []
    assert (
        server.client.put(
            "/graphs", params=where, content='<http://x/a> <http://x/p> "x" <http://x/g> .', headers=put
        ).status_code
        == 201
    )
    assert server.values("SELECT ?g { GRAPH ?g { ?s ?p ?o } }") == [("http://x/g",)]


def test_odd_requests(served: Any) -> None:
    assert served.sparql("\ufeffSELECT * {} ").status_code == 200
    for path in ("/.well-known/void", "/sparql", "/queries/"):
        assert served.client.get(path, headers={"Host": "a b", "Accept": "text/turtle"}).status_code == 400
    assert served.sparql("SELECT * {}").headers["x-content-type-options"] == "nosniff"
    script = "SELECT ?x ?y { VALUES (?x ?y) { (<javascript:alert(1)> <https://w3id.org/regesta/kg//evil.example/x>) } }"
    page = served.sparql(script, accept="text/html").text
    assert 'href="javascript' not in page
    assert 'href="//' not in page


@pytest.mark.parametrize(
    ("accepted", "how"),
    [
        ("br;q=0.1, gzip;q=1", "gzip"),
        ("gzip, br", "br"),
        ("gzip;q=0", ""),
        ("*", "gzip"),
        ("*;q=0", ""),
        ("identity", ""),
        ("br;q=0, *", "gzip"),
    ],
)
def test_the_encoding_a_client_likes_best(accepted: str, how: str) -> None:
    assert encoding(accepted) == how


def test_a_search_finds_everything_or_says_that_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from regesta.graph.serve.search.index import index_of, search

    store = EmbeddedStore.open(tmp_path / "store")
    rg, quads = "https://w3id.org/regesta/ontology#", []
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for i in range(10_050):
        claim = NamedNode(f"{BASE}claim/{i:012x}")
        quads.append(Quad(claim, kind, NamedNode(rg + "Claim")))
        quads.append(Quad(claim, NamedNode(rg + "text"), Literal(f"zebra {i}")))
    store.add(quads)
    store.flush()
    index = index_of(store, str(tmp_path / "store"))
    assert len(search(index, "zebra")) == 10_050
    assert len(search(index, "zebra", limit=20)) == 20
    monkeypatch.setattr("regesta.graph.serve.search.index.MOST", 100)
    with pytest.raises(SearchError, match="more than 100 things"):
        search(index, "zebra")


def test_an_address_too_long_is_a_problem_that_says_what_to_do(served: Any) -> None:
    line = http.client.HTTPConnection(urlsplit(served.url).netloc)
    line.request("GET", "/sparql?query=" + "a" * 70_000)
    got = line.getresponse()
    assert (got.status, got.headers["content-type"]) == (414, "application/problem+json")
    assert "POST" in json.loads(got.read())["detail"]
