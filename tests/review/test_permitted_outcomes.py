"""Which outcomes each kind of record and each of its parts takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

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
from regesta.review.permitted_outcomes import PERMITTED
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.verdict import OUTCOMES

TEXT = "Kim wrote to Kim on 3 May 1950. Adler denies it. Baker affirms it.\nnote one.\nnote two.\n"


DATE = Date(edtf="1950-05-03", text="3 May 1950", span=(20, 30))


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


@pytest.mark.parametrize(
    ("record", "into", "part", "field", "now"),
    [
        ("mention-a", "Lee", ("actor", "Kim"), "actor", "Lee"),
        ("citation-a", "source-b", ("link", "source-a"), "source", "source-b"),
        ("decision-a", "event-b", ("link", "event-a"), "event", "event-b"),
        ("actor-kim", "wikidata:Q2", ("link", "wikidata:Q1"), "identifiers", {"wikidata": "Q2"}),
        ("actor-lee", "viaf:7", ("link", ""), "identifiers", {"viaf": "7"}),
    ],
)
def test_a_relink_without_a_part_means_the_one_link_there_is(
    session: ReviewSession, record: str, into: str, part: tuple[str, str], field: str, now: object
) -> None:
    item = session.judge(VerdictRequest(record=record, outcome="relink", reviewer="ada", into=into))
    assert (item.verdicts[-1].part, item.verdicts[-1].part_id) == part
    assert item.record.to_dict()[field] == now
    assert item.status == "candidate"
    assert (
        session.judge(VerdictRequest(record=record, outcome="accept", reviewer="ada")).record.to_dict()[field]
        == now
    )
    session.withdraw([item.verdicts[-1].id], reviewer="ada")
    assert session.find(record).record == next(r for r in records() if r.id == record)


def test_the_table_names_only_outcomes_there_are() -> None:
    assert {o for parts in PERMITTED.values() for allowed in parts.values() for o in allowed} <= set(OUTCOMES)
