"""The served graph pushed to another SPARQL store, graph by graph, by the SPARQL 1.1 Graph Store HTTP
Protocol."""

from __future__ import annotations

import base64
import http.client
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from regesta.extract.workspace import Workspace
from regesta.graph.store import lease

MEDIA = "application/n-triples"
#: Seconds the other store may be silent: it answers a PUT only when the graph is stored.
PATIENCE = 600.0

Progress = Callable[[str, float], None]


class SyncError(Exception):
    """A store that did not take a graph; the message says which, why, and what to type next."""


@dataclass(frozen=True, slots=True)
class Push:
    """One graph to send: its IRI at the other store ("" is the default graph there), and its triples."""

    target: str
    source: NamedNode | DefaultGraph
    triples: int


def pushes(store: Store, *, default_as: str = "") -> list[Push]:
    """What would be sent, named graphs in order of their IRI, accepted knowledge last: a reader of the other
    store never sees it before its evidence.

    `default_as` names the graph accepted knowledge goes to; "" is the other store's default graph.
    Errors: SyncError when `default_as` is no absolute IRI, or is the name of another graph of ours.
    """
    named = sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=lambda g: g.value)
    if default_as and not urlsplit(default_as).scheme:
        raise SyncError(
            f"{default_as!r} is no absolute IRI. Type for example --default-as https://example.org/accepted."
        )
    if any(g.value == default_as for g in named):
        raise SyncError(
            f"<{default_as}> is already one of the graphs that are sent. Choose another name for --default-as."
        )
    found = [Push(g.value, g, _count(store, g)) for g in named]
    return [*found, Push(default_as, DefaultGraph(), _count(store, DefaultGraph()))]


def sync(
    workspace: Workspace,
    url: str,
    *,
    default_as: str = "",
    replace: bool = False,
    headers: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> list[Push]:
    """Replace each of our graphs at the store behind `url` by what is served here; returns what was sent.

    Each graph is one PUT, so it arrives whole or not at all; sent again, it changes nothing. Graphs of other
    names there are left alone. A default graph
    that holds something is replaced only with `replace`. `headers` go with every request (see
    `authorization`).
    Errors: SyncError when the store cannot be reached or refuses; StoreError when nothing was built yet.
    """
    tell = progress or (lambda _text, _fraction: None)
    link = _Link(url, headers or {})
    try:
        with lease(workspace.snapshots) as snapshot:
            store = snapshot.open()
            wanted = pushes(store, default_as=default_as)
            if not default_as and not replace and link.holds_something():
                raise SyncError(
                    f"the default graph of {url} is not empty, and sending would replace it; nothing was sent. "
                    "Type --replace if it may go, or --default-as IRI to put accepted knowledge into a graph of its own."
                )
            for number, push in enumerate(wanted):
                tell(push.target or "default graph", number / len(wanted))
                with tempfile.TemporaryFile() as body:
                    store.dump(body, format=RdfFormat.N_TRIPLES, from_graph=push.source)
                    link.put(push.target, body, sent=number, of=len(wanted))
            return wanted
    finally:
        link.close()


def authorization(*, token: str = "", login: str = "") -> dict[str, str]:
    """The header that proves who sends: a bearer token, else basic authentication with `name:password`; empty
    when neither is given."""
    if token:
        return {"Authorization": f"Bearer {token}"}
    if login:
        return {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()}
    return {}


def _count(store: Store, graph: NamedNode | DefaultGraph) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))


class _Link:
    """One kept-open connection to a graph store."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise SyncError(f"{url!r} is no web address: {error}.") from error
        if parts.username is not None or parts.password is not None:
            raise SyncError(
                "the address holds a name or password. Leave them out of it and set REGESTA_SYNC_LOGIN to name:password."
            )
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise SyncError(
                f"{url!r} is not the address of a graph store. Type one like http://localhost:7878/store, without ? and #."
            )
        self.url, self.path, self.headers = url, parts.path or "/", dict(headers)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.hostname, port, timeout=PATIENCE)

    def holds_something(self) -> bool:
        """Whether the default graph there has a triple; only the first bytes of it are read."""
        answer = self._ask("GET", "default", None, {"Accept": MEDIA})
        first = answer.read(1)
        self.connection.close()  # the rest is not wanted
        if answer.status in (404, 204):
            return False
        if answer.status != 200:
            raise SyncError(
                f"{self.url} answers {answer.status} {answer.reason} when asked for its default graph. {_advice(answer.status)}"
            )
        return bool(first.strip())

    def put(self, graph: str, body: BinaryIO, *, sent: int, of: int) -> None:
        size = body.seek(0, 2)
        body.seek(0)
        where = f"graph={quote(graph, safe='')}" if graph else "default"
        answer = self._ask(
            "PUT", where, body, {"Content-Type": MEDIA, "Content-Length": str(size)}, sent=sent, of=of
        )
        said = answer.read().decode("utf-8", "replace").strip()
        if not 200 <= answer.status < 300:
            raise SyncError(
                f"{self.url} answers {answer.status} {answer.reason} to {'<' + graph + '>' if graph else 'the default graph'}"
                + (f": {said[:200]}" if said else "")
                + f". {sent} of {of} graphs were sent. {_advice(answer.status)}"
            )

    def _ask(
        self,
        method: str,
        where: str,
        body: BinaryIO | None,
        headers: Mapping[str, str],
        *,
        sent: int = 0,
        of: int = 0,
    ) -> http.client.HTTPResponse:
        def once() -> http.client.HTTPResponse:
            if body is not None:
                body.seek(0)
            self.connection.request(
                method, f"{self.path}?{where}", body=body, headers={**self.headers, **headers}
            )
            return self.connection.getresponse()

        try:
            if self.connection.sock is None:
                return once()
            try:
                return once()
            except (
                ConnectionError
            ):  # kept open until the other side no longer cared to; GET and PUT may be said twice
                self.connection.close()
                return once()
        except (OSError, http.client.HTTPException) as error:
            done = f" {sent} of {of} graphs were sent." if of else ""
            raise SyncError(
                f"{self.url} cannot be reached or broke off: {error or type(error).__name__}.{done} See that the store runs, and type the command again."
            ) from error

    def close(self) -> None:
        self.connection.close()


def _advice(status: int) -> str:
    if status in (401, 403):
        return "Set REGESTA_SYNC_TOKEN, or REGESTA_SYNC_LOGIN to name:password, and type the command again."
    if status in (404, 405):
        return "Give the address of its Graph Store Protocol: /store at oxigraph, /graphs at regesta."
    if 300 <= status < 400:
        return "Redirects are not followed: give the address it leads to."
    return "Mend that there, and type the command again."
