"""Whether a candidate is an event of its type, by rules and learnt model together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from regesta.extract.propose.events.judging import UNTYPED, acts_near, judged
from regesta.extract.propose.events.trigger_model import Agreed, TriggerModel
from regesta.extract.propose.events.weighing import Evidence, confidence

Tell = Callable[..., Any]
AGREED = Agreed(
    chance=1.0, rules=1.0, acts=2.0, intercept=0.0, threshold=0.3, sentences=1, ruled=0.8, framed=0.2
)


def model(chance: float, conflict: float) -> TriggerModel:
    """A model that takes every word for an event with one chance, by log-odds, and leans to one type."""
    return TriggerModel(chance, {}, 0.3, 0.3, AGREED, ("Conflict", "Visit"), (conflict, -conflict), {})


def evidence(tell: Tell, text: str, word: str) -> Evidence:
    told = tell(text)
    c = told.candidate(word)
    return Evidence(c, c.present, "asserted", False, told.lexicon)


def test_without_a_model_the_rules_judge_alone(tell: Tell) -> None:
    sure = evidence(tell, "Spain attacked the fort.", "attacked")
    made = judged(sure, None)
    assert made is not None
    assert made.sure == confidence(sure)
    assert judged(evidence(tell, "The withdrawal was slow.", "withdrawal"), None) is None


@pytest.mark.parametrize(("acts", "is_one"), [(0.0, False), (2.0, True)])
def test_what_the_model_doubts_is_an_event_where_acts_are_told_of_all_the_time(
    tell: Tell, acts: float, is_one: bool
) -> None:
    ruled = evidence(tell, "Spain attacked the fort.", "attacked")
    assert (judged(ruled, model(-3.0, 0.0), acts) is not None) is is_one


def test_a_likely_word_is_an_event_against_the_rules(tell: Tell) -> None:
    topic = evidence(tell, "The withdrawal was slow.", "withdrawal")
    assert judged(topic, model(-1.0, 0.0)) is None
    assert judged(topic, model(2.0, 0.0)) is not None


def test_an_event_of_no_sure_type_is_one_of_none(tell: Tell) -> None:
    topic = evidence(tell, "The withdrawal was slow.", "withdrawal")  # the model knows no withdrawals
    made = judged(topic, model(2.0, 0.0))
    assert made is not None
    assert made.candidate.frame.type == UNTYPED
    ruled = judged(evidence(tell, "Spain attacked the fort.", "attacked"), model(2.0, 0.0))
    assert ruled is not None
    assert ruled.candidate.frame.type == "MilitaryAction"  # of the rules' own events most types are right


def test_against_the_rules_it_is_as_sure_as_event_and_type_together(tell: Tell) -> None:
    topic = evidence(tell, "The withdrawal was slow.", "withdrawal")
    likely = judged(topic, model(2.0, 0.0))
    assert likely is not None
    assert likely.sure == 0.3  # .88 an event, .1 a withdrawal: never below what is proposed at all


def test_acts_are_counted_about_each_sentence(tell: Tell) -> None:
    told = tell("Spain attacked the fort.", "It was slow.", "It was slow.", "It was slow.")
    found = [told.candidates(k) for k in range(4)]
    assert acts_near(found, 1) == [1 / 2, 1 / 3, 0, 0]
    assert acts_near([[replace(c, present=frozenset()) for c in here] for here in found], 1) == [0, 0, 0, 0]
    assert acts_near([], 1) == []
