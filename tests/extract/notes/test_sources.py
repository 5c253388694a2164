"""A source made of its citations and entries: type, fields, holdings, label."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.extract.notes.sources import as_cited, holdings, label, source_of
from regesta.extract.record import Citation, CitationType, Fields, Holding
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

FILE = (("fond", "558"), ("opis", "11"), ("delo", "62"))


def cited(number: int, kind: CitationType, **fields: Any) -> Citation:
    """A citation of a type and fields, the number-th of its document."""
    return Citation(
        id=f"c{number}", document="t", span=(number, number + 1), footnote="1.1", type=kind,
        fields=Fields(**fields), confidence=0.5 + number / 10,
    )  # fmt: skip


def made(*citations: Citation, inherited: Fields | None = None) -> Any:
    """The source of some citations."""
    return source_of("t", "s1", citations, (), inherited, "test.v1")


def test_a_source_has_what_any_citation_says_of_it() -> None:
    source = made(
        cited(1, "short_title", authors=("Kyle",), title="Suez", pages="3"),
        cited(2, "book", authors=("Kyle",), title="Suez: The Double War", year="1991", pages="9"),
        cited(3, "book", authors=("Kyle",), title="Suez", place="London"),
    )
    assert (source.type, source.fields.title) == ("book", "Suez: The Double War")
    assert (source.fields.year, source.fields.place) == ("1991", "London")
    assert source.cited_by == ("c1", "c2", "c3")
    assert source.confidence == pytest.approx(0.8)


def test_pages_are_of_the_place_cited_but_for_articles() -> None:
    assert made(cited(1, "book", title="Suez", pages="3-9")).fields.pages == ""
    assert made(cited(1, "article", title="Suez", pages="3-9")).fields.pages == "3-9"


def test_sheets_are_the_sources_when_all_cite_the_same() -> None:
    one = cited(1, "archival_document", units=FILE, fond="558", listy="7")
    assert made(one, cited(2, "archival_document", units=FILE, fond="558", listy="7")).fields.listy == "7"
    assert made(one, cited(2, "archival_document", units=FILE, fond="558", listy="9")).fields.listy == ""


def test_a_shelfmark_is_never_put_together_from_two() -> None:
    source = made(
        cited(
            1,
            "archival_document",
            title="Minutes",
            fond="558",
            doc_date="1950-01-30",
            sender="Mao",
            doc_kind="minutes",
        ),
        cited(2, "archival_document", title="Minutes", fond="45", opis="1", archive="APRF"),
    )
    assert (source.fields.fond, source.fields.opis, source.fields.archive) == ("558", "", "")


def test_a_short_form_alone_makes_no_type() -> None:
    assert made(cited(1, "short_title", authors=("Kyle",), title="Suez")).type == "other"


@pytest.mark.parametrize(
    ("series", "kind"),
    [
        ({"archive": "RGASPI"}, "archival_document"),
        ({"doc_kind": "diary"}, "diary"),
        ({"container": "FRUS"}, "published_document"),
    ],
)
def test_an_ibid_with_a_day_is_another_document_of_the_series(series: dict[str, str], kind: str) -> None:
    found, fields = as_cited(Fields(doc_date="1950-01-30"), Fields(pages="3", listy="4", **series))
    assert (found, fields.doc_date, fields.pages, fields.listy) == (kind, "1950-01-30", "", "")
    assert all(getattr(fields, name) == value for name, value in series.items())


def test_an_ibid_with_a_title_takes_neither_day_nor_parties() -> None:
    _, fields = as_cited(Fields(title="Minutes"), Fields(doc_date="1950-01-30", sender="Mao", archive="APRF"))
    assert (fields.doc_date, fields.sender, fields.archive) == ("", "", "APRF")


@pytest.mark.parametrize(
    ("readings", "held"),
    [
        ([{"archive": "RGASPI", "units": FILE}], [("RGASPI", FILE)]),
        ([{"archive": "RGASPI", "units": (*FILE, ("list", "7"))}], [("RGASPI", FILE)]),
        (
            [{"archive": "RGASPI", "units": FILE[:1]}, {"archive": "RGASPI", "units": FILE}],
            [("RGASPI", FILE)],
        ),
        ([{"archive": "RGASPI"}, {"archive": "APRF", "units": FILE}], [("APRF", FILE), ("RGASPI", ())]),
        ([{"copy_in": "APRF", "archive": "RGASPI", "units": FILE}], [("RGASPI", FILE), ("APRF", ())]),
        ([{"units": FILE}], [("", FILE)]),
        ([{"units": FILE}, {"archive": "RGASPI", "units": FILE}], [("RGASPI", FILE)]),
        ([{"units": (("symbol", "A/123"),)}], []),
        ([{}], []),
    ],
)
def test_where_a_source_is_kept(readings: list[dict[str, Any]], held: list[tuple[str, Any]]) -> None:
    assert holdings([Fields(**r) for r in readings]) == tuple(Holding(archive=a, path=p) for a, p in held)


@pytest.mark.parametrize(
    ("kind", "fields", "line"),
    [
        ("book", {"authors": ("Kyle",), "title": "Suez", "year": "1991"}, "Kyle, Suez (1991)"),
        ("book", {"authors": ("A", "B", "C"), "title": "Suez"}, "A and B et al., Suez"),
        (
            "archival_document",
            {"sender": "Stalin", "recipient": "Shtykov", "doc_kind": "telegram", "doc_date": "1950-01-30"},
            "Stalin to Shtykov, telegram, 1950-01-30",
        ),
        (
            "newspaper",
            {"title": "Fleet leaves", "container": "The Times", "doc_date": "1956-07-27"},
            "Fleet leaves, The Times (1956-07-27)",
        ),
        ("archival_document", {"archive": "RGASPI", "units": FILE[:1]}, "RGASPI, fond 558"),
        ("book", {"title": "Documents of 1991", "year": "1991"}, "Documents of 1991"),
        ("book", {"editors": ("Ann Kyle",), "title": "Suez"}, "Kyle (ed.), Suez"),
        (
            "book",
            {"editors": ("Ann Kyle", "B. Dale", "C. Lee"), "title": "Suez"},
            "Kyle and Dale et al. (eds.), Suez",
        ),
        ("web", {"url": "example.org/x"}, "example.org/x"),
    ],
)
def test_what_a_source_is_called(kind: CitationType, fields: dict[str, Any], line: str) -> None:
    assert label(kind, Fields(**fields), citation_words(ENGLISH)) == line
