"""What a sentence says of a position, and whom it weighs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.appraisal import (
    WEIGHINGS,
    backed,
    bare,
    faulted,
    of_noun,
    sided_with,
    verdict,
    weighed,
)
from regesta.extract.propose.claims.lexicon import ClaimWords

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

VERDICTS = [
    ("This argument is unconvincing.", "attacks"),
    ("This argument is convincing.", "supports"),
    ("This reading does not survive a look at the tithe rolls.", "attacks"),
    ("The tithe rolls do not bear this out.", "attacks"),
    ("No tithe roll supports this claim.", "attacks"),
    ("We found it hard to accept this view.", "attacks"),
    ("The weakness of this theory is plain.", "attacks"),
    ("The charter lends weight to the old date.", "supports"),
    ("Pirenne's thesis begs the question.", "attacks"),
    ("The argument of the second book is long.", None),
    ("The tithe rolls were burnt in 1525.", None),
]


@pytest.mark.parametrize(("text", "expected"), VERDICTS)
def test_a_position_pointed_to_is_taken_up_or_turned_down(
    parsed: Parsed, words: ClaimWords, text: str, expected: str | None
) -> None:
    assert verdict(parsed(text), words) == expected


WEIGHED = [
    (faulted, "Pirenne overlooks the coins.", "Pirenne", "attacks"),
    (faulted, "Pirenne does not explain the coins.", "Pirenne", "attacks"),
    (faulted, "Pirenne offers no explanation for the coins.", "Pirenne", "attacks"),
    (backed, "The coins confirm Pirenne.", "Pirenne", "supports"),
    (backed, "The coins contradict Pirenne.", "Pirenne", "attacks"),
    (backed, "The coins do not support Pirenne.", "Pirenne", "attacks"),
    (sided_with, "The author agrees with Pirenne.", "Pirenne", "supports"),
    (sided_with, "I disagree with Pirenne.", "Pirenne", "attacks"),
]


@pytest.mark.parametrize(("rule", "text", "whom", "sign"), WEIGHED)
def test_a_person_is_weighed_by_name(
    parsed: Parsed, words: ClaimWords, rule: object, text: str, whom: str, sign: str
) -> None:
    found = weighed(parsed(text), words)
    assert found is not None
    assert (found[0].text, found[1]) == (whom, sign)
    assert rule in WEIGHINGS


def test_every_way_of_weighing_has_an_example_here() -> None:
    assert {rule for rule, *_ in WEIGHED} == set(WEIGHINGS)


@pytest.mark.parametrize("text", ["It overlooks the coins.", "Pirenne explains the coins.", "Rome fell."])
def test_things_and_mere_reports_weigh_nobody(parsed: Parsed, words: ClaimWords, text: str) -> None:
    assert weighed(parsed(text), words) is None


BARE = [
    ("Dopsch disagrees.", "attacks"),
    ("Dopsch took a similar view.", "supports"),
    ("Dopsch does not agree.", "attacks"),
    ("Dopsch died in Vienna.", None),
]


@pytest.mark.parametrize(("text", "expected"), BARE)
def test_a_bare_answer_has_a_subject_and_a_sign(
    parsed: Parsed, words: ClaimWords, text: str, expected: str | None
) -> None:
    found = bare(parsed(text), words)
    assert (found[1] if found is not None else None) == expected
    assert found is None or found[0].text == "Dopsch"


def test_a_noun_that_is_shared_about_is_not_supported(parsed: Parsed, words: ClaimWords) -> None:
    doc = parsed("This idea was shared with the abbot.")
    assert of_noun(doc[1], words) is None
