"""The argument tree of one claim: who holds it, on what evidence, who attacks it and who supports it, and so on down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from regesta.extract.record import Citation, Claim, Footnote, RelationType, Source, quote_of
from regesta.review.state import Judged, ReviewedState, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceStep:
    """One piece of evidence: the footnote, the citation in it, its source and where that is held, outermost unit first."""

    footnote: str
    citation: str
    quote: str
    source: str
    held_in: tuple[str, ...]
    rejected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNode:
    """One claim of the tree; `relation` is what it does to the claim above it, None at the root. `seen`: it stands further up already."""

    id: str
    document: str
    relation: RelationType | None
    holder: tuple[str, ...]
    voice: str
    text: str
    status: Status
    accepted_by: str
    evidence: tuple[EvidenceStep, ...]
    answers: tuple[ClaimNode, ...]
    within: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the tree is made of, indexed once."""

    claims: Mapping[str, Judged]
    citations: Mapping[tuple[str, str], list[Citation]]
    sources: Mapping[str, Source]
    answers: Mapping[str, list[tuple[RelationType, str]]]
    footnotes: Mapping[tuple[str, str], Footnote]


def trace(state: ReviewedState, claim: str, texts: Mapping[str, str], *, depth: int = 6) -> ClaimNode:
    """The tree below a claim; `texts` maps document ids to raw texts.

    Rejected claims are left out; candidates are in, with their status. Errors: LookupError when `claim` is no claim of the state.
    """
    item = state.items.get(claim)
    if item is None or not isinstance(item.record, Claim):
        raise LookupError(f"{claim!r} is no claim of this workspace. `regesta query claims-by-holder` lists claims with their ids.")
    return _node(_shelve(state), claim, None, texts, depth, frozenset())


def _shelve(state: ReviewedState) -> _Shelf:
    claims: dict[str, Judged] = {}
    citations: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    sources: dict[str, Source] = {}
    answers: dict[str, list[tuple[RelationType, str]]] = defaultdict(list)
    footnotes: dict[tuple[str, str], Footnote] = {}
    for item in state.items.values():
        record = item.record
        if item.status == "rejected":
            continue
        if isinstance(record, Claim):
            claims[record.id] = item
            for relation in record.relations:
                if item.parts.get(("link", relation.target)) != "reject":
                    answers[relation.target].append((relation.type, record.id))
        elif isinstance(record, Citation):
            citations[(record.document, record.footnote)].append(record)
        elif isinstance(record, Source):
            sources[record.id] = record
        elif isinstance(record, Footnote):
            footnotes[(record.document, record.id)] = record
    return _Shelf(claims, citations, sources, answers, footnotes)


def _node(shelf: _Shelf, claim: str, relation: RelationType | None, texts: Mapping[str, str], depth: int, above: frozenset[str]) -> ClaimNode:
    item = shelf.claims[claim]
    record = item.record
    assert isinstance(record, Claim)
    seen = claim in above
    below: tuple[ClaimNode, ...] = ()
    if not seen and depth > 0:
        below = tuple(_node(shelf, other, kind, texts, depth - 1, above | {claim}) for kind, other in shelf.answers.get(claim, ()) if other in shelf.claims)
    by = item.accepted_by
    return ClaimNode(
        id=claim,
        document=record.document,
        relation=relation,
        holder=record.holder,
        voice=record.voice,
        text=" ".join(quote_of(texts[record.document], record.spans).split()),
        status=item.status,
        accepted_by=f"{by.policy or by.reviewer}, {by.at[:10]}" if by else "",
        evidence=() if seen else _evidence(shelf, item, texts),
        answers=below,
        within=record.within,
        seen=seen,
    )


def _evidence(shelf: _Shelf, item: Judged, texts: Mapping[str, str]) -> tuple[EvidenceStep, ...]:
    record = item.record
    assert isinstance(record, Claim)
    steps: list[EvidenceStep] = []
    for note in record.footnotes:
        cited = shelf.citations.get((record.document, note), [])
        if not cited and (bare := shelf.footnotes.get((record.document, note))):
            steps.append(
                EvidenceStep(
                    footnote=note, citation="", quote=" ".join(quote_of(texts[record.document], [bare.span]).split()), source="", held_in=(), rejected=False
                )
            )
        for citation in cited:
            source = shelf.sources.get(citation.source)
            held = tuple(" ".join([h.archive, *(f"{level} {name}" for level, name in h.path)]) for h in source.held_in) if source else ()
            steps.append(
                EvidenceStep(
                    footnote=note,
                    citation=citation.id,
                    quote=" ".join(texts[record.document][slice(*citation.span)].split()),
                    source=source.label or source.fields.title or source.id if source else "",
                    held_in=held,
                    rejected=item.parts.get(("evidence", citation.id)) == "reject",
                )
            )
    return tuple(steps)
