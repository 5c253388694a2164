"""What lists call a claim whose attribution denies its words."""

from __future__ import annotations

import pytest

from regesta.extract.record import Claim
from regesta.graph.map.denials import called, stance
from regesta.graph.map.view import View
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph


def label(
    cue: str, words: str, *, after: str = ".", negated: bool = True, hedged: bool = False, lang: str = "en"
) -> str:
    text = f"{cue} {words}{after} "
    end = len(cue) + 1 + len(words)
    record = Claim(
        id="claim-0", document="d", proposer="p", confidence=1.0, spans=((len(cue) + 1, end),),
        content=(len(cue) + 1, end), cue=(0, len(cue)), negated=negated, hedged=hedged,
    )  # fmt: skip
    view = View(
        DefaultGraph(),
        Names("https://example.org/"),
        "d",
        text,
        True,
        lambda _: True,
        str,
        lambda *_: False,
        language=lang,
    )
    return called(view, record, words)


@pytest.mark.parametrize(
    ("cue", "words", "shown"),
    [
        ("denied", "the wells were foul", "Denied: “the wells were foul”"),
        ("did not believe", "the wells were foul", "Denied: “the wells were foul”"),
        ("view", "the wells were foul", "Denied: “the wells were foul”"),  # the denial stands somewhere else
        ("said", "the wells were not foul", "the wells were not foul"),  # in its own words
        ("said", "it couldn’t be the wells", "it couldn’t be the wells"),
        ("said", "it proved impossible to close them", "it proved impossible to close them"),
        ("disputes", "the wells were not foul", "Denied: “the wells were not foul”"),
    ],
)
def test_a_denial_is_told_from_words_that_deny(cue: str, words: str, shown: str) -> None:
    assert label(cue, words) == shown
    assert label(cue, words, negated=False) == words


def test_a_doubt_is_no_denial_and_a_question_neither() -> None:
    assert label("doubts", "the wells were foul", hedged=True) == "Doubted: “the wells were foul”"
    assert label("", "Who would have drunk there", after="?") == "Who would have drunk there"


def test_a_language_without_words_of_denial_leaves_words_as_they_are() -> None:
    assert label("dementiert", "die Brunnen seien faul", lang="de") == "die Brunnen seien faul"


@pytest.mark.parametrize(
    ("shown", "does"), [("Denied: “x”", "denies"), ("Doubted: “x”", "doubts"), ("x", "holds")]
)
def test_what_a_holder_does(shown: str, does: str) -> None:
    assert stance(shown) == does
