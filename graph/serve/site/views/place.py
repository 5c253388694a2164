"""The page of a place: what happened there."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import ask, matches


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A place's names, and the events there in their order."""
    rows = await ask(
        site,
        f"SELECT ?label ?alt {{ {iri} rdfs:label ?label OPTIONAL {{ {iri} skos:altLabel ?alt }} }} "
        "ORDER BY ?alt",
        graphs,
    )
    return {
        "title": rows[0]["label"] if rows else "A place",
        "aliases": list(dict.fromkeys(r["alt"] for r in rows if "alt" in r)),
        "matches": await matches(site, iri, graphs),
        "acts": await ask(
            site,
            f"""SELECT DISTINCT ?act ?label ?date ?first ?start WHERE {{
              ?act rg:atPlace {iri} ; a rg:Event ; rdfs:label ?label . OPTIONAL {{ ?act rg:start ?start }}
              OPTIONAL {{ ?act rg:date ?date ; rg:earliest ?first }} }} ORDER BY ?first ?start LIMIT 400""",
            graphs,
        ),
    }
