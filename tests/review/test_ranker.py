"""The ranker learns what a reviewer wants, is measured on later verdicts only, and changes nothing but an
order."""

from __future__ import annotations

import json
import random
import re
import struct
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pypdfium2
import pytest

from regesta.extract.record import Claim, Record, content_id
from regesta.extract.workspace import Workspace
from regesta.review.curve import Curve, curve
from regesta.review.plot import pdf, png
from regesta.review.queue import Queue, Wanted
from regesta.review.ranker import Lesson, Ranking, learn, lessons, scores
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


def taught() -> list[Lesson]:
    chance = random.Random(5)
    rows = records()
    chance.shuffle(rows)
    return [
        Lesson(record=r, at=f"2026-01-01T00:{n // 60:02d}:{n % 60:02d}Z", accepted=liked(r, chance))
        for n, r in enumerate(rows)
    ]


def test_what_was_learned_ranks_later_verdicts_above_the_documents_order() -> None:
    found = curve(taught(), {"d": TEXT})
    assert found.tested == 200
    assert found.learned[-1] == found.document[-1] == found.accepted
    assert found.per_hundred("learned", 100) > 1.5 * found.per_hundred("document", 100)
    assert found.auc is not None
    assert found.auc > 0.8
    assert all(a <= b for a, b in zip(found.learned, found.learned[1:], strict=False))


def test_a_reviewer_without_a_pattern_teaches_nothing() -> None:
    chance = random.Random(11)
    found = curve([replace(row, accepted=chance.random() < 0.5) for row in taught()], {"d": TEXT})
    assert found.auc is not None
    assert 0.38 < found.auc < 0.62


def test_too_few_verdicts_say_so() -> None:
    found = curve(taught()[:15], {"d": TEXT})
    assert found.seen == ()
    assert "needs 20 of each" in found.note
    assert learn(taught()[:5], {"d": TEXT}) is None


def test_what_was_learned_is_kept_as_json_and_read_back() -> None:
    ranking = learn(taught(), {"d": TEXT})
    assert ranking is not None
    again = Ranking.from_json(ranking.to_json())
    assert again is not None
    one, two = scores(ranking, records(), {"d": TEXT}), scores(again, records(), {"d": TEXT})
    assert all(abs(one[i] - two[i]) < 1e-3 for i in one)
    assert Ranking.from_json(json.dumps({"form": 0})) is None


@pytest.fixture
def space(tmp_path: Path, workspace_of: Callable[..., Workspace]) -> Workspace:
    return workspace_of(tmp_path / "w", TEXT, records())


def test_the_desk_learns_in_the_background_and_shows_the_likeliest_first(space: Workspace) -> None:
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


def test_policies_teach_nothing(space: Workspace) -> None:
    session = ReviewSession(space, queue=Queue(None))
    session.judge(VerdictRequest(record=records()[0].id, outcome="accept", reviewer="ada"))
    log = [replace(v, policy="p@1") for v in session.log.verdicts]
    assert lessons(replay(records(), log)) == []
    assert len(lessons(replay(records(), session.log.verdicts))) == 1


def test_the_curve_is_drawn() -> None:
    found = curve(taught(), {"d": TEXT})
    picture = png(found)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">2I", picture[16:24]) == (1280, 840)
    words = pypdfium2.PdfDocument(pdf(found))[0].get_textpage().get_text_bounded()
    assert "200 verdicts tested" in words
    assert f"{found.per_hundred('learned', 100):.0f} of the first 100" in words


def test_an_empty_curve_is_all_noughts() -> None:
    assert Curve().to_dict()["seen"] == []
