"""Which propositions the claims of a document state: what reviewers said of that, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from regesta.extract.record import Claim, quote_of
from regesta.graph.map import statements
from regesta.graph.map.deposit import Deposit
from regesta.review.state import ReviewedState


def propositions(deposit: Deposit, state: ReviewedState) -> dict[str, tuple[str, str]]:
    """What reviewers said of propositions, for the claims of this document: claim -> key and words of what it
    states."""
    out: dict[str, tuple[str, str]] = {}
    said = state.edges.propositions
    for judged in deposit.items if said else ():
        claim = judged.record
        if not isinstance(claim, Claim):
            continue
        meant = said.get(claim.id, claim.id)
        item = state.items.get(meant)
        if (
            (meant == claim.id and said.get(meant) != meant)
            or item is None
            or not isinstance(item.record, Claim)
        ):
            continue
        other = item.record
        words = statements.plain_words(
            quote_of(deposit.text, other.spans) if other.document == deposit.document else other.quote
        )
        out[claim.id] = (f"{words}\n{meant}" if said.get(meant) == meant else words, words)
    return out


def wordings(
    deposit: Deposit, state: ReviewedState, same_as: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """How reviewers worded the accepted claims of this document: claim -> its own wording, else that of the
    first claim that says the same; and that of its proposition, which is the first one's."""
    claims = list(_accepted_claims(deposit, state))
    if not any(claim.wording for claim in claims):
        return {}
    said = {c.id: same_as[c.id][0] if c.id in same_as else _said(deposit, c) for c in claims}
    first: dict[str, str] = {}
    for claim in claims:
        if claim.wording:
            first.setdefault(said[claim.id], claim.wording)
    rows = ((c, first.get(said[c.id], "")) for c in claims)
    return {c.id: (c.wording or shared, shared) for c, shared in rows if shared}


def _accepted_claims(deposit: Deposit, state: ReviewedState) -> Iterator[Claim]:
    for judged in deposit.items:
        record = judged.record
        if isinstance(record, Claim) and judged.status == "accepted" and not state.replaced(record.id):
            yield record


def _said(deposit: Deposit, claim: Claim) -> str:
    return statements.plain_words(quote_of(deposit.text, claim.spans))
