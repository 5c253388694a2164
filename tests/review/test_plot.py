"""The curve as a picture."""

from __future__ import annotations

import random
import re
import struct

import pypdfium2

from regesta.extract.record import Claim, Record, content_id
from regesta.review.curve import curve
from regesta.review.plot import pdf, png
from regesta.review.ranker import Lesson

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


def test_the_curve_is_drawn() -> None:
    found = curve(taught(), {"d": TEXT})
    picture = png(found)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">2I", picture[16:24]) == (1280, 840)
    words = pypdfium2.PdfDocument(pdf(found))[0].get_textpage().get_text_bounded()
    assert "200 verdicts tested" in words
    assert f"{found.per_hundred('learned', 100):.0f} of the first 100" in words
