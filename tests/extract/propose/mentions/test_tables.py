"""Which of several readings a name has in a document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


def test_one_name_of_two_states_follows_the_document(layer_of: LayerOf) -> None:
    layer = layer_of("The People's Republic of China was ready.", "China sent troops in 1950.")
    assert named(layer, 1) == {"People's Republic of China"}
    layer = layer_of("Nationalist China was weak.", "China signed the charter in 1945.")
    assert named(layer, 1) == {"Republic of China"}


def test_the_north_and_the_south_are_states_where_both_are_spoken_of(layer_of: LayerOf) -> None:
    story = ["North Korea armed and South Korea slept."] * 6
    assert "South Korea" in named(layer_of(*story, "The South protested."), 6)
    assert named(layer_of("The South protested."), 0) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In July 1914 Berlin hesitated and Russia mobilised.", {"Germany", "Russia"}),
        ("In 1938 Berlin hesitated.", {"Germany"}),
        ("In 1995 Russia signed the treaty.", {"Russian Federation"}),
    ],
)
def test_a_name_leads_to_no_state_outside_the_years_told(
    layer_of: LayerOf, text: str, expected: set[str]
) -> None:
    assert named(layer_of(text)) == expected
