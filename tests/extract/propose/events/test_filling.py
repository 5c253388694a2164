"""Who fills the slots of a verb's frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.filling import AGENT_RULES, RECIPIENT_RULES

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "verb", "agents", "recipients"),
    [
        ("France ordered Spain to retreat.", "ordered", {"France"}, {"Spain"}),
        ("Austria received a note from Spain.", "received", {"Spain"}, {"Austria"}),
        ("France signed a treaty with Spain.", "signed", {"France", "Spain"}, set()),
        # rules where the frame finds nobody
        ("France sent a telegram to Spain.", "sent", {"France"}, {"Spain"}),
        ("France rejected Spain's proposal.", "rejected", {"France"}, {"Spain"}),
        ("The French were withdrawn in 1763.", "withdrawn", {"France"}, set()),
    ],
)
def test_agents_and_recipients(
    tell: Tell, text: str, verb: str, agents: set[str], recipients: set[str]
) -> None:
    made = tell(text).candidate(verb)
    assert set(made.agents) == agents
    assert set(made.recipients) == recipients


def test_nobody_is_both_agent_and_recipient(tell: Tell) -> None:
    made = tell("France told Spain that France would attack.").candidate("told")
    assert not set(made.agents) & set(made.recipients)


@pytest.mark.parametrize(
    ("text", "verb", "place"),
    [
        ("France and Spain met in Vienna.", "met", "Vienna"),
        ("France occupied Vienna.", "occupied", "Vienna"),
        ("France and Spain met.", "met", ""),
    ],
)
def test_where_it_happens(tell: Tell, text: str, verb: str, place: str) -> None:
    assert tell(text).candidate(verb).place == place


def test_a_school_of_thought_is_told_apart_from_actors(tell: Tell) -> None:
    made = tell("The Revisionists attacked the treaty.").candidates()
    assert all("school" in c.present for c in made if c.agents)


def test_every_rule_says_what_it_reads() -> None:
    assert all(rule.__doc__ for rule in (*AGENT_RULES, *RECIPIENT_RULES))
