"""What abbreviations of a document stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.abbreviations import long_form_of
from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


def test_abbreviations_of_the_document(layer_of: LayerOf) -> None:
    layer = layer_of("The ZRC met on Friday.", abbreviations=(("ZRC", "Zubrowka Relief Committee"),))
    assert named(layer) == {"Zubrowka Relief Committee"}
    layer = layer_of("The Zubrowka Relief Committee (ZRC) met.", "The ZRC dissolved itself.")
    assert named(layer, 1) == {"Zubrowka Relief Committee"}


@pytest.mark.parametrize(
    ("short", "long", "form"),
    [
        ("JCP", "In Tokyo Japanese Communist Party", "Japanese Communist Party"),
        ("KPR", "Committee for the Relief of Poland", None),
        ("CRP", "Committee for the Relief of Poland", "Committee for the Relief of Poland"),
    ],
)
def test_the_long_form_ends_the_run_before_the_bracket(short: str, long: str, form: str | None) -> None:
    assert long_form_of(short, long) == form
