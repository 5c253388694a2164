"""The page on architecture names files that are there, and the layers that are checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tests.conftest import LONG

#: A path in backticks; a placeholder in angle brackets stands for any word.
_PATH = re.compile(r"`((?:[a-z_]+/)+[a-z_<>.*-]*)`")


def page(root: Path) -> str:
    return (root / "docs" / "architecture.md").read_text("utf-8")


def test_every_path_it_names_is_there(root: Path) -> None:
    named = set(_PATH.findall(page(root)))
    assert len(named) > 20
    missing = [name for name in named if not list(root.glob(re.sub(r"<[a-z]+>", "*", name).rstrip("/")))]
    assert missing == []


def test_files_of_tests_that_are_begun_first_are_there(root: Path) -> None:
    assert [name for name in LONG if not (root / "tests" / name).is_file()] == []


def test_it_names_the_layers_that_are_checked(root: Path) -> None:
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    checked = next(c for c in contracts if c["name"].startswith("Inside extract"))["layers"]
    lowest_first = [
        [part.removeprefix("regesta.extract.") for part in re.split(r" [|:] ", row)] for row in checked[::-1]
    ]
    line = next(row for row in page(root).splitlines() if row.startswith("Inside `extract/`"))
    said = [re.findall(r"`([a-z_]+)`", layer) for layer in line.partition(":")[2].split("<")]
    assert [sorted(layer) for layer in said] == [sorted(layer) for layer in lowest_first]


@pytest.mark.parametrize("room", ["ontology", "extract", "review", "graph", "queries", "src/regesta"])
def test_it_speaks_of_every_room(root: Path, room: str) -> None:
    assert f"| `{room}/` |" in page(root)
