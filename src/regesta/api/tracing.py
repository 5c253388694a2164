"""The argument tree of one claim as the log leaves it now, reading no more than the tree is made of."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.extract.record import Record
from regesta.extract.workspace import Workspace
from regesta.graph.map.regroup import regrouped
from regesta.review.acts import ActError, find
from regesta.review.log_interface import Log
from regesta.review.logs import log_of
from regesta.review.state import ReviewedState, replay
from regesta.review.trace import ClaimNode, HeldClaim, held_by, trace

#: The kinds that decide what a tree of claims says. Which record stands for which, and what a source is, is
#: told by records of these kinds alone, so that the others need not be read.
KINDS = frozenset(("claim", "position", "citation", "source", "resolution", "identity"))
FOOTNOTES = frozenset(("footnote",))
#: What decides who holds what and how many claims answer it: sources and their citations have no say in it.
OF_HOLDERS = frozenset(("claim", "position", "identity"))


def traced(workspace: Workspace, claim: str, depth: int) -> ClaimNode:
    """The tree below a claim, by id, its beginning, or IRI. Errors: ActError when there is no such claim."""
    log = log_of(workspace)
    wanted = f"claim-{claim.rpartition('claim/')[2]}" if "claim/" in claim else claim
    state = _state(workspace, log)
    found = _found(workspace, state, wanted)
    texts = {d: workspace.text(d) for d in workspace.documents()}
    return trace(state, found, texts, _footnotes(workspace, log), depth=depth)


def claims_held(workspace: Workspace, name: str) -> list[HeldClaim]:
    """The claims of whoever has every word of that name, accepted ones first; none where there is nobody."""
    texts = {d: workspace.text(d) for d in workspace.documents()}
    return held_by(_replayed(workspace, log_of(workspace), OF_HOLDERS), name, texts)


def _state(workspace: Workspace, log: Log) -> ReviewedState:
    return regrouped(_replayed(workspace, log, KINDS))


def _replayed(workspace: Workspace, log: Log, kinds: frozenset[str]) -> ReviewedState:
    """The candidates of some kinds as the verdicts on them leave them."""
    candidates = [r for d in workspace.documents() for r in workspace.records(d, kinds)]
    return replay(candidates, log.read_on(kinds))


def _found(workspace: Workspace, state: ReviewedState, wanted: str) -> str:
    """The id of the claim that is meant."""
    try:
        record = find(state, wanted).record
    except ActError:
        others = (r for d in workspace.documents() for r in workspace.records(d))
        other = next((r for r in others if r.id.startswith(wanted)), None)
        if other is None:
            raise
        record = other
    if record.kind != "claim":
        raise ActError(f"{record.id} is a {record.kind}; a trace is of a claim.")
    return record.id


def _footnotes(workspace: Workspace, log: Log) -> Iterator[Record]:
    """The footnotes of all documents, as their verdicts leave them."""
    verdicts = log.read_on(FOOTNOTES)
    for document in workspace.documents():
        own = [v for v in verdicts if v.judged is None or v.judged.get("document") == document]
        for judged in replay(workspace.records(document, FOOTNOTES), own).items.values():
            if judged.status != "rejected" and judged.record.kind in FOOTNOTES:
                yield judged.record
