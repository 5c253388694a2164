"""Merges, splits and propositions as edges between records: withdrawn with their verdict, followed by whoever
reads. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regesta.extract.record import Actor, Citation, Claim, Decision, Event, Mention, Record, from_dict
from regesta.review.verdict import SECOND, Verdict

#: The fields that name actors, per kind.
NAMES: Mapping[str, tuple[str, ...]] = {
    "claim": ("holder",),
    "position": ("holders",),
    "event": ("agents", "recipients"),
    "decision": ("deciders", "addressees"),
    "mention": ("actor",),
    "link": ("subject",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One record that a reviewer found to be several. `takes`: id of a referring record -> number of the
    piece it means; the rest mean piece 0."""

    record: str
    document: str
    name: str
    pieces: tuple[str, ...]
    piece_names: tuple[str, ...]
    takes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Edges:
    """What the standing merges and splits say.

    `merged`: id -> the id it was merged into, to the end. `splits`: id -> its split. `propositions`: claim id
    -> the claim whose proposition it states; itself when it was set apart from claims of the same words. A
    state's edges also have the propositions that accepted identities join (`review.propositions`).
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, Split] = field(default_factory=dict)
    propositions: Mapping[str, str] = field(default_factory=dict)
    _by_name: Mapping[tuple[str, str], Sequence[Split]] = field(default_factory=dict)

    def stands_for(self, record: str) -> str:
        """The id a record is known by after merges and splits (of a split record, its first piece); its own
        when neither touched it."""
        seen = {record}
        while True:
            split = self.splits.get(record)
            after = self.merged.get(record) or (split.pieces[0] if split else record)
            if after in seen:
                return record
            seen.add(after)
            record = after

    def led(self, record: Record) -> Record:
        """The record with its references to split actors and sources led to the pieces they mean."""
        changes = {**self._named(record), **self._targeted(record)}
        return replace(record, **changes) if changes else record

    def _named(self, record: Record) -> dict[str, Any]:
        """The fields of actors' names that change when split actors' names lead to their pieces'."""
        changes: dict[str, Any] = {}
        for name in NAMES.get(record.kind, ()):
            value = getattr(record, name)
            new = (
                self._name(record, value)
                if isinstance(value, str)
                else tuple(self._name(record, v) for v in value)
            )
            if new != value:
                changes[name] = new
        return changes

    def _targeted(self, record: Record) -> dict[str, Any]:
        """The field of ids that changes when references to split records lead to their pieces."""
        match record:
            case Citation() if record.source in self.splits:
                return {"source": self._target(record.id, record.source)}
            case Decision() if record.event in self.splits:
                return {"event": self._target(record.id, record.event)}
            case Claim() if any(r.target in self.splits for r in record.relations):
                relations = (replace(r, target=self._target(record.id, r.target)) for r in record.relations)
                return {"relations": tuple(relations)}
        return {}

    def _target(self, by: str, record: str) -> str:
        while (split := self.splits.get(record)) is not None:
            record = split.pieces[split.takes.get(by, 0)]
        return record

    def _name(self, record: Record, name: str) -> str:
        done: set[str] = set()
        while True:
            split = next(
                (s for s in self._by_name.get((record.document, name), ()) if s.record not in done), None
            )
            if split is None:
                return name
            done.add(split.record)
            name = split.piece_names[split.takes.get(record.id, 0)]


def edges_of(live: Iterable[Verdict]) -> Edges:
    """The edges of standing verdicts, which are in log order; the later split of a record wins. A second
    reading moves nothing."""
    rows = [v for v in live if not v.extra.get(SECOND)]
    splits: dict[str, Split] = {}
    for v in rows:
        if v.outcome == "split" and v.part in ("record", "claim") and len(v.pieces) > 1:
            splits[v.record] = _split(v)
    by_name: dict[tuple[str, str], list[Split]] = defaultdict(list)
    for split in splits.values():
        if split.name:
            by_name[(split.document, split.name)].append(split)
    return Edges(merges_of(rows), splits, _propositions(rows), dict(by_name))


def _split(verdict: Verdict) -> Split:
    judged = verdict.judged or {}
    kind = judged.get("kind")
    takes = {str(t): n for n, piece in enumerate(verdict.pieces) for t in piece.get("takes", ())}
    return Split(
        record=verdict.record,
        document=str(judged.get("document", "")),
        name=str(judged.get("name", "")) if kind == "actor" else "",
        pieces=tuple(str(p["record"]["id"]) for p in verdict.pieces),
        piece_names=tuple(str(p["record"].get("name", "")) for p in verdict.pieces),
        takes=takes,
    )


def merges_of(live: Iterable[Verdict]) -> dict[str, str]:
    """Merge edges followed to their end; the later edge of a record wins, and one that would close a circle
    is passed over."""
    return _followed(
        (v.record, v.into) for v in live if v.outcome == "merge" and v.into and v.part != "proposition"
    )


