"""What the audit of a document found, at the things it touches: events, claims, notes and sources."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.shared import Row, Site
from regesta.graph.serve.site.badges import things_in
from regesta.graph.serve.site.views.stretches import span_of

#: What a slip is shown at: things known by a path of these under the base.
KINDS = ("event", "event-mention", "decision-mention", "claim", "footnote", "source", "citation")
_FOUND = """SELECT DISTINCT ?slip ?message ?rule ?severity ?status ?p ?document WHERE {
  ?slip a rg:Discrepancy ; rg:message ?message ; rg:rule ?rule ; rg:expressedIn ?p ; rg:inDocument ?document .
  OPTIONAL { ?slip rg:severity ?severity } OPTIONAL { ?slip rg:status ?status }
}"""
#: Where things stand; an event where its mentions do, a source where it is cited.
_PLACES = (
    "SELECT ?thing ?p { ?thing a rg:Claim ; rg:expressedIn ?p }",
    "SELECT ?thing ?p { ?mention rg:mentionOf ?thing ; rg:expressedIn ?p }",
    "SELECT ?thing ?p { ?thing a rg:EventMention ; rg:expressedIn ?p }",
    "SELECT ?thing ?p { ?thing a rg:Footnote ; rg:expressedIn ?p }",
    "SELECT ?thing ?p { ?thing a rg:Citation ; rg:expressedIn ?p }",
    "SELECT ?thing ?p { ?citation rg:citedSource ?thing ; rg:expressedIn ?p }",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One finding: where it is shown, what does not agree, by which rule, how grave, and whether anybody
    judged it."""

    iri: str
    message: str
    rule: str
    severity: str
    judged: bool


class _Places:
    """The slips of a document by where they stand."""

    def __init__(self, slips: Sequence[tuple[int, int, Slip]]) -> None:
        self._slips = sorted(slips, key=lambda one: one[:2])
        self._starts = [start for start, _, _ in self._slips]
        self._longest = max(end - start for start, end, _ in self._slips)

    def meeting(self, start: int, end: int) -> Iterator[Slip]:
        """Those that share a character with a stretch."""
        first = bisect_left(self._starts, start - self._longest)
        for place in range(first, bisect_left(self._starts, end)):
            if start < self._slips[place][1]:
                yield self._slips[place][2]


async def slips(site: Site, values: Mapping[str, Any]) -> dict[str, Sequence[Slip]]:
    """The slips at everything that is named in what fills a page, by IRI."""
    named = things_in(site, values, KINDS)
    if not named or site.snapshots.current() is None:
        return {}
    try:
        known = await _touched(site)
    except Problem:
        return {}  # the page is worth more than its warnings
    return {iri: known[iri] for iri in named if iri in known}


async def _touched(site: Site) -> Mapping[str, Sequence[Slip]]:
    """Everything that a slip touches, found out once a generation."""
    return await site.derived("slips", lambda: _find(site))


async def _find(site: Site) -> Mapping[str, Sequence[Slip]]:
    found = await site.once("slips-found", _FOUND, graphs=site.with_candidates)
    if not found:
        return {}
    placed: dict[str, list[tuple[int, int, Slip]]] = defaultdict(list)
    for row in found:
        passage = str(row["p"]["value"])
        if (span := span_of(passage)) and not _refused(row):
            placed[_document(passage)].append((*span, _slip(row)))
    at = {document: _Places(slips) for document, slips in placed.items()}
    out: dict[str, dict[str, Slip]] = defaultdict(dict)
    for number, query in enumerate(_PLACES):
        for row in await site.once(f"slips-places-{number}", query):
            passage = str(row["p"]["value"])
            places = at.get(_document(passage))
            if places is not None and (span := span_of(passage)):
                for slip in places.meeting(*span):
                    out[str(row["thing"]["value"])][slip.iri] = slip
    return {thing: sorted(some.values(), key=lambda s: s.message) for thing, some in out.items()}


def _document(passage: str) -> str:
    """A passage's IRI without its offsets: the passages of one document have it in common."""
    return passage.rpartition("/")[0]


def _refused(row: Row) -> bool:
    return str(row.get("status", {}).get("value", "")).endswith("/rejected")


def _slip(row: Row) -> Slip:
    told = {name: str(term["value"]) for name, term in row.items()}
    return Slip(
        told["slip"],
        told["message"],
        told["rule"].replace("-", " "),
        told.get("severity", "").rsplit("/", 1)[-1],
        judged=told.get("status", "/accepted").endswith("/accepted"),
    )


__all__ = ["Slip", "slips"]
