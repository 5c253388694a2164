"""Whom of the authority a document may mean, by its years and its own abbreviations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def named(layer: MentionLayer, sentence: int = 0) -> set[str]:
    """The actors of a sentence."""
    return {m.actor for m in layer.mentions(sentence)}


def test_nobody_of_another_age_is_meant(layer_of: LayerOf) -> None:
    assert "Cordell Hull" in named(layer_of("In 1938 Hull replied to the envoy."))
    assert "Cordell Hull" not in named(layer_of("In 1838 Hull replied to the envoy."))


def test_a_long_text_without_a_year_takes_no_person_of_a_table_with_an_era(layer_of: LayerOf) -> None:
    long = ["The harbour was quiet."] * 20
    assert "Cordell Hull" not in named(layer_of(*long, "Hull replied to the envoy."), 20)


@pytest.mark.parametrize(
    "text",
    [
        "In 1940 Duke George signed the charter.",
        "In 1940 George VI signed the charter.",
        "The consul travelled to Hull in May 1940.",
        "The price rose again (see Anderson 1955).",
    ],
)
def test_a_part_of_another_name_or_a_place_is_no_statesman(layer_of: LayerOf, text: str) -> None:
    assert not named(layer_of(text)) & {"David Lloyd George", "Cordell Hull", "Robert B. Anderson"}


def test_letters_mean_what_the_document_says(layer_of: LayerOf) -> None:
    layer = layer_of("The Harbour Office (HO) opened in 1946.", "HO refused the loan in 1947.")
    assert named(layer, 1) == {"Harbour Office"}
