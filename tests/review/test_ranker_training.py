"""The ranker learns in the background and orders the queue."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from regesta.extract.record import Claim, Record, content_id
from regesta.extract.workspace import Workspace
from regesta.review.queue import Queue, Wanted
from regesta.review.ranker import lessons
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import replay

WORDS = ("treaty", "harvest", "garrison", "pamphlet", "tariff", "weather")


TEXT = "".join(f"Writer{n:03d} says {WORDS[n % 6]} matters now. " for n in range(240))


SPANS = [(m.start() + 15, m.end() - 13) for m in re.finditer(r"Writer.*?now\. ", TEXT)]


def records() -> list[Record]:
    chance = random.Random(3)
    out: list[Record] = []
    for span in SPANS:
        out.append(
            Claim(
                id=content_id("claim", "d", span),
                document="d",
                spans=(span,),
                content=span,
                confidence=round(chance.random(), 2),
                voice="scholar",
            )
        )
    return out


def liked(record: Record, chance: random.Random) -> bool:
    """A reviewer who takes three subjects of six, and errs one time in ten."""
    assert isinstance(record, Claim)
    word = TEXT[slice(*record.content)].split()[0]
    return (word in WORDS[:3]) != (chance.random() < 0.1)


@pytest.fixture
def space(tmp_path: Path, workspace_of: Callable[..., Workspace]) -> Workspace:
    return workspace_of(tmp_path / "w", TEXT, records())


def test_the_session_learns_in_the_background_and_shows_the_likeliest_first(space: Workspace) -> None:
    ticks = (f"2026-01-01T00:00:00.{n:06d}Z" for n in count())
    session = ReviewSession(space, clock=lambda: next(ticks))
    chance = random.Random(9)
    before = sorted(session.items)
    for record in chance.sample(records(), 120):
        session.judge(
            VerdictRequest(
                record=record.id,
                outcome="accept" if liked(record, chance) else "reject",
                reviewer="ada",
                reason="r",
            )
        )
    session.trainer.wait()
    session.trainer.teach()
    shown = session.queue.page(Wanted(order="learned"), limit=40).rows
    assert sum(TEXT[r.start :].split()[0] in WORDS[:3] for r in shown) >= 36
    assert sorted(session.items) == before
    assert session.items == dict(replay(records(), session.log.verdicts).items)
    assert session.trainer.curve().tested == json.loads(session.trainer.curve_file.read_text())["tested"]
    again = ReviewSession(space, queue=Queue(space.index / "review.sqlite"))
    again.trainer.wait()
    assert [r.id for r in again.queue.page(Wanted(order="learned"), limit=40).rows] == [r.id for r in shown]


def test_after_many_verdicts_nobody_waits_for_the_curve(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regesta.review.ranker_training.AT_ONCE", 3)
    session = ReviewSession(space, queue=Queue(None))
    for record in records()[:4]:
        session.judge(VerdictRequest(record=record.id, outcome="accept", reviewer="ada"))
    assert re.search("load this page again|a curve needs", session.trainer.curve().note)
    assert session.trainer._thread is not None  # begun behind the scenes; it may be over already
    session.trainer.wait()
    assert "a curve needs" in session.trainer.curve().note


def test_policies_teach_nothing(space: Workspace) -> None:
    session = ReviewSession(space, queue=Queue(None))
    session.judge(VerdictRequest(record=records()[0].id, outcome="accept", reviewer="ada"))
    log = [replace(v, policy="p@1") for v in session.log.verdicts]
    assert lessons(replay(records(), log)) == []
    assert len(lessons(replay(records(), session.log.verdicts))) == 1
