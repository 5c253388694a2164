"""The graph pushed to a real `oxigraph serve`, and what a store that refuses is told."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic
from tests.graph.store.peers import free_port, oxigraph_server

from regesta.extract.workspace import Workspace, create
from regesta.graph.store import StoreError, lease
from regesta.graph.store.remote import Addresses
from regesta.graph.sync import SyncError, authorization, pushes, sync


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    """The address of an empty store of its own, behind the native server."""
    with oxigraph_server(tmp_path) as url:
        yield Addresses.beside(url).graphs


def held(url: str) -> list[Quad]:
    """Everything the other store holds."""
    with urllib.request.urlopen(
        urllib.request.Request(url, headers={"Accept": "application/n-quads"}), timeout=30
    ) as answer:
        return list(parse(answer.read(), format=RdfFormat.N_QUADS))


def put(url: str, turtle: bytes, where: str) -> None:
    urllib.request.urlopen(
        urllib.request.Request(
            f"{url}?{where}", data=turtle, method="PUT", headers={"Content-Type": "text/turtle"}
        ),
        timeout=30,
    ).close()


def served(space: Workspace) -> list[Quad]:
    with lease(space.snapshots) as snapshot:
        return list(snapshot.open())


def same(one: list[Quad], other: list[Quad]) -> bool:
    """Whether two datasets are equal graph by graph, whatever their blank nodes are called: without those as
    sets, and the graphs that have some by isomorphism."""
    if {q for q in one if not _blank(q)} != {q for q in other if not _blank(q)}:
        return False
    names = {q.graph_name for q in one if _blank(q)}
    return names == {q.graph_name for q in other if _blank(q)} and all(
        isomorphic(_graph(one, n), _graph(other, n)) for n in names
    )


def _blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _graph(quads: list[Quad], name: object) -> Graph:
    found = Graph()
    found.parse(data="".join(f"{q.triple} .\n" for q in quads if q.graph_name == name), format="nt")
    return found


def test_the_other_store_holds_what_is_served_and_again_after_a_second_time(
    example_space: Workspace, oxigraph: str
) -> None:
    sent = sync(example_space, oxigraph)
    here = served(example_space)
    assert sum(p.triples for p in sent) == len(here) > 1000
    assert same(here, held(oxigraph))
    sync(example_space, oxigraph, replace=True)
    assert same(here, held(oxigraph))


def test_a_graph_of_ours_is_replaced_whole_and_others_stay(example_space: Workspace, oxigraph: str) -> None:
    base = example_space.settings.base
    put(oxigraph, b"<urn:old> <urn:p> 1 .", f"graph={base}graph/candidates")
    put(oxigraph, b"<urn:theirs> <urn:p> 1 .", "graph=urn:theirs")
    sync(example_space, oxigraph)
    there = held(oxigraph)
    assert not [q for q in there if q.subject == NamedNode("urn:old")]
    assert [q.graph_name for q in there if q.subject == NamedNode("urn:theirs")] == [NamedNode("urn:theirs")]


def test_a_default_graph_with_something_in_it_is_not_replaced_unasked(
    example_space: Workspace, oxigraph: str
) -> None:
    put(oxigraph, b"<urn:theirs> <urn:p> 1 .", "default")
    with pytest.raises(SyncError, match="--replace"):
        sync(example_space, oxigraph)
    assert [str(q.subject) for q in held(oxigraph)] == ["<urn:theirs>"]


def test_accepted_knowledge_in_a_graph_of_its_own(example_space: Workspace, oxigraph: str) -> None:
    put(oxigraph, b"<urn:theirs> <urn:p> 1 .", "default")
    sync(example_space, oxigraph, default_as="https://example.org/accepted")
    there = held(oxigraph)
    assert [str(q.subject) for q in there if q.graph_name == DefaultGraph()] == ["<urn:theirs>"]
    ours = sum(q.graph_name == DefaultGraph() for q in served(example_space))
    assert sum(q.graph_name == NamedNode("https://example.org/accepted") for q in there) == ours > 100


def test_accepted_knowledge_is_sent_last_and_takes_no_other_graphs_name(example_space: Workspace) -> None:
    with lease(example_space.snapshots) as snapshot:
        store = snapshot.open()
        assert pushes(store)[-1].target == ""
        with pytest.raises(SyncError, match="already one"):
            pushes(store, default_as=example_space.settings.base + "graph/candidates")
        with pytest.raises(SyncError, match="absolute IRI"):
            pushes(store, default_as="accepted")


@pytest.mark.parametrize(
    "url",
    [
        "localhost:7878/store",
        "ftp://example.org/store",
        "http:///store",
        "http://h:x/store",
        "http://h/store?default",
    ],
)
def test_addresses_that_are_none(example_space: Workspace, url: str) -> None:
    with pytest.raises(SyncError, match="address"):
        sync(example_space, url)


def test_a_password_in_the_address_is_refused_and_not_repeated(example_space: Workspace) -> None:
    with pytest.raises(SyncError, match="REGESTA_SYNC_LOGIN") as refused:
        sync(example_space, "http://anna:sesame@localhost/store")
    assert "sesame" not in str(refused.value)


def test_a_store_that_is_not_there(example_space: Workspace) -> None:
    with pytest.raises(SyncError, match="cannot be reached"):
        sync(example_space, f"http://127.0.0.1:{free_port()}/store")


def test_a_workspace_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="regesta build"):
        sync(create(tmp_path / "w"), "http://127.0.0.1:9/store")


class Guarded(BaseHTTPRequestHandler):
    """A door: it lets in who has the password, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"
    passes = ("Bearer sesame", "Basic YW5uYTpzZXNhbWU=")
    taken: list[str]

    def answer(self, code: int) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.answer(404 if self.headers.get("Authorization") in self.passes else 401)

    def do_PUT(self) -> None:
        type(self).taken.append(self.path)
        self.answer(507 if len(type(self).taken) == 3 else 201)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Hasty(Guarded):
    """A server that hangs up after every answer without having said so, as one does whose patience with an
    idle connection is over."""

    def answer(self, code: int) -> None:
        super().answer(code)
        self.close_connection = True

    def do_GET(self) -> None:
        self.answer(404)

    def do_PUT(self) -> None:
        type(self).taken.append(self.path)
        self.answer(201)


def test_a_connection_that_was_hung_up_between_graphs_is_made_anew(example_space: Workspace) -> None:
    Hasty.taken = []
    with HTTPServer(("127.0.0.1", 0), Hasty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sent = sync(example_space, f"http://127.0.0.1:{server.server_port}/data")
        server.shutdown()
    assert len(Hasty.taken) == len(sent) > 3


@pytest.fixture
def guarded() -> Iterator[str]:
    Guarded.taken = []
    server = HTTPServer(("127.0.0.1", 0), Guarded)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/data"
    server.shutdown()
    server.server_close()


def test_who_sends_is_asked_and_told_what_to_set(example_space: Workspace, guarded: str) -> None:
    with pytest.raises(SyncError, match=r"401.*REGESTA_SYNC_TOKEN"):
        sync(example_space, guarded)
    assert Guarded.taken == []


@pytest.mark.parametrize("proof", [{"token": "sesame"}, {"login": "anna:sesame"}])
def test_a_store_that_fails_midway_is_named_with_how_far_it_came(
    example_space: Workspace, guarded: str, proof: dict[str, str]
) -> None:
    with pytest.raises(SyncError, match=r"507 .*\. 2 of \d+ graphs were sent"):
        sync(example_space, guarded, headers=authorization(**proof))
    assert len(Guarded.taken) == 3
