"""Where what is derived from a generation lies: beside its folder, or, where nothing may be written there, in
a temporary folder of this user's."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from regesta.extract.whole_files import may_be_written
from regesta.graph.store.snapshots import StoreError


class NowhereToWrite(StoreError):
    """Neither beside the generation nor in the temporary folder; the message says why."""


def beside(path: str, ending: str) -> Path:
    """The place of what is derived from the store at `path` and ends with `ending`.

    Errors: NowhereToWrite where the temporary folder is somebody else's.
    """
    near = Path(path + ending)
    if near.exists() or may_be_written(near.parent):
        return near
    whole = os.stat(Path(path, "CURRENT"))
    store = f"{Path(path).resolve()} {whole.st_ino} {whole.st_mtime_ns}"
    return _own_folder() / (hashlib.sha256(store.encode()).hexdigest()[:24] + ending)


def _own_folder() -> Path:
    """A temporary folder that only this user may read. Errors: NowhereToWrite when somebody else made it."""
    user = os.getuid() if hasattr(os, "getuid") else 0  # Windows gives every user a temporary folder
    folder = Path(tempfile.gettempdir()) / f"regesta-{user}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    told = folder.lstat()
    if hasattr(os, "getuid") and (told.st_uid != user or not stat.S_ISDIR(told.st_mode)):
        raise NowhereToWrite(
            f"nothing may be written beside the graph, and {folder} is somebody else's. "
            "Name another folder in $TMPDIR."
        )
    return folder


__all__ = ["NowhereToWrite", "beside"]
