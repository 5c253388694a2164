"""Steps over a parse: subjects, content clauses, edges, tense."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.syntax import (
    content_clause,
    finite,
    in_present,
    is_passive,
    subjects,
    trim,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Parsed = Callable[[str], "Doc"]


def word(doc: Doc, form: str) -> Token:
    return next(t for t in doc if t.text == form)


SUBJECTS_OF = [
    ("Oldenbarnevelt and Maurice agreed that the truce was needed.", "agreed", ["Oldenbarnevelt", "Maurice"]),
    ("It was Richelieu who insisted that the fortress be razed.", "insisted", ["Richelieu"]),
    ("The plan was attacked by Pitt and Fox.", "attacked", ["plan"]),
    ("A view held by Gibbon and Hume was dropped.", "held", ["Gibbon", "Hume"]),
    ("The famine led Peel to conclude that the tariff was doomed.", "conclude", ["Peel"]),
    ("Peel hoped to persuade his party.", "persuade", ["Peel"]),
    ("Peel was the first to suggest that the tariff was doomed.", "suggest", ["Peel"]),
    ("He is inclined to admit that the tariff was doomed.", "admit", ["He"]),
]


@pytest.mark.parametrize(("text", "verb", "expected"), SUBJECTS_OF)
def test_a_verb_has_its_own_subject_or_shares_that_of_another(
    parsed: Parsed, words: ClaimWords, text: str, verb: str, expected: list[str]
) -> None:
    assert [t.text for t in subjects(word(parsed(text), verb), words)] == expected


CLAUSES = [
    ("Colbert claimed that the guilds were idle.", "claimed", "were"),
    ("The guilds were idle, Colbert claimed.", "claimed", "were"),
    ("Colbert asked whether the guilds were idle.", "asked", None),
    ("Colbert saw how the guilds worked.", "saw", None),
    ("Colbert wanted to close the guilds.", "wanted", None),
]


@pytest.mark.parametrize(("text", "verb", "expected"), CLAUSES)
def test_a_content_clause_has_a_subject_and_asks_nothing(
    parsed: Parsed, words: ClaimWords, text: str, verb: str, expected: str | None
) -> None:
    clause = content_clause(word(parsed(text), verb), words)
    assert (clause.text if clause is not None else None) == expected


def test_the_edges_of_a_content_are_trimmed_but_for_a_closing_bracket(
    parsed: Parsed, words: ClaimWords
) -> None:
    doc = parsed('Colbert wrote that "the fleet (of 1669) was small".')
    start, end = trim(doc, word(doc, "that").i, len(doc), words)
    assert doc[start:end].text == "the fleet (of 1669) was small"
    doc = parsed("The fleet was small (in 1669).")
    assert doc[slice(*trim(doc, 0, len(doc), words))].text == "The fleet was small (in 1669)"


def test_nor_stays_at_the_head_of_a_content_since_it_denies(parsed: Parsed, words: ClaimWords) -> None:
    doc = parsed("Nor was the fleet ready.")
    assert trim(doc, 0, len(doc), words)[0] == 0


def test_tense_and_voice(parsed: Parsed, words: ClaimWords) -> None:
    assert finite(word(parsed("The league has failed."), "failed"))
    assert not finite(word(parsed("The league, failing again, broke up."), "failing"))
    assert in_present(word(parsed("Braudel has rejected this view."), "rejected"), words)
    assert not in_present(word(parsed("Braudel rejected this view."), "rejected"), words)
    assert is_passive(word(parsed("The view was rejected."), "rejected"))
