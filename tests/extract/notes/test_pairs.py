"""What is measured of two cited things, and which features are true of them."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.extract.notes import pairs
from regesta.extract.notes.identity import weights
from regesta.extract.notes.likeness import likeness_words
from regesta.extract.notes.pairs import FEATURES, Cited, Pair, same_wording, volume_number
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.languages import ENGLISH

WORDS = likeness_words(ENGLISH)
ITEM = (("record group", "RG 242"), ("shipping advice", "2009"), ("item", "9/69"))
UNITS = (("fond", "558"), ("opis", "11"), ("delo", "62"))


def pair(
    one: dict[str, Any], other: dict[str, Any], kind: CitationType = "archival_document", second: str = ""
) -> Pair:
    """A pair of the fields given, both of one type unless a second is named."""
    return Pair(
        Cited("a", kind, Fields(**one), 0),
        Cited("b", second or kind, Fields(**other), 1),  # type: ignore[arg-type]
        WORDS,
        weights().levels,
    )


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("1950-01-30", "1950-01-30", pairs.SAME_DAY),
        ("1950-01-30~", "1950-01-30", pairs.SAME_DAY),
        ("1950-01", "1950-01", pairs.SAME_DAY),
        ("1950", "1950", pairs.AGREEING),
        ("1950-01", "1950-01-30", pairs.AGREEING),
        ("1950-01-30", "1950", pairs.AGREEING),
        ("1950-01-30", "1950-01-31", pairs.DIFFERENT),
        ("1950-01", "1950-01-03/1950-01-09", pairs.DIFFERENT),
        ("1950-01-30", "", pairs.MISSING),
    ],
)
def test_how_two_days_stand_to_each_other(one: str, other: str, days: str) -> None:
    assert pair({"doc_date": one}, {"doc_date": other}).days == days
    assert pair({"doc_date": other}, {"doc_date": one}).days == days


@pytest.mark.parametrize(
    ("one", "other", "shelfmarks"),
    [
        ({"units": UNITS}, {"units": UNITS}, "same"),
        ({"units": (*UNITS, ("list", "3"))}, {"units": (*UNITS, ("list", "9"))}, "same"),
        ({"units": UNITS, "listy": "3-5"}, {"units": UNITS, "listy": "5"}, "same"),
        ({"units": UNITS, "listy": "3-5"}, {"units": UNITS, "listy": "6"}, "other"),
        ({"units": UNITS[:2]}, {"units": UNITS}, "same"),
        ({"units": (("piece", "12"),)}, {"units": (("piece", "12"),)}, "same"),
        (
            {"units": UNITS, "archive": "RGASPI"},
            {"units": (*UNITS[:2], ("delo", "63")), "archive": "RGASPI"},
            "other",
        ),
        (
            {"units": UNITS, "archive": "RGASPI"},
            {"units": (*UNITS[:2], ("delo", "63")), "archive": "GARF"},
            "",
        ),
        ({"units": UNITS}, {}, ""),
        ({}, {}, ""),
    ],
)
def test_whether_two_shelfmarks_are_one(one: dict[str, Any], other: dict[str, Any], shelfmarks: str) -> None:
    assert pair(one, other).shelfmarks == shelfmarks


@pytest.mark.parametrize(
    ("volume", "number"), [("IV", "4"), ("xix", "19"), ("4", "4"), ("XL", "40"), ("4a", "4a"), ("", "")]
)
def test_volumes_in_roman_and_arabic_figures(volume: str, number: str) -> None:
    assert volume_number(volume) == number


def test_wordings_are_one_but_for_accents_case_and_a_slip() -> None:
    assert same_wording("Éditions du Seuil", "editions du seuil", WORDS, 1.0)
    assert same_wording("Weidenfeld and Nicolson", "Weidenfeld and Nicholson", WORDS, 0.85)
    assert not same_wording("Macmillan", "Routledge", WORDS, 0.7)
    assert not same_wording("", "", WORDS, 0.0)


#: feature -> fields of a pair of which it is true, then of one of which it is not.
TRUE_AND_NOT: dict[str, tuple[tuple[dict[str, Any], dict[str, Any]], tuple[dict[str, Any], dict[str, Any]]]] = {
    "same_year": (({"year": "1991"}, {"year": "1991"}), ({}, {})),
    "same_year_as_written": (({}, {}), ({"year": "1991"}, {})),
    "years_differ": (({"year": "1991"}, {"year": "2003"}), ({"year": "1991"}, {})),
    "publishers_differ": (({"publisher": "Tauris"}, {"publisher": "Macmillan"}), ({"publisher": "Tauris"}, {})),
    "another_edition": (
        ({"year": "1991", "publisher": "Tauris"}, {"year": "2003", "publisher": "Macmillan"}),
        ({"year": "1991", "publisher": "Tauris"}, {"year": "2003", "publisher": "Tauris"}),
    ),
    "same_year_or_publisher": (
        ({"publisher": "Tauris", "year": "1"}, {"publisher": "tauris", "year": "2"}),
        ({"publisher": "Tauris"}, {"publisher": "Macmillan"}),
    ),
    "same_year_publisher_or_place": (({"place": "Oxford"}, {"place": "Oxford"}), ({"place": "Oxford"}, {})),
    "volumes_differ": (({"volume": "IV"}, {"volume": "5"}), ({"volume": "IV"}, {"volume": "4"})),
    "same_volume": (({"volume": "IV"}, {"volume": "4"}), ({"volume": "IV"}, {})),
    "same_volume_as_written": (({}, {}), ({"volume": "IV"}, {"volume": "4"})),
    "one_names_a_volume": (({"volume": "2"}, {}), ({"volume": "2"}, {"volume": "2"})),
    "an_issue_is_given": (({"issue": "2"}, {}), ({}, {})),
    "issues_differ": (({"issue": "2"}, {"issue": "3"}), ({"issue": "2"}, {})),
    "first_is_in_a_journal": (({"container": "Past"}, {}), ({}, {"container": "Past"})),
    "same_container": (({"container": "FRUS"}, {"container": "frus"}), ({}, {})),
    "containers_differ": (
        ({"container": "Past"}, {"container": "Harbours of the East"}),
        ({"container": "Past"}, {}),
    ),
    "pages_in_common": (({"pages": "3-9"}, {"pages": "9-12"}), ({"pages": "3-9"}, {"pages": "10"})),
    "a_range_of_pages": (({"pages": "3-9"}, {}), ({}, {"pages": "3-9"})),
    "by_a_body": (({"authors": ("Ministry of War",)}, {}), ({"authors": ("Kyle",)}, {})),
    "both_name_authors": (({"authors": ("Kyle",)}, {"editors": ("Lucas",)}), ({"authors": ("Kyle",)}, {})),
    "telling_titles": (
        ({"title": "Sterling and Empire after Suez"}, {"title": "Sterling and the Empire after the Suez crisis"}),
        ({"title": "The Korean War"}, {"title": "Sterling and Empire after Suez"}),
    ),
    "document_numbers_differ": (({"doc_number": "3"}, {"doc_number": "4"}), ({"doc_number": "3"}, {})),
    "same_number_as_written": (({}, {}), ({"doc_number": "3"}, {})),
    "same_day": (({"doc_date": "1950-01"}, {"doc_date": "1950-01"}), ({"doc_date": "1950"}, {"doc_date": "1950"})),
    "day_is_full": (({"doc_date": "1950-01-30"}, {}), ({"doc_date": "1950-01"}, {})),
    "days_agree": (({"doc_date": "1950"}, {"doc_date": "1950-01"}), ({}, {})),
    "days_differ": (({"doc_date": "1950"}, {"doc_date": "1951"}), ({"doc_date": "1950"}, {})),
    "days_written_differently": (({"doc_date": "1950"}, {"doc_date": "1950-01"}), ({"doc_date": "1950"}, {})),
    "a_day_is_missing": (({"doc_date": "1950"}, {}), ({"doc_date": "1950"}, {"doc_date": "1950"})),
    "one_has_a_day": (({"doc_date": "1950"}, {}), ({}, {})),
    "neither_has_a_day": (({}, {}), ({"doc_date": "1950"}, {})),
    "same_shelfmark": (({"units": UNITS}, {"units": UNITS}), ({}, {})),
    "other_shelfmark": (({"units": UNITS, "listy": "1"}, {"units": UNITS, "listy": "2"}), ({}, {})),
    "first_gives_sheets": (({"listy": "1"}, {}), ({}, {"listy": "1"})),
    "sheets_as_written": (({}, {}), ({"listy": "1"}, {})),
    "sheets_differ": (({"listy": "1"}, {"listy": "2"}), ({"listy": "1"}, {})),
    "same_sheets_of_one_file": (
        ({"units": UNITS, "listy": "1"}, {"units": UNITS, "listy": "1"}),
        ({"units": UNITS}, {"units": UNITS}),
    ),
    "same_item": (
        ({"units": ITEM, "sender": "US"}, {"units": ITEM, "sender": "Lee"}),
        ({"units": ITEM}, {"units": ITEM[:-1]}),
    ),
    "same_sender": (({"sender": "Vyshinsky"}, {"sender": "Vyshinskii"}), ({"sender": "Vyshinsky"}, {})),
    "same_recipient": (({"recipient": "Mao Zedong"}, {"recipient": "Mao"}), ({}, {})),
    "a_party_in_common": (
        ({"sender": "Eden", "recipient": "Mollet"}, {"sender": "Pineau", "recipient": "Mollet"}),
        ({"sender": "Eden"}, {"sender": "Pineau"}),
    ),
    "parties_differ": (({"sender": "Eden"}, {"sender": "Pineau"}), ({"sender": "Eden"}, {})),
    "a_sender_is_named": (({}, {"sender": "Eden"}), ({}, {})),
    "no_recipient": (({}, {}), ({"recipient": "Eden"}, {})),
    "both_name_recipients": (({"recipient": "Eden"}, {"recipient": "Mao"}), ({"recipient": "Eden"}, {})),
    "same_kind": (({}, {}), ({"doc_kind": "letter"}, {})),
    "kinds_may_be_one": (
        ({"doc_kind": "letter"}, {"doc_kind": "telegram"}),
        ({"doc_kind": "letter"}, {"doc_kind": "minutes"}),
    ),
    "neither_has_a_title": (({}, {}), ({"title": "x"}, {})),
    "both_have_titles": (({"title": "x"}, {"title": "y"}), ({"title": "x"}, {})),
    "no_single_document": (({"container": "FRUS"}, {"volume": "VI"}), ({"sender": "Eden"}, {})),
    "same_archive_or_series": (({"archive": "TNA"}, {"archive": "TNA"}), ({"archive": "TNA"}, {})),
    "articles_differ": (
        ({"title": "Fleet leaves Malta"}, {"title": "Budget in danger"}),
        ({"title": "Fleet leaves Malta"}, {"title": "Fleet leaves Malta early"}),
    ),
}  # fmt: skip
#: Features that are told by the types of the two.
BY_TYPE: dict[str, CitationType] = {"both_in_newspapers": "newspaper", "both_of_diaries": "diary"}


@pytest.mark.parametrize("name", sorted(TRUE_AND_NOT))
def test_a_feature_is_true_of_one_pair_and_not_of_another(name: str) -> None:
    true, not_true = TRUE_AND_NOT[name]
    assert FEATURES[name](pair(*true))
    assert not FEATURES[name](pair(*not_true))


@pytest.mark.parametrize("name", sorted(BY_TYPE))
def test_a_feature_told_by_the_types(name: str) -> None:
    assert FEATURES[name](pair({}, {}, BY_TYPE[name]))
    assert not FEATURES[name](pair({}, {}, BY_TYPE[name], "book"))


def test_every_feature_has_its_pair_and_says_what_it_means() -> None:
    assert set(FEATURES) == {*TRUE_AND_NOT, *BY_TYPE}
    assert all(f.__doc__ for f in FEATURES.values())
