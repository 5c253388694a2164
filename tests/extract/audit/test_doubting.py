"""What speaks against a difference between two readings being a slip."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import Make

from regesta.extract.audit.case import Case
from regesta.extract.audit.differing import Difference
from regesta.extract.audit.doubting import Read, surest
from regesta.extract.record import Fields


def read(words: str, kind: str = "book", **fields: object) -> Read:
    return Read(Fields(**fields), words, kind)  # type: ignore[arg-type]


CANAL = read("Ann Brook, Canals of Hull (Leeds, 1990)", title="Canals of Hull", year="1990")


@pytest.mark.parametrize(
    ("difference", "other", "against"),
    [
        (
            Difference("year", "1990", "1991"),
            read("Brook, Canals of Hull (1991)", title="Canals of Hull"),
            (),
        ),
        (
            Difference("year", "1990", "1985"),
            read("Brook, Canals of Hull (1985, 1990)", title="Canals of Hull"),
            ("both have it",),
        ),
        (
            Difference("author", "Brook", "Brooke"),
            read("Dora Brooke, Letters from Perth", title="Letters from Perth"),
            ("perhaps two works",),
        ),
        (
            Difference("author", "Brook", "A"),
            read("A., Canals of Hull", title="Canals of Hull"),
            ("an author that is no name",),
        ),
        (
            Difference("container", "Hull Papers", "Board minutes"),
            read("Canals of Hull, Board minutes", "article", title="Canals of Hull"),
            ("perhaps held in two places",),
        ),
        (
            Difference("year", "1990", "1977"),
            read(
                "Brook, Canals of Hull, the second chapter and the third, and Hugh Dale, From the River to the"
                " Sea, in the Histories of the North of England in Eight Parts (Leeds, 1977)",
                title="Canals of Hull",
            ),
            ("far from its title",),
        ),
    ],
)
def test_doubts(difference: Difference, other: Read, against: tuple[str, ...], make_document: Make) -> None:
    case = Case(make_document(["It is so."]))
    assert surest([difference], CANAL, other, case) == ((difference,), against)


def test_what_nothing_speaks_against_stands_alone(make_document: Make) -> None:
    case = Case(make_document(["It is so."]))
    slip, form = Difference("author", "Brook", "Broke"), Difference("year", "1990", "1985")
    other = read("Broke, Canals of Hull (1985, 1990)", title="Canals of Hull")
    assert surest([slip, form], CANAL, other, case) == ((slip,), ())
