"""The Graph Store Protocol, request by request as in the W3C manifest graph-store-protocol, against a real
server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

PERSON = '@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://www.w3.org/2006/vcard/ns#> . <http://example.org/1> a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn "{}" ] .'
ME = {"Authorization": "Bearer only-for-tests"}
ONE, TWO = {"graph": "http://example.org/person/1.ttl"}, {"graph": "http://example.org/person/2.ttl"}


@pytest.fixture
def store(tmp_path: Path, snapshots_of: Callable[[Path, str], Path], running: Callable[..., Any]) -> Any:
    """A server on an empty store."""
    server = running(snapshots_of(tmp_path, ""), workers=1)
    yield server
    server.stop()


def _same(text: str, turtle: str) -> bool:
    return bool(
        isomorphic(Graph().parse(data=text, format="turtle"), Graph().parse(data=turtle, format="turtle"))
    )


def _get(store: Any, which: dict[str, str]) -> Any:
    return store.client.get("/graphs", params=which, headers={"Accept": "text/turtle"})


def test_the_life_of_a_graph(store: Any) -> None:
    turtle = {"Content-Type": "text/turtle; charset=utf-8", **ME}
    assert (
        store.client.put("/graphs", params=ONE, content=PERSON.format("John Doe"), headers=turtle).status_code
        == 201
    )
    got = _get(store, ONE)
    assert got.status_code == 200
    assert got.headers["content-type"].startswith("text/turtle")
    assert _same(got.text, PERSON.format("John Doe"))
    assert (
        store.client.put("/graphs", params=ONE, content=PERSON.format("Jane Doe"), headers=turtle).status_code
        == 204
    )
    assert _same(_get(store, ONE).text, PERSON.format("Jane Doe"))
    more = '<http://example.org/1> <http://xmlns.com/foaf/0.1/name> "Jane Doe" .'
    assert store.client.post("/graphs", params=ONE, content=more, headers=turtle).status_code == 200
    assert '"Jane Doe"' in _get(store, ONE).text
    assert len(Graph().parse(data=_get(store, ONE).text, format="turtle")) == 5
    assert store.client.head("/graphs", params=ONE).status_code == 200
    assert store.client.head("/graphs", params=TWO).status_code == 404
    assert store.client.delete("/graphs", params=ONE, headers=ME).status_code == 200
    assert _get(store, ONE).status_code == 404
    assert store.client.delete("/graphs", params=ONE, headers=ME).status_code == 404


def test_the_default_graph(store: Any) -> None:
    turtle = {"Content-Type": "text/turtle", **ME}
    body = "[] a <http://xmlns.com/foaf/0.1/Person> ."
    assert store.client.put("/graphs?default", content=body, headers=turtle).status_code in (201, 204)
    assert _same(_get(store, {"default": ""}).text, body)


def test_parts_of_a_form_are_merged(store: Any) -> None:
    parts = [
        ("a", ("a.ttl", '<http://example.org/1> <http://example.org/p> "a" .', "text/turtle")),
        ("b", ("b.nt", '<http://example.org/1> <http://example.org/p> "b" .', "application/n-triples")),
    ]
    assert store.client.post("/graphs", params=ONE, files=parts, headers=ME).status_code == 201
    assert len(Graph().parse(data=_get(store, ONE).text, format="turtle")) == 2


def test_post_to_the_store_makes_a_new_graph(store: Any) -> None:
    made = store.client.post(
        "/graphs",
        content="<http://example.org/1> a <http://example.org/T> .",
        headers={"Content-Type": "text/turtle", **ME},
    )
    assert made.status_code == 201
    assert _get(store, {"graph": made.headers["location"]}).status_code == 200
    assert store.client.get(made.headers["location"], headers={"Accept": "text/turtle"}).status_code == 200


def test_an_address_names_its_own_graph(store: Any) -> None:
    where = f"{store.url}/graphs/person/1.ttl"
    assert (
        store.client.put(
            where, content=PERSON.format("John"), headers={"Content-Type": "text/turtle", **ME}
        ).status_code
        == 201
    )
    assert _same(store.client.get(where, headers={"Accept": "text/turtle"}).text, PERSON.format("John"))


@pytest.mark.parametrize(
    ("method", "headers", "content", "status"),
    [
        ("PUT", {"Content-Type": "text/turtle"}, "", 401),
        ("PUT", {"Content-Type": "text/turtle", "Authorization": "Bearer wrong"}, "", 401),
        ("PUT", {"Content-Type": "text/turtle", **ME}, "<a> <b", 400),
        ("PUT", {"Content-Type": "image/png", **ME}, "x", 415),
        ("PATCH", ME, "", 405),
    ],
)
def test_what_is_refused_changes_nothing(
    store: Any, method: str, headers: dict[str, str], content: str, status: int
) -> None:
    before = store.client.get("/ready").json()["generation"]
    assert (
        store.client.request(method, "/graphs", params=ONE, headers=headers, content=content).status_code
        == status
    )
    assert store.client.get("/ready").json()["generation"] == before


def test_nothing_is_acceptable_in_no_syntax(store: Any) -> None:
    assert store.client.get("/graphs?default", headers={"Accept": "image/png"}).status_code == 406
    assert store.client.get("/graphs").status_code == 400
    assert store.client.get("/graphs?default&graph=http://example.org/x").status_code == 400
