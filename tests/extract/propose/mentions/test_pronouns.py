"""Pronouns, resolved where one candidate fits."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


def test_a_pronoun_is_resolved_only_where_one_candidate_fits(layer_of: LayerOf) -> None:
    assert ("Anthony Eden", "pronoun") in {
        (m.actor, m.form) for m in layer_of("Eden was ill.", "He resigned in January.").mentions(1)
    }
    assert not [
        m for m in layer_of("Eden met Dulles.", "He resigned in January.").mentions(1) if m.form == "pronoun"
    ]
    assert not [m for m in layer_of("Eden refused to see him.").mentions(0) if m.form == "pronoun"]


def test_it_means_the_subject_of_the_clause_before(layer_of: LayerOf) -> None:
    layer = layer_of("The Presidium resolved to negotiate with Hungary; a day later it ordered an attack.")
    assert [m.actor for m in layer.mentions(0) if m.form == "pronoun"] == ["Presidium"]
