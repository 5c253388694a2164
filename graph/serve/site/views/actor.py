"""The page of an actor: names, timeline, claims, correspondence and works."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import ask

_KINDS = ("Person", "State", "Organisation", "Group", "School")


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """What an actor did, received, held and wrote."""
    names = await ask(
        site,
        f"SELECT ?label ?alt {{ {iri} rdfs:label ?label OPTIONAL {{ {iri} skos:altLabel ?alt "
        f"}} }} ORDER BY ?alt",
        graphs,
    )
    types = await ask(site, f"SELECT ?type {{ {iri} a ?type }}", graphs)
    return {
        "title": names[0]["label"] if names else iri.value,
        "aliases": [n["alt"] for n in names if "alt" in n],
        "kind": next((k.lower() for k in _KINDS if any(t["type"].endswith("#" + k) for t in types)), "actor"),
        "matches": [
            r["match"]
            for r in await ask(
                site,
                f"SELECT ?match {{ {iri} skos:exactMatch|skos:closeMatch ?match }} ORDER BY ?match",
                graphs,
            )
        ],
        "acts": await ask(
            site,
            f"""SELECT ?date ?act ?label (GROUP_CONCAT(DISTINCT ?r; separator=", ") AS ?role) WHERE {{
              VALUES (?property ?r) {{ (rg:decidedBy "decides") (rg:agent "acts") (rg:recipient "receives") }}
              ?act ?property {iri} ; a rg:Event ; rdfs:label ?label ; rg:start ?start .
              OPTIONAL {{ ?act rg:date ?date ; rg:earliest ?first }}
            }} GROUP BY ?date ?act ?label ?first ?start ORDER BY ?first ?start LIMIT 400""",
            graphs,
        ),
        "claims": await ask(
            site,
            f"""SELECT ?claim (COALESCE(?worded, ?said) AS ?text) (GROUP_CONCAT(DISTINCT ?id;
              separator=", ") AS ?notes) (COUNT(DISTINCT
              ?attacker) AS ?attacks) WHERE {{
              ?claim rg:holder {iri} ; rg:text ?said ; rg:start ?start .
              OPTIONAL {{ ?claim rg:wording ?worded }}
              OPTIONAL {{ ?claim rg:citesFootnote/rg:identifier ?id }}
              OPTIONAL {{ ?attacker rg:attacks ?claim }}
            }} GROUP BY ?claim ?said ?worded ?start ORDER BY ?start LIMIT 300""",
            graphs,
        ),
        "sources": await ask(
            site,
            f"""SELECT DISTINCT ?role ?source ?label ?date WHERE {{
              VALUES (?property ?role) {{ (rg:author "wrote") (rg:sender "sent") (rg:recipient "received") }}
              ?source ?property {iri} ; a rg:Source ; rdfs:label ?label . OPTIONAL {{ ?source rg:date ?date }}
            }} ORDER BY ?date ?label LIMIT 300""",
            graphs,
        ),
    }
