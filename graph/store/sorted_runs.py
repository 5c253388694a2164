"""Lines sorted on disk: runs that fit into memory, merged when they are read, so that memory does not grow
with their number."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

#: Bytes of lines that are sorted in memory at once.
_RUN = 48 << 20
#: So many runs are read side by side; more are first merged into fewer, since a process may open some 1,000
#: files.
_SIDE_BY_SIDE = 200
_BUFFER = 1 << 16


class SortedRuns:
    """Lines (each with its newline) that are put in as they come, and read in order; a line that was put in
    twice comes twice."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._runs: list[Path] = []
        self._made = 0
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, lines: Iterable[bytes]) -> None:
        """Put lines in."""
        for line in lines:
            self._waiting.append(line)
            self._size += len(line)
            if self._size > _RUN:
                self._settle()

    def __iter__(self) -> Iterator[bytes]:
        self._settle()
        while len(self._runs) > _SIDE_BY_SIDE:
            some = self._runs[:_SIDE_BY_SIDE]
            self._write(_merged(some))
            del self._runs[:_SIDE_BY_SIDE]
            for path in some:
                path.unlink()
        return _merged(self._runs)

    def clear(self) -> None:
        """Forget all lines, and what they take on disk: what is read already need not stay beside it."""
        for path in self._runs:
            path.unlink()
        self._runs, self._waiting, self._size = [], [], 0

    def _settle(self) -> None:
        """Write what waits as a run."""
        if self._waiting:
            self._waiting.sort()
            self._write(self._waiting)
            self._waiting, self._size = [], 0

    def _write(self, lines: Iterable[bytes]) -> None:
        path = self._folder / f"{self._name}-{self._made}"
        self._made += 1
        with path.open("wb", _BUFFER) as out:
            out.writelines(lines)
        self._runs.append(path)


def _merged(runs: Iterable[Path]) -> Iterator[bytes]:
    with ExitStack() as opened:
        yield from heapq.merge(*(opened.enter_context(path.open("rb", _BUFFER)) for path in runs))


def counted(lines: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Each of some sorted lines once, with how often it is there."""
    last, times = b"", 0
    for line in lines:
        if line == last:
            times += 1
            continue
        if times:
            yield last, times
        last, times = line, 1
    if times:
        yield last, times


def without(lines: Iterable[bytes], others: Iterable[bytes]) -> Iterator[bytes]:
    """The sorted lines that are not among the others, which are sorted too."""
    rest = iter(others)
    other = next(rest, None)
    for line in lines:
        while other is not None and other < line:
            other = next(rest, None)
        if line != other:
            yield line


__all__ = ["SortedRuns", "counted", "without"]
