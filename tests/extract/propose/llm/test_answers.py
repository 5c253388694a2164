"""A model's answer: what stands in the text becomes a record, what does not is refused with its reason."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pytest

from regesta.extract.annotate import annotate, load_model
from regesta.extract.authority import authorities
from regesta.extract.faults import Faults
from regesta.extract.propose.llm.answers import Reading, listed
from regesta.extract.propose.llm.places import Names, Refused
from regesta.extract.propose.llm.windows import Window, windows
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.propose.proposer import Context, Step
from regesta.extract.read import read_bytes
from regesta.extract.record import Claim, Event
from regesta.extract.text.languages import ENGLISH

TEXT = "# Quays\n\nDale argued that the quay was a mistake. On 3 May 1946 Harlow ordered the fleet to Malta. Pell agrees.\n"


@lru_cache(maxsize=1)
def context() -> Context:
    """What a proposer is given of the text."""
    annotated = annotate(read_bytes(TEXT.encode(), "quays.md", "quays"), load_model())
    known = authorities()
    return Context(
        authority=known, language=ENGLISH, faults=Faults("quays"), layer=mention_layer(annotated, known)
    )


@pytest.fixture
def window() -> Window:
    (only,) = windows(context().mentions.annotated.sentences, 20, 2)
    return only


def reading() -> Reading:
    return Reading("quays", TEXT, context(), "llm.v1", Names(context()))


def taken(step: Step, window: Window, *items: dict[str, Any]) -> Reading:
    out = reading()
    out.take(step, json.dumps({step: items}), window)
    return out


CLAIM = {"number": 1, "sentence": 1, "quote": "the quay was a mistake", "cue": "argued", "voice": "scholar", "holder": ["Dale"], "hedged": False, "negated": False}  # fmt: skip


def test_a_quote_of_the_text_becomes_a_claim_at_its_place(window: Window) -> None:
    (claim,) = taken("claims", window, CLAIM).records
    assert isinstance(claim, Claim)
    assert TEXT[claim.content[0] : claim.content[1]] == "the quay was a mistake"
    assert claim.holder == ("Dale",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "the quay was a triumph"}, "quay was a triumph"),
        ({"sentence": "first"}, "no number"),
        ({"voice": "witness"}, "witness"),
        ({"holder": []}, "without a holder"),
        ({"hedged": "no"}, "neither true nor false"),
    ],
)
def test_what_does_not_hold_is_refused_and_counted(
    window: Window, change: dict[str, Any], reason: str
) -> None:
    out = taken("claims", window, {**CLAIM, **change})
    assert out.records == []
    assert any(reason in why for _, why in out.refused)


def test_one_bad_item_leaves_the_others(window: Window) -> None:
    out = taken("claims", window, {**CLAIM, "quote": "invented"}, CLAIM)
    assert len(out.records) == len(out.refused) == 1


def test_relations_go_by_the_numbers_of_the_answer(window: Window) -> None:
    second = {**CLAIM, "number": 2, "sentence": 3, "quote": "Pell agrees", "cue": "", "holder": ["Pell"], "relations": [{"type": "supports", "target": 1}, {"type": "supports", "target": 7}]}  # fmt: skip
    first, other = (r for r in taken("claims", window, CLAIM, second).records if isinstance(r, Claim))
    assert [r.target for r in other.relations] == [first.id]


def test_a_date_that_is_none_is_left_out(window: Window) -> None:
    row = {"sentence": 2, "trigger": "ordered", "type": "Order", "agents": ["Harlow"], "recipients": [], "factuality": "asserted"}  # fmt: skip
    dated, undated = (taken("events", window, {**row, "date": date}) for date in ("1946-05-03", "1946-02-30"))
    (event,), (other,) = dated.records, undated.records
    assert isinstance(event, Event)
    assert isinstance(other, Event)
    assert event.date is not None
    assert event.date.edtf == "1946-05-03"
    assert other.date is None
    assert undated.refused


@pytest.mark.parametrize("answer", ["", "no JSON", '{"claims": 3}', '{"claims": [3]}', "[]"])
def test_an_answer_that_is_no_list_is_refused_whole(answer: str) -> None:
    with pytest.raises(Refused):
        listed("claims", answer)


def test_a_fence_of_markdown_is_taken_off() -> None:
    assert listed("claims", '```json\n{"claims": [{}]}\n```') == [{}]
