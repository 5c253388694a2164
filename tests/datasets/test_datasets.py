"""What is published without its text has none of it, and says what it is."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from pathlib import Path

import pytest
from tests.datasets.shingles import shared_with

from regesta import datasets
from regesta.commands.demo import _unpacked
from regesta.extract.workspace import CONFIG, Workspace
from regesta.graph.bundle.crate import METADATA
from regesta.graph.bundle.packing import bundle

#: Which file of those at hand each dataset was made of.
TEXTS = {"korea-1950": "thesis.txt"}
MOST = 10 << 20
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

published = pytest.mark.parametrize("name", datasets.names())


@published
def test_it_is_small_and_says_who_made_it_how_and_under_which_licence(name: str, root: Path) -> None:
    folder = root / "datasets" / name
    assert sum(p.stat().st_size for p in folder.iterdir()) < MOST
    readme = (folder / "README.md").read_text("utf-8").casefold()
    assert [word for word in ("method", "agreement", "limits", "licence") if word not in readme] == []
    with zipfile.ZipFile(io.BytesIO(datasets.archive(name))) as packed:
        crate = json.loads(packed.read(METADATA))["@graph"]
        settings = tomllib.loads(packed.read(CONFIG).decode("utf-8"))
    assert settings["licence"] == LICENCE  # what serving it names in Link headers and descriptions
    dataset = next(e for e in crate if e["@id"] == "./")
    assert dataset["license"] == {"@id": LICENCE}
    assert all("prov:SoftwareAgent" in e["@type"] for e in crate if e["@id"] in _ids(dataset["contributor"]))


def _ids(rows: list[dict[str, str]]) -> set[str]:
    return {row["@id"] for row in rows}


@published
def test_it_has_no_sentence_of_its_text(name: str, shared: Path) -> None:
    assert shared_with(datasets.archive(name), (shared / TEXTS[name]).read_text("utf-8")) == {}


def test_an_unknown_one_is_named() -> None:
    with pytest.raises(LookupError, match="no dataset 'peru-1879'"):
        datasets.archive("peru-1879")


def test_the_demo_unpacks_one_and_goes_on_with_it(
    example_space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    bundle(example_space, out, without_text=True)
    monkeypatch.setattr(datasets, "archive", lambda name: {"essay": out.getvalue()}[name])
    monkeypatch.chdir(tmp_path)
    space = _unpacked("essay", Path("regesta-demo"), None)
    assert space.root == Path("regesta-essay")
    assert space.documents() == []
    again = _unpacked("essay", Path("regesta-demo"), example_space.document("iran-1946") / "iran-1946.txt")
    assert again.documents() == ["iran-1946"]
    assert again.log.read_bytes() == example_space.log.read_bytes()
