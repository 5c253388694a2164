"""The learnt model of relations: its file, what it adds up, what it refuses."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from regesta.extract.propose.claims.pair_model import MODEL, NONE, PairModel, pair_model, read_model
from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack

FILE = {
    "layout": 2,
    "classes": ["attacks", "none"],
    "intercepts": [-1.0, 1.0],
    "weights": {"later.has=but": [2.0, -1.0], "pair.adjoins": [0.5, 0.0]},
    "threshold": 0.3,
    "second": 0.5,
    "opposite": 0.3,
    "opposite_of_attack": 0.3,
    "against_rule": 2.0,
    "back": 4,
}


def test_the_shipped_model_says_what_it_was_taught_on_and_keeps_its_thresholds_in_order() -> None:
    shipped = ENGLISH.model(MODEL)
    assert shipped is not None
    card, model = shipped["card"], read_model(shipped, ENGLISH.code)
    assert len(card["digest"]) == 64
    assert card["features"] == len(model.weights)
    assert len(card["documents"]) == len(set(card["documents"])) > 9
    assert NONE in model.classes
    assert {len(row) for row in model.weights.values()} == {len(model.classes)}
    assert 0 < model.threshold <= model.second < 1
    assert model.opposite_of_attack <= model.opposite < 0.5


def test_no_sealed_document_is_named_on_the_card() -> None:
    shipped = ENGLISH.model(MODEL)
    assert shipped is not None
    sealed = {"charter-wenfleet", "tannery-street-oral", "titian-age", "rome-economic-integration"}
    assert not sealed & set(shipped["card"]["documents"])


def test_features_that_have_no_weight_count_nothing_and_others_by_their_value() -> None:
    model = read_model(FILE, "en")
    assert model.sum({"has=but": 0.5, "has=unheard-of": 9.0}, "later") == (1.0, -0.5)
    assert model.sum({"has=but": 1.0}, "earlier") == (0.0, 0.0)


def test_a_model_of_another_layout_is_refused() -> None:
    with pytest.raises(LanguageError, match="layout 7"):
        read_model({**FILE, "layout": 7}, "en")


def test_a_pack_without_the_file_has_no_model(tmp_path: Path) -> None:
    assert pair_model(LanguagePack("en", ENGLISH.folder, tmp_path)) is None


def test_the_model_lies_where_the_pack_says(tmp_path: Path) -> None:
    (tmp_path / f"{MODEL}.json").write_text('{"layout": 0}', "utf-8")
    with pytest.raises(LanguageError, match="make models"):
        pair_model(LanguagePack("en", ENGLISH.folder, tmp_path))


def test_weights_are_numbers_of_ordinary_size() -> None:
    model = pair_model(ENGLISH)
    assert isinstance(model, PairModel)
    assert all(math.isfinite(w) and abs(w) < 10 for row in model.weights.values() for w in row)
