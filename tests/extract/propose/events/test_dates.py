"""Which date belongs to which event of a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.dates import anchors, as_date, owners
from regesta.extract.text.dates import find_dates

Tell = Callable[..., Any]


def dated(tell: Tell, text: str, plans: tuple[str, ...] = (), weak: tuple[str, ...] = ()) -> dict[str, str]:
    """Event word -> date (EDTF), of the candidates of a sentence."""
    told = tell(text)
    words = told.lexicon.words.dating
    found = anchors(told.sentence(), find_dates(text), words)
    triggers = {c.word.i: c.word.text in plans for c in told.candidates()}
    given = owners(found, triggers, words, {i for i in triggers if told.doc()[i].text in weak})
    return {told.doc()[i].text: anchor.match.edtf for i, anchor in given.items()}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On 5 May 1821 Napoleon died.", {"died": "1821-05-05"}),
        (
            "France attacked Spain on 2 May 1808 and Spain occupied Portugal in 1809.",
            {"attacked": "1808-05-02", "occupied": "1809"},
        ),
        ("The withdrawal of the army in 1813 ended the war.", {"withdrawal": "1813"}),
        (
            "On 24 February 1912 France attacked Spain, and Portugal signed a treaty.",
            {"attacked": "1912-02-24", "signed": "1912-02-24"},
        ),
        (
            "In 1808 France attacked Spain, and on 2 May 1809 Portugal signed a treaty.",
            {"attacked": "1808", "signed": "1809-05-02"},
        ),
        (
            "The war began on 2 May 1808, when Spain attacked France.",
            {"began": "1808-05-02", "attacked": "1808-05-02"},
        ),
    ],
)
def test_a_date_goes_to_the_event_it_modifies(tell: Tell, text: str, dates: dict[str, str]) -> None:
    assert dated(tell, text) == dates


def test_a_plan_takes_only_a_term(tell: Tell) -> None:
    by, on = "France decided to withdraw by June 1823.", "France decided to withdraw in June 1823."
    assert dated(tell, by, plans=("withdraw",)) == {"withdraw": "1823-06"}
    assert "withdraw" not in dated(tell, on, plans=("withdraw",))


def test_an_uncertain_event_leaves_its_date_to_the_noun_before_it(tell: Tell) -> None:
    text = "Spain deplored the invasion of Portugal in 1807."
    assert dated(tell, text, weak=("deplored",)).get("invasion") == "1807"


def test_a_sentence_without_a_date_gives_none(tell: Tell) -> None:
    assert dated(tell, "France attacked Spain.") == {}


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("France held Spain until May 1813.", "../1813-05"),
        ("France held Spain in May 1813.", "1813-05"),
        ("France held Spain before 1813 or 1814.", "../1813"),
        ("France did not leave Spain until May 1813.", "1813-05"),
        ("France, which had never left, held Spain until May 1813.", "../1813-05"),
    ],
)
def test_until_and_before_leave_the_beginning_open(tell: Tell, text: str, edtf: str) -> None:
    sentence = tell(text).sentence()
    date = as_date(sentence, find_dates(text)[0])
    assert date.edtf == edtf
    assert date.span is not None
    assert text[slice(*date.span)] == date.text
