"""The tree of archives over the units that fit."""

from __future__ import annotations

from typing import Any

from regesta.graph.serve.site.pictures.archives import forest

UNITS = {
    "A": {"unit": "A", "id": "RGASPI", "level": "archive"},
    "F": {"unit": "F", "above": "A", "id": "558", "level": "fond"},
    "D": {"unit": "D", "above": "F", "id": "11", "level": "delo"},
    "B": {"unit": "B", "id": "TNA", "level": "archive"},
}
KEPT = [
    {"unit": "D", "source": "s", "label": "A telegram", "claim": "c", "held": "He knew."},
    {"unit": "D", "source": "s", "label": "A telegram", "claim": "d", "held": "He asked."},
    {"unit": "B", "source": "t", "label": "A memorandum"},
]


def shape(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {node["name"]: shape(node["inside"]) for node in nodes}


def test_it_goes_from_the_archive_to_the_claims() -> None:
    tree = forest(UNITS, KEPT, {"D", "B"}, str)
    telegram = {"A telegram": {"He asked.": {}, "He knew.": {}}}
    assert shape(tree) == {"RGASPI": {"fond 558": {"delo 11": telegram}}, "TNA": {"A memorandum": {}}}
    assert [node["kind"] for node in tree] == ["archive", "archive"]


def test_documents_of_units_that_do_not_fit_are_left_out() -> None:
    assert shape(forest(UNITS, KEPT, {"F"}, str)) == {"RGASPI": {"fond 558": {}}}


def test_what_lies_in_two_files_or_rests_on_two_documents_counts_once() -> None:
    second = {"unit": "E", "above": "F", "id": "12", "level": "delo"}
    kept = [
        *KEPT,
        {"unit": "E", "source": "s", "label": "A telegram", "claim": "c", "held": "He knew."},
        {"unit": "E", "source": "u", "label": "A note", "claim": "c", "held": "He knew."},
    ]
    first = forest({**UNITS, "E": second}, kept, {"D", "E"}, str)[0]
    assert (first["documents"], first["claims"]) == (2, 2)
    delo = next(one for one in first["inside"][0]["inside"] if one["name"] == "delo 12")
    assert (delo["documents"], delo["claims"]) == (2, 1)
