"""Named features of an unattributed sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.features import FEATURES, SUBJECT_CLASSES, Unattributed, features
from regesta.extract.propose.claims.lexicon import ClaimWords

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

#: A feature, a sentence that has it, one that has not.
SHOWN = [
    ("causal", "The rising failed because of the rain.", "The rising failed."),
    ("concessive", "Despite the rain the rising went on.", "The rising went on."),
    ("epistemic", "The rising was perhaps a ruse.", "The rising was a ruse."),
    ("degree", "The rising was very small.", "The rising was small."),
    ("inchoative", "The rising began to spread.", "The rising spread."),
    ("obligation", "The abbot should have paid.", "The abbot paid."),
    ("evaluative", "The rising was an important failure.", "The rising was on Monday."),
    ("materials", "The archive of the abbey was burnt.", "The abbey was burnt."),
    ("seem", "The abbot seems ill.", "The abbot is ill."),
    ("copula", "The abbot is ill.", "The abbot fell."),
    ("existential", "There was a rising.", "A rising came."),
    ("root_motive", "The abbot wanted peace.", "The abbot met the king."),
    ("root_relational", "The rising caused a famine.", "The abbot met the king."),
    ("root_concrete", "The abbot met the king.", "The abbot wanted peace."),
    ("passive", "The abbot was shot.", "The abbot shot."),
    ("modal", "The abbot would pay.", "The abbot paid."),
    ("present", "The abbot pays.", "The abbot paid."),
    ("root_negated", "The abbot did not pay.", "The abbot paid."),
    ("root_evidence", "The events prove much.", "The abbot proved much."),
    ("subject_this", "This was folly.", "The rising was folly."),
    ("subject_clause", "Paying the troops was folly.", "The abbot was rich."),
    ("subject_abstract", "The policy was folly.", "The rising was folly."),
    ("subject_meta", "The chapter is short.", "The rising is short."),
    ("meta", "The chapter examines the rising.", "The abbot examines the rising."),
    ("subject_name", "Münzer fled.", "The abbot fled."),
    ("subject_pronoun", "He fled.", "The abbot fled."),
    ("inner_motive", "The abbot rode away to avoid a siege.", "The abbot rode away."),
    ("cleft", "It was in 1525 that the abbey fell.", "The abbey fell in 1525."),
    ("negated", "The abbot, unable to pay, fled.", "The abbot fled."),
    ("argument", "This explanation is old.", "The explanation is old."),
    ("verdict", "This explanation is unconvincing.", "The abbot is unconvincing."),
    ("comparative", "The abbey was richer.", "The abbey was rich."),
    ("day", "The abbey fell on 14 May 1525.", "The abbey fell in May."),
    ("year", "The abbey fell in 1525.", "The abbey fell."),
    ("number", "The abbey lost 300 monks.", "The abbey lost its monks."),
    ("own_reference", "This chapter turns to the abbey.", "The king turns to the abbey."),
    ("question", "Why did the abbey fall?", "The abbey fell."),
    ("announces", "The terms were these:", "The terms were hard."),
    ("quoted", 'The abbey was "rich".', "The abbey was rich."),
]


def of(doc: Doc, words: ClaimWords, opening: str = "", markers: int = 0) -> dict[str, float]:
    return features(Unattributed(doc, 0, len(doc), opening, markers, words))


@pytest.mark.parametrize(("name", "having", "lacking"), SHOWN)
def test_a_feature_is_there_or_not(
    parsed: Parsed, words: ClaimWords, name: str, having: str, lacking: str
) -> None:
    assert of(parsed(having), words)[name] > 0
    assert name not in of(parsed(lacking), words)


def test_every_feature_is_shown_here() -> None:
    openings = {name for name in FEATURES if name.startswith("opening_")}
    assert {name for name, *_ in SHOWN} | openings | {"bias", "noted", "length"} == set(FEATURES)
    assert set(SUBJECT_CLASSES) <= set(FEATURES)


def test_openings_and_notes_are_handed_in(parsed: Parsed, words: ClaimWords) -> None:
    doc = parsed("The abbey fell.")
    found = of(doc, words, "contrast", 2)
    assert (found["opening_contrast"], found["noted"], found["bias"]) == (1.0, 1.0, 1.0)
    assert "opening_contrast" not in of(doc, words)


def test_word_classes_count_to_two_and_evaluations_to_three(parsed: Parsed, words: ClaimWords) -> None:
    assert of(parsed("Perhaps it was probably a ruse."), words)["epistemic"] == 1.0
    assert of(parsed("The rising was perhaps a ruse."), words)["epistemic"] == 0.5
    assert of(parsed("It was a serious and dangerous failure."), words)["evaluative"] == 1.0


def test_two_dates_weigh_more_than_one_and_a_date_hides_its_year(parsed: Parsed, words: ClaimWords) -> None:
    found = of(parsed("It fell between 14 May 1525 and 2 June 1525."), words)
    assert found["day"] == 1.3
    assert not {"year", "number"} & set(found)
