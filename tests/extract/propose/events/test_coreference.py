"""Events named again take the date of the sentences before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.coreference import Recall, Undated
from regesta.extract.propose.events.proposing import propose_events
from regesta.extract.record import Date

Tell = Callable[..., Any]


def recalled(tell: Tell, first: str, second: str, gap: int = 1) -> dict[str, str]:
    """Word -> date that the events of `second` take from those of `first`, `gap` sentences before."""
    told = tell(first, second)
    events = [e for e in propose_events(told.annotated, told.layer) if e.sentence == "s0"]
    recall = Recall(told.lexicon)
    for event in events:
        word = told.annotated.document.text[event.trigger[0] : event.trigger[1]].split()[0]
        by_word = {c.word.text: c for c in told.candidates(0)}
        recall.learn(0, by_word.get(word) or told.candidates(0)[0], event)
    found = told.candidates(1)
    said = {c.word.i: "asserted" for c in found}
    dates: dict[int, Date] = recall.dates(Undated(gap, found, (), said, False))
    return {told.doc(1)[i].text: date.edtf for i, date in dates.items()}


SIGNED = "On 3 May 1661 France and Spain met in Vienna."


@pytest.mark.parametrize(
    ("second", "dates"),
    [
        ("At this meeting, France demanded Lille.", {"demanded": "1661-05-03", "meeting": "1661-05-03"}),
        ("After the meeting, France demanded Lille.", {"demanded": "1661-05-03~", "meeting": "1661-05-03"}),
        ("At a meeting, France demanded Lille.", {}),
        ("At the next meeting, France demanded Lille.", {}),
        ("After the siege, France demanded Lille.", {}),
    ],
)
def test_a_definite_noun_names_the_meeting_again(tell: Tell, second: str, dates: dict[str, str]) -> None:
    found = recalled(tell, SIGNED, second)
    assert {k: v for k, v in found.items() if k in dates or k == "demanded"} == dates


def test_a_noun_agrees_with_its_verb_by_its_first_letters(tell: Tell) -> None:
    first = "In June 1701 France attacked Spain."
    assert recalled(tell, first, "The French attack surprised Vienna.") == {"attack": "1701-06"}
    assert recalled(tell, first, "The Turkish attack surprised Vienna.") == {}


def test_an_event_is_forgotten_after_some_sentences(tell: Tell) -> None:
    limit = tell("Peace came.").lexicon.words.recall.sentences
    second = "At this meeting, France demanded Lille."
    assert recalled(tell, SIGNED, second, gap=limit)
    assert recalled(tell, SIGNED, second, gap=limit + 1) == {}
