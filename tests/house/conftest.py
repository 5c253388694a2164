"""What the tests of the house share: the command line, typed in this process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.cli import main
from regesta.commands import console


@pytest.fixture
def regesta(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Types a command, in this process: importing it all anew takes a second each time."""
    for name in [k for k in os.environ if k.startswith("REGESTA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("REGESTA_REVIEWER", "Test Reviewer")
    monkeypatch.chdir(tmp_path)
    for screen in (console.out, console.err):
        monkeypatch.setattr(screen, "_width", 200)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["regesta", *words])
        capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        finally:
            gc.enable()  # commands that answer once turn it off
        return subprocess.CompletedProcess(words, int(str(code or 0)), *capsys.readouterr())

    return run
