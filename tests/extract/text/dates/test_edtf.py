"""Points in time as EDTF."""

from __future__ import annotations

import pytest
from edtf import parse_edtf

from regesta.extract.text.dates.edtf import joined, written, year_in
from regesta.extract.text.dates.points import Point
from regesta.extract.text.dates.words import Part

END = Part("last", ("12",))
EARLY = Part("05", ("01", "04"))


@pytest.mark.parametrize(
    ("point", "edtf"),
    [
        (Point(0, 1, 1683), "1683"),
        (Point(0, 1, 1683, about=True), "1683~"),
        (Point(0, 1, 1683, part=EARLY), "1683-01/1683-04~"),
        (Point(0, 1, 1683, part=END), "1683-12~"),
        (Point(0, 1, 1683, 2, part=END), "1683-02-28~"),
        (Point(0, 1, 1683, 9), "1683-09"),
        (Point(0, 1, 1683, 9, 12, about=True), "1683-09-12~"),
        (Point(0, 1, 1683, 9, 12, last_day=14), "1683-09-12/1683-09-14"),
        (Point(0, 1, 1683, 9, 12, last_day=14, pair=True), "{1683-09-12,1683-09-14}"),
        (Point(0, 1, 1683, last_year=1699), "1683/1699"),
        (Point(0, 1, 1683, season=23), "1683-23"),
        (Point(0, 1, fixed="16XX"), "16XX"),
    ],
)
def test_a_point_is_written_with_the_precision_it_has(point: Point, edtf: str) -> None:
    assert written(point) == edtf
    parse_edtf(edtf)


def test_a_day_that_the_year_does_not_have_is_not_written() -> None:
    assert written(Point(0, 1, 1683, 2, 29)) == ""
    assert joined("to", [Point(0, 1, 1683, 2, 29), Point(2, 3, 1684)]) == ""
    assert written(Point(0, 1, 1683, 9, 12, last_day=10)) == ""


def test_points_join_to_an_interval_or_a_list() -> None:
    march, may = Point(0, 1, 1683, 3), Point(2, 3, 1683, 5)
    assert joined("to", [march, may]) == "1683-03/1683-05"
    assert joined("and", [march, may]) == "{1683-03,1683-05}"
    assert joined("to", [march, march]) == "1683-03"
    assert joined("to", [Point(0, 1, 1683, part=EARLY), Point(2, 3, 1684)]) == "1683-01/1684"


def test_the_first_year_of_a_date() -> None:
    assert [year_in(x) for x in ("{1683-03,1684}", "1683~", "16XX", "", None)] == [
        1683,
        1683,
        None,
        None,
        None,
    ]
