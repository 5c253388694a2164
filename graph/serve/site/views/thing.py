"""What every page shows: the verdicts on the thing and its standing in review; and the plain page of any
thing at all."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import cell, short
from regesta.graph.serve.site.views.reading import Plain, ask, word
from regesta.ontology.terms import NAMESPACE


async def verdicts(site: Site, iri: NamedNode) -> list[Plain]:
    """Every verdict on a record, or on the mentions of an event, oldest first."""
    rows = await ask(
        site,
        f"""SELECT DISTINCT ?verdict ?at ?outcome ?who ?reviewer ?policy ?reason ?part WHERE {{
          {{ BIND({iri} AS ?record) }} UNION {{ ?record rg:mentionOf {iri} }}
          ?verdict rg:onRecord ?record ; rg:outcome ?outcome ; rg:at ?at ; rg:reviewer ?reviewer .
          ?reviewer rdfs:label ?who .
          OPTIONAL {{ ?verdict rg:underPolicy/rdfs:label ?policy }}
          OPTIONAL {{ ?verdict rg:reason ?reason }}
          OPTIONAL {{ ?verdict rg:onPart ?part }}
        }} ORDER BY ?at""",
        (site.config.base + "graph/review", site.config.base + "graph/candidates"),
    )
    return [
        r | {"outcome": word(r["outcome"]), "day": r["at"][:10], "time": r["at"][:16].replace("T", " ")}
        for r in rows
    ]


async def standing(site: Site, iri: NamedNode) -> Plain:
    """Status, confidence and proposer of the candidate record; empty when there is none."""
    rows = await ask(
        site,
        f"SELECT ?status ?confidence ?proposer ?id {{ {iri} rg:status ?status ; rg:confidence "
        f"?confidence . OPTIONAL {{ {iri} rg:proposedBy/rdfs:label ?proposer }} OPTIONAL "
        f"{{ {iri} rg:identifier ?id }} }} LIMIT 1",
        (site.config.base + "graph/candidates",),
    )
    return rows[0] | {"status": word(rows[0]["status"])} if rows else {}


#: Classes have labels in several languages; these pages speak English.
_ENGLISH = f'FILTER(LANG(?label) = "en" || !STRSTARTS(STR(%s), "{NAMESPACE}"))'


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """Any thing: what is said of it and where it occurs."""
    said = await site.rows(
        f"SELECT ?p ?o ?label {{ {iri} ?p ?o OPTIONAL {{ ?o rdfs:label ?label {_ENGLISH % '?o'} }} }} "
        "ORDER BY ?p ?label ?o LIMIT 1000",
        graphs=graphs,
    )
    used = await site.rows(
        f"SELECT ?p ?s ?label {{ ?s ?p {iri} OPTIONAL {{ ?s rdfs:label ?label {_ENGLISH % '?s'} }} }} "
        "ORDER BY ?p ?label ?s LIMIT 500",
        graphs=graphs,
    )
    label = next((r["o"]["value"] for r in said if r["p"]["value"].endswith(("#label", "#prefLabel"))), "")
    return {
        "title": label or short(site, iri.value),
        "said": _grouped(site, said, "o"),
        "used": _grouped(site, used, "s"),
        "types": [r["o"]["value"].rsplit("#", 1)[-1] for r in said if r["p"]["value"].endswith("#type")],
    }


def _grouped(site: Site, rows: Any, end: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        shown = cell(site, row[end])
        if "label" in row:
            shown["text"] = row["label"]["value"]
        groups.setdefault(row["p"]["value"], []).append(shown)
    return [
        {"property": short(site, p), "href": site.local(p), "values": values} for p, values in groups.items()
    ]
