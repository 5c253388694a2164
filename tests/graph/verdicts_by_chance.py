"""Verdicts by chance: every outcome on every part of every kind of record that takes it, as far as the
workspace has something to say it of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from regesta.api.verdicts import Verdicts
from regesta.extract.record import Actor, Claim, Event, Identity, Record, Span, content_id
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace
from regesta.review.acts import ActError
from regesta.review.adding import give_addition
from regesta.review.log import VerdictLog
from regesta.review.permitted_outcomes import ids_of_part, parts_of
from regesta.review.request import Piece
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import SECOND, Outcome, Part, utc_now, verdict_id

#: What each part leads to when it is relinked.
LEADS_TO: Mapping[tuple[str, str], str] = {
    ("citation", "link"): "source",
    ("decision", "link"): "event",
    ("claim", "link"): "claim",
}
Changes = Callable[[Record, ReviewedState, random.Random], Mapping[str, Any]]


def _somebody(state: ReviewedState, dice: random.Random) -> str:
    """The name of an actor of the workspace, or of nobody in it."""
    names = sorted({j.record.name for j in state.items.values() if isinstance(j.record, Actor)})
    return dice.choice([*names, f"Somebody Else {dice.randrange(3)}"])


def _one(state: ReviewedState, kind: str, dice: random.Random) -> str:
    return dice.choice(sorted(i for i, j in state.items.items() if j.record.kind == kind))


def _formally(record: Record, state: ReviewedState, dice: random.Random) -> list[dict[str, str]]:
    """Two formal statements of the events and actors of a claim's document."""
    own = sorted(
        i
        for i, j in state.items.items()
        if j.record.kind in ("event", "decision") and j.record.document == record.document
    )
    actor, event = _one(state, "actor", dice), dice.choice(own)
    dated = {"subject": event, "predicate": "date", "object": f"1946-0{dice.randrange(1, 4)}"}
    said = dice.choice(("knew", "didNotKnow"))
    return [dated, {"subject": actor, "predicate": said, "object": dice.choice(own[:2])}]


#: How records of each kind are edited by chance.
EDITS: Mapping[str, Changes] = {
    "claim": lambda r, s, d: d.choice(
        [
            {"holder": [_somebody(s, d)]},
            {"footnotes": []},
            {"wording": f"It was so for the reason {d.randrange(3)}"},
            {"hedged": True, "relations": []},
            {"relations": [{"type": "supports", "target": _one(s, "claim", d)}]},
            {"formal": _formally(r, s, d)},
            {"formal": _formally(r, s, d)},
        ]
    ),
    "event": lambda r, s, d: d.choice([{"agents": [_somebody(s, d)]}, {"type": "Visit"}, {"place": "Rasht"}]),
    "position": lambda r, s, d: d.choice([{"holders": [_somebody(s, d)]}, {"claims": [_one(s, "claim", d)]}]),
    "decision": lambda r, s, d: d.choice([{"deciders": [_somebody(s, d)]}, {"decision": "reject"}]),
    "actor": lambda r, s, d: d.choice(
        [
            {"name": f"{getattr(r, 'name', '')} II"},
            {"aliases": [_somebody(s, d).split()[-1]]},
            {"identifiers": {"wikidata": f"Q{d.randrange(9)}"}},
            {"actor_kind": "state"},
        ]
    ),
    "source": lambda r, s, d: d.choice(
        [
            {"fields": {"title": "Another title", "author_names": [_somebody(s, d)]}},
            {"fields": {"sender": _somebody(s, d), "doc_date": "1946-03-05"}},
            {"held_in": [{"archive": "TNA", "path": [["class", "FO 371"]]}]},
        ]
    ),
    "citation": lambda r, s, d: {"source": _one(s, "source", d)},
    "mention": lambda r, s, d: {"actor": _somebody(s, d)},
}


def _edit(record: Record, state: ReviewedState, dice: random.Random) -> dict[str, Any]:
    return {"changes": EDITS.get(record.kind, lambda *_: {"confidence": 0.5})(record, state, dice)}


def _split(record: Record, state: ReviewedState, dice: random.Random) -> dict[str, Any]:
    takers = sorted(i for i, j in state.items.items() if j.record.kind in ("mention", "citation", "claim"))
    taken = tuple(dice.sample(takers, min(2, len(takers))))
    if isinstance(record, Actor):
        changes = [{"name": f"{record.name} {n}", "identifiers": {}} for n in ("senior", "junior")]
    else:
        changes = [{"confidence": 0.4}, dict(_edit(record, state, dice)["changes"])]
    return {"pieces": [Piece(changes=changes[0]), Piece(changes=changes[1], takes=taken)]}


def said_by_chance(space: Workspace, dice: random.Random) -> str:
    """Log something by chance and name it: an outcome on a part of a record, a policy's acceptance, or a
    withdrawal of a verdict, a batch or a whole policy."""
    verdicts = Verdicts(space)
    for _ in range(400):
        try:
            way = dice.random()
            if way < 0.12:
                return _withdrawn(verdicts, dice)
            if way < 0.16:
                verdicts.accept_by_policy(dice.choice(sorted(space.settings.policies)), reviewer="a")
                return "policy"
            if way < 0.26:
                return _added(space, verdicts, dice)
            if way < 0.32:
                return _second(space, verdicts, dice)
            return _judged(verdicts, dice)
        except (ActError, IndexError, ValueError):
            continue
    raise AssertionError("nothing could be said")


