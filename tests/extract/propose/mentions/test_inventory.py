"""The names a document gives in full, grouped into persons."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def test_forms_of_one_person_are_grouped_under_the_fullest(layer_of: LayerOf) -> None:
    layer = layer_of(
        "Margaret Ashcombe wrote to the editor.",
        "M. Ashcombe was wrong.",
        bibliography="Ashcombe, Margaret, The Road to Rome, London, 1971.",
    )
    assert layer.inventory.surnames["ashcombe"] == ("Margaret Ashcombe",)
    assert layer.inventory.persons["Margaret Ashcombe"].weight > 3


def test_the_authority_names_whom_it_knows(layer_of: LayerOf) -> None:
    layer = layer_of("Anthony Eden resigned.", "Robert Eden wrote novels.")
    assert set(layer.inventory.surnames["eden"]) == {"Anthony Eden", "Robert Eden"}


def test_words_written_small_are_common(layer_of: LayerOf) -> None:
    assert "ships" in layer_of("The ships sailed.", "More ships came.").inventory.common
