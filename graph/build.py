"""From records and verdicts to a served generation: replay, map, validate, infer, store, publish."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace

from regesta.extract.workspace import Workspace
from regesta.graph.aligned.generation import go_on
from regesta.graph.assembling import (
    BuildError,
    Graph,
    Progress,
    Shacl,
    assemble,
    assembled,
    further_shapes,
    lines_in,
    sorted_once,
)
from regesta.graph.bundle.packing import GRAPH
from regesta.graph.bundle.unpacking import unchecked_of
from regesta.graph.bundle.withheld import Withheld, withheld
from regesta.graph.emission import NotEnough, check_texts, emission
from regesta.graph.increment import Asserted, changed, kept_after, settle
from regesta.graph.kept import (
    Inputs,
    Kept,
    Logged,
    digests_of,
    inputs_kept,
    inputs_of,
    keep,
    kept_of,
    logged,
    why_not,
)
from regesta.graph.large import building, is_large
from regesta.graph.name import Names
from regesta.graph.rdf import GraphName
from regesta.graph.reviewed import Files, Reviewed, no_garbage_collection, read_files, review, reviewed
from regesta.graph.store import Snapshot, current, digest_of, load_fresh, publish, writing
from regesta.graph.store.difference import (
    MOST,
    drafted,
    keep_lines,
    lines_of,
    load_difference,
    put_lines,
    rewritten,
    sorted_lines,
)
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.snapshots import Loading, replaced
from regesta.graph.store.syntax import parse
from regesta.graph.validate.finding import Finding
from regesta.graph.validate.reason import Inconsistent, consistency_of
from regesta.review.logs import log_file, log_of
from regesta.review.state import in_order

_LOG = logging.getLogger("regesta.build")
#: Other people's graphs: kept from one generation to the next, never rebuilt from the log, never part of the
#: digest.
KEPT = ("graph/import/", "graph/imports")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. `digest` is the SHA-256 of the sorted N-Quads; `held` are accepted records kept out
    of accepted knowledge by a violation; `whole` says why everything was built and not only what verdicts
    changed, "" where the difference was enough or there was nothing to compare with; `unchecked` which texts
    are not given, and how much of the graph was not compared with them."""

    generation: str
    quads: int
    accepted: int
    inferred: int
    digest: str
    unchanged: bool = False
    held: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    consistency: str = ""
    whole: str = ""
    unchecked: str = ""


def build(
    workspace: Workspace,
    *,
    progress: Progress | None = None,
    reason: bool = False,
    catalogue: bytes = b"",
    shacl: Shacl = "quick",
) -> BuildReport:
    """Build the graph of a workspace and publish it as a new generation; when nothing changed the current one
    stays.

    Where only verdicts were added since the served generation was built, what they change is built and no
    more; else everything, and the report says why. The result is the same, byte for byte.

    `catalogue` holds further N-Quads, sorted: the saved queries' own graph; it is published with the rest and
    no part of the digest. Accepted records that break a shape are held back from accepted knowledge and named
    in the report: the package's shapes, by the quick gate or with `shacl` "full" also by pySHACL, and those
    of the files that `[validation] shapes` of regesta.toml names.
    Errors: StoreError when another process writes the store; BuildError when the graph is wrong in a way no
    record accounts for; LogError for an unreadable log; DatabaseError where a
    database has it and does not answer; ShapesFileError for a file of shapes that cannot be
    used; SyncError when the generation is published but a store elsewhere did not take it.
    """
    return Builder(workspace).build(progress=progress, reason=reason, catalogue=catalogue, shacl=shacl)


@dataclass(slots=True)
class _Memory:
    """What the last build of a builder knows of the generation it made."""

    mark: str
    kept: Kept
    files: Files
    reviewed: Reviewed


