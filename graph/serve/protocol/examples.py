"""The saved queries as RDF, in the form of the SIB's SPARQL examples: `sh:SPARQLExecutable` with its text,
its question and its keywords."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regesta.graph.rdf import Literal, NamedNode, Quad, Triple
from regesta.graph.serve.catalogue import Catalogue
from regesta.graph.serve.sparql.tokens import form
from regesta.graph.store.syntax import serialise

_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_DATATYPES = {"date": _XSD + "date", "integer": _XSD + "integer", "text": _XSD + "string"}
_CLASSES = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct", "DESCRIBE": "Describe"}


#: The graph of the store that describes the saved queries, under the base.
GRAPH = "graph/queries"


def catalogue_quads(catalogue: Catalogue, base: str) -> bytes:
    """The catalogue as sorted N-Quads of the graph `<base>graph/queries`, for a build; the addresses are the
    base's, whichever server answers."""
    graph = NamedNode(base + GRAPH)
    lines = serialise(
        (
            Quad(t.subject, t.predicate, t.object, graph)
            for t in example_triples(catalogue, base.rstrip("/"), endpoint="")
        ),
        "nquads",
    )
    return b"".join(sorted((lines or b"").splitlines(keepends=True)))


def example_triples(catalogue: Iterable[Any], where: str, *, endpoint: str | None = None) -> list[Triple]:
    """Each query at `<where>/queries/<name>`, its text complete with prefixes, for the endpoint
    `<where>/sparql` or the one given ("" for none).

    Its parameters are `sh:parameter`s at `<where>/queries/<name>#<parameter>`.
    """
    target = f"{where}/sparql" if endpoint is None else endpoint
    triples = []
    for query in catalogue:
        node, kind = NamedNode(f"{where}/queries/{query.name}"), form(query.text) or "SELECT"
        triples += [
            Triple(node, _RDF_TYPE, NamedNode(_SH + "SPARQLExecutable")),
            Triple(node, _RDF_TYPE, NamedNode(f"{_SH}SPARQL{_CLASSES[kind]}Executable")),
            Triple(node, NamedNode(_SH + kind.lower()), Literal(query.text)),
            Triple(node, NamedNode(_RDFS + "label"), Literal(query.summary)),
            Triple(node, NamedNode(_RDFS + "comment"), Literal(query.question)),
            *([Triple(node, NamedNode(_SCHEMA + "target"), NamedNode(target))] if target else []),
            *(Triple(node, NamedNode(_SCHEMA + "keywords"), Literal(tag)) for tag in query.tags),
        ]
        for order, parameter in enumerate(query.parameters):
            about = NamedNode(f"{node.value}#{parameter.name}")
            datatype = _DATATYPES.get(parameter.type)
            name, value = (_SH + "datatype", datatype) if datatype else (_SH + "nodeKind", _SH + "IRI")
            triples += [
                Triple(node, NamedNode(_SH + "parameter"), about),
                Triple(about, _RDF_TYPE, NamedNode(_SH + "Parameter")),
                Triple(about, NamedNode(_SH + "name"), Literal(parameter.name)),
                Triple(about, NamedNode(_RDFS + "label"), Literal(parameter.label)),
                Triple(about, NamedNode(_SH + "order"), Literal(order)),
                Triple(
                    about,
                    NamedNode(_SH + "optional"),
                    Literal(not parameter.required or bool(parameter.default)),
                ),
                Triple(about, NamedNode(name), NamedNode(value)),
            ]
    return triples
