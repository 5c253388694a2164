"""How a page is cited: the tags a citation manager reads, and text, BibTeX and CSL that read back."""

from __future__ import annotations

import json

import pybtex.database

from regesta.graph.serve.site.views.citing import cited_claim, cited_source

ARTICLE = {
    "Author": ["Fred H. Lawson"],
    "Title": ["The Iranian Crisis of 1945–46 and {braces}"],
    "In": ["IJMES"],
    "Volume": ["21"],
    "Year": ["1989"],
}


def test_an_article_is_cited_by_its_fields() -> None:
    cited = cited_source(ARTICLE, "article", "Lawson (1989)", "https://x.example/source/1a")
    assert dict(cited.tags) == {
        "citation_title": ARTICLE["Title"][0],
        "citation_author": "Fred H. Lawson",
        "citation_volume": "21",
        "citation_publication_date": "1989",
        "citation_journal_title": "IJMES",
    }
    (entry,) = pybtex.database.parse_string(cited.bibtex, "bibtex").entries.values()
    assert entry.type == "article"
    assert entry.fields["journal"] == "IJMES"
    assert entry.fields["volume"] == "21"
    assert entry.fields["year"] == "1989"
    (csl,) = json.loads(cited.csl)
    assert csl["type"] == "article-journal"
    assert csl["issued"] == {"date-parts": [[1989]]}
    assert csl["author"] == [{"literal": "Fred H. Lawson"}]


def test_a_claim_is_its_holders_in_a_document_and_an_edition() -> None:
    document = {"title": "A page on Iran", "name": "Anna Berta Writer", "year": "2025"}
    cited = cited_claim("the roots\nwere local", ["Fawcett"], document, "https://x.example/claim/2", "000007")
    assert ("citation_title", "Fawcett: the roots were local") in cited.tags
    assert cited.words.endswith("https://x.example/claim/2 (generation 000007)")
    (entry,) = pybtex.database.parse_string(cited.bibtex, "bibtex").entries.values()
    assert entry.fields["note"] == "generation 000007"
    assert [person.last_names for person in entry.persons["author"]] == [["Writer"]]


def test_what_is_not_known_is_left_out() -> None:
    cited = cited_source({}, "book", "Untitled", "https://x.example/source/2")
    assert cited.tags == [("citation_title", "Untitled")]
    assert "author" not in json.loads(cited.csl)[0]


def test_a_letter_is_cited_by_its_day_and_its_file() -> None:
    fields = {"Author": ["Harbour News Agency"], "Date": ["2 July 1950"]}
    cited = cited_source(
        fields,
        "archival document",
        "A to B",
        "https://x.example/source/3",
        dated="1950-07-02",
        kept=("PRO", "class ADM 1"),
    )
    (entry,) = pybtex.database.parse_string(cited.bibtex, "bibtex").entries.values()
    assert (entry.fields["year"], entry.fields["note"]) == ("1950", "Kept in PRO, class ADM 1")
    assert [str(person) for person in entry.persons["author"]] == ["{Harbour News Agency}"]
    (csl,) = json.loads(cited.csl)
    assert csl["issued"] == {"date-parts": [[1950, 7, 2]]}
    assert (csl["archive"], csl["archive_location"]) == ("PRO", "class ADM 1")
    assert ("citation_publication_date", "1950/07/02") in cited.tags
