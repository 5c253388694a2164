"""Accepted knowledge by subject and property, as exports for other tools ask it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from regesta.extract.workspace import Workspace
from regesta.graph.map.view import ALT_LABEL, LABEL, RDF, SKOS
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Triple
from regesta.graph.store import lease
from regesta.ontology.terms import NAMESPACE, SCHEMES

_TYPE = RDF + "type"
#: How near a thing of ours is to one of somebody else's.
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The statements of a graph: subject -> property -> values as strings, sorted; `kinds` are the subjects
    of each class."""

    about: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    kinds: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Knowledge:
        """The knowledge in some quads."""
        seen: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for q in quads:
            if isinstance(q.subject, NamedNode) and not isinstance(q.object, Triple):
                seen[q.subject.value][q.predicate.value].add(q.object.value)
        about = {s: {p: sorted(v) for p, v in sorted(rows.items())} for s, rows in seen.items()}
        kinds: dict[str, list[str]] = defaultdict(list)
        for subject in sorted(about):
            for kind in about[subject].get(_TYPE, ()):
                kinds[kind].append(subject)
        return cls(about, dict(kinds))

    def values(self, subject: str, name: str) -> list[str]:
        """What a subject has for a property: a term of our vocabulary, or a whole IRI."""
        return self.about.get(subject, {}).get(name if ":" in name else NAMESPACE + name, [])

    def one(self, subject: str, name: str) -> str:
        """The first value of a property, "" where there is none."""
        return next(iter(self.values(subject, name)), "")

    def of_kind(self, name: str) -> list[str]:
        """The subjects of a class of our vocabulary, sorted."""
        return self.kinds.get(NAMESPACE + name, [])

    def is_a(self, subject: str, name: str) -> bool:
        """Whether a subject is of a class of our vocabulary."""
        return NAMESPACE + name in self.values(subject, _TYPE)

    def label(self, subject: str) -> str:
        """What a thing is called; the end of its IRI where nothing says."""
        return self.one(subject, LABEL.value) or subject.rsplit("/", 1)[-1]

    def aliases(self, subject: str) -> list[str]:
        """What else it is called."""
        return self.values(subject, ALT_LABEL.value)

    def concept(self, subject: str, name: str) -> str:
        """The last part of a concept's IRI, such as "letter" or "attacks"; "" where there is none."""
        iri = self.one(subject, name)
        return iri.rsplit("/", 1)[-1] if iri.startswith(SCHEMES) else iri

    def matches(self, subject: str) -> list[tuple[str, str]]:
        """What in other people's authorities it matches: (how near, IRI), the nearest first."""
        return [(how, iri) for how in MATCHES for iri in self.values(subject, SKOS + how)]


def knowledge(workspace: Workspace) -> Knowledge:
    """What is accepted in the generation a workspace has now. Errors: StoreError when nothing was built."""
    with lease(workspace.snapshots) as snapshot:
        return Knowledge.of(snapshot.open().quads(None, None, None, DefaultGraph()))


__all__ = ["MATCHES", "Knowledge", "knowledge"]
