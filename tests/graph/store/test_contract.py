"""One contract for every store: embedded, behind `regesta serve`, behind `oxigraph serve`."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.graph.store.peers import ACCEPTED, LOGIN, oxigraph_server, virtuoso_server, wait_for

from regesta.graph.rdf import DefaultGraph, Literal, NamedNode, Quad, Triple
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
from regesta.graph.store import publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.interface import Dataset, Store
from regesta.graph.store.remote import Addresses, RemoteError, RemoteStore, authorization

TOKEN = "only-for-tests"
A, B, P, G, H = (NamedNode(f"http://example.org/{name}") for name in ("a", "b", "p", "g", "h"))
ONE, OTHER = Triple(A, P, Literal("one")), Triple(A, P, B)


@contextmanager
def regesta_server(folder: Path) -> Iterator[str]:
    """Our own server on an empty store; the address of its queries."""
    with writing(folder / "snapshots"):
        publish(folder / "snapshots", EmbeddedStore.open(folder / "store"))
    server = Server(ServeConfig(snapshots=folder / "snapshots", workers=1, token=TOKEN))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        wait_for(server.port)
        yield f"{server.url}sparql"
    finally:
        server.stop()
        thread.join(20)


@pytest.fixture(scope="module", params=["embedded", "regesta", "oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        yield EmbeddedStore.open(folder / "store")
    elif request.param == "virtuoso":
        with virtuoso_server(folder) as url:
            places = Addresses(url, url + "-auth", url + "-graph-crud-auth")
            with closing(RemoteStore(places, default_graph=ACCEPTED, login=LOGIN)) as store:
                yield store
    else:
        serving = regesta_server if request.param == "regesta" else oxigraph_server
        headers = authorization(token=TOKEN) if request.param == "regesta" else {}
        with serving(folder) as url, closing(RemoteStore(url, headers=headers)) as store:
            yield store


def ours(engine: Store) -> list[NamedNode]:
    """The graphs that hold something, but those a store has for itself (Virtuoso), and the one that stands
    for its default graph."""
    return [g for g in engine.graphs() if g.value.startswith("http://example.org/")]


@pytest.fixture
def store(engine: Store) -> Store:
    """The store with nothing in it."""
    for graph in ours(engine):
        engine.delete(graph)
    engine.delete(DefaultGraph())
    return engine


def test_what_is_put_is_got_and_replaces_what_was_there(store: Store) -> None:
    store.put(G, [ONE])
    store.put(G, [OTHER])
    assert list(store.get(G)) == [OTHER]
    assert ours(store) == [G]
    assert list(store.get(H)) == []


def test_what_is_posted_is_added(store: Store) -> None:
    store.post(DefaultGraph(), [ONE])
    store.post(DefaultGraph(), [OTHER])
    assert set(store.get(DefaultGraph())) == {ONE, OTHER}


def test_a_graph_is_deleted_once(store: Store) -> None:
    store.put(G, [ONE])
    assert store.delete(G)
    assert not store.delete(G)
    assert ours(store) == []


def test_updates_change_what_queries_of_every_form_see(store: Store) -> None:
    store.update(f"INSERT DATA {{ {A} {P} 'one', 2 . GRAPH {G} {{ {B} {P} {A} }} }}")
    rows = [row["x"].value for row in store.select(f"SELECT ?x {{ {A} {P} ?x }} ORDER BY STR(?x)")]
    assert rows == ["2", "one"]
    assert store.ask(f"ASK {{ GRAPH {G} {{ ?s ?p {A} }} }}")
    assert not store.ask(f"ASK {{ ?s ?p {A} }}")
    assert list(store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {G} {{ ?s ?p ?o }} }}")) == [
        Triple(B, P, A)
    ]
    store.update(f"DELETE WHERE {{ {A} {P} ?x }}")
    assert not store.ask(f"ASK {{ {A} ?p ?o }}")


def test_statements_by_pattern(store: Store) -> None:
    store.put(G, [ONE, OTHER])
    store.post(DefaultGraph(), [ONE])
    in_graph, in_default = Quad(A, P, Literal("one"), G), Quad(A, P, Literal("one"))
    assert set(store.quads(A, P, Literal("one"))) == {in_graph, in_default}
    assert list(store.quads(A, None, None, DefaultGraph())) == [in_default]
    assert set(store.quads(graph=G)) == {in_graph, Quad(A, P, B, G)}
    assert list(store.quads(B)) == []


def test_prefixes_and_base_are_known_without_being_declared(store: Store) -> None:
    store.post(DefaultGraph(), [OTHER])
    text = "ASK { ex:a ex:p <b> }"
    assert bool(store.query(text, base="http://example.org/", prefixes={"ex": "http://example.org/"}))


def test_a_dataset_of_named_graphs(store: Store) -> None:
    store.put(G, [ONE])
    store.put(H, [OTHER])
    read = Dataset(default=(G.value,), named=(H.value,))
    assert store.ask(f"ASK {{ {A} {P} 'one' . GRAPH {H} {{ {A} {P} {B} }} }}", dataset=read)
    assert not store.ask(f"ASK {{ {A} {P} {B} }}", dataset=read)


def test_graphs_with_literals_of_every_kind_come_back_the_same(store: Store) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = [
        Literal('"quoted" \\ and\nbroken\tline'),
        Literal("naïve", language="fr"),
        Literal("1946-02", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")),
        Literal("5", datatype=NamedNode(xsd + "integer")),
        Literal("北朝鮮"),
    ]
    store.put(G, [Triple(A, P, value) for value in values])
    assert {t.object for t in store.get(G)} == set(values)
    assert {row["o"] for row in store.select(f"SELECT ?o {{ GRAPH {G} {{ ?s ?p ?o }} }}")} == set(values)


def test_what_does_not_parse_is_a_syntax_error_and_a_form_that_is_not_asked_for_a_value_error(
    store: Store,
) -> None:
    with pytest.raises(SyntaxError):
        store.query("SELECT ?x { ?x ?p }")
    with pytest.raises(SyntaxError):
        store.update("INSERT DATA { ?x ?y ?z }")
    with pytest.raises(ValueError, match="no SELECT"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(ValueError, match="no ASK"):
        store.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(ValueError, match="no CONSTRUCT"):
        store.construct("ASK { ?s ?p ?o }")


def test_an_update_that_fails_changes_nothing(store: Store) -> None:
    store.put(G, [ONE])
    with pytest.raises((SyntaxError, RuntimeError, OSError, RemoteError)):
        store.update(f"DROP GRAPH {G} ; INSERT DATA {{ GRAPH {H} {{ ?s ?p 1 }} }}")
    assert list(store.get(G)) == [ONE]


# -- what only a remote store does


def test_addresses_beside_that_of_queries() -> None:
    assert Addresses.beside("http://h/sparql") == Addresses(
        "http://h/sparql", "http://h/update", "http://h/graphs", "union"
    )
    assert Addresses.beside("http://h:7878/query").graphs == "http://h:7878/store"
    assert Addresses.beside("http://h/ds/ask") == Addresses("http://h/ds/ask")


@pytest.mark.parametrize("url", ["h/sparql", "ftp://h/sparql", "http://anna:sesame@h/sparql", "http://h/q?x"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(RemoteError, match="address") as refused:
        RemoteStore(url)
    assert "sesame" not in str(refused.value) or "sesame" not in url


def test_a_store_whose_other_addresses_are_not_known_takes_no_changes() -> None:
    with closing(RemoteStore("http://127.0.0.1:9/ask")) as store:
        with pytest.raises(RemoteError, match=r"\[store\]"):
            store.update("CLEAR ALL")
        with pytest.raises(RemoteError, match="whole graphs"):
            store.get(G)
        with pytest.raises(RemoteError, match="cannot be reached"):
            store.ask("ASK {}")
        with pytest.raises(ValueError, match="default graph"):
            store.ask("ASK {}", dataset=Dataset(default=("", G.value)))


def test_who_may_not_write_is_told_so(tmp_path: Path) -> None:
    with regesta_server(tmp_path) as url, closing(RemoteStore(url)) as store:
        with pytest.raises(RemoteError, match="401") as refused:
            store.put(G, [ONE])
        assert refused.value.status == 401


def test_an_answer_is_made_anew_when_the_server_hung_up_between_two() -> None:
    served: list[Any] = []

    def hang_up_after_each(listener: socket.socket) -> None:
        for _ in range(2):
            line, _ = listener.accept()
            with line:
                served.append(line.recv(65536))
                body = b'{"head":{},"boolean":true}'
                line.sendall(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/sparql-results+json\r\ncontent-length: "
                    + str(len(body)).encode()
                    + b"\r\n\r\n"
                    + body
                )

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=hang_up_after_each, args=(listener,), daemon=True)
        thread.start()
        with closing(RemoteStore(f"http://127.0.0.1:{listener.getsockname()[1]}/query")) as store:
            assert store.ask("ASK {}")
            assert store.ask("ASK {}")
        thread.join(10)
    assert len(served) == 2


def test_a_store_counts_nothing_where_it_is_only_asked_whether_it_is_there(tmp_path: Path) -> None:
    assert EmbeddedStore.open(tmp_path / "store")
