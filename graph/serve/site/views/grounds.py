"""What answers rest on: what they cite themselves, what the claims that support them cite, and the notes of
the paragraph of a rejection, each down to its place in an archive."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.evidence import paths
from regesta.graph.serve.site.views.reading import Plain, ask, word

#: How many characters from the beginning of its sentence a note still stands beside a claim, before or after
#: it. An academic paragraph is some 200 words, six characters a word with its blank; perspectives/debate.rq
#: has the same.
_BESIDE = 1200
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
#: Supports of supports are followed so far: on the first reviewed thesis nothing is found further. Each step
#: stands for itself, which is ten times faster than one path of alternatives.
_SUPPORTS = """SELECT DISTINCT ?answer ?through ?said ?text ?start ?far WHERE {
          VALUES ?answer { %s }
          { ?through rg:supports ?answer . BIND(1 AS ?far) } UNION {
            ?a rg:supports ?answer . ?through rg:supports ?a . BIND(2 AS ?far) } UNION {
            ?b rg:supports ?answer . ?a rg:supports ?b . ?through rg:supports ?a . BIND(3 AS ?far) }
          ?through rg:text ?said . OPTIONAL { ?through rg:start ?start }
          OPTIONAL { ?through rg:wording ?worded }
          BIND(COALESCE(?worded, ?said) AS ?text) } ORDER BY ?far ?start"""
#: What claims cite: their evidence, and notes of theirs in which no citation was read.
_CITED = f"""SELECT ?by ?note ?id ?words ?source ?label ?unit ?grade ?start WHERE {{
          VALUES ?by {{ %s }}
          {{ ?by rg:evidence ?citation . ?citation rg:text ?words ; rg:start ?start ; rg:inFootnote ?note .
            {_SOURCE} }} UNION {{
            ?by rg:citesFootnote ?note . ?note rg:text ?words ; rg:start ?start
            FILTER NOT EXISTS {{ ?note rg:hasCitation ?any }} }}
          ?note rg:identifier ?id }} ORDER BY ?start ?unit"""
_NEAR = f"""SELECT DISTINCT ?answer ?note ?id ?words ?source ?label ?unit ?grade ?start ?own
          (ABS(?there - ?here) AS ?away) WHERE {{
          VALUES ?answer {{ %s }}
          ?answer rg:attacks|rg:undercuts ?rejected ; rg:inSentence ?sentence_of .
          ?sentence_of rg:start ?here ; rg:inDivision ?part .
          ?sentence rg:inDivision ?part ; rg:callsFootnote ?note ; rg:start ?there .
          FILTER(?there > ?here - {_BESIDE} && ?there < ?here + {_BESIDE})
          ?note rg:identifier ?id ; rg:hasCitation ?citation . ?citation rg:text ?words ; rg:start ?start .
          {_SOURCE}
          OPTIONAL {{ ?rejected rg:holder ?own . ?source rg:author ?own }} }} ORDER BY ?away ?start ?unit"""
#: Notes that its passage may lend a claim, as proposed and with the reason: nobody has accepted them for it.
_LENT = """SELECT DISTINCT ?answer ?note ?lent WHERE {
          VALUES ?answer { %s }
          ?link rg:evidenceFor ?answer ; rg:evidenceCitation ?citation ; rg:reason ?lent .
          ?citation rg:inFootnote ?note } ORDER BY ?note"""


@dataclass(slots=True)
class Grounds:
    """What one claim rests on: `linked` is cited by it or by a claim that supports it, directly or through
    others, the strongest first; `beside`, only of claims that attack or undercut, stands in notes of its
    paragraph, the nearest first, and nobody has linked it; what the one who is rejected wrote is left out
    there. Each has its note, source, strength and archive paths. `reasons` are the claims that support it."""

    linked: list[dict[str, Any]] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[Plain] = field(default_factory=list)

    @property
    def cited(self) -> list[dict[str, Any]]:
        """What is cited for it, each source or file once."""
        return _once(self.linked)

    @property
    def nearby(self) -> list[dict[str, Any]]:
        """What stands beside it and is not cited for it, each source or file once: first what was proposed
        as meant for it (`lent` says why), then what an archive keeps, then what is printed, the nearest
        first.
        """
        known = {_place(ground) for ground in self.linked}
        found = [ground for ground in _once(self.beside) if _place(ground) not in known]
        return sorted(found, key=lambda ground: ("lent" not in ground, not ground["paths"]))

    def propose(self, note: str, reason: str) -> None:
        """Say of what stands in a note beside it that it is proposed as meant for it."""
        for ground in self.beside:
            if ground["note"] == note:
                ground["lent"] = reason

    @property
    def archival(self) -> bool:
        """Whether something that is cited for it is kept in an archive."""
        return any(ground["paths"] for ground in self.linked)

    @property
    def strength(self) -> str:
        """The strongest evidence cited for it, in words; "" for none."""
        return str(self.linked[0]["strength"]) if self.linked else ""


async def grounds(
    site: Site, claim: NamedNode, answers: Iterable[Mapping[str, Any]], graphs: tuple[str, ...]
) -> dict[str, Grounds]:
    """The grounds of a claim and of each of the answers to it (rows with `other`), by their IRIs."""
    found = {c: Grounds() for c in (claim.value, *(a["other"] for a in answers))}
    supports, near, lent = await asyncio.gather(
        ask(site, _SUPPORTS % _listed(found), graphs),
        ask(site, _NEAR % _listed(found), graphs),
        ask(site, _LENT % _listed(found), site.with_candidates),
    )
    citing = {*found, *(link["through"] for link in supports)}
    cited = await ask(site, _CITED % _listed(citing), graphs)
    kept_in = await paths(site, {row["unit"] for row in (*cited, *near) if "unit" in row}, graphs)
    by: dict[str, list[Plain]] = defaultdict(list)
    for row in cited:
        by[row["by"]].append(row)
    for iri, one in found.items():
        _link(one, iri, by, [link for link in supports if link["answer"] == iri], kept_in)
    for row in near:
        _beside(found[row["answer"]], row, kept_in)
    for row in lent:
        found[row["answer"]].propose(row["note"], row["lent"])
    return found


def _link(
    grounds: Grounds,
    claim: str,
    cited: Mapping[str, list[Plain]],
    supports: list[Plain],
    kept_in: Mapping[str, list[Plain]],
) -> None:
    """Put what a claim cites and what its supports cite among its grounds, the strongest first."""
    for row in cited.get(claim, ()):
        _add(grounds, "linked", row, kept_in)
    for link in supports:
        through = {"through": link["through"], "through_text": link["text"]}
        for row in cited.get(link["through"], ()):
            _add(grounds, "linked", row | through, kept_in)
    grounds.reasons = [link for link in supports if link["far"] == "1"]
    grounds.linked.sort(key=lambda ground: (not ground["paths"], _ORDER.index(ground["grade"])))


def _beside(grounds: Grounds, row: Plain, kept_in: Mapping[str, list[Plain]]) -> None:
    """Put what stands beside a rejection among its grounds, but for the book of the one who is rejected."""
    if "own" not in row:
        _add(grounds, "beside", row, kept_in)


def _listed(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in iris)


def _add(grounds: Grounds, name: str, row: Plain, kept_in: Mapping[str, list[Plain]]) -> None:
    """Put a citation among the grounds once, with each place it is kept in."""
    kept = grounds.linked if name == "linked" else grounds.beside
    key = _key(row)
    if name == "beside" and any(_key(g) == key for g in grounds.linked):
        return
    ground = next((g for g in kept if _key(g) == key), None)
    if ground is None:
        grade = word(row.get("grade", ""))
        grade = grade if grade in STRENGTH else ""
        ground = {**row, "grade": grade, "strength": STRENGTH[grade], "paths": []}
        kept.append(ground)
    steps = kept_in.get(row.get("unit", ""), [])
    if steps and steps not in ground["paths"]:
        ground["paths"].append(steps)


def _key(ground: Mapping[str, Any]) -> tuple[str, str]:
    return ground["note"], ground.get("source", ground["words"])


def _place(ground: Mapping[str, Any]) -> str:
    """The file a source is kept in, else the source, else its words."""
    steps: list[list[Plain]] = ground["paths"]
    return steps[0][-1]["unit"] if steps else str(ground.get("source", ground["words"]))


def _once(kept: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of each file or source."""
    found: dict[str, dict[str, Any]] = {}
    for ground in kept:
        found.setdefault(_place(ground), ground)
    return list(found.values())
