"""Attributions whose content is a clause: kind, cue, content and where the holder stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.attribution import clause_frames
from regesta.extract.propose.claims.lexicon import ClaimWords

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

#: Text, kind, cue, content, heads of the holders.
FRAMES = [
    (
        "Luther insisted that the pope had erred.",
        "verb",
        "insisted",
        "that the pope had erred",
        ["Luther"],
    ),
    (
        "Burke pointed out that the debt had doubled.",
        "verb",
        "pointed out",
        "that the debt had doubled",
        ["Burke"],
    ),
    (
        "It was believed that the comet foretold a plague.",
        "passive",
        "It was believed that",
        "that the comet foretold a plague",
        ["It"],
    ),
    (
        "The regent was confident that the bank would fail.",
        "mind",
        "confident",
        "that the bank would fail",
        ["regent"],
    ),
    (
        "Few shared Ranke's view that the treaty was premature.",
        "noun",
        "view",
        "that the treaty was premature",
        ["Ranke"],
    ),
    (
        "There is no doubt that the harvest failed.",
        "impersonal",
        "doubt",
        "that the harvest failed",
        [],
    ),
    (
        "It seems that the harvest failed.",
        "impersonal",
        "It seems",
        "that the harvest failed",
        [],
    ),
    (
        "The problem was that the harvest failed.",
        "impersonal",
        "The problem was",
        "that the harvest failed",
        [],
    ),
]


@pytest.mark.parametrize(("text", "kind", "cue", "content", "holders"), FRAMES)
def test_a_clause_is_attributed_by_verb_mind_noun_or_the_writer(
    parsed: Parsed, words: ClaimWords, text: str, kind: str, cue: str, content: str, holders: list[str]
) -> None:
    doc = parsed(text)
    (frame,) = [f for f in clause_frames(doc, words) if f.kind == kind]
    assert doc[slice(*frame.cue)].text == cue
    assert doc[slice(*frame.content)].text == content
    assert [doc[h].text for h in frame.holders] == holders


NO_CLAIMS = [
    "Cromwell ordered that the garrison be shot.",
    "Cromwell recommended that the garrison should surrender.",
    "The envoy refused to say that the garrison had fled.",
    "Cromwell reached the town that the garrison had fled.",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_orders_wishes_and_relative_clauses_are_no_attributions(
    parsed: Parsed, words: ClaimWords, text: str
) -> None:
    assert list(clause_frames(parsed(text), words)) == []


def test_advice_claims_only_with_an_indicative_clause(parsed: Parsed, words: ClaimWords) -> None:
    assert list(clause_frames(parsed("Necker suggested that the deficit had grown."), words))
    assert not list(clause_frames(parsed("Necker suggested that the court should economise."), words))


def test_an_inverted_report_leaves_its_own_words_out(parsed: Parsed, words: ClaimWords) -> None:
    doc = parsed("The deficit had grown beyond all measure, Necker wrote.")
    (frame,) = clause_frames(doc, words)
    assert doc[slice(*frame.content)].text.startswith("The deficit had grown beyond all measure")
    assert "Necker" not in doc[slice(*frame.content)].text
