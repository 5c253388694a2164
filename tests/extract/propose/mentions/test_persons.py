"""Who a family name means."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


def test_a_family_name_means_the_person_named_in_full(layer_of: LayerOf) -> None:
    layer = layer_of(
        "Margaret Ashcombe wrote to the editor.",
        "The editor told Ashcombe that he agreed.",
        "As H. Ottaway argued, Ashcombe was wrong.",
        bibliography="Ottaway, Hilda, The Road to Sèvres, London, 1971.",
    )
    assert "Margaret Ashcombe" in named(layer, 1)
    assert {"Hilda Ottaway", "Margaret Ashcombe"} <= named(layer, 2)


def test_namesakes_are_told_apart_by_how_they_are_named(layer_of: LayerOf) -> None:
    layer = layer_of(
        "Kim Il Sung went to Moscow.",
        "Kim asked for arms.",
        "Kim Il Sung and Kim Tu Bong quarrelled.",
        "Kim won.",
    )
    assert named(layer, 1) == {"Kim Il Sung"}
    assert named(layer, 2) == {"Kim Il Sung", "Kim Tu Bong"}


def test_a_family_name_is_not_that_of_a_man_gone_before_the_story_nor_of_one_with_other_given_names(
    layer_of: LayerOf,
) -> None:
    story = ("The commission met in 1946.", "It met again in 1947 and in 1948.", "The war of 1950 ended it.")
    layer = layer_of(*story, "As Grey argued, the commission failed.")
    assert "Edward Grey" not in named(layer, 3)
    layer = layer_of(
        *story,
        "In addition, Harold F. Dean - the chief of the division - was taken prisoner.",
        "Dean was freed in 1953.",
    )
    assert "Harold F. Dean" in named(layer, 3)
    assert "Patrick Dean" not in named(layer, 3) | named(layer, 4)
    assert "Joseph Stalin" in named(layer_of(*story, "The U.S. Stalin feared was not the U.S. he knew."), 3)
