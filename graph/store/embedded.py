"""An Oxigraph store in this process: in memory, on disk to be written, or a snapshot to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pyoxigraph

from regesta.graph.rdf import BlankNode, DefaultGraph, GraphName, NamedNode, Quad, Subject, Term, Triple
from regesta.graph.store.interface import NO_PREFIXES, STORED, Dataset, Result, Shortcuts
from regesta.graph.store.syntax import GRAPHS, parse


class EmbeddedStore(Shortcuts):
    """A `Store` without a server. In memory unless it is opened on a folder; one process may write a folder,
    and a store opened read-only never sees later changes."""

    __slots__ = ("_inner",)

    def __init__(self, quads: Iterable[Quad] = (), *, _inner: pyoxigraph.Store | None = None) -> None:
        self._inner = pyoxigraph.Store() if _inner is None else _inner
        if quads:
            self._inner.bulk_extend(quads)

    @classmethod
    def open(cls, path: Path | str) -> EmbeddedStore:
        """The store in a folder, made when there is none. Errors: OSError when another has it open."""
        return cls(_inner=pyoxigraph.Store(str(path)))

    @classmethod
    def read_only(cls, path: Path | str) -> EmbeddedStore:
        """The store in a folder as it is now, to be read. Errors: OSError when it is not there."""
        return cls(_inner=pyoxigraph.Store.read_only(str(path)))

    # -- asking

    def query(
        self,
        text: str,
        *,
        dataset: Dataset = STORED,
        base: str = "",
        prefixes: Mapping[str, str] = NO_PREFIXES,
    ) -> Result:
        """The result of a query; rows and triples come as they are asked for."""
        return self._inner.query(
            text, base_iri=base or None, prefixes=dict(prefixes) if prefixes else None, **_reading(dataset)
        )

    def graphs(self) -> list[NamedNode]:
        """The names of the graphs, sorted."""
        names = (g for g in self._inner.named_graphs() if isinstance(g, NamedNode))
        return sorted(names, key=lambda g: g.value)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: GraphName | None = None,
    ) -> Iterator[Quad]:
        """The statements that match, straight from an index."""
        return self._inner.quads_for_pattern(subject, predicate, value, graph)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self._inner

    def has_graph(self, graph: NamedNode | DefaultGraph) -> bool:
        """Whether there is a graph of that name, empty or not; the default graph is always there."""
        return isinstance(graph, DefaultGraph) or self._inner.contains_named_graph(graph)

    def __len__(self) -> int:
        return len(self._inner)

    def __bool__(self) -> bool:
        """A store is one however little it holds: `a or b` must not count every statement of it."""
        return True

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._inner)

    def dump(self, out: IO[bytes], syntax: str, graph: GraphName | None = None) -> None:
        """Write the whole store, or one graph of it, in a syntax ("ntriples", "nquads" ...)."""
        self._inner.dump(out, format=GRAPHS[syntax], from_graph=graph)

    # -- changing

    def update(self, text: str, *, base: str = "", prefixes: Mapping[str, str] = NO_PREFIXES) -> None:
        """Run an update, whole or not at all."""
        shown = dict(prefixes) if prefixes else None
        self._inner.update(text, base_iri=base or None, prefixes=shown)

    def get(self, graph: NamedNode | DefaultGraph) -> Iterator[Triple]:
        """The triples of a graph."""
        return (q.triple for q in self._inner.quads_for_pattern(None, None, None, graph))

    def put(self, graph: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> None:
        """Make a graph hold these triples and no others."""
        rows = list(triples)
        self._inner.clear_graph(graph)
        self.post(graph, rows)

    def post(self, graph: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> None:
        """Add triples to a graph, which is made when it is not there."""
        if isinstance(graph, NamedNode):
            self._inner.add_graph(graph)
        self._inner.extend(Quad(t.subject, t.predicate, t.object, graph) for t in triples)

    def delete(self, graph: NamedNode | DefaultGraph) -> bool:
        """Take a graph away; returns whether it was there."""
        existed = self.has_graph(graph)
        if isinstance(graph, DefaultGraph):
            self._inner.clear_graph(graph)
        elif existed:
            self._inner.remove_graph(graph)
        return existed

    def add(self, quads: Iterable[Quad]) -> None:
        """Add statements, many at once and not as one transaction: for a store nobody else reads yet."""
        self._inner.bulk_extend(quads)

    def put_in(self, quad: Quad) -> None:
        """Add one statement."""
        self._inner.add(quad)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Take statements away."""
        for quad in list(quads):
            self._inner.remove(quad)

    def load(self, path: Path | str, syntax: str, graph: NamedNode | DefaultGraph, *, base: str = "") -> None:
        """Add what a file of triples says to a graph, all or nothing; blank nodes get names of their own.

        Errors: SyntaxError where the file is not of the syntax.
        """
        self._inner.load(path=str(path), format=GRAPHS[syntax], base_iri=base or None, to_graph=graph)

    def load_nquads(self, nquads: bytes) -> None:
        """Add N-Quads, as fast as can be; blank nodes keep their labels."""
        plain, blank = _by_blank_nodes(nquads)
        self._inner.bulk_load(input=plain, format=GRAPHS["nquads"])
        self._inner.bulk_extend(parse(blank, "nquads"))  # bulk_load would give new labels at random

    # -- on disk

    def close(self) -> None:
        """Let go of the folder, whoever still holds this object; it is of no use after."""
        del self._inner

    def backup(self, path: Path | str) -> None:
        """A copy of the store in a new folder: hard links, so milliseconds."""
        self._inner.backup(str(path))

    def flush(self) -> None:
        """See that everything is on disk."""
        self._inner.flush()

    def optimize(self) -> None:
        """Put the files in the order they are read fastest in; seconds."""
        self._inner.optimize()


def _reading(dataset: Dataset) -> dict[str, Any]:
    if dataset.default is None and dataset.named is None:
        if dataset.union:
            return {"use_default_graph_as_union": True}
        # with further graphs of the default graph, GRAPH still reaches all there are
        return {"default_graph": _terms(("", *dataset.also))} if dataset.also else {}
    default = _terms((*(dataset.default or ()), *dataset.also))
    return {"default_graph": default, "named_graphs": [NamedNode(g) for g in dataset.named or ()]}


def _terms(names: Iterable[str]) -> list[NamedNode | BlankNode | DefaultGraph]:
    return [NamedNode(g) if g else DefaultGraph() for g in names]


def _by_blank_nodes(nquads: bytes) -> tuple[bytes, bytes]:
    """The lines without and those with a blank node (or words that look like one)."""
    plain, blank, at = [], [], 0
    while (found := nquads.find(b"_:", at)) >= 0:
        start = max(at, nquads.rfind(b"\n", at, found) + 1)
        end = nquads.find(b"\n", found) + 1 or len(nquads)
        plain.append(nquads[at:start])
        blank.append(nquads[start:end])
        at = end
    return b"".join([*plain, nquads[at:]]) if blank else nquads, b"".join(blank)
