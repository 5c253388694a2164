"""An invented quarrel over a weir: its text, and what was proposed of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from regesta.extract.record import Actor, Claim, Decision, Event, Footnote, Record, Sentence, Span, content_id

TEXT = (
    "Holt argues that the weir ruined the mill.1 Brand denies that it ruined anybody. "
    "On 3 May 1871 the council ordered Holt to lower it. The order was obeyed in June. "
    "1 County Record Office, CB 1/2."
)


def at(words: str) -> Span:
    """Where some words stand in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def records() -> list[Record]:
    """What was proposed: two claims, one of them wrong, an order twice, and two names of one man."""
    openings = ("Holt argues", "Brand denies", "On 3 May", "The order", "1 County")
    starts = [TEXT.index(words) for words in openings]
    spans = [(a, b - 1) for a, b in pairwise(starts)]
    sentences = [Sentence(id=content_id("sentence", "d", [s]), document="d", spans=(s,)) for s in spans]
    note = Footnote(
        id="1", document="d", span=at("County Record Office, CB 1/2."), number=1, marker=at("1"),
        sentence=sentences[0].id,
    )  # fmt: skip

    def claim(words: str, home: int, **more: Any) -> Claim:
        span = at(words)
        return Claim(
            id=content_id("claim", "d", list(span)), document="d", confidence=0.8, proposer="claims.v1", spans=(span,),
            content=span, sentence=sentences[home].id, quote=words, voice="scholar", **more,
        )  # fmt: skip

    def act(words: str, home: int, kind: Any, **more: Any) -> Event:
        return Event(
            id=content_id("event", "d", list(at(words))), document="d", confidence=0.9, proposer="events.v1",
            spans=sentences[home].spans, trigger=at(words), type=kind, sentence=sentences[home].id, **more,
        )  # fmt: skip

    order = act("ordered", 2, "Order", agents=("town council",))
    return [
        *sentences,
        note,
        claim("the weir ruined the mill", 0, holder=("Agnes Holt",), footnotes=("1",)),
        claim("it ruined anybody", 1, holder=("Agnes Holt",)),
        order,
        act("order was obeyed", 3, "Order"),
        Decision(
            id="decision-1", document="d", confidence=0.9, proposer="events.v1", spans=order.spans, trigger=order.trigger,
            decision="order", deciders=("town council",), content=at("to lower it"), event=order.id, sentence=order.sentence,
        ),
        Actor(id="actor-holt", document="d", name="Agnes Holt", actor_kind="person", aliases=("Holt",)),
        Actor(id="actor-brand", document="d", name="Brand", actor_kind="person"),
        Actor(id="actor-other", document="d", name="Dr Brand", actor_kind="person"),
    ]  # fmt: skip


#: A whole reading: one claim as it stands, one changed, one added, the order told twice, one man's two names.
READING: list[Mapping[str, Any]] = [
    {"s": 1, "claims": [{"id": "1a", "from": "c1", "words": "Milling stopped because of the weir."}]},
    {"s": 2, "claims": [{
        "id": "2a", "from": "c2", "holder": ["Brand"], "negated": True, "cue": "denies", "same_as": "1a",
        "relations": [{"type": "attacks", "target": "1:weir ruined", "cue": "denies"}],
    }]},
    {"s": 3, "events": [{"from": "e1", "date": "1871-05-03"}], "decisions": [{"from": "d1", "words": "a lower weir"}]},
    {"s": 4, "events": [{"from": "e2", "date": "1871-06"}], "claims": [
        {"id": "4a", "holder": ["author"], "voice": "author", "content": "The order was obeyed"},
    ]},
    {"position": "P1", "label": "the ruin", "holders": ["Agnes Holt"], "claims": ["1a"], "named": [[2, "it"]]},
    {"actor": "Brand", "also": ["Dr Brand", "Br."]},
    {"same_event": ["3:1", "4:obeyed"]},
]  # fmt: skip
