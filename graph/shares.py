"""Each document's share of a workspace's reviewed state, one at a time: what documents have in common is
found first and is small, the rest is read, used and let go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.extract.authority import Authority, authorities
from regesta.extract.link.candidates import links_of
from regesta.extract.record import KINDS, Identity, Record
from regesta.extract.workspace import Workspace
from regesta.graph.map.deposit import STRUCTURE, Deposit
from regesta.graph.map.gathering import Gathering, gathered
from regesta.graph.map.regroup import regrouped
from regesta.graph.reviewed import structure_left
from regesta.review.edges import Edges
from regesta.review.identified_across import with_identities_across
from regesta.review.log import VerdictLog
from regesta.review.log_parts import LogParts, parted
from regesta.review.logs import log_file
from regesta.review.state import Judged, ReviewedState, replay
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
    are the events whose mentions stand in several documents, by mention; `together` holds the documents that
    verdicts of people tie to one another."""

    workspace: Workspace
    log: LogParts
    further: Mapping[str, Sequence[Record]]
    authority: Authority
    edges: Edges
    items: Mapping[str, Judged]
    gathered: Mapping[str, Gathering]
    together: Mapping[str, Sequence[str]]

    @property
    def state(self) -> ReviewedState:
        """What documents have in common, as a state of its own."""
        return ReviewedState(self.items, self.edges, frozenset(), {})

    def verdicts(self, document: str) -> list[Verdict]:
        """The verdicts on one document alone."""
        return _whole(self.log.of(document))

    def share(self, document: str) -> Share:
        """One document's records, state and deposit."""
        workspace, verdicts = self.workspace, self.verdicts(document)
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


class Layered(Mapping[str, Judged]):
    """One document's items over those that documents have in common."""

    def __init__(self, own: Mapping[str, Judged], common: Mapping[str, Judged]) -> None:
        self._own, self._common = own, common

    def __getitem__(self, record: str) -> Judged:
        own = self._own.get(record)
        return self._common[record] if own is None else own

    def __contains__(self, record: object) -> bool:
        return record in self._own or record in self._common

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from (record for record in self._common if record not in self._own)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def shares(workspace: Workspace, size: int, folder: Path) -> Shares:
    """The shares of a workspace by the first `size` bytes of its log; `folder` is for files on the way.

    Errors: LogError for a line that is not a verdict.
    """
    documents = workspace.documents()
    log = parted(log_file(workspace), size, folder, documents)
    further: dict[str, list[Record]] = defaultdict(list)
    across = workspace.records_across()
    for record in (*links_of(workspace, (r for d in documents for r in workspace.records(d)))[0], *across):
        further[record.document].append(record)
    general = replay(across, log.general)
    bare = Shares(
        workspace, log, further, authorities(workspace), general.edges, {}, {}, _together(workspace, log)
    )
    touched = _touched(general)
    items = {k: j for k, j in general.items.items() if isinstance(j.record, Identity) and j.record.across}
    for document in documents:
        items |= _common(bare, document, touched)
    bare = replace(bare, edges=with_identities_across(general.edges, items))
    events = _events(bare, items) if any(j.record.kind in _MENTIONS for j in items.values()) else {}
    return replace(bare, items={**items, **events}, gathered=_gathered(replace(bare, items=events)))


def _whole(log: VerdictLog) -> list[Verdict]:
    """A part of a log, which was checked when it was parted."""
    return log.read_from(log.path.read_bytes(), trusted=True) if log.path.exists() else []


def _own_state(shares: Shares, document: str, kinds: Container[str] = ()) -> ReviewedState:
    """The state of one document's records, merges of the whole workspace followed; of some kinds, where they
    are named. A document that verdicts of people tie to others has these with it."""
    together = shares.together.get(document, (document,))
    candidates = [r for each in together for r in _candidates(shares, each, kinds)]
    state = replay(candidates, [*shares.log.general, *_on_candidates(shares, together, kinds)])
    own = {k: j for k, j in state.items.items() if j.record.document in together}
    return regrouped(replace(state, items=own, edges=replace(state.edges, merged=shares.edges.merged)))


def _candidates(shares: Shares, document: str, kinds: Container[str]) -> Iterator[Record]:
    """The candidates of a document, with the links of its actors, places and archives, and what of it may be
    one with something of another document."""
    rows = shares.workspace.records(document, kinds or KINDS)  # all kinds named: nothing is kept as read
    yield from (r for r in rows if r.kind not in STRUCTURE and r.kind != "diagnostic")
    yield from (r for r in shares.further.get(document, ()) if not kinds or r.kind in kinds)


def _on_candidates(shares: Shares, documents: Sequence[str], kinds: Container[str]) -> Iterator[Verdict]:
    """The verdicts on some documents alone, less those on their structure."""
    for log in map(shares.log.of, documents):
        for v in log.read_on(kinds) if kinds else _whole(log):
            if v.judged is None or v.judged.get("kind") not in STRUCTURE:
                yield v


def _together(workspace: Workspace, log: LogParts) -> dict[str, tuple[str, ...]]:
    """The documents that verdicts of people tie to one another, by document: a verdict on a record of one
    names a record of the other. Merges and splits are followed by `Edges`."""
    groups = {document: {document} for document in workspace.documents()}
    for document in groups:
        for record in _ids(workspace, document) & log.named.keys():
            for other in log.named[record]:
                if other not in groups[document]:
                    groups[document] |= groups[other]
                    for each in groups[document]:
                        groups[each] = groups[document]
    return {d: tuple(sorted(group)) for d, group in groups.items() if len(group) > 1}


def _ids(workspace: Workspace, document: str) -> set[str]:
    """The ids of a document's candidates."""
    lines = workspace.record_store().lines(document).decode("utf-8").split("\n")
    return {line.split('"', 4)[3] for line in lines if line.startswith('{"id":"')}


def _touched(state: ReviewedState) -> frozenset[str]:
    """The records that merges, splits, propositions and judged identities across documents lead from or
    to."""
    edges = state.edges
    found = {*edges.merged, *edges.merged.values(), *edges.propositions, *edges.propositions.values()}
    for split in edges.splits.values():
        found |= {split.record, *split.pieces}
    for judged in state.items.values():
        if isinstance(judged.record, Identity) and judged.record.across and judged.status != "candidate":
            found |= {judged.record.one, judged.record.other}
    return frozenset(found)


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
