"""Names by a table of the annotators' own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.score.aliases import read_aliases
from regesta.extract.score.compare import Names
from regesta.extract.score.gold import GoldError

BODIES = frozenset({"board"})


def names(folder: Path, table: object) -> Names:
    file = folder / "names.json"
    file.write_text(json.dumps(table), "utf-8")
    return Names(read_aliases(file, load_authority(shipped_files()), BODIES), BODIES)


def test_only_its_names_are_the_same(tmp_path: Path) -> None:
    known = names(tmp_path, {"Keith Kyle": ["the author of Suez"], "Sallow Drainage Board": ["the Board"]})
    assert known.same("Keith Kyle", "the author of Suez")
    assert known.same("K. Kyle", "Keith Kyle")
    assert known.same("the Board", "Sallow Drainage Board")
    assert not known.same("Drainage Board", "Sallow Drainage Board")  # a body has no family name
    assert not known.same("United States", "Washington")  # the shipped authority's names are not asked


def test_adjectives_are_those_of_the_authority(tmp_path: Path) -> None:
    known = names(tmp_path, {"United States": ["Washington"]})
    assert known.only_as_adjective("United States", "American policy was slow.")
    assert not known.only_as_adjective("United States", "Washington had an American policy.")


@pytest.mark.parametrize("table", ["no object", ["a"], {"a": 3}])
def test_another_file_is_refused(tmp_path: Path, table: object) -> None:
    with pytest.raises(GoldError, match="is no table of names"):
        names(tmp_path, table)
