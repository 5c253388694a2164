"""The pages of an event or decision, and of one of its mentions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views import evidence
from regesta.graph.serve.site.views.reading import ask, marked, stated, word


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """What happened, who took part, when, where, which places of the text tell it, on which evidence."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?label ?type ?kind ?factuality ?division
          ?division_label ?document ?title ?start WHERE {{
          {iri} rdfs:label ?label .
          OPTIONAL {{ {iri} rg:eventType ?type }} OPTIONAL {{ {iri} rg:decisionKind ?kind }} OPTIONAL {{
          {iri} rg:factuality ?factuality }}
          OPTIONAL {{ {iri} rg:inSentence/rg:inDivision ?division . ?division rdfs:label ?division_label }}
          OPTIONAL {{ {iri} rg:start ?start }}
          OPTIONAL {{ {iri} rg:inDocument ?document . ?document rdfs:label ?title }}
        }} ORDER BY ?type ?kind ?division LIMIT 1""",
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
        "dates": await ask(site, f"SELECT DISTINCT ?date {{ {iri} rg:date ?date }} ORDER BY ?date", graphs),
        "places": await ask(
            site,
            f"SELECT DISTINCT ?place ?name {{ {iri} rg:atPlace ?place . ?place rdfs:label ?name }} "
            "ORDER BY ?name",
            graphs,
        ),
        "mentions": await _mentions(site, iri, graphs),
        "notes": await evidence.notes(site, iri, graphs),
        "citations": await evidence.citations(site, iri, graphs),
        "told": await ask(
            site,
            f"SELECT DISTINCT ?claim ?text ?name {{ {iri} rg:reportedIn ?claim . ?claim "
            f"rg:holder/rdfs:label ?name . {stated('claim', 'text')} }}",
            graphs,
        ),
    }


_MENTION = """OPTIONAL { ?mention rg:givesDate ?date } OPTIONAL { ?mention rg:dateText ?date_text }
  OPTIONAL { ?mention rg:givesPlace/rdfs:label ?place } OPTIONAL { ?mention rg:givesFactuality ?factuality }
  OPTIONAL { ?mention rg:inSentence ?sentence . ?sentence rg:text ?sentence_text }
  OPTIONAL { ?mention rg:content/rg:quote ?content } OPTIONAL { ?mention rg:trigger/rg:quote ?trigger }"""


async def _mentions(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> list[dict[str, Any]]:
    """The places that tell of an event, in order of text: a decision and its act in one sentence as one."""
    rows = await ask(
        site,
        f"""SELECT ?mention ?start ?date ?date_text ?place ?factuality ?sentence ?sentence_text ?content
          ?trigger WHERE {{ ?mention rg:mentionOf {iri} ; rg:start ?start . {_MENTION} }}
          ORDER BY ?start DESC(?content) ?mention""",
        graphs,
    )
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if "sentence_text" in row:
            seen.setdefault((row["sentence"], row.get("trigger", "")), _shown(row))
    return list(seen.values())


def _shown(row: Mapping[str, str]) -> dict[str, Any]:
    """A mention as pages show it, its sentence marked."""
    marks = marked(row["sentence_text"], [row.get("content", "")], row.get("trigger", ""))
    return dict(row) | {"marked": marks, "factuality": word(row.get("factuality", ""))}


async def mention(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """One place that tells of an event, what it says of it, and the event."""
    rows = await ask(
        site,
        f"""SELECT ?mention ?label ?event ?event_label ?date ?date_text ?place ?factuality ?sentence
          ?sentence_text ?content ?trigger WHERE {{ BIND({iri} AS ?mention) ?mention rdfs:label ?label .
          OPTIONAL {{ ?mention rg:mentionOf ?event . ?event rdfs:label ?event_label }} {_MENTION} }}
          LIMIT 1""",
        graphs,
    )
    row = rows[0] if rows else {}
    return {
        "title": row.get("label", iri.value),
        "act": row,
        "mentions": [_shown(row)] if "sentence_text" in row else [],
        "notes": await evidence.notes(site, iri, graphs),
        "citations": await evidence.citations(site, iri, graphs),
    }
