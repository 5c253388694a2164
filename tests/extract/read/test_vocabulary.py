"""The reader's words come from the language pack that is handed in."""

from __future__ import annotations

from pathlib import Path

from regesta.extract.read import analyse, read_text
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH, LanguagePack


def pack(folder: Path, chapter: str) -> LanguagePack:
    """English with another word for a chapter, in a folder of its own."""
    for name in ("reading", "repair"):
        text = ENGLISH.folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
        text = text.replace('chapter_words = ["chapter"', f'chapter_words = ["{chapter}"')
        folder.joinpath(f"{name}.toml").write_text(text, encoding="utf-8")
    return LanguagePack("xx", folder)


def test_another_pack_reads_with_its_own_words(tmp_path: Path) -> None:
    text = (
        "Kabanata 1\n\nThe Quay\n\nIt was closed. The mayor wrote.\n\nKabanata 2\n\nThe Tolls\n\nThey fell.\n"
    )
    other = read_text(text, "d", language=pack(tmp_path, "kabanata"))
    assert [(d.number, d.title) for d in other.divisions] == [("1", "The Quay"), ("2", "The Tolls")]
    assert [d.number for d in read_text(text, "d").divisions] != ["1", "2"]
    assert analyse(other, other.sentences[0], pack(tmp_path, "kabanata")).text == "It was closed."


def test_words_are_built_once_for_a_pack() -> None:
    assert reading_words(ENGLISH) is reading_words(ENGLISH)
