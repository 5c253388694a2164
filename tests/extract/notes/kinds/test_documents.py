"""Documents with their fields: in archives, in series, printed in books."""

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
            "published_document",
            "Wendt to Harlow, 3 May 1926, FRUS 1926, vol. II, p. 9",
            {"title": "Wendt to Harlow", "container": "FRUS", "doc_date": "1926-05-03"},
        ),
        (
            "published_document",
            "Wendt to Harlow, 3 May 1850, in Ann Dale (ed.), Papers of the Regency (Oslo: Gad, 1891)",
            {"title": "Wendt to Harlow", "container": "Papers of the Regency", "editors": ("Ann Dale",)},
        ),
        (
            "archival_document",
            "Harlow Papers, Wendt to Harlow, 3 May 1950",
            {"title": "Wendt to Harlow", "container": "Harlow Papers", "doc_date": "1950-05-03"},
        ),
        (
            "archival_document",
            "Wendt to Harlow, 3 May 1950, Weir Valley Record Office",
            {"title": "Wendt to Harlow", "archive": "Weir Valley Record Office"},
        ),
        (
            "archival_document",
            "The Museum of Weirs, Letter from Wendt to Harlow, 3 May 1950",
            {"archive": "Museum of Weirs", "institution": ""},
        ),
    ],
)
def test_documents(kind: str, citation: str, fields: dict[str, object]) -> None:
    text = fold(citation)
    parts = gather(text, 0, len(text), WORDS)
    found = group(citation, parts, leading(parts.words, WORDS), WORDS)
    assert found is not None
    assert found.type == kind, found.reason
    assert {k: v for k, v in asdict(found).items() if k in fields} == fields
