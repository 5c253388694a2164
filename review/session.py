"""The review session: one workspace's review, live. Reads once, then keeps state, queue and log in step
verdict by verdict."""

from __future__ import annotations

import gc
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from regesta.extract.link.candidates import candidates as candidates_of
from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Footnote,
    Link,
    Mention,
    Position,
    Record,
    Sentence,
    Source,
)
from regesta.extract.whole_files import may_be_written
from regesta.extract.workspace import Workspace
from regesta.review.acts import ActError, Overtaken, find, withdraw
from regesta.review.edges import Edges, Split, edges_of, moved_merges, moved_splits, records_judged, refers_to
from regesta.review.judging import give, give_alike
from regesta.review.log_follower import LogFollower
from regesta.review.logs import log_of
from regesta.review.note_numbers import notes_meant
from regesta.review.places import Places
from regesta.review.queue import REVIEWED, Queue, stamp_of
from regesta.review.ranker_training import RankerTrainer
from regesta.review.reanchoring import anchor
from regesta.review.request import VerdictRequest
from regesta.review.state import (
    Judged,
    ReviewedState,
    in_order,
    judge,
    replay,
    settle,
    standing,
    unmade,
    verdicts_by_record,
)
from regesta.review.verdict import KEY, Verdict, after, utc_now


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection while hundreds of thousands of records are made; what was made stays, and is
    not looked through again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def index_file(folder: Path) -> Path | None:
    """The file of the queue in a workspace's folder for what can be made again, None where that may not be
    written."""
    return folder / "review.sqlite" if may_be_written(folder) else None


