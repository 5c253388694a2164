"""The graph as an rdflib Dataset: accepted knowledge as its default graph, every other graph by its name.

Nothing is loaded: rdflib asks the store, and SPARQL is answered by it. It is read-only; the log is what
changes a graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Protocol

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.store import Store
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as RdflibLiteral

from regesta.extract.workspace import Workspace
from regesta.graph.rdf import BlankNode, DefaultGraph, GraphName, Literal, NamedNode, Term, Triple
from regesta.graph.store import StoreError, current
from regesta.graph.store.interface import Boolean, Dataset, QueryEngine, Solutions
from regesta.graph.store.leases import Leased
from regesta.graph.store.remote import configured
from regesta.graph.store.syntax import results_as, serialise

_UNION = "__UNION__"  # rdflib's name for all graphs read as one


class ReadOnly(TypeError):
    """A change to a graph that is read: accept, edit or withdraw records and build again, or import RDF."""


def dataset(workspace: Workspace) -> rdflib.Dataset:
    """The served graph of a workspace, as it is now; `close()` lets go of it.

    Where `[store]` of regesta.toml names a store elsewhere, that store's graph, asked as `query` and `sparql`
    ask it. Errors: StoreError when nothing was built yet, or the settings name a store wrongly.
    """
    elsewhere = configured(workspace.settings.store)
    if elsewhere is not None:
        return rdflib.Dataset(store=GraphStore(elsewhere, elsewhere))
    served = current(workspace.snapshots)
    if served is None:
        raise StoreError(
            f"{workspace.root} has no graph yet. Type `regesta build --workspace {workspace.root}`."
        )
    leased = Leased()
    return rdflib.Dataset(store=GraphStore(leased.open(str(served.path)), leased))


class Closable(Protocol):
    """Something that is let go of when the graph is closed."""

    def close(self) -> None:
        """Let go of it."""


class GraphStore(Store):
    """A `QueryEngine` as a store of rdflib's; `held` is let go of with it."""

    context_aware = True
    graph_aware = True

    def __init__(self, engine: QueryEngine, held: Closable | None = None) -> None:
        super().__init__()
        self.engine, self._held = engine, held
        self._namespaces: dict[str, URIRef] = {}

    # -- reading

    def triples(
        self, triple_pattern: tuple[Node | None, Node | None, Node | None], context: Any = None
    ) -> Iterator[tuple[tuple[Node, Node, Node], Iterator[rdflib.Graph]]]:
        """The triples that match, each with the graph it stands in."""
        subject, predicate, value = map(from_rdflib, triple_pattern)
        if isinstance(subject, Literal) or not isinstance(predicate, NamedNode | None):
            return
        for quad in self.engine.quads(subject, predicate, value, self._graph(context)):
            triple = to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)
            yield triple, iter((self._named(quad.graph_name),))

    def contexts(self, triple: Any = None) -> Iterator[rdflib.Graph]:  # type: ignore[override]
        """The graphs, or those a triple stands in."""
        if triple is None or triple == (None, None, None):
            yield self._named(DefaultGraph())
            yield from map(self._named, self.engine.graphs())
        else:
            for _, graphs in self.triples(triple):
                yield from graphs

    def __len__(self, context: Any = None) -> int:
        return sum(1 for _ in self.engine.quads(graph=self._graph(context)))

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Any],
        queryGraph: str,
        **kwargs: Any,
    ) -> Result:
        """The answer of the store's own engine; a prepared query, or one with bindings, is rdflib's to
        answer."""
        if initBindings or not isinstance(query, str):
            raise NotImplementedError
        prefixes = {name: str(iri) for name, iri in initNs.items()}
        found = self.engine.query(query, dataset=_reading(queryGraph), prefixes=prefixes)
        if isinstance(found, Solutions | Boolean):
            return Result.parse(BytesIO(results_as(found, "json")), format="json")
        answer = Result("CONSTRUCT")
        answer.graph = rdflib.Graph().parse(data=serialise(found, "ntriples"), format="nt")
        return answer

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let go of the snapshot, or of the connections to a store elsewhere."""
        if self._held is not None:
            self._held.close()

    # -- prefixes, which rdflib keeps in its stores

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Keep a prefix."""
        if override or prefix not in self._namespaces:
            self._namespaces[prefix] = URIRef(namespace)

    def namespace(self, prefix: str) -> URIRef | None:
        """The namespace of a prefix."""
        return self._namespaces.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """The prefix of a namespace."""
        return next((p for p, n in self._namespaces.items() if n == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """All of them."""
        return iter(list(self._namespaces.items()))

    # -- what is refused

    def add(self, *_: Any, **__: Any) -> None:
        """Refused."""
        raise ReadOnly("this graph is read-only; accept records and build again, or use `regesta import`")

    remove = update = addN = add

    def add_graph(self, graph: rdflib.Graph) -> None:
        """A graph is there when it holds something; to name one changes nothing."""

    def _graph(self, context: Any) -> GraphName | None:
        name = getattr(context, "identifier", context)
        if name is None or name == _UNION:
            return None
        if name == DATASET_DEFAULT_GRAPH_ID:
            return DefaultGraph()
        return BlankNode(name) if isinstance(name, BNode) else NamedNode(name)

    def _named(self, graph: GraphName) -> rdflib.Graph:
        name = DATASET_DEFAULT_GRAPH_ID if isinstance(graph, DefaultGraph) else to_rdflib(graph)
        return rdflib.Graph(store=self, identifier=name)


def _reading(graph: str) -> Dataset:
    if graph == _UNION:
        return Dataset(union=True)
    return Dataset() if str(graph) == str(DATASET_DEFAULT_GRAPH_ID) else Dataset(default=(str(graph),))


def to_rdflib(term: Term) -> Any:
    """A term as rdflib's. Errors: ValueError for a triple term, which RDF 1.1 does not have."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Triple):
        raise ValueError(f"{term} is a term of RDF 1.2, which rdflib does not have")
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return RdflibLiteral(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)


def from_rdflib(term: Any) -> Any:
    """A term of rdflib's as ours; None stays None. Errors: ValueError for what is no term of RDF."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        return NamedNode(term)
    if isinstance(term, BNode):
        return BlankNode(term)
    if isinstance(term, RdflibLiteral):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(term.datatype)) if term.datatype else Literal(str(term))
    raise ValueError(f"{term!r} is no term of RDF")


__all__ = ["GraphStore", "ReadOnly", "dataset", "from_rdflib", "to_rdflib"]
