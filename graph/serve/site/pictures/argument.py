"""The argument of a debate: claims, the positions they express, the answers to them, and what each rests on
down to the file in its archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pictures.strength import strength
from regesta.graph.serve.site.views.reading import Plain, plain

#: Things an argument map shows at once; more are hardly read on one sheet.
MOST = 150

_CLAIMS = """SELECT ?claim ?text ?start ?proposition (REPLACE(STR(?of), "^.*/", "") AS ?voice)
  (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?who) (SAMPLE(?stance) AS ?position) WHERE {
  ?claim a rg:Claim ; rg:voice ?of ; rg:start ?start .
  OPTIONAL { ?claim rdfs:label ?text }
  OPTIONAL { ?claim rg:states ?proposition }
  OPTIONAL { ?claim rg:holder/rdfs:label ?name }
  OPTIONAL { ?claim rg:expressesPosition ?stance }
} GROUP BY ?claim ?text ?start ?proposition ?of"""
_ANSWERS = """SELECT ?answer ?how ?claim WHERE {
  VALUES (?property ?how) {
    (rg:attacks "attacks") (rg:undercuts "undercuts") (rg:concedes "concedes") (rg:supports "supports")
  }
  ?answer ?property ?claim . ?answer a rg:Claim . ?claim a rg:Claim
}"""
_GROUNDS = """SELECT ?claim ?source ?label ?unit ?mark (REPLACE(STR(?of), "^.*/", "") AS ?grade) WHERE {
  ?claim rg:citesSource ?source ; a rg:Claim . ?source rdfs:label ?label .
  OPTIONAL { ?source rg:evidenceGrade ?of }
  OPTIONAL { ?source rg:heldIn ?unit . ?unit rdfs:label ?mark }
} ORDER BY ?label"""
_POSITIONS = """SELECT ?position ?label ?name WHERE {
  ?position a rg:Position ; rdfs:label ?label . OPTIONAL { ?position rg:positionOf/rdfs:label ?name }
}"""
#: What stands for a claim whose words may not be shown.
_NO_WORDS = "a claim whose words are not given here"
#: Where a claim belongs that expresses no position and whose holder has none, by its voice.
_OTHERS = {
    "author": "The author",
    "scholar": "Scholars of no named position",
    "school": "Schools",
    "actor": "People and states of the time",
    "document": "Documents",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim bears upon another: `how` is attacks, undercuts, concedes or supports."""

    answer: str
    how: str
    claim: str


@dataclass(frozen=True, slots=True)
class Argued:
    """Everything of a graph that argument maps are drawn from; claims and positions by their IRIs."""

    claims: Mapping[str, Plain]
    answers: Mapping[str, Sequence[Answer]]
    answered: Mapping[str, Sequence[Answer]]
    grounds: Mapping[str, Sequence[Plain]]
    positions: Mapping[str, Plain]
    #: The position of a holder who has exactly one.
    held: Mapping[str, str]

    def school(self, claim: str) -> str:
        """The heading a claim stands under: the position it expresses, else its holder's, else by its
        voice."""
        row = self.claims[claim]
        position = row.get("position") or self.held.get(row.get("who", ""), "")
        if position in self.positions:
            return self.positions[position]["label"]
        return _OTHERS.get(row.get("voice", ""), "Others")

    def strength(self, claim: str) -> str:
        """How near the sources it cites stand to what they testify."""
        return strength(row.get("grade", "") for row in self.grounds.get(claim, ()))


async def argued(site: Site) -> Argued:
    """The claims, answers, sources and positions that are accepted, put together once a generation."""
    return await site.derived("argued", lambda: _read(site))


async def _read(site: Site) -> Argued:
    rows = plain(await site.once("argument-claims", _CLAIMS))
    claims = {r["claim"]: {"text": _NO_WORDS} | r for r in rows if "claim" in r}
    answers: dict[str, list[Answer]] = defaultdict(list)
    answered: dict[str, list[Answer]] = defaultdict(list)
    for row in plain(await site.once("argument-answers", _ANSWERS)):
        if row["answer"] in claims and row["claim"] in claims:
            one = Answer(row["answer"], row["how"], row["claim"])
            answers[one.claim].append(one)
            answered[one.answer].append(one)
    grounds: dict[str, list[Plain]] = defaultdict(list)
    for row in plain(await site.once("argument-grounds", _GROUNDS)):
        grounds[row["claim"]].append(row)
    positions: dict[str, Plain] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    for row in plain(await site.once("argument-positions", _POSITIONS)):
        positions[row["position"]] = row
        if "name" in row:
            holders[row["name"]].add(row["position"])
    held = {name: next(iter(some)) for name, some in holders.items() if len(some) == 1}
    return Argued(claims, answers, answered, grounds, positions, held)


def begun_by(known: Argued, iri: str) -> list[str]:
    """The claims with which the debate of a thing begins: those that express a position, state a
    proposition, or are the claim itself; in the order of the text."""
    found = [
        claim
        for claim, row in known.claims.items()
        if iri in (claim, row.get("position"), row.get("proposition"))
    ]
    return sorted(found, key=lambda claim: int(known.claims[claim]["start"]))


