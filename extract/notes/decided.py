"""What was decided between citations, as records a person can review: what each pointer means, and which
things cited are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from regesta.extract.notes.antecedents import Pointer
from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.identity import THRESHOLD, Edge
from regesta.extract.notes.pairs import Cited
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Identity, Meaning, Resolution, Span, content_id

RESOLVER = "resolutions.v1"
MATCHER = "identities.v1"


def entry_key(span: Span) -> str:
    """How an identity names an entry of the bibliography: by the offset where it begins."""
    return f"entry:{span[0]}"


def resolutions(
    document: Document,
    citations: Sequence[Citation],
    entries: Sequence[Entry],
    pointers: Mapping[str, Pointer],
    followed: Mapping[str, str],
    authors: Mapping[str, str],
) -> list[Resolution]:
    """One record per pointer, and one, not applied, per other citation that it might mean; `authors`: "idem"
    citation -> the one whose author it has."""
    out: list[Resolution] = []
    for c in citations:
        if c.id in authors:
            out.append(
                _resolution(
                    document,
                    c,
                    authors[c.id],
                    None,
                    "author",
                    "idem: the author of the citation before it",
                    0.95,
                )
            )
        pointer = pointers.get(c.id)
        if pointer is None:
            continue
        entry = entries[pointer.entry].span if pointer.entry >= 0 and not pointer.target else None
        means: Meaning = (
            "place" if c.type == "ibid" and followed[c.id] == c.id and pointer.target else "source"
        )
        out.append(_resolution(document, c, pointer.target, entry, means, pointer.reason, pointer.confidence))
        for rival in pointer.rivals:
            doubt = round((1 - pointer.confidence) / len(pointer.rivals), 2)
            out.append(
                _resolution(
                    document,
                    c,
                    rival,
                    None,
                    means,
                    f"{pointer.reason.partition(';')[0]}; it may mean this one",
                    doubt,
                    applied=False,
                )
            )
    return out


def _resolution(
    document: Document,
    c: Citation,
    target: str,
    entry: Span | None,
    means: Meaning,
    reason: str,
    confidence: float,
    *,
    applied: bool = True,
) -> Resolution:
    return Resolution(
        id=content_id("resolution", document.id, c.id, target or entry_key(entry or (0, 0)), means),
        document=document.id,
        span=c.span,
        citation=c.id,
        target=target,
        entry=entry,
        means=means,
        reason=" ".join(reason.split()),
        applied=applied,
        confidence=round(confidence, 2),
        proposer=RESOLVER,
    )


def identities(
    document: Document,
    items: Sequence[Cited],
    forest: Sequence[Edge],
    doubtful: Sequence[Edge],
    keys: Mapping[str, tuple[str, Span]],
) -> list[Identity]:
    """The merges as records: `forest` those that joined two groups, away from each group's first member;
    `doubtful` those that joined nothing.

    `keys`: item key -> its name in records and its place.
    """
    order = {item.key: item for item in items}
    out = [_identity(document, order, edge, keys, applied=True) for edge in _rooted(forest, order)]
    out += [_identity(document, order, _forwards(edge, order), keys, applied=False) for edge in doubtful]
    unique = {i.id: i for i in reversed(out)}
    return sorted(unique.values(), key=lambda i: (i.spans[1], i.spans[0]))


def doubtful(items: Sequence[Cited], merges: Sequence[Edge], groups: Mapping[str, str]) -> list[Edge]:
    """The likeliest edge between each two groups that were left apart: below the threshold, or against
    another merge."""
    best: dict[tuple[str, str], Edge] = {}
    for edge in merges:
        a, b = sorted((groups[edge.one], groups[edge.other]))
        if a != b and (a, b) not in best:
            best[a, b] = (
                edge
                if edge.score < THRESHOLD
                else Edge(
                    edge.one, edge.other, 0.5, f"{edge.reason}, but the two sources have different days"
                )
            )
    return list(best.values())


def _identity(
    document: Document,
    order: Mapping[str, Cited],
    edge: Edge,
    keys: Mapping[str, tuple[str, Span]],
    *,
    applied: bool,
) -> Identity:
    (one, here), (other, there) = keys[edge.one], keys[edge.other]
    described = order[edge.other]
    return Identity(
        id=content_id("identity", document.id, *sorted((one, other))),
        document=document.id,
        spans=(here, there),
        one=one,
        other=other,
        type=described.type,
        fields=described.fields,
        reason=edge.reason,
        applied=applied,
        confidence=edge.score,
        proposer=MATCHER,
    )


def _rooted(forest: Sequence[Edge], order: Mapping[str, Cited]) -> list[Edge]:
    """The edges of each tree turned away from its first member in document order, so that every other member
    is `other` once."""
    near: dict[str, list[Edge]] = defaultdict(list)
    for edge in forest:
        near[edge.one].append(edge)
        near[edge.other].append(edge)
    out: list[Edge] = []
    seen: set[str] = set()
    for root in sorted(near, key=lambda k: order[k].place):
        if root in seen:
            continue
        seen.add(root)
        waiting = [root]
        while waiting:
            here = waiting.pop(0)
            for edge in near[here]:
                there = edge.other if edge.one == here else edge.one
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
                    out.append(Edge(here, there, edge.score, edge.reason))
    return out


def _forwards(edge: Edge, order: Mapping[str, Cited]) -> Edge:
    return (
        edge
        if order[edge.one].place <= order[edge.other].place
        else Edge(edge.other, edge.one, edge.score, edge.reason)
    )
