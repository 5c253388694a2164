"""Real servers on real ports: one on the page of `tests/graph`, and a factory for others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from pyoxigraph import parse
from starlette.types import ASGIApp

from regesta.extract.workspace import Workspace
from regesta.graph.build import build
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
from regesta.graph.store import publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.queries.saved import Catalogue

TOKEN = "only-for-tests"


class Running:
    """A server that answers, and a client for it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.thread = threading.Thread(target=server.run, daemon=True)
        self.thread.start()
        end = time.monotonic() + 20
        while not server.started:
            assert self.thread.is_alive(), "the server ended while it started"
            assert time.monotonic() < end, "the server did not start within 20 s"
            time.sleep(0.01)
        self.url = server.url.rstrip("/")
        self.client = httpx.Client(base_url=self.url, timeout=30)
        self.site = server.app.state.site

    def stop(self) -> None:
        self.client.close()
        self.server.stop()
        self.thread.join(20)

    def sparql(
        self, query: str, accept: str = "application/sparql-results+json", **more: Any
    ) -> httpx.Response:
        return self.client.get("/sparql", params={"query": query}, headers={"Accept": accept}, **more)

    def values(self, query: str) -> list[tuple[str, ...]]:
        data = self.sparql(query).json()
        return [
            tuple(row[v]["value"] if v in row else "" for v in data["head"]["vars"])
            for row in data["results"]["bindings"]
        ]


@pytest.fixture(scope="session")
def running() -> Iterator[Callable[..., Running]]:
    """Starts servers; they stop when the session ends."""
    started: list[Running] = []

    def start(
        snapshots: Path,
        mounts: Mapping[str, ASGIApp] = MappingProxyType({}),
        queries: Sequence[Path] = (),
        workspace: Workspace | None = None,
        **settings: Any,
    ) -> Running:
        config = ServeConfig(
            snapshots=snapshots, **({"workers": 2, "deadline": 10.0, "token": TOKEN, "cors": "*"} | settings)
        )
        server = Server(config, Catalogue.load(queries), mounts=mounts, workspace=workspace)
        started.append(Running(server))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def snapshots_of() -> Callable[[Path, str], Path]:
    """Publishes N-Quads as the first generation of a snapshots folder."""

    def publish_quads(folder: Path, nquads: str) -> Path:
        from pyoxigraph import RdfFormat

        store = EmbeddedStore.open(folder / "store")
        store.add(parse(nquads.encode(), format=RdfFormat.N_QUADS))
        store.flush()
        with writing(folder / "snapshots"):
            publish(folder / "snapshots", store)
        return folder / "snapshots"

    return publish_quads


@pytest.fixture(scope="session")
def page_space(tmp_path_factory: pytest.TempPathFactory, page: Callable[..., Workspace]) -> Workspace:
    """The built workspace of the page."""
    space = page(tmp_path_factory.mktemp("page") / "w")
    build(space)
    return space


@pytest.fixture(scope="session")
def served(page_space: Workspace, running: Callable[..., Running]) -> Running:
    """A server on the page."""
    return running(page_space.snapshots, documents=page_space.root / "documents")


@contextmanager
def opening(browser: Any, *, expected: str | None = None) -> Iterator[Callable[..., Any]]:
    """Opens a page of a server by its path; a script error, a breach of the content policy, or a request to
    any other host fails the test in the end, but for a line of the console that says what is `expected`."""
    faults: list[str] = []
    contexts = []

    def said(line: Any) -> None:
        if line.type == "error" and (expected is None or expected not in line.text):
            faults.append(line.text)

    def open_page(server: Any, path: str, **settings: Any) -> Any:
        home = urlsplit(server.url).netloc
        context = browser.new_context(
            **({"viewport": {"width": 1280, "height": 900}, "base_url": server.url} | settings)
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", said)
        page.on(
            "request",
            lambda asked: (
                faults.append(f"asks {asked.url}") if urlsplit(asked.url).netloc not in (home, "") else None
            ),
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
