"""The tables of claims: every key of a file is a field of its class, and the entries are as the code needs
them."""

from __future__ import annotations

import shutil
from dataclasses import fields
from importlib import resources
from pathlib import Path

import pytest

from regesta.extract.propose.claims.continuation import BLOCK_RULES
from regesta.extract.propose.claims.features import FEATURES
from regesta.extract.propose.claims.lexicon import ClaimWords, FunctionWords, claim_words, read_table
from regesta.extract.propose.claims.relation_rules import NEIGHBOUR_RULES, SENTENCE_RULES
from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack

WORDS = claim_words(ENGLISH)


@pytest.mark.parametrize("table", [f.name for f in fields(ClaimWords) if f.name != "weights"])
def test_words_and_phrases_are_lower_case(table: str) -> None:
    schema = getattr(WORDS, table)
    for field in fields(schema):
        value = getattr(schema, field.name)
        if isinstance(value, frozenset):
            assert value
            assert all(entry == entry.lower() for entry in value), field.name
        if isinstance(value, tuple):
            rows = (" ".join(row) if isinstance(row, tuple) else row for row in value)
            assert all(row == row.lower() for row in rows), field.name


def test_phrases_come_longest_first() -> None:
    sizes = [len(phrase) for phrase in WORDS.stance.connectives["conclusion"]]
    assert sizes == sorted(sizes, reverse=True)


def test_a_verb_is_of_every_kind_it_is_listed_under() -> None:
    assert WORDS.verbs.of("suggest") >= {"saying", "directive", "either", "evidence"}
    assert WORDS.verbs.of("sail") == frozenset()


def test_what_may_be_directive_or_not_is_listed_as_directive() -> None:
    assert all("directive" in WORDS.verbs.of(verb) for verb in WORDS.verbs.kinds["either"])


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    assert set(WORDS.weights.features) == set(FEATURES)


def test_every_rule_about_relations_has_a_confidence_and_every_confidence_a_rule() -> None:
    assert set(WORDS.relations.rules) == {*NEIGHBOUR_RULES, *SENTENCE_RULES}


def test_every_rule_about_blocks_has_a_confidence() -> None:
    assert set(WORDS.weights.blocks) == {rule.__name__ for rule in BLOCK_RULES}


def pack_with(folder: Path, lines: str) -> LanguagePack:
    """English with other function words: the file's own and `lines`."""
    shutil.copytree(str(resources.files("regesta.extract.language").joinpath("en")), folder)
    with (folder / "claims_function_words.toml").open("a", encoding="utf-8") as file:
        file.write(lines)
    return LanguagePack("xx", folder)


def test_a_key_that_no_class_knows_is_refused(tmp_path: Path) -> None:
    pack = pack_with(tmp_path / "xx", 'misspelt_words = ["ein"]\n')
    with pytest.raises(LanguageError, match=r"unknown \['misspelt_words'\]"):
        read_table(pack, "claims_function_words", FunctionWords)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "claims_function_words.toml").write_text('copulas = ["sein"]\n', encoding="utf-8")
    with pytest.raises(LanguageError, match="as_words"):
        read_table(LanguagePack("de", tmp_path), "claims_function_words", FunctionWords)