class ReviewSession:
    """What the review pages work on. Its methods may be called from several threads; a verdict is on disk
    when the call returns."""

    def __init__(
        self, workspace: Workspace, *, queue: Queue | None = None, clock: Callable[[], str] = utc_now
    ) -> None:
        """`queue` defaults to the index file of the workspace, or to one in memory where that may not be
        written; `clock` gives the time of verdicts."""
        self.workspace = workspace
        self.clock = clock
        self._guard = threading.RLock()
        self.texts = {name: workspace.text(name) for name in workspace.documents()}
        self.queue = queue if queue is not None else Queue(index_file(workspace.index))
        self._ready = False
        self.trainer = RankerTrainer(self)
        self.log = LogFollower(log_of(workspace), self._heard)
        self.reload()

    def reload(self) -> None:
        """Read the candidate records again, after a new extraction, and replay the whole log over them."""
        with self._guard, _uncollected():
            stamp = stamp_of(self.workspace)
            candidates = candidates_of(self.workspace)
            state = replay(candidates, self.log.verdicts)
            self.items: dict[str, Judged] = dict(state.items)
            self.edges: Edges = state.edges
            self.carried: dict[str, str] = dict(state.carried)
            live, self._gone = standing(in_order(self.log.verdicts))
            self._live = verdicts_by_record(live)
            self._index_candidates(candidates)
            self._places = Places(j.record for j in self.items.values() if j.record.kind in REVIEWED)
            self.queue.open(self.state(), self.texts, stamp)
            self._ready = True
            self.trainer.forget()
            self.trainer.after_verdict()

    @property
    def withdrawn(self) -> frozenset[str]:
        """The ids of the verdicts that were taken back and stay so."""
        return self._gone

    @property
    def merged(self) -> Mapping[str, str]:
        """Id -> the id of the record it was merged into."""
        return self.edges.merged

    def state(self) -> ReviewedState:
        """The reviewed state at this moment; the maps are the review session's own and change with it."""
        return ReviewedState(self.items, self.edges, self._gone, self.carried)

    def snapshot(self) -> ReviewedState:
        """The reviewed state at this moment, which later verdicts do not change."""
        with self._guard:
            return ReviewedState(dict(self.items), self.edges, self._gone, dict(self.carried))

    def _index_candidates(self, candidates: Iterable[Record]) -> None:
        self.sentences: dict[str, list[Sentence]] = defaultdict(list)
        self.footnotes: dict[tuple[str, str], Footnote] = {}
        self.citations: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.mentions: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.links: dict[tuple[str, str], list[str]] = defaultdict(list)
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
                case Link():
                    self.links[(record.document, record.subject)].append(record.id)
                case Mention():
                    self.mentions[(record.document, record.actor)].append(record.id)

    def find(self, record: str) -> Judged:
        """The item of that id; ActError when there is none."""
        return find(self.state(), self.carried.get(record, record))

    def standing_verdicts(self, record: str) -> Sequence[Verdict]:
        """The verdicts on a record that were not taken back, in log order."""
        return tuple(self._live.get(record, ()))

    def history(self, record: str) -> list[tuple[Verdict, bool]]:
        """Every verdict ever given on a record, withdrawals of them included, oldest first, and whether each
        still stands."""
        log = in_order(self.log.verdicts)
        own = {v.id for v in log if any(name == record for name, _ in records_judged(v))}
        rows = [v for v in log if v.id in own or own & set(v.withdraws)]
        return [(v, v.id not in self._gone) for v in rows]

    def source_of(self, citation: Citation) -> Source | None:
        """The source a citation cites, as it stands after merges."""
        item = self.items.get(self.state().stands_for(citation.source)) if citation.source else None
        return item.record if item is not None and isinstance(item.record, Source) else None

    def standing_in(self, document: str, start: int, end: int) -> list[Judged]:
        """The reviewable items whose place overlaps raw text [start:end], in text order; merged ones are left
        out."""
        with self._guard:
            return [
                self.items[i]
                for i in self._places.over(document, start, end)
                if i in self.items and not self.state().replaced(i)
            ]

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
        """The ids of what puts a record that has no place of its own in the text: an actor's mentions (a
        link's actor's too), a source's citations, a position's claims."""
        if isinstance(record, Source):
            return record.cited_by
        if isinstance(record, Position):
            return record.claims
        if isinstance(record, Actor | Link):
            return tuple(
                self.mentions.get(
                    (record.document, record.name if isinstance(record, Actor) else record.subject), ()
                )
            )
        return ()

    def seen(self, record: str) -> str:
        """What a reviewer has seen of a record's verdicts, as one word: the id of the last that stands, or
        "none"."""
        live = self._live.get(self.carried.get(record, record), ())
        return live[-1].id if live else "none"

    def judge(self, request: VerdictRequest) -> Judged:
        """Log one verdict and return where the record now stands; the session's clock gives its time.

        With `request.alike` the records that say the same in the same words are judged with it, as one batch
        that is taken back as one. `request.seen` is what `ReviewSession.seen` returned when the reviewer
        looked. The same act sent twice is logged once.

        Errors: ActError for an unknown record or an act that cannot be done; Overtaken when somebody else's
        verdict came in between.
        """
        with self._guard:
            given = self.log_or_find(lambda at: self._given(replace(request, at=at)))
            return self.items[given[0].record]

    def _given(self, request: VerdictRequest) -> list[Verdict]:
        """The verdicts a request asks for, the one on its own record first."""
        request = self._with_notes(request)
        state = self.state()
        verdict = give(state, request, self.texts.__getitem__, self.sentences_over)
        if request.seen and request.seen != self.seen(verdict.record):
            return [self._sent_again(verdict)]
        if not request.alike:
            return [verdict]
        twins = self.queue.twins(verdict.record)
        return give_alike(state, verdict, twins, request, self.texts.__getitem__, self.sentences_over)

    def _with_notes(self, request: VerdictRequest) -> VerdictRequest:
        """The request with notes that are named by their number led to those of the record's chapter."""
        names = (request.changes or {}).get("footnotes")
        if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
            return request
        record = self.find(request.record).record
        place = anchor(record) or (0, 0)
        led = list(notes_meant(names, self.notes_of(record.document), place[0]))
        return replace(request, changes={**(request.changes or {}), "footnotes": led})

    def _sent_again(self, verdict: Verdict) -> Verdict:
        """The verdict that came in between, when it is this very act.

        Errors: Overtaken when it is another.
        """
        item, last = self.items[verdict.record], self.seen(verdict.record)
        latest = next((v for v in reversed(item.verdicts) if v.id == last), None)
        if latest is None:
            raise Overtaken(
                f"the verdicts you saw on {verdict.record} were taken back after you opened it. "
                "Look at it again, then judge."
            )
        if not _same(verdict, latest):
            raise Overtaken(
                f"{latest.reviewer} gave {latest.outcome!r} on {verdict.record} after you opened it. "
                "Look at it again, then judge."
            )
        return latest

    def _now(self) -> str:
        """The time of the next verdict: the clock's, but never before the last verdict's, so that the log's
        order is the order of judging."""
        now, last = self.clock(), self.log.last_at
        return now if now > last else after(last)

    def log_verdicts(self, verdicts: Callable[[str], Sequence[Verdict]]) -> list[Verdict]:
        """Log what a file asks for; `verdicts` is called with their time and makes them while nobody else
        judges. Returns what was new."""
        with self._guard:
            return self.log.decide(lambda: verdicts(self._now()))

    def log_or_find(self, make: Callable[[str], Sequence[Verdict]]) -> list[Verdict]:
        """Log what `make` gives, which is called with the time of it while nobody else judges. Returns all
        of it, also what was logged before, as where a request is sent again."""
        given: list[Verdict] = []

        def made(at: str) -> list[Verdict]:
            given[:] = make(at)
            return given

        self.log_verdicts(made)
        return given

    def withdraw(self, targets: Iterable[str], *, reviewer: str, reason: str = "", key: str = "") -> Verdict:
        """Take back verdicts named by id, batch or record; they may be anybody's. Sent again with the same
        `key`, it is logged once.

        Errors: ActError for a name that fits no verdict.
        """
        return self._take_back(
            lambda log, at: withdraw(log, targets, at=at, reviewer=reviewer, reason=reason, key=key),
            reviewer,
            key,
        )

    def _take_back(
        self, make: Callable[[Sequence[Verdict], str], Verdict], reviewer: str, key: str
    ) -> Verdict:
        """Log the withdrawal that is made of the log in its order and the time, or find it where the request
        was sent before."""
        (back,) = self.log_or_find(
            lambda at: [self.taken_back(reviewer, key) or make(in_order(self.log.verdicts), at)]
        )
        return back

    def taken_back(self, reviewer: str, key: str) -> Verdict | None:
        """The withdrawal that this reviewer's request of that name made when it was sent before."""
        own = (v for v in reversed(self.log.verdicts) if v.outcome == "withdraw" and v.reviewer == reviewer)
        return next((v for v in own if v.extra.get(KEY) == key), None) if key else None

    def undo(self, reviewer: str, *, key: str = "") -> Verdict:
        """Take back this reviewer's last standing verdict, whatever it was; taking back a withdrawal puts its
        verdicts in force again. Sent again with the same `key`, it takes back one.

        Errors: ActError when nothing of theirs stands.
        """

        def last(log: Sequence[Verdict], at: str) -> Verdict:
            own = (v for v in reversed(log) if v.reviewer == reviewer and v.outcome != "withdraw")
            found = next((v for v in own if v.id not in self._gone), None)
            if found is None:
                raise ActError(f"{reviewer} has no verdict left to take back.")
            named = [found.batch or found.id]
            return withdraw(self.log.verdicts, named, at=at, reviewer=reviewer, reason="undo", key=key)

        return self._take_back(last, reviewer, key)

    def catch_up(self) -> int:
        """Take in what other processes appended to the log; returns how many verdicts."""
        with self._guard:
            return self.log.catch_up()

    def _heard(self, verdict: Verdict) -> None:
        """One more verdict stands in the log: bring exactly the records it touches up to date."""
        if not self._ready:
            return
        with self._guard:
            if verdict.outcome == "withdraw" or verdict.id in self._taken_ahead():
                touched, edging = self._withdrawn(verdict)
            else:
                touched, edging = self._added(verdict), verdict.outcome in ("merge", "split")
            if edging:
                touched |= self._follow_edges()
            for record in touched:
                self._rejudge(record)
            self.trainer.after_verdict()

    def _added(self, verdict: Verdict) -> set[str]:
        """Keep a verdict with those that stand, in log order; returns the ids of the records it is on."""
        touched: set[str] = set()
        for record, own in records_judged(verdict):
            rows = self._live[record]
            rows.append(own)
            if len(rows) > 1 and (rows[-2].at, rows[-2].id) > (own.at, own.id):
                rows.sort(key=lambda v: (v.at, v.id))
            touched.add(record)
        return touched

    def _taken_ahead(self) -> frozenset[str]:
        """The ids of verdicts that a withdrawal names which came before them, as may be after a git merge."""
        return self.log.named_ahead

    def _follow_edges(self) -> set[str]:
        """Follow merges and splits anew; returns the ids of the records that this changes: what stands for
        them, or what they name."""
        before, known = self.edges, in_order(v for v in self.log.verdicts if v.outcome in ("merge", "split"))
        live = [v for v in known if v.id not in self._gone]
        self.edges = edges_of(live)
        for piece in unmade(known, live):
            self._live.pop(piece, None)
        moved = moved_splits(before, self.edges)
        touched = moved_merges(before, self.edges)
        for split in moved:
            touched |= {split.record, *split.pieces, *split.takes}
        return touched | self._referring_to(moved)

    def _referring_to(self, splits: Sequence[Split]) -> set[str]:
        """The ids of the records that name what was split, as they are or as they were before relinks."""
        if not splits:
            return set()
        return {
            i
            for i, j in self.items.items()
            if any(refers_to(r, split) for split in splits for r in (j.record, j.bare or j.record))
        }

    def _withdrawn(self, verdict: Verdict) -> tuple[set[str], bool]:
        before = self._gone
        live, self._gone = standing(in_order(self.log.verdicts))
        moved = before ^ self._gone | {verdict.id}
        turned = [v for v in self.log.verdicts if v.id in moved]
        touched = {record for v in turned for record, _ in records_judged(v)}
        rows: dict[str, list[Verdict]] = {record: [] for record in touched}
        for v in live:
            for record, own in records_judged(v):
                if record in rows:
                    rows[record].append(own)
        self._live.update(rows)
        return touched, any(v.outcome in ("merge", "split") for v in turned)

    def _rejudge(self, record: str) -> None:
        known = self.items.get(record)
        verdicts = self._live.get(record, [])
        if known is None and not verdicts:
            return
        candidate = known.candidate if known is not None else None
        if candidate is None and not verdicts:
            self.items.pop(record, None)
            self.queue.drop(record)
            return
        item = settle(judge(candidate, verdicts), self.edges)
        self.items[record] = item
        if item.record.kind in REVIEWED:
            self._places.move(item.record)
        self.queue.refresh(item, self.texts, merged=self.state().replaced(record))


def _same(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts are the same act sent twice."""
    return all(
        getattr(one, n) == getattr(other, n)
        for n in ("reviewer", "outcome", "part", "part_id", "into", "edited", "pieces")
    )
