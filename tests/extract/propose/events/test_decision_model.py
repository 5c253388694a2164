"""The learnt yes-or-no on decisions: what its file says, and what it adds up."""

from __future__ import annotations

import pytest
from tests.corpus import catalogue
from tests.corpus.learning.fitting import dump
from tests.corpus.learning.triggers import TriggerExample, fit_decisions

from regesta.extract.propose.events.decision_model import MODEL, decision_model, read_model
from regesta.extract.text.languages import ENGLISH, LanguageError


def test_the_shipped_model_says_what_it_was_taught_on_and_no_sealed_document_is_named() -> None:
    shipped, model = ENGLISH.model(MODEL), decision_model(ENGLISH)
    assert shipped is not None
    assert model is not None
    card = shipped["card"]
    assert len(card["digest"]) == 64
    assert card["features"] == len(model.weights)
    assert 0 < card["decisions"] < card["examples"]
    assert len(card["documents"]) == len(set(card["documents"])) > 9
    assert not {e.slug for e in catalogue.entries() if e.sealed} & set(card["documents"])
    assert 0 < model.least < model.sure < 1


def test_it_is_learnt_with_one_weight_a_feature_and_refuses_another_layout() -> None:
    deciding = [TriggerExample({"word.vote": 1.0}, "adopt")] * 40
    others = [TriggerExample({"word.sail": 1.0}, "")] * 40
    data = fit_decisions({str(k): [*deciding, *others] for k in range(4)}, {"about": "a test"})
    assert dump(data) == dump(
        fit_decisions({str(k): [*deciding, *others] for k in range(4)}, {"about": "a test"})
    )
    assert (data["card"]["examples"], data["card"]["decisions"]) == (320, 160)
    model = read_model(data, "en")
    assert model.chance({"word.vote": 1.0}) > 0.8 > 0.2 > model.chance({"word.sail": 1.0})
    with pytest.raises(LanguageError, match="make models"):
        read_model({**data, "layout": 0}, "en")
