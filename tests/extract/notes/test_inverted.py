"""References in a note that open with the family name."""

from __future__ import annotations

import pytest

from regesta.extract.notes.inverted import inverted
from regesta.extract.notes.reading import read
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "names", "title"),
    [
        (
            "Marsh, Louise. Women of the Harbour. Leeds: Moor Press, 1978",
            ("Louise Marsh",),
            "Women of the Harbour",
        ),
        (
            "Dale, Kalman J., and Richard M. Penn. Tolls of the Firm. Hull: Quay Books, 1965",
            ("Kalman J. Dale", "Richard M. Penn"),
            "Tolls of the Firm",
        ),
        (
            'Dale, A., J.C. Penn, and H.A. Marsh. "Elements of Tolls." Port Review, LXV, 1958, pp. 151-166',
            ("A. Dale", "J.C. Penn", "H.A. Marsh"),
            "Elements of Tolls",
        ),
        ("Van Dale, Lucy. 1991. Learning a second trade. Port Letters 6, 323-346", ("Lucy Van Dale",), ""),
        (
            "Dale, G. (1999). Changes in tolls. Port Letters 46, 1624-1633",
            ("G. Dale",),
            "Changes in tolls",
        ),
    ],
)
def test_families_first(text: str, names: tuple[str, ...], title: str) -> None:
    found = inverted(fold(text), 0, len(text), WORDS)
    assert found is not None
    assert found[0].names == names
    assert len(found[0].text) == len(text)
    reading = read(text, fold(text), 0, len(text), WORDS)
    assert reading is not None
    assert title in ("", reading.fields.title)


@pytest.mark.parametrize(
    "text",
    [
        "Gilbert, Divided Harbour, p. 4",
        "Anna Holt, Nadia Holt, The Harbour War (Leeds: Moor Press, 1990)",
        "Anna Holt, Ben Marsh, and Shigeru Mori. The impact of tolls. In Ports, 1990",
        "Dale, Marsh: A Life (Leeds, 1990), p. 3",
    ],
)
def test_other_manners_are_left_alone(text: str) -> None:
    assert inverted(text, 0, len(text), WORDS) is None


def test_a_span_like_years_behind_a_volume_is_pages() -> None:
    text = "Dale, G. (1999). Changes in tolls. Port Letters 46, 1624-1633"
    reading = read(text, text, 0, len(text), WORDS)
    assert reading is not None
    f = reading.fields
    assert (reading.type, f.container, f.volume, f.pages, f.year) == (
        "article",
        "Port Letters",
        "46",
        "1624-1633",
        "1999",
    )
