"""The verdict log held open: it knows what it has read, so an append costs one line and one fsync however long the log is."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence

from regesta.review.log import VerdictLog
from regesta.review.verdict import Verdict, dumps


class LiveLog:
    """A log with its verdicts in memory. Other processes may append too: what they wrote is read before anything is added.

    Methods may be called from several threads; the order of the file is the order of `verdicts`.
    """

    def __init__(self, log: VerdictLog, on_read: Callable[[Verdict], None] | None = None) -> None:
        """`on_read` is called once for every verdict, in log order, whoever wrote it."""
        self.log = log
        self.verdicts: list[Verdict] = []
        self._ids: set[str] = set()
        self._offset = 0
        self._on_read = on_read
        self._guard = threading.RLock()
        self.catch_up()

    def catch_up(self) -> int:
        """Read what was appended since the last look and return how many verdicts that was.

        Errors: LogShrank when the log became shorter, as when it was restored from version control.
        """
        with self._guard:
            size = self.log.path.stat().st_size if self.log.path.exists() else 0
            if size < self._offset:
                raise LogShrank(f"{self.log.path} is shorter than it was; it was replaced while it was open. Start the review pages again.")
            return self._take(self._new_bytes()) if size > self._offset else 0

    def append(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Append those that are not in the log yet and return them; on return they are on disk."""
        if not verdicts:
            return []
        with self._guard, self.log.locked() as handle:
            self.log.mend(handle)
            handle.seek(self._offset)
            self._take(handle.read())
            fresh = [v for v in {v.id: v for v in verdicts}.values() if v.id not in self._ids]
            if fresh:
                data = "".join(dumps(v) + "\n" for v in fresh).encode("utf-8")
                handle.seek(0, os.SEEK_END)
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
                self._take(data)
            return fresh

    def _new_bytes(self) -> bytes:
        with self.log.path.open("rb") as handle:
            handle.seek(self._offset)
            return handle.read()

    def _take(self, data: bytes) -> int:
        whole, newline, _torn = data.rpartition(b"\n")
        fresh = list(self.log.parse(whole + newline))
        self._offset += len(whole) + len(newline)
        for verdict in fresh:
            self.verdicts.append(verdict)
            self._ids.add(verdict.id)
            if self._on_read is not None:
                self._on_read(verdict)
        return len(fresh)


class LogShrank(Exception):
    """The log on disk has less in it than was read from it."""
