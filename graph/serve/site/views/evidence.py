"""The evidence of a statement: its notes, the citations in them, the sources those cite, the archive path of
each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import Plain, ask, listed, word

#: How the archive is called of a file whose archive the text does not name (graph/map/sources.py).
UNNAMED = "unknown archive"


async def notes(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> list[Plain]:
    """The footnotes marked at a statement, in order."""
    return await ask(
        site,
        f"SELECT ?note ?id ?text {{ {iri} rg:citesFootnote ?note . ?note rg:identifier ?id ; "
        f"rg:text ?text ; rg:start ?start }} ORDER BY ?start",
        graphs,
    )


async def citations(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> list[dict[str, Any]]:
    """Each citation offered for a statement: its words, note, locator, source, what kind that is and where it
    is kept."""
    rows = await ask(
        site,
        f"""SELECT ?citation ?words ?pages ?note ?id ?source ?label ?type ?unit ?role ?resolved WHERE {{
          {iri} rg:evidence ?citation .
          ?citation rg:text ?words ; rg:start ?start .
          OPTIONAL {{ ?citation rg:locator ?pages }}
          OPTIONAL {{ ?citation rg:inFootnote ?note . ?note rg:identifier ?id }}
          OPTIONAL {{ ?citation rg:resolvedFrom/rg:inFootnote/rg:identifier ?resolved }}
          OPTIONAL {{ ?citation rg:citedSource ?source . ?source rdfs:label ?label . OPTIONAL {{ ?source
          rg:sourceType ?type }} OPTIONAL {{ ?source rg:heldIn ?unit }} }}
          OPTIONAL {{
            {{ BIND({iri} AS ?stated) }} UNION {{ ?stated rg:mentionOf {iri} }}
            ?link rg:evidenceCitation ?citation ; rg:evidenceFor ?stated ; rg:evidenceRole ?role
          }}
        }} ORDER BY ?start""",
        graphs,
    )
    seen: dict[str, dict[str, Any]] = {}
    for row in rows:
        kept = seen.setdefault(row["citation"], dict(row) | {"units": []})
        if "unit" in row and row["unit"] not in kept["units"]:
            kept["units"].append(row["unit"])
    kept_in = await paths(site, {u for shown in seen.values() for u in shown["units"]}, graphs)
    for shown in seen.values():
        shown["paths"] = [kept_in.get(unit, []) for unit in shown["units"]]
        shown["type"] = word(shown["type"]) if "type" in shown else ""
        shown["role"] = word(shown["role"]) if "role" in shown else ""
    return list(seen.values())


async def paths(site: Site, units: Collection[str], graphs: tuple[str, ...]) -> dict[str, list[Plain]]:
    """For each unit, by its IRI, the units from the archive down to it, an archive with what its abbreviation
    stands for as `full`. An archive that the text does not name says so."""
    if not units:
        return {}
    rows = await ask(
        site,
        f"""SELECT DISTINCT ?of ?unit ?id ?level ?depth ?named ?full WHERE {{
          VALUES ?of {{ {listed(sorted(units))} }}
          ?of rg:directPartOf* ?unit .
          ?unit rg:identifier ?id ; rg:archivalLevel ?level ; rg:depth ?depth .
          OPTIONAL {{ ?unit a rg:Archive ; rdfs:label ?named }}
          OPTIONAL {{ ?unit a rg:Archive ; skos:altLabel ?full }}
        }} ORDER BY ?depth ?full""",
        graphs,
    )
    found: dict[str, dict[str, Plain]] = {}
    for row in rows:
        step = {
            "unit": row["unit"],
            "id": archive_name(row["id"], row.get("named", "")),
            "level": word(row["level"]),
            "full": row.get("full", ""),
        }
        found.setdefault(row["of"], {}).setdefault(row["unit"], step)
    return {unit: list(steps.values()) for unit, steps in found.items()}


async def path(site: Site, unit: NamedNode, graphs: tuple[str, ...]) -> list[Plain]:
    """The units from the archive down to this one."""
    return (await paths(site, [unit.value], graphs)).get(unit.value, [])


def path_in_words(steps: Sequence[Mapping[str, str]]) -> str:
    """The units from the archive down as one line: "PRO, class ADM 1"."""
    return ", ".join(
        s["id"] if s["level"] in ("archive", "unit") else f"{s['level']} {s['id']}" for s in steps
    )


def archive_name(mark: str, named: str = "") -> str:
    """The name of a unit as a page says it: an archive's mark spelled out where its full name is known."""
    if mark.startswith(UNNAMED):
        return "an archive the text does not name"
    return f"{named} ({mark})" if len(named) > len(mark) else mark
