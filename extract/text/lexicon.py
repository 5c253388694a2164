"""The words by which footnotes are read: the table `citations.toml` of a language pack, made into
patterns."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any

from regesta.extract.text.languages import LanguageError, LanguagePack
from regesta.extract.text.names import NameWords, name_words
from regesta.extract.text.word_lists import alternation, whole_words


class CitationWords:
    """The lists of `citations.toml`, each compiled when first asked for; `names` tells persons and bodies.

    Equal only to itself, so it may be a key of a cache; `citation_words` gives one a pack.
    """

    def __init__(self, pack: LanguagePack) -> None:
        self.language = pack
        self.names: NameWords = name_words(pack)
        self._table: dict[str, Any] = pack.table("citations")
        self._compiled: dict[tuple[str, bool], re.Pattern[str]] = {}

    def entries(self, name: str) -> list[str]:
        """One list as it stands in the table. Errors: LanguageError naming a list that the pack lacks."""
        entries: list[str] | None = self._table.get(name)
        if entries is None:
            raise LanguageError(
                f"citations.toml of the language pack {self.language.code!r} has no list {name!r};"
                " compare the one of 'en', which has every list"
            )
        return entries

    def alternatives(self, *names: str) -> str:
        """The entries of the lists as one regular-expression alternation, longest first within each list."""
        return "|".join(alternation(self.entries(name)) for name in names)

    def pattern(self, name: str, *, case: bool = False) -> re.Pattern[str]:
        """A pattern that finds one of a list's entries as whole words."""
        found = self._compiled.get((name, case))
        if found is None:
            found = self._compiled[name, case] = whole_words(self.entries(name), case=case)
        return found

    @cached_property
    def document_kinds(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Each document kind with the pattern of its words, in file order."""
        kinds: dict[str, list[str]] = self._table["document_kinds"]
        return tuple((kind, whole_words(entries)) for kind, entries in kinds.items())

    @cached_property
    def months(self) -> dict[str, str]:
        """Other languages' months, casefolded, with the short month of the pack's own language each stands
        for."""
        return {
            word.casefold(): short for short, entries in self._table["months"].items() for word in entries
        }


@lru_cache(maxsize=8)
def citation_words(pack: LanguagePack) -> CitationWords:
    """The words by which a language's footnotes are read."""
    return CitationWords(pack)
