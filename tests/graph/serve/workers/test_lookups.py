"""A lookup is answered in the server as a worker answers it, headers included; what is none, or is too much,
goes to a worker."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat

from regesta.graph.serve.sparql.lookup import ROWS, lookup_of
from regesta.graph.serve.workers import lookups
from regesta.graph.serve.workers.answering import Question
from regesta.graph.serve.workers.lookups import BYTES, LONGEST, Lookups, as_json
from regesta.graph.store import current, publish, writing
from regesta.graph.store.embedded import EmbeddedStore

S, P = "<http://x/s>", "<http://x/p>"
HUB = "<http://x/hub>"

LOOKUPS = [
    f"SELECT ?o {{ {S} {P} ?o }}",
    f"SELECT ?o WHERE {{ {S} {P} ?o . }}",
    f"SELECT * {{ {S} ?p ?o }}",
    f"SELECT ?s {{ ?s {P} {HUB} }} LIMIT 3",
    "PREFIX x: <http://x/> SELECT ?o { x:s x:p ?o }",
    f"SELECT ?o ?nothing {{ {S} {P} ?o }}",
    f"SELECT ?o {{ {S} {P} ?o }} LIMIT 0",
    "SELECT ?t { <http://x/s> a ?t }",
    "SELECT ?t { <http://x/nobody> ?p ?t }",
    "SELECT ?l { <http://x/s> rdfs:label ?l }",
    f"SELECT ?p {{ {S} ?p {HUB} }}",
    f"SELECT * {{ {S} {P} {HUB} }}",
]

OTHERS = [
    "SELECT * { ?s ?p ?o }",
    f"SELECT ?x {{ {S} ?x ?x }}",
    f"SELECT ?o {{ {S} {P} ?o . ?o {P} ?q }}",
    f"SELECT ?o {{ {S} {P}+ ?o }}",
    f"SELECT DISTINCT ?o {{ {S} {P} ?o }}",
    f"SELECT ?o {{ {S} {P} ?o }} OFFSET 3",
    f"SELECT ?o {{ {S} {P} ?o }} ORDER BY ?o",
    f"SELECT (COUNT(*) AS ?n) {{ {S} {P} ?o }}",
    f"SELECT ?o {{ {S} {P} ?o FILTER(?o > 3) }}",
    f"SELECT ?o FROM <http://x/g> {{ {S} {P} ?o }}",
    f"SELECT ?o {{ GRAPH ?g {{ {S} {P} ?o }} }}",
    f"SELECT ?o {{ SERVICE <http://x/> {{ {S} {P} ?o }} }}",
    'SELECT ?o { ?o rgs:matches "words" }',
    "SELECT ?o { <relative> <http://x/p> ?o }",
    "SELECT ?o { unknown:s <http://x/p> ?o }",
    "BASE <http://x/> SELECT ?o { <s> <p> ?o }",
    f"SELECT ?o ?o {{ {S} {P} ?o }}",
    f"ASK {{ {S} {P} ?o }}",
    f"# SELECT\nSELECT ?o {{ {S} {P} ?o }}",
    "SELECT ?o { <http://x/a\\u0020b> <http://x/p> ?o }",
    "",
    "SELECT",
]


@pytest.mark.parametrize("query", LOOKUPS)
def test_a_lookup_is_one(query: str) -> None:
    assert lookup_of(query) is not None


@pytest.mark.parametrize("query", OTHERS)
def test_what_is_no_lookup_takes_the_ordinary_way(query: str) -> None:
    assert lookup_of(query) is None


TERMS = [
    Literal("plain"),
    Literal('quotes " and \\ and\nlines\tand\r\f\b and \x01\x1f\x7f'),
    Literal("Åland, 中文, \U0001f5fa"),
    Literal("chat", language="fr"),
    Literal("12", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    Literal(""),
    NamedNode("http://x/hub"),
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshots of a graph with a few odd terms, a hub, and long values."""
    folder = tmp_path_factory.mktemp("lookups")
    store = EmbeddedStore.open(folder / "store")
    s, p = NamedNode("http://x/s"), NamedNode("http://x/p")
    store.add([Quad(s, p, term) for term in TERMS])
    store.add(
        [Quad(s, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode("http://x/T"))]
    )
    store.add([Quad(s, NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), Literal("the label"))])
    store.add([Quad(s, p, Literal("only in a graph"), NamedNode("http://x/g"))])
    store.add([Quad(NamedNode(f"http://x/{i}"), p, NamedNode("http://x/hub")) for i in range(ROWS + 50)])
    store.add([Quad(NamedNode("http://x/long"), p, Literal(f"{i}" + "x" * 20_000)) for i in range(6)])
    store.flush()
    with writing(folder / "snapshots"):
        publish(folder / "snapshots", store)
    return folder / "snapshots"


