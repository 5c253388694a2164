"""The notebooks run from their first cell to their last against a server of the example essay, and show
something."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.serve.config import read_config
from regesta.graph.serve.server import Server
from regesta.queries.saved import Catalogue

nbformat = pytest.importorskip("nbformat", reason="the extra `notebooks` is not installed")
nbclient = pytest.importorskip("nbclient", reason="the extra `notebooks` is not installed")
FOLDER = Path(str(resources.files("regesta.queries"))) / "notebooks"
NAMES = sorted(p.stem for p in FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def address(example_space: Workspace) -> Iterator[str]:
    server = Server(
        read_config(example_space.snapshots, example_space.settings.base, example_space.settings.serve),
        Catalogue.load(),
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    yield server.url.rstrip("/")
    server.stop()
    thread.join(20)


def test_there_are_notebooks() -> None:
    assert "tracing-an-argument" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(name: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGESTA_ENDPOINT", address)
    book = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(book)
    assert not any(cell.get("outputs") for cell in book.cells), "notebooks are kept without what they printed"
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    shown = [output["data"] for cell in book.cells for output in cell.get("outputs", ()) if "data" in output]
    assert any("image/png" in data for data in shown)
    tables = [data["text/html"] for data in shown if "text/html" in data]
    assert len(tables) >= 5
    assert all("<td>" in table for table in tables), "a table of the notebook is empty on the example"
