"""A generation is read where no lease can be taken: from a folder that may not be written, from a file system
without locks."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from regesta.graph.store import publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.leases import Leased
from regesta.graph.store.snapshots import current, lease, prune

QUAD = Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("o"))


@pytest.fixture
def snapshots(tmp_path: Path) -> Path:
    """Two generations."""
    for name in ("one", "two"):
        store = EmbeddedStore.open(tmp_path / name)
        store.add([QUAD])
        store.flush()
        with writing(tmp_path / "snapshots"):
            publish(tmp_path / "snapshots", store)
    return tmp_path / "snapshots"


@pytest.fixture
def read_only(snapshots: Path) -> Iterator[Path]:
    """The same folder where nothing can be written, even by root."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root on Linux to mount a folder read-only")
    place = snapshots.with_name("read-only")
    place.mkdir()
    for options in ("bind", "remount,ro,bind"):
        made = subprocess.run(["mount", "-o", options, str(snapshots), str(place)], check=False)
        if made.returncode:
            pytest.skip("this system mounts nothing")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def read(snapshots: Path) -> list[Quad]:
    found = current(snapshots)
    assert found is not None
    leased = Leased()
    try:
        return list(leased.open(str(found.path)))
    finally:
        leased.close()


def test_a_folder_that_may_not_be_written_is_read(read_only: Path) -> None:
    for left in read_only.glob("*.lease"):
        assert left.exists()
    assert read(read_only) == [QUAD]
    with lease(read_only) as found:
        assert list(found.open()) == [QUAD]


@pytest.mark.skipif(sys.platform == "win32", reason="locks are portalocker's there")
def test_a_file_system_without_locks_is_read(snapshots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As NFS without its lock daemon answers."""

    def unlocked(handle: Any, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", unlocked)
    assert read(snapshots) == [QUAD]
    with lease(snapshots) as found:
        assert list(found.open()) == [QUAD]


def test_elsewhere_a_lease_keeps_what_is_read(snapshots: Path) -> None:
    old = snapshots / "000001"
    leased = Leased()
    leased.open(str(old))
    prune(snapshots, keep=1)
    assert old.is_dir()
    leased.close()
    prune(snapshots, keep=1)
    assert not old.exists()
