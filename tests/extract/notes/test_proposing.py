"""Citations of a document's notes: documents one behind the other, days in a row, places lent and given."""

from __future__ import annotations

import pytest
from tests.extract.notes.cases import cited, document

from regesta.extract.notes.proposing import families, propose_citations
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words


def test_quotes_are_the_texts() -> None:
    doc = document("See Ann Dale, The Canal Age (London: Cape, 1934), p. 3; ibid., p. 4.")
    found = propose_citations(doc, ENGLISH)
    assert [c.quote for c in found] == ["Ann Dale, The Canal Age (London: Cape, 1934), p. 3", "ibid., p. 4"]
    assert all(doc.text[slice(*c.span)] == c.quote for c in found)


def test_a_second_document_behind_a_date() -> None:
    found = cited(
        "RGASPI, The telegram from Wendt to Harlow, 3 May 1950, The telegram from Harlow to Wendt, 5 May 1950."
    )
    assert [(c.fields.sender, c.fields.doc_date, c.fields.archive) for c in found] == [
        ("Wendt", "1950-05-03", "RGASPI"),
        ("Harlow", "1950-05-05", "RGASPI"),
    ]


def test_days_in_a_row_are_citations_of_their_own() -> None:
    found = cited("Pravda, 3 May 1950, 5 May 1950.")
    assert [(c.type, c.fields.doc_date) for c in found] == [
        ("newspaper", "1950-05-03"),
        ("newspaper", "1950-05-05"),
    ]


def test_a_place_given_behind_a_semicolon_is_the_documents() -> None:
    (found,) = cited(
        "Museum of Weirs, Letter from Wendt to Harlow, 3 May 1950; RGASPI, f. 558, op. 11, d. 62."
    )
    assert (found.fields.archive, found.fields.copy_in, found.fields.delo) == (
        "RGASPI",
        "Museum of Weirs",
        "62",
    )


def test_a_document_without_its_archive_is_kept_where_the_one_before_is() -> None:
    _, second = cited("TNA, FO 371/9, Wendt to Harlow, 3 May 1950; Harlow to Wendt, 5 May 1950.")
    assert (second.fields.archive, second.fields.sender) == ("TNA", "Harlow")


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("Dale, Ann, The Canal Age, London: Cape, 1934.", {"dale"}),
        ("Dale, A., and Pell, P., The Canal Age, 1934.", {"dale", "pell"}),
        ("The Canal Age, 1934.", set()),
    ],
)
def test_family_names_that_the_bibliography_puts_first(entry: str, names: set[str]) -> None:
    assert families(document("x", listed=entry), citation_words(ENGLISH)) == names
