"""Dates in running text, as EDTF: `find_dates` in one text, `read_dates` in sentences told one after the
other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regesta.extract.text.dates.edtf import year_in
from regesta.extract.text.dates.grammar import DateMatch, dates_in
from regesta.extract.text.dates.narrative import dates_of_sentences
from regesta.extract.text.dates.words import date_words
from regesta.extract.text.languages import ENGLISH, LanguagePack

__all__ = ["DateMatch", "find_dates", "read_dates"]


def find_dates(
    text: str, pack: LanguagePack = ENGLISH, *, year_context: str | None = None
) -> list[DateMatch]:
    """The dates of a text in order, each once, the longest reading of each place.

    `year_context` is a year or EDTF date that lends its year to days and months that name none; without one
    (and without a year beside them in the text) such a day or month is left out.
    """
    return dates_in(text, date_words(pack), year_in(year_context))


def read_dates(
    texts: Iterable[str],
    pack: LanguagePack = ENGLISH,
    *,
    year_context: str | None = None,
    notes: Iterable[str] = (),
) -> Iterator[list[DateMatch]]:
    """The dates of consecutive sentences, text by text: each lends its year and its last full date to those
    that follow, relative dates included; `notes`, what the notes of each say, may give the year of a day."""
    return dates_of_sentences(texts, date_words(pack), year_in(year_context), notes)
