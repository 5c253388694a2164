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
