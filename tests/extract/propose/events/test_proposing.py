"""Events: sentences of our own, about several wars, and what is told in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.propose.events.proposing import propose_events
from regesta.extract.record import Event, quote_of
from regesta.extract.text.languages import ENGLISH, LanguagePack

Tell = Callable[..., Any]


def events_of(tell: Tell, *sentences: str) -> list[tuple[str, Event]]:
    """The events of some sentences, each with the words of its trigger."""
    told = tell(*sentences)
    text = told.annotated.document.text
    return [(text[e.trigger[0] : e.trigger[1]], e) for e in propose_events(told.annotated, told.layer)]


def one(tell: Tell, word: str, *sentences: str) -> Event:
    found = [(t, e) for t, e in events_of(tell, *sentences) if word in t]
    assert len(found) == 1, f"{word!r} names {len(found)} events in {sentences}: {found}"
    return found[0][1]


# sentence, trigger word, type, agents, recipients, date, factuality
TOLD = [
    (
        "On 26 July 1956 Egypt nationalised the company.",
        "nationalised",
        "PolicyAdoption",
        {"Egypt"},
        set(),
        "1956-07-26",
        "asserted",
    ),
    (
        "Egypt rejected the British proposal on 9 September 1956.",
        "rejected",
        "Rejection",
        {"Egypt"},
        set(),
        "1956-09-09",
        "asserted",
    ),
    (
        "Israel attacked Egypt on 29 October 1956.",
        "attacked",
        "MilitaryAction",
        {"Israel"},
        set(),
        "1956-10-29",
        "asserted",
    ),
    (
        "The treaty was signed by France and Spain in January 1963.",
        "signed",
        "Agreement",
        {"France", "Spain"},
        set(),
        "1963-01",
        "asserted",
    ),
    (
        "In March 1965 the United States sent troops to Vietnam.",
        "sent",
        "Deployment",
        {"United States"},
        set(),
        "1965-03",
        "asserted",
    ),
    ("France withdrew its forces in 1956.", "withdrew", "Withdrawal", {"France"}, set(), "1956", "asserted"),
    (
        "Argentina occupied the islands on 2 April 1982.",
        "occupied",
        "Occupation",
        {"Argentina"},
        set(),
        "1982-04-02",
        "asserted",
    ),
    (
        "Iraq's invasion of Iran on 22 September 1980 surprised everybody.",
        "invasion",
        "MilitaryAction",
        {"Iraq"},
        set(),
        "1980-09-22",
        "asserted",
    ),
    ("France asked Turkey to send troops.", "asked", "Request", {"France"}, {"Turkey"}, "", "asserted"),
    ("France asked Turkey to send troops.", "send", "Deployment", {"Turkey"}, set(), "", "planned"),
    (
        "Eden told the generals on 30 July 1956 to prepare a landing.",
        "told",
        "Order",
        {"Anthony Eden"},
        set(),
        "1956-07-30",
        "asserted",
    ),
    (
        "Nasser told Eden on 30 July 1956 that the canal was safe.",
        "told",
        "Communication",
        {"Gamal Abdel Nasser"},
        {"Anthony Eden"},
        "1956-07-30",
        "asserted",
    ),
    (
        "On 14 September 1946 Nasser called on Eden.",
        "called",
        "Visit",
        {"Gamal Abdel Nasser"},
        set(),
        "1946-09-14",
        "asserted",
    ),
    (
        "On 14 September 1946 Nasser called on Eden to resign.",
        "called",
        "Request",
        {"Gamal Abdel Nasser"},
        {"Anthony Eden"},
        "1946-09-14",
        "asserted",
    ),
    (
        "Eden flew to Paris on 16 October 1956, where he accepted the French proposal.",
        "accepted",
        "Approval",
        {"Anthony Eden"},
        set(),
        "1956-10-16",
        "asserted",
    ),
    ("Japan decided to occupy the island.", "decided", "PolicyAdoption", {"Japan"}, set(), "", "asserted"),
    ("Japan decided to occupy the island.", "occupy", "Occupation", {"Japan"}, set(), "", "planned"),
    ("Spain refused to withdraw its troops.", "refused", "Rejection", {"Spain"}, set(), "", "asserted"),
    ("Spain refused to withdraw its troops.", "withdraw", "Withdrawal", {"Spain"}, set(), "", "denied"),
    ("Hungary did not attack India.", "attack", "MilitaryAction", {"Hungary"}, set(), "", "denied"),
    (
        "Britain would have sent its troops to Norway.",
        "sent",
        "Deployment",
        {"United Kingdom"},
        set(),
        "",
        "counterfactual",
    ),
    (
        "Had Britain sent its troops to Norway, the war would have ended.",
        "sent",
        "Deployment",
        {"United Kingdom"},
        set(),
        "",
        "counterfactual",
    ),
    (
        "In May 1912 Italy submitted a complaint to Turkey.",
        "complaint",
        "Request",
        {"Italy"},
        {"Turkey"},
        "1912-05",
        "asserted",
    ),
    (
        "Spain argued that Poland had attacked first in 1939.",
        "attacked",
        "MilitaryAction",
        {"Poland"},
        set(),
        "1939",
        "reported",
    ),
    (
        "This thesis argues that Poland attacked Russia in 1920.",
        "attacked",
        "MilitaryAction",
        {"Poland"},
        set(),
        "1920",
        "asserted",
    ),
    (
        "According to France, Italy invaded Greece in 1940.",
        "invaded",
        "MilitaryAction",
        {"Italy"},
        set(),
        "1940",
        "reported",
    ),
]


@pytest.mark.parametrize(("text", "word", "kind", "agents", "recipients", "date", "told"), TOLD)
def test_who_did_what_to_whom_and_when(
    tell: Tell, text: str, word: str, kind: str, agents: set[str], recipients: set[str], date: str, told: str
) -> None:
    e = one(tell, word, text)
    assert e.type == kind
    assert set(e.agents) == agents
    assert set(e.recipients) == recipients
    assert (e.date.edtf if e.date else "") == date
    assert e.factuality == told


NO_EVENT = [
    "France was a great power.",
    "The issue of withdrawal was difficult.",
    "Egypt needed water to live.",
    "Italy wanted to occupy the port.",
    "The question of recognition divided the historians.",
    "Britain could attack at any time.",
    "Spain has suggested that the plan failed.",
    "Scholars disagree about the origins of the war.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_states_topics_wishes_and_abilities_are_no_events(tell: Tell, text: str) -> None:
    assert events_of(tell, text) == []


def test_weighing_an_argument_and_changing_ones_mind_are_no_events(tell: Tell) -> None:
    assert events_of(tell, "Kyle and Lucas have rejected this view.") == []
    assert events_of(tell, "Six days later Eden changed his mind.") == []
    assert events_of(tell, "Nasser was confident of winning the struggle.") == []


def test_a_verb_and_its_noun_are_one_trigger_and_one_event(tell: Tell) -> None:
    found = events_of(tell, "In May 1940 Spain launched an attack on Belgium.")
    assert [t for t, _ in found] == ["launched an attack"]
    assert found[0][1].type == "MilitaryAction"


def test_a_letter_that_orders_shares_its_date_and_its_addressee(tell: Tell) -> None:
    order = one(tell, "order", "On 3 May 1941 Spain sent a telegram to Italy to order the withdrawal.")
    assert order.type == "Order"
    assert set(order.agents) == {"Spain"}
    assert set(order.recipients) == {"Italy"}
    assert order.date is not None
    assert order.date.edtf == "1941-05-03"
    assert order.factuality == "asserted"


def test_what_is_received_comes_from_its_sender(tell: Tell) -> None:
    e = one(tell, "letter", "In June 1914 Austria received a letter from Spain.")
    assert (set(e.agents), set(e.recipients)) == ({"Spain"}, {"Austria"})


def test_coordinated_verbs_share_subject_and_leading_date(tell: Tell) -> None:
    e = one(tell, "occupied", "On 1 March 1938 Spain attacked Portugal and occupied the capital.")
    assert set(e.agents) == {"Spain"}
    assert e.date is not None
    assert e.date.edtf == "1938-03-01"


def test_a_term_set_dates_the_plan_and_not_the_decision(tell: Tell) -> None:
    text = "France decided to withdraw its troops by June 1949."
    assert one(tell, "decided", text).date is None
    plan = one(tell, "withdraw", text).date
    assert plan is not None
    assert plan.edtf == "1949-06"


def test_a_rejection_answers_who_asked(tell: Tell) -> None:
    e = one(tell, "rejected", "Turkey asked France for troops in 1921.", "France rejected it.")
    assert set(e.recipients) == {"Turkey"}


def test_every_event_shows_its_sentence_and_has_an_id_of_its_own(tell: Tell) -> None:
    told = tell(
        "Israel attacked Egypt on 29 October 1956.", "France and Britain attacked Egypt on 31 October 1956."
    )
    found = propose_events(told.annotated, told.layer)
    assert len(found) == 2
    assert len({e.id for e in found}) == 2
    for e in found:
        assert e.quote == quote_of(told.annotated.document.text, e.spans)
        assert e.spans[0][0] <= e.trigger[0] < e.trigger[1] <= e.spans[-1][1]
        assert 0 < e.confidence < 1


def test_more_evidence_makes_surer(tell: Tell) -> None:
    bare = one(tell, "attacked", "Israel attacked the base.")
    full = one(tell, "attacked", "Israel attacked the base in Egypt on 29 October 1956.")
    assert full.confidence > bare.confidence


# Sentences told one after the other; the word of the last one, and the date it takes from those before (""
# for none).
NAMED_AGAIN = [
    (
        (
            "On 3 May 1961 Turkey and Greece held a meeting in Vienna.",
            "At this meeting, Turkey demanded a new treaty.",
        ),
        "demanded",
        "1961-05-03",
    ),
    (
        (
            "On 3 May 1961 Turkey and Greece met in Vienna.",
            "After the meeting, Turkey demanded a new treaty.",
        ),
        "demanded",
        "1961-05-03~",
    ),
    (
        (
            "On 3 May 1961 Turkey and Greece held a meeting in Vienna.",
            "At a meeting, Turkey demanded a new treaty.",
        ),
        "demanded",
        "",
    ),
    (
        (
            "On 3 May 1961 Turkey and Greece held a meeting in Vienna.",
            "At the second meeting, Turkey demanded a new treaty.",
        ),
        "demanded",
        "",
    ),
    (
        ("On 3 May 1961 Turkey sent a letter to Greece.", "In this letter, Turkey demanded a new treaty."),
        "demanded",
        "1961-05-03",
    ),
]


@pytest.mark.parametrize(("before", "word", "date"), NAMED_AGAIN)
def test_an_event_named_again_keeps_its_date(
    tell: Tell, before: tuple[str, ...], word: str, date: str
) -> None:
    e = one(tell, word, *before)
    assert (e.date.edtf if e.date else "") == date
    if e.date:
        assert e.date.span is not None
        assert e.date.span[1] < e.spans[0][0]  # the words that date it stand in the sentence before


def test_a_date_given_too_long_ago_is_not_lent(tell: Tell) -> None:
    between = ["The harvest was poor."] * 5
    e = one(
        tell,
        "demanded",
        "On 3 May 1961 Turkey and Greece held a meeting in Vienna.",
        *between,
        "At this meeting, Turkey demanded a new treaty.",
    )
    assert e.date is None


def test_another_language_pack_names_other_events(tell: Tell, tmp_path: Path) -> None:
    """Words, frames and weights come with the document's language, none from the code."""
    for table in ENGLISH.tables():
        shutil.copy(str(ENGLISH.folder.joinpath(f"{table}.toml")), tmp_path)
    verbs = tmp_path / "events_verbs.toml"
    frame = '\n[[frame]]\ntype = "Founding"\nverbs = ["whistle"]\nneeds = ["agent"]\nstrength = 0.9\n'
    verbs.write_text(verbs.read_text(encoding="utf-8") + frame, encoding="utf-8")
    told = tell("In 1605 France whistled.")
    dialect = replace(told.annotated, language=LanguagePack("en-x-test", tmp_path))
    assert "Founding" not in {e.type for e in propose_events(told.annotated, told.layer)}
    (event,) = propose_events(dialect, told.layer)
    assert (event.type, event.agents, event.date.edtf if event.date else "") == (
        "Founding",
        ("France",),
        "1605",
    )
