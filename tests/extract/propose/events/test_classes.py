"""Which classes a head belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.classes import REFERENCE_RULES, in_class, is_of, is_somebody, shaped
from regesta.extract.propose.events.lexicon import REFERRING

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "head", "name", "belongs"),
    [
        ("Louis sent a letter.", "letter", "message", True),
        ("Louis sent a letter.", "letter", "force", False),
        ("Louis gave the green light.", "light", "approval", True),
        ("Louis burned the light.", "light", "approval", False),
        ("France fell.", "France", "actor", True),
        ("They took Verdun.", "Verdun", "actor", False),
        ("The council rejected it.", "it", "pronoun", True),
        ("The council elected him.", "him", "person", True),
        ("The council elected it.", "it", "person", False),
        ("The Red Army advanced.", "Army", "force", True),
    ],
)
def test_a_head_belongs_to_a_class(tell: Tell, text: str, head: str, name: str, belongs: bool) -> None:
    told = tell(text)
    assert in_class(told.word(head), name, told.roles()) is belongs


def test_what_a_shaping_word_shapes_counts_for_it(tell: Tell) -> None:
    told = tell("They reached a sort of compromise.")
    sort = told.word("sort")
    assert [t.text for t in shaped(sort, told.lexicon)] == ["compromise"]
    assert is_of([sort], ["accord"], told.roles())
    assert not is_of([sort], ["force"], told.roles())
    assert shaped(told.word("compromise"), told.lexicon) == ()


def test_persons_and_bodies_without_a_name_are_somebody(tell: Tell) -> None:
    told = tell("The peasants and a deputy burned the barn.")
    assert is_somebody(told.word("peasants"), told.lexicon)
    assert is_somebody(told.word("deputy"), told.lexicon)
    assert not is_somebody(told.word("barn"), told.lexicon)


def test_classes_that_only_reference_decides_are_those_the_lexicon_admits(tell: Tell) -> None:
    classes = tell("Peace came.").lexicon.classes
    assert {name for name in REFERENCE_RULES if name not in classes} == REFERRING
