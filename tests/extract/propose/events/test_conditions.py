"""What is there besides the word of an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.conditions import CONDITIONS, is_mandative

Tell = Callable[..., Any]

#: condition, a sentence in which it holds of the verb, and one in which it does not
HOLDS = [
    ("agent", "decided", "France decided to leave.", "It was decided to leave."),
    ("someone", "attacked", "The peasants attacked the castle.", "France attacked the castle."),
    ("named", "attacked", "France attacked the castle.", "The peasants attacked the castle."),
    ("addressed", "asked", "France asked Spain for help.", "France asked for help."),
    ("place", "landed", "The army landed in Egypt.", "The army landed in haste."),
    ("object", "attacked", "France attacked the castle.", "France attacked in haste."),
    ("complement", "ordered", "France ordered Spain to leave.", "France ordered the retreat."),
    ("expletive", "decided", "It was decided to leave.", "France decided to leave."),
    ("conjoint", "signed", "France and Spain signed the treaty.", "France signed the treaty."),
    ("person", "appointed", "The Diet appointed him.", "The Diet appointed it."),
    ("as", "appointed", "The Diet appointed him as governor.", "The Diet appointed him."),
    ("purpose", "asked", "France asked Spain for help.", "France asked Spain to help."),
    ("supplies", "sent", "Prussia sent rifles to Spain.", "Prussia sent greetings to Spain."),
    ("infinitive", "ordered", "France ordered Spain to leave.", "France ordered that Spain should leave."),
    ("mandative", "proposed", "France proposed that Spain should leave.", "France proposed a truce."),
    (
        "setting",
        "said",
        "At the conference Eden said that it was late.",
        "In May Eden said that it was late.",
    ),
]


@pytest.mark.parametrize(("name", "verb", "holding", "failing"), HOLDS)
def test_a_condition_holds_of_one_sentence_and_not_of_the_other(
    tell: Tell, name: str, verb: str, holding: str, failing: str
) -> None:
    assert name in tell(holding).candidate(verb).present
    assert name not in tell(failing).candidate(verb).present


def test_every_condition_but_those_on_subjects_is_tried_above() -> None:
    assert set(CONDITIONS) - {row[0] for row in HOLDS} == {"force", "war", "help"}


@pytest.mark.parametrize(
    ("text", "verb", "mandative"),
    [
        ("The Porte asked that they leave.", "leave", True),
        ("The Porte asked that they should leave.", "leave", True),
        ("The Porte asked them to leave.", "leave", True),
        ("The Porte said that they had left.", "left", False),
        ("The Porte said that they left.", "left", False),
    ],
)
def test_clauses_that_say_what_should_be_done(tell: Tell, text: str, verb: str, mandative: bool) -> None:
    told = tell(text)
    assert is_mandative(told.word(verb), told.lexicon.words.frames.mandative) is mandative
