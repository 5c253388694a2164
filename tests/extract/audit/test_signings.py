"""Rules of audit/signings.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import KYLE, LUCAS, Make, by, found


def test_a_pact_signed_on_two_days(make_document: Make) -> None:
    told = [
        ("Iran and Russia signed an exchange of letters on 4 April 1946.", KYLE),
        ("The troops left after an agreement signed on 6 April 1946.", LUCAS),
    ]
    (hit,) = by("signed-two-days", found(make_document(told)))
    assert "1946-04-04 here and on 1946-04-06 there" in hit.message


@pytest.mark.parametrize(
    "other",
    [
        "The agreement signed on 4 April 1946 was short.",
        "An agreement signed on 6 June 1946 followed.",
        "The agreement was to be signed on 6 April 1946.",
        "A draft agreement was signed on 6 April 1946.",
        "The troops left on 6 April 1946.",
    ],
)
def test_one_day_another_season_or_no_signing_is_no_slip(make_document: Make, other: str) -> None:
    assert (
        by(
            "signed-two-days",
            found(make_document([("The two signed an agreement on 4 April 1946.", KYLE), (other, LUCAS)])),
        )
        == []
    )


def test_pacts_of_different_names_are_two(make_document: Make) -> None:
    told = [
        ("The Anglo-Egyptian treaty was signed on 4 April 1946.", KYLE),
        ("The Sino-Soviet treaty was signed on 6 April 1946.", LUCAS),
    ]
    assert by("signed-two-days", found(make_document(told))) == []
