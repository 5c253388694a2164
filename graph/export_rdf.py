"""The served graph in the syntaxes of RDF 1.1, on request also in the words of other vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

from regesta.extract.workspace import Workspace
from regesta.graph.aligned.statements import all_aligned, graph_of
from regesta.graph.prefixes import prefixes
from regesta.graph.rdf import DefaultGraph, Quad, Triple
from regesta.graph.store import lease
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.jsonld import write_jsonld
from regesta.graph.store.syntax import serialise
from regesta.ontology.alignment import namespaces


def _sorted_lines(store: EmbeddedStore, graph: DefaultGraph | None) -> Iterator[bytes]:
    buffer = BytesIO()
    if graph is None:
        store.dump(buffer, "nquads")
    else:
        store.dump(buffer, "ntriples", graph)
    return iter(sorted(buffer.getvalue().splitlines(keepends=True)))


def nquads(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """The whole served dataset, every graph, as sorted N-Quads: the same graph always gives the same
    bytes. `aligned`: with the graphs of these vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        lines = list(_sorted_lines(store, None))
        if aligned:
            lines = sorted([*lines, *_lines(_aligned(workspace, store, aligned), "nquads")])
        out.writelines(lines)


def ntriples(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """Accepted knowledge (the default graph) as sorted N-Triples. `aligned`: also in the words of these
    vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        lines = list(_sorted_lines(store, DefaultGraph()))
        if aligned:
            more = (q.triple for q in _aligned(workspace, store, aligned))
            lines = sorted({*lines, *_lines(more, "ntriples")})
        out.writelines(lines)


def trig(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """The whole served dataset as TriG, in the order of its N-Quads. `aligned`: with the graphs of these
    vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        quads = sorted((*store, *_aligned(workspace, store, aligned)), key=str)
        quads.sort(key=lambda q: str(q.graph_name))
        out.write(serialise(quads, "trig", prefixes=prefixes(workspace)))


def turtle(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """Accepted knowledge as Turtle, sorted by subject. `aligned`: also in the words of these
    vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        rows = sorted({q.triple for q in _known(workspace, snapshot.open(), aligned)}, key=str)
        named = prefixes(workspace) | {name: iri for iri, name in namespaces().items() if name in aligned}
        out.write(serialise(rows, "turtle", prefixes=named))


def jsonld(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """Accepted knowledge as JSON-LD, compact under the vocabulary's context, one object per subject and
    line. `aligned`: also in the words of these vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        write_jsonld(_known(workspace, snapshot.open(), aligned), out)


def _known(workspace: Workspace, store: EmbeddedStore, aligned: tuple[str, ...]) -> Iterator[Quad]:
    """Accepted knowledge, in our words and in those of some vocabularies."""
    yield from store.quads(None, None, None, DefaultGraph())
    yield from _aligned(workspace, store, aligned)


def _aligned(workspace: Workspace, store: EmbeddedStore, aligned: tuple[str, ...]) -> Iterator[Quad]:
    """What the alignments let follow in the words of some vocabularies, each in its graph."""
    if aligned:
        graphs = {graph_of(name, workspace.settings.base) for name in aligned}
        yield from (q for q in all_aligned(store, workspace.settings.base) if q.graph_name in graphs)


def _lines(statements: Iterable[Quad] | Iterable[Triple], syntax: str) -> list[bytes]:
    return serialise(statements, syntax).splitlines(keepends=True)
