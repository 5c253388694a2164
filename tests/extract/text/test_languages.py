"""Language packs: found by name, their tables read once, the apparatus borrowed from English where a pack brings none."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.text.languages import (
    APPARATUS,
    ENGLISH,
    LanguageError,
    LanguagePack,
    language_pack,
    languages,
)


def test_the_shipped_packs_are_found_by_their_folders() -> None:
    assert "en" in languages()
    assert language_pack("en") == ENGLISH


def test_a_language_without_a_pack_is_refused_with_those_there_are() -> None:
    with pytest.raises(LanguageError, match="there are packs for en"):
        language_pack("tlh")


def test_a_pack_without_tables_of_the_apparatus_reads_notes_by_english(tmp_path: Path) -> None:
    (tmp_path / "mentions.toml").write_text("words = ['unu']\n", "utf-8")
    pack = LanguagePack("eo", tmp_path)
    assert pack.tables() == ("mentions",)
    assert pack.table("mentions") == {"words": ["unu"]}
    assert {name: pack.table(name) for name in APPARATUS} == {name: ENGLISH.table(name) for name in APPARATUS}


def test_what_english_says_of_prose_is_not_borrowed(tmp_path: Path) -> None:
    (tmp_path / "mentions.toml").write_text("words = []\n", "utf-8")
    with pytest.raises(LanguageError, match="'eo' has no table 'claims_verbs'; it has mentions"):
        LanguagePack("eo", tmp_path).table("claims_verbs")


def test_a_pack_of_its_own_comes_before_english(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text("own = true\n", "utf-8")
    assert LanguagePack("eo", tmp_path).table("audit") == {"own": True}
