"""The pages of a proposition, which several may hold, and of a position, which several claims express."""

from __future__ import annotations

from typing import Any

from regesta.graph.bundle.verbatim import given
from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import Plain, ask, word
from regesta.ontology.formal import opposites

_CLAIMS = """SELECT ?claim ?label ?voice ?start
  (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?who)
  (COUNT(DISTINCT ?against) AS ?attacks) (COUNT(DISTINCT ?by) AS ?supports) WHERE {{
  ?claim {how} {iri} ; a rg:Claim ; rdfs:label ?label ; rg:voice ?voice .
  OPTIONAL {{ ?claim rg:start ?start }}
  OPTIONAL {{ ?claim rg:holder/rdfs:label ?name }}
  OPTIONAL {{ ?against rg:attacks ?claim }}
  OPTIONAL {{ ?by rg:supports ?claim }}
}} GROUP BY ?claim ?label ?voice ?start ORDER BY ?start ?claim LIMIT 400"""


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """What is held, who holds it in which claim, and what of it is known formally."""
    (row, *_) = await ask(
        site,
        f"SELECT ?label ?text ?wording {{ {iri} rdfs:label ?label . OPTIONAL {{ {iri} rg:text ?text }} "
        f"OPTIONAL {{ {iri} rg:wording ?wording }} }} LIMIT 1",
        graphs,
    ) or [{}]
    # OPTIONAL keeps the engine from going through all labels first, a hundred times as slow.
    told = await ask(
        site,
        f"SELECT DISTINCT ?act ?label {{ {{ SELECT DISTINCT ?act {{ GRAPH {iri} {{ ?act a ?type }} }} }} "
        "OPTIONAL { ?act rdfs:label ?label } } ORDER BY ?label",
        None,
    )
    return {
        "kind": "Proposition",
        "lead": "What is claimed, whoever claims it: that it stands here says nothing of whether it is so.",
        "title": _title(row, "A proposition whose words are not given here"),
        "claims": await _claims(site, iri, "rg:states", graphs),
        "told": [act for act in told if "label" in act],
        "formally": await _formally(site, iri),
        "holders": [],
    }


async def _formally(site: Site, iri: NamedNode) -> list[Plain]:
    """What reviewers put into the terms of the graph: the ends of each statement, and its predicate in
    words."""
    names = " ".join(f"rg:{name}" for name in opposites())
    return await ask(
        site,
        f"SELECT DISTINCT ?one ?one_label ?said ?other ?other_label {{ VALUES ?p {{ {names} }} "
        f"GRAPH {iri} {{ ?one ?p ?other }} ?one rdfs:label ?one_label . ?other rdfs:label ?other_label . "
        'GRAPH <https://w3id.org/regesta/ontology> { ?p rdfs:label ?said } FILTER(LANG(?said) = "en") '
        "} ORDER BY ?one_label ?said ?other_label",
        None,
    )


async def position(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A position, whose it is, and the claims that express it."""
    (row, *_) = await ask(site, f"SELECT ?label {{ {iri} rdfs:label ?label }} LIMIT 1", graphs) or [{}]
    return {
        "kind": "Position",
        "lead": "A view that several claims express.",
        "title": _title(row, "A position whose words are not given here"),
        "claims": await _claims(site, iri, "rg:expressesPosition", graphs),
        "told": [],
        "formally": [],
        "holders": await ask(
            site,
            f"SELECT DISTINCT ?who ?name {{ {iri} rg:positionOf ?who . ?who rdfs:label ?name }} "
            "ORDER BY ?name",
            graphs,
        ),
    }


def _title(row: Plain, otherwise: str) -> str:
    words = row.get("wording") or row.get("label", "")
    return words if given(words) else otherwise


async def _claims(site: Site, iri: NamedNode, how: str, graphs: tuple[str, ...]) -> list[Plain]:
    rows = await ask(site, _CLAIMS.format(iri=iri, how=how), graphs)
    return [r | {"voice": word(r["voice"])} for r in rows if "claim" in r]
