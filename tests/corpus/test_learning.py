"""Learning on a corpus: what teaches, what an example is, and models that never saw a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.corpus import catalogue
from tests.corpus.learning import command, own_claims
from tests.corpus.learning.fitting import SETTINGS, dump, fit_own, fit_pairs, used_features
from tests.corpus.learning.pairs import Example, labels_of
from tests.corpus.measure.parses import StaleError

from regesta.extract.propose.claims.own_model import read_model as read_own
from regesta.extract.propose.claims.pair_model import MODEL, read_model
from regesta.extract.record import Claim, Relation
from regesta.extract.text.languages import ENGLISH


def claim(name: str, *relations: Relation) -> Claim:
    return Claim(id=name, document="d", spans=((0, 1),), content=(0, 1), relations=relations)


def taught(count: int = 40) -> list[Example]:
    """Examples of which those with one word are attacks."""
    said = [Example({"later.has=but": 1.0, "pair.adjoins": 1.0}, "attacks")] * count
    silent = [Example({"later.has=then": 1.0, "pair.adjoins": 1.0}, "none")] * count
    return [*said, *silent, Example({"later.has=then": 1.0}, "supports")]


def test_a_relation_is_a_class_of_two_sentences_and_says_which_answers() -> None:
    claims = [
        claim("a"),
        claim("b", Relation(type="undercuts", target="a")),
        claim(
            "c",
            Relation(type="supports", target="d"),
            Relation(type="supports", target="n3", target_kind="citation"),
        ),
        claim("d"),
    ]
    homes = {"a": 4, "b": 5, "c": 6, "d": 8}
    assert labels_of(claims, homes) == {(5, 4): "attacks", (8, 6): "supports<"}


def test_a_relation_within_a_sentence_is_not_learnt() -> None:
    assert labels_of([claim("a"), claim("b", Relation(type="attacks", target="a"))], {"a": 1, "b": 1}) == {}


def test_only_features_of_several_documents_are_used() -> None:
    rows = {str(k): taught() for k in range(4)}
    rows["4"] = [Example({"later.has=sallow": 1.0}, "none")] * 99
    assert used_features(rows, 4, 30) == ["later.has=but", "later.has=then", "pair.adjoins"]


def test_the_same_examples_give_the_same_file_and_the_model_tells_what_it_was_taught() -> None:
    rows = {str(k): taught() for k in range(5)}
    text = dump(fit_pairs(rows, {"about": "a test"}))
    assert text == dump(fit_pairs(rows, {"about": "a test"}))
    data = json.loads(text)
    assert data["card"]["documents"] == ["0", "1", "2", "3", "4"]
    assert data["card"]["seed"] == SETTINGS[MODEL]["seed"]
    model = read_model(data, "en")
    assert model.weights["later.has=but"][model.classes.index("attacks")] > 0
    assert model.weights["later.has=then"][model.classes.index("attacks")] < 0


def test_what_is_told_from_narrative_is_learnt_with_one_weight_a_feature() -> None:
    claims = [own_claims.Example({"word.weak": 1.0}, True)] * 40
    tales = [own_claims.Example({"word.sail": 1.0}, False)] * 40
    rows = {str(k): [*claims, *tales] for k in range(5)}
    data = json.loads(dump(fit_own(rows, {"about": "a test"})))
    assert (data["card"]["examples"], data["card"]["claims"]) == (400, 200)
    model = read_own(data, "en")
    assert model.chance({"word.weak": 1.0}) > 0.6 > 0.4 > model.chance({"word.sail": 1.0})


def test_sealed_documents_teach_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = {e.slug for e in catalogue.entries() if e.sealed}
    assert len(sealed) > 1
    assert not sealed & {e.slug for e in command.teaching()}


def test_a_document_is_measured_by_models_that_never_saw_it_or_not_at_all(tmp_path: Path) -> None:
    slug = command.teaching()[0].slug
    with pytest.raises(StaleError, match=f"learnt without {slug}"):
        command.pack_without(slug, tmp_path)
    folder = command.fold_folder(slug, tmp_path)
    folder.mkdir(parents=True)
    (folder / f"{MODEL}.json").write_text("{}", "utf-8")
    assert not command.are_in(folder)
    for learner in command.LEARNERS:
        (folder / learner.file).write_text("{}", "utf-8")
    assert command.pack_without(slug, tmp_path).models == folder
    sealed = next(e.slug for e in catalogue.entries() if e.sealed)
    assert command.pack_without(sealed, tmp_path) == ENGLISH
