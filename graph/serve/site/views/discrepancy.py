"""The page of a discrepancy: the places that do not agree, side by side, each in its sentence or note."""

from __future__ import annotations

from typing import Any

from regesta.graph.bundle.verbatim import given
from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import ask, marked, word
from regesta.graph.serve.site.views.stretches import span_of, text_of

#: Places that are shown.
_PLACES = 12


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """What the audit says, by which rule, and the places with what stands around them."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?message ?rule ?severity ?document ?title WHERE {{
          {iri} rg:message ?message ; rg:rule ?rule ; rg:inDocument ?document .
          OPTIONAL {{ {iri} rg:severity ?severity }} OPTIONAL {{ ?document rdfs:label ?title }}
        }} LIMIT 1""",
        site.everything,
    ) or [{}]
    passages = await ask(site, f"SELECT DISTINCT ?p {{ {iri} rg:expressedIn ?p }} LIMIT 200", site.everything)
    places = sorted(span for p in passages if (span := span_of(p["p"])))[:_PLACES]
    return {
        "title": row.get("message", iri.value),
        "slip": row,
        "rule": row.get("rule", "").replace("-", " "),
        "severity": word(row.get("severity", "")),
        "places": await _around(site, row.get("document", ""), places),
    }


async def _around(site: Site, document: str, spans: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """The sentences or notes in which the places stand, with their words marked."""
    stretches = await text_of(site, document)
    found = [stretches.at(start, end) for start, end in spans]
    told = await ask(
        site,
        f"""SELECT ?around ?text ?id ?division ?division_label WHERE {{
          VALUES ?around {{ {" ".join({f"<{f.iri}>" for f in found if f})} }}
          ?around rg:text ?text .
          OPTIONAL {{ ?around rg:identifier ?id }}
          OPTIONAL {{ ?around rg:inDivision ?division . ?division rdfs:label ?division_label }}
        }}""",
        ("",),
    )
    by_iri = {row["around"]: row for row in told}
    places: list[dict[str, Any]] = []
    for (start, end), stretch in zip(spans, found, strict=True):
        place: dict[str, Any] = {"start": start, "end": end, "words": ""}
        if stretch and (row := by_iri.get(stretch.iri)):
            quote = row["text"][start - stretch.start : end - stretch.start]
            place |= row | {"words": marked(row["text"], [quote]) if given(row["text"]) else ""}
        places.append(place)
    return places
