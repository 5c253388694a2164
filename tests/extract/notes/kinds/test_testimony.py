"""What people said, noted or reported, with its fields."""

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
            "interview",
            "Pravda, Interview with Marshal Orlov, 3 May 1950",
            {"title": "Interview with Marshal Orlov", "container": "Pravda", "doc_date": "1950-05-03"},
        ),
        (
            "interview",
            "Interview with Sir Hugh Weir, 14 May 1992",
            {"title": "Interview with Sir Hugh Weir", "doc_date": "1992-05-14"},
        ),
        ("diary", "Harlow's diary, 3 May 1850", {"owner": "Harlow", "doc_date": "1850-05-03"}),
        (
            "report",
            "CIA, Situation of the Weirs, ORE 15-48, 3 May 1948",
            {"title": "Situation of the Weirs", "institution": "CIA", "periodical": True},
        ),
    ],
)
def test_testimony(kind: str, citation: str, fields: dict[str, object]) -> None:
    text = fold(citation)
    parts = gather(text, 0, len(text), WORDS)
    found = group(citation, parts, leading(parts.words, WORDS), WORDS)
    assert found is not None
    assert found.type == kind, found.reason
    assert {k: v for k, v in asdict(found).items() if k in fields} == fields
