"""Locks hold between processes, and a process that dies lets go."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regesta.extract.locking import Locked, guarded, lock

HOLD = """
import sys
from regesta.extract.locking import lock
handle = open(sys.argv[1], "a")
lock(handle, shared=sys.argv[2] == "shared")
print("held", flush=True)
sys.stdin.read()
"""


def holder(file: Path, how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize(
    ("theirs", "ours", "together"),
    [
        ("shared", True, True),
        ("shared", False, False),
        ("exclusive", True, False),
        ("exclusive", False, False),
    ],
)
def test_sharers_share_and_nobody_else(tmp_path: Path, theirs: str, ours: bool, together: bool) -> None:
    file = tmp_path / "lock"
    other = holder(file, theirs)
    try:
        with file.open("a") as handle:
            if together:
                lock(handle, shared=ours, wait=False)
            else:
                with pytest.raises(Locked):
                    lock(handle, shared=ours, wait=False)
    finally:
        other.kill()
        other.wait(10)
    with file.open("a") as handle:
        lock(handle, wait=False)  # its holder died


def test_a_guarded_file_is_read_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("a line\n")
    with file.open("r+") as handle, guarded(file, handle):
        assert file.read_text() == "a line\n"
        with file.open("a") as other, pytest.raises(Locked):
            lock(other, wait=False)
