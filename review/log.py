"""The verdict log: one JSON line per verdict, appended under a lock and fsynced, never rewritten."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from regesta.extract.locking import guarded, sync_folder
from regesta.review.verdict import OUTCOMES, PARTS, Verdict, dumps, from_dict


class LogError(Exception):
    """A log that cannot be read; the message names the line, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about a torn last line: the bytes set aside, and the file they were put in."""

    torn: bytes
    kept_in: Path

    def __str__(self) -> str:
        return (
            f"the verdict log ended in a broken line of {len(self.torn):,} bytes, as when a writer is "
            f"killed; it was set aside in {self.kept_in}. "
            "Every whole verdict is kept; give the last one again if it is missing."
        )


@dataclass(frozen=True, slots=True)
class VerdictLog:
    """The log at `path`. Reading needs no lock; appending takes an exclusive one on the file itself."""

    path: Path

    def read(self) -> list[Verdict]:
        """Every verdict once, by time and then id, however the lines lie; an unfinished last line (a writer
        died in it) is left out.

        Errors: LogError for a line that is not a verdict, with its number.
        """
        return union(self.parse(self.path.read_bytes())) if self.path.exists() else []

    def parse(self, data: bytes) -> Iterator[Verdict]:
        """The verdicts of some whole lines of this log; a last line without its newline is left out."""
        whole, _, _torn = data.rpartition(b"\n")
        for number, line in enumerate(whole.split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                verdict = from_dict(row)
            except (ValueError, TypeError, AttributeError) as error:
                advice = (
                    "Nothing was changed. Take the line out or restore the file from version control, then "
                    "run again."
                )
                raise LogError(f"{self.path} line {number} is not a verdict ({error}). {advice}") from error
            if verdict.outcome not in OUTCOMES or verdict.part not in PARTS:
                legal = f"outcomes are {', '.join(OUTCOMES)}, parts {', '.join(PARTS)}"
                raise LogError(
                    f"{self.path} line {number} has outcome {verdict.outcome!r} on part {verdict.part!r}; "
                    f"{legal}."
                )
            yield verdict

    def append(self, verdicts: Sequence[Verdict]) -> int:
        """Append verdicts that are not in the log yet, all of them or none, and return how many; on return
        they are on disk.

        A torn last line is first set aside (see `repair`), so that a new verdict never joins a broken one.
        """
        if not verdicts:
            return 0
        with self.locked() as handle:
            self.mend(handle)
            handle.seek(0)
            present = {v.id for v in self.parse(handle.read())}
            fresh = _unique(v for v in verdicts if v.id not in present)
            if fresh:
                handle.seek(0, os.SEEK_END)
                handle.write("".join(dumps(v) + "\n" for v in fresh).encode("utf-8"))
                handle.flush()
                os.fsync(handle.fileno())
            return len(fresh)

    def repair(self) -> Repair | None:
        """Set an unfinished last line aside in `<log>.torn`, so that the log ends with a whole line; None
        when there was none."""
        if not self.path.exists():
            return None
        with self.locked() as handle:
            return self.mend(handle)

    def mend(self, handle: BinaryIO) -> Repair | None:
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
    def locked(self) -> Iterator[BinaryIO]:
        """The log open for reading and writing under its exclusive lock; made, and its folder synced, when
        missing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "r+b") as handle, guarded(self.path, handle):
            if new:
                sync_folder(self.path.parent)
            yield handle


def _unique(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return list({v.id: v for v in verdicts}.values())


def union(*logs: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts of several logs as one, each once, by time and then id: what git merges of two workspaces
    should hold."""
    return sorted({v.id: v for log in logs for v in log}.values(), key=lambda v: (v.at, v.id))
