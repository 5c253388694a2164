"""Documents of any name are added whole or not at all, and read again as they were."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regesta.extract import documents
from regesta.extract.documents import METADATA, REPORT, TEXT, add, kept_name, load
from regesta.extract.read import ReadingError
from regesta.extract.workspace import Workspace, WorkspaceError, create

ESSAY = "The Café\n\nThe minister met the envoy at the café in Bern in 1921.1\n\n1 Report, p. 3.\n"


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return create(tmp_path / "w")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("text.txt", "cp1252"),
        ("text.txt", "utf-8-sig"),
        ("TEXT.TXT", "cp1252"),
        ("metadata.json", "utf-8"),
        ("Metadata.json.txt", "utf-8"),
        ("reading.json", "utf-8"),
        ("x" * 245 + ".txt", "utf-8"),
        ("字" * 80 + ".txt", "utf-8"),
        (".txt", "utf-8"),
        ("-rf .txt", "utf-8"),
        ("a\nb.txt", "utf-8"),
        ("con:1.md", "utf-8"),
        ("source.txt", "utf-8"),
    ],
)
def test_a_file_of_any_name_is_kept_and_read_again(
    space: Workspace, tmp_path: Path, name: str, encoding: str
) -> None:
    data = ESSAY.encode(encoding)
    (tmp_path / name).write_bytes(data)
    added = add(space, tmp_path / name, document_id="d")
    again = load(space, "d")
    folder = space.document("d")
    assert again.text == added.text == space.text("d")
    assert not added.text.startswith("\ufeff")
    metadata = json.loads((folder / METADATA).read_text("utf-8"))
    assert metadata["source_name"] == name
    assert (folder / metadata["source_file"]).read_bytes() == data
    assert {p.name for p in folder.iterdir()} == {TEXT, METADATA, REPORT, metadata["source_file"]}
    assert space.documents() == ["d"]
    add(space, tmp_path / name, document_id="d")  # the same again changes nothing
    assert load(space, "d").text == added.text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
def test_a_name_of_bad_bytes(space: Workspace, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xff\xfe.txt")
    path.write_bytes(ESSAY.encode())
    added = add(space, path, document_id="d")
    assert load(space, "d").text == added.text
    assert space.metadata("d")["source_name"] == "caf\ufffd\ufffd.txt"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX's")
def test_a_pipe_is_refused_at_once(space: Workspace, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", Path("/dev/zero")):
        with pytest.raises(ReadingError, match="is no file"):
            add(space, path)
    assert space.documents() == []


def test_a_document_added_in_part_keeps_nobody_from_the_others(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ESSAY)
    add(space, tmp_path / "a.txt")
    space.document("half").mkdir()
    (space.document("half") / TEXT).write_text("torn")
    assert space.documents() == ["a"]
    with pytest.raises(WorkspaceError, match=r"no document 'half'.*: a\."):
        load(space, "half")
    (tmp_path / "half.txt").write_text(ESSAY)
    add(space, tmp_path / "half.txt")
    assert space.documents() == ["a", "half"]
    assert load(space, "half").text == ESSAY


def test_a_disk_that_fills_up_leaves_nothing(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(ESSAY)
    real = documents.write_atomic

    def full(path: Path, data: bytes) -> None:
        if path.name == TEXT:
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(documents, "write_atomic", full)
    with pytest.raises(OSError, match="No space"):
        add(space, tmp_path / "a.txt")
    assert list((space.root / "documents").iterdir()) == []


ADDING = """
import os, signal, sys
from pathlib import Path
from regesta.extract import documents
from regesta.extract.workspace import open_workspace
real, left = documents.write_atomic, int(sys.argv[3])
def dying(path, data):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    real(path, data)
documents.write_atomic = dying
documents.add(open_workspace(Path(sys.argv[1])), Path(sys.argv[2]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")
@pytest.mark.parametrize("written", [0, 1, 2])
def test_an_add_that_is_killed_leaves_no_document(space: Workspace, tmp_path: Path, written: int) -> None:
    (tmp_path / "a.txt").write_text(ESSAY)
    done = subprocess.run(
        [sys.executable, "-c", ADDING, str(space.root), str(tmp_path / "a.txt"), str(written)], check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert space.documents() == []
    left = list((space.root / "documents").iterdir())
    assert len(left) == 1
    os.utime(left[0], (time.time() - 7200,) * 2)
    add(space, tmp_path / "a.txt")
    assert [p.name for p in (space.root / "documents").iterdir()] == ["a"]  # what was left is swept away


@pytest.mark.parametrize(
    ("told", "says"), [("{", "not the JSON object"), ("[1]", "not the JSON object"), ('{"id": "a"}', "lacks")]
)
def test_metadata_edited_by_hand_are_told_in_words(
    space: Workspace, tmp_path: Path, told: str, says: str
) -> None:
    (tmp_path / "a.txt").write_text(ESSAY)
    add(space, tmp_path / "a.txt")
    (space.document("a") / METADATA).write_text(told)
    with pytest.raises(WorkspaceError, match=says):
        load(space, "a")


def test_a_workspace_of_before_keeps_its_names(space: Workspace, tmp_path: Path) -> None:
    """Metadata that name no `source_file` mean the file of the name it was given."""
    (tmp_path / "a.txt").write_text(ESSAY)
    add(space, tmp_path / "a.txt")
    metadata = space.metadata("a")
    del metadata["source_file"]
    (space.document("a") / METADATA).write_text(json.dumps(metadata))
    assert load(space, "a").text == ESSAY


def test_names_are_kept_where_they_can_be() -> None:
    assert kept_name("Kim 2019 (final).pdf") == "Kim 2019 (final).pdf"
    assert kept_name("text.txt") == "source.txt"
    assert kept_name("a/b") == "source"
