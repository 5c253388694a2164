"""What is done when a new generation appears: its text index is made in a process of its own, so that no
query waits for it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import suppress

from regesta.graph.serve.search.hits import SearchError
from regesta.graph.serve.search.index import place_of_index
from regesta.graph.serve.workers.snapshots import Snapshots

_EVERY = 1.0


async def keep_warm(snapshots: Snapshots) -> None:
    """Watch for generations until cancelled; a process that is making an index then is ended."""
    seen = ""
    while True:
        snapshot = snapshots.current()
        if snapshot is not None and snapshot.generation != seen:
            seen = snapshot.generation
            with suppress(SearchError, OSError):  # who searches is told
                if not place_of_index(str(snapshot.path)).exists():
                    await _index(str(snapshot.path))
        await asyncio.sleep(_EVERY)


async def _index(path: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "regesta.graph.serve.search.index",
        path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
