"""The actors and places that heads refer to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "head", "actors"),
    [
        ("France signed.", "France", ("France",)),
        ("The French government signed.", "government", ("France",)),
        ("The government of France signed.", "government", ("France",)),
        ("The leader of France signed.", "leader", ()),  # a person, not the state
        ("Some of the French troops fled.", "Some", ("French forces",)),
        ("A delegation from Spain came.", "delegation", ()),  # an organ of nobody named before it
        ("The king, Nasser, signed.", "king", ("Gamal Abdel Nasser",)),
        ("The treaty lapsed.", "treaty", ()),
    ],
)
def test_heads_refer_to_actors(tell: Tell, text: str, head: str, actors: tuple[str, ...]) -> None:
    told = tell(text)
    assert told.roles().actors([told.word(head)]) == actors


def test_each_actor_is_named_once_and_in_order(tell: Tell) -> None:
    told = tell("Spain and France fought; the French government fell.")
    heads = [told.word(w) for w in ("Spain", "France", "government", "Spain")]
    assert told.roles().actors(heads) == ("Spain", "France")


def test_the_first_place_among_heads_and_inside_them(tell: Tell) -> None:
    told = tell("They met in a Vienna hotel and went to Paris.")
    assert told.roles().place([told.word("hotel"), told.word("Paris")]) == "Vienna"
    assert told.roles().place([]) == ""
    assert told.roles().is_place(told.word("Paris"))
    assert not told.roles().is_place(told.word("hotel"))
