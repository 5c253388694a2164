"""Fault isolation: what one item makes a step raise costs that item, whatever it is and however many there
are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.faults import Faults, StrictError, leaving_out


def place(item: int) -> tuple[tuple[int, int], ...]:
    return ((item * 10, item * 10 + 5),)


def doubled(bad: frozenset[int]):
    def attempt(items: Sequence[int], faults: Faults) -> list[int]:
        for item in items:
            if item in bad:
                raise ValueError(f"cannot read {item}")
        return [2 * item for item in items]

    return attempt


@given(st.integers(0, 60), st.sets(st.integers(0, 59), max_size=12))
def test_each_bad_item_loses_only_itself(size: int, bad: set[int]) -> None:
    faults = Faults("d", proposer="step.v1")
    there = sorted(b for b in bad if b < size)
    done, kept = leaving_out(
        range(size), doubled(frozenset(bad)), step="doubling", place=place, faults=faults
    )
    assert done == [2 * i for i in range(size) if i not in bad]
    assert kept == tuple(i for i in range(size) if i not in bad)
    assert sorted(d.spans for d in faults.found) == [place(i) for i in there]
    assert {d.proposer for d in faults.found} <= {"step.v1"}
    assert all(f"ValueError: cannot read {d.spans[0][0] // 10}" in d.reason for d in faults.found)


def test_a_fault_that_only_two_items_produce_costs_the_later_of_them() -> None:
    def attempt(items: Sequence[int], faults: Faults) -> list[int]:
        if 3 in items and 17 in items:
            raise RuntimeError("these two do not go together")
        return list(items)

    faults = Faults("d")
    done, _ = leaving_out(range(20), attempt, step="pairing", place=place, faults=faults)
    assert done == [i for i in range(20) if i != 17]
    assert [d.spans for d in faults.found] == [place(17)]


def test_what_fails_without_any_item_is_told_once_of_the_whole() -> None:
    def attempt(items: Sequence[int], faults: Faults) -> list[int]:
        raise KeyError("no table")

    faults = Faults("d")
    done, kept = leaving_out((), attempt, step="tables", place=place, faults=faults)
    assert (done, kept) == (None, ())
    assert [(d.step, d.spans) for d in faults.found] == [("tables", ())]


def test_diagnostics_of_an_attempt_that_failed_are_not_told_twice() -> None:
    def attempt(items: Sequence[int], faults: Faults) -> list[int]:
        with faults.at("inner", place(1)):
            raise ValueError("refused")
        return doubled(frozenset({4}))(items, faults)

    faults = Faults("d")
    done, _ = leaving_out(range(8), attempt, step="outer", place=place, faults=faults)
    assert done == [2 * i for i in range(8) if i != 4]
    assert sorted(d.step for d in faults.found) == ["inner", "outer"]


def test_strict_stops_and_says_where_and_why() -> None:
    faults = Faults("essay", proposer="claims.v9", strict=True)
    with pytest.raises(
        StrictError, match=r"claims.v9 failed at characters 40-45 of 'essay'.*cannot read 4.*--strict"
    ):
        leaving_out(range(8), doubled(frozenset({4})), step="claims", place=place, faults=faults)


def test_ctrl_c_goes_through() -> None:
    faults = Faults("d")
    with pytest.raises(KeyboardInterrupt), faults.at("claims", ((0, 1),)):
        raise KeyboardInterrupt
    assert faults.found == []
