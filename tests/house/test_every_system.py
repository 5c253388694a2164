"""What is POSIX alone is not needed to import anything, and the manual says which limits hold where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from regesta.graph.serve.operating_system import LIMITS

#: Modules of Python that Windows does not have.
POSIX = ("fcntl", "resource", "pwd", "grp", "termios", "uvloop")

IMPORT_EVERYTHING = f"""
import importlib, pkgutil, sys

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {POSIX!r}:
            raise ModuleNotFoundError("No module named " + repr(name), name=name)

sys.meta_path.insert(0, Refused())
for name in {POSIX!r}:
    sys.modules.pop(name, None)
import portalocker  # its own import of fcntl is for POSIX only, and stands for msvcrt here
import regesta
seen = 0
for found in pkgutil.walk_packages(regesta.__path__, "regesta."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
        seen += 1
print(seen)
"""


def test_every_module_is_imported_without_what_is_posix_alone() -> None:
    before = "import portalocker, prometheus_client, multiprocessing.util, concurrent.futures.process, asyncio, uvicorn.config\n"
    run = subprocess.run(
        [sys.executable, "-c", before + IMPORT_EVERYTHING],
        capture_output=True,
        text=True,
        env=os.environ,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert int(run.stdout) > 250


def test_the_manual_says_which_limits_hold_where(root: Path) -> None:
    manual = (root / "docs" / "operations.md").read_text("utf-8")
    for limit, systems in LIMITS.items():
        assert f"| {limit} | {' | '.join(systems)} |" in manual, limit
