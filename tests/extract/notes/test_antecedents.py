"""What an Ibid., an op. cit. and a short title point back to: each rule, and when it does not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from regesta.extract.notes import propose_citations
from regesta.extract.notes.antecedents import (
    IBID_RULES,
    SHORT_RULES,
    Pointer,
    point,
    short_likeness,
    sureness,
)
from regesta.extract.notes.bibliography import read_bibliography
from regesta.extract.notes.likeness import likeness_words
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Fields
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

Make = Callable[..., Document]

KYLE = "Keith Kyle, Suez (London: Weidenfeld and Nicolson, 1991), p. 85."
LUCAS = "W. Scott Lucas, Divided We Stand (London: Hodder & Stoughton, 1996), p. 140."
PROSE = "This is disputed among historians."


def pointers(document: Document) -> tuple[Sequence[Citation], dict[str, Pointer]]:
    """The citations of a document and what they point to."""
    citations = propose_citations(document)
    words = citation_words(ENGLISH)
    return citations, point(document, citations, read_bibliography(document), words)


#: notes (lists are chapters) whose last citation points -> the number of the citation meant, words of the reason,
#: how many it may mean instead.
IBID: dict[str, tuple[list[Any], int, str, int]] = {
    "the same note": ([f"{KYLE[:-1]}; ibid., p. 9."], 0, "same note", 0),
    "the note before": ([LUCAS, KYLE, "Ibid."], 1, "only citation of note 1.2", 0),
    "a gap": ([KYLE, PROSE, "Ibid."], 0, "over notes without citations", 0),
    "a division": ([[KYLE], ["Ibid."]], 0, "in the division before", 0),
    "named": (
        [f"{KYLE[:-1]}; {LUCAS}", ("Kyle argued that Paris knew.", "Ibid.")],
        0,
        "the sentence names",
        1,
    ),
    "several": ([f"{KYLE[:-1]}; {LUCAS}", "Ibid."], 1, "ambiguous", 1),
}


@pytest.mark.parametrize("case", sorted(IBID))
def test_what_an_ibid_means(case: str, make_document: Make) -> None:
    notes, meant, reason, rivals = IBID[case]
    citations, found = pointers(make_document(notes))
    pointer = found[citations[-1].id]
    assert pointer.target == citations[meant].id
    assert reason in pointer.reason
    assert len(pointer.rivals) == rivals
    assert pointer.target not in pointer.rivals


def test_each_doubt_makes_an_ibid_less_sure(make_document: Make) -> None:
    def sure(case: str) -> float:
        citations, found = pointers(make_document(IBID[case][0]))
        return found[citations[-1].id].confidence

    assert sure("the note before") > sure("a gap") > sure("several")
    assert sure("the note before") > sure("a division")
    assert sure("named") > sure("several")


def test_an_ibid_with_nothing_before_it_points_nowhere(make_document: Make) -> None:
    assert pointers(make_document(["Ibid., p. 4."]))[1] == {}
    assert pointers(make_document([PROSE, "Ibid., p. 4."]))[1] == {}


def test_a_short_form_means_the_note_it_names(make_document: Make) -> None:
    citations, found = pointers(make_document([KYLE, LUCAS, "See note 1."]))
    assert found[citations[2].id].target == citations[0].id
    citations, found = pointers(make_document([f"{KYLE[:-1]}; {LUCAS}", "See note 1."]))
    pointer = found[citations[2].id]
    assert "which has 2 citations" in pointer.reason
    assert len(pointer.rivals) == 1
    assert pointer.confidence < 0.9


def test_a_note_of_another_chapter_is_not_the_note_named(make_document: Make) -> None:
    _, found = pointers(make_document([[KYLE, LUCAS], ["See note 2."]]))
    assert found == {}


def test_a_short_title_means_the_earlier_of_two_and_a_full_one_before_a_short_one(
    make_document: Make,
) -> None:
    citations, found = pointers(make_document([KYLE, "Kyle, Suez, p. 2.", "Kyle, Suez, p. 3.", KYLE]))
    assert found[citations[2].id].target == citations[0].id
    assert "author and title" in found[citations[2].id].reason


def test_a_short_title_may_come_before_its_full_citation_less_surely(make_document: Make) -> None:
    citations, found = pointers(make_document(["Kyle, Suez, p. 2.", KYLE]))
    assert found[citations[0].id].target == citations[1].id
    assert "(later)" in found[citations[0].id].reason
    after, again = pointers(make_document([KYLE, "Kyle, Suez, p. 2."]))
    assert found[citations[0].id].confidence < again[after[1].id].confidence


def test_a_short_title_of_the_bibliography_only(make_document: Make) -> None:
    document = make_document(["Kyle, Suez, p. 3."], ["Kyle, Keith, Suez, London: Tauris, 1991."])
    citations, found = pointers(document)
    pointer = found[citations[0].id]
    assert (pointer.target, pointer.entry) == ("", 0)


#: short form, full form, and whether the one may mean the other.
LIKENESS = [
    ({"authors": ("Kyle",), "title": "Suez"}, {"authors": ("Kyle",), "title": "Suez: The Double War"}, True),
    ({"authors": ("Kyle",), "title": "Suez"}, {"authors": ("Lucas",), "title": "Suez"}, False),
    ({"authors": ("Kyle",), "title": "Suez"}, {"title": "Suez"}, False),
    ({"authors": ("Kyle",)}, {"authors": ("Kyle",), "title": "Suez"}, True),
    ({"authors": ("Kyle",), "year": "1991"}, {"authors": ("Kyle",), "year": "1991a"}, True),
    ({"authors": ("Kyle",), "year": "1991"}, {"authors": ("Kyle",), "year": "1999"}, False),
    ({"title": "Divided We Stand"}, {"authors": ("Lucas",), "title": "Divided We Stand: Britain"}, True),
    ({"title": "Stand"}, {"authors": ("Lucas",), "title": "Divided We Stand"}, False),
    ({"title": "Suez", "volume": "1"}, {"title": "Suez", "volume": "2"}, False),
    ({"authors": ("Ree",), "title": "Zone Socialism"}, {"authors": ("Ree",), "title": "Socialism in One Zone"}, True),
    ({}, {"authors": ("Kyle",), "title": "Suez"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("short", "full", "may"), LIKENESS)
def test_whether_a_short_form_may_mean_a_full_one(
    short: dict[str, Any], full: dict[str, Any], may: bool
) -> None:
    score = short_likeness(Fields(**short), Fields(**full), likeness_words(ENGLISH))
    assert (score >= sureness()["short_title"]["least"]) is may
    assert 0 <= score <= 1


def test_every_rule_says_what_it_is() -> None:
    assert all(rule.__doc__ for rule in (*IBID_RULES, *SHORT_RULES))
