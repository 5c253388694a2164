"""Exports on disk: whole or not at all, in a folder under a name of their own, tables unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph import export_file as module
from regesta.graph.build import build
from regesta.graph.export import BY_DOCUMENT, FORMATS, WIDENED, ExportError
from regesta.graph.export_file import SUFFIXES, export_file


@pytest.fixture
def built(space: Workspace) -> Workspace:
    build(space)
    return space


def test_every_format_has_a_name_of_its_own() -> None:
    assert set(SUFFIXES) == set(FORMATS)
    assert len(set(SUFFIXES.values())) == len(SUFFIXES)
    assert set(BY_DOCUMENT) | set(WIDENED) <= set(FORMATS)


def test_a_file_in_a_folder_is_named_after_the_workspace(built: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert export_file(built, "turtle", folder) == folder / "w.ttl"
    assert [p.name for p in folder.iterdir()] == ["w.ttl"]


def test_missing_folders_are_made(built: Workspace, tmp_path: Path) -> None:
    written = export_file(built, "ntriples", tmp_path / "a" / "b" / "graph.nt")
    assert written.read_bytes().count(b"\n") > 100


@pytest.mark.parametrize("form", ["trig", "csvw"])
def test_an_export_that_fails_leaves_the_old_one(
    built: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    target = tmp_path / "given"
    export_file(built, form, target)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and built.root not in p.parents}

    def broken(*args: object, **kwargs: object) -> None:
        args[2].write(b"half")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "export", broken)
    with pytest.raises(OSError, match="No space"):
        export_file(built, form, target)
    assert {
        p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and built.root not in p.parents
    } == before


def test_tables_are_a_folder_or_an_archive(built: Workspace, tmp_path: Path) -> None:
    folder, archive = (
        export_file(built, "csvw", tmp_path / "tables"),
        export_file(built, "csvw", tmp_path / "tables.zip"),
    )
    with zipfile.ZipFile(archive) as packed:
        assert {n: packed.read(n) for n in packed.namelist()} == {
            p.name: p.read_bytes() for p in folder.iterdir()
        }
    (folder / "claims.csv").write_text("old")
    assert export_file(built, "csvw", folder) == folder
    assert (folder / "claims.csv").read_text("utf-8-sig").startswith("id,holders")


def test_a_folder_with_other_things_in_it_is_left_alone(built: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")
    assert export_file(built, "csvw", folder) == folder / "w.csvw"
    (folder / "w.csvw" / "notes.ods").write_text("mine")
    with pytest.raises(ExportError, match="holds other things"):
        export_file(built, "csvw", folder)
    assert (folder / "letter.txt").read_text() == "dear"
    assert sorted(p.name for p in folder.iterdir()) == ["letter.txt", "w.csvw"]


def test_a_place_that_cannot_be_written_says_so(built: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="Name another place"):
        export_file(built, "turtle", tmp_path / "file" / "graph.ttl")


def test_options_that_would_do_nothing_are_refused(built: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="whole graph"):
        export_file(built, "trig", tmp_path / "x", document="page")
    with pytest.raises(ExportError, match="accepted"):
        export_file(built, "csvw", tmp_path / "x", everything=True)
    assert not (tmp_path / "x").exists()
