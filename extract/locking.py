"""Locks between processes, and what is on disk for good: the same on every system."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

#: What the system says when a file may not be written: by anybody, or by this user.
UNWRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)


class Locked(Exception):
    """Another process holds the lock."""


def lock(handle: IO[Any], *, shared: bool = False, wait: bool = True) -> None:
    """Lock an open file until it is closed: against everybody, or `shared` with other sharers. A process that
    dies lets go.

    Errors: Locked when it is held and `wait` is false.
    """
    if sys.platform == "win32":
        _lock_on_windows(handle, shared, wait)
        return
    import fcntl

    flags = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, flags if wait else flags | fcntl.LOCK_NB)
    except OSError as error:
        raise Locked(str(error)) from error


def _lock_on_windows(handle: IO[Any], shared: bool, wait: bool) -> None:
    import portalocker  # elsewhere a query need not wait for its import: a tenth of its time

    flags = portalocker.LOCK_SH if shared else portalocker.LOCK_EX
    try:
        portalocker.lock(handle, flags if wait else flags | portalocker.LOCK_NB)
    except portalocker.LockException as error:
        raise Locked(str(error)) from error


def shared_where_possible(path: Path | str) -> IO[str] | None:
    """A file made and locked with other sharers, None where its folder may not be written or its file system
    (a network's) knows no locks: a reader then goes on without.

    Errors: OSError where the folder is not there.
    """
    try:
        handle = open(path, "a", encoding="utf-8")  # noqa: SIM115 - the caller closes it
    except OSError as error:
        if error.errno in UNWRITABLE:
            return None
        raise
    try:
        lock(handle, shared=True)
    except Locked:
        handle.close()
        return None
    return handle


@contextmanager
def guarded(path: Path, handle: IO[Any]) -> Iterator[None]:
    """Hold the exclusive lock of a file that others may read meanwhile; `handle` is open on it.

    On Windows a lock keeps others from reading, so there `<name>.lock` beside the file is locked in its
    place.
    """
    if sys.platform != "win32":
        lock(handle)
        yield
        return
    with path.with_name(path.name + ".lock").open("a") as beside:
        lock(beside)
        yield


def sync_folder(folder: Path) -> None:
    """See that the names in a folder are on disk. Windows needs no such call and has none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


__all__ = ["UNWRITABLE", "Locked", "guarded", "lock", "shared_where_possible", "sync_folder"]
