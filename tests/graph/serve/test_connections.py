"""A connection that does not come to the end of its request is closed; one that is at work is not."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.serve import connections

HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
GET = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def open_connection(served: Any) -> Iterator[Callable[[], socket.socket]]:
    """Makes connections to the server of the page."""
    made: list[socket.socket] = []

    def connect() -> socket.socket:
        made.append(socket.create_connection(("127.0.0.1", served.server.port), timeout=10))
        return made[-1]

    yield connect
    for one in made:
        one.close()


def until_closed(wire: socket.socket) -> float:
    """Seconds until the server closes the connection; it sends nothing before."""
    start = time.monotonic()
    with contextlib.suppress(ConnectionResetError):
        assert wire.recv(1) == b""
    return time.monotonic() - start


def send(wire: socket.socket, data: bytes, times: int) -> None:
    for _ in range(times):
        wire.sendall(data)


def answer(wire: socket.socket) -> bytes:
    """One whole answer."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += wire.recv(1 << 16)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += wire.recv(1 << 16)
    return head


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"G",
        b"GET /sparql?query=SEL",
        GET,
        HEAD + b"Content-Length: 6\r\n\r\nASK",
        HEAD + b"Content-Length: 90000\r\n\r\nASK",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK",
    ],
)
def test_a_request_that_does_not_go_on_is_given_up(
    begun: bytes, open_connection: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SILENCE", 0.5)
    wire = open_connection()
    wire.sendall(begun)
    assert 0.2 < until_closed(wire) < 5


def test_a_head_that_comes_drop_by_drop_is_given_up(
    open_connection: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SILENCE", 0.5)
    wire = open_connection()
    wire.sendall(GET + b"\r\n")
    answer(wire)  # not only the first request of a connection
    wire.sendall(b"G")
    start = time.monotonic()
    with contextlib.suppress(ConnectionError):
        while time.monotonic() < start + 8:
            wire.sendall(b"A")
            time.sleep(0.1)
    assert time.monotonic() - start < 5


def test_a_body_that_goes_on_is_waited_for(
    open_connection: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SILENCE", 1.0)
    wire = open_connection()
    wire.sendall(HEAD + b"Content-Length: 6\r\n\r\n")
    for letter in b"ASK {}":
        time.sleep(0.3)
        wire.sendall(bytes([letter]))
    assert answer(wire).startswith(b"HTTP/1.1 200")


def test_a_query_that_takes_long_is_waited_for(
    page_space: Workspace, running: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = running(page_space.snapshots, deadline=1.5)
    monkeypatch.setattr(connections, "SILENCE", 0.4)
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c + ?f + ?i = -1) }"
    for send in (
        lambda: server.client.get("/sparql", params={"query": runaway}),
        lambda: server.client.post("/sparql", data={"query": runaway}),
    ):
        assert send().status_code == 504


def test_a_connection_between_requests_is_not_in_a_hurry(
    open_connection: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SILENCE", 0.4)
    wire = open_connection()
    for _ in range(3):
        wire.sendall(GET + b"\r\n")
        assert answer(wire).startswith(b"HTTP/1.1 200")
        time.sleep(0.8)


def test_requests_in_pieces_and_several_at_once(open_connection: Callable[[], socket.socket]) -> None:
    wire = open_connection()
    whole = HEAD + b"Content-Length: 6\r\n\r\nASK {}"
    for at in range(5, len(whole), 31):
        wire.sendall(whole[:at])
        time.sleep(0.01)
        wire.sendall(whole[at:])
        assert answer(wire).startswith(b"HTTP/1.1 200")
    wire.sendall(3 * whole)
    got = b""
    while got.count(b"HTTP/1.1 200") < 3:
        got += wire.recv(1 << 16)


def test_a_body_in_many_pieces_is_no_long_head(served: Any) -> None:
    query = "ASK {}" + " " * 900_000
    assert served.client.post("/sparql", data={"query": query}).status_code == 200
    refused = served.client.post("/sparql", content=b"x" * 3_000_000, headers={"Content-Type": "text/plain"})
    assert refused.status_code == 415  # answered before its body came, which is then read and dropped
    assert served.client.get("/health").status_code == 200


def test_an_answered_request_gives_no_right_to_send_without_end(
    open_connection: Callable[[], socket.socket],
) -> None:
    """What follows an announced body is bounded as a head is, even when the body was never read."""
    wire = open_connection()
    wire.sendall(b"PATCH /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabcde")
    assert answer(wire).startswith(b"HTTP/1.1 405")
    wire.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nA: ")
    with pytest.raises(ConnectionError):
        send(wire, b"a" * (1 << 16), 400)


def test_a_request_refused_unread_leaves_the_connection_to_the_next(
    open_connection: Callable[[], socket.socket],
) -> None:
    wire = open_connection()
    wire.sendall(HEAD.replace(b"sparql-query", b"octet-stream") + b"Content-Length: 6\r\n\r\n")
    wire.sendall(b"ASK {}")
    assert b" 415 " in answer(wire)
    query = b"ASK {} # " + b"x" * 120_000
    wire.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(query) + query)
    assert b" 200 " in answer(wire)


@pytest.mark.parametrize(
    "said",
    [
        b"Content-Length: 90000\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Length: 6\r\nExpect: 100-continue\r\n",
    ],
)
def test_a_long_body_that_nobody_wants_ends_the_connection(
    said: bytes, open_connection: Callable[[], socket.socket]
) -> None:
    wire = open_connection()
    wire.sendall(HEAD.replace(b"sparql-query", b"octet-stream") + said + b"\r\n")
    head = answer(wire)
    assert b" 415 " in head
    assert b"connection: close" in head.lower()
    assert until_closed(wire) < 5
