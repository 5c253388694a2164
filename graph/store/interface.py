"""What a store is, whichever engine is behind it: SPARQL 1.1 queries and updates, and whole graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from pyoxigraph import QueryBoolean as Boolean
from pyoxigraph import QuerySolutions as Solutions

from regesta.graph.rdf import DefaultGraph, GraphName, NamedNode, Quad, Subject, Term, Triple

#: The result of a query: rows of a SELECT (a row is indexed by variable name), truth of an ASK, triples.
Result = Solutions | Boolean | Iterator[Triple]
NO_PREFIXES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a query reads where it does not say so itself: `default` graphs are merged into its default graph
    ("" is the store's own), `named` are those GRAPH reaches; None leaves both as the store has them. `union`:
    all graphs of the store read as one. `also`: graphs merged into the default graph besides."""

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    union: bool = False
    also: tuple[str, ...] = ()


STORED = Dataset()


class QueryEngine(Protocol):
    """Something that answers SPARQL 1.1 queries.

    Errors of every query: SyntaxError where it does not parse; OSError, ValueError, RuntimeError or
    StoreError where it cannot be answered.
    """

    def query(
        self,
        text: str,
        *,
        dataset: Dataset = STORED,
        base: str = "",
        prefixes: Mapping[str, str] = NO_PREFIXES,
    ) -> Result:
        """The result of a query of any form. `prefixes` need not be declared in it."""

    def select(self, text: str, *, dataset: Dataset = STORED) -> Solutions:
        """The rows of a SELECT. Errors: ValueError when it is none."""

    def ask(self, text: str, *, dataset: Dataset = STORED) -> bool:
        """The truth of an ASK. Errors: ValueError when it is none."""

    def construct(self, text: str, *, dataset: Dataset = STORED) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE. Errors: ValueError when it is none."""

    def graphs(self) -> list[NamedNode]:
        """The names of the graphs that hold something, sorted."""

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: GraphName | None = None,
    ) -> Iterator[Quad]:
        """The statements that match, in no order; None matches everything."""


class Store(QueryEngine, Protocol):
    """A store that also takes changes: updates, and the Graph Store Protocol's whole graphs."""

    def update(self, text: str, *, base: str = "", prefixes: Mapping[str, str] = NO_PREFIXES) -> None:
        """Run an update, whole or not at all. Errors: SyntaxError where it does not parse."""

    def get(self, graph: NamedNode | DefaultGraph) -> Iterator[Triple]:
        """The triples of a graph; none where there is no such graph."""

    def put(self, graph: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> None:
        """Make a graph hold these triples and no others."""

    def post(self, graph: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> None:
        """Add triples to a graph."""

    def delete(self, graph: NamedNode | DefaultGraph) -> bool:
        """Take a graph away; returns whether it was there. The default graph is always there, and emptied."""


class Shortcuts:
    """`select`, `ask` and `construct` of an engine that has `query`."""

    def query(
        self,
        text: str,
        *,
        dataset: Dataset = STORED,
        base: str = "",
        prefixes: Mapping[str, str] = NO_PREFIXES,
    ) -> Result:
        """The result of a query."""
        raise NotImplementedError

    def select(self, text: str, *, dataset: Dataset = STORED) -> Solutions:
        """The rows of a SELECT. Errors: ValueError when it is none."""
        found = self.query(text, dataset=dataset)
        if not isinstance(found, Solutions):
            raise ValueError("the query is no SELECT: it gives no rows")
        return found

    def ask(self, text: str, *, dataset: Dataset = STORED) -> bool:
        """The truth of an ASK. Errors: ValueError when it is none."""
        found = self.query(text, dataset=dataset)
        if not isinstance(found, Boolean):
            raise ValueError("the query is no ASK: it gives no truth")
        return bool(found)

    def construct(self, text: str, *, dataset: Dataset = STORED) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE. Errors: ValueError when it is none."""
        found = self.query(text, dataset=dataset)
        if isinstance(found, Solutions | Boolean):
            raise ValueError("the query is no CONSTRUCT or DESCRIBE: it gives no graph")
        return found


__all__ = [
    "NO_PREFIXES",
    "STORED",
    "Boolean",
    "Dataset",
    "QueryEngine",
    "Result",
    "Shortcuts",
    "Solutions",
    "Store",
]
