"""The pages of a citation, of a passage of the text, and of what links statements to each other and to
citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regesta.graph.bundle.verbatim import given
from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.evidence import path
from regesta.graph.serve.site.views.reading import ask, word
from regesta.graph.serve.site.views.stretches import span_of, text_of

#: So many characters of a passage make its heading.
_HEADING = 90
_HOW = {"attacks": "is rejected by", "undercuts": "is undercut by", "supports": "is supported by"}


async def citation(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A citation: its words and note, the source it leads to and where that is kept, and what rests on it."""
    rows = await ask(
        site,
        f"""SELECT ?words ?pages ?note ?id ?source ?label ?type ?unit ?resolved ?resolved_label ?resolved_note
          ?document ?title ?start ?division ?division_label WHERE {{
          {iri} rg:text ?words ; rg:inDocument ?document . ?document rdfs:label ?title .
          OPTIONAL {{ {iri} rg:start ?start }} OPTIONAL {{ {iri} rg:locator ?pages }}
          OPTIONAL {{ {iri} rg:sourceType ?type }}
          OPTIONAL {{ {iri} rg:inFootnote ?note . ?note rg:identifier ?id
            OPTIONAL {{ ?note rg:inDivision ?division . ?division rdfs:label ?division_label }} }}
          OPTIONAL {{ {iri} rg:citedSource ?source . ?source rdfs:label ?label
            OPTIONAL {{ ?source rg:heldIn ?unit }} }}
          OPTIONAL {{ {iri} rg:resolvedFrom ?resolved . ?resolved rdfs:label ?resolved_label
            OPTIONAL {{ ?resolved rg:inFootnote/rg:identifier ?resolved_note }} }}
        }}""",
        graphs,
    )
    row = rows[0] if rows else {}
    units = dict.fromkeys(r["unit"] for r in rows if "unit" in r)
    named = row.get("label") or (
        row["words"] if given(row.get("words", "")) else "a source nobody identified"
    )
    place = f" in note {row['id']}" if "id" in row else ""
    return {
        "title": f"Citation{place}: {named}",
        "citation": row | {"type": word(row.get("type", ""))},
        "paths": [await path(site, NamedNode(unit), graphs) for unit in units],
        "statements": await ask(
            site,
            f"""SELECT DISTINCT ?statement ?label WHERE {{ ?statement rg:evidence {iri} ; rdfs:label ?label .
              FILTER NOT EXISTS {{ ?statement a rg:EventMention }} }} ORDER BY ?label LIMIT 200""",
            graphs,
        ),
    }


async def passage(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A passage: its words, the sentence or note around it, and what was read out of it."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?quote ?document ?title WHERE {{
          {iri} rg:inDocument ?document . ?document rdfs:label ?title .
          OPTIONAL {{ {iri} rg:quote ?quote }} }} LIMIT 1""",
        graphs,
    ) or [{}]
    start, end = span_of(iri.value) or (0, 0)
    around = (await text_of(site, row["document"])).at(start, end) if "document" in row else None
    within = (
        await ask(
            site,
            f"""SELECT ?around ?id ?division ?division_label WHERE {{ BIND(<{around.iri}> AS ?around)
          OPTIONAL {{ ?around rg:identifier ?id }}
          OPTIONAL {{ ?around rg:inDivision ?division . ?division rdfs:label ?division_label }} }} LIMIT 1""",
            graphs,
        )
        if around
        else []
    )
    quote = " ".join(row.get("quote", "").split())
    short = quote if len(quote) <= _HEADING else f"{quote[: _HEADING - 1]}…"
    return {
        "title": f"“{short}”"
        if given(quote)
        else f"Characters {start:,} to {end:,} of {row.get('title', '')}",
        "passage": row
        | {"quote": quote, "start": str(start), "end": str(end)}
        | (within[0] if within else {}),
        "statements": await ask(
            site,
            f"""SELECT DISTINCT ?statement ?label WHERE {{
              ?statement rg:expressedIn|rg:content|rg:trigger {iri} ; rdfs:label ?label
            }} ORDER BY ?label LIMIT 200""",
            graphs,
        ),
    }


async def argument(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """An answer of one claim to another, as a statement that may be doubted itself."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?type ?one ?one_label ?other ?other_label ?who ?whom WHERE {{
          {iri} rg:argumentType ?type ; rg:argumentFrom ?one ; rg:argumentTo ?other .
          ?one rdfs:label ?one_label . ?other rdfs:label ?other_label .
          OPTIONAL {{ ?one rg:holder/rdfs:label ?who }} OPTIONAL {{ ?other rg:holder/rdfs:label ?whom }}
        }} LIMIT 1""",
        graphs,
    ) or [{}]
    how = word(row.get("type", "answers"))
    return {
        "kind": "Answer of one claim to another",
        "title": f"{row.get('who', 'Somebody')} {how} {_whom(row)}",
        "sides": [
            (f"The claim of {row.get('whom', 'somebody')}", row.get("other", ""), row.get("other_label", "")),
            (
                f"{_HOW.get(how, 'is answered by')} {row.get('who', '')}",
                row.get("one", ""),
                row.get("one_label", ""),
            ),
        ],
    }


def _whom(row: Mapping[str, str]) -> str:
    own = "who" in row and row["who"] == row.get("whom")
    return "another claim of the same" if own else row.get("whom", "somebody")


async def evidence(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A citation offered for a statement, as a statement that may be doubted itself."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?role ?statement ?label ?citation ?words ?source_label WHERE {{
          {iri} rg:evidenceFor ?statement ; rg:evidenceCitation ?citation .
          ?statement rdfs:label ?label . ?citation rdfs:label ?words .
          OPTIONAL {{ {iri} rg:evidenceRole ?role }}
          OPTIONAL {{ ?citation rg:citedSource/rdfs:label ?source_label }}
        }} LIMIT 1""",
        graphs,
    ) or [{}]
    named = row.get("source_label") or row.get("words", "")
    role = f", as {word(row['role'])}" if "role" in row else ""
    return {
        "kind": "Evidence",
        "title": f"{named if given(named) else 'A citation'}, offered for a statement",
        "sides": [
            ("The statement", row.get("statement", ""), row.get("label", "")),
            (f"The citation{role}", row.get("citation", ""), named),
        ],
    }
