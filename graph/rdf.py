"""The terms of RDF, and the statements made of them. Everything above the store seam takes them from here."""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple, Variable

#: What may name a graph, and what may stand in each place of a triple.
GraphName = NamedNode | BlankNode | DefaultGraph
Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "GraphName",
    "Literal",
    "NamedNode",
    "Quad",
    "Subject",
    "Term",
    "Triple",
    "Variable",
]
