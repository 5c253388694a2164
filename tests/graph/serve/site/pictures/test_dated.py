"""Dates as pictures draw them."""

from __future__ import annotations

from regesta.graph.serve.site.pictures.dated import drawn_date


def test_a_date_is_drawn_as_certain_as_it_is() -> None:
    about = drawn_date({"date": "1945-09~", "first": "1945-09-01", "last": "1945-09-30"})
    assert (about["from"], about["to"], about["words"]) == (
        "1945-09-01",
        "1945-09-30",
        "about September 1945",
    )
    assert about["about"] is True
    assert "open" not in about
    until = drawn_date({"date": "../1949", "last": "1949-12-31"})
    assert (until["from"], until["to"], until["open"]) == ("1949-12-31", "1949-12-31", "start")
    assert drawn_date({"date": "1948/..", "first": "1948-01-01"})["open"] == "end"
    assert drawn_date({"date": "1948?", "first": "1948-01-01", "last": "1948-12-31"})["perhaps"] is True
    assert drawn_date({"label": "without a date"}) == {}
