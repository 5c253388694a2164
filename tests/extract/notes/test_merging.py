"""Merges joined into groups."""

from __future__ import annotations

from regesta.extract.notes.identity import Edge
from regesta.extract.notes.merging import joined
from regesta.extract.notes.pairs import Cited
from regesta.extract.record import Fields


def items(**days: str) -> list[Cited]:
    """Documents by name, in order, with their days."""
    return [Cited(k, "diary", Fields(doc_date=d), n) for n, (k, d) in enumerate(days.items())]


def test_a_group_has_the_name_of_its_first_member() -> None:
    merges = [Edge("c", "b", 0.9, "x"), Edge("b", "a", 0.85, "x")]
    groups, forest = joined(items(a="", b="", c="", d=""), merges)
    assert groups == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert forest == merges


def test_a_merge_within_a_group_joins_nothing() -> None:
    merges = [Edge("a", "b", 0.9, "x"), Edge("b", "c", 0.9, "x"), Edge("a", "c", 0.85, "x")]
    assert joined(items(a="", b="", c=""), merges)[1] == merges[:2]


def test_two_days_are_never_joined_not_even_by_way_of_a_third() -> None:
    merges = [Edge("a", "b", 0.9, "x"), Edge("b", "c", 0.85, "x")]
    groups, forest = joined(items(a="1950-01-30", b="", c="1950-01-31"), merges)
    assert groups == {"a": "a", "b": "a", "c": "c"}
    assert forest == merges[:1]


def test_a_month_is_no_day() -> None:
    groups, _ = joined(items(a="1950-01", b="1950-01-31"), [Edge("a", "b", 0.9, "x")])
    assert groups["b"] == "a"
