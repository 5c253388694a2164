"""What claims rest on: what they cite themselves, what the claims that support them cite, and what stands
near them, each down to its place in an archive. Claim pages and the debate say the same of it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.evidence import paths
from regesta.graph.serve.site.views.nearby import Near, by_note, notes_near
from regesta.graph.serve.site.views.opponents import REJECTED, REJECTING, Opponents
from regesta.graph.serve.site.views.reading import Plain, ask, listed, stated, word
from regesta.graph.serve.site.views.supports import supports

#: So many things that stand near a claim are shown; more say nothing of it (a trial showed twelve).
_MOST_NEAR = 4
#: So many claims are asked for at once.
_AT_ONCE = 300
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
#: What claims cite: their evidence, and notes of theirs in which no citation was read.
_CITED = f"""SELECT ?by ?note ?id ?words ?source ?label ?unit ?grade ?start WHERE {{
          VALUES ?by {{ %s }}
          {{ ?by rg:evidence ?citation . ?citation rg:text ?words ; rg:start ?start ; rg:inFootnote ?note .
            {_SOURCE} }} UNION {{
            ?by rg:citesFootnote ?note . ?note rg:text ?words ; rg:start ?start
            FILTER NOT EXISTS {{ ?note rg:hasCitation ?any }} }}
          ?note rg:identifier ?id }} ORDER BY ?start ?unit"""
#: What is cited in notes, and who wrote it.
_IN_NOTES = f"""SELECT DISTINCT ?note ?id ?words ?source ?label ?unit ?grade ?start ?author WHERE {{
          VALUES ?note {{ %s }}
          ?note rg:identifier ?id ; rg:hasCitation ?citation . ?citation rg:text ?words ; rg:start ?start .
          {_SOURCE} OPTIONAL {{ ?source rg:author ?author }} }} ORDER BY ?start ?unit"""
#: The claims that cite notes themselves.
_CITED_FOR = f"""SELECT DISTINCT ?note ?for ?text ?start WHERE {{
          VALUES ?note {{ %s }}
          ?for rg:citesFootnote ?note ; a rg:Claim ; rg:start ?start . {stated("for", "text")}
          }} ORDER BY ?start ?for"""
#: Notes that its passage may lend a claim, as proposed and with the reason: nobody has accepted them for it.
_LENT = """SELECT DISTINCT ?answer ?note ?lent WHERE {
          VALUES ?answer { %(answers)s }
          { ?link rg:evidenceFor ?answer ; rg:evidenceCitation ?citation ; rg:reason ?lent }
          UNION { GRAPH <%(proposed)s> {
            ?link rg:evidenceFor ?answer ; rg:evidenceCitation ?citation ; rg:reason ?lent } }
          { ?citation rg:inFootnote ?note } UNION { GRAPH <%(proposed)s> { ?citation rg:inFootnote ?note } }
        } ORDER BY ?note"""


@dataclass(slots=True)
class Grounds:
    """What one claim rests on: `linked` is cited by it or by a claim that supports it, directly or through
    others (`through` is that claim, `far` how many steps away, `reason` the direct support behind which it
    stands): first what it cites itself, then reason by reason, of each the nearest and strongest first;
    `beside` stands in notes near it and nobody has linked it (`near` says how near; `against` is the claim
    that cites it and rejects this one, `against_by` whose that is). Each has its note, source, strength and
    archive paths. `reasons` are the claims that support it directly, as the text gives them: first those that
    cite something, then those behind which something is cited, then the others."""

    linked: list[dict[str, Any]] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[Plain] = field(default_factory=list)

    @property
    def own(self) -> list[dict[str, Any]]:
        """What it cites itself, each source or file once."""
        return _once(ground for ground in self.linked if "through" not in ground)

    @property
    def lent_by(self) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """What its supports cite, by support: its first ground, which names it, and all of them, each source
        or file once; reason by reason, what is cited for the reason itself before what stands behind it."""
        by: dict[str, list[dict[str, Any]]] = {}
        for ground in self.linked:
            if "through" in ground:
                by.setdefault(ground["through"], []).append(ground)
        return [(some[0], _once(some)) for some in by.values()]

    @property
    def nearby(self) -> list[dict[str, Any]]:
        """What stands near it and is not cited for it, each source or file once and four at most: first what
        was proposed as meant for it (`lent` says why), then what belongs to its sentence or report, then what
        no other claim cites (`there` is that claim), each the nearest first."""
        known = {_place(ground) for ground in self.linked}
        found = [g for g in _once(self.beside) if "against" not in g and _place(g) not in known]
        found.sort(key=lambda g: ("lent" not in g, not g["closes"], "there" in g, g["away"]))
        return found[:_MOST_NEAR]

    @property
    def opposing(self) -> list[dict[str, Any]]:
        """What stands near it and is cited by those who reject it, each source or file once."""
        return _once(ground for ground in self.beside if "against" in ground)

    @property
    def own_archival(self) -> bool:
        """Whether something that it cites itself is kept in an archive."""
        return any(ground["paths"] for ground in self.own)

    @property
    def archives(self) -> list[str]:
        """The archives that keep what is cited for it, by it or by its supports, each once."""
        return list(dict.fromkeys(path[0]["id"] for g in self.linked for path in g["paths"] if path))

    @property
    def strength(self) -> str:
        """The strongest evidence cited for it, by it or by its supports, in words; "" for none."""
        grades = {ground["grade"] for ground in self.linked}
        return STRENGTH[min(grades, key=_ORDER.index)] if grades else ""


async def grounds(site: Site, claims: Collection[str], graphs: tuple[str, ...]) -> dict[str, Grounds]:
    """The grounds of claims, by their IRIs."""
    asked = list(dict.fromkeys(claims))
    found: dict[str, Grounds] = {}
    for first in range(0, len(asked), _AT_ONCE):
        found |= await _grounds(site, asked[first : first + _AT_ONCE], graphs)
    return found


async def _grounds(site: Site, claims: Sequence[str], graphs: tuple[str, ...]) -> dict[str, Grounds]:
    supported, near, rejected, rejecting, lent = await asyncio.gather(
        supports(site, claims, graphs),
        notes_near(site, claims, graphs),
        ask(site, REJECTED % listed(claims), graphs),
        ask(site, REJECTING % listed(claims), graphs),
        ask(site, _LENT % {"answers": listed(claims), "proposed": site.with_candidates[-1]}, None),
    )
    reasons = _reasons(supported, {row["answer"] for row in rejected})
    near |= await notes_near(site, {one for some in reasons.values() for one in some} - near.keys(), graphs)
    citing = {*claims, *(link["through"] for links in supported.values() for link in links)}
    notes = by_note(near) | {row["note"] for row in lent}
    cited, in_notes, cited_for = await asyncio.gather(
        ask(site, _CITED % listed(citing), graphs),
        ask(site, _IN_NOTES % listed(notes), graphs),
        ask(site, _CITED_FOR % listed(notes), graphs),
    )
    kept_in = await paths(site, {row["unit"] for row in (*cited, *in_notes) if "unit" in row}, graphs)
    read = _Read(
        supported,
        reasons,
        near,
        _grouped(cited, "by"),
        _grouped(in_notes, "note"),
        {row["note"]: row for row in reversed(cited_for)},
        kept_in,
    )
    answered, opposed = _grouped(rejected, "answer"), _grouped(rejecting, "claim")
    offered = _grouped(lent, "answer")
    return {
        claim: _of(
            claim,
            read,
            Opponents(answered.get(claim, ()), opposed.get(claim, ())),
            {row["note"]: row["lent"] for row in offered.get(claim, ())},
        )
        for claim in claims
    }


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of some claims: what supports them, their direct supports where they reject, the notes
    near them and their reasons, what is cited by claim and by note, for which claim a note is cited, and
    where things are kept by unit."""

    supported: Mapping[str, Sequence[Plain]]
    reasons: Mapping[str, Sequence[str]]
    near: Mapping[str, Sequence[Near]]
    cited: Mapping[str, list[Plain]]
    of_note: Mapping[str, list[Plain]]
    cited_for: Mapping[str, Plain]
    kept_in: Mapping[str, list[Plain]]


