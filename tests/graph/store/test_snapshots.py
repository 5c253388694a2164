"""Which generation is current, whatever somebody wrote into the pointer."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from regesta.graph.store import POINTER, current, publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.snapshots import Loading
from regesta.graph.store.syntax import serialise


@pytest.fixture
def snapshots(tmp_path: Path) -> Path:
    """A folder with two generations."""
    store = EmbeddedStore.open(tmp_path / "store")
    with writing(tmp_path / "snapshots"):
        publish(tmp_path / "snapshots", store)
        publish(tmp_path / "snapshots", store)
    return tmp_path / "snapshots"


@pytest.mark.parametrize(
    "garbage",
    [b"", b"\xff", b"\xff" * 100_000, b"../../etc", b"000001/../..", "٠٠٠٠٠١".encode(), b"0" * 5000, b"1\n2"],
)
def test_garbage_in_the_pointer_means_the_last_whole_generation(
    snapshots: Path, garbage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (snapshots / POINTER).write_bytes(garbage)
    (snapshots / "000003").mkdir()  # no store
    with caplog.at_level(logging.WARNING, "regesta.store"):
        found = current(snapshots)
    assert found is not None
    assert found.generation == "000002"
    assert "which is no name of a generation; 000002" in caplog.text


def test_what_a_killed_writer_left_is_deleted_and_what_a_server_writes_is_not(snapshots: Path) -> None:
    torn = [".000003.sha256.x1.part", f".{POINTER}.x2.part", ".000002.kept.json.x3.part"]
    other = [".search-x4.part", ".next.nq.part"]
    for name in (*torn, *other):
        (snapshots / name).touch()
    (snapshots / ".000003.part").mkdir()
    with writing(snapshots):
        publish(snapshots, EmbeddedStore.open(snapshots.parent / "another"))
    assert {p.name for p in snapshots.glob(".*.part")} == set(other)


def test_a_pointer_that_is_a_folder(snapshots: Path) -> None:
    (snapshots / POINTER).unlink()
    (snapshots / POINTER).mkdir()
    found = current(snapshots)
    assert found is not None
    assert found.generation == "000002"


def test_a_generation_that_was_deleted_is_none(snapshots: Path) -> None:
    (snapshots / POINTER).write_text("000009\n")
    assert current(snapshots) is None


def test_without_generations_there_is_none(tmp_path: Path) -> None:
    (tmp_path / POINTER).write_bytes(b"\xff")
    assert current(tmp_path) is None


def test_a_store_is_filled_while_its_content_is_made(tmp_path: Path) -> None:
    """What was taken before and what comes last; blank nodes keep their labels; leaving early leaves nothing."""
    lines = [
        b'_:first <http://a/p> "x" .\n',
        b'<http://a/s> <http://a/p> "y" .\n',
        b"<http://a/s> <http://a/p> _:first .\n",
        b'<http://a/s> <http://a/p> "not a _: blank node" <http://a/g> .\n',
    ]
    place = tmp_path / "store"
    with Loading(place) as loading:
        loading.take(b"<http://a/s> <http://a/p> <http://a/forgotten> .\n")
        loading.forget()
        loading.take(b"".join(lines[:2]))
        made = loading.whole(b"".join(lines[2:]))
    assert sorted(serialise(made.quads(), "nquads").splitlines(keepends=True)) == sorted(lines)
    made.close()
    with Loading(tmp_path / "other") as loading:
        loading.take(lines[1])
    assert [p.name for p in tmp_path.iterdir()] == ["store"]
    with Loading(tmp_path / "other") as loading:
        loading.take(b"no quad at all\n")
        with pytest.raises(SyntaxError):
            loading.whole(b"")
