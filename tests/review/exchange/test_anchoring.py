"""Quotations found again where offsets are off, words are broken over lines or were mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.review.exchange.anchoring import Quoted, anchor, quoted

TEXT = "The king refused. The queen agreed, and the king\n  refused again in March; nobody asked the bishop what he thought of the treaty."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (Quoted("king refused", start=4, end=16), "king refused"),
        (Quoted("king refused again"), "king\n  refused again"),
        (Quoted("refused", prefix="the king ", suffix=" again"), "refused"),
        (Quoted("", start=0, end=3), "The"),
        (
            Quoted("nobody asked the bishop what he thougt of the treaty"),
            "nobody asked the bishop what he thought of the treaty",
        ),
    ],
)
def test_found(quote: Quoted, found: str) -> None:
    span = anchor(TEXT, quote)
    assert span is not None
    assert TEXT[slice(*span)] == found


def test_of_two_places_the_one_with_the_like_surroundings() -> None:
    assert anchor(TEXT, Quoted("refused", prefix="the king ", suffix=" again")) == (
        TEXT.rindex("refused"),
        TEXT.rindex("refused") + 7,
    )
    assert anchor(TEXT, Quoted("refused", prefix="The king ", suffix=". The")) == (
        TEXT.index("refused"),
        TEXT.index("refused") + 7,
    )
    assert anchor(TEXT, Quoted("refused", start=50, end=57)) == (
        TEXT.rindex("refused"),
        TEXT.rindex("refused") + 7,
    )


@pytest.mark.parametrize(
    "quote",
    [
        Quoted("the cardinal fled to Avignon by night"),
        Quoted("fled"),
        Quoted(""),
        Quoted("", start=5, end=5),
        Quoted("", start=0, end=10_000),
    ],
)
def test_not_found(quote: Quoted) -> None:
    assert anchor(TEXT, quote) is None


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 40))
def test_what_is_exported_comes_back(start: int, length: int) -> None:
    span = (start, min(len(TEXT), start + length))
    if TEXT[slice(*span)].strip():
        assert anchor(TEXT, quoted(TEXT, span)) == span
