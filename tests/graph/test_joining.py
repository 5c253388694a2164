"""Keys joined by ties, and parted again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.graph.map.joining import Part, Tie, components


def parts(
    keys: str,
    ties: list[Tie],
    apart: list[tuple[str, str]] | None = None,
    groups: dict[str, str] | None = None,
) -> list[Part]:
    return components(keys, ties, apart or [], groups or {}, keys.index)


def test_ties_make_parts_in_order_of_place() -> None:
    assert [p.members for p in parts("abcd", [Tie("c", "a", 0.9)])] == [("a", "c"), ("b",), ("d",)]


def test_a_pair_kept_apart_is_parted_at_the_weakest_tie_between() -> None:
    ties = [Tie("a", "b", 0.95), Tie("b", "c", 0.82), Tie("c", "d", 0.9)]
    assert [p.members for p in parts("abcd", ties, [("a", "d")])] == [("a", "b"), ("c", "d")]


def test_a_tie_a_person_accepted_is_not_cut() -> None:
    ties = [Tie("a", "b", 0.95), Tie("b", "c", 0.5, fixed=True)]
    assert [p.members for p in parts("abc", ties, [("a", "c")])] == [("a",), ("b", "c")]
    assert [p.members for p in parts("ab", [Tie("a", "b", 0.5, fixed=True)], [("a", "b")])] == [("a", "b")]


def test_an_old_group_lives_on_with_its_first_key_and_with_keys_nobody_speaks_of() -> None:
    found = parts("abc", [Tie("a", "b", 0.9)], [("a", "b")], {"a": "S", "b": "S", "c": "S"})
    assert found == [Part(("a", "c"), ("S",)), Part(("b",), ())]


def test_two_old_groups_that_are_joined_are_named_in_order() -> None:
    assert parts("ab", [Tie("b", "a", 0.7, fixed=True)], [], {"a": "S", "b": "T"}) == [
        Part(("a", "b"), ("S", "T"))
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.floats(0, 1)).filter(
            lambda t: t[0] != t[1]
        ),
        max_size=12,
    ),
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda t: t[0] != t[1]),
        max_size=3,
    ),
)
def test_every_key_is_in_one_part_and_what_is_kept_apart_is_apart(
    ties: list[tuple[str, str, float]], apart: list[tuple[str, str]]
) -> None:
    found = parts("abcdef", [Tie(*t) for t in ties], apart)
    assert sorted(k for p in found for k in p.members) == list("abcdef")
    for one, other in apart:
        assert not any({one, other} <= set(p.members) for p in found)
