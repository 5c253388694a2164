"""What two sentences with claims look like beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.annotate.models import installed
from regesta.extract.propose.claims.drafts import Draft, Holder
from regesta.extract.propose.claims.learnt_relations import pairs_of
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.pair_features import Pair, paragraph_numbers, rarity

AnnotatedOf = Callable[..., AnnotatedDocument]
pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
KYLE, AUTHOR = Holder(("Keith Kyle",), "scholar"), Holder(("thesis author",), "author")


def pairs(
    annotated: AnnotatedDocument, holders: Sequence[Holder], words: ClaimWords, back: int = 9
) -> list[Pair]:
    """The pairs of a document each of whose sentences is one claim."""
    drafts = [
        Draft(k, (0, len(annotated.sentences[k].doc)), None, holder, 0.9) for k, holder in enumerate(holders)
    ]
    return list(pairs_of(annotated, drafts, [()] * len(drafts), [], back, words))


def test_every_two_sentences_are_a_pair_up_to_a_distance(
    annotated_of: AnnotatedOf, words: ClaimWords
) -> None:
    annotated = annotated_of("The canal was old.", "The port was new.", "The tolls were high.")
    assert [(p.later.at, p.earlier.at) for p in pairs(annotated, [AUTHOR] * 3, words)] == [
        (1, 0),
        (2, 1),
        (2, 0),
    ]
    assert len(pairs(annotated, [AUTHOR] * 3, words, back=1)) == 2


def test_an_answer_is_told_by_its_opening_its_words_and_whom_it_names(
    annotated_of: AnnotatedOf, words: ClaimWords
) -> None:
    annotated = annotated_of(
        "The canal had lost its value.", "But Kyle does not explain why the value of the canal had doubled."
    )
    (pair,) = pairs(annotated, [KYLE, AUTHOR], words)
    alone, beside = pair.later.own, pair.own
    assert {"word0=but", "opening=contrast", "has=explain", "denied", "voice=author"} <= set(alone)
    assert {"pair.names_holder", "pair.voices=w>o", "pair.steps=1", "pair.opposed_alike"} <= set(beside)
    assert beside["pair.common"] == pytest.approx(0.4)


def test_names_are_no_features(annotated_of: AnnotatedOf, words: ClaimWords) -> None:
    annotated = annotated_of("The canal had lost its value.", "Lucas lived in Cairo then.")
    (pair,) = pairs(annotated, [KYLE, AUTHOR], words)
    assert not {"has=cairo", "has=lucas"} & set(pair.later.own)


def test_rare_words_weigh_more_than_words_that_stand_everywhere(annotated_of: AnnotatedOf) -> None:
    rare = rarity(annotated_of("The canal was old.", "The canal was new.", "The canal had a lock."))
    assert rare["canal"] == pytest.approx(0.0)
    assert rare["lock"] == pytest.approx(1.0)


def test_an_empty_line_begins_a_paragraph(annotated_of: AnnotatedOf) -> None:
    annotated = annotated_of("The canal was old.", "The port was new.")
    numbers = paragraph_numbers(annotated)
    gap = annotated.document.text[
        annotated.sentences[0].record.spans[-1][1] : annotated.sentences[1].record.spans[0][0]
    ]
    assert numbers == [0, 1 if gap.count("\n") > 1 else 0]
