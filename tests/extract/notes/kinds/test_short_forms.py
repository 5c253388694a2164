"""Web pages, short titles and what no type fits, with their fields."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from regesta.extract.notes.authors import leading
from regesta.extract.notes.gathering import gather
from regesta.extract.notes.kinds.choosing import group
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("kind", "citation", "fields"),
    [
        (
            "web",
            "Ann Dale, The Weir Today, Weir Society, https://example.org/weir",
            {"title": "The Weir Today", "container": "Weir Society"},
        ),
        ("short_title", "Dale, Canal Age, p. 3", {"title": "Canal Age", "names": ("Dale",)}),
        (
            "short_title",
            "Dale, \u2018River Tolls\u2019, in Canal Age, p. 3",
            {"title": "River Tolls", "container": "Canal Age"},
        ),
        (
            "other",
            "Ann Dale, Tolls, paper presented at the Ghent symposium, 3 May 1998",
            {"title": "Tolls", "container": "paper presented at the Ghent symposium"},
        ),
        (
            "other",
            "The Elsinore Register, 4 May 1790",
            {"title": "The Elsinore Register", "doc_date": "1790-05-04"},
        ),
    ],
)
def test_short_forms(kind: str, citation: str, fields: dict[str, object]) -> None:
    text = fold(citation)
    parts = gather(text, 0, len(text), WORDS)
    found = group(citation, parts, leading(parts.words, WORDS), WORDS)
    assert found is not None
    assert found.type == kind, found.reason
    assert {k: v for k, v in asdict(found).items() if k in fields} == fields
