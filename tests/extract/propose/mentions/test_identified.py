"""Names that the document's file identifies: persons join the authority, places are linked."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from regesta.extract.authority import Authority, Entry
from regesta.extract.authority.reading import build
from regesta.extract.propose.mentions.identified import place_links, with_identified
from regesta.extract.read.document import Document, Identified

PIKE = Entry(label="Ellen Pike", kind="person", aliases=("Mayor Pike",), identifiers=(("viaf", "9"),))


def document(*marks: tuple[str, str, str]) -> Document:
    """A document of marked words: (kind, words, ref)."""
    text, found = "", []
    for kind, words, ref in marks:
        span = (len(text), len(text) + len(words))
        found.append(Identified(kind=kind, span=span, attributes={"ref": ref}))
        text += words + " "
    return Document(id="d", text=text, identified=tuple(found))


def people(authority: Authority) -> dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
    return {e.label: (e.aliases, e.identifiers) for e in authority.entries.values()}


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param(
            [("person", "E. J. Pike", "viaf:9")],
            {"Ellen Pike": (("Mayor Pike", "E. J. Pike"), (("viaf", "9"),))},
            id="the same identifier",
        ),
        pytest.param(
            [("person", "Ellen Pike", "wikidata:Q5"), ("person", "Ellen", "wikidata:Q5")],
            {"Ellen Pike": (("Mayor Pike", "Ellen"), (("viaf", "9"), ("wikidata", "Q5")))},
            id="the same name",
        ),
        pytest.param(
            [("person", "Ellen Pike", "viaf:8")],
            {
                "Ellen Pike": (("Mayor Pike",), (("viaf", "9"),)),
                "Ellen Pike (viaf:8)": (("Ellen Pike",), (("viaf", "8"),)),
            },
            id="another of that name",
        ),
        pytest.param(
            [("person", "Dunn", "#d"), ("person", "Old Tom Dunn", "#d"), ("place", "Goole", "#g")],
            {
                "Ellen Pike": (("Mayor Pike",), (("viaf", "9"),)),
                "Old Tom Dunn": (("Old Tom Dunn", "Dunn"), ()),
            },
            id="new",
        ),
    ],
)
def test_persons_join_the_authority(
    marks: Iterable[tuple[str, str, str]],
    expected: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]],
) -> None:
    assert people(with_identified(document(*marks), build([PIKE]))) == expected


def test_without_names_nothing_is_built() -> None:
    authority = build([PIKE])
    assert with_identified(document(("place", "Goole", "#g")), authority) is authority


def test_places_are_linked_where_the_encoder_agrees_with_himself() -> None:
    links = place_links(
        document(
            ("place", "Goole", "geonames:1"),
            ("place", "Goole", "http://www.geonames.org/1/"),
            ("place", "Hull", "geonames:2"),
            ("place", "Hull", "geonames:3"),
            ("place", "Here", "#here"),
        )
    )
    assert [(x.subject, x.subject_kind, x.object) for x in links] == [
        ("Goole", "place", "https://sws.geonames.org/1")
    ]
