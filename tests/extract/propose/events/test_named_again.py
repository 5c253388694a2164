"""Who a noun names again that is no name itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]

COUNCIL = "The Common Council met in 1889."
MAYOR = "In 1906 Mayor Thomas Ahearn spoke."


@pytest.mark.parametrize(
    ("before", "text", "head", "actors"),
    [
        (COUNCIL, "The council adopted the plan.", "council", ("Common Council",)),
        (COUNCIL, "A council adopted the plan.", "council", ()),
        (COUNCIL, "The old council adopted the plan.", "council", ()),
        (COUNCIL, "The committee adopted the plan.", "committee", ()),
        (COUNCIL, "The bridge fell.", "bridge", ()),
        (MAYOR, "The mayor refused.", "mayor", ("Thomas Ahearn",)),
        (MAYOR, "The governor refused.", "governor", ()),
    ],
)
def test_a_definite_noun_means_the_last_one_whose_head_or_title_it_is(
    tell: Tell, before: str, text: str, head: str, actors: tuple[str, ...]
) -> None:
    told = tell(before, text)
    assert told.roles(1).actors([told.word(head, 1)]) == actors


def test_who_dies_is_the_agent_of_the_death(tell: Tell) -> None:
    killed, died = tell("Nasser was killed in 1970."), tell("Nasser died in 1970.")
    made = killed.candidate("killed")
    assert (made.agents, made.recipients) == (("Gamal Abdel Nasser",), ())
    assert died.candidate("died").agents == ("Gamal Abdel Nasser",)
