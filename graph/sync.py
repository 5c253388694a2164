"""The served graph pushed to another SPARQL store, graph by graph, by the SPARQL 1.1 Graph Store HTTP
Protocol."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from regesta.extract.workspace import Workspace
from regesta.graph.rdf import DefaultGraph, NamedNode
from regesta.graph.shown.generations import shown_at
from regesta.graph.store import lease
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.remote import (
    Connection,
    GraphStore,
    RemoteError,
    authorization,
    checked_address,
)

Progress = Callable[[str, float], None]


class SyncError(Exception):
    """A store that did not take a graph; the message says which, why, and what to type next."""


@dataclass(frozen=True, slots=True)
class Push:
    """One graph to send: its IRI at the other store ("" is the default graph there), and its triples."""

    target: str
    source: NamedNode | DefaultGraph
    triples: int


def pushes(store: EmbeddedStore, *, default_as: str = "") -> list[Push]:
    """What would be sent, named graphs in order of their IRI, accepted knowledge last: a reader of the other
    store never sees it before its evidence.

    `default_as` names the graph accepted knowledge goes to; "" is the other store's default graph.
    Errors: SyncError when `default_as` is no absolute IRI, or is the name of another graph of ours.
    """
    named = store.graphs()
    if default_as and not urlsplit(default_as).scheme:
        raise SyncError(
            f"{default_as!r} is no absolute IRI. Type for example --default-as https://example.org/accepted."
        )
    if any(g.value == default_as for g in named):
        raise SyncError(
            f"<{default_as}> is already one of the graphs that are sent. Choose another name "
            "for --default-as."
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

    Of the documents' texts no more is sent than may be shown: to a store at another machine quotations only,
    unless `[documents.ID] text` says otherwise. Each graph is one PUT, whole or not at all; sent
    again, it changes nothing. Graphs of other names are left alone. A default graph that holds something
    is replaced only with `replace`. `headers` go with every request (see `authorization`).
    Errors: SyncError when the store cannot be reached or refuses; StoreError when nothing was built yet.
    """
    tell = progress or (lambda _text, _fraction: None)
    connection = Connection(headers or {})
    try:
        other = GraphStore(_address(url), connection)
        with shown_at(workspace, url) as given, lease(given.snapshots) as snapshot:
            store = snapshot.open()
            wanted = pushes(store, default_as=default_as)
            if not default_as and not replace and _holds_something(other):
                raise SyncError(
                    f"the default graph of {url} is not empty, and sending would replace it; "
                    "nothing was sent. "
                    "Type --replace if it may go, or --default-as IRI to put accepted "
                    "knowledge into a graph of its own."
                )
            for number, push in enumerate(wanted):
                tell(push.target or "default graph", number / len(wanted))
                try:
                    _send(store, push, other)
                except RemoteError as error:
                    raise _refused(error, push, sent=number, of=len(wanted)) from error
            return wanted
    finally:
        connection.close()


def _send(store: EmbeddedStore, push: Push, other: GraphStore) -> None:
    with tempfile.TemporaryFile() as body:
        store.dump(body, "ntriples", push.source)
        other.send("PUT", NamedNode(push.target) if push.target else DefaultGraph(), body)


def _count(store: EmbeddedStore, graph: NamedNode | DefaultGraph) -> int:
    return sum(1 for _ in store.quads(None, None, None, graph))


def _refused(error: RemoteError, push: Push, *, sent: int, of: int) -> SyncError:
    """What went wrong with a graph, how far the push came, and what to do."""
    done = f" {sent} of {of} graphs were sent."
    if not error.status:
        return SyncError(f"{error}{done} See that the store runs, and type the command again.")
    graph = f"<{push.target}>" if push.target else "the default graph"
    message = str(error).replace(f" {error.reason}", f" {error.reason} to {graph}", 1)
    return SyncError(f"{message}.{done} {_advice(error.status)}")


def _address(url: str) -> str:
    try:
        return checked_address(url)
    except RemoteError as error:
        hint = " Set REGESTA_SYNC_LOGIN to name:password instead." if "password" in str(error) else ""
        raise SyncError(f"{error}{hint}") from error


def _holds_something(other: GraphStore) -> bool:
    try:
        return other.holds_something(DefaultGraph())
    except RemoteError as error:
        if not error.status:
            raise SyncError(f"{error} See that the store runs, and type the command again.") from error
        raise SyncError(f"{error} when asked for its default graph. {_advice(error.status)}") from error


def _advice(status: int) -> str:
    if status in (401, 403):
        return "Set REGESTA_SYNC_TOKEN, or REGESTA_SYNC_LOGIN to name:password, and type the command again."
    if status in (404, 405):
        return "Give the address of its Graph Store Protocol: /store at oxigraph, /graphs at regesta."
    if 300 <= status < 400:
        return "Redirects are not followed: give the address it leads to."
    return "Mend that there, and type the command again."


__all__ = ["Push", "SyncError", "authorization", "pushes", "sync"]
