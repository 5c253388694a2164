"""The page of an archive or of a unit in it."""

from __future__ import annotations

from typing import Any

from regesta.extract.text.initials import is_abbreviation
from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.evidence import UNNAMED, archive_name, path, path_in_words
from regesta.graph.serve.site.views.reading import ask, word


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """The unit's place in its archive, the units in it, and the documents kept here or further down."""
    steps = await path(site, iri, graphs)
    top = NamedNode(steps[0]["unit"]) if steps else iri
    named = await ask(site, f"SELECT DISTINCT ?full {{ {top} skos:altLabel ?full }} ORDER BY ?full", graphs)
    full = [row["full"] for row in named]
    spelt = await ask(
        site,
        f"""SELECT ?passage ?title {{ {top} rg:expressedIn ?passage . ?passage rg:inDocument ?document .
          ?document rdfs:label ?title }} ORDER BY ?passage""",
        graphs,
    )
    return {
        "title": path_in_words(steps) or iri.value,
        "steps": steps,
        "full": full,
        "spelt": spelt,
        "unexplained": bool(steps) and not full and is_abbreviation(steps[0]["id"]),
        "unnamed": bool(steps) and steps[0]["id"] == archive_name(UNNAMED),
        "inner": [
            r | {"level": word(r["level"])}
            for r in await ask(
                site,
                f"SELECT DISTINCT ?unit ?id ?level {{ ?unit rg:directPartOf {iri} ; "
                f"rg:identifier ?id ; rg:archivalLevel ?level }} ORDER BY ?id LIMIT 1000",
                graphs,
            )
        ],
        "documents": await ask(
            site,
            f"""SELECT ?source ?label ?date (SAMPLE(?where) AS ?unit) (GROUP_CONCAT(DISTINCT ?id;
              separator=", ") AS ?notes) WHERE {{
              {{ ?source rg:heldIn {iri} ; rdfs:label ?label }} UNION {{ ?source rg:heldIn ?inner ;
              rdfs:label ?label . ?inner rg:partOf {iri} ; rdfs:label ?where }}
              OPTIONAL {{ ?source rg:date ?date }}
              OPTIONAL {{ ?source rg:citedBy/rg:inFootnote/rg:identifier ?id }}
            }} GROUP BY ?source ?label ?date ORDER BY ?unit ?label LIMIT 500""",
            graphs,
        ),
    }
