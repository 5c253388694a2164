"""The page of an actor, in parts: holds, decides, does, receives, writes, is written about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import Plain, ask, matches, stated

#: The parts of what an actor did, by the most telling of the roles an act gives him.
_PARTS = (("decides", "Decides"), ("acts", "Does"), ("receives", "Is written to, asked, ordered"))
#: The parts of the sources, by the role they give him.
_WRITES = (("wrote", "Wrote"), ("sent", "Sent"), ("received", "Received"))
#: Years a strip of years may have.
_SPAN = 80
_KINDS = ("Person", "State", "Organisation", "Group", "School")


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """What an actor did, received, held and wrote."""
    names = await ask(
        site,
        f"SELECT ?label ?alt {{ {iri} rdfs:label ?label OPTIONAL {{ {iri} skos:altLabel ?alt "
        f"}} }} ORDER BY ?alt",
        graphs,
    )
    acts = await ask(
        site,
        f"""SELECT ?date ?act ?label (GROUP_CONCAT(DISTINCT ?r; separator=", ") AS ?role) WHERE {{
          VALUES (?property ?r) {{ (rg:decidedBy "decides") (rg:agent "acts") (rg:recipient "receives") }}
          ?act ?property {iri} ; a rg:Event ; rdfs:label ?label ; rg:start ?start .
          OPTIONAL {{ ?act rg:date ?date ; rg:earliest ?first }}
        }} GROUP BY ?date ?act ?label ?first ?start ORDER BY ?first ?start LIMIT 400""",
        graphs,
    )
    sources = await ask(
        site,
        f"""SELECT DISTINCT ?role ?source ?label ?date WHERE {{
          VALUES (?property ?role) {{ (rg:author "wrote") (rg:sender "sent") (rg:recipient "received") }}
          ?source ?property {iri} ; a rg:Source ; rdfs:label ?label . OPTIONAL {{ ?source rg:date ?date }}
        }} ORDER BY ?date ?label LIMIT 300""",
        graphs,
    )
    types = await ask(site, f"SELECT ?type {{ {iri} a ?type }}", graphs)
    return {
        "title": names[0]["label"] if names else iri.value,
        "aliases": [n["alt"] for n in names if "alt" in n],
        "kind": next((k.lower() for k in _KINDS if any(t["type"].endswith("#" + k) for t in types)), "actor"),
        "matches": await matches(site, iri, graphs),
        "acts": _by_role(acts, _PARTS),
        "years": _years(acts),
        "claims": await ask(
            site,
            f"""SELECT ?claim ?text (GROUP_CONCAT(DISTINCT ?id;
              separator=", ") AS ?notes) (COUNT(DISTINCT
              ?attacker) AS ?attacks) (COUNT(DISTINCT ?own) AS ?by_author) WHERE {{
              ?claim rg:holder {iri} ; rg:start ?start . {stated("claim", "text")}
              OPTIONAL {{ ?claim rg:citesFootnote/rg:identifier ?id }}
              OPTIONAL {{ ?attacker rg:attacks|rg:undercuts ?claim
                OPTIONAL {{ ?attacker rg:voice ?voice }} }}
              BIND(IF(STRENDS(STR(?voice), "/author"), ?attacker, ?none) AS ?own)
            }} GROUP BY ?claim ?text ?start ORDER BY ?start LIMIT 300""",
            graphs,
        ),
        "sources": _by_role(sources, _WRITES),
        "about": await ask(
            site,
            f"""SELECT DISTINCT ?claim ?text ?who WHERE {{
              ?sentence rg:mentions {iri} . ?claim rg:inSentence ?sentence ; a rg:Claim ; rdfs:label ?text ;
              rg:start ?start ; rg:holder/rdfs:label ?who . MINUS {{ ?claim rg:holder {iri} }}
            }} ORDER BY ?start LIMIT 100""",
            graphs,
        ),
    }


def _by_role(rows: list[Plain], parts: Sequence[tuple[str, str]]) -> list[tuple[str, list[Plain]]]:
    """The rows under the headings of their roles, each row once, under the first that fits."""
    found: list[tuple[str, list[Plain]]] = []
    left = rows
    for role, heading in parts:
        some = [row for row in left if role in row["role"]]
        left = [row for row in left if row not in some]
        if some:
            found.append((heading, some))
    return found


def _years(acts: list[Plain]) -> list[tuple[str, int, int]]:
    """How many dated acts each year has, from the first year to the last, with the share of the fullest in
    percent; nothing where they lie in one year or over more than eighty."""
    counts = Counter(row["date"][:4] for row in acts if row.get("date", "")[:4].isdecimal())
    if len(counts) < 2 or int(max(counts)) - int(min(counts)) > _SPAN:
        return []
    most = max(counts.values())
    years = range(int(min(counts)), int(max(counts)) + 1)
    return [(str(year), counts[str(year)], round(100 * counts[str(year)] / most)) for year in years]