class Both:
    """A server, asked twice: once as it is, once with its lookups answered by workers too."""

    def __init__(self, server: Any) -> None:
        self.server = server

    def ask(self, query: str, **given: Any) -> tuple[httpx.Response, httpx.Response]:
        """Both answers; AssertionError when the first was not given without a worker."""
        before = self.looked_up()
        one = self._get(query, **given)
        assert self.looked_up() == before + 1
        site = self.server.site
        kept, site.lookups = site.lookups, Lookups()
        site.lookups._rests_until = time.perf_counter() + 60
        try:
            other = self._get(query, **given)
        finally:
            site.lookups = kept
        assert self.looked_up() == before + 1
        return one, other

    def _get(self, query: str, *, post: bool = False, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if post:
            return self.server.client.post("/sparql", data={"query": query}, headers=named)
        return self.server.client.get("/sparql", params={"query": query}, headers=named)

    def looked_up(self) -> float:
        """How many lookups the server says it answered by itself."""
        text = self.server.client.get("/metrics").text
        return float(text.split("\nregesta_lookups_total ")[1].split()[0])


@pytest.fixture(scope="module")
def both(odd: Path, running: Callable[..., Any]) -> Both:
    return Both(running(odd))


@pytest.mark.parametrize(
    "accept",
    [
        "application/sparql-results+json",
        "*/*",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
@pytest.mark.parametrize("query", LOOKUPS)
def test_server_and_worker_answer_alike(both: Both, query: str, accept: str) -> None:
    one, other = both.ask(query, accept=accept)
    dated = {"date"}
    assert one.status_code == other.status_code == 200
    assert {k: v for k, v in one.headers.items() if k not in dated} == {
        k: v for k, v in other.headers.items() if k not in dated
    }
    if "json" in one.headers["content-type"]:  # without ORDER BY rows come in any order
        assert one.json()["head"] == other.json()["head"]
        assert sorted(map(json.dumps, one.json()["results"]["bindings"])) == sorted(
            map(json.dumps, other.json()["results"]["bindings"])
        )
    else:
        assert one.content == other.content


@pytest.mark.parametrize("query", LOOKUPS)
def test_a_lookup_by_post_is_answered_alike(both: Both, query: str) -> None:
    one, other = both.ask(query, post=True)
    assert sorted(map(json.dumps, one.json()["results"]["bindings"])) == sorted(
        map(json.dumps, other.json()["results"]["bindings"])
    )


def test_a_compressed_answer_is_the_same_both_ways(both: Both) -> None:
    one, other = both.ask(f"SELECT ?s {{ ?s {P} {HUB} }} LIMIT 100", accept_encoding="gzip")
    assert one.headers["content-encoding"] == "gzip"
    assert (one.headers["etag"], one.content) == (other.headers["etag"], other.content)


@pytest.mark.parametrize(
    "more",
    [
        {"default": ("http://x/g",)},
        {"named": ("http://x/g",)},
        {"union": True},
        {"table": ""},
        {"rows": 2},
        {"size": 100},
        {"query": f"SELECT ?o {{ {S} {P} ?o }}{' ' * LONGEST}"},
    ],
)
def test_what_asks_for_more_than_a_lookup_is_left_to_a_worker(odd: Path, more: dict[str, Any]) -> None:
    snapshot, own = current(odd), Lookups()
    assert snapshot is not None
    plain: dict[str, Any] = {"query": f"SELECT ?o {{ {S} {P} ?o }}"}
    assert own.answer(snapshot, Question(**plain)) is not None
    assert own.answer(snapshot, Question(**(plain | more))) is None
    own.close()


def test_a_hub_goes_to_a_worker_and_comes_whole(both: Both) -> None:
    before = both.looked_up()
    rows = both.server.values(f"SELECT ?s {{ ?s {P} {HUB} }}")
    assert len(rows) == ROWS + 51  # the subject of the odd terms points there too
    long = both.server.values(f"SELECT ?o {{ <http://x/long> {P} ?o }}")
    assert sum(len(row[0]) for row in long) > BYTES
    assert both.looked_up() == before


def test_a_wrong_query_gets_the_usual_error(both: Both) -> None:
    got = both.server.sparql("SELECT ?o { <http://x/s> <http://x/p> ?o")
    assert (got.status_code, got.headers["content-type"]) == (400, "application/problem+json")


def test_a_new_generation_is_seen_at_once(tmp_path: Path, running: Callable[..., Any]) -> None:
    s, p = NamedNode("http://x/s"), NamedNode("http://x/p")
    folder = tmp_path / "snapshots"
    for value in ("old", "new"):
        store = EmbeddedStore.open(tmp_path / value)
        store.add([Quad(s, p, Literal(value))])
        store.flush()
        with writing(folder):
            publish(folder, store)
        if value == "old":
            server = running(folder)
        assert server.values(f"SELECT ?o {{ {S} {P} ?o }}") == [(value,)]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_strings_are_written_as_the_engine_writes_them(values: list[str]) -> None:
    store = EmbeddedStore()
    s, p = NamedNode("http://x/s"), NamedNode("http://x/p")
    store.add([Quad(s, p, Literal(v)) for v in values])
    engine = store.query(f"SELECT ?o {{ {S} {P} ?o }}").serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]
    own = as_json(["o"], [[("o", q.object)] for q in store.quads(s, p, None)])
    assert own == engine


def test_workers_take_over_after_a_slow_lookup(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, own = current(odd), Lookups()
    assert snapshot is not None
    question = Question(query=f"SELECT ?t {{ {S} a ?t }}")
    monkeypatch.setattr(lookups, "SLOW", 1e9)  # whatever else this machine does meanwhile
    assert own.answer(snapshot, question) is not None
    monkeypatch.setattr(lookups, "SLOW", 0.0)
    assert own.answer(snapshot, question) is not None  # slow on the clock: from now on work is measured
    assert own.answer(snapshot, question) is not None  # slow by that too, and answered
    assert own.answer(snapshot, question) is None
    own.close()


def test_the_rest_of_a_body_is_never_taken_for_a_request(both: Both) -> None:
    """Behind a proxy many clients share a connection: what one sends as a body must not be answered as
    another's request."""
    parts = urlsplit(both.server.url)
    inner = (
        f"GET /sparql?query={quote(f'SELECT ?t {{ {S} a ?t }}')} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n"
    ).encode()
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.settimeout(3)
        wire.sendall(
            b"PATCH /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
            % len(inner)
        )
        time.sleep(0.1)  # answered 405 before its body came
        wire.sendall(inner)
        time.sleep(0.1)
        wire.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        got = b""
        while piece := wire.recv(1 << 16):
            got += piece
    assert got.count(b"HTTP/1.1 ") == 2
    assert b"http://x/T" not in got
