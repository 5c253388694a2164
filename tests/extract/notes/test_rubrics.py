"""What an entry takes from the heading it stands under."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.extract.notes.filling import Reading
from regesta.extract.notes.rubrics import RULES, under
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def placed(kind: CitationType, rubrics: tuple[str, ...], **fields: Any) -> Reading:
    """An entry of a type and fields under headings."""
    return under(Reading(kind, Fields(**fields), 0.9, ()), rubrics, "", WORDS)


def test_under_an_archive_stand_its_documents() -> None:
    found = placed("archival_document", ("Archives", "RGASPI"), title="Minutes")
    assert found.fields.archive == "RGASPI"


def test_a_name_and_a_day_under_an_archive_are_a_document() -> None:
    found = placed(
        "newspaper", ("Archives", "RGASPI"), container="Minutes of the bureau", doc_date="1950-01-30"
    )
    assert found.type == "archival_document"
    assert (found.fields.title, found.fields.container) == ("Minutes of the bureau", "")


def test_a_newspaper_kept_in_an_archive_stays_one() -> None:
    found = placed("newspaper", ("Archives", "RGASPI"), container="Pravda", doc_date="1950-01-30")
    assert (found.type, found.fields.container) == ("newspaper", "Pravda")


def test_under_a_series_stand_documents_printed_in_it() -> None:
    found = placed("other", ("Foreign Relations of the United States (FRUS)",), volume="VI")
    assert (found.type, found.fields.container) == ("published_document", "FRUS")


def test_under_an_institution_stand_its_works() -> None:
    found = placed("book", ("Books", "Ministry of Defence (MOD)"), title="Chronology")
    assert found.fields.authors == ("MOD",)


@pytest.mark.parametrize(
    "rubrics", [(), ("Primary sources",), ("Sources", "Published documents"), ("Ministry of Defence",)]
)
def test_headings_that_say_what_is_listed_give_nothing(rubrics: tuple[str, ...]) -> None:
    assert placed("book", rubrics, title="Chronology").fields == Fields(title="Chronology")


def test_what_an_entry_says_itself_stays() -> None:
    assert placed("book", ("Archives", "RGASPI"), authors=("Kyle",)).fields.archive == ""
    assert placed("book", ("Archives", "RGASPI"), archive="GARF").fields.archive == "GARF"


def test_every_rule_says_what_it_is() -> None:
    assert all(rule.__doc__ for rule in RULES)


@pytest.mark.parametrize(
    ("written", "archive", "container"),
    [
        ("The Dock Archives (TDA), Kew, London: CAB 128; FO 371.", "The Dock Archives (TDA)", ""),
        (
            "Library of the Quay, Manuscript Division, Hull, NE: Ann Marsh Papers.",
            "Library of the Quay",
            "Ann Marsh Papers",
        ),
        ("Ann Marsh Papers, private collection, Hull.", "", "Ann Marsh Papers"),
    ],
)
def test_under_archives_no_work_is_listed(written: str, archive: str, container: str) -> None:
    """What was taken for author, title and imprint is an archive and its files, or somebody's papers."""
    taken = Reading("book", Fields(authors=("TDA",), title="x", place="London", publisher="CAB 128"), 0.9, ())
    for heading in ("Archives", "Archival Sources", "I. Unpublished primary sources"):
        found = under(taken, ("Bibliography", heading), written, WORDS)
        assert (found.type, found.fields.archive, found.fields.container) == (
            "archival_document",
            archive,
            container,
        )
        assert (found.fields.authors, found.fields.publisher, found.fields.place) == ((), "", "")


def test_a_printed_work_under_archives_stays_one() -> None:
    taken = Reading("book", Fields(authors=("Kyle",), title="Suez", year="1991"), 0.9, ())
    assert under(taken, ("Archives",), "Kyle, Keith. Suez. London, 1991.", WORDS) == taken