class Builder:
    """Builds a workspace's graph again and again. It remembers what it read, so that the next build reads
    only what was added to the log; whatever else changed meanwhile is noticed."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._memory: _Memory | None = None

    def build(
        self,
        *,
        progress: Progress | None = None,
        reason: bool = False,
        catalogue: bytes = b"",
        shacl: Shacl = "quick",
    ) -> BuildReport:
        """See `build`."""
        tell = progress or (lambda _text, _fraction: None)
        made = self._built(tell, reason, catalogue, shacl)
        if self.workspace.settings.store.get("url"):
            from regesta.graph.elsewhere import follow  # an HTTP client takes long to import

            with writing(self.workspace.snapshots):
                follow(self.workspace, progress)
        return made

    def _built(self, tell: Progress, reason: bool, catalogue: bytes, shacl: Shacl) -> BuildReport:
        """The generation that is served here."""
        if (known := withheld(self.workspace)) is not None:
            return _as_published(self.workspace, known, catalogue, tell)
        with writing(self.workspace.snapshots), no_garbage_collection():
            served = current(self.workspace.snapshots)
            log = logged(log_file(self.workspace))
            inputs = inputs_of(self.workspace, log, catalogue)
            whole = reason or shacl == "full" or bool(self.workspace.settings.validation.get("shapes"))
            why = self._why_whole(served, inputs, log, checked_whole=whole)
            if served is not None and not why:
                try:
                    return self._difference(served, inputs, log, tell)
                except NotEnough as error:
                    why = str(error)
            if why:
                _LOG.info("everything is built, not only what verdicts changed: %s", why)
            if not whole and is_large(self.workspace):
                return self._by_document(served, inputs, log, catalogue, tell, why)
            return self._whole(served, inputs, log, catalogue, tell, reason=reason, shacl=shacl, why=why)

    def _why_whole(self, served: Snapshot | None, inputs: Inputs, log: Logged, *, checked_whole: bool) -> str:
        """Why the difference is not enough; "" where it may be or there is no generation."""
        if served is None:
            return ""
        if checked_whole:
            return "reasoning and further shapes are checked on the whole graph"
        before = inputs_kept(served)
        if before is not None and (why := why_not(before, inputs, log)):
            return why
        kept = self._known(served)
        if kept is None:
            return f"nothing is kept of how generation {served.generation} was built"
        if not kept.clean:
            return f"validation found something in generation {served.generation}"
        # the same inputs were compared above, which read the log
        why = "" if kept.inputs == before else why_not(kept.inputs, inputs, log)
        if not why and self._memory is None:
            self._memory = self._remembered(served, kept, log)
            if digests_of(self.workspace) != inputs.files:
                self._memory = None
                return "files changed while they were read"
        return why

    def _known(self, served: Snapshot | None) -> Kept | None:
        """What is known of how the served generation was built."""
        if self._memory is not None and (served is None or self._memory.mark != served.mark):
            self._memory = None
        return self._memory.kept if self._memory is not None else kept_of(served) if served else None

    def _remembered(self, served: Snapshot, kept: Kept, log: Logged) -> _Memory:
        """What a builder that made the served generation would remember."""
        files = read_files(self.workspace)
        verdicts = log_of(self.workspace).read_from(log.read(0, kept.inputs.log), trusted=True)
        return _Memory(served.mark, kept, files, reviewed(files, verdicts))

    def _difference(self, served: Snapshot, inputs: Inputs, log: Logged, tell: Progress) -> BuildReport:
        """Publish what the verdicts since the served generation change. Errors: NotEnough."""
        memory = self._memory
        assert memory is not None
        self._memory = None  # until it is whole again
        workspace, names = self.workspace, Names(self.workspace.settings.base)
        tell("replaying the log", 0.0)
        fresh = log_of(workspace).read_from(log.read(memory.kept.inputs.log))
        after = reviewed(memory.files, in_order([*memory.reviewed.verdicts, *fresh]), memory.reviewed)
        check_texts(memory.reviewed, after)
        tell("mapping what differs", 0.2)
        kept = memory.kept
        said = emission(memory.reviewed, after, names, kept.references)
        with sorted_lines(lines_of(served), kept.graph) as lines:
            tell("following what differs", 0.4)
            draft = drafted(workspace.store, served)
            with closing(EmbeddedStore.open(draft)) as store:
                change = changed(store, said, Asserted(lines, names.inferred, kept.repeated), names.inferred)
                if len(change.gone) + len(change.come) > MOST * kept.quads:
                    raise NotEnough("more than a third of the graph differs")
                settle(store, change.gone, change.come)
            made = replace(kept_after(kept, change), inputs=inputs)
            if not change.gone and not change.come:
                tell("nothing changed", 1.0)
                self._memory = _Memory(served.mark, made, memory.files, after)
                digest = digest_of(workspace.snapshots, served.generation)
                return _of_difference(made, after, served.generation, digest, unchanged=True)
            tell("storing", 0.6)
            digest, part = rewritten(workspace.snapshots, lines, change.gone, change.come)
        with closing(replaced(workspace.store, draft)) as store:
            snapshot = publish(workspace.snapshots, store, digest)
        put_lines(workspace.snapshots, snapshot.generation, part)
        keep(workspace.snapshots, snapshot.generation, made)
        go_on(served.path, snapshot.path, names.base, change.gone, change.come)
        now = current(workspace.snapshots)
        self._memory = _Memory(now.mark if now else "", made, memory.files, after)
        tell(f"generation {snapshot.generation}", 1.0)
        return _of_difference(made, after, snapshot.generation, digest, unchanged=False)

    def _whole(
        self,
        served: Snapshot | None,
        inputs: Inputs,
        log: Logged,
        catalogue: bytes,
        tell: Progress,
        *,
        reason: bool,
        shacl: Shacl,
        why: str,
    ) -> BuildReport:
        """Build everything and publish it."""
        workspace = self.workspace
        further = further_shapes(workspace, shacl)
        tell("replaying the log", 0.0)
        files = read_files(workspace)
        # of the very bytes whose digest is kept: verdicts may come meanwhile
        state = reviewed(files, log_of(workspace).read_from(log.read()))
        with Loading(workspace.store) as loading:
            # where a generation is served, the store is most likely made of it
            graph = assembled(workspace, state, further, tell, None if served else loading)
            consistency = _consistency(graph, tell) if reason else ""
            if (
                served
                and digest_of(workspace.snapshots, served.generation) == graph.digest
                and _holds(served, catalogue)
            ):
                tell("nothing changed", 1.0)
                self._remember(served, graph, inputs, catalogue, files, state)
                return _report(graph, served.generation, unchanged=True, consistency=consistency, whole=why)
            tell("storing", 0.85)
            with closing(_stored(workspace, served, loading, graph, catalogue)) as store:
                snapshot = publish(workspace.snapshots, store, graph.digest)
        if served is not None:
            go_on(served.path, snapshot.path, workspace.settings.base)
        self._remember(current(workspace.snapshots), graph, inputs, catalogue, files, state)
        tell(f"generation {snapshot.generation}", 1.0)
        return _report(graph, snapshot.generation, unchanged=False, consistency=consistency, whole=why)

    def _by_document(
        self,
        served: Snapshot | None,
        inputs: Inputs,
        log: Logged,
        catalogue: bytes,
        tell: Progress,
        why: str,
    ) -> BuildReport:
        """Build everything, document by document, and publish it."""
        self._memory = None
        kept = kept_graphs(self.workspace, served)
        with building(self.workspace, inputs, log.size, tell) as large:
            digest = large.assembly.digest
            same = (
                served is not None
                and digest_of(self.workspace.snapshots, served.generation) == digest
                and _holds(served, catalogue)
            )
            if served is None or not same:
                before, served = served, large.published(catalogue, kept)
                if before is not None:
                    go_on(before.path, served.path, self.workspace.settings.base)
            large.keep(served, catalogue)
            tell(f"generation {served.generation}" if not same else "nothing changed", 1.0)
            return BuildReport(
                generation=served.generation,
                quads=large.assembly.quads,
                accepted=large.assembly.accepted,
                inferred=large.assembly.inferred,
                digest=digest,
                unchanged=same,
                held=tuple(sorted(large.assembly.held)),
                findings=large.findings,
                whole=why,
            )

    def _remember(
        self,
        made: Snapshot | None,
        graph: Graph,
        inputs: Inputs,
        catalogue: bytes,
        files: Files,
        state: Reviewed,
    ) -> None:
        """Keep what the next build needs to go on from this generation."""
        if made is not None:
            lines = [*graph.lines, *catalogue.splitlines(keepends=True)]
            keep_lines(self.workspace.snapshots, made.generation, lines)
            kept = _kept(graph, inputs, catalogue)
            keep(self.workspace.snapshots, made.generation, kept)
            self._memory = _Memory(made.mark, kept, files, state)


def _stored(
    workspace: Workspace, served: Snapshot | None, loading: Loading, graph: Graph, catalogue: bytes
) -> EmbeddedStore:
    """The store of a whole graph: of the served generation's where that is not far from it, else filled anew,
    which began while the graph was made."""
    if loading.has_begun:
        return loading.whole(graph.late + catalogue)
    lines = [*graph.lines, *catalogue.splitlines(keepends=True)]
    made = load_difference(workspace.store, served, lines)
    return made or loading.whole(b"".join(lines) + kept_graphs(workspace, served))


def _as_published(workspace: Workspace, known: Withheld, catalogue: bytes, tell: Progress) -> BuildReport:
    """Serve the graph an archive was published with, since texts it was built from are not given; what is
    quoted of those that are is compared with them. Errors: BuildError where a quotation is another."""
    data = (known.folder / GRAPH).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    unchecked = unchecked_of(workspace, known)
    with writing(workspace.snapshots):
        served = current(workspace.snapshots)
        same = served is not None and digest_of(workspace.snapshots, served.generation) == digest
        if served is None or not same or not _holds(served, catalogue):
            tell("storing", 0.3)
            with closing(
                load_fresh(workspace.store, data + catalogue + kept_graphs(workspace, served))
            ) as store:
                served, same = publish(workspace.snapshots, store, digest), False
    tell(f"generation {served.generation}", 1.0)
    return BuildReport(
        generation=served.generation,
        quads=data.count(b"\n"),
        accepted=known.accepted,
        inferred=0,
        digest=digest,
        unchanged=same,
        unchecked=unchecked,
    )


def _consistency(graph: Graph, tell: Progress) -> str:
    tell("reasoning", 0.8)
    try:
        return consistency_of(graph.nquads)
    except Inconsistent as error:
        raise BuildError(f"{error}. Nothing was published.") from error


def _kept(graph: Graph, inputs: Inputs, catalogue: bytes) -> Kept:
    size = sum(map(len, graph.lines))
    return Kept(
        inputs=inputs,
        size=size + len(catalogue),
        graph=size,
        quads=graph.quads,
        inferred=graph.inferred,
        clean=not graph.findings and not graph.held,
        references=graph.references,
        repeated=graph.repeated,
    )


def _of_difference(
    kept: Kept, after: Reviewed, generation: str, digest: str, *, unchanged: bool
) -> BuildReport:
    return BuildReport(
        generation=generation,
        quads=kept.quads,
        accepted=sum(1 for _ in after.state.accepted()),
        inferred=kept.inferred,
        digest=digest,
        unchanged=unchanged,
    )


def _holds(served: Snapshot, catalogue: bytes) -> bool:
    """Whether the served generation describes the very saved queries of this one."""
    if not catalogue:
        return True
    graphs = {q.graph_name for q in parse(catalogue, "nquads")}
    store = served.open()
    return _quads_of(store, graphs) == catalogue


def _report(graph: Graph, generation: str, *, unchanged: bool, consistency: str, whole: str) -> BuildReport:
    return BuildReport(
        generation=generation,
        quads=graph.quads,
        accepted=graph.accepted,
        inferred=graph.inferred,
        digest=graph.digest,
        unchanged=unchanged,
        held=graph.held,
        findings=graph.findings,
        consistency=consistency,
        whole=whole,
    )


def _quads_of(store: EmbeddedStore, graphs: Iterable[GraphName]) -> bytes:
    """The quads of some graphs as sorted N-Quads."""
    lines, _ = sorted_once([lines_in(q for g in graphs for q in store.quads(None, None, None, g))])
    return b"".join(lines)


def kept_graphs(workspace: Workspace, served: Snapshot | None) -> bytes:
    """The imported graphs of the served generation, as sorted N-Quads."""
    if served is None:
        return b""
    prefixes = tuple(workspace.settings.base + name for name in KEPT)
    store = served.open()
    graphs = [g for g in store.graphs() if g.value.startswith(prefixes)]
    return _quads_of(store, graphs)


__all__ = ["BuildError", "BuildReport", "Builder", "Graph", "assemble", "build", "review"]
