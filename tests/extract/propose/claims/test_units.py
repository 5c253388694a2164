"""Main clauses, who governs them, and where a claim in the writer's voice begins."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.units import clause_index, content_start, governs, main_clauses

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]


def test_coordinated_clauses_with_subjects_of_their_own_are_parted(parsed: Parsed) -> None:
    doc = parsed("The harvest failed and the towns starved, but the nobles ate well.")
    clauses = main_clauses(doc)
    assert [head.text for head, _, _ in clauses] == ["failed", "starved", "ate"]
    assert clauses[0][1] == 0
    assert clauses[-1][2] == len(doc)
    assert all(a[2] == b[1] for a, b in itertools.pairwise(clauses))
    assert clause_index(clauses, next(t.i for t in doc if t.text == "towns")) == 1


def test_a_clause_that_shares_its_subject_belongs_to_the_one_before(parsed: Parsed) -> None:
    assert len(main_clauses(parsed("The harvest failed and rotted in the barns."))) == 1


def test_a_reporting_word_governs_its_clause_as_its_predicate_only(parsed: Parsed) -> None:
    doc = parsed("Walpole argued that the tax was just.")
    verb = next(t for t in doc if t.text == "argued")
    assert governs(doc, main_clauses(doc)[0], verb.i, (0,))
    doc = parsed("The tax that Walpole argued for was just.")
    verb = next(t for t in doc if t.text == "argued")
    assert not governs(doc, main_clauses(doc)[0], verb.i, (verb.i - 1,))


STARTS = [
    ("As for the clergy, they paid nothing at all.", "they paid nothing at all."),
    ("It was in 1688 that the charter lost its force.", "the charter lost its force."),
    ("The clergy paid nothing at all.", "The clergy paid nothing at all."),
    ("Given the bishops, abbots and priors, they paid.", "they paid."),
]


@pytest.mark.parametrize(("text", "content"), STARTS)
def test_topics_and_clefts_stand_before_the_content(
    parsed: Parsed, words: ClaimWords, text: str, content: str
) -> None:
    doc = parsed(text)
    start = content_start(doc, 0, len(doc), words)
    expected = content if len(parsed(content)) > words.weights.shortest else text
    assert doc[start:].text == expected
