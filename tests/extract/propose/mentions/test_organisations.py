"""Bodies by the shape of their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


@pytest.mark.parametrize("organ", ["Presidium", "Cabinet", "Politburo", "Chamber", "General Staff"])
def test_an_organ_stands_alone_with_the_article(layer_of: LayerOf, organ: str) -> None:
    assert len(named(layer_of(f"By midnight the {organ} had agreed."))) == 1


def test_a_head_alone_means_the_body_named_in_full(layer_of: LayerOf) -> None:
    layer = layer_of(
        "The Board of Port Trade met in March.",
        "In May the Board decided to buy the wharf.",
        "Years later the Company refused.",
    )
    assert "Board of Port Trade" in named(layer, 1)
    assert not named(layer, 2)


def test_of_two_bodies_with_one_head_the_one_named_lately_is_meant(layer_of: LayerOf) -> None:
    apart = ("It rained.",) * 6
    layer = layer_of(
        "The East Anglian Company agreed.",
        "The West Anglian Company refused.",
        "The Company wrote to London.",
        *apart,
        "The Company wrote again.",
    )
    assert "West Anglian Company" in named(layer, 2)
    assert named(layer, 3 + len(apart)) == set()
