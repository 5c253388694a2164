"""What `import regesta` offers: typed, documented, quick to import, and hiding none of the rooms."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import regesta

ROOMS = {"extract", "review", "graph", "queries", "ontology", "examples"}


@pytest.mark.parametrize("name", [n for n in regesta.__all__ if not n.startswith("__")])
def test_every_public_name_is_there_and_documented(name: str, root: Path) -> None:
    value = getattr(regesta, name)
    assert (value.__doc__ or "").strip()
    assert f"`{name}" in (root / "docs" / "api.md").read_text("utf-8"), (
        f"docs/api.md does not speak of {name}"
    )


def test_no_public_name_hides_a_room() -> None:
    assert not ROOMS & set(regesta.__all__)
    for room in ROOMS:
        assert __import__(f"regesta.{room}", fromlist=["x"]).__name__ == f"regesta.{room}"
        assert getattr(regesta, room).__name__ == f"regesta.{room}"


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        regesta.nonsense  # noqa: B018 (the access is the test)


def test_importing_loads_no_room_and_no_parser(root: Path) -> None:
    code = "import sys, regesta; print([m for m in sys.modules if m.split('.')[0] in ('spacy', 'numpy', 'rich', 'pyoxigraph')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(root / "src"), "PATH": ""},
    )
    assert done.stdout.strip() == "[]"


def test_the_help_loads_no_room(root: Path) -> None:
    code = (
        "import sys, regesta.cli; regesta.cli.command_line(); "
        "print([m for m in sys.modules if m.split('.')[0] in ('spacy', 'numpy', 'sqlalchemy', 'pyoxigraph', "
        "'sklearn', 'rdflib')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(root / "src"), "PATH": ""},
    )
    assert done.stdout.strip() == "[]"
