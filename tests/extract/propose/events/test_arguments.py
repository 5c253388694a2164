"""Who does what to whom, by the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from regesta.extract.propose.events.arguments import Arguments, noun_arguments, verb_arguments

Tell = Callable[..., Any]


def texts(tokens: Iterable[Any]) -> list[str]:
    return [t.text for t in tokens]


def of_verb(tell: Tell, text: str, verb: str) -> Arguments:
    told = tell(text)
    return verb_arguments(told.word(verb), told.lexicon.words.arguments)


def of_noun(tell: Tell, text: str, noun: str) -> Arguments:
    told = tell(text)
    return noun_arguments(told.word(noun), told.lexicon.words.arguments)


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("Frederick invaded Silesia.", "invaded", ["Frederick"], ["Silesia"]),
        ("Austria and Prussia attacked Denmark.", "attacked", ["Austria", "Prussia"], ["Denmark"]),
        ("Silesia was invaded by Frederick.", "invaded", ["Frederick"], ["Silesia"]),
        ("The king, who signed the treaty, died.", "signed", ["king"], ["treaty"]),
        ("The treaty which the king signed was void.", "signed", ["king"], ["treaty"]),
        ("The treaty the king signed was void.", "signed", ["king"], ["treaty"]),
        ("Frederick wrote to Vienna and recalled his envoy.", "recalled", ["Frederick"], ["envoy"]),
    ],
)
def test_subjects_and_objects_in_every_kind_of_clause(
    tell: Tell, text: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    found = of_verb(tell, text, verb)
    assert texts(found.subjects) == subjects
    assert texts(found.objects) == objects


def test_a_double_object_and_prepositions(tell: Tell) -> None:
    found = of_verb(tell, "In 1532 Pizarro sent Charles a letter from Cajamarca.", "sent")
    assert texts(found.slot("dative")) == ["Charles"]
    assert texts(found.slot("object")) == ["letter"]
    assert texts(found.slot("In")) == []
    assert texts(found.slot("in")) == ["1532"]
    assert found.slot("beside") == ()


def test_the_subject_of_a_passive_is_acted_on(tell: Tell) -> None:
    found = of_verb(tell, "The governor was given the order.", "given")
    assert found.passive
    assert found.subjects == ()
    assert texts(found.objects) == ["governor"]


def test_impersonal_subjects(tell: Tell) -> None:
    assert of_verb(tell, "It was decided to leave Acre.", "decided").expletive
    assert not of_verb(tell, "The council decided to leave Acre.", "decided").expletive


def test_complements_are_clauses_and_gerunds(tell: Tell) -> None:
    assert texts(of_verb(tell, "The council decided to leave Acre.", "decided").complements) == ["leave"]
    assert texts(of_verb(tell, "The Diet insisted on electing a king.", "insisted").complements) == [
        "electing"
    ]


@pytest.mark.parametrize(
    ("text", "noun", "subjects"),
    [
        ("Napoleon's invasion of Russia failed.", "invasion", ["Napoleon"]),
        ("The French invasion failed.", "invasion", ["French"]),
        ("The invasion of Russia by Napoleon failed.", "invasion", []),
    ],
)
def test_whose_act_a_noun_names(tell: Tell, text: str, noun: str, subjects: list[str]) -> None:
    assert texts(of_noun(tell, text, noun).subjects) == subjects


def test_a_by_phrase_below_belongs_to_the_noun_and_drops_its_modifiers(tell: Tell) -> None:
    found = of_noun(tell, "The sudden invasion of Russia by Napoleon failed.", "invasion")
    assert texts(found.slot("by")) == ["Napoleon"]
    assert texts(found.slot("of")) == ["Russia"]
    assert found.subjects == ()


def test_what_a_noun_is_about(tell: Tell) -> None:
    assert texts(of_noun(tell, "The order to burn Moscow was given.", "order").complements) == ["burn"]
    assert of_noun(tell, "The order that was given to Moscow failed.", "order").complements == ()
