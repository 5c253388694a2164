"""The bibliography read entry by entry: authors, dashes, headings, series of dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.notes.bibliography import read_bibliography
from regesta.extract.read.document import Document

Make = Callable[..., Document]

KYLE = "Kyle, Keith, Suez, London: Tauris, 1991."


def test_an_entry_has_its_author_title_and_imprint(make_document: Make) -> None:
    document = make_document([], [KYLE])
    (entry,) = read_bibliography(document)
    assert document.text[slice(*entry.span)] == KYLE
    fields = entry.reading.fields
    assert (fields.author_names, fields.authors, fields.title) == (("Keith Kyle",), ("Kyle",), "Suez")
    assert (fields.place, fields.publisher, fields.year) == ("London", "Tauris", "1991")
    assert entry.reading.type == "book"


def test_full_stops_between_the_parts_are_as_good_as_commas(make_document: Make) -> None:
    (entry,) = read_bibliography(make_document([], ["Louis, William. Ends of Empire. London: Tauris, 1991."]))
    fields = entry.reading.fields
    assert (fields.authors, fields.title, fields.year) == (("Louis",), "Ends of Empire", "1991")


@pytest.mark.parametrize(
    "dash", ["---", "____", "Idem", "...", "\u2014", "\u2014.", "\u2e3b", "\u2013\u2013", "\u2013"]
)
def test_a_dash_stands_for_the_author_before(dash: str, make_document: Make) -> None:
    second = f"{dash}, The Politics of the Canal, London: Murray, 1999."
    _, entry = read_bibliography(make_document([], [KYLE, second]))
    assert entry.reading.fields.authors == ("Kyle",)
    assert entry.reading.fields.title == "The Politics of the Canal"


def test_a_title_of_one_word_behind_a_full_stop_is_no_given_name(make_document: Make) -> None:
    (entry,) = read_bibliography(make_document([], ["Kyle, Keith. Suez. London: Tauris, 1991."]))
    fields = entry.reading.fields
    assert (fields.author_names, fields.authors, fields.title) == (("Keith Kyle",), ("Kyle",), "Suez")
    assert (fields.place, fields.publisher, fields.year) == ("London", "Tauris", "1991")


@pytest.mark.parametrize("given", ["W. Scott", "W. S.", "Iu. V.", "Wm. Roger", "J.-P."])
def test_a_given_name_in_short_keeps_its_full_stop(given: str, make_document: Make) -> None:
    (entry,) = read_bibliography(
        make_document([], [f"Lucas, {given.rstrip('.')}. Divided We Stand. London: Sceptre, 1996."])
    )
    fields = entry.reading.fields
    assert (fields.author_names, fields.title) == ((f"{given} Lucas",), "Divided We Stand")


def test_a_dash_under_another_heading_stands_for_nobody(make_document: Make) -> None:
    document = make_document([], [KYLE, "---, Canal, London: Murray, 1999."], [["Books"], ["Articles"]])
    assert read_bibliography(document)[-1].reading.fields.authors != ("Kyle",)


def test_an_editor_in_brackets_is_no_author(make_document: Make) -> None:
    entry = "Louis, William Roger and Owen, Roger (eds.), Suez 1956, Oxford: Clarendon Press, 1989."
    (read,) = read_bibliography(make_document([], [entry]))
    assert read.reading.fields.authors == ()
    assert read.reading.fields.editors == ("William Roger Louis", "Roger Owen")


def test_a_series_of_dates_is_one_entry_a_date(make_document: Make) -> None:
    entry = "APRF, Telegram from Stalin to Shtykov, 3 May 1950, 14 May 1950, F.45, OP.1, D.346."
    entries = read_bibliography(make_document([], [entry]))
    assert [e.reading.fields.doc_date for e in entries] == ["1950-05-03", "1950-05-14"]
    assert len({e.span for e in entries}) == 1


def test_what_cannot_be_read_is_kept_by_its_words_or_left_out_when_short(make_document: Make) -> None:
    entries = read_bibliography(make_document([], ["x", "???"]))
    assert entries == []


def test_a_dash_within_a_line_begins_an_entry(make_document: Make) -> None:
    entry = "Marsh, Ann. Tolls of Hull. Leeds: Moor Press, 2005. ――. Ports of Hull. Leeds: Moor Press, 2007."
    found = read_bibliography(make_document([], [entry]))
    assert [(e.reading.fields.authors, e.reading.fields.title) for e in found] == [
        (("Marsh",), "Tolls of Hull"),
        (("Marsh",), "Ports of Hull"),
    ]
