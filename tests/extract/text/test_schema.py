"""Language tables as typed records: every key has its field, and every field its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from regesta.extract.text.languages import LanguageError
from regesta.extract.text.schema import read_schema


@dataclass(frozen=True)
class Sure:
    name: float


@dataclass(frozen=True)
class Table:
    words: frozenset[str]
    ordered: tuple[str, ...]
    prefixes: Mapping[str, str]
    near: int
    sure: Sure


GOOD: dict[str, Any] = {
    "words": ["a", "b", "a"],
    "ordered": ["b", "a"],
    "prefixes": {"Anglo": "British"},
    "near": 4,
    "sure": {"name": 1},
}


def test_a_table_becomes_a_record() -> None:
    table = read_schema(Table, GOOD, "t.toml")
    assert table == Table(frozenset("ab"), ("b", "a"), {"Anglo": "British"}, 4, Sure(1.0))
    assert isinstance(table.sure.name, float)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"words": None}, r"t\.toml stands without words"),
        ({"more": 1}, r"t\.toml stands with more, which it does not know"),
        ({"words": "a"}, r"t\.toml, words must be a list of words, not 'a'"),
        ({"ordered": [1]}, r"t\.toml, ordered must be a list of words"),
        ({"prefixes": ["Anglo"]}, r"t\.toml, prefixes must be a table of words"),
        ({"near": 1.5}, r"t\.toml, near must be int, not 1\.5"),
        ({"near": True}, r"t\.toml, near must be int"),
        ({"sure": {"name": "much"}}, r"t\.toml, sure, name must be float"),
        ({"sure": 1}, r"t\.toml, sure must be a table"),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, Any], message: str) -> None:
    table = {k: v for k, v in {**GOOD, **change}.items() if v is not None}
    with pytest.raises(LanguageError, match=message):
        read_schema(Table, table, "t.toml")
