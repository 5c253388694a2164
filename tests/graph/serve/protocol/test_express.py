"""The express lane answers as the ordinary way does, headers included, and leaves to it what is not a lookup
or is too much."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat

from regesta.graph.serve.protocol.express import BYTES, Lane, as_json
from regesta.graph.serve.protocol.plain import asked, lacks_its_body, read_head
from regesta.graph.serve.sparql.lookup import ROWS, lookup_of
from regesta.graph.store import publish, writing
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
def line(
    tmp_path_factory: pytest.TempPathFactory, running: Callable[..., Any]
) -> Iterator[Callable[..., tuple[int, dict[str, str], bytes]]]:
    """Asks a server with a few odd terms and a hub over one raw connection; `plain=False` adds a header that
    the lane does not know."""
    folder = tmp_path_factory.mktemp("express")
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
    server = running(folder / "snapshots")
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.settimeout(10)

        def ask(
            query: str, *, accept: str = "application/sparql-results+json", plain: bool = True, more: str = ""
        ) -> tuple[int, dict[str, str], bytes]:
            extra = "" if plain else "X-Ordinary: yes\r\n"
            head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: h\r\nAccept: {accept}\r\n{more}{extra}\r\n"
            wire.sendall(head.encode())
            return read_response(wire)

        ask.lane = server.server._lane  # type: ignore[attr-defined]
        ask.server = server  # type: ignore[attr-defined]
        yield ask


def read_response(wire: socket.socket) -> tuple[int, dict[str, str], bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += wire.recv(1 << 16)
    head, body = data.split(b"\r\n\r\n", 1)
    first, *rows = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (row.split(": ", 1) for row in rows)}
    while len(body) < int(headers["content-length"]):
        body += wire.recv(1 << 16)
    return int(first.split()[1]), headers, body


def counted(line: Any) -> float:
    text = line.server.client.get("/metrics").text
    rows = [
        row
        for row in text.splitlines()
        if row.startswith('regesta_requests_total{route="/sparql",status="200"}')
    ]
    return float(rows[0].split()[-1]) if rows else 0.0


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
def test_both_ways_answer_alike(line: Any, query: str, accept: str) -> None:
    before = counted(line)
    status, headers, body = line(query, accept=accept)
    status2, headers2, body2 = line(query, accept=accept, plain=False)
    headers.pop("date"), headers2.pop("date")
    assert counted(line) == before + 2  # both are counted
    assert (status, headers) == (status2, headers2)
    if "json" in headers["content-type"]:  # without ORDER BY rows come in any order
        one, other = json.loads(body), json.loads(body2)
        assert one["head"] == other["head"]
        assert sorted(map(json.dumps, one["results"]["bindings"])) == sorted(
            map(json.dumps, other["results"]["bindings"])
        )
    else:
        assert body == body2


def test_a_compressed_answer_is_the_same_on_both_ways(line: Any) -> None:
    query = f"SELECT ?s {{ ?s {P} {HUB} }} LIMIT 100"
    one, other = (
        line(query, more="Accept-Encoding: gzip\r\n"),
        line(query, more="Accept-Encoding: gzip\r\n", plain=False),
    )
    assert one[1]["content-encoding"] == "gzip"
    assert (one[1]["etag"], one[2]) == (other[1]["etag"], other[2])


def test_a_hub_goes_to_a_worker_and_comes_whole(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = json.loads(line(f"SELECT ?s {{ ?s {P} {HUB} }}")[2])["results"]["bindings"]
    assert len(rows) == ROWS + 51  # the subject of the odd terms points there too
    long = json.loads(line(f"SELECT ?o {{ <http://x/long> {P} ?o }}")[2])["results"]["bindings"]
    assert sum(len(r["o"]["value"]) for r in long) > BYTES


def test_a_wrong_query_gets_the_ordinary_error(line: Any) -> None:
    status, headers, _ = line("SELECT ?o { <http://x/s> <http://x/p> ?o")
    assert (status, headers["content-type"].split(";")[0]) == (400, "application/problem+json")


def test_a_request_in_pieces_and_two_at_once(line: Any) -> None:
    parts = urlsplit(line.server.url)
    query = quote(f"SELECT ?t {{ {S} a ?t }}")
    request = f"GET /sparql?query={query} HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n".encode()
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.settimeout(10)
        wire.sendall(request[:40])
        time.sleep(0.05)
        wire.sendall(request[40:])
        assert b"http://x/T" in read_response(wire)[2]
        wire.sendall(request)
        assert b"http://x/T" in read_response(wire)[2]
        wire.sendall(request + request)  # pipelined: the parser's business
        both = b""
        while both.count(b"http://x/T") < 2:
            both += wire.recv(1 << 16)
        assert both.count(b"HTTP/1.1 200 OK") == 2


def test_a_new_generation_is_seen_at_once_and_the_old_one_let_go(
    tmp_path: Path, running: Callable[..., Any]
) -> None:
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


def test_headers_of_a_proxy_do_not_turn_a_lookup_away() -> None:
    block = b"Host: h\r\nAccept: */*\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\nX-Real-IP: 192.0.2.1"
    assert read_head(block) is not None
    assert read_head(block + b"\r\nContent-Length: 3") is None


def test_the_lane_rests_after_a_slow_lookup(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    request = f"GET /sparql?query={quote(f'SELECT ?t {{ {S} a ?t }}')} HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n".encode()
    lane = Lane(line.server.site)
    monkeypatch.setattr(
        "regesta.graph.serve.protocol.express.SLOW", 1e9
    )  # whatever else this machine does meanwhile
    assert lane.response(request, []) is not None
    monkeypatch.setattr("regesta.graph.serve.protocol.express.SLOW", 0.0)
    assert lane.response(request, []) is not None  # slow on the clock: from now on processor time is measured
    assert lane.response(request, []) is not None  # slow by that too, and answered
    assert lane.response(request, []) is None
    lane.close()


def test_the_rest_of_a_body_is_never_taken_for_a_request(line: Any) -> None:
    """Behind a proxy many clients share a connection: what one sends as a body must not be answered as
    another's request."""
    parts = urlsplit(line.server.url)
    inner = f"GET /sparql?query={quote(f'SELECT ?t {{ {S} a ?t }}')} HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n".encode()
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.settimeout(3)
        wire.sendall(
            b"PATCH /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
            % len(inner)
        )
        time.sleep(0.1)  # answered 405 before its body came
        wire.sendall(inner)
        time.sleep(0.1)
        wire.sendall(b"GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        got = b""
        while piece := wire.recv(1 << 16):
            got += piece
    assert got.count(b"HTTP/1.1 ") <= 2
    assert b"http://x/T" not in got


def posted(query: str, media: str = "application/sparql-query", more: str = "") -> tuple[bytes, bytes]:
    body = (urlencode({"query": query}) if media.startswith("application/x-www") else query).encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: h\r\nAccept: */*\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode(), body


@pytest.mark.parametrize(
    "media",
    [
        "application/sparql-query",
        "application/sparql-query; charset=UTF-8",
        "application/x-www-form-urlencoded",
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_a_lookup_by_post_is_answered_alike(line: Any, media: str, apart: bool) -> None:
    parts = urlsplit(line.server.url)
    lane = line.lane
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.settimeout(10)
        for query in LOOKUPS:
            got = []
            for more in ("", "X-Ordinary: yes\r\n"):
                head, body = posted(query, media, more)
                lane.count()
                if apart:
                    wire.sendall(head)
                    time.sleep(0.02)
                    wire.sendall(body)
                else:
                    wire.sendall(head + body)
                got.append((*read_response(wire), len(lane._times)))
            (status, headers, content, express), (status2, headers2, content2, ordinary) = got
            assert (express, ordinary) == (1, 0)
            headers.pop("date"), headers2.pop("date")
            assert (status, headers) == (status2, headers2)
            one, other = json.loads(content), json.loads(content2)
            assert one["head"] == other["head"]
            assert sorted(map(json.dumps, one["results"]["bindings"])) == sorted(
                map(json.dumps, other["results"]["bindings"])
            )


@pytest.mark.parametrize(
    "media",
    [
        "application/sparql-update",
        "text/plain",
        "application/sparql-query; charset=latin-1",
        "multipart/form-data",
    ],
)
def test_what_is_no_plain_post_takes_the_ordinary_way(media: str) -> None:
    head, body = posted(LOOKUPS[0], media)
    assert asked(head + body) is None
    assert not lacks_its_body(head)


def test_a_post_is_taken_only_with_the_whole_of_its_body_and_nothing_more() -> None:
    head, body = posted(LOOKUPS[0])
    assert asked(head + body) is not None
    assert asked(head + body[:-1]) is None
    assert lacks_its_body(head + body[:-1])
    assert asked(head + body + b"GET / HTTP/1.1\r\n\r\n") is None
    assert not lacks_its_body(head + body + b"G")
    assert not lacks_its_body(
        head.replace(b"Content-Length: ", b"Content-Length: 999")
    )  # too long to be held
    assert not lacks_its_body(
        head.replace(b"Content-Length", b"Transfer-Encoding: chunked\r\nContent-Length")
    )
    form, body = posted("", "application/x-www-form-urlencoded")
    assert asked(form + body) is None


def test_a_request_after_a_held_one_that_was_no_lookup(line: Any) -> None:
    parts = urlsplit(line.server.url)
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.settimeout(10)
        for query in (OTHERS[0], LOOKUPS[0]):
            head, body = posted(query)
            wire.sendall(head + body[:5])
            time.sleep(0.02)
            wire.sendall(body[5:])
            status, _, content = read_response(wire)
            assert status == 200
            assert json.loads(content)["results"]["bindings"]


def test_a_busy_line_is_not_closed_as_a_quiet_one(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer that runs after an ordinary answer must see the lookups that came since."""
    monkeypatch.setattr(line.server.server._uvicorn.config, "timeout_keep_alive", 1)
    parts = urlsplit(line.server.url)
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.settimeout(10)
        request = f"GET /sparql?query={quote(LOOKUPS[0])} HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n"
        wire.sendall((request + "X-Ordinary: yes\r\n\r\n").encode())
        assert read_response(wire)[0] == 200
        for _ in range(4):
            time.sleep(0.4)
            wire.sendall((request + "\r\n").encode())
            assert read_response(wire)[0] == 200
        time.sleep(1.5)
        assert wire.recv(1) == b""  # quiet now


def test_a_request_that_does_not_go_on_is_given_up(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regesta.graph.serve.protocol.express.SILENCE", 0.4)
    parts = urlsplit(line.server.url)
    head, body = posted(LOOKUPS[0])
    large = b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\nContent-Length: 90000\r\n\r\nSELECT"
    for begun in (b"", b"GET /sparql?query=SEL", head + body[:4], large):
        with socket.create_connection((parts.hostname, parts.port)) as wire:
            wire.settimeout(5)
            wire.sendall(begun)
            start = time.monotonic()
            assert wire.recv(1) == b""
            assert time.monotonic() - start > 0.3
    with socket.create_connection((parts.hostname, parts.port)) as wire:  # slow, but going on
        wire.settimeout(5)
        for piece in (head[:20], head[20:], body[:4], body[4:]):
            wire.sendall(piece)
            time.sleep(0.2)
        assert read_response(wire)[0] == 200
