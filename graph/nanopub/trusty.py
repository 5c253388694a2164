"""Trusty URIs of module RA: a nanopublication's name is the digest of what it says, so that anyone can check
that it still says it.

After Kuhn and Dumontier, "Trusty URIs: Verifiable, Immutable, and Permanent Digital Artifacts for Linked
Data" (ESWC 2014).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from regesta.graph.rdf import Literal, NamedNode, Quad

#: Stands where the digest will be while it is not known.
UNKNOWN = "RA" + "_" * 43


_Row = tuple[NamedNode, NamedNode, NamedNode, NamedNode | Literal]


def artifact_code(quads: Iterable[Quad]) -> str:
    """`RA` and the 43 signs of a SHA-256 in base64url, over quads without blank nodes that hold UNKNOWN where
    the code will be."""
    rows = sorted(set(map(_row, quads)), key=_order)
    lines = (f"{_blank(g)}{_blank(s)}{_blank(p)}{_value(o)}\n" for g, s, p, o in rows)
    digest = hashlib.sha256("".join(lines).encode()).digest()
    return "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def named(quads: Iterable[Quad], code: str) -> list[Quad]:
    """The quads with the code in place of UNKNOWN."""

    def known(node: NamedNode) -> NamedNode:
        return NamedNode(node.value.replace(UNKNOWN, code)) if UNKNOWN in node.value else node

    return [
        Quad(known(s), known(p), known(o) if isinstance(o, NamedNode) else o, known(g))
        for g, s, p, o in map(_row, quads)
    ]


def _row(quad: Quad) -> _Row:
    """Graph, subject, predicate, object; ValueError for a quad that no nanopublication may hold."""
    if (
        isinstance(quad.graph_name, NamedNode)
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode | Literal)
    ):
        return quad.graph_name, quad.subject, quad.predicate, quad.object
    raise ValueError(f"a nanopublication has named graphs and no blank nodes; this is neither: {quad}")


def _blank(node: NamedNode) -> str:
    return node.value.replace(UNKNOWN, " ") + "\n"


def _value(node: NamedNode | Literal) -> str:
    if isinstance(node, NamedNode):
        return node.value.replace(UNKNOWN, " ")
    words = node.value.replace("\\", "\\\\").replace("\n", "\\n")
    return f"@{node.language.lower()} {words}" if node.language else f"^{node.datatype.value} {words}"


def _order(row: _Row) -> tuple[bytes, bytes, bytes, bool, bytes, str, str]:
    *place, node = row
    graph, subject, predicate = (_blank(n)[:-1].encode() for n in place if isinstance(n, NamedNode))
    if isinstance(node, NamedNode):
        return graph, subject, predicate, False, _value(node).encode(), "", ""
    return (
        graph,
        subject,
        predicate,
        True,
        node.value.encode(),
        "" if node.language else node.datatype.value,
        node.language or "",
    )
