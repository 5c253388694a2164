"""Files written whole or not at all, and where files may be written."""

from __future__ import annotations

import os
from pathlib import Path


def may_be_written(folder: Path) -> bool:
    """Whether files can be made in a folder, or the folder itself where it is not there yet: not on a
    read-only disk, nor where this user may not."""
    there = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    return os.access(there, os.W_OK)


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: a temporary file in the same folder, fsynced, then renamed over
    `path`."""
    import tempfile  # what only reads the store does without: a twentieth of its start

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
