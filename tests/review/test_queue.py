"""The queue: its orders and filters over a review session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from regesta.extract.record import Actor, Claim, Position, Record, Relation, content_id
from regesta.extract.workspace import Workspace
from regesta.review.queue import Queue, Wanted, degrees, label_of
from regesta.review.session import ReviewSession
from regesta.review.state import judge

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


def test_orders_and_filters(space: Workspace) -> None:
    session = desk_of(space)
    page = session.queue.page(Wanted(kind="claim"), limit=10)
    assert page.total == 40
    assert [r.start for r in page.rows] == sorted(r.start for r in page.rows)
    assert session.queue.page(Wanted(kind="claim", order="connected"), limit=1).rows[0].id == records()[0].id
    assert (
        abs(session.queue.page(Wanted(kind="claim", order="uncertain"), limit=1).rows[0].confidence - 0.5)
        < 0.001
    )
    assert session.queue.page(Wanted(words="thing03")).total == len([n for n in range(40) if n % 7 == 3])
    assert session.queue.page(Wanted(words='thing03 "'), limit=1).total <= 6
    assert session.queue.neighbour(Wanted(kind="claim"), records()[0].id, 1) == records()[1].id
    assert session.queue.neighbour(Wanted(kind="claim"), records()[39].id, 1) is None


def test_a_position_is_called_by_its_label_and_makes_its_claims_weightier() -> None:
    claims = [r.id for r in records() if isinstance(r, Claim)][:2]
    position = Position(id="position-1", document="d", label="the oil thesis", claims=tuple(claims))
    assert label_of(position, {"d": TEXT}) == "the oil thesis"
    plain = Claim(id="claim-x", document="d", spans=((0, 5),), content=(0, 5))
    answer = replace(
        plain, relations=(Relation(type="attacks", target="position-1", target_kind="position"),)
    )
    weights = degrees([judge(r, []) for r in (position, answer)])
    assert [weights[name] for name in (*claims, "position-1")] == [1, 1, 1]
