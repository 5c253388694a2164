"""Language packs are documented: each table by a head comment and a row of docs/languages.md, which lists no
other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack, language_pack, languages

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "languages.md").read_text("utf-8")


@pytest.mark.parametrize("code", languages())
def test_every_table_begins_with_a_comment_that_says_what_it_is(code: str) -> None:
    pack = language_pack(code)
    for name in pack.tables():
        head = pack.folder.joinpath(f"{name}.toml").read_text(encoding="utf-8").splitlines()[0]
        assert re.match(r"# \w.{20,}", head), f"{code}/{name}.toml says nothing of itself"


def test_the_page_lists_every_table_and_no_other() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == list(ENGLISH.tables())


def test_the_page_names_modules_that_are_there() -> None:
    for path in re.findall(r"\| `([\w/]+(?:\.py|/))` \|$", PAGE, re.MULTILINE):
        assert (ROOT / "extract" / path).exists(), path


def test_a_language_without_a_pack_and_a_table_without_a_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"'lb'.*en.*docs/languages\.md"):
        language_pack("lb")
    (tmp_path / "dates.toml").write_text("[months]\n", encoding="utf-8")
    with pytest.raises(LanguageError, match=r"'lb' has no table 'mentions'; it has dates"):
        LanguagePack("lb", tmp_path).table("mentions")
