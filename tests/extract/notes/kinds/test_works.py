"""Works: books, articles, chapters, working papers, theses, with their fields."""

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
            "thesis",
            "Ann Dale, Tolls and Weirs, University of Leeds, PhD thesis, 1998",
            {"title": "Tolls and Weirs", "container": "University of Leeds"},
        ),
        (
            "working_paper",
            "Ann Dale, Weirs in Council, Cold War International History Project Working Paper No. 8, 1993",
            {
                "title": "Weirs in Council",
                "container": "Cold War International History Project Working Paper",
            },
        ),
        (
            "chapter",
            "Ann Dale, \u2018River Tolls\u2019, in Peter Pell (ed.), The Canal Age (London: Cape, 1934)",
            {"title": "River Tolls", "container": "The Canal Age", "editors": ("Peter Pell",)},
        ),
        (
            "chapter",
            "Ann Dale, \u201cTolls,\u201d The Canal Age (London: Cape, 1934)",
            {"title": "Tolls", "container": "The Canal Age"},
        ),
        (
            "article",
            "Ann Dale, \u2018River Tolls\u2019, River Studies, 12 (1934)",
            {"title": "River Tolls", "container": "River Studies"},
        ),
        (
            "article",
            "Ann Dale, Can Weirs Speak? River Studies, no. 4, 1934",
            {"title": "Can Weirs Speak?", "container": "River Studies"},
        ),
        (
            "article",
            "Karl Ohm, \u201eDie Zünfte\u201c, in: Vierteljahrshefte 25 (1977), S. 4",
            {"container": "Vierteljahrshefte"},
        ),
        (
            "book",
            "Ann Dale, Documents 3 - Canals (London: Cape, 1934)",
            {"title": "Documents 3 - Canals", "volume": "3"},
        ),
        (
            "book",
            "Ann Dale, The Canal Age and Its Makers, Camden Series (London: Cape, 1934)",
            {"title": "The Canal Age and Its Makers", "container": "Camden Series"},
        ),
    ],
)
def test_works(kind: str, citation: str, fields: dict[str, object]) -> None:
    text = fold(citation)
    parts = gather(text, 0, len(text), WORDS)
    found = group(citation, parts, leading(parts.words, WORDS), WORDS)
    assert found is not None
    assert found.type == kind, found.reason
    assert {k: v for k, v in asdict(found).items() if k in fields} == fields
