"""Attributions by a phrase beside the clause, rule by rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.phrases import (
    PHRASE_RULES,
    POINTING,
    as_clause,
    before_colon,
    before_holder,
    find_frames,
    genitive,
    inquits,
    opening_holder,
    pointing,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

FRAMES = [
    (
        before_holder,
        "According to Tacitus, the tribes had no cities.",
        "the tribes had no cities.",
        ["Tacitus"],
    ),
    (
        before_holder,
        "The tribes had no cities, according to Tacitus.",
        "The tribes had no cities,",
        ["Tacitus"],
    ),
    (
        genitive,
        "From Vienna's perspective, the marriage was a bargain.",
        "the marriage was a bargain.",
        ["Vienna"],
    ),
    (genitive, "In his opinion, the marriage was a bargain.", "the marriage was a bargain.", ["his"]),
    (
        opening_holder,
        "For Huizinga, the age was one of decline.",
        "the age was one of decline.",
        ["Huizinga"],
    ),
    (pointing, "On this view the age was one of decline.", "the age was one of decline.", ["this"]),
    (as_clause, "As Huizinga noted, the age was gloomy.", ", the age was gloomy.", ["Huizinga"]),
    (
        as_clause,
        "The age was gloomy, as Huizinga noted.",
        "The age was gloomy,",
        ["Huizinga"],
    ),
    (
        inquits,
        "The siege, Vauban wrote, was a waste of powder.",
        "The siege, Vauban wrote, was a waste of powder.",
        ["Vauban"],
    ),
    (
        before_colon,
        "Vauban goes further: the siege was a waste of powder.",
        "the siege was a waste of powder.",
        ["Vauban"],
    ),
]


@pytest.mark.parametrize(("rule", "text", "content", "holders"), FRAMES)
def test_each_phrase_gives_its_content_and_its_holder(
    parsed: Parsed,
    words: ClaimWords,
    rule: Callable[..., object],
    text: str,
    content: str,
    holders: list[str],
) -> None:
    doc = parsed(text)
    (frame,) = list(rule(doc, words))  # type: ignore[call-overload]
    assert frame.kind == ("verb" if rule is before_colon else "phrase")
    assert doc[slice(*frame.content)].text == content
    assert [doc[h].text for h in frame.holders] == holders


def test_every_rule_has_an_example_here() -> None:
    assert {rule for rule, *_ in FRAMES} == set(PHRASE_RULES)


NOTHING = [
    (before_holder, "Tacitus wrote according to the rules."),
    (opening_holder, "For ten years the province was quiet."),
    (as_clause, "As Vauban considered the fortress a trap, he withdrew."),
    (as_clause, "As it says, the age was gloomy."),
    (before_colon, "Three towns fell: Namur, Mons and Ath."),
    (inquits, "The siege, which Vauban directed, was long."),
]


@pytest.mark.parametrize(("rule", "text"), NOTHING)
def test_reasons_times_and_relative_clauses_attribute_nothing(
    parsed: Parsed, words: ClaimWords, rule: Callable[..., object], text: str
) -> None:
    assert list(rule(parsed(text), words)) == []  # type: ignore[call-overload]


def test_pointing_is_known_by_its_name(parsed: Parsed, words: ClaimWords) -> None:
    (frame,) = pointing(parsed("On this view the age was one of decline."), words)
    assert frame.lemma == POINTING


def test_frames_are_sorted_outer_first_and_one_a_content(parsed: Parsed, words: ClaimWords) -> None:
    doc = parsed("Gibbon argued that Tacitus believed that the tribes were free.")
    frames = find_frames(doc, words)
    assert [f.lemma for f in frames] == ["argue", "believe"]
    assert len({f.content for f in frames}) == len(frames)
