"""A store elsewhere that follows what is built here: after each build it is sent the graphs that differ from
what it was sent before (`[store]` of regesta.toml)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace
from regesta.graph.rdf import DefaultGraph, NamedNode, Triple
from regesta.graph.shown.generations import shown_at
from regesta.graph.store import Snapshot, lease
from regesta.graph.store.remote import RemoteError, RemoteStore, configured
from regesta.graph.sync import SyncError

Progress = Callable[[str, float], None]
#: What the store was sent, beside the generations: derived, and made anew where it is lost.
_SENT = "elsewhere.json"
_DEFAULT = DefaultGraph()


@dataclass(frozen=True, slots=True)
class Followed:
    """What a store elsewhere was sent: the names of graphs put and deleted ("" is accepted knowledge)."""

    url: str
    put: tuple[str, ...]
    deleted: tuple[str, ...]


def follow(workspace: Workspace, progress: Progress | None = None) -> Followed | None:
    """Send the store that the settings name what it lacks of the served generation; None where they name
    none.

    Of the documents' texts no more is sent than may be shown (as `sync` has it). One PUT for each graph that
    differs, accepted knowledge last; graphs that are no longer ours are deleted,
    those of others left alone. What was sent is written down graph by graph, so a push that broke off goes on
    where it stopped.
    Errors: SyncError when the store cannot be reached, refuses, or holds a default graph of somebody else's.
    """
    tell = progress or (lambda _text, _fraction: None)
    try:
        store = configured(workspace.settings.store)
    except RemoteError as error:
        raise SyncError(f"{error} Mend [store] in {workspace.root / 'regesta.toml'}.") from error
    if store is None:
        return None
    url = str(workspace.settings.store["url"])
    with closing(store), shown_at(workspace, url) as given, lease(given.snapshots) as snapshot:
        try:
            return _Push(workspace, store, snapshot, tell).made()
        except RemoteError as error:
            why = str(error).rstrip(".")
            raise SyncError(
                f"generation {snapshot.generation} is published here, but the store elsewhere has not got "
                f"it: {why}. See that it runs and lets you write ($REGESTA_STORE_TOKEN, or "
                "$REGESTA_STORE_LOGIN with name:password), and type `regesta build` again."
            ) from error


class _Push:
    """The graphs of one generation on their way."""

    def __init__(self, workspace: Workspace, there: RemoteStore, served: Snapshot, tell: Progress) -> None:
        self.workspace, self.there, self.served, self.tell = workspace, there, served, tell
        self.url = there.addresses.graphs or there.addresses.query
        self.file = workspace.snapshots / _SENT

    def made(self) -> Followed:
        """Send what differs."""
        mark, known = _known(self.file, self.url)
        if mark == self.served.mark:
            return Followed(self.url, (), ())
        if not known:
            self._refuse_strangers()
        here = self.served.open()
        named: list[NamedNode | DefaultGraph] = [*here.graphs(), _DEFAULT]
        wanted = {_name(g): digest(q.triple for q in here.quads(graph=g)) for g in named}
        differing = [g for g in named if known.get(_name(g)) != wanted[_name(g)]]
        gone = tuple(sorted(set(known) - set(wanted)))
        try:
            for number, graph in enumerate(differing):
                self.tell(f"sending {_name(graph) or 'accepted knowledge'}", number / len(differing))
                self.there.put(graph, (q.triple for q in here.quads(graph=graph)))
                known[_name(graph)] = wanted[_name(graph)]
            for name in gone:
                self.there.delete(NamedNode(name))
                del known[name]
            mark = self.served.mark
        finally:
            told = {"url": self.url, "served": mark, "graphs": known}
            write_atomic(self.file, json.dumps(told, indent=0).encode())
        return Followed(self.url, tuple(map(_name, differing)), gone)

    def _refuse_strangers(self) -> None:
        """Errors: SyncError when the graph for accepted knowledge holds something that was not sent from
        here: a store that has our other graphs was."""
        target = f"<{self.there.default_graph}>" if self.there.default_graph else "the default graph"
        if not self.there.holds_something(_DEFAULT):
            return
        ours = f"{self.workspace.settings.base}graph/review"
        if not self.there.holds_something(NamedNode(ours)):
            raise SyncError(
                f"{target} of {self.url} is not empty, and holds nothing of Regesta's; nothing was sent. "
                "Empty it, or write `default_graph` with another name in [store] of regesta.toml."
            )


def digest(triples: Iterable[Triple]) -> str:
    """A digest of a set of triples, whatever their order: the sum of their own digests."""
    total = 0
    for triple in triples:
        total += int.from_bytes(hashlib.blake2b(str(triple).encode(), digest_size=16).digest(), "big")
    return f"{total % (1 << 128):032x}"


def _name(graph: NamedNode | DefaultGraph) -> str:
    return graph.value if isinstance(graph, NamedNode) else ""


def _known(file: Path, url: str) -> tuple[str, dict[str, str]]:
    """The mark of the generation that the store at `url` was sent whole, and the digest of each graph there;
    nothing where that is not known."""
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return "", {}
    graphs = told.get("graphs") if isinstance(told, dict) and told.get("url") == url else None
    if not isinstance(graphs, Mapping):
        return "", {}
    return str(told.get("served", "")), {str(k): str(v) for k, v in graphs.items()}


__all__ = ["Followed", "digest", "follow"]
