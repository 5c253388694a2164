"""Rows narrowed by facets and words, ordered, paged; addresses that turn one choice and keep the others."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.graph.serve.site.perspectives.catalogue import PEOPLE, PERSPECTIVES, SOURCES, TIMELINE
from regesta.graph.serve.site.perspectives.listing import PAGE, Asked, Row, distinct, listing

ROWS: list[Row] = [
    {
        "item": "a",
        "label": "Alpha",
        "kind": "book",
        "author": "Kuniholm; Fawcett",
        "cited": "9",
        "year": "1980",
    },
    {"item": "b", "label": "beta", "kind": "book", "author": "Fawcett", "cited": "10"},
    {"item": "c", "label": "Gamma letter", "kind": "archival document", "cited": "2", "year": "1946"},
]


def asked(query: str = "") -> Asked:
    return Asked(SOURCES, parse_qsl(query))


def names(query: str) -> str:
    return "".join(row["item"] for row in listing(ROWS, asked(query)).rows)


@pytest.mark.parametrize(
    ("query", "items"),
    [
        ("", "bac"),  # the most cited first: by number, not by letters
        ("sort=label", "abc"),
        ("sort=-label", "cba"),
        ("sort=year", "cab"),  # what has no year stands last,
        ("sort=-year", "acb"),  # whichever way
        ("kind=book", "ba"),
        ("author=Kuniholm", "a"),  # one of several in a cell
        ("author=Fawcett&author=Kuniholm", "ba"),  # either of one facet
        ("kind=book&year=1980", "a"),  # both of two
        ("q=letter+GAMMA", "c"),
        ("kind=none", ""),
        ("nonsense=1&sort=none&page=-3", "bac"),  # what is not asked for here is left alone
    ],
)
def test_rows_are_narrowed_and_ordered(query: str, items: str) -> None:
    assert names(query) == items


@pytest.mark.parametrize(
    ("span", "items"),
    [
        ("", "abcde"),
        ("from=1950", "bd"),  # what may lie in it: an end that is open reaches there
        ("until=1949", "ac"),
        ("from=1949-12&until=1950-01", "bc"),
        ("from=1950-02-01&until=1950-02-01", "b"),
        ("from=yesterday", "abcde"),
    ],
)
def test_a_span_of_time_narrows_what_is_dated(span: str, items: str) -> None:
    dated: list[Row] = [
        {"item": "a", "label": "a", "first": "1945-08-01", "last": "1945-08-31"},
        {"item": "b", "label": "b", "first": "1950-01-01"},
        {"item": "c", "label": "c", "last": "1949-12-31"},
        {"item": "d", "label": "d", "first": "1953-07-27", "last": "1953-07-27"},
        {"item": "e", "label": "e"},
    ]
    found = Asked(TIMELINE, parse_qsl(span)).narrowed(dated)
    assert "".join(row["item"] for row in found) == items


def test_a_facet_counts_what_its_other_values_would_leave() -> None:
    shown = listing(ROWS, asked("kind=book&year=1980"))
    kind = next(f for f in shown.facets if f.name == "kind")
    assert [(c.value, c.count, c.chosen) for c in kind.choices] == [("book", 1, True)]
    year = next(f for f in shown.facets if f.name == "year")
    assert [(c.value, c.count) for c in year.choices] == [("1980", 1)]
    taken_off = urlsplit(kind.choices[0].address)
    assert parse_qsl(taken_off.query) == [("year", "1980")]


def test_pages_follow_each_other_and_keep_what_was_asked() -> None:
    rows = [{"item": str(n), "label": f"{n:04}", "kind": "book"} for n in range(PAGE * 2 + 5)]
    first = listing(rows, asked("kind=book&sort=label"))
    second = listing(rows, asked(urlsplit(first.next).query))
    third = listing(rows, asked(urlsplit(second.next).query))
    assert [r["item"] for page in (first, second, third) for r in page.rows] == [r["item"] for r in rows]
    assert (third.next, first.previous, first.total) == ("", "", PAGE * 2 + 5)
    assert listing(rows, asked("page=99")).rows == listing(rows, asked("page=3")).rows  # beyond: the last


@given(
    st.lists(
        st.fixed_dictionaries({"item": st.text(max_size=3), "kind": st.sampled_from(["a", "b", "a; b", ""])})
    )
)
def test_every_count_is_what_following_it_shows(rows: list[Row]) -> None:
    for facet in listing(rows, Asked(PEOPLE, [])).facets:
        for choice in facet.choices:
            followed = Asked(PEOPLE, parse_qsl(urlsplit(choice.address).query))
            assert listing(rows, followed).total == choice.count > 0


def test_a_thing_of_two_classes_is_one_row() -> None:
    assert len(distinct([{"item": "a", "kind": "x"}, {"item": "a", "kind": "y"}, {"item": "b"}])) == 2


@pytest.mark.parametrize("perspective", PERSPECTIVES.values(), ids=PERSPECTIVES)
def test_a_query_gives_what_is_shown(perspective) -> None:  # type: ignore[no-untyped-def]
    head = perspective.query.split("WHERE")[0]
    wanted = {v for v, _, _ in perspective.columns} | {link for _, _, link in perspective.columns if link}
    wanted |= {v for v, _ in perspective.facets} | {perspective.order.lstrip("-")}
    assert {v for v in wanted - set(perspective.worked_out) if f"?{v}" not in head} == set()


def test_a_raised_figure_is_no_number() -> None:
    shown = listing([{"item": "a", "cited": "\xb2"}, {"item": "b", "cited": "3"}], asked())
    assert [row["item"] for row in shown.rows] == ["b", "a"]
