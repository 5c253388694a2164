"""Names suggested as somebody types, and those a search is about."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.graph.serve.search.index import folded
from regesta.graph.serve.search.suggestions import Name, Names


def name(shown: str, kind: str = "person or body", weight: int = 1, also: str = "") -> Name:
    return Name(shown, shown, tuple(folded(also or shown).split()), kind, weight, "")


NAMES = Names(
    [
        name("Louise Fawcett", weight=4),
        name("Louise Fawcett", weight=4, also="L. Fawcett"),
        name("Fawad Khan", weight=9),
        name("Qavam os-Saltaneh", weight=2),
        name("Élodie Fabre", weight=1),
        name("The Fawcett papers", "source", 7),
        name("TNA, FO 371/52740", "archive or file", 3),
        name("Council", weight=0),
        name("United States", weight=50, also="Truman administration"),
        name("Harry S. Truman", weight=3),
    ]
)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        (
            "faw",
            ["Fawad Khan", "Louise Fawcett", "The Fawcett papers"],
        ),  # an edge of the name, then what hangs on it
        ("fawcett lou", ["Louise Fawcett"]),
        ("elod", ["Élodie Fabre"]),
        ("fo 371", ["TNA, FO 371/52740"]),
        ("f", []),
        ("", []),
        ("nobody", []),
    ],
)
def test_names_of_which_every_word_begins_so(typed: str, suggested: list[str]) -> None:
    assert [n.shown for n in NAMES.suggest(typed)] == suggested


def test_a_family_name_finds_who_holds_claims() -> None:
    assert [n.thing for n in NAMES.people("fawcett")] == ["Louise Fawcett"]
    assert [n.thing for n in NAMES.people("truman")] == ["Harry S. Truman", "United States"]
    assert [n.thing for n in NAMES.people("Truman, H. S.")] == ["Harry S. Truman"]
    assert [n.thing for n in NAMES.suggest("Harold Truman")] == []
    assert [n.thing for n in NAMES.suggest("Harry Shipp Truman")] == ["Harry S. Truman"]
    assert NAMES.people("faw") == []  # a whole word, and no beginning
    assert NAMES.people("council") == []  # holds nothing
    assert NAMES.people("") == []


def test_a_served_graph_suggests_and_its_search_shows_what_a_scholar_holds(served: Any) -> None:
    found = served.client.get("/suggest", params={"q": "lencz"}).json()
    assert found[0]["label"] == "George Lenczowski"
    assert served.client.get(found[0]["href"], follow_redirects=True).status_code == 200
    for spelt in ("Lenczowski, George", "George S. Lenczowski"):
        assert 'aria-label="George Lenczowski"' in served.client.get("/search", params={"q": spelt}).text
    page = served.client.get("/search", params={"q": "Lenczowski"}).text
    assert '<section class="person" aria-label="George Lenczowski">' in page
    assert (
        '<a href="/debate?whom=George%20Lenczowski&amp;how=attacks&amp;how=undercuts">1 of them rejected'
        in page
    )
    shelved = served.client.get("/suggest", params={"q": "fo 371"}).json()
    assert shelved[0]["kind"] == "archive or file"


def test_search_and_lists_are_json_for_who_asks(served: Any) -> None:
    asked = {"Accept": "application/json"}
    found = served.client.get("/search", params={"q": "Tabriz"}, headers=asked).json()
    assert found["counts"]["claim"] >= 1
    assert any("Tabriz" in hit["text"] for hit in found["hits"])
    listed = served.client.get("/claims?voice=author", headers=asked).json()
    assert listed["total"] == len(listed["rows"]) < listed["all"]
    assert {row["voice"] for row in listed["rows"]} == {"author"}
    assert served.client.get("/claims", headers={"Accept": "text/html"}).text.startswith("<!doctype html>")
