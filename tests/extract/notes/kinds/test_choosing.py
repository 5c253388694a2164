"""The fields of each type, filled from what a citation shows."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from regesta.extract.notes.authors import leading
from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.choosing import FIELDS, group
from regesta.extract.notes.parts import gather
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


#: By module: works, documents, testimony, press, short forms.
FILLED: list[tuple[str, str, dict[str, object]]] = [
    (
        "thesis",
        "Ann Dale, Tolls and Weirs, University of Leeds, PhD thesis, 1998",
        {"title": "Tolls and Weirs", "container": "University of Leeds"},
    ),
    (
        "working_paper",
        "Ann Dale, Weirs in Council, Cold War International History Project Working Paper No. 8, 1993",
        {"title": "Weirs in Council", "container": "Cold War International History Project Working Paper"},
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
