"""The page of a contradiction: its two ends side by side, each with who says it and what it rests on."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views import evidence
from regesta.graph.serve.site.views.reading import ask


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """What cannot both be right, of which event, and the evidence trail of each end; it says of neither that
    it is the right one."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?label ?event ?concerns ?document ?title WHERE {{
          {iri} rdfs:label ?label ; rg:conflictAbout ?event ; rg:inDocument ?document .
          ?event rdfs:label ?concerns . OPTIONAL {{ ?document rdfs:label ?title }}
        }} LIMIT 1""",
        graphs,
    ) or [{}]
    sides = await ask(
        site,
        f"""SELECT ?side ?says ?start (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?who) WHERE {{
          {iri} rg:between ?side . ?side rdfs:label ?says ; rg:start ?start .
          OPTIONAL {{ ?side rg:holder/rdfs:label ?name }}
        }} GROUP BY ?side ?says ?start ORDER BY ?start""",
        graphs,
    )
    trails = [(await evidence.citations(site, NamedNode(side["side"]), graphs)) for side in sides]
    return {
        "title": row.get("label", iri.value),
        "clash": row,
        "ends": [dict(side) | {"citations": trail} for side, trail in zip(sides, trails, strict=True)],
    }
