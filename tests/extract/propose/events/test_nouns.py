"""Event nouns and the verbs that carry them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "noun", "kind", "agents"),
    [
        ("Russia's invasion of Poland in 1792 surprised nobody.", "invasion", "MilitaryAction", {"Russia"}),
        ("The withdrawal of the Spanish was slow.", "withdrawal", "Withdrawal", {"Spain"}),
        ("The meeting of France and Spain failed.", "meeting", "Meeting", {"France", "Spain"}),
        ("A letter from Spain arrived.", "letter", "Communication", {"Spain"}),
        ("The order by France to retreat came late.", "order", "Order", {"France"}),
    ],
)
def test_nouns_name_events_with_those_who_act(
    tell: Tell, text: str, noun: str, kind: str, agents: set[str]
) -> None:
    made = tell(text).candidate(noun)
    assert made.frame.type == kind
    assert set(made.agents) == agents


@pytest.mark.parametrize(
    ("text", "noun", "carrier"),
    [
        ("France issued a refusal to Spain.", "refusal", "issued"),
        ("Charles issued a series of refusals.", "refusals", "issued"),
        ("In 1640 a revolt broke out in Portugal.", "revolt", "broke"),
        ("There was a revolt in Portugal.", "revolt", "was"),
    ],
)
def test_a_light_verb_carries_its_noun(tell: Tell, text: str, noun: str, carrier: str) -> None:
    made = tell(text).candidate(noun)
    assert made.carrier is not None
    assert made.carrier.text == carrier
    assert "light" in made.present


def test_a_verb_that_does_more_carries_nothing(tell: Tell) -> None:
    assert tell("France feared the meeting of the ministers.").candidate("meeting").carrier is None


def test_under_a_topic_word_a_noun_is_only_a_topic(tell: Tell) -> None:
    assert "topic" in tell("The question of withdrawal divided Spain.").candidate("withdrawal").present


def test_who_decides_an_act_does_it(tell: Tell) -> None:
    made = tell("France ordered the establishment of a colony.").candidate("establishment")
    assert made.agents == ("France",)
    assert {"agent", "named"} <= made.present


def test_a_noun_in_a_name_or_before_another_noun_names_no_event(tell: Tell) -> None:
    assert tell("The conference room was cold.").candidates() == []
