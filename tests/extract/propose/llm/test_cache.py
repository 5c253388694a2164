"""Replies on disk: kept whole, read back, and a damaged one asked for anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.propose.llm.cache import Cache
from regesta.extract.propose.llm.reply import Reply

KEY = "ab" * 32


def test_a_reply_comes_back_as_it_was(tmp_path: Path) -> None:
    cache, reply = Cache(tmp_path), Reply("„Ærø“ {}", 7, 3, True)
    assert cache.get(KEY) is None
    cache.put(KEY, reply)
    assert cache.get(KEY) == reply


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"text": "x", "price": 3}', "\x00"])
def test_a_damaged_file_is_no_reply(tmp_path: Path, damage: str) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, Reply("x"))
    (file,) = tmp_path.rglob("*.json")
    file.write_text(damage)
    assert cache.get(KEY) is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put(KEY, Reply("x"))
    assert cache.get(KEY) is None
