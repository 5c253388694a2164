"""The event tables: every row says what the vocabulary knows, and the mechanism finds it."""

from __future__ import annotations

import pytest

from regesta.extract.propose.events.conditions import CONDITIONS
from regesta.extract.propose.events.lexicon import LexiconError, VerbFrame, _frame, event_lexicon
from regesta.extract.record import EVENT_TYPES
from regesta.extract.text.languages import ENGLISH

#: What `needs` may ask for; `dated` is added when the event has found its date.
NEEDS = {*CONDITIONS, "dated"}


def frames() -> list[VerbFrame]:
    words = event_lexicon(ENGLISH)
    return list(
        {id(f): f for table in (words.verbs, words.nouns) for row in table.values() for f in row}.values()
    )


def test_the_lexicon_is_broad() -> None:
    assert len(event_lexicon(ENGLISH).verbs) > 400
    assert len(event_lexicon(ENGLISH).nouns) > 120


def test_every_type_but_none_has_words() -> None:
    assert {f.type for f in frames()} == set(EVENT_TYPES)


def test_needs_are_of_the_known_ones_and_strengths_are_probabilities() -> None:
    for f in frames():
        assert {n for need in f.needs for n in need} <= NEEDS, f.lemmas
        assert 0 < f.strength < 1, f.lemmas
        assert f.control in ("subject", "object"), f.lemmas
        assert f.gives in ("subject", "object", "sufferer"), f.lemmas
        assert f.complement in ("", "planned", "denied", "asserted", "reported"), f.lemmas


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"type": "Quarrel", "verbs": ["bicker"]}, "Quarrel"),
        ({"type": "Order", "verbs": ["order"], "object": ["soup"]}, "soup"),
        ({"type": "Order", "verbs": ["order"], "decision": "dither"}, "dither"),
    ],
)
def test_a_wrong_row_is_refused_with_its_words(row: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        _frame(row, "verbs", {})
