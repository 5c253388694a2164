"""RDF and SPARQL results as text: the syntaxes by name, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO

from pyoxigraph import QueryResultsFormat, RdfFormat, parse_query_results
from pyoxigraph import parse as _parse
from pyoxigraph import serialize as _serialize

from regesta.graph.rdf import DefaultGraph, Quad, Triple
from regesta.graph.store.interface import Boolean, Solutions

#: The syntaxes of graphs and datasets, and those of tables.
GRAPHS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
TABLES: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}


def parse(data: bytes, syntax: str, *, base: str = "", rename: bool = False) -> Iterator[Quad]:
    """The statements of a text, as they come; those of a syntax without graphs are in the default graph.

    `rename` gives blank nodes new labels, so that they never meet those of another text. Errors: SyntaxError
    (`lineno`) or ValueError where the text is not of the syntax.
    """
    return _parse(data, format=GRAPHS[syntax], base_iri=base or None, rename_blank_nodes=rename)


def parse_file(path: Path | str, syntax: str, *, base: str = "") -> Iterator[Quad]:
    """The same of a file, which is read as its statements are asked for."""
    return _parse(path=str(path), format=GRAPHS[syntax], base_iri=base or None)


def serialise(
    statements: Iterable[Triple] | Iterable[Quad], syntax: str, *, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Statements as text, in the order they come; as JSON-LD under the vocabulary's context, so that what is
    served and what is exported are framed alike."""
    if syntax == "jsonld":
        out = BytesIO()
        _write_jsonld(statements, out)
        return out.getvalue()
    shown = dict(prefixes) if prefixes else None
    return _serialize(statements, format=GRAPHS[syntax], prefixes=shown) or b""


def write(
    statements: Iterable[Triple] | Iterable[Quad],
    out: IO[bytes],
    syntax: str,
    *,
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """The same into a stream, piece by piece."""
    if syntax == "jsonld":
        _write_jsonld(statements, out)
        return
    _serialize(statements, out, GRAPHS[syntax], prefixes=dict(prefixes) if prefixes else None)


def _write_jsonld(statements: Iterable[Triple] | Iterable[Quad], out: IO[bytes]) -> None:
    """Triples under the vocabulary's context; named graphs, which it does not hold, in expanded form."""
    from regesta.graph.store.jsonld import write_jsonld  # few answers are asked for so

    listed: list[Triple | Quad] = list(statements)
    if any(isinstance(q, Quad) and not isinstance(q.graph_name, DefaultGraph) for q in listed):
        _serialize(listed, out, GRAPHS["jsonld"])  # type: ignore[arg-type]
    else:
        write_jsonld(listed, out, brief=True)


def read_results(data: bytes, syntax: str = "json") -> Solutions | Boolean:
    """The result of a SELECT or ASK out of its text. Errors: SyntaxError."""
    return parse_query_results(data, format=TABLES[syntax])


def write_results(result: Solutions | Boolean, out: IO[bytes], syntax: str) -> None:
    """The result of a SELECT or ASK into a stream, piece by piece."""
    result.serialize(out, TABLES[syntax])


def results_as(result: Solutions | Boolean, syntax: str) -> bytes:
    """The same as text."""
    return result.serialize(format=TABLES[syntax]) or b""
