"""The reader's knowledge of the language, loaded once from `language.toml`."""

from __future__ import annotations

from functools import cache

from regesta.extract.text.languages import ENGLISH


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
    return ENGLISH.table("reading")
