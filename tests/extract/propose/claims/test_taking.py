"""Attributions whose content is a phrase, rule by rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.taking import TAKING_RULES, taking_frames

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

#: The rule, a sentence of its construction, the content.
TAKEN = [
    ("taken_as", "Voltaire regarded the treaty as a comedy.", "the treaty as a comedy"),
    ("taken_as", "Voltaire called the treaty a comedy.", "the treaty a comedy"),
    (
        "taken_as",
        "Palmer saw the strike not as a riot, but as the first battle of a class.",
        "the strike not as a riot, but as the first battle of a class",
    ),
    (
        "taken_as",
        "The minister regarded the port as a colony and the main reason for the war was the canal.",
        "the port as a colony",
    ),
    (
        "found_to_be",
        "Philip holds the duke responsible for the revolt.",
        "the duke responsible for the revolt",
    ),
    (
        "charged_with",
        "Colbert blamed the governor for the sale of offices.",
        "the governor for the sale of offices",
    ),
    ("put_down_to", "Davis attributes the famine to the grain trade.", "the famine to the grain trade"),
    ("named_after_of", "Michelet speaks of a silent revolution.", "a silent revolution"),
    ("seen_in", "Hegel saw in the battle a turning of the age.", "in the battle a turning of the age"),
    ("with_a_noun", "Turgot acknowledged the weakness of the treasury.", "the weakness of the treasury"),
    ("pointing_back", "Pirenne rejected this view.", "this view"),
    ("pointing_back", "Pirenne agrees with this reading.", "this reading"),
    ("answered_thing", "Pirenne denied it.", "it"),
    ("small_clause", "Pirenne called the argument unconvincing.", "the argument unconvincing"),
]


@pytest.mark.parametrize(("rule", "text", "content"), TAKEN)
def test_each_construction_gives_its_content(
    parsed: Parsed, words: ClaimWords, rule: str, text: str, content: str
) -> None:
    doc = parsed(text)
    (frame,) = taking_frames(doc, words)
    assert frame.kind == "object"
    assert doc[slice(*frame.content)].text == content
    assert rule in {r.content.__name__ for r in TAKING_RULES}


def test_every_rule_has_an_example_here() -> None:
    assert {rule for rule, _, _ in TAKEN} == {rule.content.__name__ for rule in TAKING_RULES}


NOTHING = [
    "The treaty was regarded as a comedy.",
    "Voltaire regarded the king.",
    "Michelet spoke of the revolution.",
    "Philip asked which duke he should blame for the revolt.",
    "Turgot acknowledged the envoy.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_passives_bare_objects_and_questions_take_nothing(
    parsed: Parsed, words: ClaimWords, text: str
) -> None:
    assert [f for f in taking_frames(parsed(text), words) if f.lemma != "ask"] == []
