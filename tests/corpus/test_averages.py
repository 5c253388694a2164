"""Averages over documents, reliability of confidence, the worst documents."""

from __future__ import annotations

import pytest
from tests.corpus.measure.averages import Measured, confusion, groups_of, macro, reliability, worst

from regesta.extract.score.tally import Score


def measured(
    slug: str, f1: tuple[float, float], *groups: str, judged: tuple[tuple[str, bool], ...] = ()
) -> Measured:
    """A document of which `right` of `found` claims and as many annotated ones were met."""
    right, found = f1
    claims = Score(right=right, found=found, expected=found, judged=judged)
    typed = Score(right=1, found=2, expected=1, confused=(("Meeting", "Meeting"), ("", "Visit")))
    sure = {"a": 0.95, "b": 0.95, "c": 0.25, "d": 1.0}
    return Measured(slug, groups, {"claims.attributed": claims, "events.typed": typed}, sure)


DOCUMENTS = [
    measured("one", (1, 2), "own"),
    measured("two", (9, 10), "real"),
    measured("empty", (0, 0), "own"),
]


def test_every_document_counts_the_same_and_one_without_any_does_not() -> None:
    average = macro(DOCUMENTS, "claims.attributed")
    assert average is not None
    assert (average.mean, average.spread, average.documents) == (pytest.approx(0.7), pytest.approx(0.2), 2)
    assert macro(DOCUMENTS, "decisions") is None
    assert groups_of(DOCUMENTS) == ["own"]
    assert groups_of(DOCUMENTS, 1) == ["own", "real"]


def test_the_worst_come_first() -> None:
    assert worst(DOCUMENTS, "claims.attributed") == [("one", 0.5), ("two", 0.9)]
    assert worst(DOCUMENTS, "claims.attributed", 1) == [("one", 0.5)]


def test_confidence_is_reliable_where_it_says_how_often_it_is_right() -> None:
    judged = (("a", True), ("b", False), ("c", False), ("d", True), ("unknown", True))
    found = reliability([measured("one", (1, 2), judged=judged)], "claims.attributed")
    assert found is not None
    assert found.records == 4
    assert found.brier == pytest.approx((0.05**2 + 0.95**2 + 0.25**2 + 0) / 4)
    assert [(b.low, b.records, round(b.right, 2)) for b in found.bins] == [(0.2, 1, 0), (0.9, 3, 0.67)]
    assert reliability(DOCUMENTS, "claims.attributed") is None


def test_confusions_add_up_over_documents() -> None:
    assert confusion(DOCUMENTS) == {("Meeting", "Meeting"): 3, ("", "Visit"): 3}
