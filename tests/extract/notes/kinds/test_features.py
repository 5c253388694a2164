"""Signs that a citation shows, and those it does not."""

from __future__ import annotations

import dataclasses

import pytest

from regesta.extract.notes.authors import leading
from regesta.extract.notes.gathering import gather
from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def features(raw: str) -> CitationFeatures:
    text = fold(raw)
    parts = gather(text, 0, len(text), WORDS)
    return CitationFeatures.of(raw, parts, leading(parts.words, WORDS), WORDS, idem=False)


@pytest.mark.parametrize(
    ("citation", "shown", "not_shown"),
    [
        (
            "Ann Dale, The Canal Age (London: Cape, 1934), p. 3",
            {"person", "press", "printed", "year", "pages", "one_stretch"},
            {"body", "quoted", "date", "kept", "verb"},
        ),
        (
            "\u2018River Tolls\u2019, River Studies, 12 (1934)",
            {"quoted", "quote_opens", "words_behind_quote", "volume", "year"},
            {"person", "press", "issue"},
        ),
        (
            "TNA, FO 371/9, Wendt to Harlow, 3 May 1950",
            {"archive", "shelfmark", "kept", "exchange", "day", "when_written"},
            {"press", "symbol", "author"},
        ),
        ("Harlow Papers, Wendt to Harlow", {"collection", "kept"}, {"archive", "shelfmark"}),
        (
            "Ann Dale, \u2018River Tolls\u2019, in Peter Pell (ed.), The Canal Age (London: Cape, 1934)",
            {"contained", "editors_before_container", "edition"},
            {"contained_document", "journal_contains"},
        ),
        ("Pravda, 3 May 1950", {"newspaper", "issue_day", "day"}, {"person", "numbered"}),
        ("El Faro (Cadiz), 2 October 1832", {"name_and_day", "bracket_behind_name"}, {"newspaper"}),
        (
            "Ann Dale, Can Weirs Speak? River Studies, no. 4, 1934",
            {"question", "issue"},
            {"several_stretches"},
        ),
        ("Letter from Wendt to Harlow, Spring 1950", {"season"}, {"day"}),
        ("Smithsonian Institution Archives, Minutes, 3 May 1950", {"when_written"}, {"press"}),
    ],
)
def test_signs(citation: str, shown: set[str], not_shown: set[str]) -> None:
    found = features(citation)
    assert {s for s in shown if not getattr(found, s)} == set()
    assert {s for s in not_shown if getattr(found, s)} == set()


def test_features_are_a_record_that_nobody_changes() -> None:
    found = features("Dale, Canal Age, p. 3")
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.names = ("Pell",)  # type: ignore[misc]


def test_a_series_with_what_stands_around_it() -> None:
    series = features("Wendt to Harlow, 3 May 1926, FRUS 1926, vol. II, p. 9").series
    assert series is not None
    assert (series.name, series.year, [w.text for w in series.before]) == (
        "FRUS",
        "1926",
        ["Wendt to Harlow"],
    )


def test_a_newspaper_with_what_is_left() -> None:
    paper = features("Ann Dale, Flood at the Weir, Pravda, 3 May 1950").paper
    assert paper is not None
    assert (paper.name, paper.names, [w.text for w in paper.items]) == (
        "Pravda",
        ("Ann Dale",),
        ["Flood at the Weir"],
    )


def test_the_container_of_a_chapter_with_its_editors() -> None:
    found = features(
        "Ann Dale, Tolls, in Peter Pell and Mary Brand (eds), The Canal Age (London: Cape, 1934)"
    )
    assert (found.editors_of_container, found.container_of_chapter) == (
        ("Peter Pell", "Mary Brand"),
        "The Canal Age",
    )
