"""The verdict log: one JSON line per verdict, appended under a lock and fsynced, never rewritten."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from regesta.extract.json_lines import parsed
from regesta.extract.locking import guarded, sync_folder
from regesta.extract.record import KINDS
from regesta.extract.record import from_dict as record_from_dict
from regesta.review import json_values
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
        return self.read_from(self.path.read_bytes()) if self.path.exists() else []

    def read_on(self, kinds: Container[str]) -> list[Verdict]:
        """What a replay of records of these kinds alone needs of the log: the verdicts on them, and every
        merge, split and withdrawal. Other lines are passed over unread."""
        if not self.path.exists():
            return []
        whole, newline, _torn = self.path.read_bytes().rpartition(b"\n")
        lines = [line for line in (whole + newline).splitlines(keepends=True) if _is_on(line, kinds)]
        try:
            return self.read_from(b"".join(lines), trusted=True)
        except (ValueError, TypeError, AttributeError, LookupError):
            return self.read()  # which names the line

    def read_from(self, data: bytes, *, trusted: bool = False) -> list[Verdict]:
        """The same of some whole lines of this log; `trusted` lines were read before, all of them, and are
        not looked through again."""
        if trusted:
            lines = [line for line in data.decode("utf-8").split("\n") if line.strip()]
            return union(map(from_dict, parsed(lines)))
        return union(self.parse(data))

    def parse(self, data: bytes) -> Iterator[Verdict]:
        """The verdicts of some whole lines of this log; a last line without its newline is left out."""
        whole, _, _torn = data.rpartition(b"\n")
        for number, line in enumerate(whole.split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                row = json_values.loads(line)
                verdict = from_dict(row)
                _refuse_mistyped(row, verdict)
            except (ValueError, TypeError, AttributeError, LookupError) as error:
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
                append_whole(handle, "".join(dumps(v) + "\n" for v in fresh).encode("utf-8"))
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


_PLAIN_OUTCOME = re.compile(rb'"outcome":"(?:accept|reject|edit|defer|comment|relink)"')
_JUDGED_KIND = re.compile(rb'"judged":\{"id":"[^"\\]*","kind":"([a-z]+)"')


def _is_on(line: bytes, kinds: Container[str]) -> bool:
    """Whether a line may be a verdict on a record of these kinds, or one that concerns others too. A line
    that was not written by this program is one that may."""
    judged = _JUDGED_KIND.search(line)
    return judged is None or judged[1].decode() in kinds or _PLAIN_OUTCOME.search(line) is None


#: What the system says when there is no room for more: the disk, the user's share of it, or what a file may
#: have is full.
NO_SPACE = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))


def append_whole(handle: BinaryIO, data: bytes) -> None:
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


#: The fields of a verdict that hold texts: looked at by themselves, since a log has many lines.
_TEXTS = tuple(
    f.name
    for f in fields(Verdict)
    if f.default == "" or f.name in ("id", "at", "reviewer", "outcome", "part")
)


def _refuse_mistyped(row: Mapping[str, Any], verdict: Verdict) -> None:
    """Errors: ValueError, TypeError or LookupError for what no program of ours logged: fields of another
    type, records that are none."""
    if not all(type(getattr(verdict, name)) is str for name in _TEXTS) or type(verdict.extra) is not dict:
        raise ValueError(json_values.mistyped(verdict))
    for name in ("withdraws", "pieces"):
        if not isinstance(row.get(name, []), list):
            raise ValueError(f"{name} is {row[name]!r}; it must be a list")
    if not all(isinstance(piece, Mapping) for piece in verdict.pieces):
        raise ValueError("pieces is no list of objects")
    if verdict.judged is not None and verdict.judged.get("kind") not in KINDS:
        raise ValueError(f"judged is of kind {verdict.judged.get('kind')!r}")
    for record in (verdict.edited, *(piece["record"] for piece in verdict.pieces)):
        _refuse_no_record(record)


def _refuse_no_record(record: Mapping[str, Any] | None) -> None:
    if record is not None and (wrong := json_values.mistyped(record_from_dict(record))):
        raise ValueError(wrong)


def _unique(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return list({v.id: v for v in verdicts}.values())


def union(*logs: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts of several logs as one, each once, by time and then id: what git merges of two workspaces
    should hold."""
    return sorted({v.id: v for log in logs for v in log}.values(), key=lambda v: (v.at, v.id))
