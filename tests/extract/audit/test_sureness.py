"""Which readings are sure enough to be held against each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.audit.cases import KYLE

from regesta.extract.audit.case import Case
from regesta.extract.audit.sureness import (
    is_author,
    is_container,
    is_mentioned,
    is_set_apart,
    is_title,
    names_author_in_title,
    reads_notes,
    stands_in_full,
)
from regesta.extract.audit.words import audit_words
from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read.document import Document
from regesta.extract.text.languages import ENGLISH

Make = Callable[..., Document]
WORDS = audit_words(ENGLISH)


def case_of(document: Document) -> Case:
    citations, sources = resolve(document, propose_citations(document))
    return Case(document, (*citations, *sources))


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Suez: The Double War", True),
        ("xxxvi", False),
        ("and citations there given", False),
        ("Suez, pp. 12-14. For details see the annex", False),
        ("Memorandum on Suez. filed in the library", False),
        ("", False),
    ],
)
def test_what_is_surely_a_title(text: str, sure: bool) -> None:
    assert is_title(text, WORDS) is sure


@pytest.mark.parametrize(
    ("text", "sure"), [("Past and Present", True), ("iii", False), ("III", False), ("has a comment", False)]
)
def test_what_is_surely_a_container(text: str, sure: bool) -> None:
    assert is_container(text) is sure


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        ("Kyle", True),
        ("Van Ree", True),
        ("Simms's", False),
        ("RGASPI", False),
        ("the account in Kyle", False),
    ],
)
def test_what_is_surely_an_author(name: str, sure: bool, make_document: Make) -> None:
    assert is_author(name, case_of(make_document([("One.", KYLE)]))) is sure


def test_an_author_in_the_title_is_a_misreading() -> None:
    assert names_author_in_title("Stanley\u2019s American Defense", ["Stanley"])
    assert not names_author_in_title("Stanley in Africa", ["Stanley"])


def test_a_title_stands_in_full_where_a_year_follows_it(make_document: Make) -> None:
    case = case_of(make_document([("One.", KYLE), ("Two.", "Lucas, Divided We Stand Apart, p. 3.")]))
    assert stands_in_full("Suez: The Double War", case, ())
    assert not stands_in_full("Suez: The Double War", case, [case.document.footnotes[0].span])
    assert not stands_in_full("Divided We Stand Apart", case, ())


def test_a_title_is_mentioned_however_it_is_broken(make_document: Make) -> None:
    case = case_of(make_document([("One.", "Keith Kyle, Suez: The\nDouble War (London: Tauris, 1991).")]))
    assert is_mentioned("Suez: The Double War", [case.document.footnotes[0].span], case)
    assert not is_mentioned("A", [case.document.footnotes[0].span], case)


def test_a_semicolon_sets_works_apart_and_a_note_without_marker_may_be_the_documents_own(
    make_document: Make,
) -> None:
    both = f"{KYLE[:-1]}; W. Scott Lucas, Divided We Stand (London: Sceptre, 1996), p. 4."
    case = case_of(make_document([("One.", both)]))
    one, two = case.citations
    assert is_set_apart(one, two, case)
    assert reads_notes(case)