def _withdrawn(verdicts: Verdicts, dice: random.Random) -> str:
    log = list(verdicts)
    batches = sorted({v.batch for v in log if v.batch})
    verdicts.withdraw(dice.choice([*batches, *(v.id for v in log[-30:])]), reviewer="a")
    return "withdraw"


def _added(space: Workspace, verdicts: Verdicts, dice: random.Random) -> str:
    """A claim or event of another's place once more, or two events or claims said to be one; by a second
    reader or a first."""
    state, second = verdicts.state(), dice.random() < 0.4
    kind = dice.choice((Event, Claim))
    one, other = dice.sample([j.record for j in state.items.values() if isinstance(j.record, kind)], 2)
    made: Record = Identity(
        id=content_id("identity", one.document, one.id, other.id),
        document=one.document,
        spans=(_place(one), _place(other)),
        one=one.id,
        other=other.id,
        type=other.type if isinstance(other, Event) else "claim",
        reason="by chance",
    )
    if dice.random() < 0.5:
        rows = [j.record for j in state.items.values() if isinstance(j.record, Claim | Event)]
        made = replace(dice.choice(rows), id=f"event-{dice.randrange(16**12):012x}", proposer="a")
        made = replace(made, id=made.id.replace("event", made.kind))
    verdict = give_addition(made, at=utc_now(), reviewer=dice.choice("ab"), second=second)
    VerdictLog(space.log).append([verdict])
    return f"added {made.kind}{' second' if second else ''}"


def _place(record: Event | Claim) -> Span:
    """Where a statement stands."""
    return record.trigger if isinstance(record, Event) else record.content


def _second(space: Workspace, verdicts: Verdicts, dice: random.Random) -> str:
    """Anything, of a second reading."""
    said = _judged(verdicts, dice)
    log = VerdictLog(space.log)
    given = log.read()[-1]
    again = replace(given, id=verdict_id(given.at, "c", given.outcome, given.record), reviewer="c")
    log.append([replace(again, extra={**again.extra, SECOND: True})])
    return f"{said}, second"


def _judged(verdicts: Verdicts, dice: random.Random) -> str:
    state = verdicts.state()
    kinds = sorted({j.record.kind for j in state.items.values()} - {"sentence", "footnote", "division"})
    kind = dice.choice(kinds)
    judged = dice.choice([j for j in state.items.values() if j.record.kind == kind])
    part = dice.choice(sorted(parts_of(kind)))
    outcome = dice.choice(parts_of(kind)[part])
    given = _given(judged, state, outcome, part, dice)  # type: ignore[arg-type]
    verdicts.give(outcome, [judged.record.id], reason="by chance", reviewer=dice.choice("ab"), **given)  # type: ignore[arg-type]
    return f"{outcome} {kind} {part}"


def _given(
    judged: Judged, state: ReviewedState, outcome: Outcome, part: Part, dice: random.Random
) -> dict[str, Any]:
    record = judged.record
    if part not in ("record", "claim", "proposition"):
        there = dice.choice(sorted(ids_of_part(state, judged, part)))
        out: dict[str, Any] = {"part": f"{part}:{there}" if there else part}
        if outcome == "relink":
            out["into"] = _new_end(record, part, state, dice)
        return out
    if part == "proposition":
        return {"part": part} | ({"into": _one(state, "claim", dice)} if outcome == "merge" else {})
    if outcome == "merge":
        return {"into": _one(state, record.kind, dice)}
    if outcome == "edit":
        return _edit(record, state, dice)
    return _split(record, state, dice) if outcome == "split" else {}


def _new_end(record: Record, part: Part, state: ReviewedState, dice: random.Random) -> str:
    if record.kind == "actor":
        return f"wikidata:Q{dice.randrange(9)}"
    if part == "evidence":
        return _one(state, "citation", dice)
    return _one(state, "actor" if part == "actor" else LEADS_TO[record.kind, part], dice)


_ID = re.compile(
    rb"\b(claim|event|decision|citation|source|mention|actor|sentence|resolution|identity|position|discrepancy)-([0-9a-f]{12})"
)


def second_document(space: Workspace, document: str, other: str) -> None:
    """The document once more under another id, with records of its own; actors keep their names."""
    for name in ("text.txt", "metadata.json"):
        write_atomic(space.document(other) / name, (space.document(document) / name).read_bytes())
    records = space.records_file(document).read_bytes()
    renamed = _ID.sub(lambda m: m[1] + b"-" + m[2][6:] + m[2][:6], records)
    named = f'"document":"{document}"'.encode(), f'"document":"{other}"'.encode()
    write_atomic(space.records_file(other), renamed.replace(*named))


def extracted_anew(space: Workspace, document: str, dice: random.Random) -> None:
    """As another version of the extractor would leave it: a record is gone, and one is read a little
    differently, so that it has another id and is known by its place."""
    rows = [r for r in space.records(document) if r.kind in ("claim", "event", "citation", "mention")]
    gone, moved = dice.sample(rows, 2)
    lines = space.records_file(document).read_bytes().splitlines(keepends=True)
    kept = b"".join(line for line in lines if f'"id":"{gone.id}"'.encode() not in line)
    other = f"{moved.kind}-{dice.randrange(16**12):012x}"
    write_atomic(space.records_file(document), kept.replace(moved.id.encode(), other.encode()))
