"""A generation made from the one before it by what differs, so that a verdict costs what it changes and not
the whole graph.

    snapshots/000007.nq    the quads generation 7 was built from, sorted N-Quads: what the next is compared with

A generation published by something else than a build (an update, an import) has no such file; the build after
it loads everything.
"""  # noqa: E501

from __future__ import annotations

import hashlib
import mmap
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from regesta.graph.rdf import NamedNode
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.snapshots import KEPT, LINES, Snapshot, generations, replaced
from regesta.graph.store.syntax import parse

#: Above this share of quads that differ everything is loaded into an empty store. A quad taken out or put in
#: costs 22 µs, one loaded and compacted 11 (benchmarks/publishing.py), so single quads pay up to a half; a
#: store loaded whole is compact, hence somewhat below.
MOST = 0.3


def load_difference(store: Path, served: Snapshot | None, lines: Sequence[bytes]) -> EmbeddedStore | None:
    """The store at `store` replaced by the served generation with what differs changed; None where there is
    too much of it, or nothing to compare with.

    `lines` are all quads of the new generation but imported graphs, each an N-Quads line; imported graphs
    stay as they are served. The caller holds the writer's lock.
    """
    known = lines_of(served) if served else None
    if served is None or known is None or not known.is_file():
        return None
    new = set(lines)
    old = set(known.read_bytes().splitlines(keepends=True))
    gone, come = sorted(old - new), sorted(new - old)
    if len(gone) + len(come) > MOST * max(len(new), 1):
        return None
    draft = drafted(store, served)
    opened = EmbeddedStore.open(draft)
    change(opened, gone, come)
    opened.close()  # so that the folder can be renamed
    return replaced(store, draft)


def lines_of(served: Snapshot) -> Path:
    """The file of the quads a generation was built from; not every generation has it."""
    return served.path.with_name(f"{served.generation}{LINES}")


def drafted(store: Path, served: Snapshot) -> Path:
    """A copy of the served generation beside the store, to be changed and then put in its place."""
    draft = store.with_name(store.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    served.open().backup(draft)
    return draft


def change(draft: EmbeddedStore, gone: Sequence[bytes], come: Sequence[bytes]) -> None:
    """Take quads out of a store and put others in; graphs left empty go, as a store loaded afresh has
    none."""
    touched = set()
    for quad in parse(b"".join(gone), "nquads"):
        draft.remove((quad,))
        touched.add(quad.graph_name)
    draft.add(parse(b"".join(come), "nquads"))
    for graph in touched:
        if isinstance(graph, NamedNode) and next(draft.quads(graph=graph), None) is None:
            draft.delete(graph)
    draft.flush()


def keep_lines(snapshots: Path, generation: str, pieces: Iterable[bytes]) -> None:
    """Keep the quads a generation was built from, and no older generation's.

    Not synced to disk: a file of another length than it should have is not used (`regesta.graph.kept`).
    """
    part = snapshots / f".{generation}{LINES}.part"
    with part.open("wb") as out:
        out.writelines(pieces)
    put_lines(snapshots, generation, part)


def rewritten(
    snapshots: Path, lines: SortedLines, gone: Iterable[bytes], come: Iterable[bytes]
) -> tuple[str, Path]:
    """A file of the lines with some taken out and others put in, what stands after them kept; returns the
    SHA-256 (hex) of the changed lines and where they were put, for `put_lines`."""
    part = snapshots / f".next{LINES}.part"
    digest = hashlib.sha256()
    with part.open("wb") as out:
        for piece in lines.changed(gone, come):
            digest.update(piece)
            out.write(piece)
        out.writelines(lines.after())
    return digest.hexdigest(), part


def put_lines(snapshots: Path, generation: str, part: Path) -> None:
    """Give a generation the file of its quads, written under another name; older generations lose theirs."""
    part.replace(snapshots / f"{generation}{LINES}")
    for name in generations(snapshots):
        if name != generation:
            for ending in (LINES, KEPT):
                (snapshots / f"{name}{ending}").unlink(missing_ok=True)


class SortedLines:
    """The sorted lines of a file, or of its first `size` bytes, without reading them all."""

    def __init__(self, data: mmap.mmap, size: int) -> None:
        self._data, self._size = data, size

    def __contains__(self, line: bytes) -> bool:
        at = self.place(line)
        return self._data[at : at + len(line)] == line and at < self._size

    def place(self, line: bytes) -> int:
        """Where a line stands, or would stand, in bytes."""
        low, high = 0, self._size
        while low < high:
            middle = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._data.find(b"\n", middle, high) + 1 or high
            if self._data[middle:end] < line:
                low = end
            else:
                high = middle
        return low

    def changed(self, gone: Iterable[bytes], come: Iterable[bytes]) -> Iterator[bytes]:
        """The lines with some taken out and others put in, in pieces. Errors: LookupError when a line to be
        taken out is not there."""
        steps = sorted([*((line, False) for line in gone), *((line, True) for line in come)])
        at = 0
        for line, comes in steps:
            place = self.place(line)
            yield from self._pieces(at, place)
            at = place
            if comes:
                yield line
            elif line in self:
                at += len(line)
            else:
                raise LookupError(line.decode())
        yield from self._pieces(at, self._size)

    def after(self) -> Iterator[bytes]:
        """What stands in the file behind the lines, in pieces."""
        return self._pieces(self._size, len(self._data))

    def _pieces(self, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, _PIECE):
            yield self._data[at : min(at + _PIECE, end)]


#: Bytes copied at once.
_PIECE = 1 << 20


@contextmanager
def sorted_lines(path: Path, size: int) -> Iterator[SortedLines]:
    """The sorted lines of a file while the block lasts."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield SortedLines(data, size)


__all__ = [
    "MOST",
    "SortedLines",
    "change",
    "drafted",
    "keep_lines",
    "lines_of",
    "load_difference",
    "put_lines",
    "rewritten",
    "sorted_lines",
]
