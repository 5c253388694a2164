"""Sources as BibTeX and CSL-JSON: what a reference manager must be able to read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.extract.notes.bibtex import bibtex
from regesta.extract.notes.reference_formats import TYPES, csl_json
from regesta.extract.notes.ris import TYPES as RIS_TYPES
from regesta.extract.notes.ris import ris
from regesta.extract.read.document import Document
from regesta.extract.record import CITATION_TYPES, Citation, Fields, Holding, Source

Make = Callable[..., Document]
Resolve = Callable[[Document], tuple[list[Citation], list[Source]]]

NOTES = [
    "Keith Kyle, Suez: Britain's End of Empire (London: I.B. Tauris, 2003), p. 85.",
    "Avi Shlaim, \u2018The Protocol of S\u00e8vres, 1956\u2019, International Affairs, vol. 73, no. 3 (July 1997), pp. 509\u2013530.",
    "TNA, PREM 11/1163, Eden to Eisenhower, 6 September 1956.",
    "The Times, 27 July 1956, p. 8.",
    "Jane Roe, \u2018British Policy, 1951-1956\u2019 (unpublished PhD thesis, University of Leeds, 1988), p. 211.",
]


def test_every_citation_type_has_its_types() -> None:
    assert set(TYPES) == set(CITATION_TYPES)


def test_bibtex_has_an_entry_per_source(make_document: Make, resolve_document: Resolve) -> None:
    _, sources = resolve_document(make_document(NOTES))
    text = bibtex(sources)
    assert re.findall(r"^@(\w+)\{([^,]+),", text, re.M) == [
        ("book", "Kyle2003"),
        ("article", "Shlaim1997"),
        ("unpublished", "Eden1956"),
        ("article", "TheTimes1956"),
        ("phdthesis", "Roe1988"),
    ]
    assert 'author = "Kyle, Keith"' in text
    assert 'publisher = "I.B. Tauris"' in text
    assert 'pages = "509--530"' in text
    assert "Eden to Eisenhower; TNA, series PREM 11, piece 1163" in text


def test_bibtex_is_read_by_pybtex(make_document: Make, resolve_document: Resolve) -> None:
    database = pytest.importorskip("pybtex.database")
    _, sources = resolve_document(make_document(NOTES))
    read = database.parse_string(bibtex(sources), "bibtex")
    assert len(read.entries) == len(sources)
    assert read.entries["Kyle2003"].persons["author"][0].last_names == ["Kyle"]
    assert read.entries["Shlaim1997"].fields["title"] == "{The Protocol of S\u00e8vres, 1956}"


def test_bibtex_escapes_and_tells_equal_keys_apart() -> None:
    one = Source(
        id="a",
        document="t",
        type="book",
        fields=Fields(authors=("Smith",), author_names=("Ann Smith",), title="Oil & Water_100%", year="1999"),
        label="x",
    )
    text = bibtex([one, one])
    assert r"Oil \& Water\_100\%" in text
    assert re.findall(r"\{(Smith\w+),", text) == ["Smith1999", "Smith1999a"]


def test_csl_json_has_names_dates_and_holdings(make_document: Make, resolve_document: Resolve) -> None:
    _, sources = resolve_document(make_document(NOTES))
    items = csl_json(sources)
    assert json.loads(json.dumps(items)) == items
    kyle, shlaim, eden, times, roe = items
    assert kyle["type"] == "book"
    assert kyle["author"] == [{"family": "Kyle", "given": "Keith"}]
    assert kyle["issued"] == {"date-parts": [[2003]]}
    assert (shlaim["type"], shlaim["container-title"], shlaim["volume"], shlaim["issue"], shlaim["page"]) == (
        "article-journal",
        "International Affairs",
        "73",
        "3",
        "509-530",
    )
    assert eden["author"] == [{"literal": "Eden"}]
    assert eden["recipient"] == [{"literal": "Eisenhower"}]
    assert eden["issued"] == {"date-parts": [[1956, 9, 6]]}
    assert (eden["archive"], eden["archive_location"]) == ("TNA", "series PREM 11, piece 1163")
    assert times["type"] == "article-newspaper"
    assert roe["type"] == "thesis"


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("1950-03/1950-04", {"date-parts": [[1950, 3], [1950, 4]]}),
        ("1945-08~", {"date-parts": [[1945, 8]], "circa": True}),
        ("1988-21", {"date-parts": [[1988]], "season": 1}),
        ("1950-99", {"raw": "1950-99"}),
    ],
)
def test_csl_dates(edtf: str, issued: dict[str, object]) -> None:
    source = Source(
        id="a",
        document="t",
        type="archival_document",
        fields=Fields(title="Record", doc_date=edtf),
        held_in=(Holding(archive="TNA"),),
        label="x",
    )
    assert csl_json([source])[0]["issued"] == issued


#: Item types and variables of CSL 1.0.2 (names, dates, the rest).
CSL_TYPES = {
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
}
CSL_NAMES = {"author", "editor", "translator", "recipient", "interviewer"}
CSL_DATES = {"issued", "original-date"}
CSL_WORDS = {
    "title",
    "container-title",
    "collection-title",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "number",
    "edition",
    "page",
    "URL",
    "language",
    "genre",
    "archive",
    "archive_location",
    "note",
}


def check_csl(item: dict[str, Any]) -> None:
    """What the CSL data schema asks of an item, and what Zotero needs beside it."""
    assert item["type"] in CSL_TYPES
    assert set(item) <= CSL_NAMES | CSL_DATES | CSL_WORDS | {"id", "type"}
    assert item["id"]
    assert item.get("title")
    for name in CSL_WORDS & set(item):
        assert isinstance(item[name], str), name
    for name in CSL_NAMES & set(item):
        for person in item[name]:
            assert set(person) in ({"family", "given"}, {"literal"}), person
            assert all(person.values())
    for name in CSL_DATES & set(item):
        day = item[name]
        assert set(day) <= {"date-parts", "season", "circa", "raw"}
        assert ("date-parts" in day) != ("raw" in day)
        assert 1 <= len(day.get("date-parts", [[1]])) <= 2
        for parts in day.get("date-parts", []):
            assert 1 <= len(parts) <= 3
            assert all(isinstance(n, int) for n in parts)
            assert all(
                low <= n <= high for n, (low, high) in zip(parts, ((1, 9999), (1, 12), (1, 31)), strict=False)
            )


def test_csl_items_keep_the_rules(make_document: Make, resolve_document: Resolve) -> None:
    _, sources = resolve_document(make_document(NOTES))
    for item in csl_json(sources):
        check_csl(item)


def test_letters_and_printed_documents_have_the_types_zotero_has_for_them(
    make_document: Make, resolve_document: Resolve
) -> None:
    notes = [
        "TNA, PREM 11/1163, letter from Eden to Eisenhower, 6 September 1956.",
        "FRUS, 1955-1957, vol. XVI, Dulles to the Embassy in Egypt, 30 March 1956, p. 421.",
        "John Smith, Interview with Sir Frank Roberts, The Times, 14 March 1990.",
        "Louis and Owen (eds.), Suez 1956: The Crisis and its Consequences (Oxford: Clarendon Press, 1989).",
    ]
    _, sources = resolve_document(make_document(notes))
    letter, printed, interview, edited = csl_json(sources)
    assert (letter["type"], letter["recipient"], letter["archive"], letter["archive_location"]) == (
        "personal_communication",
        [{"literal": "Eisenhower"}],
        "TNA",
        "series PREM 11, piece 1163",
    )
    assert (printed["type"], printed["container-title"], printed["page"]) == ("chapter", "FRUS", "421")
    assert (interview["type"], interview["interviewer"]) == (
        "interview",
        [{"family": "Smith", "given": "John"}],
    )
    assert "author" not in edited
    assert len(edited["editor"]) == 2


def test_bibtex_keeps_the_archive_where_zotero_reads_it(
    make_document: Make, resolve_document: Resolve
) -> None:
    _, sources = resolve_document(make_document([NOTES[2]]))
    assert 'location = "TNA, series PREM 11, piece 1163"' in bibtex(sources)


def test_ris_is_read_by_rispy(make_document: Make, resolve_document: Resolve) -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is not installed (pip install rispy)")
    _, sources = resolve_document(make_document(NOTES))
    kyle, shlaim, eden, times, roe = rispy.loads(ris(sources))
    assert [r["id"] for r in (kyle, shlaim, eden, times, roe)] == [s.id for s in sources]
    assert set(RIS_TYPES.values()) <= set(rispy.TYPE_OF_REFERENCE_MAPPING)
    kinds = [r["type_of_reference"] for r in (kyle, shlaim, eden, times, roe)]
    assert kinds == ["BOOK", "JOUR", "UNPB", "NEWS", "THES"]
    assert (kyle["authors"], kyle["year"], kyle["place_published"]) == (["Kyle, Keith"], "2003", "London")
    assert (shlaim["secondary_title"], shlaim["start_page"], shlaim["end_page"]) == (
        "International Affairs",
        "509",
        "530",
    )
    assert (eden["authors"], eden["secondary_authors"], eden["date"]) == (
        ["Eden"],
        ["Eisenhower"],
        "1956/09/06/",
    )
    assert (eden["name_of_database"], eden["unknown_tag"]["AV"]) == ("TNA", ["series PREM 11, piece 1163"])


def test_addresses_stay_as_they_are_in_bibtex() -> None:
    database = pytest.importorskip("pybtex.database")
    address = "https://example.org/a_b?x=1&y=50%25#z~1"
    one = Source(id="a", document="t", type="web", fields=Fields(title="50% & more", url=address), label="x")
    (entry,) = database.parse_string(bibtex([one]), "bibtex").entries.values()
    assert (entry.fields["url"], entry.fields["title"]) == (address, r"{50\% \& more}")


def test_keys_differ_whatever_their_case_and_letters() -> None:
    def book(author: str, year: str) -> Source:
        return Source(
            id=author,
            document="t",
            type="book",
            fields=Fields(authors=(author,), title="T", year=year),
            label="x",
        )

    text = bibtex([book("Kim", ""), book("Kim", ""), book("Kima", ""), book("KIM", "")])
    keys = [k.casefold() for k in re.findall(r"^@book\{([^,]+),", text, re.M)]
    assert len(set(keys)) == 4


_ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=25)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.builds(
            Fields,
            title=_ANY,
            container=_ANY,
            publisher=_ANY,
            place=_ANY,
            url=_ANY,
            pages=_ANY,
            authors=st.tuples(_ANY.filter(str.strip)),
        ),
        max_size=3,
    )
)
def test_whatever_stands_in_the_fields_pybtex_reads_it(rows: list[Fields]) -> None:
    database = pytest.importorskip("pybtex.database")
    sources = [
        Source(id=str(k), document="t", type="article", fields=f, label="x") for k, f in enumerate(rows)
    ]
    assert len(database.parse_string(bibtex(sources), "bibtex").entries) == len(sources)
    assert ris(sources).count("\r\nER  - ") == ris(sources).count("TY  - ") == len(sources)
    for item in csl_json(sources):
        check_csl(item)
