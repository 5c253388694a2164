"""Where places lie: by the workspace's own authority file, else by the shipped table."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.authority import AuthorityError, load_authority
from regesta.extract.authority.reading import Authority
from regesta.graph.map.gazetteer import coordinates

HEADER = "label\tkind\tcoordinates\n"


@pytest.mark.parametrize("name", ["Tehran", "Teheran", "tehran"])
def test_the_shipped_table_knows_places_by_all_their_names(name: str) -> None:
    assert coordinates(Authority(), name) == (35.69, 51.39)


def test_a_workspace_s_own_coordinates_win(tmp_path: Path) -> None:
    own = tmp_path / "places.tsv"
    own.write_text(HEADER + "Tehran\tplace\t-1.5, 20\nCrimea\tplace\t\n", "utf-8")
    known = load_authority([own])
    assert coordinates(known, "Tehran") == (-1.5, 20.0)
    assert coordinates(known, "Crimea") == (45.3, 34.4)  # an entry without leaves it to the table
    assert coordinates(known, "Nowhere in particular") is None


@pytest.mark.parametrize("cell", ["35.69", "95, 20", "35.69, 200", "north, east"])
def test_what_is_no_place_on_earth_is_refused(tmp_path: Path, cell: str) -> None:
    own = tmp_path / "places.tsv"
    own.write_text(f"{HEADER}Tehran\tplace\t{cell}\n", "utf-8")
    with pytest.raises(AuthorityError, match=r"line 2: the coordinates are .* such as 37\.57"):
        load_authority([own])
