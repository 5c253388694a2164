"""The page of an event or a decision."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views import evidence
from regesta.graph.serve.site.views.reading import ask, marked, word


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """What happened, who took part, when, where, how the text tells it, on which evidence."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?label ?type ?kind ?factuality ?date ?date_text ?place ?place_name ?sentence
          ?sentence_text ?division ?division_label ?document ?title ?content ?trigger ?start WHERE {{
          {iri} rdfs:label ?label .
          OPTIONAL {{ {iri} rg:eventType ?type }} OPTIONAL {{ {iri} rg:decisionKind ?kind }} OPTIONAL {{
          {iri} rg:factuality ?factuality }}
          OPTIONAL {{ {iri} rg:date ?date }} OPTIONAL {{ {iri} rg:dateText ?date_text }}
          OPTIONAL {{ {iri} rg:atPlace ?place . ?place rdfs:label ?place_name }}
          OPTIONAL {{ {iri} rg:inSentence ?sentence . ?sentence rg:text ?sentence_text }}
          OPTIONAL {{ {iri} rg:inSentence/rg:inDivision ?division . ?division rdfs:label ?division_label }}
          OPTIONAL {{ {iri} rg:start ?start }}
          OPTIONAL {{ {iri} rg:inDocument ?document . ?document rdfs:label ?title }}
          OPTIONAL {{ {iri} rg:content/rg:quote ?content }}
          OPTIONAL {{ {iri} rg:trigger/rg:quote ?trigger }}
        }} LIMIT 1""",
        graphs,
    ) or [{}]
    people = await ask(
        site,
        f"""SELECT DISTINCT ?role ?who ?name WHERE {{
          VALUES (?property ?role) {{ (rg:decidedBy "decided by") (rg:agent "agent") (rg:addressee
          "addressed to") (rg:recipient "recipient") }}
          {iri} ?property ?who . ?who rdfs:label ?name
        }} ORDER BY ?role ?name""",
        graphs,
    )
    decided = {p["who"] for p in people if p["role"] in ("decided by", "addressed to")}
    return {
        "act": row,
        "title": row.get("label", iri.value),
        "words": {k: word(row[k]) for k in ("type", "kind", "factuality") if k in row},
        # A decider is an agent too (by inference): said once, by the more telling word.
        "people": [
            p for p in people if p["role"] in ("decided by", "addressed to") or p["who"] not in decided
        ],
        "sentence": marked(row["sentence_text"], [row.get("content", "")], row.get("trigger", ""))
        if "sentence_text" in row
        else None,
        "notes": await evidence.notes(site, iri, graphs),
        "citations": await evidence.citations(site, iri, graphs),
        "same": await ask(
            site,
            f"SELECT DISTINCT ?other ?label {{ {{ {iri} rg:sameAct ?other }} UNION {{ ?other "
            f"rg:sameAct {iri} }} ?other rdfs:label ?label }}",
            graphs,
        ),
        "told": await ask(
            site,
            f"SELECT DISTINCT ?claim ?text ?name {{ {iri} rg:reportedIn ?claim . ?claim "
            f"rg:text ?text ; rg:holder/rdfs:label ?name }}",
            graphs,
        ),
    }
