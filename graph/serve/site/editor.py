"""What the query page's editor knows: prefixes, the classes and properties of the served vocabulary, and the
saved queries as examples."""

from __future__ import annotations

from typing import Any

from regesta.graph.serve.search.matching import MATCHES
from regesta.graph.serve.shared import Site
from regesta.graph.serve.workers.answering import PREFIXES
from regesta.ontology.terms import ONTOLOGY

_TERMS = """SELECT ?x ?kind { VALUES (?type ?kind) { (owl:Class "class") (owl:ObjectProperty "property")
  (owl:DatatypeProperty "property") }
  ?x a ?type . FILTER(isIRI(?x)) } ORDER BY ?x"""
#: Properties of other vocabularies that the data itself uses.
_USED = "SELECT DISTINCT ?p { ?s ?p ?o }"


async def editor_data(site: Site) -> dict[str, Any]:
    """Ready for JSON: `prefixes` by name, `classes` and `properties` as IRIs, `examples` with name, summary,
    tag and text (examples bound)."""
    terms = await site.once("editor-terms", _TERMS, graphs=(ONTOLOGY,))
    used = await site.once("editor-used", _USED)
    of = {
        kind: {r["x"]["value"] for r in terms if r["kind"]["value"] == kind} for kind in ("class", "property")
    }
    return {
        "prefixes": dict(PREFIXES),
        "classes": sorted(of["class"]),
        "properties": sorted(of["property"] | {r["p"]["value"] for r in used} | {MATCHES}),
        "examples": [
            {
                "name": q.name,
                "summary": q.summary,
                "tag": q.tags[0] if q.tags else "",
                "text": await _text(site, q),
            }
            for q in site.catalogue
        ],
    }


async def _text(site: Site, query: Any) -> str:
    """The query with its example values, or as its file says where this graph has none of them."""
    index = await site.actor_index() if any(p.type == "actor" for p in query.parameters) else None
    try:
        return str(site.catalogue.bind(query.name, query.example, actors=index.find if index else None))
    except ValueError:
        return str(query.text)
