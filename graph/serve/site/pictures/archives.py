"""What the tree of archives draws: archives, the units in them, the documents there, the claims resting on
those."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.perspectives.listing import Row
from regesta.graph.serve.site.views.reading import Plain, plain

_UNITS = """SELECT ?unit ?above ?id ?level WHERE {
  ?unit a rg:ArchivalUnit ; rg:identifier ?id .
  OPTIONAL { ?unit rg:directPartOf ?above }
  OPTIONAL { ?unit rg:archivalLevel ?of . BIND(REPLACE(STR(?of), "^.*/", "") AS ?level) }
}"""
_DOCUMENTS = """SELECT ?unit ?source ?label ?claim ?held WHERE {
  ?source rg:heldIn ?unit ; rdfs:label ?label .
  OPTIONAL { ?claim rg:citesSource ?source ; a rg:Claim ; rdfs:label ?held }
}"""
_PLAIN_LEVELS = ("archive", "unit", "")
#: A node of the tree.
Node = dict[str, Any]


async def archives(site: Site, rows: Sequence[Row]) -> dict[str, Any]:
    """The tree over the units that fit and what lies above them: each node with `name`, `kind` (archive,
    unit, document, claim), `at`, `inside`, and how many `documents` and `claims` are inside, each counted
    once however many files keep it, as the list beside it counts."""
    units = {row["unit"]: row for row in plain(await site.once("picture-units", _UNITS))}
    kept = plain(await site.once("picture-kept", _DOCUMENTS))
    shown = {row["item"] for row in rows}
    return {"inside": forest(units, kept, shown, site.local)}


def forest(
    units: dict[str, Plain], kept: Sequence[Plain], shown: set[str], local: Callable[[str], str]
) -> list[Node]:
    """The trees over the shown units; documents of units that are not shown are left out."""
    nodes: dict[str, Node] = {}
    roots: list[Node] = []

    def node(iri: str) -> Node:
        if iri not in nodes:
            nodes[iri] = _unit(iri, units[iri], local)
            above = units[iri].get("above", "")
            (node(above)["inside"] if above in units else roots).append(nodes[iri])
        return nodes[iri]

    for iri in sorted(shown & set(units)):
        node(iri)
    documents: dict[tuple[str, str], Node] = {}
    for row in sorted(kept, key=lambda r: (r["label"], r.get("held", ""))):
        if row["unit"] not in shown:
            continue
        key = row["unit"], row["source"]
        if key not in documents:
            documents[key] = _leaf(row["label"], "document", local(row["source"]))
            node(row["unit"])["inside"].append(documents[key])
        if "claim" in row:
            documents[key]["inside"].append(_leaf(row["held"], "claim", local(row["claim"])))
    for root in roots:
        _count(root)
    return roots


def _count(node: Node) -> dict[str, set[str]]:
    """Set how many documents and claims are inside a node; gives the addresses of both, with its own."""
    found: dict[str, set[str]] = {"document": set(), "claim": set()}
    for one in node["inside"]:
        for kind, addresses in _count(one).items():
            found[kind] |= addresses
    node["documents"], node["claims"] = len(found["document"]), len(found["claim"])
    if node["kind"] in found:
        found[node["kind"]].add(node["at"])
    return found


def _unit(iri: str, row: Plain, local: Callable[[str], str]) -> Node:
    level = row.get("level", "").replace("_", " ")
    name = row["id"] if level in _PLAIN_LEVELS else f"{level} {row['id']}"
    return _leaf(name, "unit" if row.get("above") else "archive", local(iri))


def _leaf(name: str, kind: str, address: str) -> Node:
    return {"name": name, "kind": kind, "at": address, "inside": []}
