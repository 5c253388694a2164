"""Which generation is current, whatever somebody wrote into the pointer."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from regesta.graph.store import POINTER, current, publish, writing
from regesta.graph.store.embedded import EmbeddedStore


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
