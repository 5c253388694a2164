"""The command line as somebody without a terminal or a display starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def command_line(root: Path) -> Callable[..., tuple[int, str]]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {k: v for k, v in os.environ.items() if k not in hidden} | {"PYTHONPATH": str(root / "src")}

    def run(*words: str) -> tuple[int, str]:
        ran = subprocess.run(
            [sys.executable, "-m", "regesta", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr

    return run
