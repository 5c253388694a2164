"""A store elsewhere gets what is built here and gives the same answers, whichever engine it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib.namespace import RDF
from rdflib.term import URIRef
from tests.graph.store.conftest import Answers, answered
from tests.graph.store.peers import ACCEPTED, LOGIN, oxigraph_server, virtuoso_server

from regesta.api.workspace import Workspace as Opened
from regesta.extract.workspace import Workspace
from regesta.graph.build import build
from regesta.graph.dataset import dataset
from regesta.graph.elsewhere import follow
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode, Triple
from regesta.graph.serve.app import create_app
from regesta.graph.serve.config import read_config
from regesta.graph.store.remote import configured
from regesta.graph.sync import SyncError
from regesta.ontology.terms import RG
from regesta.queries.saved import Catalogue


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def followed(
    request: pytest.FixtureRequest, example_space: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """The example essay in a workspace whose graph is kept elsewhere."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(example_space.root, folder / "w")
    serving = oxigraph_server if request.param == "oxigraph" else virtuoso_server
    with serving(folder) as url, pytest.MonkeyPatch.context() as patch:
        store: dict[str, Any] = {"url": url}
        if request.param == "virtuoso":
            patch.setenv("REGESTA_STORE_LOGIN", LOGIN)
            store |= {"graphs": url + "-graph-crud-auth", "default_graph": ACCEPTED}
        settings = replace(example_space.settings, store=store)
        space = Workspace(folder / "w", settings)
        sent = follow(space)
        assert sent is not None
        assert "" in sent.put
        yield space


def test_every_saved_query_has_the_same_answer_there(followed: Workspace, our_answers: Answers) -> None:
    there = Opened(followed)
    differing = [name for name, (text, rows) in our_answers.items() if answered(there, text) != rows]
    assert differing == []


def test_rdflib_reads_accepted_knowledge_there_as_here(followed: Workspace, example_space: Workspace) -> None:
    held = (None, RDF.type, URIRef(RG.Claim.value))
    count = f"SELECT (COUNT(*) AS ?n) {{ ?c a <{RG.Claim.value}> }}"
    with closing(dataset(example_space)) as here, closing(dataset(followed)) as there:
        claims = set(here.default_graph.triples(held))
        assert claims
        assert set(there.default_graph.triples(held)) == claims
        assert [int(n) for (n,) in there.query(count)] == [len(claims)]
        review = URIRef(followed.settings.base + "graph/review")
        assert review in {g.identifier for g in there.graphs()}
        assert len(there.graph(review)) == len(here.graph(review))


def test_what_is_there_already_is_not_sent_again(followed: Workspace) -> None:
    again = follow(followed)
    assert again is not None
    assert not again.put
    assert not again.deleted
    (followed.snapshots / "elsewhere.json").unlink()  # lost: everything is sent, as it is ours there
    anew = follow(followed)
    assert anew is not None
    assert "" in anew.put


def test_a_build_sends_what_differs_and_takes_away_what_is_gone(followed: Workspace, tmp_path: Path) -> None:
    space = Workspace(tmp_path / "w", followed.settings)
    shutil.copytree(followed.root, space.root)
    whole = space.log.read_bytes()
    lines = whole.splitlines(keepends=True)
    space.log.write_bytes(b"".join(lines[: len(lines) // 2]))
    build(space)
    store = configured(space.settings.store)
    assert store is not None
    with closing(store):
        held = set(_default(store.get(DefaultGraph())))
    assert held == set(_default(build_of(space)))
    space.log.write_bytes(whole)
    build(space)


def build_of(space: Workspace) -> Iterator[Triple]:
    from regesta.graph.store import lease

    with lease(space.snapshots) as snapshot:
        yield from (q.triple for q in snapshot.open().quads(graph=DefaultGraph()))


def _default(triples: Iterator[Triple]) -> Iterator[str]:
    """The triples in words, but those whose literals a store may write in another way: times."""
    return (str(t) for t in triples if "dateTime" not in str(t.object))


def test_the_server_answers_from_there_and_refuses_to_write(
    followed: Workspace, listening: Callable[[Any], str]
) -> None:
    store = configured(followed.settings.store)
    assert store is not None
    with closing(store):
        theirs = NamedNode("http://example.org/theirs")
        store.put(theirs, [Triple(theirs, theirs, Literal("only there"))])
    config = read_config(
        followed.snapshots, followed.settings.base, {"token": "t"}, elsewhere=followed.settings.store
    )
    address = listening(create_app(config, Catalogue.load()))
    client = httpx.Client(
        base_url=address, timeout=60
    )  # another's server on a busy machine may take its time
    asked = {"query": "SELECT ?o { GRAPH <http://example.org/theirs> { ?s ?p ?o } }", "format": "csv"}
    assert "only there" in client.get("/sparql", params=asked).text
    search = '(?c ?score) rgs:matches "oil" . ?c a rg:Claim'
    found = client.get("/sparql", params={"query": f"SELECT ?c {{ {search} }}", "format": "csv"})
    assert len(found.text.splitlines()) > 2
    for page in ("/debate", "/claims"):
        told = client.get(page)
        assert told.status_code == 200
        assert "Hasanli" in told.text
    refused = client.post(
        "/update",
        data={"update": "CLEAR DEFAULT"},
        headers={"Authorization": "Bearer t", "Accept": "application/json"},
    )
    assert refused.status_code == 409
    assert "elsewhere" in refused.text


def test_a_store_with_somebody_elses_default_graph_is_left_alone(followed: Workspace, tmp_path: Path) -> None:
    with oxigraph_server(tmp_path) as url:
        space = replace(followed, settings=replace(followed.settings, store={"url": url}))
        store = configured(space.settings.store)
        assert store is not None
        with closing(store):
            theirs = NamedNode("http://example.org/theirs")
            store.put(DefaultGraph(), [Triple(theirs, theirs, theirs)])
            with pytest.raises(SyncError, match="is not empty"):
                follow(space)
            assert len(list(store.get(DefaultGraph()))) == 1


def test_a_store_that_does_not_answer_is_said_and_the_graph_is_published(followed: Workspace) -> None:
    space = replace(followed, settings=replace(followed.settings, store={"url": "http://127.0.0.1:9/query"}))
    with pytest.raises(SyncError, match=r"is published here, but .*type `regesta build` again"):
        follow(space)


def test_a_setting_that_is_none_is_said(followed: Workspace) -> None:
    store = {"url": "http://127.0.0.1:9/query", "updates": "x"}
    space = replace(followed, settings=replace(followed.settings, store=store))
    with pytest.raises(SyncError, match="no setting updates; there are url"):
        follow(space)
