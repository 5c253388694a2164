"""The curve of the ranker, on verdicts it was not taught."""

from __future__ import annotations

import random
import re

from regesta.extract.record import Claim, Record, content_id
from regesta.review.curve import Curve, curve
from regesta.review.ranker import Lesson, learn

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


def test_too_few_verdicts_say_so() -> None:
    found = curve(taught()[:15], {"d": TEXT})
    assert found.seen == ()
    assert "needs 20 of each" in found.note
    assert learn(taught()[:5], {"d": TEXT}) is None


def test_an_empty_curve_is_all_noughts() -> None:
    assert Curve().to_dict()["seen"] == []
