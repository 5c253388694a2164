"""What answers rest on: what they cite themselves, what the claims that support them cite, and the notes of
the paragraph of a rejection, each down to its place in an archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.evidence import path
from regesta.graph.serve.site.views.reading import Plain, ask, word

#: How many characters from the beginning of its sentence a note still stands beside a claim, before or after
#: it. An academic paragraph is some 200 words, six characters a word with its blank; perspectives/debate.rq
#: has the same.
_BESIDE = 1200
#: Supports of supports are followed so far: on the first reviewed thesis nothing is found further.
_SUPPORTS = "rg:supports|rg:supports/rg:supports|rg:supports/rg:supports/rg:supports"
#: Grades of evidence (`rg:evidenceGrade`) from the strongest, and what a page calls them.
STRENGTH = {
    "primary-archival": "archival record",
    "primary-published": "printed record",
    "press": "press",
    "interview": "interview",
    "memoir": "memoir",
    "official-history": "official history",
    "secondary": "secondary literature",
    "": "kind unknown",
}
_ORDER = list(STRENGTH)

_SOURCE = """OPTIONAL { ?citation rg:citedSource ?source . ?source rdfs:label ?label
            OPTIONAL { ?source rg:heldIn ?unit } OPTIONAL { ?source rg:evidenceGrade ?grade } }"""
_LINKED = f"""SELECT ?answer ?note ?id ?words ?source ?label ?unit ?grade ?through ?through_text ?start
        WHERE {{
          VALUES ?answer {{ %s }}
          {{ ?answer rg:evidence ?citation }} UNION {{
            ?through {_SUPPORTS} ?answer ; rg:evidence ?citation ; rg:text ?through_text }}
          ?citation rg:text ?words ; rg:start ?start ; rg:inFootnote ?note . ?note rg:identifier ?id .
          {_SOURCE} }} ORDER BY ?start ?unit"""
_NEAR = f"""SELECT DISTINCT ?answer ?note ?id ?words ?source ?label ?unit ?grade ?start ?own WHERE {{
          VALUES ?answer {{ %s }}
          ?answer rg:attacks|rg:undercuts ?rejected ; rg:inSentence ?sentence_of .
          ?sentence_of rg:start ?here ; rg:inDivision ?part .
          ?sentence rg:inDivision ?part ; rg:callsFootnote ?note ; rg:start ?there .
          FILTER(?there > ?here - {_BESIDE} && ?there < ?here + {_BESIDE})
          ?note rg:identifier ?id ; rg:hasCitation ?citation . ?citation rg:text ?words ; rg:start ?start .
          {_SOURCE}
          OPTIONAL {{ ?rejected rg:holder ?own . ?source rg:author ?own }} }} ORDER BY ?start ?unit"""


@dataclass(slots=True)
class Grounds:
    """What one claim rests on: `linked` is cited by it or by a claim that supports it, directly or through
    others; `beside`, only of claims that attack or undercut, stands in notes of its paragraph, and nobody has
    linked it; what the one who is rejected wrote is left out there. Each has its note, source, strength and
    archive paths; the strongest come first."""

    linked: list[dict[str, Any]] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)

    @property
    def archival(self) -> list[dict[str, Any]]:
        """Those that are kept in an archive, linked ones first."""
        return [ground for ground in (*self.linked, *self.beside) if ground["paths"]]

    @property
    def strength(self) -> str:
        """The strongest evidence in words, with how it is known; "" for none."""
        for grounds, where in ((self.linked, ""), (self.beside, ", in notes beside it")):
            if grounds:
                return f"{grounds[0]['strength']}{where}"
        return ""

    def settle(self) -> None:
        """The strongest first, as they stand in the text."""
        for grounds in (self.linked, self.beside):
            grounds.sort(key=lambda ground: (not ground["paths"], _ORDER.index(ground["grade"])))


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
            if "own" not in row:
                _add(found[row["answer"]], name, row, paths.get(unit, []))
    for one in found.values():
        one.settle()
    return found


def _add(grounds: Grounds, name: str, row: Plain, kept_in: list[Plain]) -> None:
    """Put a citation among the grounds once, with each place it is kept in."""
    kept = grounds.linked if name == "linked" else grounds.beside
    key = row["note"], row.get("source", row["words"])
    if name == "beside" and any(_key(g) == key for g in grounds.linked):
        return
    ground = next((g for g in kept if _key(g) == key), None)
    if ground is None:
        grade = word(row.get("grade", ""))
        grade = grade if grade in STRENGTH else ""
        ground = {**row, "grade": grade, "strength": STRENGTH[grade], "paths": []}
        kept.append(ground)
    if kept_in and kept_in not in ground["paths"]:
        ground["paths"].append(kept_in)


def _key(ground: dict[str, Any]) -> tuple[str, str]:
    return ground["note"], ground.get("source", ground["words"])
