"""What differs between two readings of one work: slips, and no mere form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.audit.case import Case
from regesta.extract.audit.differing import differences
from regesta.extract.read.document import Document
from regesta.extract.record import Fields

Make = Callable[..., Document]


def fields(title: str, year: str = "1991", place: str = "London", **more: str) -> Fields:
    return Fields(
        authors=("Kyle",), author_names=("Keith Kyle",), title=title, year=year, place=place, **more
    )


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (fields("Suez: The Double War"), fields("Suez: The Double War"), []),
        (fields("Suez: The Double War"), fields("Suez"), []),
        (fields("History of the Upper Canal"), fields("The Upper Canal"), []),
        (fields("The Canal and its States"), fields("The Canal and its Stales"), ["title"]),
        (fields("Report on Suez of 3 May"), fields("Report on Suez of 9 May"), []),
        (fields("Acts of the Upper Canal"), fields("Act of the Upper Canal"), []),
        (fields("A Wholly Other Thing"), fields("Suez: The Double War"), []),
        (fields("Suez", year="1991"), fields("Suez", year="1992"), ["year"]),
        (fields("Suez"), fields("Suez", place="Paris"), ["place"]),
        (fields("Suez", place="Ib."), fields("Suez", place="Paris"), []),
        (fields("Suez", place="Martene Thesaur. V."), fields("Suez", place="Paris"), []),
        (fields("Suez", year="1991"), fields("Suez", year="1992", place="Paris"), []),
        (fields("Suez", year="1991", volume="1"), fields("Suez", year="1992", volume="2"), []),
        (fields("Suez", place=""), fields("Suez", year="1992", place=""), []),
        (fields("Kyle's Suez"), fields("Suez of Others"), []),
    ],
)
def test_differences(one: Fields, other: Fields, said: list[str], make_document: Make) -> None:
    case = Case(make_document([]))
    assert [d.field for d in differences(one, other, case)] == said


def test_a_short_title_differs_by_a_slip_and_not_by_what_it_leaves_out(make_document: Make) -> None:
    case = Case(make_document([]))
    full = fields("Restricted Covenants of the Ledge Homes")
    short = Fields(authors=("Kyle",), title="Ledge Homes")
    slip = Fields(authors=("Kyle",), title="Restrictive Covenants")
    assert differences(short, full, case, short=True) == []
    assert list(map(str, differences(slip, full, case, short=True))) == ["title 'restrictive' / 'restricted'"]
