"""Which snapshot is current: the pointer file a build replaces atomically, read before every query."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

#: The file in the snapshots folder that holds the current generation's folder name.
POINTER = "CURRENT"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published generation: its name and the folder of its store."""

    name: str
    path: Path


class Snapshots:
    """Reads the pointer; a stat per call, the file only when it changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = str(folder / POINTER)
        self._seen: tuple[int, int, int] | None = None
        self._current: Snapshot | None = None

    def current(self) -> Snapshot | None:
        """The snapshot to read now, None when nothing was built yet."""
        try:
            found = os.stat(self._pointer)
        except FileNotFoundError:
            return None
        mark = (found.st_mtime_ns, found.st_ino, found.st_size)
        if mark != self._seen:
            name = Path(self._pointer).read_text("utf-8").strip()
            path = self.folder / name
            if not name or not path.is_dir():
                return self._current
            self._seen, self._current = mark, Snapshot(name, path)
        return self._current
