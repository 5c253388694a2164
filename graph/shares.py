"""Each document's share of a workspace's reviewed state, one at a time: what documents have in common is
found first and is small, the rest is read, used and let go."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.extract.authority import Authority, authorities
from regesta.extract.record import Identity, Record
from regesta.extract.workspace import Workspace
from regesta.graph.map.deposit import STRUCTURE, Deposit
from regesta.graph.map.gathering import Gathering, gathered
from regesta.graph.map.regroup import regrouped
from regesta.graph.reviewed import structure_left
from regesta.review.by_document import ByDocument, Layered, by_document
from regesta.review.edges import Edges
from regesta.review.identified_across import with_identities_across
from regesta.review.log_parts import LogParts
from regesta.review.logs import log_file
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Verdict

#: The kinds of which events are made, and those that are mentions of them.
_OF_EVENTS = frozenset(("event", "decision", "identity"))
_MENTIONS = frozenset(("event", "decision"))
#: The kinds of which sources are put together.
_OF_SOURCES = frozenset(("citation", "resolution", "identity", "source"))


@dataclass(frozen=True)
class Shares:
    """A workspace from which one document's share can be taken at a time. `items` are the records that other
    documents may look at: actors, and what merges, splits and identities across documents touch; `gathered`
    are the events whose mentions stand in several documents, by mention."""

    parts: ByDocument
    authority: Authority
    edges: Edges
    items: Mapping[str, Judged]
    gathered: Mapping[str, Gathering]

    @property
    def workspace(self) -> Workspace:
        """The workspace that is parted."""
        return self.parts.workspace

    @property
    def log(self) -> LogParts:
        """Its log, by document."""
        return self.parts.log

    @property
    def state(self) -> ReviewedState:
        """What documents have in common, as a state of its own."""
        return ReviewedState(self.items, self.edges, frozenset(), {})

    def share(self, document: str) -> Share:
        """One document's records, state and deposit."""
        workspace, verdicts = self.workspace, self.parts.verdicts(document)
        state = _own_state(self, document)
        own = tuple(j for j in state.items.values() if j.record.document == document)
        events = {**gathered(state), **self.gathered}
        on_structure = [v for v in verdicts if v.judged and v.judged.get("kind") in STRUCTURE]
        on_structure += [v for v in self.log.general if v.judged is None]
        deposit = Deposit(
            document=document,
            meta=workspace.metadata(document),
            text=workspace.text(document),
            structure=structure_left(workspace.records(document, STRUCTURE), on_structure),
            items=own,
            authority=self.authority,
            gathered=events,
        )
        return Share(verdicts, replace(state, items=Layered(state.items, self.items)), deposit)


@dataclass(frozen=True, slots=True)
class Share:
    """One document's verdicts, its state over what documents have in common, and its deposit."""

    verdicts: Sequence[Verdict]
    state: ReviewedState
    deposit: Deposit


def shares(workspace: Workspace, size: int, folder: Path) -> Shares:
    """The shares of a workspace by the first `size` bytes of its log; `folder` is for files on the way.

    Errors: LogError for a line that is not a verdict.
    """
    parts = by_document(workspace, log_file(workspace), size, folder)
    bare = Shares(parts, authorities(workspace), parts.general.edges, {}, {})
    touched, items = parts.touched(), parts.across()
    for document in workspace.documents():
        items |= _common(bare, document, touched)
    bare = replace(bare, edges=with_identities_across(parts.general.edges, items))
    events = _events(bare, items) if any(j.record.kind in _MENTIONS for j in items.values()) else {}
    return replace(bare, items={**items, **events}, gathered=_gathered(replace(bare, items=events)))


def _own_state(shares: Shares, document: str, kinds: Collection[str] = ()) -> ReviewedState:
    """The state of one document's records, merges of the whole workspace followed; of some kinds, where they
    are named."""
    return regrouped(shares.parts.state(document, shares.edges, kinds, without=STRUCTURE))


def _common(shares: Shares, document: str, touched: frozenset[str]) -> dict[str, Judged]:
    """What other documents may look at of one: its actors, and the records that are touched."""
    kinds = frozenset(("actor", *(record.partition("-")[0] for record in touched)))
    if "source" in kinds:
        kinds |= _OF_SOURCES
    state = _own_state(shares, document, kinds)
    return {k: j for k, j in state.items.items() if j.record.kind == "actor" or k in touched}


def _events(shares: Shares, common: Mapping[str, Judged]) -> dict[str, Judged]:
    """The mentions of events that stand in several documents, with what says that they are one."""
    found: dict[str, Judged] = {}
    for document in shares.workspace.documents():
        state = _own_state(shares, document, _OF_EVENTS)
        own = _told_elsewhere(state, common)
        found |= {k: j for k, j in state.items.items() if k in own or _between(j.record, own)}
    return found


def _told_elsewhere(state: ReviewedState, common: Mapping[str, Judged]) -> set[str]:
    """The mentions whose events are, or may be, told in other documents too: those that documents have in
    common, and all that are of one event with any."""
    led = {k: j for k, j in common.items() if j.record.kind in _MENTIONS and k not in state.items}
    events = gathered(replace(state, items={**state.items, **led}))
    own = {m for m in events if m in common or not led.keys().isdisjoint(events[m].mentions)}
    return own | {m for k in own for m in events[k].mentions}


def _between(record: Record, mentions: Container[str]) -> bool:
    """Whether a record says that mentions among these are of one event."""
    return isinstance(record, Identity) and (record.one in mentions or record.other in mentions)


def _gathered(shares: Shares) -> dict[str, Gathering]:
    """The events of some mentions that stand in several documents."""
    events = gathered(shares.state)
    rows = {k: {shares.items[m].record.document for m in e.mentions} for k, e in events.items()}
    return {k: events[k] for k, documents in rows.items() if len(documents) > 1}


__all__ = ["Share", "Shares", "shares"]