def _of(claim: str, read: _Read, sides: Opponents, meant: Mapping[str, str]) -> Grounds:
    """The grounds of one claim; `meant`: the notes proposed as meant for it, with the reason."""
    found = Grounds()
    _link(found, read.cited.get(claim, ()), read.supported.get(claim, ()), read.cited, read.kept_in)
    bearing = _bearing(read.near.get(claim, ()), sides, meant)
    _beside(found, bearing, sides, meant, read)
    if not (found.linked or found.beside):
        further = _beside_reasons(read.reasons.get(claim, ()), read.near, sides)
        _beside(found, further, sides, meant, read)
    return found


def _reasons(supported: Mapping[str, Sequence[Plain]], rejecting: Collection[str]) -> dict[str, list[str]]:
    """The direct supports of the claims that reject others."""
    return {
        claim: [link["through"] for link in supported.get(claim, ()) if link["far"] == "1"]
        for claim in rejecting
    }


def _grouped(rows: Iterable[Plain], by: str) -> dict[str, list[Plain]]:
    found: dict[str, list[Plain]] = defaultdict(list)
    for row in rows:
        found[row[by]].append(row)
    return found


def _link(
    grounds: Grounds,
    own: Iterable[Plain],
    supports: Iterable[Plain],
    cited: Mapping[str, list[Plain]],
    kept_in: Mapping[str, list[Plain]],
) -> None:
    """Put what a claim cites and what its supports cite among its grounds, and its reasons."""
    for row in own:
        _add(grounds.linked, row, kept_in)
    for link in supports:
        through = {
            "through": link["through"],
            "through_text": link["text"],
            "through_by": link["by"],
            "far": link["far"],
            "begins": link.get("start", "0"),
            "reason": link["reason"],
            "reason_text": link["reason_text"],
        }
        for row in cited.get(link["through"], ()):
            _add(grounds.linked, row | through, kept_in)
        if link["far"] == "1":
            grounds.reasons.append(link)
    grounds.reasons.sort(key=_proved(grounds.linked))
    place = {reason["through"]: n for n, reason in enumerate(grounds.reasons)}
    grounds.linked.sort(key=lambda ground: _rank(ground, place))


