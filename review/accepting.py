"""What policies accept in a workspace, document by document: the result is that of all documents at once, but
the records of one are held at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from regesta.extract.record import from_dict
from regesta.extract.workspace import Workspace
from regesta.review.by_document import ByDocument, Layered, by_document
from regesta.review.coherence import TELLING, Surroundings, authors_in, names_in
from regesta.review.edges import Edges
from regesta.review.identified_across import with_identities_across
from regesta.review.log_end import LogEnd
from regesta.review.log_interface import place_in
from regesta.review.logs import log_of
from regesta.review.policy import Policy, apply
from regesta.review.state import Judged
from regesta.review.verdict import Verdict, after

#: The kinds that others are told by: what a policy accepts of one of them may ask for any other. Actors stand
#: by themselves.
_TOLD_TOGETHER = frozenset(
    ("citation", "resolution", "identity", "source", "claim", "event", "decision", "position", "actor")
)
_ALONE = frozenset(("actor",))
#: What a policy must require to leave things of different documents apart, and to look into others.
_NOT_ACROSS, _LOOKS_ELSEWHERE = "of_apparatus", "spoken_of"

#: What policies accept in one document: the verdicts of each, by name.
Given = Mapping[str, Sequence[Verdict]]


def accept_by_document(
    workspace: Workspace, policies: Sequence[Policy], *, at: str, reviewer: str
) -> Iterator[Given]:
    """Log what policies accept, in the order given, and yield it document by document: it is on disk then,
    and only what is yielded is held. Stopped in between, it leaves whole documents accepted; the next time
    goes on from there. `at` is the time of the first policy's verdicts.

    Errors: LogError for an unreadable log.
    """
    log = log_of(workspace)
    log.repair()
    with tempfile.TemporaryDirectory(prefix="regesta-") as name:
        file = log.file(Path(name) / "log.jsonl")
        place = place_in(file)
        end = LogEnd(log, place)
        parts = by_document(workspace, file, place.offset, Path(name))
        for given in accepted_by(parts, policies, at=at, reviewer=reviewer):
            end.append([v for verdicts in given.values() for v in verdicts])
            yield given


def would_accept_by_document(
    workspace: Workspace, policies: Sequence[Policy], *, at: str, reviewer: str
) -> Iterator[Given]:
    """The same, but nothing is logged."""
    with tempfile.TemporaryDirectory(prefix="regesta-") as name:
        file = log_of(workspace).file(Path(name) / "log.jsonl")
        parts = by_document(workspace, file, place_in(file).offset, Path(name))
        yield from accepted_by(parts, policies, at=at, reviewer=reviewer)


def accepted_by(parts: ByDocument, policies: Sequence[Policy], *, at: str, reviewer: str) -> Iterator[Given]:
    """What policies accept in the order given, document by document; documents are gone through as often as
    policies look into other documents than a candidate's own.

    Whatever is yielded is known to the policies after it, whether it is logged or not.
    """
    known = _known(parts) if any(map(_looks_elsewhere, policies)) else None
    times: dict[str, str] = {}
    for policy in policies:
        times[policy.name] = at
        at = after(at)
    for group in _passes(policies, one_by_one=_reaches_over(parts, policies)):
        common = _common(parts)
        edges = with_identities_across(parts.general.edges, {**parts.across(), **common})
        for document in parts.workspace.documents():
            given = _given(parts, document, group, times, reviewer, _Around(edges, common, known))
            verdicts = [v for some in given.values() for v in some]
            parts = parts.with_verdicts(verdicts)
            if known is not None:
                known.take(verdicts)
            common |= {v.record: _accepted(common[v.record], v) for v in verdicts if v.record in common}
            if verdicts:
                yield given


def _accepted(judged: Judged, verdict: Verdict) -> Judged:
    """Where a record stands that a policy just accepted."""
    return replace(judged, status="accepted", accepted_by=verdict)


def _known(parts: ByDocument) -> _Known:
    """The names that accepted knowledge bears before policies are asked."""
    known = _Known()
    for document in parts.workspace.documents():
        known.take_accepted(parts, document)
    return known


@dataclass(slots=True)
class _Known:
    """The names that the accepted statements and sources of all documents bear."""

    names: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)

    def take_accepted(self, parts: ByDocument, document: str) -> None:
        """Those of a document before policies are asked."""
        if not parts.log.general and not parts.log.of(document).path.exists():
            return
        state = parts.state(document, parts.general.edges, _TOLD_TOGETHER)
        for judged in state.accepted():
            self.names.update(names_in(judged.record))
            self.authors.update(authors_in(judged.record))

    def take(self, verdicts: Iterable[Verdict]) -> None:
        """Those of records that were accepted as they are proposed."""
        for verdict in verdicts:
            if verdict.judged is not None and verdict.judged["kind"] in TELLING:
                record = from_dict(verdict.judged)
                self.names.update(names_in(record))
                self.authors.update(authors_in(record))


@dataclass(frozen=True, slots=True)
class _Around:
    """What a document's policies see of the others."""

    edges: Edges
    common: Mapping[str, Judged]
    known: _Known | None


