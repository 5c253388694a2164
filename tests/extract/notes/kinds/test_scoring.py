"""Types of citation scored: for each type what tells it, of several centuries and manners; the floor; what the
table of scorers may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.notes.authors import leading
from regesta.extract.notes.gathering import gather
from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.notes.kinds.scoring import Row, Score, TypeScorers, type_scorers
from regesta.extract.record import CITATION_TYPES
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)
SCORERS = type_scorers(ENGLISH)


def features(raw: str) -> CitationFeatures:
    text = fold(raw)
    parts = gather(text, 0, len(text), WORDS)
    return CitationFeatures.of(raw, parts, leading(parts.words, WORDS), WORDS, idem=False)


def best(raw: str) -> Score:
    return SCORERS.best(features(raw))


#: Type, citation, and the reason that must be among those given.
TOLD: list[tuple[str, str, str]] = [
    (
        "thesis",
        "Ann Dale, Tolls and Weirs (PhD thesis, University of Leeds, 1998), p. 3",
        "words for a thesis",
    ),
    (
        "other",
        "Ann Dale, Tolls and Weirs, paper presented at the Ghent symposium, 3 May 1998",
        "a paper read at a conference",
    ),
    (
        "published_document",
        "FRUS, 1926, vol. II, Wendt to Harlow, 3 May 1926, p. 9",
        "a government's printed series",
    ),
    ("published_document", "Hansard, vol. 12, col. 344, 3 May 1826", "a government's printed series"),
    ("published_document", "UN, SCOR, S/3675, 13 October 1956", "a symbol of printed documents"),
    (
        "published_document",
        "Letter from Wendt to Harlow of 3 May 1850, Papers of the Regency, Oslo: Gad, 1891, p. 4",
        "a dated document, printed",
    ),
    (
        "published_document",
        "Wendt to Harlow, 3 May 1850, in Ann Dale (ed.), Papers of the Regency (Oslo: Gad, 1891), p. 4",
        "a document in a book",
    ),
    ("newspaper", "Pravda, 3 May 1950", "a newspaper and a day"),
    (
        "newspaper",
        "\u2018Flood at the Weir\u2019, The Bradford Courier, 3 May 1911, p. 2",
        "a newspaper and a day",
    ),
    ("newspaper", "El Faro (Cadiz), 2 October 1832, p. 1", "a bracket behind the name"),
    ("newspaper", "El Faro, 2 October 1832, p. 1", "a page"),
    (
        "interview",
        "Interview with Sir Hugh Weir, London, 14 May 1992",
        "words for an interview, and when or where",
    ),
    ("interview", "Pravda, Interview with Marshal Orlov, 3 May 1950", "an interview in a newspaper"),
    ("diary", "Harlow's diary, 3 May 1850", "a diary and a day"),
    ("archival_document", "TNA, FO 371/9, Wendt to Harlow, 3 May 1950", "a shelfmark"),
    ("archival_document", "RGASPI, Letter from Wendt to Harlow, 3 May 1950", "an archive"),
    ("archival_document", "Harlow Papers, Wendt to Harlow, 3 May 1950", "a collection of papers"),
    (
        "archival_document",
        "Wendt to Harlow, 3 May 1950, Weir Valley Record Office",
        "a name such as archives have",
    ),
    (
        "archival_document",
        "Secret telegram from Wendt to Harlow, 3 May 1950",
        "a document by its kind, its hand and its day, nothing printed about it",
    ),
    ("archival_document", "Wendt to Harlow, 3 May 1950", "who wrote to whom, nothing printed about it"),
    (
        "working_paper",
        "Ann Dale, Weirs in Council, Cold War International History Project Working Paper No. 8, 1993",
        "a series of working papers",
    ),
    (
        "report",
        "CIA, Current Situation of the Weirs, ORE 15-48, 3 May 1948",
        "a body that issues reports, with a day or number",
    ),
    (
        "web",
        "Ann Dale, The Weir Today, https://example.org/weir (accessed 3 May 2011)",
        "an address and nothing printed",
    ),
    (
        "chapter",
        "Ann Dale, \u2018River Tolls\u2019, in Peter Pell (ed.), The Canal Age (London: Cape, 1934), p. 3",
        "'in' a book with year or imprint",
    ),
    (
        "chapter",
        "Ann Dale, \u201cTolls,\u201d The Canal Age (London: Cape, 1934), p. 3",
        "a quoted title, a book and its imprint",
    ),
    (
        "article",
        "Ann Dale, \u2018River Tolls\u2019, River Studies, 12 (1934), pp. 3-9",
        "a quoted title, a name and a year or day",
    ),
    (
        "article",
        "Ann Dale, Tolls and Weirs of the Age, River Studies, vol. 12, no. 3, 1934, p. 4",
        "a title, a name and a number or month",
    ),
    (
        "article",
        "Ann Dale, Tolls and Weirs of the Age, The Historical Journal, 1934",
        "a title, a journal's name and a year",
    ),
    ("book", "Ann Dale, The Canal Age (London: Cape, 1934), p. 3", "place or publisher"),
    ("book", "J. Spelman, Villare Anglicum, London, 1656", "place or publisher"),
    ("book", "Ann Dale, The Canal Age, Harvard University Press, 1934", "a publisher and a year"),
    ("book", "Ann Dale, The Canal Age, 1934", "an author or a year in brackets, and a title"),
    ("short_title", "Dale, Canal Age, p. 3", "an author"),
    ("short_title", "\u2018River Tolls\u2019, p. 3", "a quoted title"),
    ("short_title", "Canal Age, p. 3", "pages"),
    ("short_title", "Treaty Roll, vol. 12", "a volume"),
]


@pytest.mark.parametrize(("kind", "citation", "reason"), TOLD)
def test_what_tells_a_type(kind: str, citation: str, reason: str) -> None:
    found = best(citation)
    assert found.type == kind, [(s.weight, s.reason) for s in SCORERS.scores(features(citation))]
    assert reason in found.reasons
    assert found.reason.startswith(f"{kind.replace('_', ' ')}: ")


def test_every_scorer_has_its_test() -> None:
    assert {kind for kind, *_ in TOLD} == set(SCORERS.rows)
    assert set(SCORERS.rows) == set(CITATION_TYPES) - {"ibid"}


@pytest.mark.parametrize(
    "citation",
    [
        "The Elsinore Register, 4 May 1790",
        "Proclamations, 4 May 1790",
        "Weirs and Tolls of the Upper Valley in the Time of the Regency, 1790",
        "El Faro, 2 October 1832",
    ],
)
def test_below_the_floor_a_thing_is_other_and_neither_newspaper_nor_short_title(citation: str) -> None:
    found = best(citation)
    assert found.type == "other"
    assert found.weight == 0.0
    assert found.reasons[0].startswith("nothing tells its type")
    assert all(s.weight < SCORERS.floor for s in SCORERS.scores(features(citation)))


def test_the_floor_is_what_the_table_says() -> None:
    citation = features("Canal Age, p. 3")
    assert SCORERS.best(citation).type == "short_title"
    assert TypeScorers(SCORERS.floor + 0.1, SCORERS.confidence, SCORERS.rows).best(citation).type == "other"


def test_what_argues_against_each_other_is_weighed() -> None:
    scores = SCORERS.scores(features("Pravda, Interview with Marshal Orlov, 3 May 1950"))
    assert scores[0].type == "interview"
    assert [s.weight for s in scores] == sorted((s.weight for s in scores), reverse=True)


def test_a_row_fires_when_all_its_signs_show_and_none_that_forbids_it() -> None:
    citation = features("Ann Dale, The Canal Age (London: Cape, 1934)")
    assert Row(("press", "year"), (), 1.0, "").fires(citation)
    assert not Row(("press", "quoted"), (), 1.0, "").fires(citation)
    assert not Row(("press",), ("year",), 1.0, "").fires(citation)


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ('floor = 0.4\n[[pamphlet]]\nwhen = ["press"]\nweight = 1.0\nsays = "x"\n', "pamphlet"),
        ('floor = 0.4\n[[book]]\nwhen = ["leather"]\nweight = 1.0\nsays = "x"\n', "leather"),
    ],
)
def test_a_table_with_what_there_is_not_is_refused_by_name(tmp_path: Path, table: str, wrong: str) -> None:
    (tmp_path / "citation_types.toml").write_text(table, encoding="utf-8")
    with pytest.raises(LanguageError, match=wrong):
        type_scorers(LanguagePack("xx", tmp_path))


def test_every_sign_says_what_it_is() -> None:
    signs = {s for rows in SCORERS.rows.values() for r in rows for s in (*r.when, *r.unless)}
    citation = features("Ann Dale, The Canal Age (London: Cape, 1934), p. 3")
    assert [s for s in signs if not isinstance(getattr(citation, s), bool)] == []
    undocumented = [s for s in signs if not getattr(CitationFeatures, s).__doc__]
    assert undocumented == []
