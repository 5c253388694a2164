"""The words by which notes are read, as patterns of a language pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def test_one_object_a_pack() -> None:
    assert citation_words(ENGLISH) is WORDS
    assert WORDS.language is ENGLISH


def test_whole_words_only_and_case_as_asked() -> None:
    assert WORDS.pattern("diary").search("Her DIARY of weirs")
    assert not WORDS.pattern("diary").search("diarist")
    assert WORDS.pattern("newspapers", case=True).fullmatch("Pravda")
    assert not WORDS.pattern("newspapers", case=True).fullmatch("pravda")


def test_a_list_is_compiled_once() -> None:
    assert WORDS.pattern("diary") is WORDS.pattern("diary")
    assert WORDS.pattern("diary") is not WORDS.pattern("diary", case=True)


def test_document_kinds_in_the_order_of_the_file() -> None:
    kinds = [kind for kind, _ in WORDS.document_kinds]
    assert kinds[0] == "telegram"
    assert len(kinds) == len(set(kinds))


def test_months_of_other_languages() -> None:
    assert (WORDS.months["mai"], WORDS.months["декабря"]) == ("May", "Dec")


def test_a_list_that_the_table_does_not_have() -> None:
    with pytest.raises(LanguageError, match="no such list"):
        WORDS.pattern("no such list")


def test_another_pack_has_its_own_words(tmp_path: Path) -> None:
    for table in ("citations", "family_names"):
        source = ENGLISH.folder.joinpath(f"{table}.toml").read_text(encoding="utf-8")
        (tmp_path / f"{table}.toml").write_text(
            source.replace('"diar(?:y|ies)"', '"zapiski"'), encoding="utf-8"
        )
    other = citation_words(LanguagePack("xx", tmp_path))
    assert other.pattern("diary").search("Zapiski")
    assert not WORDS.pattern("diary").search("Zapiski")
