"""A generation that also speaks other vocabularies: a copy of its store with a graph per vocabulary.

    snapshots/000007.aligned/    the store of generation 7 and the graphs <base>graph/aligned/<vocabulary>

It is made when somebody first asks for it (see docs/decisions/0012-aligned-graphs.md); a build that goes on
from a generation which has one goes on from that too.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence, Set
from contextlib import closing
from pathlib import Path

from regesta.graph.aligned.statements import aligned_of, all_aligned, graph_of
from regesta.graph.rdf import Subject
from regesta.graph.store.beside import beside
from regesta.graph.store.difference import change
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.leases import Leased
from regesta.graph.store.snapshots import ALIGNED
from regesta.graph.store.syntax import parse
from regesta.ontology.alignment import vocabularies

#: What the IRI of an aligned graph has after the base.
_PATH = "graph/aligned/"
_PART = ".aligned-"
#: A copy that was begun so long ago (seconds) is nobody's any more.
_FORGOTTEN = 3600


def needs_aligned(query: str, graphs: Sequence[str] = ()) -> bool:
    """Whether a query reads aligned graphs: among those it is given, or one that it names itself."""
    return any(_PATH in text for text in (query, *graphs))


def is_made(path: str) -> bool:
    """Whether the generation at `path` has its aligned graphs already."""
    return _whole(beside(path, ALIGNED))


def _whole(place: Path) -> bool:
    return (place / "CURRENT").is_file()


def aligned_store(path: str, base: str) -> str:
    """The folder of the store at `path` with its aligned graphs, made where it is missing; two processes that
    make it at once make the same one. Some 2 seconds for a thesis.

    Errors: NowhereToWrite; OSError where the store is not there.
    """
    target = beside(path, ALIGNED)
    if not _whole(target):
        leased = Leased()
        store = leased.open(path)
        try:
            _put_beside(target, store, lambda draft: draft.add(all_aligned(store, base)))
        finally:
            leased.close()
    return str(target)


def go_on(
    served: Path, fresh: Path, base: str, gone: Iterable[bytes] = (), come: Iterable[bytes] = ()
) -> None:
    """Give the generation at `fresh` its aligned graphs where the one at `served` has them. `gone` and
    `come`: the N-Quads lines by which it differs; without any, everything is made anew."""
    old = beside(str(served), ALIGNED)
    target = beside(str(fresh), ALIGNED)
    if not _whole(old) or _whole(target):
        return
    lost, made = sorted(gone), sorted(come)
    if not lost and not made:
        aligned_store(str(fresh), base)
        return
    subjects = {q.subject for q in parse(b"".join((*lost, *made)), "nquads")}

    def follow(draft: EmbeddedStore) -> None:
        change(draft, lost, made)
        _renew(draft, subjects, base)

    _put_beside(target, EmbeddedStore.read_only(old), follow)


def _renew(draft: EmbeddedStore, subjects: Set[Subject], base: str) -> None:
    """Say anew in other words what is said of some things."""
    graphs = [graph_of(name, base) for name in vocabularies()]
    before = {q for s in subjects for graph in graphs for q in draft.quads(s, None, None, graph)}
    now = set(aligned_of(draft, subjects, base))
    draft.remove(before - now)
    draft.add(now - before)


def _put_beside(target: Path, store: EmbeddedStore, fill: Callable[[EmbeddedStore], None]) -> None:
    """A copy of a store, filled further, at `target`; where another process was quicker, its copy stays."""
    _sweep(target.parent)
    part = Path(tempfile.mkdtemp(dir=target.parent, prefix=_PART))
    try:
        store.backup(part / "store")
        with closing(EmbeddedStore.open(part / "store")) as draft:
            fill(draft)
            draft.flush()
        try:
            os.rename(part / "store", target)
        except OSError:
            if not _whole(target):
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Delete copies that were begun long ago."""
    for part in folder.glob(f"{_PART}*"):
        try:
            if time.time() - part.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(part, ignore_errors=True)
        except OSError:
            continue


def main() -> None:
    """`python -m regesta.graph.aligned.generation STORE BASE`: makes the aligned graphs of a generation."""
    aligned_store(sys.argv[1], sys.argv[2])


if __name__ == "__main__":
    main()


__all__ = ["aligned_store", "go_on", "is_made", "needs_aligned"]
