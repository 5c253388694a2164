"""A short text with an astral character, and a few records of every kind that travels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from regesta.extract.record import (
    Actor,
    Claim,
    Date,
    Event,
    Footnote,
    Mention,
    Record,
    Relation,
    Sentence,
    Span,
)
from regesta.review.exchange.plan import Ground, Plan, plan
from regesta.review.request import VerdictRequest
from regesta.review.state import replay
from regesta.review.verdict import Verdict

TEXT = (
    "The map \U0001f5fa was drawn in 1919.1 Sforza denied that Italy wanted Fiume.\n1 ASMAE, b. 12.\n"
    "Nitti signed the treaty on 12 November 1920. =Risky= he called it; the port \nwas lost for good.\n"
)
AT = "2026-11-28T09:00:00.000000Z"


def at(words: str) -> Span:
    start = TEXT.index(words)
    return (start, start + len(words))


def records() -> list[Record]:
    denied, lost = at("Italy wanted Fiume"), at("the port \nwas lost for good")
    return [
        Sentence(id="s1", document="fiume", spans=(at("The map \U0001f5fa was drawn in 1919.1"),)),
        Sentence(id="s2", document="fiume", spans=(at("Sforza denied that Italy wanted Fiume."),)),
        Sentence(id="s3", document="fiume", spans=(at("Nitti signed the treaty on 12 November 1920."),)),
        Sentence(
            id="s4", document="fiume", spans=(at("=Risky= he called it; the port \nwas lost for good."),)
        ),
        Footnote(id="I.1", document="fiume", span=at("ASMAE, b. 12."), number=1),
        Mention(
            id="m1", document="fiume", span=at("Sforza"), actor="Carlo Sforza", sentence="s2", quote="Sforza"
        ),
        Event(
            id="e1",
            document="fiume",
            spans=(at("Nitti signed the treaty on 12 November 1920."),),
            trigger=at("signed"),
            type="Agreement",
            agents=("Francesco Nitti", "Ante Trumbić"),
            date=Date(edtf="1920-11-12", text="12 November 1920", span=at("12 November 1920")),
            sentence="s3",
        ),
        Claim(
            id="c1",
            document="fiume",
            spans=(denied,),
            content=denied,
            holder=("Carlo Sforza",),
            voice="actor",
            negated=True,
            sentence="s2",
            quote="Italy wanted Fiume",
        ),
        Claim(
            id="c2",
            document="fiume",
            spans=(lost,),
            content=lost,
            holder=("=Risk & Sons",),
            voice="author",
            relations=(Relation(type="attacks", target="c1"),),
            sentence="s4",
            quote="the port \nwas lost for good",
        ),
        Actor(id="a1", document="fiume", name="Carlo Sforza", actor_kind="person"),
    ]


def ground_of(log: Sequence[Verdict] = ()) -> Ground:
    rows = records()
    reviewed = [r for r in rows if not isinstance(r, Sentence | Footnote)]
    return Ground(
        state=replay(reviewed, log),
        texts={"fiume": TEXT},
        sentences={"fiume": [r for r in rows if isinstance(r, Sentence)]},
        log=log,
    )


def planned(said: Sequence[VerdictRequest], ground: Ground, *, data: bytes = b"file") -> Plan:
    return plan(said, [], ground, data=data, name="Anna Bell", at=AT)


@pytest.fixture
def ground() -> Ground:
    return ground_of()
