"""The evidence of a statement: its notes, the citations in them, the sources those cite, the archive path of
each."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import Plain, ask, word


async def notes(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> list[Plain]:
    """The footnotes marked at a statement, in order."""
    return await ask(
        site,
        f"SELECT ?note ?id ?text {{ {iri} rg:citesFootnote ?note . ?note rg:identifier ?id ; "
        f"rg:text ?text ; rg:start ?start }} ORDER BY ?start",
        graphs,
    )


async def citations(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> list[dict[str, Any]]:
    """Each citation offered for a statement: its words, note, locator, source, what kind that is and where it
    is kept."""
    rows = await ask(
        site,
        f"""SELECT ?citation ?words ?pages ?note ?id ?source ?label ?type ?unit ?role ?resolved WHERE {{
          {iri} rg:evidence ?citation .
          ?citation rg:text ?words ; rg:start ?start .
          OPTIONAL {{ ?citation rg:locator ?pages }}
          OPTIONAL {{ ?citation rg:inFootnote ?note . ?note rg:identifier ?id }}
          OPTIONAL {{ ?citation rg:resolvedFrom/rg:inFootnote/rg:identifier ?resolved }}
          OPTIONAL {{ ?citation rg:citedSource ?source . ?source rdfs:label ?label . OPTIONAL {{ ?source
          rg:sourceType ?type }} OPTIONAL {{ ?source rg:heldIn ?unit }} }}
          OPTIONAL {{
            {{ BIND({iri} AS ?stated) }} UNION {{ ?stated rg:mentionOf {iri} }}
            ?link rg:evidenceCitation ?citation ; rg:evidenceFor ?stated ; rg:evidenceRole ?role
          }}
        }} ORDER BY ?start""",
        graphs,
    )
    seen: dict[str, dict[str, Any]] = {}
    for row in rows:
        kept = seen.setdefault(row["citation"], dict(row) | {"units": []})
        if "unit" in row and row["unit"] not in kept["units"]:
            kept["units"].append(row["unit"])
    for shown in seen.values():
        shown["paths"] = [await path(site, NamedNode(unit), graphs) for unit in shown["units"]]
        shown["type"] = word(shown["type"]) if "type" in shown else ""
        shown["role"] = word(shown["role"]) if "role" in shown else ""
    return list(seen.values())


async def path(site: Site, unit: NamedNode, graphs: tuple[str, ...]) -> list[Plain]:
    """The units from the archive down to this one."""
    rows = await ask(
        site,
        f"""SELECT ?unit ?id ?level ?depth WHERE {{
          {{ BIND({unit} AS ?unit) }} UNION {{ {unit} rg:directPartOf+ ?unit }}
          ?unit rg:identifier ?id ; rg:archivalLevel ?level ; rg:depth ?depth .
        }} ORDER BY ?depth""",
        graphs,
    )
    unique = {r["unit"]: r | {"level": word(r["level"])} for r in rows}
    return list(unique.values())
