"""How an event is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.factuality import factuality, is_mere, is_reported, weighs_position

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("The Dutch burned Chatham.", "burned", "asserted"),
        # its own auxiliaries and negation
        ("The Dutch did not burn Chatham.", "burn", "denied"),
        ("The Dutch would burn Chatham.", "burn", "planned"),
        ("The Dutch would have burned Chatham.", "burned", "counterfactual"),
        ("If the Dutch had burned Chatham, London would have fallen.", "burned", "counterfactual"),
        ("Had the Dutch burned Chatham, London would have fallen.", "burned", "counterfactual"),
        # what hangs over it
        ("De Witt ordered the fleet to burn Chatham.", "burn", "planned"),
        ("De Witt refused to burn Chatham.", "burn", "denied"),
        ("De Witt did not order the fleet to burn Chatham.", "burn", "denied"),
        ("De Witt began to burn Chatham.", "burn", "asserted"),
        ("De Witt demanded the burning of Chatham.", "burning", "planned"),
        ("De Witt called for the surrender of Chatham.", "surrender", "planned"),
        ("After burning Chatham, De Witt sailed home.", "burning", "asserted"),
        ("De Witt built a base for attacking London.", "attacking", "planned"),
        ("France proposed that Spain should attack Malta.", "attack", "planned"),
        # what somebody says
        ("Pepys claimed that the Dutch burned Chatham.", "burned", "reported"),
        ("According to Pepys, the Dutch burned Chatham.", "burned", "reported"),
        ("Pepys, as Evelyn recalled, was told that France attacked Malta.", "attacked", "reported"),
        ("This chapter argues that the Dutch burned Chatham.", "burned", "asserted"),
    ],
)
def test_the_factuality_of_a_word(tell: Tell, text: str, word: str, told: str) -> None:
    parsed = tell(text)
    assert factuality(parsed.word(word), text.lower(), parsed.lexicon.words) == told


def test_who_is_quoted_in_the_phrase_is_not_reported(tell: Tell) -> None:
    text = "According to the envoy sent by Monck, the Dutch burned Chatham."
    parsed = tell(text)
    assert is_reported(parsed.word("burned"), text.lower(), parsed.lexicon.words)
    assert not is_reported(parsed.word("sent"), text.lower(), parsed.lexicon.words)


@pytest.mark.parametrize(
    ("text", "verb", "mere"),
    [
        ("Monck wanted to attack the fleet.", "attack", True),
        ("Monck decided to attack the fleet.", "attack", False),
        ("The plan was to attack the fleet.", "attack", False),
        ("Monck could attack the fleet.", "attack", True),
        ("Monck attacked the fleet.", "attacked", False),
        ("Monck was confident of winning the battle.", "winning", True),
    ],
)
def test_wishes_and_abilities_are_no_events(tell: Tell, text: str, verb: str, mere: bool) -> None:
    parsed = tell(text)
    told = factuality(parsed.word(verb), text.lower(), parsed.lexicon.words)
    assert is_mere(parsed.word(verb), told, parsed.lexicon.words.modality) is mere


@pytest.mark.parametrize(
    ("text", "verb", "obj", "weighs"),
    [
        ("Historians reject this view.", "reject", "view", True),
        ("Historians have rejected this view.", "rejected", "view", True),
        ("Monck rejected this view.", "rejected", "view", False),
        ("Historians reject the treaty.", "reject", "treaty", False),
    ],
)
def test_an_argument_is_weighed_in_the_present(
    tell: Tell, text: str, verb: str, obj: str, weighs: bool
) -> None:
    parsed = tell(text)
    words = parsed.lexicon.words.modality
    assert weighs_position(parsed.word(verb), [parsed.word(obj)], words) is weighs
