"""What the rules look at, computed once."""

from __future__ import annotations

from collections.abc import Callable

from tests.extract.audit.cases import FOOT, KYLE, SHELF

from regesta.extract.audit.case import Case, is_day
from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read.document import Document

Make = Callable[..., Document]


def case_of(document: Document) -> Case:
    citations, sources = resolve(document, propose_citations(document))
    return Case(document, (*citations, *sources))


def test_citations_stand_by_note_and_source_in_document_order(make_document: Make) -> None:
    case = case_of(make_document([("One.", KYLE), ("Two.", "Kyle, Suez, p. 9.")]))
    (cited,) = case.by_source.values()
    assert [c.id for c in cited] == [c.id for c in case.citations]
    assert [len(case.by_note[n.id]) for n in case.document.footnotes] == [1, 1]


def test_the_bibliography_is_matched_to_what_is_cited(make_document: Make) -> None:
    case = case_of(make_document([("One.", KYLE), *(("Said.", f) for f in FOOT[:3])], SHELF))
    assert len(case.listed) == 4
    assert len(case.unmatched) == len(case.entries) - 4


def test_a_sentence_with_one_day_has_it_and_one_with_two_has_none(make_document: Make) -> None:
    case = case_of(
        make_document([("He wrote on 3 May 1950.", KYLE), ("On 3 May 1950 and 4 May 1950.", KYLE)])
    )
    one, two = case.document.sentences[:2]
    found = case.only_day_in(one)
    assert found is not None
    assert found[0] == "1950-05-03"
    assert case.only_day_in(two) is None


def test_what_is_remembered_is_computed_once(make_document: Make) -> None:
    case, calls = case_of(make_document([("One.", KYLE)])), []
    for _ in range(2):
        assert case.remembered("notes", lambda c: calls.append(1) or len(c.document.footnotes)) == 1
    assert calls == [1]


def test_a_day_is_a_full_day() -> None:
    assert is_day("1950-05-03")
    assert not is_day("1950-05")
