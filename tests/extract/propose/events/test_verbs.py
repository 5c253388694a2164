"""The frame a verb fits best."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.verbs import may_name_event

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "verb", "kind"),
    [
        ("In 1701 France sent an army to Spain.", "sent", "Deployment"),
        ("In 1701 France sent a letter to Spain.", "sent", "Communication"),
        ("In 1701 France sent rifles to Spain.", "sent", "Aid"),
        ("Eden called on Nasser.", "called", "Visit"),
        ("On 14 September 1946 Nasser called on Eden to resign.", "called", "Request"),
        ("Eden set up a committee.", "set", "Founding"),
        ("France commanded Spain to retreat.", "commanded", "Order"),
        ("France gave its consent to the plan.", "gave", "Approval"),
    ],
)
def test_object_particle_and_needs_choose_the_frame(tell: Tell, text: str, verb: str, kind: str) -> None:
    assert tell(text).candidate(verb).frame.type == kind


def test_the_choice_says_its_reason(tell: Tell) -> None:
    made = tell("On 14 September 1946 Nasser called on Eden to resign.").candidate("called")
    assert made.reason == "Request by 'call on'; its needs are met"
    assert "with an object of" in tell("France sent a letter to Spain.").candidate("sent").reason


def test_the_participle_of_one_who_is_so_minded(tell: Tell) -> None:
    made = tell("France was opposed to the plan.").candidate("opposed")
    assert (made.frame.type, made.agents) == ("Rejection", ("France",))
    assert [t.text for t in made.objects] == ["plan"]
    assert made.reason == "Rejection by 'opposed to'"


def test_the_frame_of_a_governor_says_whose_act_an_infinitive_is(tell: Tell) -> None:
    assert tell("France asked Turkey to send troops.").candidate("send").agents == ("Turkey",)
    assert tell("France promised Turkey to send troops.").candidate("send").agents == ("France",)


def test_adjectives_before_a_noun_and_unknown_verbs_are_no_candidates(tell: Tell) -> None:
    told = tell("The exiled king purred.")
    assert not may_name_event(told.word("exiled"), told.lexicon)
    assert not may_name_event(told.word("purred"), told.lexicon)
    assert told.candidates() == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Halifax Gazette attacked Nasser in 1956.", "Communication"),
        ("The University of Leiden attacked France in 1956.", "Communication"),
        ("Spain attacked France in 1956.", "MilitaryAction"),
    ],
)
def test_newspapers_and_universities_wage_no_war(tell: Tell, text: str, kind: str) -> None:
    assert tell(text).candidate("attacked").frame.type == kind
