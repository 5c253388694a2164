"""The built graph as a nanopublication reads it: chosen triples of one thing at a time, always in the same
order."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from regesta.graph.map.view import LABEL, OA, RDF, RDFS, A
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Triple
from regesta.graph.store.interface import QueryEngine
from regesta.ontology.terms import NAMESPACE, RG

_PREFIXES: Mapping[str, str] = {"rdf": RDF, "rdfs": RDFS, "oa": OA}
Said = tuple[NamedNode, NamedNode, object]


@cache
def _parts() -> Mapping[str, Mapping[str, tuple[NamedNode, ...]]]:
    data = tomllib.loads(resources.files("regesta.graph.nanopub").joinpath("parts.toml").read_text("utf-8"))
    return {
        part: {name: tuple(map(_property, row)) for name, row in rows.items()} for part, rows in data.items()
    }


def _property(name: str) -> NamedNode:
    prefix, colon, rest = name.partition(":")
    return NamedNode(_PREFIXES[prefix] + rest if colon else NAMESPACE + name)


@dataclass(slots=True)
class Knowledge:
    """A built graph; what is asked for often is kept."""

    store: QueryEngine
    names: Names
    _about: dict[NamedNode, list[Triple]] = field(default_factory=dict)

    def about(self, subject: NamedNode) -> list[Triple]:
        """Everything accepted of a subject, sorted."""
        if subject not in self._about:
            rows = (q.triple for q in self.store.quads(subject, None, None, DefaultGraph()))
            self._about[subject] = sorted(
                rows, key=lambda t: (t.predicate != A, t.predicate.value, str(t.object))
            )
        return self._about[subject]

    def part(self, part: str, kind: str, subject: NamedNode) -> Iterator[Triple]:
        """What `parts.toml` chooses of a subject."""
        chosen = _parts()[part][kind]
        return (t for t in self.about(subject) if t.predicate in chosen)

    def objects(self, subject: NamedNode, *properties: NamedNode) -> list[NamedNode]:
        """The things a subject is joined to, property by property, each once."""
        found = (
            t.object
            for p in properties
            for t in self.about(subject)
            if t.predicate == p and isinstance(t.object, NamedNode)
        )
        return list(dict.fromkeys(found))

    def words(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The first value of a property, "" when there is none."""
        return next(
            (
                t.object.value
                for t in self.about(subject)
                if t.predicate == predicate and not isinstance(t.object, Triple)
            ),
            "",
        )

    def label(self, subject: NamedNode) -> Iterator[Triple]:
        """What a thing is called."""
        return (t for t in self.about(subject) if t.predicate == LABEL)

    def content(self, proposition: NamedNode) -> list[Triple]:
        """The formal content of a proposition, where it has any."""
        return sorted((q.triple for q in self.store.quads(None, None, None, proposition)), key=str)

    def subjects(self, kind: NamedNode, under: str) -> list[NamedNode]:
        """The accepted things of a class whose IRI begins so, in order of document and place."""
        found = (q.subject for q in self.store.quads(None, A, kind, DefaultGraph()))
        wanted = [
            s for s in found if isinstance(s, NamedNode) and s.value.startswith(self.names.base + under)
        ]
        return sorted(
            wanted, key=lambda s: (self.words(s, RG.inDocument), int(self.words(s, RG.start) or 0), s.value)
        )

    def evidence_of(self, claim: NamedNode) -> list[NamedNode]:
        """The evidence links of a claim."""
        rows = (q.subject for q in self.store.quads(None, RG.evidenceFor, claim, DefaultGraph()))
        return sorted((s for s in rows if isinstance(s, NamedNode)), key=lambda s: s.value)

    def proposed_by(self, subject: NamedNode) -> Iterator[Triple]:
        """The extraction that proposed a statement, and what it is called."""
        for q in self.store.quads(subject, RG.proposedBy, None, self.names.candidates):
            yield q.triple
            if isinstance(q.object, NamedNode):
                for p in (A, LABEL):
                    yield from (r.triple for r in self.store.quads(q.object, p, None, self.names.candidates))


def things(triples: Iterable[Triple]) -> set[NamedNode]:
    """Every subject and object that has an IRI."""
    return {n for t in triples for n in (t.subject, t.object) if isinstance(n, NamedNode)}


def quads(graph: NamedNode, triples: Iterable[Triple]) -> list[Quad]:
    """The triples in a graph, each once, by subject, the class first."""
    rows = sorted(
        set(triples), key=lambda t: (str(t.subject), t.predicate != A, t.predicate.value, str(t.object))
    )
    return [Quad(t.subject, t.predicate, t.object, graph) for t in rows]
