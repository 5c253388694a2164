"""What every page shows: the verdicts on the thing and its standing in review; and the plain page of any
thing at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.cells import cell, kind_of, short
from regesta.graph.serve.site.views.reading import Plain, ask, word
from regesta.ontology.terms import NAMESPACE, ONTOLOGY


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
    """Any thing: what is said of it and where it occurs, in words."""
    said = await site.rows(
        f"SELECT ?p ?o ?label ?quote {{ {iri} ?p ?o OPTIONAL {{ ?o rdfs:label ?label {_ENGLISH % '?o'} }} "
        "OPTIONAL { ?o rg:quote ?quote } } ORDER BY ?p ?label ?o LIMIT 1000",
        graphs=graphs,
    )
    used = await site.rows(
        f"SELECT ?p ?s ?label {{ ?s ?p {iri} OPTIONAL {{ ?s rdfs:label ?label {_ENGLISH % '?s'} }} }} "
        "ORDER BY ?p ?label ?s LIMIT 500",
        graphs=graphs,
    )
    names = await _names(site)
    label = next((r["o"]["value"] for r in said if r["p"]["value"].endswith(("#label", "#prefLabel"))), "")
    types = [_called(names, r["o"]["value"]) for r in said if r["p"]["value"].endswith("#type")]
    kind = types[0] if types else kind_of(site, iri.value) or "thing"
    named = "" if kind_of(site, iri.value) else unquote(short(site, iri.value).rsplit("/", 1)[-1])
    return {
        "title": label or named.replace("_", " ") or f"A thing of the kind {kind}",
        "said": _grouped(site, said, "o", names),
        "used": _grouped(site, used, "s", names),
        "types": list(dict.fromkeys(types)),
    }


#: What properties of other vocabularies are called here; those of types, labels and selectors say nothing
#: that a page does not say better.
_OTHER = {
    "http://www.w3.org/2004/02/skos/core#altLabel": "also called",
    "http://www.w3.org/2004/02/skos/core#prefLabel": "called",
    "http://www.w3.org/2004/02/skos/core#definition": "what it is",
    "http://www.w3.org/2004/02/skos/core#example": "for example",
    "http://www.w3.org/2004/02/skos/core#inScheme": "one of the list",
    "http://www.w3.org/2004/02/skos/core#exactMatch": "the same as",
    "http://www.w3.org/2004/02/skos/core#closeMatch": "nearly the same as",
}
_UNTOLD = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/ns/oa#hasSelector",
)


async def _names(site: Site) -> dict[str, str]:
    """What the vocabulary calls its classes and properties."""
    query = "SELECT ?x ?label { ?x rdfs:label ?label FILTER(LANG(?label) = 'en') }"
    rows = await site.once("names-of-terms", query, graphs=(ONTOLOGY,))
    return _OTHER | {r["x"]["value"]: r["label"]["value"] for r in rows}


def _called(names: Mapping[str, str], term: str) -> str:
    """A class or property in words; "" for one that has no name in ours."""
    return names.get(term) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[#/]", term)[-1]).lower()


def _grouped(site: Site, rows: Any, end: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """What is said, by property; the rest is in the data."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["p"]["value"] in _UNTOLD or row[end].get("type") == "bnode":
            continue
        shown = cell(site, row[end])
        if words := row.get("label") or row.get("quote"):
            shown["text"] = words["value"]
        groups.setdefault(row["p"]["value"], []).append(shown)
    return [
        {"property": _called(names, p), "href": site.local(p), "values": values}
        for p, values in groups.items()
    ]
