"""The choice among competing frames, and what an object noun names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from regesta.extract.propose.events.frames import FrameFit, best, names_act

Tell = Callable[..., Any]


@pytest.fixture
def fits(tell: Tell) -> Callable[..., FrameFit]:
    """A frame of the given needs, tried on a verb with an agent, at a place in the order."""
    told = tell("France attacked Spain.")
    made = told.candidate("attacked")

    def fit(place: int, *needs: str) -> FrameFit:
        frame = replace(made.frame, needs=tuple((n,) for n in needs))
        return FrameFit(replace(made, frame=frame), f"key {place}", place)

    return fit


def test_met_needs_come_before_needs_a_date_would_meet_before_unmet_ones(
    fits: Callable[..., FrameFit],
) -> None:
    unmet, dated, met = fits(0, "place"), fits(1, "dated"), fits(2, "agent")
    assert best([unmet, dated, met]) is met
    assert best([unmet, dated]) is dated
    assert best([unmet]) is unmet
    assert best([]) is None


def test_a_missing_participant_costs_a_frame_less_than_a_missing_infinitive(
    fits: Callable[..., FrameFit],
) -> None:
    unheard, pointless = fits(1, "addressed"), fits(0, "infinitive")
    assert best([pointless, unheard]) is unheard


def test_among_equals_the_first_tried_wins(fits: Callable[..., FrameFit]) -> None:
    first, second = fits(0, "agent"), fits(1, "agent", "named")
    assert best([first, second]) is first
    tried = iter([fits(0, "place"), first, second])
    assert best(tried) is first
    assert next(tried) is second  # what stands lower was not tried


def test_the_reason_says_how_far_the_needs_are_met(fits: Callable[..., FrameFit]) -> None:
    assert fits(0, "agent").reason.endswith("its needs are met")
    assert fits(0, "dated").reason.endswith("once it is dated")
    assert "'key 3'" in fits(3, "place").reason
    assert fits(3, "place").reason.endswith("are not met")


@pytest.mark.parametrize(
    ("text", "verb", "obj", "named"),
    [
        ("Charles launched an attack on Denmark.", "launched", "attack", True),
        ("Charles ordered an attack on Denmark.", "ordered", "attack", False),
        ("Charles sent a letter to Denmark.", "sent", "letter", True),
        ("France gave Spain a refusal.", "gave", "refusal", True),
    ],
)
def test_whether_the_object_names_the_act_of_its_verb(
    tell: Tell, text: str, verb: str, obj: str, named: bool
) -> None:
    told = tell(text)
    assert names_act(told.candidate(verb), told.word(obj), told.lexicon) is named
    assert not names_act(told.candidate(verb), told.word(verb), told.lexicon)


def test_a_light_verb_leaves_a_candidate_that_is_no_noun_alone(tell: Tell) -> None:
    assert not tell("Charles issued a refusal.").candidate("refusal").noun
    assert tell("The meeting of France and Spain failed.").candidate("meeting").noun
