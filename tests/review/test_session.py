"""The review session keeps what a full replay of its log would give, whatever is done in whatever order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from regesta.extract.record import Actor, Claim, Record, Relation, content_id
from regesta.extract.workspace import Workspace
from regesta.review.acts import ActError
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue, Wanted
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import replay

TEXT = "".join(f"Person{n:02d} claims thing{n % 7:02d} here. " for n in range(40))


def records() -> list[Record]:
    step = len(TEXT) // 40
    out: list[Record] = []
    for n in range(40):
        span = (n * step + 16, n * step + 23)
        out.append(
            Claim(
                id=content_id("claim", "d", span),
                document="d",
                confidence=round(0.3 + n / 100, 2),
                spans=(span,),
                content=span,
                holder=(f"Person{n:02d}",),
                voice="scholar",
                relations=(Relation(type="attacks", target=out[0].id),) if n in (3, 4) else (),
            )
        )
    out.extend(
        Actor(id=content_id("actor", "d", name), document="d", name=name, actor_kind="person")
        for name in ("Ann", "Anne", "Bob")
    )
    return out


@pytest.fixture
def space(tmp_path: Path, workspace_of: Callable[..., Workspace]) -> Workspace:
    return workspace_of(tmp_path / "w", TEXT, records())


def ticking() -> Iterator[str]:
    return (f"2026-01-01T00:00:00.{n:06d}Z" for n in count())


def desk_of(space: Workspace) -> ReviewSession:
    clock = ticking()
    return ReviewSession(space, queue=Queue(None), clock=lambda: next(clock))


def test_the_session_equals_a_replay_of_its_log(space: Workspace) -> None:
    session = desk_of(space)
    chance = random.Random(7)
    ids = [r.id for r in records()]
    for _ in range(300):
        reviewer = chance.choice(["ada", "ben"])
        act = chance.choice(["accept", "reject", "defer", "comment", "edit", "merge", "undo"])
        if act == "undo":
            if any(
                v.reviewer == reviewer and v.outcome != "withdraw" and v.id not in session.state().withdrawn
                for v in session.log.verdicts
            ):
                session.undo(reviewer)
        elif act == "merge":
            a, b = chance.sample(ids[-3:], 2)
            session.judge(VerdictRequest(record=a, outcome="merge", reviewer=reviewer, into=b))
        elif act == "edit":
            session.judge(
                VerdictRequest(
                    record=chance.choice(ids[:40]),
                    outcome="edit",
                    reviewer=reviewer,
                    changes={"holder": [chance.choice("XYZ")]},
                )
            )
        else:
            session.judge(
                VerdictRequest(record=chance.choice(ids), outcome=act, reviewer=reviewer, reason="r")
            )  # type: ignore[arg-type]
    again = replay(records(), VerdictLog(space.log).read())
    assert session.items == again.items
    assert session.merged == again.merged
    fresh = Queue(None)
    fresh.rebuild(again, session.texts)
    for status in ("candidate", "accepted", "rejected", "deferred"):
        assert {r.id for r in session.queue.page(Wanted(status=status), limit=99).rows} == {
            r.id for r in fresh.page(Wanted(status=status), limit=99).rows
        }
    assert session.queue.progress() == fresh.progress()


def test_what_another_process_appends_is_taken_in(space: Workspace) -> None:
    one, two = desk_of(space), desk_of(space)
    first = records()[0].id
    one.judge(VerdictRequest(record=first, outcome="accept", reviewer="ada"))
    assert two.find(first).status == "candidate"
    assert two.catch_up() == 1
    assert two.find(first).status == "accepted"


def test_undo_goes_back_step_by_step_and_then_says_so(space: Workspace) -> None:
    session = desk_of(space)
    first = records()[0].id
    session.judge(VerdictRequest(record=first, outcome="accept", reviewer="ada"))
    session.judge(VerdictRequest(record=first, outcome="reject", reviewer="ada", reason="narrative"))
    session.undo("ada")
    assert session.find(first).status == "accepted"
    session.undo("ada")
    assert session.find(first).status == "candidate"
    with pytest.raises(ActError, match="no verdict left"):
        session.undo("ada")
    assert [stands for _, stands in session.history(first)] == [False, False, True, True]


def test_a_workspace_that_may_not_be_written_is_looked_at(
    space: Workspace, as_reader: Callable[[Path, str, str], str]
) -> None:
    said = as_reader(
        space.root,
        "from regesta.extract.workspace import open_workspace\n"
        "from regesta.review.queue import Queue\n"
        "from regesta.review.request import VerdictRequest\n"
        "from regesta.review.session import ReviewSession\n"
        "Queue(None)  # what it loads when it is first used",
        "session = ReviewSession(open_workspace(folder))\n"
        "record = next(iter(session.items))\n"
        "try:\n"
        "    session.judge(VerdictRequest(record=record, outcome='accept', reviewer='x'))\n"
        "except OSError as error:\n"
        "    print(len(session.items), type(error).__name__)",
    )
    assert said.strip() == f"{len(records())} PermissionError"
