"""A generation made from the one before it by what differs, so that a verdict costs what it changes and not
the whole graph.

    snapshots/000007.nq    the quads generation 7 was built from, sorted N-Quads: what the next is compared with

A generation published by something else than a build (an update, an import) has no such file; the build after
it loads everything.
"""  # noqa: E501

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from regesta.extract.workspace import write_atomic
from regesta.graph.rdf import NamedNode
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.snapshots import LINES, Snapshot, generations, replaced
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
    known = served.path.with_name(f"{served.generation}{LINES}") if served else None
    if served is None or known is None or not known.is_file():
        return None
    new = set(lines)
    old = set(known.read_bytes().splitlines(keepends=True))
    gone, come = sorted(old - new), sorted(new - old)
    if len(gone) + len(come) > MOST * max(len(new), 1):
        return None
    draft = store.with_name(store.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    served.open().backup(draft)
    _change(
        EmbeddedStore.open(draft), gone, come
    )  # closed when it returns, so that the folder can be renamed
    return replaced(store, draft)


def _change(draft: EmbeddedStore, gone: Sequence[bytes], come: Sequence[bytes]) -> None:
    touched = set()
    for quad in parse(b"".join(gone), "nquads"):
        draft.remove((quad,))
        touched.add(quad.graph_name)
    draft.add(parse(b"".join(come), "nquads"))
    for graph in touched:  # a store loaded afresh has no empty graphs
        if isinstance(graph, NamedNode) and next(draft.quads(graph=graph), None) is None:
            draft.delete(graph)
    draft.flush()


def keep_lines(snapshots: Path, generation: str, lines: Sequence[bytes]) -> None:
    """Keep the quads a generation was built from, and no older generation's."""
    write_atomic(snapshots / f"{generation}{LINES}", b"".join(lines))
    for name in generations(snapshots):
        if name != generation:
            (snapshots / f"{name}{LINES}").unlink(missing_ok=True)


__all__ = ["keep_lines", "load_difference"]
