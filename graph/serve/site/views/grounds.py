"""What answers rest on: what they cite themselves, what the claims that support them cite, and the notes
beside a rejection, each down to its place in an archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.evidence import path
from regesta.graph.serve.site.views.reading import Plain, ask

#: How many characters after the beginning of its sentence a note still stands beside a claim. An academic
#: paragraph is some 200 words, six characters a word with its blank; perspectives/debate.rq has the same.
_BESIDE = 1200

_SOURCE = """OPTIONAL { ?citation rg:citedSource ?source . ?source rdfs:label ?label
            OPTIONAL { ?source rg:heldIn ?unit } }"""
_LINKED = f"""SELECT ?answer ?note ?id ?words ?source ?label ?unit ?through ?through_text ?start WHERE {{
          VALUES ?answer {{ %s }}
          {{ ?answer rg:evidence ?citation }} UNION {{
            ?through rg:supports ?answer ; rg:evidence ?citation ; rg:text ?through_text }}
          ?citation rg:text ?words ; rg:start ?start ; rg:inFootnote ?note . ?note rg:identifier ?id .
          {_SOURCE} }} ORDER BY ?start ?unit"""
_NEAR = f"""SELECT DISTINCT ?answer ?note ?id ?words ?source ?label ?unit ?start WHERE {{
          VALUES ?answer {{ %s }}
          ?answer rg:attacks|rg:undercuts ?rejected ; rg:inSentence ?own .
          ?own rg:start ?here ; rg:inDivision ?part .
          ?sentence rg:inDivision ?part ; rg:callsFootnote ?note ; rg:start ?there .
          FILTER(?there >= ?here && ?there < ?here + {_BESIDE})
          ?note rg:identifier ?id ; rg:hasCitation ?citation . ?citation rg:text ?words ; rg:start ?start .
          {_SOURCE} }} ORDER BY ?start ?unit"""


@dataclass(slots=True)
class Grounds:
    """What one claim rests on: `linked` is cited by it or by a claim that supports it; `beside`, only of
    claims that attack or undercut, stands in notes called from its sentence on, and nobody has linked it.
    Each has its note, source and archive paths."""

    linked: list[dict[str, Any]] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)


async def grounds(
    site: Site, claim: NamedNode, answers: Iterable[Mapping[str, Any]], graphs: tuple[str, ...]
) -> dict[str, Grounds]:
    """The grounds of a claim and of each of the answers to it (rows with `other`), by their IRIs."""
    found = {c: Grounds() for c in (claim.value, *(a["other"] for a in answers))}
    named = " ".join(str(NamedNode(c)) for c in found)
    paths: dict[str, list[Plain]] = {}
    for name, query in (("linked", _LINKED), ("beside", _NEAR)):
        for row in await ask(site, query % named, graphs):
            unit = row.get("unit", "")
            if unit and unit not in paths:
                paths[unit] = await path(site, NamedNode(unit), graphs)
            _add(found[row["answer"]], name, row, paths.get(unit, []))
    return found


def _add(grounds: Grounds, name: str, row: Plain, kept_in: list[Plain]) -> None:
    """Put a citation among the grounds once, with each place it is kept in."""
    kept = grounds.linked if name == "linked" else grounds.beside
    key = row["note"], row.get("source", row["words"])
    if name == "beside" and any(_key(g) == key for g in grounds.linked):
        return
    ground = next((g for g in kept if _key(g) == key), None)
    if ground is None:
        ground = {**row, "paths": []}
        kept.append(ground)
    if kept_in and kept_in not in ground["paths"]:
        ground["paths"].append(kept_in)


def _key(ground: dict[str, Any]) -> tuple[str, str]:
    return ground["note"], ground.get("source", ground["words"])
