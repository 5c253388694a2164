"""Archives called by a full name here and by its abbreviation there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from regesta.extract.notes.archive_names import archive_label
from regesta.extract.read.document import Abbreviation, Document
from regesta.extract.record import Citation, Source

Make = Callable[..., Document]
Resolve = Callable[[Document], tuple[list[Citation], list[Source]]]

FILE = "fond 3, opis 1, delo"


def _note(archive: str, delo: int) -> str:
    return f"Smith to Roe, {delo} May 1901, {archive}, {FILE} {delo}."


@pytest.mark.parametrize(
    ("archives", "one"),
    [
        (("Harbour Museum and Archive (HMA)", "HMA"), "HMA"),
        (("HMA (Harbour Museum and Archive)", "HMA", "Harbour Museum and Archive"), "HMA"),
        (("Harbour Museum and Archive (hereafter HMA)", "HMA"), "HMA"),
        (("Harbour Museum and Archive [hereafter cited as HMA]", "Harbour Museum and Archive"), "HMA"),
        # letters of another language: the document cites the abbreviation by itself
        (("State Archive of the Shipping Companies (GAKO)", "GAKO"), "GAKO"),
        (("State Archive of the Shipping Companies", "State Archive of the Shipping Companies (GAKO)", "GAKO"), "GAKO"),
    ],
)  # fmt: skip
def test_one_archive(
    archives: tuple[str, ...], one: str, make_document: Make, resolve_document: Resolve
) -> None:
    _, sources = resolve_document(make_document([_note(a, n) for n, a in enumerate(archives, 1)]))
    assert [h.archive for s in sources for h in s.held_in] == [one] * len(archives)


def test_the_list_of_abbreviations_joins_a_full_name_with_letters_that_are_not_its_own(
    make_document: Make, resolve_document: Resolve
) -> None:
    full = "State Archive of the Shipping Companies"
    document = make_document([_note("GAKO", 1), _note(full, 2)])
    _, apart = resolve_document(document)
    assert [h.archive for s in apart for h in s.held_in] == ["GAKO", full]
    listed = replace(
        document, abbreviations=(Abbreviation(short="GAKO", long=f"{full}, Odessa", span=(0, 4)),)
    )
    _, sources = resolve_document(listed)
    assert [h.archive for s in sources for h in s.held_in] == ["GAKO", "GAKO"]


def test_an_abbreviation_spelt_out_in_two_ways_names_no_archive(
    make_document: Make, resolve_document: Resolve
) -> None:
    archives = ("Harbour Museum and Archive (HMA)", "Highland Monastic Archive (HMA)", "HMA")
    _, sources = resolve_document(make_document([_note(a, n) for n, a in enumerate(archives, 1)]))
    assert [h.archive for s in sources for h in s.held_in] == list(archives)


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("Archive of the Foreign Policy of the Russian Federation (AVPRF)", "AVPRF"),
        ("Harbour Museum and Archive (HMA)", "HMA"),
        ("National Central Library (ROK)", "National Central Library (ROK)"),
        ("", ""),
    ],
)
def test_an_archive_that_stands_in_no_document(written: str, called: str) -> None:
    assert archive_label(written) == called