def _given(
    parts: ByDocument,
    document: str,
    policies: Sequence[Policy],
    times: Mapping[str, str],
    reviewer: str,
    around: _Around,
) -> Given:
    """What policies accept of one document, those before each done."""
    kinds = _kinds(policies)
    candidates, said = parts.candidates(document, kinds), parts.said(document, kinds)
    given: dict[str, Sequence[Verdict]] = {}
    state = None
    for policy in policies:
        state = parts.replayed(document, candidates, said, around.edges, state)
        wide = replace(state, items=Layered(state.items, around.common)) if around.common else state
        own = {k: j for k, j in state.items.items() if j.record.document == document}
        known = around.known or _Known()
        given[policy.name] = apply(
            policy,
            replace(state, items=own),
            at=times[policy.name],
            reviewer=reviewer,
            around=Surroundings(wide, known.names, known.authors),
        )
        said.extend(given[policy.name])
    return given


def _kinds(policies: Sequence[Policy]) -> frozenset[str]:
    """The kinds of records that must be known to ask policies."""
    kinds = frozenset(kind for p in policies for kind in p.kinds)
    alone = kinds <= _ALONE and not any(p.together for p in policies)
    return kinds if alone else kinds | _TOLD_TOGETHER


def _looks_elsewhere(policy: Policy) -> bool:
    """Whether what a policy accepts in a document depends on what is accepted in others."""
    return _LOOKS_ELSEWHERE in policy.require


def _passes(policies: Sequence[Policy], *, one_by_one: bool) -> Iterator[Sequence[Policy]]:
    """The policies that are asked of a document one after the other: up to one that looks elsewhere, which
    needs to know what those before it accepted everywhere; each alone, where documents reach into others."""
    group: list[Policy] = []
    for policy in policies:
        if group and (one_by_one or _looks_elsewhere(policy)):
            yield group
            group = []
        group.append(policy)
    if group:
        yield group


def _reaches_over(parts: ByDocument, policies: Iterable[Policy]) -> bool:
    """Whether what is accepted in one document may bear on another otherwise than by its names: something of
    several documents is merged, split or tied, or may be by one of the policies."""
    joins = any("identity" in p.kinds and _NOT_ACROSS not in p.require for p in policies)
    return bool(parts.touched() or parts.together or (joins and parts.across()))


def _common(parts: ByDocument) -> dict[str, Judged]:
    """The records that merges, splits and judged identities lead from or to, in whatever document."""
    touched, found = parts.touched(), dict[str, Judged]()
    if touched:
        for document in parts.workspace.documents():
            state = parts.state(document, parts.general.edges, _TOLD_TOGETHER)
            found |= {k: j for k, j in state.items.items() if k in touched}
    return found


__all__ = ["Given", "accept_by_document", "accepted_by", "would_accept_by_document"]
