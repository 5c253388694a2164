"""Forces, organs and peoples of a state."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


FORCES = [
    ("British and French troops landed.", {"British forces", "French forces"}),
    ("Soviet ground forces advanced.", {"Red Army"}),
    ("Israeli armoured units and the Egyptian army clashed.", {"Egyptian army"}),
    ("The 40th Army waited.", {"40th Army"}),
    ("The Ministry of Supply objected.", {"Ministry of Supply"}),
    ("He commanded the Eighth Cavalry Regiment.", {"Eighth Cavalry Regiment"}),
]


@pytest.mark.parametrize(("text", "expected"), FORCES)
def test_organisations_by_their_shape(layer_of: LayerOf, text: str, expected: set[str]) -> None:
    assert expected <= named(layer_of(text))
