"""Persons by their title and what it is of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.mentions.layer import MentionLayer

LayerOf = Callable[..., MentionLayer]


@pytest.mark.parametrize("person", ["Duke of York", "Earl of Northumberland", "Bishop of Lincoln"])
def test_a_title_with_its_place_is_a_person(layer_of: LayerOf, person: str) -> None:
    layer = layer_of(f"In the end the {person} signed the order.")
    assert [m.actor for m in layer.mentions(0)] == [person]
    assert layer.kinds[person] == "person"


def test_a_title_behind_a_name_describes_it(layer_of: LayerOf) -> None:
    layer = layer_of("Henry Percy, Earl of Northumberland, signed the order.")
    assert "Earl of Northumberland" not in {m.actor for m in layer.mentions(0)}
