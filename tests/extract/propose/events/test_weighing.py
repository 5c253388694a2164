"""Whether a candidate is an event, and how sure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from regesta.extract.propose.events.factuality import factuality
from regesta.extract.propose.events.weighing import MARKS, Evidence, confidence, is_event

Tell = Callable[..., Any]


def evidence(tell: Tell, text: str, word: str) -> Evidence:
    told = tell(text)
    c = told.candidate(word)
    return Evidence(
        c, c.present, factuality(c.carrier or c.word, text.lower(), told.lexicon.words), False, told.lexicon
    )


@pytest.mark.parametrize(
    ("text", "word", "accepted"),
    [
        ("The fever attacked the fort.", "attacked", False),  # nobody acts, at no time and place
        ("Spain attacked the fort.", "attacked", True),
        ("Spain wanted to attack Cyprus.", "attack", False),
        ("Spain's withdrawal was slow.", "withdrawal", True),
        ("The withdrawal was slow.", "withdrawal", False),
        ("The question of Spain's withdrawal was hard.", "withdrawal", False),
        ("Spanish reports were rare.", "reports", False),
        ("Spain has rejected this view.", "rejected", False),
    ],
)
def test_what_is_an_event(tell: Tell, text: str, word: str, accepted: bool) -> None:
    assert is_event(evidence(tell, text, word)) is accepted


def test_a_noun_that_says_it_all_needs_only_a_date(tell: Tell) -> None:
    e = evidence(tell, "The meeting was short.", "meeting")
    assert not is_event(e)
    assert is_event(replace(e, present=e.present | {"dated"}))


def test_every_mark_has_its_weight_and_moves_the_confidence_its_way(tell: Tell) -> None:
    e = evidence(tell, "Spain attacked the fort.", "attacked")
    weights = e.lexicon.weights
    assert set(MARKS) == set(weights) - {"bias", "scale", "shift"}
    for name, mark in (("dated", "dated"), ("place", "place"), ("addressed", "recipient")):
        more = replace(e, present=e.present | {name})
        assert (confidence(more) - confidence(e)) * weights[mark] > 0
    assert confidence(replace(e, dates_near=True)) > confidence(e)


def test_a_surer_frame_makes_a_surer_event(tell: Tell) -> None:
    e = evidence(tell, "Spain attacked the fort.", "attacked")
    weak = replace(e, candidate=replace(e.candidate, frame=replace(e.candidate.frame, strength=0.2)))
    assert 0 < confidence(weak) < confidence(e) < 1
