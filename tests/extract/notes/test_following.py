"""Pointers followed: where each citation's way ends, and what it takes from there."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.notes import propose_citations
from regesta.extract.notes.bibliography import read_bibliography
from regesta.extract.notes.following import Followed, follow
from regesta.extract.read.document import Document
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

Make = Callable[..., Document]

KYLE = "Keith Kyle, Suez (London: Weidenfeld and Nicolson, 1991), p. 85."
EDEN = "TNA, PREM 11/1163, Eden to Eisenhower, 6 September 1956."


def followed(document: Document) -> Followed:
    """The citations of a document with their pointers followed."""
    words = citation_words(ENGLISH)
    return follow(document, propose_citations(document), read_bibliography(document), words)


def test_a_chain_of_pointers_ends_at_the_full_citation(make_document: Make) -> None:
    found = followed(make_document([KYLE, "Ibid., p. 9.", "Ibid.", "Kyle, Suez, p. 4."]))
    first = found.citations[0].id
    assert [found.ends[c.id] for c in found.citations] == [first] * 4
    assert found.series_of(found.citations[2:3]) == found.citations[0].fields


def test_an_ibid_with_a_day_of_its_own_ends_at_itself_and_takes_the_archive(make_document: Make) -> None:
    found = followed(make_document([EDEN, "Ibid., 9 September 1956."]))
    other = found.citations[1]
    assert found.is_another(other)
    assert found.ends[other.id] == other.id
    assert other.fields.archive == "TNA"


def test_idem_takes_the_author_and_says_from_which(make_document: Make) -> None:
    note = f"{KYLE[:-1]}; idem, The Politics of the Independence of Kenya (London: Palgrave, 1999)."
    found = followed(make_document([note]))
    one, other = found.citations
    assert other.fields.authors == ("Kyle",)
    assert found.authors == {other.id: one.id}


def test_only_ibids_take_a_series(make_document: Make) -> None:
    found = followed(make_document([KYLE, "Ibid."]))
    assert found.series_of(found.citations) is None
    assert found.series_of(()) is None
