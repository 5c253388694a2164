"""What events of neighbouring words and sentences lend one another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.sharing import answered, carried_by_message, setting_of, shared

Tell = Callable[..., Any]


def share(tell: Tell, text: str) -> tuple[dict[str, Candidate], dict[str, str]]:
    """The candidates by word after sharing, and who may borrow a date from whom."""
    told = tell(text)
    found, lenders = shared(told.candidates(), told.lexicon.words.sharing)
    doc = told.doc()
    return {c.word.text: c for c in found}, {doc[i].text: doc[j].text for i, j in lenders.items()}


def test_an_order_sent_by_letter_has_its_sender_addressee_and_date(tell: Tell) -> None:
    found, lenders = share(tell, "Spain sent a letter to Italy to order the retreat.")
    assert (found["order"].agents, found["order"].recipients) == (("Spain",), ("Italy",))
    assert lenders["order"] == "sent"
    assert lenders["sent"] == "order"


def test_words_in_a_letter_are_the_letters_own(tell: Tell) -> None:
    found, lenders = share(tell, "In a letter to Italy, Spain demanded the port.")
    assert "letter" not in found
    assert found["demanded"].recipients == ("Italy",)
    assert lenders["demanded"] == "letter"


def test_words_at_a_meeting_borrow_its_date_and_leave_it_an_event(tell: Tell) -> None:
    found, lenders = share(tell, "At the meeting with Italy, Spain demanded the port.")
    assert "meeting" in found
    assert lenders["demanded"] == "meeting"


def test_coordinated_acts_and_what_the_actor_did_next_borrow(tell: Tell) -> None:
    assert share(tell, "Spain attacked Portugal and occupied Lisbon.")[1] == {"occupied": "attacked"}
    assert share(tell, "Eden flew to Paris, where he accepted the plan.")[1] == {"accepted": "flew"}
    assert share(tell, "Spain attacked Portugal, and in May Italy occupied Malta.")[1] == {}


def test_what_carries_an_act_and_what_it_stands_in(tell: Tell) -> None:
    told = tell("Spain sent a letter to Italy to order the retreat.")
    by_index = {c.word.i: c for c in told.candidates()}
    message = carried_by_message(told.candidate("order"), by_index)
    assert message is not None
    assert message.word.text == "sent"
    assert setting_of(told.candidate("order"), by_index, told.lexicon.words.sharing) is None


def test_an_answer_goes_to_who_asked_the_same_actor(tell: Tell) -> None:
    told = tell("Turkey asked France for troops.", "France rejected it.", "France rejected an alliance.")
    words = told.lexicon.words.sharing
    (first,) = answered(told.candidates(1), told.candidates(0), words)
    assert first.recipients == ("Turkey",)
    assert "addressed" in first.present
    assert answered(told.candidates(1), [], words)[0].recipients == ()
    assert all(c.recipients == () for c in answered(told.candidates(2), told.candidates(0), words))