def _propositions(live: Iterable[Verdict]) -> dict[str, str]:
    """Claim -> the claim whose proposition it states; the last word on a claim counts."""
    latest: dict[str, str] = {}
    for v in live:
        if v.part == "proposition" and v.outcome in ("merge", "split"):
            latest.pop(v.record, None)
            latest[v.record] = v.into if v.outcome == "merge" else v.record
    apart = {r for r, into in latest.items() if into == r}
    merged = _followed((r, into) for r, into in latest.items() if into != r)
    return {r: r for r in apart} | merged


def _followed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    edge: dict[str, str] = {}
    for record, into in pairs:
        before = edge.pop(record, "")
        kept = into if end_of(edge, into) != record else before
        if kept:
            edge[record] = kept
    return {record: end_of(edge, record) for record in edge}


def end_of(edge: Mapping[str, str], record: str) -> str:
    """Where edges that lead in no circle lead from a record; the record itself where none does."""
    while record in edge:
        record = edge[record]
    return record


def records_judged(verdict: Verdict) -> Iterator[tuple[str, Verdict]]:
    """The records a verdict is on, each with the verdict as it counts there: a split also accepts each of
    its pieces."""
    if verdict.record:
        yield verdict.record, verdict
    for piece in verdict.pieces if verdict.outcome == "split" else ():
        record = dict(piece["record"])
        yield (
            str(record["id"]),
            replace(
                verdict,
                outcome="accept",
                record=str(record["id"]),
                digest="",
                judged=record,
                pieces=(),
                extra={"split_of": verdict.record},
            ),
        )


def pieces_of(verdicts: Iterable[Verdict]) -> set[str]:
    """The ids of all pieces that splits among these verdicts made."""
    return {str(p["record"]["id"]) for v in verdicts if v.outcome == "split" for p in v.pieces}


def refers_to(record: Record, split: Split) -> bool:
    """Whether a record names what was split."""
    if split.name:
        return record.document == split.document and any(
            split.name in listed(getattr(record, n)) for n in NAMES.get(record.kind, ())
        )
    match record:
        case Citation():
            return record.source == split.record
        case Decision():
            return record.event == split.record
        case Claim():
            return any(r.target == split.record for r in record.relations)
    return False


def moved_merges(before: Edges, after: Edges) -> set[str]:
    """The records that were merged into something, and are merged into nothing or something else now, or the
    other way round."""
    either = before.merged.keys() | after.merged.keys()
    return {r for r in either if before.merged.get(r) != after.merged.get(r)}


def moved_splits(before: Edges, after: Edges) -> list[Split]:
    """The splits that were made, taken back or changed; a changed one as it was and as it is."""
    out: list[Split] = []
    for record in sorted(before.splits.keys() | after.splits.keys()):
        was, now = before.splits.get(record), after.splits.get(record)
        if was != now:
            out.extend(split for split in (was, now) if split is not None)
    return out


def listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """The names in a field of names: a mention has one, the others have several."""
    return (value,) if isinstance(value, str) else value


def shared_takes(
    actor: Actor, takes: Sequence[Sequence[str]], records: Iterable[Record]
) -> list[tuple[str, ...]]:
    """What each piece of a split actor takes, widened from mentions to the statements they stand in.

    A claim, event or decision of a sentence goes with the mentions of that sentence when all those that name
    the actor mean the same piece, and is left where it was put by name otherwise.
    """
    piece_of = {m: n for n, row in enumerate(takes) for m in row}
    near = [r for r in records if r.document == actor.document]
    meant = _pieces_by_sentence(actor, near, piece_of)
    for statement in _statements_naming(actor, near):
        pieces = meant.get(statement.sentence, set())
        if statement.id not in piece_of and len(pieces) == 1:
            piece_of[statement.id] = next(iter(pieces))
    return [tuple(i for i, n in piece_of.items() if n == number) for number in range(len(takes))]


def _pieces_by_sentence(
    actor: Actor, records: Iterable[Record], piece_of: Mapping[str, int]
) -> Mapping[str, set[int]]:
    """Id of a sentence -> the numbers of the pieces that the actor's mentions in it mean."""
    meant: dict[str, set[int]] = defaultdict(set)
    for record in records:
        if isinstance(record, Mention) and record.actor == actor.name and record.sentence:
            meant[record.sentence].add(piece_of.get(record.id, 0))
    return meant


def _statements_naming(actor: Actor, records: Iterable[Record]) -> Iterator[Claim | Event | Decision]:
    """The claims, events and decisions that name an actor."""
    for record in records:
        if isinstance(record, Claim | Event | Decision) and any(
            actor.name in getattr(record, name) for name in NAMES[record.kind]
        ):
            yield record


def piece_records(verdict: Verdict) -> list[Record]:
    """The records a split made, in order."""
    return [from_dict(p["record"]) for p in verdict.pieces]
