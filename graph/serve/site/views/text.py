"""The pages of the text itself: documents, divisions, sentences and footnotes."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.evidence import path
from regesta.graph.serve.site.views.reading import ask, stated, word
from regesta.graph.serve.site.views.reading_report import reading


async def footnote(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A note: its words, the sentence that calls it, what it cites, what rests on it."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?id ?text ?sentence ?sentence_text ?start ?division ?division_label ?document ?title {{
          {iri} rg:identifier ?id ; rg:text ?text ; rg:inDocument ?document . ?document rdfs:label ?title .
          OPTIONAL {{ {iri} rg:calledIn ?sentence . ?sentence rg:text ?sentence_text ; rg:start ?start }}
          OPTIONAL {{ {iri} rg:inDivision ?division . ?division rdfs:label ?division_label }}
        }} LIMIT 1""",
        graphs,
    ) or [{}]
    found = await ask(
        site,
        f"""SELECT ?citation ?words ?pages ?source ?label ?type ?unit ?resolved WHERE {{
          ?citation rg:inFootnote {iri} ; rg:text ?words ; rg:start ?start .
          OPTIONAL {{ ?citation rg:locator ?pages }}
          OPTIONAL {{ ?citation rg:resolvedFrom/rg:inFootnote/rg:identifier ?resolved }}
          OPTIONAL {{ ?citation rg:citedSource ?source . ?source rdfs:label ?label . OPTIONAL {{ ?source
          rg:sourceType ?type }} OPTIONAL {{ ?source rg:heldIn ?unit }} }}
        }} ORDER BY ?start""",
        graphs,
    )
    citations = [
        r
        | {
            "paths": [await path(site, NamedNode(r["unit"]), graphs)] if "unit" in r else [],
            "type": word(r.get("type", "")),
        }
        for r in found
    ]
    statements = await ask(
        site,
        f"SELECT ?statement ?label {{ ?statement rg:citesFootnote {iri} ; rdfs:label ?label ; "
        f"rg:start ?start }} ORDER BY ?start ?label",
        graphs,
    )
    return {
        "title": f"Note {row.get('id', '')}",
        "note": row,
        "citations": citations,
        "statements": statements,
    }


async def sentence(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A sentence with what was read out of it."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?text ?page ?start ?division ?division_label ?document ?title WHERE {{
          {iri} rg:text ?text ; rg:start ?start ; rg:inDocument ?document . ?document rdfs:label ?title .
          OPTIONAL {{ {iri} rg:page ?page }} OPTIONAL {{ {iri} rg:inDivision ?division . ?division
          rdfs:label ?division_label }}
        }} LIMIT 1""",
        graphs,
    ) or [{}]
    return {
        "title": "A sentence",
        "sentence": row,
        "notes": await ask(
            site,
            f"SELECT ?note ?id ?text {{ ?note rg:calledIn {iri} ; rg:identifier ?id ; rg:text "
            f"?text ; rg:start ?start }} ORDER BY ?start",
            graphs,
        ),
        "statements": await ask(
            site,
            f"SELECT DISTINCT ?statement ?label ?start {{ ?statement rg:inSentence {iri} ; "
            f"rdfs:label ?label ; rg:start ?start }} ORDER BY ?start ?label",
            graphs,
        ),
        "people": await ask(
            site,
            f"SELECT DISTINCT ?who ?name {{ {iri} rg:mentions ?who . ?who rdfs:label ?name }} ORDER BY ?name",
            graphs,
        ),
    }


async def division(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A chapter: its sections, its claims and its decisions in the order of the text."""
    (row, *_) = await ask(
        site,
        f"SELECT ?label ?document ?title {{ {iri} rdfs:label ?label ; rg:inDocument ?document "
        f". ?document rdfs:label ?title }} LIMIT 1",
        graphs,
    ) or [{}]
    return {
        "title": row.get("label", iri.value),
        "division": row,
        "inner": await ask(
            site,
            f"SELECT ?part ?label {{ ?part rg:partOf {iri} ; a rg:Division ; rdfs:label ?label "
            f"; rg:start ?start ; rg:depth ?depth }} ORDER BY ?start",
            graphs,
        ),
        "claims": await ask(
            site,
            f"""SELECT ?claim ?text (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?who)
              (GROUP_CONCAT(DISTINCT ?id; separator=", ") AS ?notes) WHERE {{
              ?claim rg:inSentence/rg:inDivision {iri} ; a rg:Claim ; rg:start ?start .
              {stated("claim", "text")}
              OPTIONAL {{ ?claim rg:holder/rdfs:label ?name }} OPTIONAL {{ ?claim
              rg:citesFootnote/rg:identifier ?id }}
            }} GROUP BY ?claim ?text ?start ORDER BY ?start LIMIT 600""",
            graphs,
        ),
        "acts": await ask(
            site,
            f"SELECT DISTINCT ?act ?label ?date ?start {{ ?act rg:inSentence/rg:inDivision "
            f"{iri} ; a rg:Event ; rdfs:label ?label ; rg:start ?start . OPTIONAL {{ ?act "
            f"rg:date ?date }} }} ORDER BY ?start LIMIT 600",
            graphs,
        ),
    }


async def document(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A document: what it is, its divisions, and how it was read."""
    (row, *_) = await ask(
        site,
        f"SELECT ?id ?title ?year ?author ?name ?language ?sha256 {{ {iri} rdfs:label ?title ; "
        f"rg:sha256 ?sha256 OPTIONAL {{ {iri} rg:identifier ?id }} OPTIONAL {{ {iri} rg:year ?year }} "
        f"OPTIONAL {{ {iri} rg:language ?language }} OPTIONAL {{ {iri} rg:author ?author . ?author "
        f"rdfs:label ?name }} }} LIMIT 1",
        graphs,
    ) or [{}]
    return {
        "title": row.get("title", iri.value),
        "document": row,
        "reading": await reading(site, row.get("id", "")),
        "divisions": await ask(
            site,
            f"""SELECT ?part ?label ?depth (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
              ?part rg:inDocument {iri} ; a rg:Division ; rdfs:label ?label ; rg:start ?start ; rg:depth
              ?depth .
              OPTIONAL {{ ?claim rg:inSentence/rg:inDivision ?part ; a rg:Claim }}
            }} GROUP BY ?part ?label ?depth ?start ORDER BY ?start""",
            graphs,
        ),
    }
