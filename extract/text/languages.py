"""Language packs: a folder of TOML tables a language under `extract/language/`, loaded once and handed in as
an argument."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

#: Tables by which the apparatus is read. Notes cite works in all languages, and English's tables know the
#: words of
#: several: a pack that brings none of its own reads them by those.
APPARATUS = frozenset(
    (
        "audit",
        "bibliography",
        "citation_ancient",
        "citation_law",
        "citation_prose",
        "citation_types",
        "citations",
        "classification",
        "dates",
        "family_names",
        "likeness",
        "naming",
        "reading",
        "reading_report",
        "repair",
    )
)


class LanguageError(Exception):
    """A language that has no pack, or a pack without a table; the message says which there are."""


@dataclass(frozen=True)
class LanguagePack:
    """What Regesta knows of one language: `code` as in BCP 47 ("en"), and its tables by the name of their
    file.

    Two packs are equal when they have the same code and folder, so a pack may be a key of a cache.
    """

    code: str
    folder: Traversable = field(repr=False)
    models: Traversable | None = field(default=None, repr=False)
    """Where its learnt models lie, when not in its folder: those that are measured lie elsewhere."""

    def table(self, name: str) -> dict[str, Any]:
        """The table `<name>.toml` of the pack; one of the `APPARATUS` that it does not bring is English's.

        Errors: LanguageError for another table it does not have, with those it has.
        """
        return _table(self, name)

    def model(self, name: str) -> Mapping[str, Any] | None:
        """The learnt model `<name>.json` of the pack; None where it has none, and the rules work alone."""
        return _model(self, name)

    def tables(self) -> tuple[str, ...]:
        """The names of its tables, in alphabetical order."""
        return tuple(
            sorted(f.name.removesuffix(".toml") for f in self.folder.iterdir() if f.name.endswith(".toml"))
        )


@lru_cache(maxsize=256)
def _table(pack: LanguagePack, name: str) -> dict[str, Any]:
    file = pack.folder.joinpath(f"{name}.toml")
    if not file.is_file() and name in APPARATUS:
        file = ENGLISH.folder.joinpath(f"{name}.toml")
    if not file.is_file():
        raise LanguageError(
            f"the language pack {pack.code!r} has no table {name!r}; it has {', '.join(pack.tables())}"
        )
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def _model(pack: LanguagePack, name: str) -> Mapping[str, Any] | None:
    file = (pack.models or pack.folder).joinpath(f"{name}.json")
    if not file.is_file():
        return None
    model: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return model


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a pack, in alphabetical order."""
    root = resources.files("regesta.extract.language")
    return tuple(sorted(f.name for f in root.iterdir() if f.is_dir() and not f.name.startswith("_")))


@lru_cache(maxsize=16)
def language_pack(code: str) -> LanguagePack:
    """The shipped pack of a language, such as "en". Errors: LanguageError for a language without one, with
    those there are."""
    if code not in languages():
        raise LanguageError(
            f"there is no language pack for {code!r}; there are packs for {', '.join(languages())}. See "
            f"docs/languages.md."
        )
    return LanguagePack(code, resources.files("regesta.extract.language").joinpath(code))


#: The pack of English, for the code that is not yet handed one.
ENGLISH = language_pack("en")
