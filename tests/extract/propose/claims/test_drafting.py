"""The claims of one sentence as drafts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.claims.drafting import sentence_drafts
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.holders import HolderFinder
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.phrases import find_frames

FinderOf = Callable[..., HolderFinder]
BOOKS = (
    "Pirenne, Henri, Mohammed and Charlemagne, London: Allen, 1939.",
    "Metternich, Klemens von, Memoirs, London: Bentley, 1880.",
)


def drafts_of(finder: HolderFinder, words: ClaimWords) -> list[Draft]:
    sentence = finder.annotated.sentences[0]
    return sentence_drafts(0, sentence, find_frames(sentence.doc, words), finder, None)


def text_of(finder: HolderFinder, draft: Draft) -> str:
    return str(finder.annotated.sentences[0].doc[slice(*draft.content)].text)


#: A sentence, and its claims: voice and content.
SENTENCES = [
    (
        "Pirenne argued that the sea had closed; the coins are an important objection.",
        [("author", "the coins are an important objection"), ("scholar", "the sea had closed")],
    ),
    (
        "The real cause of the decline was the weakness of the treasury, according to Pirenne.",
        [("scholar", "The real cause of the decline was the weakness of the treasury")],
    ),
    (
        "The real cause was the weakness of the treasury.",
        [("author", "The real cause was the weakness of the treasury")],
    ),
    ("On 3 May 1815 the envoys met at Vienna.", []),
    ("Pirenne argued that the sea had closed.", [("scholar", "the sea had closed")]),
]


@pytest.mark.parametrize(("text", "claims"), SENTENCES)
def test_what_no_attribution_takes_is_the_writers(
    finder_of: FinderOf, words: ClaimWords, text: str, claims: list[tuple[str, str]]
) -> None:
    finder = finder_of(text, books=BOOKS)
    found = [(d.holder.voice, text_of(finder, d)) for d in drafts_of(finder, words)]
    assert sorted(found) == sorted(claims)


def test_a_report_inside_a_report_lies_within_it_and_is_less_sure(
    finder_of: FinderOf, words: ClaimWords
) -> None:
    finder = finder_of("Pirenne argued that Metternich believed that the sea had closed.", books=BOOKS)
    outer, inner = drafts_of(finder, words)
    assert (outer.within, inner.within) == (None, 0)
    alone = drafts_of(finder_of("Metternich believed that the sea had closed.", books=BOOKS), words)[0]
    assert inner.confidence == pytest.approx(alone.confidence * words.weights.nested)


def test_a_promise_is_less_sure_than_a_position(finder_of: FinderOf, words: ClaimWords) -> None:
    promised = drafts_of(finder_of("Metternich promised that he would return.", books=BOOKS), words)[0]
    foretold = drafts_of(finder_of("Metternich warned that a rising would follow.", books=BOOKS), words)[0]
    assert promised.confidence == pytest.approx(foretold.confidence * words.weights.commitment)


def test_only_writers_answer_by_pointing(finder_of: FinderOf, words: ClaimWords) -> None:
    assert drafts_of(finder_of("Pirenne rejected this view.", books=BOOKS), words)
    reported = drafts_of(finder_of("The senate rejected this view.", books=BOOKS), words)
    assert [d for d in reported if d.frame is not None] == []


def test_a_that_clause_runs_on_with_a_clause_that_nobody_else_holds(
    finder_of: FinderOf, words: ClaimWords
) -> None:
    text = "Metternich believed that the crown was weak and the estates were strong."
    finder = finder_of(text, books=BOOKS)
    (draft,) = drafts_of(finder, words)
    assert text_of(finder, draft) == "the crown was weak and the estates were strong"


def test_to_whom_it_seems_is_the_writer(finder_of: FinderOf, words: ClaimWords) -> None:
    finder = finder_of("Metternich seems to have believed that the crown was weak.", books=BOOKS)
    assert [d.holder.voice for d in drafts_of(finder, words)] == ["author", "actor"]
