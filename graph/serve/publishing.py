"""How a new generation comes to be served: built in a folder of its own under a lock, then named by the pointer in one step."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from regesta.extract.workspace import write_atomic
from regesta.graph.serve.snapshot import POINTER

#: So many generations stay on disk, so that queries that run on an old one finish.
KEPT = 3


@dataclass(frozen=True, slots=True)
class Place:
    """The snapshots folder while its lock is held."""

    folder: Path

    def fresh(self) -> Path:
        """The folder of the next generation, not made yet; what a dead writer left there is removed."""
        numbers = [int(p.name) for p in self.folder.iterdir() if p.is_dir() and p.name.isdigit()]
        target = self.folder / f".next-{max(numbers, default=0) + 1:06d}"
        shutil.rmtree(target, ignore_errors=True)
        return target

    def publish(self, target: Path) -> str:
        """Make the folder the current generation, and drop the oldest ones."""
        final = self.folder / target.name.removeprefix(".next-")
        os.replace(target, final)
        write_atomic(self.folder / POINTER, f"{final.name}\n".encode())
        old = sorted(p for p in self.folder.iterdir() if p.is_dir() and p.name.isdigit())
        for folder in old[:-KEPT]:
            shutil.rmtree(folder, ignore_errors=True)
        return final.name


@contextlib.asynccontextmanager
async def publishing(folder: Path) -> AsyncIterator[Place]:
    """Hold the writers' lock of a snapshots folder; waits for another writer without blocking the event loop."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "a", encoding="utf-8") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(0.02)
        yield Place(folder)
