"""The verdict log held open: it knows what it has read, so an append costs one line and one fsync however
long the log is."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Sequence
from typing import BinaryIO

from regesta.review.log import Repair, VerdictLog, append_whole
from regesta.review.verdict import Verdict, dumps

_LOG = logging.getLogger("regesta.review")
#: Bytes before the place read up to that tell whether the log is still the one that was read.
_TAIL = 256


class LogFollower:
    """A log with its verdicts in memory. Other processes may append too: what they wrote is read before
    anything is added.

    Methods may be called from several threads. `verdicts` holds each verdict once, in the order they were
    heard of; what their order means is `state.in_order`. A log that was rewritten with more in it, as by `git
    pull`, is read again from its beginning.
    """

    def __init__(self, log: VerdictLog, on_read: Callable[[Verdict], None] | None = None) -> None:
        """`on_read` is called once for every verdict, in the order of the file, whoever wrote it."""
        self.log = log
        self.verdicts: list[Verdict] = []
        #: The time of the latest verdict, empty when there is none.
        self.last_at = ""
        #: Ids of verdicts that a withdrawal named before they were heard of.
        self.named_ahead: frozenset[str] = frozenset()
        #: What was done about a torn last line, None when there was none.
        self.repaired: Repair | None = None
        self._ids: set[str] = set()
        self._offset = 0
        self._tail = b""
        self._on_read = on_read
        self._guard = threading.RLock()
        if log.path.exists():
            self.repaired = log.repair()
            if self.repaired:
                _LOG.warning("%s", self.repaired)
        self.catch_up()

    def catch_up(self) -> int:
        """Read what was appended since the last look and return how many verdicts that was.

        Errors: LogShrank when verdicts that were read are in the log no more, as when it was restored from
        version control.
        """
        with self._guard:
            if not self.log.path.exists():
                return self._again(b"") if self._offset else 0
            with self.log.path.open("rb") as handle:
                size = handle.seek(0, os.SEEK_END)
                if size == self._offset and not self._rewritten(handle):
                    return 0
                if size < self._offset or self._rewritten(handle):
                    handle.seek(0)
                    return self._again(handle.read())
                handle.seek(self._offset)
                return self._take(handle.read())

    def append(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Append those that are not in the log yet and return them; on return they are on disk."""
        if not verdicts:
            return []
        with self._guard, self.log.locked() as handle:
            if torn := self.log.mend(handle):
                self.repaired = torn
                _LOG.warning("%s", torn)
            if self._rewritten(handle):
                handle.seek(0)
                self._again(handle.read())
            else:
                handle.seek(self._offset)
                self._take(handle.read())
            fresh = [v for v in {v.id: v for v in verdicts}.values() if v.id not in self._ids]
            if fresh:
                data = "".join(dumps(v) + "\n" for v in fresh).encode("utf-8")
                append_whole(handle, data)
                self._take(data)
            return fresh

    def _rewritten(self, handle: BinaryIO) -> bool:
        """Whether the bytes before the place read up to are others than they were."""
        handle.seek(self._offset - len(self._tail))
        return handle.read(len(self._tail)) != self._tail

    def _again(self, data: bytes) -> int:
        whole, newline, _ = data.rpartition(b"\n")
        lost = self._ids - {v.id for v in self.log.parse(whole + newline)}
        if lost:
            raise LogShrank(
                f"{self.log.path} has {len(lost)} verdicts less than were read from it; it was replaced "
                "while it was open. Start the review pages again."
            )
        self._offset = 0
        return self._take(data)

    def _take(self, data: bytes) -> int:
        whole, newline, _torn = data.rpartition(b"\n")
        lines = whole + newline
        fresh = [v for v in self.log.parse(lines) if v.id not in self._ids]
        self._offset += len(lines)
        self._tail = (self._tail + lines)[-_TAIL:]
        new = 0
        for verdict in fresh:
            if verdict.id in self._ids:
                continue
            new += 1
            self.verdicts.append(verdict)
            self._ids.add(verdict.id)
            self.last_at = max(self.last_at, verdict.at)
            if verdict.outcome == "withdraw":
                self.named_ahead |= set(verdict.withdraws) - self._ids
            if self._on_read is not None:
                self._on_read(verdict)
        return new


class LogShrank(Exception):
    """The log on disk has less in it than was read from it."""
