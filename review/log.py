"""The verdict log as a file: a JSON line per verdict, appended under a lock and fsynced, never rewritten."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

from regesta.extract.locking import guarded, sync_folder
from regesta.review.log_interface import Deciding, Lines, Log, Place, Repair
from regesta.review.verdict import Verdict, dumps
from regesta.review.verdict_lines import LogError, union


@dataclass(frozen=True, slots=True)
class VerdictLog(Log):
    """The log at `path`. Reading needs no lock; appending takes an exclusive one on the file itself."""

    path: Path
    unit: ClassVar[str] = "line"
    advice: ClassVar[str] = "Take the line out or restore the file from version control, then run again."

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self.path)

    def since(self, place: Place) -> Lines:
        """The whole lines behind a place; all of them where the file was rewritten, as by `git pull`."""
        if not self.path.exists():
            return Lines(b"", again=place.offset > 0)
        with self.path.open("rb") as handle:
            return _since(handle, place)

    def file(self, copy: Path) -> Path:
        """The log itself, where it was begun."""
        return self.path

    def decide(self, act: Deciding) -> list[Verdict]:
        """See `Log.decide`. A torn last line is first set aside (see `repair`), so that a new verdict never
        joins a broken one."""
        with self._locked() as handle:
            given = list(act(_Held(self, handle, self._mend(handle))))
            if given:
                _append_whole(handle, "".join(dumps(v) + "\n" for v in given).encode("utf-8"))
            return given

    def repair(self) -> Repair | None:
        """Set an unfinished last line aside in `<log>.torn`, so that the log ends with a whole line; None
        when there was none."""
        if not self.path.exists():
            return None
        with self._locked() as handle:
            return self._mend(handle)

    def _mend(self, handle: BinaryIO) -> Repair | None:
        """`repair`, for a caller that holds the lock."""
        size = handle.seek(0, os.SEEK_END)
        if size == 0:
            return None
        handle.seek(size - 1)
        if handle.read(1) == b"\n":
            return None
        handle.seek(0)
        whole, newline, torn = handle.read().rpartition(b"\n")
        aside = self.path.with_name(self.path.name + ".torn")
        with aside.open("ab") as out:
            out.write(torn + b"\n")
            out.flush()
            os.fsync(out.fileno())
        handle.truncate(len(whole) + len(newline))
        handle.flush()
        os.fsync(handle.fileno())
        return Repair(torn, aside)

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        """The log open for reading and writing under its exclusive lock; made, and its folder synced, when
        missing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "r+b") as handle, guarded(self.path, handle):
            if new:
                sync_folder(self.path.parent)
            yield handle


@dataclass(frozen=True, slots=True)
class _Held:
    """The file while its lock is held."""

    log: VerdictLog
    handle: BinaryIO
    repaired: Repair | None

    def since(self, place: Place) -> Lines:
        return _since(self.handle, place)

    def present(self, ids: Collection[str]) -> Container[str]:
        self.handle.seek(0)
        return {v.id for v in self.log.parse(self.handle.read())}


def _since(handle: BinaryIO, place: Place) -> Lines:
    """The whole lines of an open file behind a place."""
    handle.seek(place.offset - len(place.tail))
    again = handle.read(len(place.tail)) != place.tail
    handle.seek(0 if again else place.offset)
    data = handle.read()
    return Lines(data[: data.rfind(b"\n") + 1], again)


#: What the system says when there is no room for more: the disk, the user's share of it, or what a file may
#: have is full.
NO_SPACE = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))


def _append_whole(handle: BinaryIO, data: bytes) -> None:
    """Append whole lines; on return they are on disk, and after an error (OSError) nothing of them is."""
    end = handle.seek(0, os.SEEK_END)
    try:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    except OSError:
        os.ftruncate(handle.fileno(), end)
        handle.seek(end)
        raise


__all__ = ["NO_SPACE", "LogError", "Repair", "VerdictLog", "union"]
