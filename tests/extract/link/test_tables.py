"""Authority tables to link to, whatever their columns are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.authority.reading import AuthorityError
from regesta.extract.link.tables import read_table

PREFIX = "https://example.org/person/"


def written(tmp_path: Path, text: str, name: str = "people.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_has_its_names_its_own_identifier_and_those_of_known_authorities(tmp_path: Path) -> None:
    table = 'Name,ID,aliases,viaf\n"Eden, Anthony, 1897-1977",e1,Lord Avon|Avon,36915685\n'
    (row,) = read_table(written(tmp_path, table), prefix=PREFIX)
    assert row.names == ("Eden, Anthony", "Lord Avon", "Avon")
    assert row.objects[0] == f"{PREFIX}e1"
    assert any("viaf" in iri and iri.endswith("36915685") for iri in row.objects[1:])
    assert (row.kind, row.years, row.line) == ("person", (1897, 1977), 2)


def test_tabs_part_cells_elsewhere_and_empty_lines_and_remarks_are_passed_over(tmp_path: Path) -> None:
    table = "label\tid\tkind\n# a remark\n\nLondon\tl1\tplace\n\tl2\tplace\n"
    rows = read_table(written(tmp_path, table, "places.tsv"), prefix=PREFIX)
    assert [(r.names, r.kind) for r in rows] == [(("London",), "place")]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id,born\ne1,1897\n", "no column with a name"),
        ("name,born\nEden,1897\n", "no column with an identifier"),
        ("name,id,kind\nEden,e1,ghost\n", "line 2: kind is 'ghost'"),
        ("", "is empty"),
    ],
)
def test_what_a_table_lacks_is_told(table: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match=said):
        read_table(written(tmp_path, table), prefix=PREFIX)
