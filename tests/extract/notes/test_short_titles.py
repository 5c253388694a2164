"""Short titles that begin with their author: known when somebody of that name is cited in full."""

from __future__ import annotations

import pytest
from tests.extract.notes.cases import cited

FULL = (
    "Ann Dale, The Canal Age (London: Cape, 1934), p. 3.",
    "Karl Orme, Harbours (London: Cape, 1934), p. 3.",
    "Jean La Croix de Saint-Aubin, Lettres du port (Paris, 1747), p. 7.",
)


@pytest.mark.parametrize(
    ("note", "authors", "title"),
    [
        ("Dale, pp. 12-13.", ("Dale",), ""),
        ("Dale and Orme, pp. 12-13.", ("Dale", "Orme"), ""),
        ("Dale and Weirs, pp. 12-13.", (), "Dale and Weirs"),
        ("Weirs, pp. 12-13.", (), "Weirs"),
        ("Dale's Canal, p. 4.", ("Dale",), "Canal"),
        ("Pell's Canal, p. 4.", (), "Pell's Canal"),
        ("La Croix de Saint-Aubin, Lettres, p. 9.", ("La Croix de Saint-Aubin",), "Lettres"),
        ("La Guerre de Hull, Lettres, p. 9.", (), "La Guerre de Hull, Lettres"),
    ],
)
def test_the_name_is_the_authors(note: str, authors: tuple[str, ...], title: str) -> None:
    found = cited(*FULL, note)[-1]
    assert (found.fields.authors, found.fields.title) == (authors, title)
