"""The pages of a verdict and of the policy that several were given under."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.dates import in_words
from regesta.graph.serve.site.views.reading import Plain, ask, word

#: What was done, as a heading says it.
DONE = {
    "accept": "Accepted",
    "reject": "Rejected",
    "edit": "Changed and accepted",
    "merge": "Merged",
    "split": "Split",
    "relink": "Linked elsewhere",
    "withdraw": "Verdict withdrawn",
}
_RECORD = """OPTIONAL { ?verdict rg:onRecord ?record
    OPTIONAL { ?record rdfs:label ?label } OPTIONAL { ?record rg:mentionOf ?event } }"""


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """Who judged what, when, how and why, and whether it was taken back."""
    told = _graphs(site)
    rows = await ask(
        site,
        f"""SELECT ?at ?outcome ?who ?reviewer ?policy ?policy_label ?reason ?part ?record ?label WHERE {{
          BIND({iri} AS ?verdict) ?verdict rg:at ?at ; rg:reviewer ?reviewer . ?reviewer rdfs:label ?who .
          OPTIONAL {{ ?verdict rg:outcome ?outcome }} OPTIONAL {{ ?verdict rg:reason ?reason }}
          OPTIONAL {{ ?verdict rg:underPolicy ?policy . ?policy rdfs:label ?policy_label }}
          OPTIONAL {{ ?verdict rg:onPart ?part }} {_RECORD}
        }} LIMIT 1""",
        told,
    )
    row = rows[0] if rows else {}
    done = DONE.get(word(row.get("outcome", "")), word(row.get("outcome", "")).capitalize() or "Judged")
    return {
        "title": f"{done} by {row.get('who', 'nobody named')}, {in_words(row.get('at', '')[:10])}",
        "verdict": row | {"part": word(row.get("part", ""))},
        "reason": row.get("reason") or await _reason(site, row, told),
        "others": await ask(
            site,
            f"""SELECT DISTINCT ?how ?other ?at WHERE {{ VALUES (?p ?how) {{ (rg:withdraws "takes back") }}
              {{ {iri} ?p ?other }} . ?other rg:at ?at }} ORDER BY ?at LIMIT 50""",
            told,
        ),
        "withdrawn": await ask(
            site, f"SELECT ?other ?at {{ ?other rg:withdraws {iri} ; rg:at ?at }} ORDER BY ?at LIMIT 5", told
        ),
        "became": await ask(
            site,
            f"""SELECT DISTINCT ?thing ?label {{ {iri} rg:mergedInto|rg:splitInto|rg:relinkedTo ?thing
              OPTIONAL {{ ?thing rdfs:label ?label }} }} LIMIT 20""",
            told,
        ),
    }


async def _reason(site: Site, row: Plain, graphs: tuple[str, ...]) -> str:
    """The reason of the policy a verdict was given under."""
    if "policy" not in row:
        return ""
    rows = await ask(site, f"SELECT ?reason {{ <{row['policy']}> rg:reason ?reason }} LIMIT 1", graphs)
    return rows[0]["reason"] if rows else ""


async def policy(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A rule of acceptance: what it says, what it accepted, and when."""
    told = _graphs(site)
    (row, *_) = await ask(
        site,
        f"SELECT ?label ?reason {{ {iri} rdfs:label ?label OPTIONAL {{ {iri} rg:reason ?reason }} }} LIMIT 1",
        told,
    ) or [{}]
    kinds = await ask(
        site,
        f"""SELECT ?kind (COUNT(DISTINCT ?record) AS ?n) (MAX(?at) AS ?last) WHERE {{
          ?verdict rg:underPolicy {iri} ; rg:at ?at ; rg:onRecord ?record .
          BIND(STRBEFORE(STRAFTER(STR(?record), "{site.config.base}"), "/") AS ?kind)
        }} GROUP BY ?kind ORDER BY DESC(?n)""",
        told,
    )
    return {
        "title": f"Policy {row.get('label', '')}",
        "reason": row.get("reason", ""),
        "kinds": [k | {"kind": k["kind"].replace("-", " ")} for k in kinds if k.get("kind")],
    }


def _graphs(site: Site) -> tuple[str, ...]:
    base = site.config.base
    return (f"{base}graph/review", f"{base}graph/candidates", "")
