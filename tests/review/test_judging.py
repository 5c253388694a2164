"""Every outcome on every part: what can be said is logged, replayed and taken back; what cannot is refused
with what can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import get_args

import pytest

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Date,
    Decision,
    Discrepancy,
    Event,
    Fields,
    Footnote,
    Mention,
    Record,
    Relation,
    Sentence,
    Source,
)
from regesta.extract.workspace import Workspace
from regesta.review.acts import ActError
from regesta.review.judging import Piece
from regesta.review.log import VerdictLog
from regesta.review.permitted_outcomes import parts_of
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import replay
from regesta.review.verdict import OUTCOMES, Outcome, Part

TEXT = "Kim wrote to Kim on 3 May 1950. Adler denies it. Baker affirms it.\nnote one.\nnote two.\n"


DATE = Date(edtf="1950-05-03", text="3 May 1950", span=(20, 30))


IDS = {
    "claim": "claim-a",
    "event": "event-a",
    "decision": "decision-a",
    "citation": "citation-a",
    "source": "source-a",
    "actor": "actor-kim",
    "mention": "mention-a",
}


PART_IDS = {
    "evidence": "citation-a",
    "date": "",
    "proposition": "",
    "record": "",
    "claim": "",
    ("claim", "link"): "claim-b",
    ("decision", "link"): "event-a",
    ("citation", "link"): "source-a",
    ("actor", "link"): "wikidata:Q1",
    ("source", "link"): "held_in:TNA",
    ("claim", "actor"): "Adler",
    "actor": "Kim",
}


INTO = {
    "evidence": "citation-b",
    ("claim", "link"): "claim-c",
    ("decision", "link"): "event-b",
    ("citation", "link"): "source-b",
    ("actor", "link"): "wikidata:Q2",
}


CHANGES = {
    "mention": {"form": "pronoun"},
    "citation": {"type": "article"},
    "source": {"type": "article"},
    "actor": {"aliases": ["K."]},
    "discrepancy": {"severity": "note"},
}


def records() -> list[Record]:
    from regesta.extract.record import Holding

    return [
        Sentence(id="sentence-1", document="d", spans=((0, 31),)),
        Sentence(id="sentence-2", document="d", spans=((32, 48),)),
        Footnote(id="I.1", document="d", span=(67, 76), number=1),
        Claim(
            id="claim-a",
            document="d",
            spans=((32, 47),),
            content=(32, 47),
            holder=("Adler",),
            footnotes=("I.1",),
            relations=(Relation(type="attacks", target="claim-b"),),
        ),
        Claim(id="claim-b", document="d", spans=((49, 65),), content=(49, 65), holder=("Baker",)),
        Claim(
            id="claim-c",
            document="d",
            spans=((0, 30),),
            content=(0, 30),
            holder=("Kim",),
            sentence="sentence-1",
        ),
        Event(
            id="event-a",
            document="d",
            spans=((0, 31),),
            trigger=(4, 9),
            type="Communication",
            agents=("Kim",),
            date=DATE,
            footnotes=("I.1",),
            sentence="sentence-1",
        ),
        Event(id="event-b", document="d", spans=((32, 48),), trigger=(38, 44), type="Other"),
        Decision(
            id="decision-a",
            document="d",
            spans=((0, 31),),
            trigger=(4, 9),
            decision="order",
            deciders=("Kim",),
            date=DATE,
            footnotes=("I.1",),
            event="event-a",
        ),
        Citation(
            id="citation-a", document="d", span=(67, 75), footnote="I.1", type="book", source="source-a"
        ),
        Citation(
            id="citation-b", document="d", span=(77, 85), footnote="I.2", type="book", source="source-b"
        ),
        Source(
            id="source-a",
            document="d",
            type="book",
            fields=Fields(title="One", doc_date="1950"),
            held_in=(Holding(archive="TNA"),),
            cited_by=("citation-a",),
        ),
        Source(
            id="source-b", document="d", type="book", fields=Fields(title="Two"), cited_by=("citation-b",)
        ),
        Actor(
            id="actor-kim", document="d", name="Kim", actor_kind="person", identifiers=(("wikidata", "Q1"),)
        ),
        Actor(id="actor-lee", document="d", name="Lee", actor_kind="person"),
        Mention(id="mention-a", document="d", span=(0, 3), actor="Kim", sentence="sentence-1"),
        Mention(id="mention-b", document="d", span=(13, 16), actor="Kim", sentence="sentence-1"),
        Discrepancy(id="discrepancy-a", document="d", rule="r", spans=((0, 3),), message="m"),
    ]


@pytest.fixture
def space(tmp_path: Path, workspace_of: Callable[..., Workspace]) -> Workspace:
    return workspace_of(tmp_path / "w", TEXT, records())


@pytest.fixture
def session(space: Workspace) -> ReviewSession:
    clock: Iterator[str] = (f"2026-01-01T00:00:00.{n:06d}Z" for n in count())
    return ReviewSession(space, queue=Queue(None), clock=lambda: next(clock))


def sayings() -> list[tuple[str, str, str]]:
    defaulted = {(k, "record", "relink") for k in ("decision", "citation", "actor", "mention")}
    rows = [
        (kind, part, outcome)
        for kind in IDS
        for part in get_args(Part)
        for outcome in OUTCOMES
        if outcome != "withdraw"
    ]
    return [r for r in rows if r not in defaulted]


def say(session: ReviewSession, kind: str, part: str, outcome: str) -> None:
    into = ""
    if outcome == "merge":
        into = {
            "claim": "claim-b",
            "event": "event-b",
            "source": "source-b",
            "actor": "actor-lee",
            "decision": "decision-b",
        }.get(kind, "")
    elif outcome == "relink":
        into = INTO.get((kind, part)) or INTO.get(part, "actor-lee")
    pieces = [
        Piece(changes={"name": "Kim I"} if kind == "actor" else {}),
        Piece(changes={"name": "Kim II"} if kind == "actor" else different(kind)),
    ]
    session.judge(
        VerdictRequest(
            record=IDS[kind],
            outcome=outcome,
            reviewer="ada",
            reason="looked at",
            part=part,
            part_id=PART_IDS.get((kind, part), PART_IDS.get(part, "")),
            into=into,
            changes=CHANGES.get(kind, {"footnotes": []}) if outcome == "edit" else None,
            pieces=pieces if outcome == "split" and part != "proposition" else (),
        )
    )


def different(kind: str) -> dict[str, object]:
    return {"source": {"label": "other"}, "claim": {"spans": [[32, 40]]}}.get(kind, {"trigger": [32, 37]})  # type: ignore[return-value]


@pytest.mark.parametrize(("kind", "part", "outcome"), sayings())
def test_what_can_be_said_is_replayed_and_taken_back_and_the_rest_is_refused(
    space: Workspace, session: ReviewSession, kind: str, part: str, outcome: str
) -> None:
    if (kind, outcome) == ("decision", "merge"):
        space.write_records(
            "d",
            [
                *records(),
                Decision(
                    id="decision-b", document="d", spans=((32, 48),), trigger=(38, 44), decision="reject"
                ),
            ],
        )
        session.reload()
    before = dict(session.items)
    allowed = parts_of(kind).get(part, ())
    if outcome not in allowed:
        with pytest.raises(ActError, match=r"it has|it takes"):
            say(session, kind, part, outcome)
        assert session.items == before
        assert not VerdictLog(space.log).read()
        return
    say(session, kind, part, outcome)
    candidates = space.records("d")
    again = replay(candidates, VerdictLog(space.log).read())
    assert session.items == again.items
    assert session.edges == again.edges
    item = again.items[IDS[kind]]
    if part in ("record", "claim") and outcome != "comment":
        assert item.status == {"reject": "rejected", "defer": "deferred"}.get(outcome, "accepted")
    elif outcome not in ("comment", "merge", "split"):
        assert item.parts[part, PART_IDS.get((kind, part), PART_IDS.get(part, ""))] == outcome
        assert item.status == "candidate"
    session.undo("ada")
    assert session.items == before == dict(replay(candidates, VerdictLog(space.log).read()).items)


@pytest.mark.parametrize(
    ("record", "outcome", "more", "says"),
    [
        ("claim-a", "reject", {"reason": ""}, "needs a reason"),
        ("claim-a", "comment", {"reason": ""}, "needs its words"),
        ("claim-a", "relink", {}, "Name the part"),
        (
            "claim-a",
            "relink",
            {"part": "evidence", "part_id": "citation-b", "into": "citation-a"},
            "has no evidence 'citation-b'; it has citation-a",
        ),
        (
            "claim-a",
            "relink",
            {"part": "evidence", "part_id": "citation-a", "into": "source-a"},
            "leads to a citation; source-a is a source",
        ),
        ("claim-a", "relink", {"part": "evidence", "part_id": "citation-a"}, "what it should lead to"),
        ("claim-b", "reject", {"part": "date"}, "no part 'date'"),
        ("event-b", "reject", {"part": "date"}, "has no date"),
        ("actor-kim", "relink", {"into": "Q2"}, "AUTHORITY:ID"),
        ("citation-a", "merge", {"into": "citation-b"}, "cannot be said of a citation"),
        ("actor-kim", "split", {"pieces": [Piece(changes={})]}, "at least two pieces"),
        (
            "actor-kim",
            "split",
            {"pieces": [Piece(changes={}), Piece(changes={"aliases": ["x"]})]},
            "same name",
        ),
        (
            "actor-kim",
            "split",
            {
                "pieces": [
                    Piece(changes={}, takes=("mention-a",)),
                    Piece(changes={"name": "K"}, takes=("mention-a",)),
                ]
            },
            "taken by two",
        ),
        (
            "actor-kim",
            "split",
            {"pieces": [Piece(changes={}), Piece(changes={"name": "K"}, takes=("mention-z",))]},
            "no record 'mention-z'",
        ),
        (
            "actor-kim",
            "accept",
            {"pieces": [Piece(changes={}), Piece(changes={"name": "K"})]},
            "pieces go with",
        ),
        ("claim-a", "accept", {"changes": {"negated": True}}, "changes go with an edit"),
        (
            "claim-a",
            "split",
            {"pieces": [Piece(changes={"spans": [[0, 999]]}), Piece(changes={})]},
            "two offsets into the text",
        ),
    ],
)
def test_what_cannot_be_done_says_why(
    session: ReviewSession, record: str, outcome: Outcome, more: dict[str, object], says: str
) -> None:
    with pytest.raises(ActError, match=says):
        session.judge(
            VerdictRequest(record=record, outcome=outcome, reviewer="ada", **{"reason": "r", **more})
        )  # type: ignore[arg-type]


def test_a_mention_takes_its_statement_along_where_it_stands_alone(
    space: Workspace, session: ReviewSession
) -> None:
    pieces = [Piece(changes={}), Piece(changes={"name": "Kim II"}, takes=("mention-a", "mention-b"))]
    session.judge(VerdictRequest(record="actor-kim", outcome="split", reviewer="ada", pieces=pieces))
    assert session.find("event-a").record.to_dict()["agents"] == ["Kim II"]
    assert session.find("claim-c").record.to_dict()["holder"] == ["Kim II"]
    session.undo("ada")
    session.judge(
        VerdictRequest(
            record="actor-kim",
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={}), Piece(changes={"name": "Kim II"}, takes=("mention-b",))],
        )
    )
    assert session.find("event-a").record.to_dict()["agents"] == ["Kim"]
    assert session.find("mention-b").record.to_dict()["actor"] == "Kim II"


def test_a_split_record_is_judged_no_more_and_its_pieces_are(
    space: Workspace, session: ReviewSession
) -> None:
    session.judge(
        VerdictRequest(
            record="actor-kim",
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={"name": "A"}), Piece(changes={"name": "B"})],
        )
    )
    one, two = session.edges.splits["actor-kim"].pieces
    with pytest.raises(ActError, match="was split into"):
        session.judge(VerdictRequest(record="actor-kim", outcome="accept", reviewer="ben"))
    with pytest.raises(ActError, match="name one of its pieces"):
        session.judge(VerdictRequest(record="actor-lee", outcome="merge", reviewer="ben", into="actor-kim"))
    session.judge(VerdictRequest(record=two, outcome="edit", reviewer="ben", changes={"aliases": ["bee"]}))
    session.judge(
        VerdictRequest(
            record=one,
            outcome="split",
            reviewer="ben",
            pieces=[Piece(changes={"name": "A1"}), Piece(changes={"name": "A2"}, takes=("mention-b",))],
        )
    )
    assert session.find("mention-a").record.to_dict()["actor"] == "A1"
    assert session.find("mention-b").record.to_dict()["actor"] == "A2"
    assert session.state().stands_for("actor-kim") == session.edges.splits[one].pieces[0]
    assert [r[0].outcome for r in session.history(two)] == ["split", "edit"]
    session.withdraw(["actor-kim"], reviewer="ada")
    assert two not in session.items
    assert session.items == dict(replay(records(), VerdictLog(space.log).read()).items)


def test_alike_records_are_judged_once_and_taken_back_as_one(
    space: Workspace, session: ReviewSession
) -> None:
    session.judge(VerdictRequest(record="mention-a", outcome="accept", reviewer="ada", alike=True))
    assert session.find("mention-b").status == "accepted"
    first, second = VerdictLog(space.log).read()[-2:]
    assert first.batch == second.batch != ""
    assert {v.extra.get("twin_of") for v in (first, second)} == {None, "mention-a"}
    session.undo("ada")
    assert {session.find(i).status for i in ("mention-a", "mention-b")} == {"candidate"}