def _proved(linked: Iterable[Mapping[str, Any]]) -> Callable[[Plain], int]:
    """How a reason is proved: it cites something (0), something is cited behind it (1), nothing (2)."""
    behind: dict[str, int] = {}
    for ground in linked:
        if "through" in ground:
            behind[ground["reason"]] = min(behind.get(ground["reason"], 1), int(ground["far"] != "1"))
    return lambda reason: behind.get(reason["through"], 2)


def _rank(ground: Mapping[str, Any], place: Mapping[str, int]) -> tuple[int, int, int, str, bool, int]:
    """What a claim cites itself comes first, then what stands behind each of its reasons in their order, of
    each the nearest claim's, archival places before the rest, by grade."""
    grade = _ORDER.index(ground["grade"])
    if "through" not in ground:
        return -1, 0, 0, "", not ground["paths"], grade
    where = place[ground["reason"]], int(ground["far"]), int(ground["begins"]), ground["through"]
    return *where, not ground["paths"], grade


def _beside(
    grounds: Grounds, near: Sequence[Near], sides: Opponents, meant: Mapping[str, str], read: _Read
) -> None:
    """Put what the notes near a claim cite among its grounds, but for the books of those whom it rejects;
    `meant`: the notes proposed as meant for it, with the reason."""
    rows = [(one, row) for one in near for row in read.of_note.get(one.note, ())]
    theirs = {row.get("source", "") for _, row in rows if row.get("author") in sides.whose} - {""}
    linked = {_key(ground) for ground in grounds.linked}
    for one, row in rows:
        if row.get("source") not in theirs and _key(row) not in linked:
            told = _told(one, sides, meant, read.cited_for)
            _add(grounds.beside, row | told, read.kept_in)


def _told(
    one: Near, sides: Opponents, meant: Mapping[str, str], cited_for: Mapping[str, Plain]
) -> dict[str, Any]:
    """How near a note is, and what it is there for: meant for the claim perhaps, cited by what rejects it, or
    by another claim."""
    told: dict[str, Any] = {"near": one.how, "away": one.away, "closes": one.closes}
    if against := sides.of_note(one.note):
        return told | against
    if one.note in meant:
        return told | {"lent": meant[one.note]}
    claim = cited_for.get(one.note)
    return told | {"there": claim["for"], "there_text": claim["text"]} if claim else told


def _bearing(near: Sequence[Near], sides: Opponents, meant: Collection[str]) -> list[Near]:
    """The notes near a claim that bear on it, and those proposed as meant for it, wherever they stand."""
    found = [one for one in near if one.note in meant or sides.bears(one)]
    known = {one.note for one in found}
    return found + [Near(note, "", 0, False) for note in meant if note not in known]


def _beside_reasons(
    reasons: Iterable[str], near: Mapping[str, Sequence[Near]], sides: Opponents
) -> list[Near]:
    """The notes in the sentences around the reasons of a rejection for which nothing is cited, itself or
    near it."""
    return [
        replace(one, how=f"beside its reason, {one.how}", closes=False)
        for reason in reasons
        for one in near.get(reason, ())
        if (one.closes or one.away <= 1) and one.note not in sides.notes
    ]


def _add(kept: list[dict[str, Any]], row: Mapping[str, Any], kept_in: Mapping[str, list[Plain]]) -> None:
    """Put a citation among some grounds once, with each place it is kept in."""
    key = _key(row)
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
