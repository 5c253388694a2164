"""The store on disk: one writer under a lock, readers on snapshots of whole generations.

    snapshots/CURRENT      one line, the name of the generation that is served
    snapshots/000007/      an Oxigraph store, never written again
    snapshots/000007.lease readers hold a shared lock on it while they use the generation
    snapshots/LOCK         the writer holds an exclusive lock on it; it says which process that is
    store/                 the writer's own copy

Every step is a rename or an atomic write, so a process killed at any moment leaves the old generation served.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from regesta.extract.locking import Locked, lock, shared_where_possible, sync_folder
from regesta.extract.whole_files import write_atomic
from regesta.graph.store.embedded import EmbeddedStore

POINTER = "CURRENT"
LOCK = "LOCK"
#: What the name of a generation ends with where its quads are kept for comparison (see `difference`).
LINES = ".nq"
#: What the name of a generation ends with where it is kept what its build knew (see `regesta.graph.kept`).
KEPT = ".kept.json"
#: What the name of a folder ends with that holds a generation and its aligned graphs (see
#: `regesta.graph.aligned`).
ALIGNED = ".aligned"
#: How many generations are kept beside those in use: the current one, and what slow readers may still be
#: opening.
KEEP = 3
_NAME = re.compile(r"[0-9]{6,20}\Z")
#: The pointer is read so far (bytes); a name is shorter.
_LONGEST = 64


class StoreError(Exception):
    """A store that cannot be written or read as asked; the message says what happened, why, and what to type
    next."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation: its name, the folder a read-only store is opened on, and a mark that no other
    generation has, of this workspace or another."""

    generation: str
    path: Path
    mark: str = ""

    def open(self) -> EmbeddedStore:
        """A read-only store; it never changes."""
        return EmbeddedStore.read_only(self.path)


@contextmanager
def writing(snapshots: Path) -> Iterator[None]:
    """Hold the writer's lock; a process that dies lets go of it.

    Errors: StoreError when another process holds it, with its process id.
    """
    snapshots.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(snapshots / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    with os.fdopen(descriptor, "r+") as handle:
        try:
            lock(handle, wait=False)
        except Locked as error:
            holder = _holder(handle)
            raise StoreError(
                f"the store of {snapshots.parent} is being written by another process (process id {holder}). "
                f"Wait until it has finished, or stop it with `kill {holder}`, and run the command again."
            ) from error
        handle.seek(0)
        handle.truncate()
        handle.write(f"{os.getpid()}\n")
        handle.flush()
        yield


def _holder(handle: IO[str]) -> str:
    """The process that holds the lock, as it wrote down; Windows does not let it be read meanwhile."""
    with contextlib.suppress(OSError):
        return handle.read().strip() or "unknown"
    return "unknown"


def _pointed(snapshots: Path) -> str | None:
    """The name that the pointer holds, else that of the last whole generation; None where there is none."""
    pointer = snapshots / POINTER
    try:
        with pointer.open("rb") as file:
            name = file.read(_LONGEST).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        name = f"({error.strerror or error})"
    if _NAME.match(name):
        return name
    import logging  # there is nothing to say as a rule

    last = next((n for n in reversed(generations(snapshots)) if (snapshots / n / POINTER).is_file()), None)
    logging.getLogger("regesta.store").warning(
        "%s holds %r, which is no name of a generation; %s. Type `regesta build` to have it written anew.",
        pointer,
        name,
        f"{last}, the last whole one, is used" if last else "there is no other",
    )
    return last


def current(snapshots: Path) -> Snapshot | None:
    """The generation that is served, None before the first build or when its folder was deleted.

    Where the pointer holds no name of a generation, the last whole one is served, and the log says so.
    """
    name = _pointed(snapshots)
    if name is None:
        return None
    path = snapshots / name
    try:
        first = (path / "CURRENT").stat()
    except OSError:
        return None
    return Snapshot(name, path, f"{name}-{first.st_ino:x}-{first.st_mtime_ns:x}")


@contextmanager
def lease(snapshots: Path) -> Iterator[Snapshot]:
    """The current generation, safe from pruning until the block ends.

    Errors: StoreError when nothing was built yet.
    """
    for _ in range(20):
        found = current(snapshots)
        if found is None:
            break
        with shared_where_possible(snapshots / f"{found.generation}.lease") or nullcontext():
            if found.path.is_dir():  # else it was pruned between reading the pointer and locking
                yield found
                return
    raise StoreError(
        f"{snapshots.parent} has no graph yet. Type `regesta build --workspace {snapshots.parent}`."
    )


def generations(snapshots: Path) -> list[str]:
    """The names of all whole generations, oldest first."""
    return (
        sorted((p.name for p in snapshots.iterdir() if _NAME.match(p.name) and p.is_dir()), key=int)
        if snapshots.is_dir()
        else []
    )


def _delete(folder: Path) -> None:
    """Delete a folder, as much of it as may be; one that is not there is no error."""
    import shutil  # readers delete nothing

    shutil.rmtree(folder, ignore_errors=True)


def load_fresh(store: Path, nquads: bytes) -> EmbeddedStore:
    """A new store in place of the one at `store`, holding exactly these quads; the caller holds the writer's
    lock."""
    with Loading(store) as loading:
        return loading.whole(nquads)


class Loading:
    """A new store that is filled by a thread while its content is still being made: `take` what is known, and
    in the end `whole` puts the store in place of the one at its path. The caller holds the writer's lock.

    The old store is moved aside only when the new one is complete; leaving the block before that deletes the
    new one. What `take` could not store is raised by `whole`.
    """

    def __init__(self, store: Path) -> None:
        self._store, self._fresh = store, store.with_name(store.name + ".new")
        self._made: EmbeddedStore | None = None

    def __enter__(self) -> Loading:
        from concurrent.futures import Future, ThreadPoolExecutor  # readers load nothing

        self._begun: list[Future[None]] = []
        self._thread = ThreadPoolExecutor(max_workers=1)
        return self

    def __exit__(self, *of_error: object) -> None:
        self.forget()
        self._thread.shutdown()

    @property
    def has_begun(self) -> bool:
        """Whether anything was taken, and not forgotten."""
        return self._made is not None

    def take(self, nquads: bytes) -> None:
        """Store these quads, beside what the caller does next."""
        if self._made is None:
            _delete(self._fresh)
            self._made = EmbeddedStore.open(self._fresh)
        self._begun.append(self._thread.submit(self._made.load_nquads, nquads))

    def forget(self) -> None:
        """Take nothing of what was taken."""
        for begun in self._begun:
            begun.exception()  # when it has ended
        self._begun.clear()
        if self._made is not None:
            self._made.close()
            self._made = None
            _delete(self._fresh)

    def whole(self, nquads: bytes) -> EmbeddedStore:
        """The store with what was taken and these quads, in its place."""
        self.take(nquads)
        for begun in self._begun:
            begun.result()
        assert self._made is not None
        made, self._made = self._made, None
        self._begun.clear()
        made.optimize()
        made.flush()
        made.close()  # so that the folder can be opened under its new name
        return replaced(self._store, self._fresh)


def replaced(store: Path, fresh: Path) -> EmbeddedStore:
    """The store in the folder `fresh`, whole and closed, put in place of the one at `store` and opened
    there."""
    old = store.with_name(store.name + ".old")
    _delete(old)
    if store.exists():
        os.rename(store, old)
    os.rename(fresh, store)
    _delete(old)
    return EmbeddedStore.open(store)


def publish(snapshots: Path, store: EmbeddedStore, digest: str = "") -> Snapshot:
    """Make the store's content the served generation: hard-link it into a new folder, then move the pointer;
    the caller holds the lock.

    `digest` is kept beside the generation, so that a build that changes nothing can say so.
    """
    name = f"{_last(snapshots) + 1:06d}"
    path, part = snapshots / name, snapshots / f".{name}.part"
    for leftover in snapshots.glob(".*.part"):
        _delete(leftover)
    for torn in _torn(snapshots):
        torn.unlink(missing_ok=True)
    store.backup(part)
    for ending in (LINES, KEPT):  # of a generation whose folder somebody deleted
        (snapshots / f"{name}{ending}").unlink(missing_ok=True)
    _delete(snapshots / f"{name}{ALIGNED}")
    if digest:
        write_atomic(snapshots / f"{name}.sha256", f"{digest}\n".encode())
    os.rename(part, path)
    sync_folder(snapshots)
    write_atomic(snapshots / POINTER, f"{name}\n".encode())
    sync_folder(snapshots)
    prune(snapshots)
    return Snapshot(name, path)


def _torn(snapshots: Path) -> Iterator[Path]:
    """The temporary files of writers who died under the lock; the caller holds it. Others are left: a server
    may be writing an index."""
    for written in ("*.sha256", POINTER, f"*{KEPT}"):
        yield from snapshots.glob(f".{written}.*.part")


def digest_of(snapshots: Path, generation: str) -> str:
    """The digest a generation was published with, "" when none."""
    path = snapshots / f"{generation}.sha256"
    return path.read_text("utf-8").strip() if path.is_file() else ""


def prune(snapshots: Path, keep: int = KEEP) -> list[str]:
    """Delete all but the last `keep` generations, never the current one nor one under lease; returns the
    names of those deleted."""
    served = current(snapshots)
    gone = []
    for name in generations(snapshots)[:-keep]:
        if served and name == served.generation:
            continue
        with (snapshots / f"{name}.lease").open("a") as handle:
            try:
                lock(handle, wait=False)
            except Locked:
                continue
            aside = snapshots / f".{name}.part"
            os.rename(snapshots / name, aside)
            _delete(aside)
            (snapshots / f"{name}.sha256").unlink(missing_ok=True)
            (snapshots / f"{name}{LINES}").unlink(missing_ok=True)
            (snapshots / f"{name}{KEPT}").unlink(missing_ok=True)
            (snapshots / f"{name}.lease").unlink(missing_ok=True)
        gone.append(name)
    _prune_aligned(snapshots)
    return gone


def _prune_aligned(snapshots: Path) -> None:
    """Delete the aligned graphs of generations that are gone, unless somebody reads them."""
    for folder in snapshots.glob(f"*{ALIGNED}"):
        if not folder.with_suffix("").is_dir():
            with Path(f"{folder}.lease").open("a") as handle:
                try:
                    lock(handle, wait=False)
                except Locked:
                    continue
                _delete(folder)
                Path(f"{folder}.lease").unlink(missing_ok=True)


def _last(snapshots: Path) -> int:
    served = (snapshots / POINTER).read_text("utf-8").strip() if (snapshots / POINTER).is_file() else ""
    return max((int(n) for n in (*generations(snapshots), served) if _NAME.match(n)), default=0)
