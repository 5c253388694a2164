"""A note named by its number is the chapter's."""

from __future__ import annotations

import pytest

from regesta.extract.record import Footnote
from regesta.review.acts import ActError
from regesta.review.note_numbers import notes_meant

NOTES = [
    Footnote(id=f"{c}.{n}", document="d", span=(at + 9, at + 12), number=n, marker=(at, at + 1))
    for c, n, at in (("I", 1, 10), ("I", 2, 50), ("II", 1, 400), ("II", 2, 450))
]


def test_a_number_is_the_nearest_note_of_that_number_and_an_id_stays():
    assert notes_meant(["2", "I.1"], NOTES, 420) == ("II.2", "I.1")
    assert notes_meant(["2", "I.2"], NOTES, 40) == ("I.2",)
    with pytest.raises(ActError, match="no note 28"):
        notes_meant(["28"], NOTES, 40)


def test_what_only_looks_like_a_number_is_a_name() -> None:
    odd = ["\xb2", "9" * 5000]
    assert notes_meant(odd, NOTES, 40) == tuple(odd)
