"""Heads of odd shape and size are refused with a status that says why, and keep nobody else waiting."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.serve.bounds import ADDRESS, FIELDS, HEAD, refuse_unknown_name
from regesta.graph.serve.config import ServeConfig, ServeError
from regesta.graph.serve.limits import limits
from regesta.graph.serve.problems import Problem

HOST = b"Host: 127.0.0.1\r\n"


def status(server: Any, *pieces: bytes) -> int:
    """The status of the answer to these bytes; 0 when the line is closed without one."""
    with socket.create_connection(("127.0.0.1", server.server.port), timeout=20) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
        except OSError:
            pass  # given up before all was sent: the answer is there
        try:
            answer = line.recv(1 << 16)
        except ConnectionError:
            return 0
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"GET /health HTTP/1.1\r\n" + HOST, 200),
        (b"GET /health HTTP/1.0\r\n", 200),
        (b"GET /health HTTP/1.1\r\nHost: [::1]:80\r\n", 200),
        (b"GET /health HTTP/1.1\r\n", 400),
        (b"GET /health HTTP/1.1\r\n" + HOST + HOST, 400),
        (b"GET /health HTTP/1.1\r\nHost: [::1\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a b\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost:\r\n", 400),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"Origin: http://[\r\n", 400),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"Origin: null\r\n", 200),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n", 400),
        (b"GET /health HTTP/1.1\n" + HOST, 400),
        (b"GET /search?q=%00 HTTP/1.1\r\n" + HOST, 400),
        (b"GET /actor/a%00b HTTP/1.1\r\n" + HOST, 400),
        (b"GET /sparql?query=SELECT+?o+{+<http://x/s>+<http://x/p>+?o+} HTTP/1.1\r\nHost: [\r\n", 400),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"A: b\r\n" * FIELDS, 431),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"A: " + b"b" * (HEAD + 10) + b"\r\n", 431),
        (b"GET /?" + b"a" * (ADDRESS + 1) + b" HTTP/1.1\r\n" + HOST, 414),
        (b"GET /?" + b"a" * 200_000 + b" HTTP/1.1\r\n" + HOST, 414),
        (b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n", 400),
    ],
)
def test_a_head_is_answered_by_what_is_wrong_with_it(served: Any, head: bytes, expected: int) -> None:
    assert status(served, head + b"\r\n") == expected


@pytest.mark.parametrize(
    ("start", "more", "expected"),
    [
        (b"GET /health HTTP/1.1\r\n" + HOST + b"A: ", b"b" * 65536, 431),
        (b"GET /health HTTP/1.1\r\n" + HOST, b"A: b\r\n" * 10_000, 431),
        (b"GET /", b"a" * 65536, 414),
    ],
)
def test_a_head_that_does_not_end_is_given_up(served: Any, start: bytes, more: bytes, expected: int) -> None:
    assert status(served, start, *[more] * 100) == expected
    assert served.client.get("/health").status_code == 200


def test_many_short_requests_in_one_piece_are_no_long_head(served: Any) -> None:
    one = b"GET /health HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 1000 + b"\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.server.port), timeout=20) as line:
        line.sendall(one * 150)
        got = b""
        while got.count(b"200 OK") < 150:
            piece = line.recv(1 << 16)
            assert piece, got[-300:]
            got += piece


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, None),
        ({"cors": "none", "public_url": "https://example.org"}, None),
        ({"public_url": "https://example.org"}, "*"),
        ({"cors": "*"}, "*"),
    ],
)
def test_pages_of_other_sites_read_a_public_server_only(
    page_space: Workspace, running: Callable[..., Any], settings: dict[str, str], expected: str | None
) -> None:
    server = running(page_space.snapshots, **({"cors": "auto"} | settings))
    lookup = {"query": "SELECT ?o { <http://x/s> <http://x/p> ?o }"}
    for path, params in (
        ("/health", {}),
        ("/sparql", lookup),
        ("/sparql", {"query": "ASK {}"}),
        ("/sparql", {"query": "x"}),
    ):
        reply = server.client.get(path, params=params, headers={"Accept": "*/*"})
        assert reply.headers.get("access-control-allow-origin") == expected, path
    wanted = {"Access-Control-Request-Headers": "x-requested-with, x-client, not a name"}
    preflight = server.client.options("/sparql", headers=wanted)
    assert ("access-control-allow-methods" in preflight.headers) == (expected is not None)
    allowed = preflight.headers.get("access-control-allow-headers", "").lower().split(", ")
    assert ({"authorization", "x-requested-with", "x-client"} <= set(allowed)) == (expected is not None)
    assert "not a name" not in allowed


def test_an_unknown_word_for_cors_is_refused(page_space: Workspace) -> None:
    with pytest.raises(ServeError, match="cors"):
        ServeConfig(snapshots=page_space.snapshots, cors="yes")


@pytest.fixture(scope="module")
def named(page_space: Workspace, running: Callable[..., Any]) -> Any:
    """A server with a public address and a further name."""
    return running(page_space.snapshots, public_url="https://example.org", hosts=("kept.example",))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", 200),
        ("localhost:7878", 200),
        ("LOCALHOST.", 200),
        ("[::1]:80", 200),
        ("192.0.2.7", 200),
        ("example.org", 200),
        ("kept.example", 200),
        ("rebound.example", 421),
        ("localhost.example", 421),
        ("127.0.0.1.example", 421),
    ],
)
def test_a_server_of_this_machine_goes_by_its_names_only(named: Any, host: str, expected: int) -> None:
    """A website whose name is made to lead here (DNS rebinding) reads nothing: pages, queries, lookups."""
    lookup = "/sparql?query=SELECT+?o+%7B+%3Chttp://x/s%3E+%3Chttp://x/p%3E+?o+%7D"
    for path in ("/health", "/", "/sparql?query=ASK+%7B%7D", lookup):
        assert named.client.get(path, headers={"Host": host}).status_code == expected, path


def test_a_server_for_others_goes_by_any_name_unless_told() -> None:
    assert ServeConfig(snapshots=Path("s")).hosts == ()
    scope = {"headers": [(b"host", b"any.example")]}
    with pytest.raises(Problem):
        refuse_unknown_name(scope, ("kept.example",))


def test_metrics_tell_every_limit(served: Any) -> None:
    text = served.client.get("/metrics").text
    config = served.site.config
    told = dict(re.findall(r'^regesta_limit\{name="(\w+)"\} (\S+)$', text, re.MULTILINE))
    assert {name: float(value) for name, value in told.items()} == dict(limits(config))
    assert float(told["deadline_seconds"]) == config.deadline
    named = {"deadline": "deadline_seconds", "memory": "memory_bytes", "queue_wait": "queue_seconds"}
    numbers = {f.name for f in fields(config) if isinstance(getattr(config, f.name), int | float)}
    assert {named.get(n, n) for n in numbers - {"page_size"}} <= told.keys()
