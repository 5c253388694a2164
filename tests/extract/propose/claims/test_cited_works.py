"""Whose works a document cites, where, and of which years they are."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.propose.claims.cited_works import CitedWorks, cited_works, in_brackets
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.mentions.person_names import person_names
from regesta.extract.record import Citation, Fields
from regesta.extract.text.languages import ENGLISH

NAMES = person_names(ENGLISH)
BOOKS = ("Moor, Ada B. 1990. Harbours of the North. London: Quay.", "Velten, Carl. 1731. The Looms. Bremen.")


def works_of(annotated: AnnotatedDocument, words: ClaimWords) -> CitedWorks:
    note = annotated.document.footnotes[0]
    short = Citation(
        id="c1",
        document="d",
        confidence=1.0,
        proposer="test.v1",
        span=note.span,
        footnote=note.id,
        type="short_title",
        fields=Fields(authors=("Amsel",), year="1995"),
    )
    return cited_works(annotated, (short,), NAMES, words.weights)


def test_notes_bibliography_and_found_citations_tell_whose_works_are_cited(
    annotated_of: Callable[..., AnnotatedDocument], words: ClaimWords
) -> None:
    rows = ("In 1730 the looms stood idle.", ("In 1732 they worked (Moor 1990, 12).", "Amsel, Ships, p. 9."))
    works = works_of(annotated_of(*rows, books=BOOKS), words)
    assert works.times == {"amsel": 1, "moor": 1, "velten": 1}
    assert works.by_note["I.1"] == {"amsel"}
    assert works.years == {"amsel": (1995,), "moor": (1990,), "velten": (1731,)}
    assert works.told_until == 1730
    assert [works.of_the_time(name) for name in ("velten", "moor", "nobody")] == [True, False, False]
    assert [works.long_after(name) for name in ("velten", "moor", "nobody")] == [False, True, False]


def test_a_text_without_years_puts_nobody_in_its_time(
    annotated_of: Callable[..., AnnotatedDocument], words: ClaimWords
) -> None:
    works = works_of(annotated_of(("The looms stood idle.", "Amsel, Ships, p. 9."), books=BOOKS), words)
    assert works.told_until == 0
    assert not works.of_the_time("velten")
    assert not works.long_after("moor")


def test_who_is_cited_in_brackets_stands_there_before_a_year() -> None:
    assert in_brackets("So it was (Moor 1990: 12; Amsel [1920] 1995).", NAMES) == {"moor", "amsel"}
    assert in_brackets("So it was (as Moor says), in 1990.", NAMES) == frozenset()
