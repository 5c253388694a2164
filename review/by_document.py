"""The reviewed state of a workspace one document at a time: its log is parted first, and what a verdict ties
together is looked at together. What a document needs is read, used and let go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.extract.link.candidates import links_of
from regesta.extract.record import KINDS, Identity, Record
from regesta.extract.workspace import Workspace
from regesta.review.edges import Edges
from regesta.review.log import VerdictLog
from regesta.review.log_parts import LogParts, parted
from regesta.review.state import Judged, ReviewedState, replay
from regesta.review.verdict import Verdict


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


@dataclass(frozen=True)
class ByDocument:
    """A workspace whose reviewed state can be had document by document. `further` are the candidates that do
    not stand in a document's own records: links, and what of two documents may be one; `general` is the state
    of the verdicts that are of several documents; `together` holds the documents that verdicts of people tie
    to one another."""

    workspace: Workspace
    log: LogParts
    further: Mapping[str, Sequence[Record]]
    general: ReviewedState
    together: Mapping[str, Sequence[str]]

    def verdicts(self, document: str) -> list[Verdict]:
        """The verdicts on one document alone."""
        return _whole(self.log.of(document))

    def state(
        self, document: str, edges: Edges, kinds: Collection[str] = (), without: Collection[str] = ()
    ) -> ReviewedState:
        """The state of one document's records, the merges in `edges` followed; of some kinds, where they are
        named, and never of those in `without`. A document that verdicts of people tie to others is replayed
        with these."""
        candidates = self.candidates(document, kinds, without)
        return self.replayed(document, candidates, self.said(document, kinds, without), edges)

    def candidates(
        self, document: str, kinds: Collection[str] = (), without: Collection[str] = ()
    ) -> list[Record]:
        """The candidates of a document and of those tied to it, with the links of their actors, places and
        archives, and what of them may be one with something of another document."""
        wanted = frozenset(kinds or KINDS) - {"diagnostic", *without}
        out: list[Record] = []
        for each in self._tied(document):
            out += self.workspace.records(each, wanted)  # kinds are named: nothing is kept as read
            out += (r for r in self.further.get(each, ()) if r.kind in wanted)
        return out

    def said(
        self, document: str, kinds: Collection[str] = (), without: Collection[str] = ()
    ) -> list[Verdict]:
        """The verdicts on these candidates that are of one document alone."""
        logs = map(self.log.of, self._tied(document))
        rows = (v for log in logs for v in (log.read_on(kinds) if kinds else _whole(log)))
        return [v for v in rows if v.judged is None or v.judged.get("kind") not in without]

    def replayed(
        self,
        document: str,
        candidates: Iterable[Record],
        said: Iterable[Verdict],
        edges: Edges,
        before: ReviewedState | None = None,
    ) -> ReviewedState:
        """The state of a document by what is said of its candidates and of several documents; `before` as for
        `replay`."""
        state, tied = replay(candidates, [*self.log.general, *said], before), self._tied(document)
        own = {k: j for k, j in state.items.items() if j.record.document in tied}
        return replace(state, items=own, edges=replace(state.edges, merged=edges.merged))

    def _tied(self, document: str) -> Sequence[str]:
        return self.together.get(document, (document,))

    def with_verdicts(self, verdicts: Iterable[Verdict]) -> ByDocument:
        """The same with some verdicts of policies more."""
        log = self.log.with_verdicts(verdicts)
        if log is self.log:
            return self
        return replace(self, log=log, general=replay(self.workspace.records_across(), log.general))

    def touched(self) -> frozenset[str]:
        """The records that merges, splits, propositions and judged identities across documents lead from or
        to."""
        edges = self.general.edges
        found = {*edges.merged, *edges.merged.values(), *edges.propositions, *edges.propositions.values()}
        for split in edges.splits.values():
            found |= {split.record, *split.pieces}
        for judged in self.across().values():
            assert isinstance(judged.record, Identity)
            if judged.status != "candidate":
                found |= {judged.record.one, judged.record.other}
        return frozenset(found)

    def across(self) -> dict[str, Judged]:
        """The identities of things of different documents."""
        items = self.general.items.items()
        return {k: j for k, j in items if isinstance(j.record, Identity) and j.record.across}


def by_document(workspace: Workspace, log: Path, size: int, folder: Path) -> ByDocument:
    """A workspace by the first `size` bytes of its log, document by document; `folder` is for files on the
    way.

    Errors: LogError for a line that is not a verdict.
    """
    documents = workspace.documents()
    parts = parted(log, size, folder, documents)
    further: dict[str, list[Record]] = defaultdict(list)
    across = workspace.records_across()
    every = (r for d in documents for r in workspace.records(d, KINDS))
    for record in (*links_of(workspace, every)[0], *across):
        further[record.document].append(record)
    return ByDocument(workspace, parts, further, replay(across, parts.general), _together(workspace, parts))


def _whole(log: VerdictLog) -> list[Verdict]:
    """A part of a log, which was checked when it was parted."""
    return log.read_from(log.path.read_bytes(), trusted=True) if log.path.exists() else []


def _together(workspace: Workspace, log: LogParts) -> dict[str, tuple[str, ...]]:
    """The documents that verdicts of people tie to one another, by document: a verdict on a record of one
    names a record of the other. Merges and splits are followed by `Edges`."""
    groups = {document: {document} for document in workspace.documents()}
    for document in groups if log.named else ():
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


__all__ = ["ByDocument", "Layered", "by_document"]
