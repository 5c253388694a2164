"""The argument tree of one claim: who holds it, on what evidence, who attacks it and who supports it, and so
on down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from regesta.extract.record import Citation, Claim, Footnote, Record, RelationType, Source, quote_of
from regesta.extract.text.called import may_name, name_words
from regesta.review.state import Judged, ReviewedState, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceStep:
    """One piece of evidence: the footnote, the citation in it, its source and where that is held, outermost
    unit first."""

    footnote: str
    citation: str
    quote: str
    source: str
    held_in: tuple[str, ...]
    rejected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNode:
    """One claim of the tree; `relation` is what it does to the claim above it, None at the root. `seen`: it
    stands further up already. `wording`: what it says in a reviewer's own words."""

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
    wording: str = ""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the tree is made of, indexed once: claims and citations by document, what was merged into each
    claim, who answers it."""

    state: ReviewedState
    claims: Mapping[str, Judged]
    merged: Mapping[str, list[Judged]]
    citations: Mapping[str, list[Judged]]
    answers: Mapping[str, list[tuple[RelationType, str]]]
    footnotes: Callable[[], Mapping[tuple[str, str], Footnote]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldClaim:
    """A claim of somebody who is asked about: its words, where it stands, and how many claims answer it."""

    id: str
    holder: tuple[str, ...]
    text: str
    status: Status
    answers: int


def held_by(state: ReviewedState, name: str, texts: Mapping[str, str]) -> list[HeldClaim]:
    """The claims of whoever has every word of the name ("Cumings" is Bruce Cumings's) or spells it otherwise
    ("John Lewis Gaddis" is John L. Gaddis), accepted ones first, then in the order of the text. Rejected
    claims are left out."""
    shelf = _shelve(state, ())
    wanted, typed = set(name.casefold().split()), name_words(name)
    found = []
    for item in shelf.claims.values():
        claim = item.record
        assert isinstance(claim, Claim)
        words = {word.strip(".,") for holder in claim.holder for word in holder.casefold().split()}
        named = (bool(wanted) and wanted <= words) or any(
            may_name(typed, name_words(h)) for h in claim.holder
        )
        if named and _in_force(state, item):
            text = quote_of(texts[claim.document], [claim.content])
            held = HeldClaim(
                id=claim.id,
                holder=claim.holder,
                text=text,
                status=item.status,
                answers=len(shelf.answers.get(claim.id, ())),
            )
            found.append((item.status != "accepted", claim.document, claim.content, held))
    return [held for *_, held in sorted(found, key=lambda f: f[:3])]


def trace(
    state: ReviewedState,
    claim: str,
    texts: Mapping[str, str],
    structure: Iterable[Record] = (),
    *,
    depth: int = 6,
) -> ClaimNode:
    """The tree below a claim; `texts` maps document ids to raw texts, `structure` holds the footnotes of all
    documents and is gone through only when a claim has a note that cites nothing.

    Merges, splits and relinks are followed, as in the graph. Rejected claims are left out; candidates are in,
    with their status.
    Errors: LookupError when `claim` is no claim of the state.
    """
    known = state.stands_for(claim)
    item = state.items.get(known)
    if item is None or not isinstance(item.record, Claim):
        raise LookupError(
            f"{claim!r} is no claim of this workspace. `regesta query claims-by-holder` lists claims with "
            "their ids."
        )
    return _node(_shelve(state, structure), known, None, texts, depth, frozenset())


def _shelve(state: ReviewedState, structure: Iterable[Record]) -> _Shelf:
    claims: dict[str, Judged] = {}
    merged: dict[str, list[Judged]] = defaultdict(list)
    citations: dict[str, list[Judged]] = defaultdict(list)
    answers: dict[str, list[tuple[RelationType, str]]] = defaultdict(list)
    for item in state.items.values():
        record = item.record
        if isinstance(record, Claim):
            claims[record.id] = item  # a rejected one can be asked for, but answers nothing
            if record.id in state.merged:
                merged[state.stands_for(record.id)].append(item)
            for target, relation in _answered(state, item, record):
                answers[target].append((relation, record.id))
        elif isinstance(record, Citation) and _in_force(state, item):
            citations[record.document].append(item)

    @cache
    def footnotes() -> Mapping[tuple[str, str], Footnote]:
        return {(r.document, r.id): r for r in structure if isinstance(r, Footnote)}

    return _Shelf(state, claims, merged, citations, answers, footnotes)


def _in_force(state: ReviewedState, item: Judged) -> bool:
    """Whether a record was neither rejected nor merged nor split."""
    return item.status != "rejected" and not state.replaced(item.record.id)


def _answered(state: ReviewedState, item: Judged, claim: Claim) -> Iterator[tuple[str, RelationType]]:
    """The claims that a claim answers, and how; refused relations are left out, as are all of a claim that is
    not in force."""
    if not _in_force(state, item):
        return
    for relation in claim.relations:
        target = state.stands_for(relation.target)
        if target != claim.id and not item.dropped("link", relation.target):
            yield target, relation.type


def _node(
    shelf: _Shelf,
    claim: str,
    relation: RelationType | None,
    texts: Mapping[str, str],
    depth: int,
    above: frozenset[str],
) -> ClaimNode:
    item = shelf.claims[claim]
    record = item.record
    assert isinstance(record, Claim)
    seen = claim in above
    below: tuple[ClaimNode, ...] = ()
    if not seen and depth > 0:
        below = tuple(
            _node(shelf, other, kind, texts, depth - 1, above | {claim})
            for kind, other in shelf.answers.get(claim, ())
        )
    by = item.accepted_by
    rows = [step for same in (item, *shelf.merged.get(claim, ())) for step in _evidence(shelf, same, texts)]
    return ClaimNode(
        id=claim,
        document=record.document,
        relation=relation,
        holder=record.holder,
        voice=record.voice,
        text=" ".join(quote_of(texts[record.document], record.spans).split()),
        status=item.status,
        accepted_by=f"{by.policy or by.reviewer}, {by.at[:10]}" if by else "",
        evidence=() if seen else tuple(dict.fromkeys(rows)),
        answers=below,
        within=record.within,
        seen=seen,
        wording=record.wording,
    )


def _evidence(shelf: _Shelf, item: Judged, texts: Mapping[str, str]) -> Iterator[EvidenceStep]:
    """The evidence of one claim in order of its notes, then what reviewers added; refused evidence is shown
    as refused, led-away evidence is not."""
    record = item.record
    assert isinstance(record, Claim)
    text = texts[record.document]
    number_of = {note: number for number, note in enumerate(record.footnotes)}
    own = [c for j in shelf.citations.get(record.document, ()) if isinstance(c := j.record, Citation)]
    rows = [(number_of[f.id], _words_of(text, f)) for f in _without_citation(shelf, record, own)]
    for citation, refused in _cited(item, record, own):
        number = number_of.get(citation.footnote, len(number_of))
        rows.append((number, _step(shelf, citation, text, refused)))
    return (step for _, step in sorted(rows, key=lambda row: row[0]))


def _cited(item: Judged, claim: Claim, own: Sequence[Citation]) -> list[tuple[Citation, bool]]:
    """The citations that are evidence of a claim or were refused as such, in text order, and whether they
    were refused."""
    kept = {c.id for c in item.evidence(own)}
    refused = {
        c.id for c in own if c.footnote in claim.footnotes and item.parts.get(("evidence", c.id)) == "reject"
    } - kept
    shown = sorted((c for c in own if c.id in kept | refused), key=lambda c: c.span)
    return [(c, c.id in refused) for c in shown]


def _without_citation(shelf: _Shelf, claim: Claim, own: Sequence[Citation]) -> list[Footnote]:
    """A claim's notes that cite nothing."""
    citing = {c.footnote for c in own}
    keys = [(claim.document, note) for note in dict.fromkeys(claim.footnotes) if note not in citing]
    footnotes = shelf.footnotes() if keys else {}
    return [footnotes[key] for key in keys if key in footnotes]


def _words_of(text: str, footnote: Footnote) -> EvidenceStep:
    """A note that cites nothing: its own words."""
    words = " ".join(quote_of(text, footnote.spans or (footnote.span,)).split())
    return EvidenceStep(footnote=footnote.id, citation="", quote=words, source="", held_in=(), rejected=False)


def _step(shelf: _Shelf, citation: Citation, text: str, rejected: bool) -> EvidenceStep:
    source = _source_of(shelf, citation)
    return EvidenceStep(
        footnote=citation.footnote,
        citation=citation.id,
        quote=" ".join(text[slice(*citation.span)].split()),
        source=(source.label or source.fields.title or source.id) if source is not None else "",
        held_in=tuple(_held_in(source)) if source is not None else (),
        rejected=rejected,
    )


def _source_of(shelf: _Shelf, citation: Citation) -> Source | None:
    """What a citation cites after merges; None when the source, or its link to it, was refused."""
    judged = shelf.state.items.get(citation.id)
    found = shelf.state.items.get(shelf.state.stands_for(citation.source))
    if found is None or found.status == "rejected" or not isinstance(found.record, Source):
        return None
    return None if judged and judged.dropped("link", citation.source) else found.record


def _held_in(source: Source) -> Iterator[str]:
    for holding in source.held_in:
        yield " ".join([holding.archive, *(f"{level} {name}" for level, name in holding.path)])
