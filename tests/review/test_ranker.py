"""The ranker learns what a reviewer wants, is measured on later verdicts only, and changes nothing but an
order."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

from regesta.extract.record import Claim, Record, content_id
from regesta.review.curve import curve
from regesta.review.ranker import Lesson, Ranking, learn, scores

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


def test_what_was_learned_is_kept_as_json_and_read_back() -> None:
    ranking = learn(taught(), {"d": TEXT})
    assert ranking is not None
    again = Ranking.from_json(ranking.to_json())
    assert again is not None
    one, two = scores(ranking, records(), {"d": TEXT}), scores(again, records(), {"d": TEXT})
    assert all(abs(one[i] - two[i]) < 1e-3 for i in one)
    assert Ranking.from_json(json.dumps({"form": 0})) is None
