"""The small words of the event rules come from the language pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.propose.events.words import event_words
from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack


def test_a_pack_is_read_once() -> None:
    assert event_words(ENGLISH) is event_words(ENGLISH)


def test_every_list_has_words() -> None:
    words = event_words(ENGLISH)
    for part in (words.arguments, words.roles, words.frames, words.dating, words.recall, words.sharing):
        assert all(getattr(part, name) for name in part.__slots__), part
    assert all(getattr(words.modality, name) for name in words.modality.__slots__)


def test_governors_say_what_becomes_of_what_hangs_on_them() -> None:
    governors = event_words(ENGLISH).modality.governors
    assert set(governors.values()) == {"asserted", "planned", "denied"}
    assert (governors["order"], governors["refuse"], governors["begin"]) == ("planned", "denied", "asserted")


def test_what_a_pack_lacks_is_said(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="events_grammar"):
        event_words(LanguagePack("xx", tmp_path))
