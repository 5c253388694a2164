"""Persons named by family name alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


LONE_NAMES = [
    ("Marshal Brunow crossed the river at dawn.", {"Brunow"}),
    ("Ambassador Velten was received coldly.", {"Velten"}),
    ("General von Trautz resigned.", {"von Trautz"}),
    ("Harvik, the finance minister, refused to sign.", {"Harvik"}),
    ("The convoy reached Harvik in March.", set()),
]


@pytest.mark.parametrize(("text", "expected"), LONE_NAMES)
def test_a_family_name_alone_is_a_person_by_title_or_use(
    layer_of: LayerOf, text: str, expected: set[str]
) -> None:
    assert named(layer_of(text)) == expected


def test_uses_elsewhere_decide_what_a_lone_name_is(layer_of: LayerOf) -> None:
    layer = layer_of("Colonel Brunow commanded the garrison.", "Brunow telephoned the capital.")
    assert named(layer, 1) == {"Brunow"}
