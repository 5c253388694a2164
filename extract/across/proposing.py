"""The identities across the documents of a workspace: proposed from an index that grows document by
document."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from regesta.extract.across.index import AcrossIndex
from regesta.extract.across.scoring import AGAINST, Scored, scored
from regesta.extract.across.things import Thing, things_of
from regesta.extract.across.weights import across_weights
from regesta.extract.record import Identity, content_id
from regesta.extract.text.languages import ENGLISH
from regesta.extract.workspace import ACROSS, Workspace

PROPOSER = "across.v1"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was proposed: the documents that were read anew, and how many identities there are of each
    kind."""

    read: tuple[str, ...]
    identities: Mapping[str, int]


def propose_across(workspace: Workspace) -> Proposed:
    """Propose the identities across the documents of a workspace, in `records/_across.jsonl`. Only documents
    whose records changed since are read and compared with the others."""
    with AcrossIndex(workspace.index / "across.sqlite") as index:
        changed = _changed(workspace, index)
        for document, stamp in changed.items():
            index.put(document, stamp, things_of(workspace.records(document)))
            index.keep_pairs(document, _pairs(index, document))
        found = _identities(index)
    workspace.record_store().write(ACROSS, found)
    return Proposed(tuple(changed), Counter(r.one.partition("-")[0] for r in found))


def _changed(workspace: Workspace, index: AcrossIndex) -> dict[str, str]:
    """The documents whose records are not those of the index, with what tells their records from others;
    documents that are gone leave the index."""
    told = workspace.record_store().stamps(workspace.documents())
    stamps = {document: f"{_rules()} {stamp}" for document, stamp in told.items()}
    known = index.stamps()
    for document in known.keys() - stamps.keys():
        index.drop(document)
    return {d: stamp for d, stamp in stamps.items() if known.get(d) != stamp}


@cache
def _rules() -> str:
    """What the rules of comparing are, so that an index by others is made anew."""
    used = f"{PROPOSER} {across_weights()} {sorted(ENGLISH.table('across').items())}"
    return hashlib.sha256(used.encode()).hexdigest()[:12]


def _pairs(index: AcrossIndex, document: str) -> Iterator[tuple[Thing, Thing, Scored]]:
    """What of a document may be one with something of another: both, the earlier first, how surely and
    why."""
    for thing, others in index.neighbours(document, across_weights().most):
        for other in others:
            one, two = sorted((thing, other), key=lambda t: (t.document, t.record))
            documents = (index.told(one.document), index.told(two.document))
            score = scored(one, two, documents)
            if score[0] >= across_weights().possible or score == AGAINST:
                yield one, two, score


def _identities(index: AcrossIndex) -> list[Identity]:
    """The identities that join groups, surest first, where nothing in one group is against anything in the
    other; in order of document and record."""
    groups = _Groups(index)
    kept = [e for e in index.edges() if groups.join(e[0], e[1])]
    made = (
        _identity(index.thing(one), index.thing(other), score, reason) for one, other, score, reason in kept
    )
    return sorted(made, key=lambda r: (r.document, r.other_document, r.id))


class _Groups:
    """Records joined, unless something speaks against two of them being one, or two stand in one document."""

    def __init__(self, index: AcrossIndex) -> None:
        self.against = index.against()
        self.document = index.documents()
        self.members: dict[str, list[str]] = {}

    def join(self, one: str, other: str) -> bool:
        """Join the groups of two records; False where they are one already or must not be."""
        first, second = (self.members.setdefault(r, [r]) for r in (one, other))
        if first is second or self._apart(first, second):
            return False
        first.extend(second)
        for record in second:
            self.members[record] = first
        return True

    def _apart(self, first: Sequence[str], second: Sequence[str]) -> bool:
        there = {self.document[r] for r in first}
        if any(self.document[r] in there for r in second):
            return True
        return any((min(a, b), max(a, b)) in self.against for a in first for b in second)


def _identity(one: Thing, other: Thing, score: float, reason: str) -> Identity:
    return Identity(
        id=content_id("identity", "across", one.record, other.record),
        document=one.document,
        confidence=round(score, 3),
        proposer=PROPOSER,
        spans=(one.span,) if one.span else (),
        one=one.record,
        other=other.record,
        type=one.type,  # type: ignore[arg-type]
        reason=reason,
        applied=False,
        other_document=other.document,
        other_spans=(other.span,) if other.span else (),
        names=(one.name, other.name),
    )


__all__ = ["PROPOSER", "Proposed", "propose_across"]
