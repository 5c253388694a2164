"""The page of a source: what it is, where it is kept, who cites it for what."""

from __future__ import annotations

from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.dates import in_words
from regesta.graph.serve.site.views.citing import cited_source
from regesta.graph.serve.site.views.evidence import paths
from regesta.graph.serve.site.views.reading import ask, word

_FIELDS = (
    ("authorName", "Author"),
    ("title", "Title"),
    ("container", "In"),
    ("editorName", "Editor"),
    ("volume", "Volume"),
    ("issue", "Issue"),
    ("publicationPlace", "Place"),
    ("publisher", "Publisher"),
    ("year", "Year"),
    ("edition", "Edition"),
    ("documentKind", "Kind"),
    ("documentNumber", "Number"),
    ("date", "Date"),
    ("shelfmark", "Shelfmark"),
    ("url", "Address"),
    ("accessed", "Visited"),
)


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """A source's fields, archive paths, citations and the statements that rest on it."""
    values = " ".join(f"(rg:{name} {i})" for i, (name, _) in enumerate(_FIELDS))
    said = await ask(
        site,
        f"SELECT ?i ?value {{ VALUES (?property ?i) {{ {values} }} {iri} ?property ?value }} "
        "ORDER BY ?i ?value",
        graphs,
    )
    fields: dict[str, list[str]] = {}
    for row in said:
        name = _FIELDS[int(row["i"])][1]
        fields.setdefault(name, []).append(in_words(row["value"]) if name == "Date" else row["value"])
    (row, *_) = await ask(
        site,
        f"SELECT ?label ?type {{ {iri} rdfs:label ?label OPTIONAL {{ {iri} rg:sourceType ?type }} }} LIMIT 1",
        graphs,
    ) or [{}]
    units = await ask(site, f"SELECT DISTINCT ?unit {{ {iri} rg:heldIn ?unit }}", graphs)
    kind = word(row.get("type", "source"))
    kept_in = await paths(site, [u["unit"] for u in units], graphs)
    places = [kept_in.get(u["unit"], []) for u in units]
    dated = next((r["value"] for r in said if _FIELDS[int(r["i"])][0] == "date"), "")
    kept = [f"{s['level']} {s['id']}" if n else s["id"] for n, s in enumerate(places[0])] if places else []
    return {
        "citing": cited_source(fields, kind, row.get("label", iri.value), iri.value, dated=dated, kept=kept),
        "title": row.get("label", iri.value),
        "type": word(row.get("type", "source")),
        "fields": fields,
        "people": await ask(
            site,
            f"""SELECT DISTINCT ?role ?who ?name {{ VALUES (?property ?role) {{ (rg:author "author")
              (rg:sender "from") (rg:recipient "to") }} {iri} ?property ?who . ?who rdfs:label ?name }}
              ORDER BY ?role ?name""",
            graphs,
        ),
        "paths": places,
        "listed": await ask(
            site,
            f"SELECT ?document ?title {{ {iri} rg:listedIn ?document . ?document rdfs:label ?title }}",
            graphs,
        ),
        "citations": await ask(
            site,
            f"""SELECT ?note ?id ?words ?pages WHERE {{ ?citation rg:citedSource {iri} ; rg:text ?words ;
              rg:start ?start ; rg:inFootnote ?note . ?note rg:identifier ?id .
              OPTIONAL {{ ?citation rg:locator ?pages }} }} ORDER BY ?start LIMIT 400""",
            graphs,
        ),
        "statements": await ask(
            site,
            f"""SELECT ?statement ?label (SAMPLE(?k) AS ?kind) WHERE {{
              VALUES (?type ?k) {{ (rg:Claim "claim") (rg:Event "event") }}
              ?statement rg:citesSource {iri} ; a ?type ; rdfs:label ?label ; rg:start ?start .
            }} GROUP BY ?statement ?label ?start ORDER BY ?start LIMIT 400""",
            graphs,
        ),
    }
