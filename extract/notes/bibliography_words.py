"""The words by which the entries of a bibliography are read: `bibliography.toml` of a language pack, made
into patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.schema import read_schema

_FAMILY = r"(?:(?:[a-z]{2,3}|[Aa]l-|[A-Z]')\s?){0,2}[^\W\d_a-zа-я][\w'-]+(?:[ -][^\W\d_a-zа-я][\w'-]+)?"
#: A given name, and one in short, which alone keeps a full stop: an initial of a letter or two ("K.", "Ia.").
_GIVEN = r"[^\W\d_a-zа-я](?:[\w'-]{2,}|[\w'-]?(?![\w'.-]))"
_INITIAL = r"[^\W\d_a-zа-я][a-zа-я]?\."


@dataclass(frozen=True, slots=True)
class BibliographyTable:
    """bibliography.toml; what each list is for is said there."""

    suffixes: tuple[str, ...]
    suffixes_behind: tuple[str, ...]
    joiners: tuple[str, ...]
    given_particles: tuple[str, ...]
    given_in_short: tuple[str, ...]
    title_openings: tuple[str, ...]
    no_given_names: tuple[str, ...]
    editors: tuple[str, ...]
    translators: tuple[str, ...]
    same_author: tuple[str, ...]
    place_endings: tuple[str, ...]
    headings_of_kinds: tuple[str, ...]
    headings_of_archives: tuple[str, ...]


class BibliographyWords:
    """The patterns of one language; `bibliography_words` gives them."""

    def __init__(self, table: BibliographyTable) -> None:
        joiners, suffixes = "|".join(table.joiners), "|".join(table.suffixes)
        particle, short = "|".join(table.given_particles), "|".join(table.given_in_short)
        initial = rf"(?:{_INITIAL}|(?:{short})\.)"
        initials = rf"{initial}(?:[\s-]?{initial})*"
        # "Richard K.", "W. Scott", "Guy van der": behind an initial no more than one name written out
        given = (
            rf"(?:{_GIVEN}(?:[\s-](?:{_GIVEN}|{particle}))*(?:\s?{initials})?"
            rf"|{initials}(?:\s{_GIVEN}(?:\s?{initials})?)?)(?:\s(?:{particle}))*"
        )
        #: "Kyle, Keith": groups `family`, `jr` (or None), `given`; no more than the name is taken. Behind the
        #: full stop of an initial the title may follow at once.
        self.inverted_name = re.compile(
            rf"(?P<family>{_FAMILY})\s?,\s+(?:(?P<jr>{suffixes})\.?,\s+)?(?P<given>{given})"
            rf"(?=\s*(?:[,.(&;]|(?:{joiners})\b|$)|\s+(?:{'|'.join(table.title_openings)})\s|(?<=\.)\s)"
        )
        self.join = re.compile(rf"\s*(?:,\s*(?:(?:{joiners})|&)?|&|\b(?:{joiners})\b|;)\s*")
        #: "(eds.)": group `editor` when they edited, `translator` when they translated.
        self.role = re.compile(
            rf"\s*,?\s*\(?(?:(?P<editor>{'|'.join(table.editors)})|(?P<translator>{'|'.join(table.translators)}))"
            r"\.?\)?(?=[\s,.])",
            re.IGNORECASE,
        )
        #: A dash, dots or a word in the author's place; a hyphen or an en dash alone is none.
        self.same_author = re.compile(
            r"^\s*(?:[-_\u2013-\u2015\u2e3a\u2e3b]{2,}|[\u2014\u2015\u2e3a\u2e3b]|\u2013(?=[.,])"
            rf"|(?:{'|'.join(table.same_author)})\b|\.{{3,}})[.,]?\s*",
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
        self.heading_of_archives = re.compile(
            rf"^(?:[IVX\d]+\.?\s+)?(?:{'|'.join(table.headings_of_archives)})\b", re.IGNORECASE
        )
        self.heading_of_kind = re.compile(rf"^(?:{'|'.join(table.headings_of_kinds)})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def bibliography_words(pack: LanguagePack) -> BibliographyWords:
    """The words by which a language's bibliographies are read."""
    where = f"bibliography.toml of {pack.code!r}"
    return BibliographyWords(read_schema(BibliographyTable, pack.table("bibliography"), where))
