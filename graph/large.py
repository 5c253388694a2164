"""A workspace with too many candidates to be held in memory at once: its graph is assembled by document,
checked in the store, and published from files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

from regesta.extract.workspace import Workspace
from regesta.graph.assembling import Progress, link_record, nodes_of, refuse, violators
from regesta.graph.by_document import Assembly, assemble_by_document
from regesta.graph.increment import broken_around
from regesta.graph.kept import Inputs
from regesta.graph.name import Names
from regesta.graph.shares import shares
from regesta.graph.store import Snapshot, publish
from regesta.graph.store.difference import put_lines
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.json_object import JsonObject
from regesta.graph.store.snapshots import KEPT, replaced
from regesta.graph.validate.finding import Finding

#: From so many bytes of candidate records on, everything is built document by document: some five theses of
#: 50,000 words (docs/scale.md), which take 6 GB at once and 1.4 one by one.
LARGE = 32 << 20
#: Folders of builds on the way; one that is found under the writer's lock is left of a build that was killed.
_FOLDER = ".building-"
#: So many lines are loaded at once: a million take 1.2 GB.
_LINES = 200_000
#: So many nodes are looked at together.
_NODES = 5000


def is_large(workspace: Workspace) -> bool:
    """Whether a workspace has more candidates than are to be held in memory."""
    return sum(workspace.record_store().sizes(workspace.documents()).values()) > LARGE


@dataclass(frozen=True, slots=True)
class Large:
    """A graph that is assembled, loaded into a store beside the workspace's, and found in order."""

    workspace: Workspace
    inputs: Inputs
    assembly: Assembly
    store: Path
    findings: tuple[Finding, ...]

    def published(self, catalogue: bytes, kept: bytes) -> Snapshot:
        """The graph with the saved queries' and other people's graphs, as a new generation."""
        with closing(EmbeddedStore.open(self.store)) as store:
            store.load_nquads(catalogue + kept)
            store.optimize()
            store.flush()
        with closing(replaced(self.workspace.store, self.store)) as store:
            return publish(self.workspace.snapshots, store, self.assembly.digest)

    def keep(self, made: Snapshot, catalogue: bytes) -> None:
        """Keep what a build by difference needs to go on from the generation."""
        lines, snapshots = self.assembly.lines, self.workspace.snapshots
        with lines.open("ab") as out:
            out.write(catalogue)
        put_lines(snapshots, made.generation, lines)
        told = JsonObject(lines.with_name("kept.json"))
        told.put("inputs", asdict(self.inputs))
        told.put("size", self.assembly.size + len(catalogue))
        told.put("graph", self.assembly.size)
        told.put("quads", self.assembly.quads)
        told.put("inferred", self.assembly.inferred)
        told.put("clean", not self.findings and not self.assembly.held)
        told.put_file("references", self.assembly.references)
        told.put_file("repeated", self.assembly.repeated)
        told.close().replace(snapshots / f"{made.generation}{KEPT}")


@contextmanager
def building(workspace: Workspace, inputs: Inputs, size: int, tell: Progress) -> Iterator[Large]:
    """The graph of a workspace by the first `size` bytes of its log; its files are there while the block
    lasts. The caller holds the writer's lock.

    Errors: BuildError for what no record accounts for; LogError.
    """
    snapshots = workspace.snapshots
    for left in snapshots.glob(f"{_FOLDER}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=snapshots, prefix=_FOLDER) as name:
        folder, hold, found = Path(name), frozenset[str](), list[Finding]()
        while True:
            made = assemble_by_document(workspace, size, folder, tell, hold)
            tell("storing", 0.85)
            store = _loaded(folder / "store", made.lines)
            tell("validating", 0.95)
            broken = _broken(workspace, size, folder, store, made)
            found += [f for f in broken if f not in found]
            wrong = frozenset(violators(broken)) - made.held
            if not wrong:
                break
            hold = made.held | wrong
            _emptied(folder)
        refuse([f for f in broken if f.severity == "violation"])
        findings = tuple(sorted({*found, *made.findings}))
        yield Large(workspace, inputs, made, store, findings)


def _emptied(folder: Path) -> None:
    """Make room for another attempt."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _loaded(folder: Path, lines: Path) -> Path:
    """The folder of a new store that holds the lines of a file."""
    with closing(EmbeddedStore.open(folder)) as store, lines.open("rb") as file:
        while some := list(islice(file, _LINES)):
            store.load_nquads(b"".join(some))
        store.flush()
    return folder


def _broken(workspace: Workspace, size: int, folder: Path, store: Path, made: Assembly) -> list[Finding]:
    """What breaks the shapes on the nodes that were not found in order within one document."""
    names, out = Names(workspace.settings.base), list[Finding]()
    nodes = sorted(made.suspects, key=lambda node: node.value)
    with closing(EmbeddedStore.open(store)) as opened:
        for at in range(0, len(nodes), _NODES):
            out += broken_around(opened, names.inferred, nodes[at : at + _NODES])
    if not out:
        return out
    behind = _records_behind(workspace, size, folder, {f.node for f in out})
    return [replace(f, record=behind.get(f.node, "") or link_record(f.node, names)) for f in out]


def _records_behind(workspace: Workspace, size: int, folder: Path, nodes: set[str]) -> dict[str, str]:
    """The records that some nodes describe."""
    names, found = Names(workspace.settings.base), dict[str, str]()
    with tempfile.TemporaryDirectory(dir=folder) as parts:
        all_shares = shares(workspace, size, Path(parts))
        for document in workspace.documents():
            share = all_shares.share(document)
            own = {j.record.id: j for j in share.deposit.items}
            rows = nodes_of(replace(share.state, items=own), names)
            found |= {node: record for node, record in rows if node in nodes}
    return found


__all__ = ["LARGE", "Large", "building", "is_large"]
