"""The fields of each type, filled from what a citation shows."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from regesta.extract.notes.authors import leading
from regesta.extract.notes.gathering import gather
from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.choosing import FIELDS, group
from regesta.extract.record import CITATION_TYPES
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def grouped(raw: str) -> Group | None:
    text = fold(raw)
    parts = gather(text, 0, len(text), WORDS)
    return group(raw, parts, leading(parts.words, WORDS), WORDS)


def test_every_type_has_its_fields() -> None:
    assert set(FIELDS) == set(CITATION_TYPES) - {"ibid"}


#: Newspapers; the other types have their tables beside this one.
FILLED: list[tuple[str, str, dict[str, object]]] = [
    (
        "newspaper",
        "\u2018Flood at the Weir\u2019, The Bradford Courier, 3 May 1911",
        {"title": "Flood at the Weir", "container": "The Bradford Courier"},
    ),
    (
        "newspaper",
        "El Faro (Cadiz), 2 October 1832, p. 1",
        {"title": "", "container": "El Faro", "doc_date": "1832-10-02"},
    ),
]


@pytest.mark.parametrize(("kind", "citation", "fields"), FILLED)
def test_the_fields_of_a_type(kind: str, citation: str, fields: dict[str, object]) -> None:
    found = grouped(citation)
    assert found is not None
    assert found.type == kind, found.reason
    assert {k: v for k, v in asdict(found).items() if k in fields} == fields
    assert found.reason


def test_parts_given_away_leave_the_parts_as_they_were() -> None:
    text = "Ann Dale, The Canal Age, no. 4 (London: Cape, 1934)"
    parts = gather(text, 0, len(text), WORDS)
    found = group(text, parts, leading(parts.words, WORDS), WORDS)
    assert found is not None
    assert (found.type, found.volume, found.parts.issue, parts.issue) == ("book", "4", "", "4")


@pytest.mark.parametrize("talk", ["as the keeper of the weir has said", "he was not there"])
def test_words_without_any_sign_are_no_citation(talk: str) -> None:
    assert grouped(talk) is None
