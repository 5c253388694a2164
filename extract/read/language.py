"""The reader's knowledge of the language, loaded once from `language.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(table: str, name: str) -> frozenset[str]:
    """The words of one list of `language.toml`, lower case: `words("months", "names")`."""
    return frozenset(w.lower() for w in ordered(table, name))


@cache
def ordered(table: str, name: str) -> tuple[str, ...]:
    """The same list in its order, as written."""
    return tuple(_load()[table][name])


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("regesta.extract.read").joinpath("language.toml").read_text(encoding="utf-8"))
