"""The saved queries as RDF, in the form of the SIB's SPARQL examples: `sh:SPARQLExecutable` with its text, its question and its keywords."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from regesta.graph.serve.catalogue import Catalogue
from regesta.graph.serve.tokens import form

_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_CLASSES = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct", "DESCRIBE": "Describe"}


def example_triples(catalogue: Catalogue, where: str) -> list[Triple]:
    """Each query at `<where>/queries/<name>`, its text complete with prefixes, for the endpoint `<where>/sparql`."""
    triples = []
    for query in catalogue:
        node, kind = NamedNode(f"{where}/queries/{query.name}"), form(query.text) or "SELECT"
        triples += [
            Triple(node, _RDF_TYPE, NamedNode(_SH + "SPARQLExecutable")),
            Triple(node, _RDF_TYPE, NamedNode(f"{_SH}SPARQL{_CLASSES[kind]}Executable")),
            Triple(node, NamedNode(_SH + kind.lower()), Literal(query.text)),
            Triple(node, NamedNode(_RDFS + "label"), Literal(query.summary)),
            Triple(node, NamedNode(_RDFS + "comment"), Literal(query.question)),
            Triple(node, NamedNode(_SCHEMA + "target"), NamedNode(f"{where}/sparql")),
            *(Triple(node, NamedNode(_SCHEMA + "keywords"), Literal(tag)) for tag in query.tags),
        ]
    return triples
