"""Names in sentences, read one after the other."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


def test_curly_and_straight_apostrophes_are_one(layer_of: LayerOf) -> None:
    assert named(layer_of("Nasser\u2019s answer reached the Quai d\u2019Orsay.")) == named(
        layer_of("Nasser's answer reached the Quai d'Orsay.")
    )
