"""Who agrees with whom: the rows of the debate as a matrix of holders, and what two of them share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from regesta.graph.rdf import Literal
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.perspectives.listing import Row, values
from regesta.graph.serve.site.views.reading import ask, plain

#: Holders that stand in the matrix: what fits a screen beside the facets.
MOST = 14
#: Rivals that are listed: pairs where one rejects the other at least so often.
_RIVALS, _OFTEN = 8, 2
_CITED = """SELECT DISTINCT ?name ?label WHERE {
  ?claim rg:holder/rdfs:label ?name ; a rg:Claim ; rg:citesSource/rdfs:label ?label
}"""
#: Answers that take side: with the holder, against him.
_WITH, _AGAINST = frozenset({"supports", "holds it too"}), frozenset({"attacks", "undercuts"})


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one holder answers another: for, against, conceding; `address` lists those answers."""

    agrees: int
    rejects: int
    concedes: int
    address: str

    @property
    def leaning(self) -> str:
        """ "agrees" or "rejects" by what there is more of, "both" where neither; concessions count with
        agreement."""
        balance = self.agrees + self.concedes - self.rejects
        return "agrees" if balance > 0 else "rejects" if balance < 0 else "both"

    @property
    def words(self) -> str:
        """The counts in words, for those who do not see colours."""
        told = ((self.agrees, "agrees"), (self.rejects, "rejects"), (self.concedes, "concedes"))
        return ", ".join(f"{word} {n}" for n, word in told if n)


@dataclass(frozen=True, slots=True)
class Matrix:
    """`lines`: who answers, with a cell for each of `names` whose claims are answered (None: not once);
    `others` counts the holders left out."""

    names: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    others: int


def matrix(rows: Sequence[Row]) -> Matrix:
    """The matrix over the rows of the debate: those who take part most often, in order of their names."""
    counts, part = _counted(rows)
    names = tuple(sorted((n for n, _ in part.most_common(MOST)), key=str.casefold))
    answered = tuple(whom for whom in names if any((who, whom) in counts for who in names))
    lines = tuple(
        (who, tuple(_cell(who, whom, counts.get((who, whom))) for whom in answered))
        for who in names
        if any((who, whom) in counts for whom in answered)
    )
    return Matrix(answered, lines, len(part) - len(names))


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two of whom one rejects the other `rejections` times; `address` lists those answers, `shared` are the
    labels of the sources on which claims of both rest."""

    who: str
    whom: str
    rejections: int
    address: str
    shared: tuple[str, ...]


def rivals(rows: Sequence[Row], cited: Mapping[str, set[str]]) -> list[Rivals]:
    """Those who reject each other most, with what both cite; `cited` are the sources of each holder."""
    counts, _ = _counted(rows)
    often = [(pair, told["rejects"]) for pair, told in counts.items() if told["rejects"] >= _OFTEN]
    often.sort(key=lambda item: (-item[1], item[0]))
    return [
        Rivals(
            who, whom, n, _address(who, whom), tuple(sorted(cited.get(who, set()) & cited.get(whom, set())))
        )
        for (who, whom), n in often[:_RIVALS]
    ]


async def cited_by(site: Site) -> dict[str, set[str]]:
    """The labels of the sources on which the claims of each holder rest, by his name."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in plain(await site.once("agreement-cited", _CITED)):
        found[row["name"]].add(row["label"])
    return found


def _address(who: str, whom: str) -> str:
    return f"/debate?{urlencode([('whom', whom), ('who', who)])}"


def _counted(rows: Sequence[Row]) -> tuple[dict[tuple[str, str], Counter[str]], Counter[str]]:
    """How each answers each other, and how often each takes part."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    part: Counter[str] = Counter()
    for row in rows:
        for who in values(row, "who"):
            for whom in values(row, "whom") - {who}:
                counts[who, whom][_side(row.get("how", ""))] += 1
                part.update((who, whom))
    return counts, part


def _side(how: str) -> str:
    return "agrees" if how in _WITH else "rejects" if how in _AGAINST else "concedes"


def _cell(who: str, whom: str, told: Counter[str] | None) -> Cell | None:
    if told is None:
        return None
    return Cell(told["agrees"], told["rejects"], told["concedes"], _address(who, whom))


async def shared_sources(site: Site, one: str, other: str) -> list[dict[str, Any]]:
    """The sources on which claims of both holders rest (by their names), with how many claims of each."""
    return [
        row
        for row in await ask(
            site,
            f"""SELECT ?source ?label (COUNT(DISTINCT ?mine) AS ?ones) (COUNT(DISTINCT ?theirs) AS ?others)
              (SAMPLE(?mark) AS ?kept) WHERE {{
              ?first rdfs:label {Literal(one)} . ?mine rg:holder ?first ; rg:citesSource ?source .
              ?second rdfs:label {Literal(other)} . ?theirs rg:holder ?second ; rg:citesSource ?source .
              ?source rdfs:label ?label . OPTIONAL {{ ?source rg:heldIn/rdfs:label ?mark }}
            }} GROUP BY ?source ?label ORDER BY ?label LIMIT 200""",
            ("",),
        )
        if "source" in row
    ]
