"""Which cited things are one: each pattern and veto of identity.toml, and how they are put together."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.extract.notes.identity import (
    POSSIBLE,
    THRESHOLD,
    Pattern,
    edges,
    likeness,
    weights,
    weights_of,
)
from regesta.extract.notes.likeness import likeness_words
from regesta.extract.notes.pairs import FEATURES, Cited
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.languages import ENGLISH

WORDS = likeness_words(ENGLISH)
KYLE = {"authors": ("Kyle",), "title": "Suez", "year": "1991", "publisher": "Weidenfeld and Nicolson"}
FILE = (("fond", "558"), ("opis", "11"), ("delo", "62"))
MAO = {"sender": "Mao", "recipient": "Stalin", "doc_date": "1950-10-02", "doc_kind": "telegram"}
LONG = "Sterling and Empire after the Suez Crisis"


def compared(
    kind: CitationType, one: dict[str, Any], other: dict[str, Any], second: str = ""
) -> tuple[float, str]:
    """Score and reason of two things of one type, or of two."""
    return likeness(
        Cited("a", kind, Fields(**one), 0),
        Cited("b", second or kind, Fields(**other), 1),  # type: ignore[arg-type]
        WORDS,
    )


#: reason -> type and the two things' fields for which it is the reason.
FOR: dict[str, tuple[CitationType, dict[str, Any], dict[str, Any]]] = {
    "same author and title": ("book", KYLE, KYLE | {"title": "Suez: The Double War"}),
    "same author and title, another edition": ("book", KYLE, KYLE | {"year": "2003", "publisher": "Tauris"}),
    "same author and year, title like": (
        "book",
        KYLE | {"title": "Dividing the Waters of Suez"},
        KYLE | {"title": "Division of the Water at Suez"},
    ),
    "same author, journal, volume and pages": (
        "article",
        {"authors": ("Kyle",), "title": "The Plot", "year": "1991", "container": "Past", "volume": "2", "pages": "3-9"},
        {"authors": ("Kyle",), "title": "Sèvres", "year": "1991", "container": "Past", "volume": "2", "pages": "5"},
    ),
    "same title, year or publisher; author written differently": (
        "book",
        {"authors": ("Torgunov",), "title": LONG, "year": "1991"},
        {"authors": ("Tarkunov",), "title": LONG, "year": "1991"},
    ),
    "same title, one without author": ("book", {"title": LONG}, {"title": LONG, "authors": ("Kyle",)}),
    "same title and year": (
        "book",
        {"title": LONG, "year": "1991"},
        {"title": "Stirling and Empires after the Suez Crises", "year": "1991"},
    ),
    "same sender, recipient and day": ("archival_document", MAO, MAO | {"sender": "Mao Zedong"}),
    "same shelfmark and day": (
        "archival_document",
        {"units": FILE, "doc_date": "1950-10-02"},
        {"units": FILE, "doc_date": "1950-10-02"},
    ),
    "same shelfmark and sheets": ("archival_document", {"units": FILE, "listy": "7"}, {"units": FILE, "listy": "7"}),
    "same sender, kind and day": (
        "archival_document",
        {"sender": "Eden", "doc_kind": "memorandum", "doc_date": "1956-09-06"},
        {"sender": "Eden", "doc_kind": "memorandum", "doc_date": "1956-09-06"},
    ),
    "same description and day": (
        "archival_document",
        {"title": "Minutes of the Egypt Committee", "doc_date": "1956-09-06"},
        {"title": "Minutes of Egypt Committee", "doc_date": "1956-09-06"},
    ),
    "same volume of a series": (
        "published_document",
        {"container": "FRUS", "volume": "VI", "year": "1945"},
        {"container": "FRUS", "volume": "6", "year": "1945"},
    ),
    "same description and place": (
        "archival_document",
        {"title": "Minutes of the Egypt Committee", "archive": "TNA"},
        {"title": "Minutes of the Egypt Committee", "archive": "TNA"},
    ),
    "same party, kind and day, description like": (
        "archival_document",
        {"title": "Letter to Mollet on oil", "recipient": "Mollet", "doc_kind": "letter", "doc_date": "1956-09-06"},
        {"title": "Letter to Mollet about the canal dues", "recipient": "Mollet", "doc_kind": "letter", "doc_date": "1956-09-06"},
    ),
    "same sender, kind and day; one names no recipient": (
        "archival_document",
        {"title": "Oil", "sender": "Eden", "recipient": "Mollet", "doc_kind": "letter", "doc_date": "1956-09-06"},
        {"title": "Canal dues", "sender": "Eden", "doc_kind": "letter", "doc_date": "1956-09-06"},
    ),
    "same sender and kind, days agree as far as written": (
        "archival_document",
        {"sender": "Eden", "doc_kind": "memorandum", "doc_date": "1956-09"},
        {"sender": "Eden", "doc_kind": "memorandum", "doc_date": "1956-09-06"},
    ),
    "same series and day": (
        "newspaper",
        {"container": "The Times", "doc_date": "1956-07-27"},
        {"container": "The Times", "doc_date": "1956-07-27"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("reason", sorted(FOR))
def test_a_pattern_makes_two_one_and_is_the_reason(reason: str) -> None:
    kind, one, other = FOR[reason]
    score, why = compared(kind, one, other)
    assert why == reason
    assert THRESHOLD <= score <= 1.0


#: reason -> type, the two things' fields, and which field of the second, made that of the first, lifts the veto.
AGAINST: dict[str, tuple[CitationType, dict[str, Any], dict[str, Any], str]] = {
    "different volumes": ("book", KYLE | {"volume": "I"}, KYLE | {"volume": "2"}, "volume"),
    "different issues": (
        "article",
        KYLE | {"container": "Past", "issue": "1"},
        KYLE | {"container": "Past", "issue": "2"},
        "issue",
    ),
    "another volume, year and publisher": (
        "book",
        KYLE | {"volume": "2"},
        KYLE | {"year": "2003", "publisher": "Tauris"},
        "year",
    ),
    "a common title in another book or journal of another year": (
        "chapter",
        KYLE | {"title": "Suez", "container": "Empires", "year": "1990"},
        KYLE | {"title": "Suez", "container": "Harbours of the East", "year": "1995"},
        "year",
    ),
    "different document numbers": (
        "archival_document",
        MAO | {"doc_number": "3"},
        MAO | {"doc_number": "4"},
        "doc_number",
    ),
    "different days": ("archival_document", MAO, MAO | {"doc_date": "1950-10-03"}, "doc_date"),
    "different parties": ("archival_document", MAO, MAO | {"sender": "Zhou Enlai"}, "sender"),
    "same archive, different shelfmarks": (
        "archival_document",
        MAO | {"units": FILE, "listy": "3"},
        MAO | {"units": FILE, "listy": "9"},
        "listy",
    ),
    "different articles": (
        "newspaper",
        {"container": "The Times", "doc_date": "1956-07-27", "title": "Fleet leaves Malta"},
        {"container": "The Times", "doc_date": "1956-07-27", "title": "Budget in danger"},
        "title",
    ),
}


@pytest.mark.parametrize("reason", sorted(AGAINST))
def test_a_veto_keeps_two_apart_whatever_else_agrees(reason: str) -> None:
    kind, one, other, cause = AGAINST[reason]
    assert compared(kind, one, other) == (0.0, reason)
    assert compared(kind, one, other | {cause: one[cause]})[0] >= THRESHOLD


def test_a_dated_letter_and_an_undated_book_are_two() -> None:
    letter = {"title": LONG, "sender": "Eden", "doc_date": "1956-09-06"}
    assert compared("archival_document", letter, {"title": LONG}, "book") == (0.0, "a document and a work")
    assert compared("archival_document", letter, letter | {"doc_date": "1956-09"}, "book") == (
        0.0,
        "different days",
    )


def test_what_has_no_certain_type_is_a_document_when_it_has_its_day() -> None:
    assert compared("archival_document", MAO, MAO, "other")[1] == "same sender, recipient and day"
    assert compared("archival_document", MAO, MAO, "book")[1] != "same sender, recipient and day"


def test_a_printed_document_may_be_cited_as_a_work() -> None:
    one = {"title": LONG, "authors": ("Kyle",), "year": "1991"}
    assert compared("published_document", one, one)[1] == "same author and title"
    assert compared("archival_document", one, one)[0] < THRESHOLD


def test_every_reason_of_the_table_has_its_example() -> None:
    table = weights().comparisons.values()
    assert {p.reason for c in table for p in c.patterns} == set(FOR)
    assert {v.reason for c in table for v in c.vetoes} == {*AGAINST, "a document and a work"}


def test_every_feature_is_used_by_the_table() -> None:
    rows = [p for c in weights().comparisons.values() for p in (*c.vetoes, *c.patterns)]
    used = {name for p in rows for name in (*p.all, *p.none)}
    within = {"publishers_differ", "same_year_or_publisher", "same_shelfmark", "both_have_titles"}
    assert set(FEATURES) - used <= within


def test_a_pattern_of_an_unknown_feature_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"same_colour.*same_day"):
        Pattern("red", all=("same_colour",))


def test_another_table_decides_otherwise() -> None:
    strict = {"reason": "same words", "at_least": {"title": 1.0}, "score": 0.9}
    table = {
        "threshold": 0.8,
        "possible": 0.6,
        "levels": dict(weights().levels),
        "works": {"patterns": [strict]},
        "documents": {},
        "serials": {},
        "unlike": {},
    }
    a, b = (Cited(k, "book", Fields(title=LONG), 0) for k in "ab")
    assert likeness(a, b, WORDS, weights_of(table)) == (0.9, "same words")
    assert likeness(a, Cited("c", "book", Fields(title="Suez"), 0), WORDS, weights_of(table)) == (0.0, "")


def test_edges_are_the_pairs_above_the_threshold_surest_first() -> None:
    items = [
        Cited("kyle", "book", Fields(**KYLE), 0),
        Cited("mao", "archival_document", Fields(**MAO), 1),
        Cited("kyle again", "book", Fields(**KYLE), 2),
        Cited("kyle later", "book", Fields(**KYLE | {"year": "2003", "publisher": "Tauris"}), 3),
        Cited("lucas", "book", Fields(authors=("Lucas",), title="Divided We Stand"), 4),
    ]
    found = edges(items, WORDS)
    assert [(e.one, e.other) for e in found] == [
        ("kyle", "kyle again"),
        ("kyle", "kyle later"),
        ("kyle again", "kyle later"),
    ]
    assert [e.score for e in found] == sorted((e.score for e in found), reverse=True)
    assert edges(items, WORDS, threshold=0.9) == found[:1]
    assert 0 < POSSIBLE < THRESHOLD < 1
