"""Scores and how they are counted up."""

from __future__ import annotations

import pytest

from regesta.extract.score.tally import Score, Tally, brief, format_scores, half, report, span_of


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Score(right=3, found=4, expected=6), 0.75, 0.5, 0.6),
        (Score(right=0, found=0, expected=5), 0.0, 0.0, 0.0),
        (Score(), 0.0, 0.0, 0.0),
    ],
)
def test_precision_recall_and_their_mean(score: Score, precision: float, recall: float, f1: float) -> None:
    assert (score.precision, score.recall, score.f1) == (precision, recall, f1)


def test_what_is_judged_counts_once_and_what_is_in_no_pair_is_told() -> None:
    tally = Tally()
    tally.judge("voice", True)
    tally.judge("voice", False)
    tally.add("claims", 1, 2, 2)
    report("claims", ["a", "b"], [1, 2], [(0, 1)], str, str, tally)
    scores = tally.scores()
    assert scores["voice"].f1 == 0.5
    assert (scores["claims"].missed, scores["claims"].extra) == (("b",), ("1",))


def test_words_are_cut_to_a_line_of_a_hundred() -> None:
    assert brief("a\n b") == "a b"
    assert len(brief("x" * 300)) == 100


def test_half_or_more_of_a_stretch_is_the_same_stretch() -> None:
    assert (half(0.5), half(0.49), half(1.0)) == (0.5, 0, 1.0)


def test_the_span_of_an_annotation_is_two_whole_numbers() -> None:
    assert span_of({"span": [3, 9]}) == (3, 9)


def test_a_table_has_a_line_a_kind() -> None:
    head, line = format_scores({"claims": Score(right=3, found=4, expected=6)}).splitlines()
    assert head.split() == ["precision", "recall", "f1", "gold", "found"]
    assert line.split() == ["claims", "0.750", "0.500", "0.600", "6", "4"]