def contested(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The claims of rows of the debate, each with its answers after it: those that are attacked first, and of
    those the ones with the most answers."""
    groups: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row["item"]].append(row)
    order = sorted(
        groups.values(),
        key=lambda group: (all(r.get("how") not in ("attacks", "undercuts") for r in group), -len(group)),
    )
    return [iri for group in order for iri in (group[0]["item"], *(r["answer"] for r in group))]


@dataclass(slots=True)
class Argument:
    """The part of an argument that one map shows: `claims` in the order they were reached, `left` how many
    more belong to it."""

    known: Argued
    claims: list[str] = field(default_factory=list)
    left: int = 0

    @property
    def answers(self) -> list[Answer]:
        """The answers between claims that are shown."""
        shown = set(self.claims)
        return [a for claim in self.claims for a in self.known.answers.get(claim, ()) if a.answer in shown]

    @property
    def schools(self) -> list[tuple[str, list[str]]]:
        """The claims under their headings: positions first, the author last."""
        found: dict[str, list[str]] = {}
        for claim in self.claims:
            found.setdefault(self.known.school(claim), []).append(claim)
        order = {label: n for n, label in enumerate(reversed(_OTHERS.values()))}
        return sorted(found.items(), key=lambda item: (order.get(item[0], -1), item[0].casefold()))


def argument(known: Argued, claims: Iterable[str], most: int = MOST) -> Argument:
    """The part of an argument with these claims, as many of them as have room: claims, sources and files
    together are at most `most`."""
    found, things = Argument(known), set[str]()
    for claim in (c for c in dict.fromkeys(claims) if c in known.claims):
        new = {claim, *_under(known, claim)} - things
        if found.left or (found.claims and len(things) + len(new) > most):
            found.left += 1
        else:
            things |= new
            found.claims.append(claim)
    return found


def followed(known: Argued, seeds: Sequence[str]) -> list[str]:
    """The claims of a debate from its first ones on: what answers them, what answers the answers, and so on,
    then what the first ones answer."""
    order = dict.fromkeys(seeds)
    ring: Sequence[str] = seeds
    while ring:
        ring = [a.answer for claim in ring for a in known.answers.get(claim, ()) if a.answer not in order]
        order.update(dict.fromkeys(ring))
    order.update(dict.fromkeys(a.claim for claim in seeds for a in known.answered.get(claim, ())))
    return list(order)


def _under(known: Argued, claim: str) -> set[str]:
    """The position of a claim, its sources and their files."""
    found = {known.claims[claim].get("position", "")}
    for row in known.grounds.get(claim, ()):
        found |= {row["source"], row.get("unit", "")}
    return found - {""}


def drawn(site: Site, shown: Argument) -> dict[str, Any]:
    """The map as data: `nodes` (claim, position, source, file) with their addresses and words, `links`
    between them (attacks, undercuts, concedes, supports, expresses, rests on, kept in), `schools` in
    order."""
    known = shown.known
    nodes: dict[str, dict[str, Any]] = {}
    links: dict[tuple[str, str, str], None] = {}
    for claim in shown.claims:
        row = known.claims[claim]
        nodes[claim] = {
            "kind": "claim",
            "at": site.local(claim),
            "text": row["text"],
            "who": row.get("who") or "nobody named",
            "school": known.school(claim),
            "strength": known.strength(claim),
        }
        if row.get("position") in known.positions:
            position = row["position"]
            label = known.positions[position]["label"]
            nodes[position] = {"kind": "position", "at": site.local(position), "text": label, "school": label}
            links[claim, "expresses", position] = None
        for ground in known.grounds.get(claim, ()):
            _ground(site, nodes, links, claim, ground)
    for one in shown.answers:
        links[one.answer, one.how, one.claim] = None
    place = {iri: n for n, iri in enumerate(nodes)}
    return {
        "nodes": list(nodes.values()),
        "links": [{"from": place[a], "how": how, "to": place[b]} for a, how, b in links],
        "schools": [name for name, _ in shown.schools],
        "left": shown.left,
    }


def _ground(
    site: Site,
    nodes: dict[str, dict[str, Any]],
    links: dict[tuple[str, str, str], None],
    claim: str,
    ground: Plain,
) -> None:
    """A source under a claim, and the file it is kept in."""
    source, unit = ground["source"], ground.get("unit", "")
    nodes.setdefault(
        source,
        {
            "kind": "source",
            "at": site.local(source),
            "text": ground["label"],
            "strength": strength([ground.get("grade", "")]),
        },
    )
    links[claim, "rests on", source] = None
    if unit:
        nodes.setdefault(unit, {"kind": "file", "at": site.local(unit), "text": ground["mark"]})
        links[source, "kept in", unit] = None


@dataclass(frozen=True, slots=True)
class Debate:
    """Something that is debated: a position, or a proposition that is answered."""

    label: str
    address: str
    claims: int
    answers: int


def debates(site: Site, known: Argued, most: int) -> list[Debate]:
    """Positions, then the propositions that are answered most often (twice at least), `most` in all."""
    begun: dict[str, list[str]] = defaultdict(list)
    for claim, row in known.claims.items():
        for of in (row.get("position"), row.get("proposition")):
            if of:
                begun[of].append(claim)
    found = []
    for iri, claims in begun.items():
        answers = len({a.answer for c in claims for a in known.answers.get(c, ())})
        if iri in known.positions or answers >= 2:
            label = (known.positions.get(iri) or {"label": known.claims[claims[0]]["text"]})["label"]
            address = f"/debate/map?of={site.local(iri).lstrip('/')}"
            found.append((iri in known.positions, Debate(label, address, len(claims), answers)))
    found.sort(key=lambda item: (not item[0], -item[1].answers, item[1].label))
    return [debate for _, debate in found[:most]]
