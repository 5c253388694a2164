"""The words by which claims are read: the `claims_*.toml` tables under `data/`, loaded once."""

from __future__ import annotations

from functools import cache
from typing import Any

from regesta.extract.text.languages import ENGLISH


@cache
def table(name: str) -> dict[str, Any]:
    """One table as it stands in its file: `verbs`, `frames`, `stance`, `features` or `weights`."""
    return ENGLISH.table(f"claims_{name}")


@cache
def words(name: str, section: str, key: str) -> frozenset[str]:
    """The entries of one list, lower case."""
    return frozenset(entry.lower() for entry in table(name)[section][key])


@cache
def phrases(name: str, section: str, key: str) -> tuple[tuple[str, ...], ...]:
    """The entries of one list as word sequences, longest first so that "as a result" beats "as"."""
    rows = (tuple(entry.lower().split()) for entry in table(name)[section][key])
    return tuple(sorted(rows, key=lambda row: (-len(row), row)))


@cache
def mapping(name: str, section: str) -> dict[str, str]:
    """A section of plain key = value lines."""
    return {key.lower(): value for key, value in table(name)[section].items()}


@cache
def verb_kinds() -> dict[str, frozenset[str]]:
    """Verb lemma -> the kinds it is listed under: position, saying, thinking, directive, either, evidence,
    taking_as, taking_noun, taking_to, answering, telling, commissive, denying."""
    kinds: dict[str, set[str]] = {}
    for kind, section in table("verbs").items():
        for verb in section.get("verbs", ()):
            kinds.setdefault(verb, set()).add(kind)
    return {verb: frozenset(found) for verb, found in kinds.items()}
