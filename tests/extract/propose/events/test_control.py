"""Whose act a clause without a subject of its own is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.control import follow, missing_subject

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "verb", "control", "subjects"),
    [
        ("Elizabeth ordered Drake to burn the fleet.", "burn", "object", ["Drake"]),
        ("Elizabeth promised Drake to pay the fleet.", "pay", "subject", ["Elizabeth"]),
        ("Drake was ordered by Elizabeth to burn the fleet.", "burn", "subject", ["Elizabeth"]),
        ("Elizabeth decided to arm the fleet.", "arm", "", ["Elizabeth"]),
        ("After burning the fleet, Drake sailed home.", "burning", "", ["Drake"]),
        ("Drake sailed to Lisbon and burned the fleet.", "burned", "", ["Drake"]),
        ("The captain commanding the fleet fled.", "commanding", "", ["captain"]),
        ("Philip's decision to send the Armada was rash.", "send", "", ["Philip"]),
        ("The order to Drake to burn the fleet was secret.", "burn", "object", ["Drake"]),
        ("The proposal by Philip was to conquer England.", "conquer", "", ["Philip"]),
        ("Philip's aim was to conquer England.", "conquer", "", ["Philip"]),
    ],
)
def test_the_subject_that_a_clause_shares(
    tell: Tell, text: str, verb: str, control: str, subjects: list[str]
) -> None:
    told = tell(text)
    found = missing_subject(told.word(verb), control, told.lexicon.words.arguments)
    assert [t.text for t in found] == subjects


def test_a_governor_no_frame_knows_lets_its_object_control(tell: Tell) -> None:
    told = tell("Burghley influenced Elizabeth to spare the queen.")
    found = missing_subject(told.word("spare"), "", told.lexicon.words.arguments)
    assert [t.text for t in found] == ["Elizabeth"]


@pytest.mark.parametrize(
    ("text", "pronoun", "verb", "meant"),
    [
        ("The envoy who came from Tunis left.", "who", "came", ["envoy"]),
        ("The envoys and the consul who signed were deposed.", "who", "signed", ["consul"]),
        ("It was Venice that paid the fleet.", "that", "paid", ["Venice"]),
        ("Venice paid the fleet.", "Venice", "paid", ["Venice"]),
    ],
)
def test_what_a_relative_pronoun_stands_for(
    tell: Tell, text: str, pronoun: str, verb: str, meant: list[str]
) -> None:
    told = tell(text)
    found = follow(told.word(pronoun), told.word(verb), told.lexicon.words.arguments)
    assert [t.text for t in found] == meant
