"""The words by which the entries of a bibliography are read: `bibliography.toml` of a language pack, made
into
patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.schema import read_schema

_FAMILY = r"(?:(?:[a-z]{2,3}|[Aa]l-|[A-Z]')\s?){0,2}[^\W\d_a-zа-я][\w'-]+(?:[ -][^\W\d_a-zа-я][\w'-]+)?"
_CAPITAL = r"[^\W\d_a-zа-я][\w'-]*\.?"


@dataclass(frozen=True, slots=True)
class BibliographyTable:
    """bibliography.toml; what each list is for is said there."""

    suffixes: tuple[str, ...]
    suffixes_behind: tuple[str, ...]
    joiners: tuple[str, ...]
    given_particles: tuple[str, ...]
    title_openings: tuple[str, ...]
    no_given_names: tuple[str, ...]
    editors: tuple[str, ...]
    translators: tuple[str, ...]
    same_author: tuple[str, ...]
    place_endings: tuple[str, ...]
    headings_of_kinds: tuple[str, ...]


class BibliographyWords:
    """The patterns of one language; `bibliography_words` gives them."""

    def __init__(self, table: BibliographyTable) -> None:
        joiners, suffixes = "|".join(table.joiners), "|".join(table.suffixes)
        given = rf"{_CAPITAL}(?:[\s-]?(?:{_CAPITAL}|{'|'.join(table.given_particles)}))*"
        #: "Kyle, Keith": groups `family`, `jr` (or None), `given`; no more than the name is taken.
        self.inverted_name = re.compile(
            rf"(?P<family>{_FAMILY})\s?,\s+(?:(?P<jr>{suffixes})\.?,\s+)?(?P<given>{given})"
            rf"(?=\s*(?:[,.(&;]|(?:{joiners})\b|$)|\s+(?:{'|'.join(table.title_openings)})\s)"
        )
        self.join = re.compile(rf"\s*(?:,\s*(?:(?:{joiners})|&)?|&|\b(?:{joiners})\b|;)\s*")
        #: "(eds.)": group `editor` when they edited, `translator` when they translated.
        self.role = re.compile(
            rf"\s*,?\s*\(?(?:(?P<editor>{'|'.join(table.editors)})|(?P<translator>{'|'.join(table.translators)}))"
            r"\.?\)?(?=[\s,.])",
            re.IGNORECASE,
        )
        #: A dash, dots or a word in the author's place.
        self.same_author = re.compile(
            rf"^\s*(?:[-_\u2013\u2014]{{2,}}|\u2014|(?:{'|'.join(table.same_author)})|\.{{3,}})[.,]?\s*",
            re.IGNORECASE,
        )
        self.suffix = re.compile(rf"\s+(?:{suffixes})$")
        self.suffix_behind = re.compile(rf"\s*,\s+(?:{'|'.join(table.suffixes_behind)})\b\.?")
        self.no_given_name = re.compile(rf"(?:{'|'.join(table.no_given_names)})\b(?!\.)")
        #: How an entry that is whole ends: a full stop that is no initial's, a bracket, a year, pages, an
        #: address.
        self.entry_end = re.compile(
            rf"(?:(?<!\b[A-Z])\.|\b(?:{'|'.join(table.place_endings)})\."
            r"|[)\]:]|(?:1[5-9]|20)\d\d|\d-\d+|/\S+)$"
        )
        self.heading_of_kind = re.compile(rf"^(?:{'|'.join(table.headings_of_kinds)})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def bibliography_words(pack: LanguagePack) -> BibliographyWords:
    """The words by which a language's bibliographies are read."""
    where = f"bibliography.toml of {pack.code!r}"
    return BibliographyWords(read_schema(BibliographyTable, pack.table("bibliography"), where))
