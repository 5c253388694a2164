"""The words of mention finding, out of a language pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.propose.mentions.words import mention_words
from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack

WORDS = mention_words(ENGLISH)


def test_articles_possessives_and_ordinals() -> None:
    assert WORDS.without_article("The Kremlin") == WORDS.without_article("the Kremlin") == "Kremlin"
    assert WORDS.without_article("Theatre") == "Theatre"
    assert WORDS.without_possessive("Nasser\u2019s") == "Nasser"
    assert WORDS.without_possessive("Paris") == "Paris"
    assert WORDS.with_single_possessive("Workers's Party") == "Workers' Party"
    assert WORDS.is_ordinal("40th")
    assert not WORDS.is_ordinal("40")


def test_titles_of_offices_are_no_titles_of_persons() -> None:
    assert WORDS.person_titles < WORDS.titles.words
    assert WORDS.person_titles.isdisjoint(WORDS.titles.of_offices)


def test_every_confidence_is_a_probability() -> None:
    sure = WORDS.confidence
    assert all(0 < getattr(sure, name) <= 1 for name in sure.__dataclass_fields__)


def test_one_object_a_pack() -> None:
    assert mention_words(ENGLISH) is mention_words(ENGLISH)


def test_a_table_without_a_key_is_refused_by_name(tmp_path: Path) -> None:
    text = ENGLISH.folder.joinpath("mentions.toml").read_text(encoding="utf-8")
    (tmp_path / "mentions.toml").write_text(text.replace("near = 4\n", "nearly = 4\n"), encoding="utf-8")
    with pytest.raises(LanguageError, match=r"'xx', thresholds stands without near and with nearly"):
        mention_words(LanguagePack("xx", tmp_path))
