"""How each thing a page names was accepted, and what is held against it, as small words beside its link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.shared import Row, Site

#: What has badges: things known by a path of these under the base.
KINDS = (
    "claim", "event", "event-mention", "decision-mention", "position", "source", "citation", "actor",
    "argument", "evidence", "discrepancy", "resolution", "identity",
)  # fmt: skip
#: So many things of one page are looked up; a page shows fewer.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Badge:
    """`acceptance` is "reviewed" or "policy"; `by` names the reviewers or the policies; `day` is the last."""

    acceptance: str
    by: tuple[str, ...]
    day: str
    disputed: bool = False
    discrepant: bool = False


async def badges(site: Site, values: Mapping[str, Any]) -> dict[str, Badge]:
    """The badges of everything that is named in what fills a page, by IRI; one query."""
    named = things_in(site, values, KINDS)
    if not named or site.snapshots.current() is None:
        return {}
    listed = " ".join(f"<{iri}>" for iri in named if not set(iri) & set('<>"{}|^`\\ \n'))
    try:
        rows = await site.rows(_QUERY.replace("LISTED", listed))
    except Problem:
        return {}  # the page is worth more than its badges
    return {str(row["thing"]["value"]): _badge(row) for row in rows if "how" in row}


def things_in(site: Site, values: Mapping[str, Any], kinds: Iterable[str]) -> list[str]:
    """The IRIs of some kinds that stand in what fills a page, sorted, `MOST` of them at most."""
    starts = tuple(f"{site.config.base}{kind}/" for kind in kinds)
    return sorted({text for text in _texts(values) if text.startswith(starts)})[:MOST]


_QUERY = """SELECT ?thing (SAMPLE(?how_) AS ?how) (MAX(?at) AS ?when)
  (GROUP_CONCAT(DISTINCT ?name; separator="\t") AS ?names)
  (SAMPLE(?disputed_) AS ?disputed) (SAMPLE(?discrepant_) AS ?discrepant) {
  VALUES ?thing { LISTED }
  ?thing rg:acceptance ?how_ ; rg:acceptedBy ?verdict .
  ?verdict rg:at ?at ; rg:reviewer/rdfs:label ?who .
  OPTIONAL { ?verdict rg:underPolicy/rdfs:label ?policy }
  OPTIONAL { ?thing rg:disputed ?disputed_ }
  OPTIONAL { ?thing rg:discrepant ?discrepant_ }
  BIND(COALESCE(?policy, ?who) AS ?name)
} GROUP BY ?thing"""


def _badge(row: Row) -> Badge:
    told = {name: str(term["value"]) for name, term in row.items()}
    return Badge(
        acceptance=told["how"].rsplit("/", 1)[-1],
        by=tuple(sorted(told["names"].split("\t"))),
        day=told["when"][:10],
        disputed=told.get("disputed") == "true",
        discrepant=told.get("discrepant") == "true",
    )


def _texts(value: Any) -> Iterator[str]:
    """Every string in nested lists and maps."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from _all(value.values())
    elif isinstance(value, list | tuple):
        yield from _all(value)


def _all(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)
