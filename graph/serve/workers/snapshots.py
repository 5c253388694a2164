"""Which snapshot is current: the pointer file a build replaces atomically, read before every query."""

from __future__ import annotations

import os
from pathlib import Path

from regesta.graph.store import POINTER, Snapshot, current


class Snapshots:
    """Reads the pointer; a stat per call, the file only when it changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = str(folder / POINTER)
        self._seen: tuple[int, int, int] | None = None
        self._current: Snapshot | None = None

    @property
    def seen(self) -> Snapshot | None:
        """The snapshot of the last look at the pointer."""
        return self._current

    def current(self) -> Snapshot | None:
        """The snapshot to read now, None when nothing was built yet."""
        try:
            found = os.stat(self._pointer)
        except FileNotFoundError:
            return None
        except OSError:
            return self._current
        mark = (found.st_mtime_ns, found.st_ino, found.st_size)
        if mark != self._seen:
            fresh = current(self.folder)
            self._seen = mark
            if fresh is not None:  # else its folder is gone: go on with the one we have
                self._current = fresh
        return self._current


__all__ = ["Snapshot", "Snapshots"]
