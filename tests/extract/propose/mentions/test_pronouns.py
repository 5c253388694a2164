"""Pronouns, led to the most prominent actor that fits."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def pronouns(layer: MentionLayer, sentence: int) -> list[tuple[str, float]]:
    return [(m.actor, m.confidence) for m in layer.mentions(sentence) if m.form == "pronoun"]


def test_a_pronoun_means_the_one_actor_that_fits(layer_of: LayerOf) -> None:
    assert pronouns(layer_of("Eden was ill.", "He resigned in January."), 1) == [("Anthony Eden", 0.8)]
    assert not pronouns(layer_of("Eden refused to see him."), 0)


def test_of_several_it_means_the_most_prominent_and_none_where_two_are_alike(layer_of: LayerOf) -> None:
    assert pronouns(layer_of("Eden met Dulles.", "He resigned in January."), 1) == [("Anthony Eden", 0.7)]
    assert not pronouns(layer_of("Eden and Dulles met.", "He resigned in January."), 1)


def test_nobody_further_back_than_the_sentence_before_is_meant(layer_of: LayerOf) -> None:
    assert not pronouns(layer_of("Eden was ill.", "The winter was long.", "He resigned in January."), 2)
    nearer = layer_of("Eden was ill.", "Dulles was well.", "He resigned in January.")
    assert [a for a, _ in pronouns(nearer, 2)] == ["John Foster Dulles"]


def test_it_means_the_subject_of_the_clause_before(layer_of: LayerOf) -> None:
    layer = layer_of("The Presidium resolved to negotiate with Hungary; a day later it ordered an attack.")
    assert [m.actor for m in layer.mentions(0) if m.form == "pronoun"] == ["Presidium"]
