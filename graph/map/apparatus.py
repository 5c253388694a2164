"""The apparatus of one document, gathered from its records: notes, sentences, citations, and in which claims
an event or decision is told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from regesta.extract.record import Citation, Claim, Decision, Event, Footnote, Record, Sentence
from regesta.graph.map import statements
from regesta.graph.map.deposit import Deposit
from regesta.graph.map.gathering import Gathering


def apparatus_of(
    deposit: Deposit, records: Iterable[Record], event_of: Mapping[str, Gathering]
) -> statements.Apparatus:
    """The apparatus of a document as these records give it; `event_of` is the event of each mention."""
    listed = list(records)
    cited = sorted((r for r in listed if isinstance(r, Citation)), key=lambda c: c.span)
    citations: dict[str, list[Citation]] = {}
    for citation in cited:
        citations.setdefault(citation.footnote, []).append(citation)
    return statements.Apparatus(
        footnotes=_ids(deposit, Footnote),
        sentences=_ids(deposit, Sentence),
        citations=citations,
        source_of={c.id: c.source for c in cited if c.source},
        event_of=event_of,
        told_in=_told_in(
            (r for r in listed if isinstance(r, Claim)),
            (r for r in listed if isinstance(r, Event | Decision)),
        ),
    )


def _ids(deposit: Deposit, kind: type[Record]) -> frozenset[str]:
    return frozenset(r.id for r in deposit.structure if isinstance(r, kind))


def _told_in(claims: Iterable[Claim], acts: Iterable[Event | Decision]) -> dict[str, list[Claim]]:
    """For each event or decision the claims in whose content its trigger stands."""
    spans = sorted(((span, c) for c in claims for span in c.spans), key=lambda row: row[0])
    widest = max((s[1] - s[0] for s, _ in spans), default=0)
    starts = [s[0] for s, _ in spans]
    out: dict[str, list[Claim]] = {}
    for act in acts:
        a, b = act.trigger
        for (start, end), claim in spans[bisect_left(starts, a - widest) : bisect_right(starts, a)]:
            if start <= a and b <= end:
                out.setdefault(act.id, []).append(claim)
    return out
