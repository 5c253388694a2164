"""Accepted knowledge in RDF 1.2: plain triples, each with reifiers that say who accepted it, on which
evidence, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from regesta.extract.workspace import Workspace
from regesta.graph.map.view import LABEL, RDF, A
from regesta.graph.name import Names
from regesta.graph.prefixes import prefixes
from regesta.graph.rdf import DefaultGraph, NamedNode, Triple
from regesta.graph.store import lease
from regesta.graph.store.interface import QueryEngine
from regesta.graph.store.syntax import serialise
from regesta.ontology.terms import NAMESPACE, RG

REIFIES = NamedNode(RDF + "reifies")
#: What a statement says of the world, per class: these triples get the statement's own reifier.
SAID: Mapping[NamedNode, tuple[NamedNode, ...]] = {
    RG.Claim: (RG.holder, RG.states, RG.within),
    RG.Event: (
        RG.agent,
        RG.recipient,
        RG.decidedBy,
        RG.addressee,
        RG.atPlace,
        RG.date,
        RG.eventType,
        RG.decisionKind,
        RG.evidence,
        RG.citesSource,
    ),
    RG.EventMention: (
        RG.mentionOf,
        RG.givesAgent,
        RG.givesRecipient,
        RG.givesPlace,
        RG.givesDate,
        RG.givesType,
        RG.givesDecisionKind,
    ),
    RG.Citation: (RG.citedSource, RG.resolvedFrom),
    RG.Source: (RG.author, RG.sender, RG.recipient, RG.date, RG.heldIn),
}
#: What a reifier says of its triples, taken from the statement.
_ANNOTATIONS = (RG.acceptedBy, RG.acceptance, RG.expressedIn, RG.factuality, RG.givesFactuality)
_PROPOSED = (RG.confidence, RG.proposedBy)


def reified(store: QueryEngine, names: Names) -> Iterator[Triple]:
    """The reifiers of a built graph with what they say.

    - an evidence link reifies `claim rg:evidence citation`, and `claim rg:citesSource source` where the
      citation leads there;
    - an argument link reifies `claim rg:attacks claim` and its like, and `rg:answers`;
    - a statement's own reifier, `<statement>#statement`, the triples of SAID: accepted by whom, how surely
      proposed and by what, where it stands;
    - a proposition reifies its formal content: triples that somebody holds, and that nobody asserts.
    """
    graph = _Graph(store)
    linked = [t for link in graph.of_class(RG.EvidenceLink) for t in _evidence(graph, link)]
    yield from linked
    covered = {t.object for t in linked}
    for kind, properties in SAID.items():
        for node in graph.of_class(kind):
            said = [*graph.triples(node, *properties)]
            if kind == RG.Claim:
                # the evidence of a claim that was merged into this one has no link of its own
                said += [t for t in graph.triples(node, RG.evidence, RG.citesSource) if t not in covered]
            yield from _statement(graph, node, said, names)
    for link in graph.of_class(RG.ArgumentLink):
        yield from _argument(graph, link, names)
    for proposition in graph.of_class(RG.Proposition):
        yield from (
            Triple(proposition, REIFIES, q.triple) for q in store.quads(None, None, None, proposition)
        )
    yield from _runs(store, names)


def _runs(store: QueryEngine, names: Names) -> Iterator[Triple]:
    """What proposed the records: each extraction run with its class and label."""
    for run in store.quads(None, A, RG.ExtractionRun, names.candidates):
        for p in (A, LABEL):
            yield from (q.triple for q in store.quads(run.subject, p, None, names.candidates))


@dataclass(frozen=True, slots=True)
class _Graph:
    store: QueryEngine

    def of_class(self, kind: NamedNode) -> Iterable[NamedNode]:
        return [
            q.subject
            for q in self.store.quads(None, A, kind, DefaultGraph())
            if isinstance(q.subject, NamedNode)
        ]

    def triples(self, subject: NamedNode, *properties: NamedNode) -> Iterator[Triple]:
        return (q.triple for p in properties for q in self.store.quads(subject, p, None, DefaultGraph()))

    def things(self, subject: NamedNode, name: NamedNode) -> list[NamedNode]:
        return [t.object for t in self.triples(subject, name) if isinstance(t.object, NamedNode)]

    def asserts(self, triple: Triple) -> bool:
        return any(self.store.quads(triple.subject, triple.predicate, triple.object, DefaultGraph()))


def _statement(graph: _Graph, node: NamedNode, said: Sequence[Triple], names: Names) -> Iterator[Triple]:
    if not said:
        return
    reifier = NamedNode(node.value + "#statement")
    yield from (Triple(reifier, REIFIES, t) for t in said)
    yield from (Triple(reifier, t.predicate, t.object) for t in graph.triples(node, *_ANNOTATIONS))
    for name in _PROPOSED:
        yield from (
            Triple(reifier, name, q.object) for q in graph.store.quads(node, name, None, names.candidates)
        )


def _evidence(graph: _Graph, link: NamedNode) -> Iterator[Triple]:
    for claim in graph.things(link, RG.evidenceFor):
        for citation in graph.things(link, RG.evidenceCitation):
            shortcuts = [Triple(claim, RG.evidence, citation)]
            shortcuts += [
                Triple(claim, RG.citesSource, source) for source in graph.things(citation, RG.citedSource)
            ]
            yield from (Triple(link, REIFIES, t) for t in shortcuts if graph.asserts(t))


def _argument(graph: _Graph, link: NamedNode, names: Names) -> Iterator[Triple]:
    for one in graph.things(link, RG.argumentFrom):
        for other in graph.things(link, RG.argumentTo):
            kinds = [
                NamedNode(NAMESPACE + k.value.rpartition("/")[2]) for k in graph.things(link, RG.argumentType)
            ]
            yield from (
                Triple(link, REIFIES, t)
                for p in (*kinds, RG.answers)
                if graph.asserts(t := Triple(one, p, other))
            )
    yield from (
        Triple(link, RG.confidence, q.object)
        for q in graph.store.quads(link, RG.confidence, None, names.candidates)
    )


def rdf12(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Accepted knowledge with its reifiers as TriG 1.2, all in the default graph, sorted by subject.

    Errors: StoreError when the graph was not built yet.
    """
    names = Names(workspace.settings.base)
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        rows = {q.triple for q in store.quads(None, None, None, DefaultGraph())} | set(reified(store, names))
        if workspace.settings.licence:
            rows.add(
                Triple(
                    NamedNode(names.base),
                    NamedNode("http://purl.org/dc/terms/license"),
                    NamedNode(workspace.settings.licence),
                )
            )
        shown = {**prefixes(workspace), "rdf": RDF}
        out.write(serialise(sorted(rows, key=str), "trig", prefixes=shown))
