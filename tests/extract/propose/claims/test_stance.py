"""What opens a sentence, how sure a claim is put, and whether it denies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.stance import OPENINGS, chance, denies, hedged, opening

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

#: Text, kind of opening, its words, the first word of the content.
OPENED = [
    ("Therefore the league dissolved.", "conclusion", "Therefore", "the"),
    ("As a result, the league dissolved.", "conclusion", "As a result", "the"),
    ("In other words, the league dissolved.", "restatement", "In other words", "the"),
    ("Moreover, the league dissolved.", "addition", "Moreover", "the"),
    ("However, the league dissolved.", "contrast", "However", "the"),
    ("For example, the league dissolved.", "example", "For example", "the"),
    ("Indeed, the league dissolved.", "neutral", "Indeed", "the"),
    ("Of course, however, the league dissolved.", "contrast", "however", "the"),
    ("1. The league dissolved.", "", None, "The"),
    ("The Hansa, by contrast, survived.", "contrast", "by contrast", "The"),
    ("The first league dissolved.", "", None, "The"),
    ("Second ballots were rare.", "", None, "Second"),
]


@pytest.mark.parametrize(("text", "kind", "cue", "content"), OPENED)
def test_the_connective_before_a_content_has_a_kind(
    parsed: Parsed, words: ClaimWords, text: str, kind: str, cue: str | None, content: str
) -> None:
    doc = parsed(text)
    found = opening(doc, words)
    assert found.kind == kind
    assert (doc[slice(*found.cue)].text if found.cue else None) == cue
    assert doc[found.content].text == content


def test_every_kind_of_connective_is_listed_and_shown_here(words: ClaimWords) -> None:
    assert set(words.stance.connectives) == set(OPENINGS) == {kind for _, kind, *_ in OPENED if kind}


HEDGED = [
    ("The doge may have bought the votes.", True),
    ("The doge probably bought the votes.", True),
    ("The doge could not buy votes.", False),
    ("The doge could buy votes.", True),
    ("The doge bought the votes.", False),
    ("The doge bought the votes which may have been cheap.", False),
]


@pytest.mark.parametrize(("text", "expected"), HEDGED)
def test_a_hedge_stands_in_the_main_clause(
    parsed: Parsed, words: ClaimWords, text: str, expected: bool
) -> None:
    doc = parsed(text)
    assert hedged(doc, 0, len(doc), None, words) is expected


def test_a_verb_of_a_frame_hedges_beside_a_modal_only(parsed: Parsed, words: ClaimWords) -> None:
    doc = parsed("It can be argued that the doge bought the votes.")
    assert hedged(doc, 5, len(doc), (0, 5), words)
    doc = parsed("It was often argued that the doge bought the votes.")
    assert not hedged(doc, 5, len(doc), (0, 5), words)


DENIED = [
    ("The doge did not buy the votes.", True),
    ("The doge denied the sale.", True),
    ("The senate was far from content.", True),
    ("The senate was old and not rich.", True),
    ("Nobody bought the votes.", True),
    ("The doge bought the votes.", False),
    ("The doge bought votes that were not his.", False),
]


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_a_denial_stands_in_the_main_clause(
    parsed: Parsed, words: ClaimWords, text: str, expected: bool
) -> None:
    doc = parsed(text)
    assert denies(doc, 0, len(doc), words) is expected


def test_the_chance_of_a_claim_is_logistic_in_its_features(words: ClaimWords) -> None:
    assert chance({}, words) == 0.5
    assert chance({"evaluative": 1.0}, words) > chance({"bias": 1.0}, words)
    assert chance({"unheard of": 5.0}, words) == 0.5
