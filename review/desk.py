"""The desk: one workspace's review, live. Reads once, then keeps state, queue and log in step verdict by verdict."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from regesta.extract.record import Actor, Citation, Claim, Footnote, Mention, Record, Sentence, Source
from regesta.extract.workspace import Workspace
from regesta.review.acts import ActError, Overtaken, act, find, with_fields, withdraw
from regesta.review.legal import settled
from regesta.review.livelog import LiveLog
from regesta.review.log import VerdictLog
from regesta.review.places import Places
from regesta.review.queue import REVIEWED, Queue
from regesta.review.state import Judged, ReviewedState, judge, merges_of, replay, standing
from regesta.review.verdict import Outcome, Part, Verdict, utc_now


class Desk:
    """What the review pages work on. Its methods may be called from several threads; a verdict is on disk when the call returns."""

    def __init__(self, workspace: Workspace, *, queue: Queue | None = None, clock: Callable[[], str] = utc_now) -> None:
        """`queue` defaults to the index file of the workspace; `clock` gives the time of verdicts."""
        self.workspace = workspace
        self.clock = clock
        self._guard = threading.RLock()
        self.texts = {name: workspace.text(name) for name in workspace.documents()}
        self.queue = queue if queue is not None else Queue(workspace.index / "review.sqlite")
        self._ready = False
        self.log = LiveLog(VerdictLog(workspace.log), self._heard)
        self.reload()

    def reload(self) -> None:
        """Read the candidate records again, after a new extraction, and replay the whole log over them."""
        with self._guard:
            candidates = [r for name in self.workspace.documents() for r in self.workspace.records(name)]
            state = replay(candidates, self.log.verdicts)
            self.items: dict[str, Judged] = dict(state.items)
            self.merged: dict[str, str] = dict(state.merged)
            self.carried: dict[str, str] = dict(state.carried)
            live, self._gone = standing(self.log.verdicts)
            self._live: dict[str, list[Verdict]] = defaultdict(list)
            for verdict in live:
                self._live[verdict.record].append(verdict)
            self._index_candidates(candidates)
            self._places = Places(j.record for j in self.items.values() if j.record.kind in REVIEWED)
            self.queue.rebuild(self.state(), self.texts)
            self._ready = True

    @property
    def withdrawn(self) -> frozenset[str]:
        """The ids of the verdicts that were taken back and stay so."""
        return self._gone

    def state(self) -> ReviewedState:
        """The reviewed state at this moment; the maps are the desk's own and change with it."""
        return ReviewedState(self.items, self.merged, self._gone, self.carried)

    def _index_candidates(self, candidates: Iterable[Record]) -> None:
        self.sentences: dict[str, list[Sentence]] = defaultdict(list)
        self.footnotes: dict[tuple[str, str], Footnote] = {}
        self.citations: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.mentions: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._notes: dict[str, list[Footnote]] = defaultdict(list)
        self._actors: dict[tuple[str, str], list[str]] = defaultdict(list)
        for record in candidates:
            match record:
                case Sentence():
                    self.sentences[record.document].append(record)
                case Footnote():
                    self.footnotes[(record.document, record.id)] = record
                    self._notes[record.document].append(record)
                case Actor():
                    self._actors[(record.document, record.name)].append(record.id)
                case Citation():
                    self.citations[(record.document, record.footnote)].append(record.id)
                case Claim():
                    for relation in record.relations:
                        self.answers[relation.target].append((relation.type, record.id))
                case Mention():
                    self.mentions[(record.document, record.actor)].append(record.id)

    # -- reading ------------------------------------------------------------------------------------------------------

    def find(self, record: str) -> Judged:
        """The item of that id; ActError when there is none."""
        return find(self.state(), self.carried.get(record, record))

    def standing_verdicts(self, record: str) -> Sequence[Verdict]:
        """The verdicts on a record that were not taken back, in log order."""
        return tuple(self._live.get(record, ()))

    def history(self, record: str) -> list[tuple[Verdict, bool]]:
        """Every verdict ever given on a record, withdrawals of them included, oldest first, and whether each still stands."""
        own = {v.id for v in self.log.verdicts if v.record == record}
        rows = [v for v in self.log.verdicts if v.record == record or own & set(v.withdraws)]
        return [(v, v.id not in self._gone) for v in rows]

    def source_of(self, citation: Citation) -> Source | None:
        """The source a citation cites, as it stands after merges."""
        item = self.items.get(self.state().stands_for(citation.source)) if citation.source else None
        return item.record if item is not None and isinstance(item.record, Source) else None

    def standing_in(self, document: str, start: int, end: int) -> list[Judged]:
        """The reviewable items whose place overlaps raw text [start:end], in text order; merged ones are left out."""
        with self._guard:
            return [self.items[i] for i in self._places.over(document, start, end) if i in self.items and i not in self.merged]

    def sentences_over(self, document: str, start: int, end: int) -> list[Sentence]:
        """The sentences that raw text [start:end] touches, in text order."""
        return [s for s in self.sentences[document] if s.spans[0][0] < end and start < s.spans[-1][1]]

    def notes_of(self, document: str) -> Sequence[Footnote]:
        """The footnotes of a document, in the order they were read."""
        return self._notes.get(document, ())

    def actors_named(self, document: str, name: str) -> Sequence[str]:
        """The ids of the actors proposed under that name, as they stand after merges."""
        state = self.state()
        return tuple(dict.fromkeys(state.stands_for(i) for i in self._actors.get((document, name), ())))

    def places_of(self, record: Record) -> Sequence[str]:
        """The ids of what puts a record that has no place of its own in the text: an actor's mentions, a source's citations."""
        if isinstance(record, Source):
            return record.cited_by
        return tuple(self.mentions.get((record.document, record.name), ())) if isinstance(record, Actor) else ()

    def seen(self, record: str) -> str:
        """What a reviewer has seen of a record's verdicts, as one word: the id of the last that stands, or "none"."""
        live = self._live.get(self.carried.get(record, record), ())
        return live[-1].id if live else "none"

    # -- judging ------------------------------------------------------------------------------------------------------

    def judge(
        self,
        record: str,
        outcome: Outcome,
        *,
        reviewer: str,
        reason: str = "",
        part: Part = "record",
        part_id: str = "",
        changes: Mapping[str, Any] | None = None,
        into: str = "",
        seen: str = "",
    ) -> Judged:
        """Log one verdict and return where the record now stands.

        `changes` are field values in JSON form, for an edit. `seen` is what `Desk.seen` said when the reviewer looked (empty: no
        matter). The same act sent twice is logged once. Errors: ActError for an unknown record or an act that cannot be done;
        Overtaken when somebody else's verdict came in between.
        """
        with self._guard:
            item = self.find(record)
            edited = self._edited(item.record, changes) if changes is not None else None
            target = self._target(item.record, into) if into else ""
            if seen and seen != (last := self.seen(item.record.id)):
                latest = next((v for v in reversed(item.verdicts) if v.id == last), None)
                sent = (reviewer, outcome, part, part_id, target, edited.to_dict() if edited else None)
                if latest and sent == (latest.reviewer, latest.outcome, latest.part, latest.part_id, latest.into, latest.edited):
                    return item
                raise Overtaken(
                    f"{latest.reviewer} gave {latest.outcome!r} on {item.record.id} after you opened it. Look at it again, then judge."
                    if latest
                    else f"the verdicts you saw on {item.record.id} were taken back after you opened it. Look at it again, then judge."
                )
            self.log.append([act(item, outcome, at=self.clock(), reviewer=reviewer, reason=reason, part=part, part_id=part_id, edited=edited, into=target)])
            return self.items[item.record.id]

    def _edited(self, record: Record, changes: Mapping[str, Any]) -> Record:
        edited = with_fields(record, changes)
        if (edited.kind, edited.id, edited.document) != (record.kind, record.id, record.document):
            return edited  # refused by `act`
        touched = [s for a, b in edited.spans for s in self.sentences_over(edited.document, a, b)] if isinstance(edited, Claim) else []
        return settled(edited, self.texts[edited.document], touched)

    def _target(self, record: Record, into: str) -> str:
        other = self.find(into).record
        if other.kind != record.kind:
            raise ActError(f"{record.id} is a {record.kind} and {other.id} a {other.kind}; only records of one kind can be merged.")
        return other.id

    def withdraw(self, targets: Iterable[str], *, reviewer: str, reason: str = "") -> Verdict:
        """Take back verdicts named by id, batch or record; they may be anybody's.

        Errors: ActError for a name that fits no verdict.
        """
        with self._guard:
            back = withdraw(self.log.verdicts, targets, at=self.clock(), reviewer=reviewer, reason=reason)
            self.log.append([back])
            return back

    def undo(self, reviewer: str) -> Verdict:
        """Take back this reviewer's last standing verdict, whatever it was; taking back a withdrawal puts its verdicts in force again.

        Errors: ActError when nothing of theirs stands.
        """
        with self._guard:
            own = [v for v in self.log.verdicts if v.reviewer == reviewer and v.id not in self._gone and v.outcome != "withdraw"]
            if not own:
                raise ActError(f"{reviewer} has no verdict left to take back.")
            last = own[-1]
            back = withdraw(self.log.verdicts, [last.batch or last.id], at=self.clock(), reviewer=reviewer, reason="undo")
            self.log.append([back])
            return back

    def catch_up(self) -> int:
        """Take in what other processes appended to the log; returns how many verdicts."""
        with self._guard:
            return self.log.catch_up()

    def _heard(self, verdict: Verdict) -> None:
        """One more verdict stands in the log: bring exactly the records it touches up to date."""
        if not self._ready:
            return
        with self._guard:
            touched = {verdict.record} if verdict.record else set()
            if verdict.outcome == "withdraw":
                touched = self._withdrawn(verdict)
            elif verdict.record:
                self._live[verdict.record].append(verdict)
            if verdict.outcome in ("merge", "withdraw"):
                before = set(self.merged)
                self.merged = merges_of(v for v in self.log.verdicts if v.outcome == "merge" and v.id not in self._gone)
                touched |= before ^ set(self.merged)
            for record in touched:
                self._rejudge(record)

    def _withdrawn(self, verdict: Verdict) -> set[str]:
        before = self._gone
        live, self._gone = standing(self.log.verdicts)
        moved = before ^ self._gone
        touched = {v.record for v in self.log.verdicts if v.id in moved and v.record}
        rows: dict[str, list[Verdict]] = {record: [] for record in touched}
        for v in live:
            if v.record in rows:
                rows[v.record].append(v)
        self._live.update(rows)
        return touched

    def _rejudge(self, record: str) -> None:
        known = self.items.get(record)
        verdicts = self._live.get(record, [])
        if known is None and not verdicts:
            return
        candidate = known.candidate if known is not None else None
        if candidate is None and not verdicts:
            self.items.pop(record, None)
            return
        item = judge(candidate, verdicts)
        self.items[record] = item
        if item.record.kind in REVIEWED:
            self._places.move(item.record)
        self.queue.refresh(item, self.texts, merged=record in self.merged)
