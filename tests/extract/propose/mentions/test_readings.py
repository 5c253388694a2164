"""What a listed name means in its sentence: an actor, a place, an owner, or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


PLACES_AND_GOVERNMENTS = [
    ("Cairo rejected the proposal.", {"Egypt"}),
    ("The ministers met in Cairo.", set()),
    ("London's policy had failed.", {"United Kingdom"}),
    ("He flew to London.", set()),
    ("Relations between Moscow and Washington were bad.", {"Soviet Union", "United States"}),
    ("The Kremlin hesitated.", {"Soviet Union"}),
    ("Bombers attacked Cairo at night.", set()),
    ("The Geneva conference ended.", set()),
    ("Factories in Egypt were closed.", set()),
    ("Egypt closed the factories.", {"Egypt"}),
    ("Rebels held the northern part of Iraq.", set()),
]


@pytest.mark.parametrize(("text", "expected"), PLACES_AND_GOVERNMENTS)
def test_a_place_acts_or_is_only_where_something_happens(
    layer_of: LayerOf, text: str, expected: set[str]
) -> None:
    layer = layer_of(text)
    assert named(layer) == expected


ADJECTIVES = [
    ("British policy had failed.", {"United Kingdom"}),
    ("The British ambassador was recalled.", set()),
    ("He was a pro-British officer.", set()),
    ("The Anglo-French ultimatum expired.", {"United Kingdom", "France"}),
    ("Egyptians cheered.", {"Egypt"}),
    ("The French were furious.", {"France"}),
]


@pytest.mark.parametrize(("text", "expected"), ADJECTIVES)
def test_an_adjective_owns_acts_not_persons(layer_of: LayerOf, text: str, expected: set[str]) -> None:
    assert named(layer_of(text)) == expected


def test_a_doctrine_is_no_person(layer_of: LayerOf) -> None:
    assert "Harry S. Truman" not in named(layer_of("The Truman Doctrine was announced."))
    assert "Harry S. Truman" in named(layer_of("President Truman announced it."))
