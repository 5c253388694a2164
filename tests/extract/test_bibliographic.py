"""Sources as BibTeX and CSL-JSON: what a reference manager must be able to read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from regesta.extract.link.bibliographic import TYPES, bibtex, csl_json
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
    assert "author = {Kyle, Keith}" in text
    assert "publisher = {I.B. Tauris}" in text
    assert "pages = {509--530}" in text
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
        id="a", document="t", type="book", fields=Fields(authors=("Smith",), author_names=("Ann Smith",), title="Oil & Water_100%", year="1999"), label="x"
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
    [("1950-03/1950-04", {"date-parts": [[1950, 3], [1950, 4]]}), ("1945-08~", {"date-parts": [[1945, 8]], "circa": True}), ("1988-21", {"raw": "1988-21"})],
)
def test_csl_dates(edtf: str, issued: dict[str, object]) -> None:
    source = Source(id="a", document="t", type="archival_document", fields=Fields(title="Record", doc_date=edtf), held_in=(Holding(archive="TNA"),), label="x")
    assert csl_json([source])[0]["issued"] == issued
