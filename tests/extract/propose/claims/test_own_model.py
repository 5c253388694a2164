"""The learnt model of the writer's own claims: its file, what it adds up, why, what it refuses."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from regesta.extract.propose.claims.own_model import MODEL, OwnModel, own_model, read_model
from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack

FILE = {"layout": 1, "intercept": -1.0, "floor": 0.2, "weights": {"copula": 2.0, "before.day": -0.5}}


def test_the_shipped_model_says_what_it_was_taught_on_and_no_sealed_document_is_named() -> None:
    shipped = ENGLISH.model(MODEL)
    assert shipped is not None
    card, model = shipped["card"], read_model(shipped, ENGLISH.code)
    assert len(card["digest"]) == 64
    assert card["features"] == len(model.weights)
    assert card["claims"] < card["examples"]
    assert len(card["documents"]) == len(set(card["documents"])) > 9
    sealed = {"charter-wenfleet", "tannery-street-oral", "titian-age", "rome-economic-integration"}
    assert not sealed & set(card["documents"])
    assert all(math.isfinite(w) and abs(w) < 10 for w in model.weights.values())


def test_a_chance_adds_weights_and_features_without_one_count_nothing() -> None:
    model = read_model(FILE, "en")
    assert model.chance({"copula": 0.5, "word.unheard-of": 9.0}) == pytest.approx(0.5)
    assert model.chance({"before.day": 2.0}) == pytest.approx(1 / (1 + math.exp(2)))


def test_reasons_are_what_speaks_loudest_for_and_against() -> None:
    model = read_model(FILE, "en")
    seen = {"copula": 1.0, "before.day": 1.0, "word.unheard-of": 1.0}
    assert model.reasons(seen, 2) == [("copula", 2.0), ("before.day", -0.5)]


def test_a_model_of_another_layout_is_refused() -> None:
    with pytest.raises(LanguageError, match="layout 7"):
        read_model({**FILE, "layout": 7}, "en")


def test_a_pack_without_the_file_has_no_model(tmp_path: Path) -> None:
    assert own_model(LanguagePack("en", ENGLISH.folder, tmp_path)) is None
    assert isinstance(own_model(ENGLISH), OwnModel)
