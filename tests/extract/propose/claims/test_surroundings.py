"""What stands around a part of a sentence: its own words and manner, its place, its neighbours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.annotate.models import installed
from regesta.extract.propose.claims.features import Unattributed
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.surroundings import Features, Surroundings

pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
TEXT = (
    "The envoys met at Vienna on 3 May 1815.",
    "We may doubt that wells were foul.",
    "It is a weak argument.",
)


@pytest.fixture
def features_of(annotated_of: Callable[..., object], words: ClaimWords) -> Callable[[int], Features]:
    """`features_of(1)` -> the features of the second sentence of the text, whole."""
    annotated = annotated_of(*TEXT)
    around = Surroundings(annotated, [(), (), ()], words)  # type: ignore[arg-type]

    def of(k: int) -> Features:
        doc = annotated.sentences[k].doc  # type: ignore[attr-defined]
        return around.features(k, Unattributed(doc, 0, len(doc), "", 0, words), "")

    return of


def test_its_words_and_who_it_speaks_of(features_of: Callable[[int], Features]) -> None:
    found = features_of(1)
    assert {"word.well", "first.we", "head.doubt", "about.we", "self", "share"} <= set(found)
    assert not any(name.startswith("word.") and "vienna" in name for name in features_of(0))


def test_neighbours_are_told_apart_by_side_and_count_half_each_around(
    features_of: Callable[[int], Features],
) -> None:
    found = features_of(1)
    assert found["before.day"] == 1.0
    assert found["after.copula"] == 1.0
    assert found["around.day"] == found["around.copula"] == 0.5


def test_at_the_edge_of_the_text_there_is_nobody(features_of: Callable[[int], Features]) -> None:
    assert features_of(0)["before.none"] == 1.0
    assert features_of(2)["after.none"] == 1.0
    assert "paragraph.first" in features_of(0)


def test_what_hand_set_weights_say_is_one_feature_among_others(
    features_of: Callable[[int], Features],
) -> None:
    assert features_of(2)["by_hand"] > 0 > features_of(0)["by_hand"]
