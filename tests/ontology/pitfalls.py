"""Pitfalls of ontologies that a program can find, by their numbers in the catalogue of OOPS!
(https://oops.linkeddata.es/catalogue.jsp)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
_CLASS = OWL + "Class"
_PROPERTIES = (OWL + "ObjectProperty", OWL + "DatatypeProperty")


class Ontology:
    """The triples of an ontology, by subject and predicate."""

    def __init__(self, quads: Iterable[Quad], iri: str) -> None:
        self.iri, self.namespace = iri, iri + "#"
        self.quads = list(quads)
        self._values: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        for q in self.quads:
            if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal):
                self._values[q.subject.value, q.predicate.value].append(q.object)

    def of(self, term: str, predicate: str) -> list[str]:
        """The values of a property of a term."""
        return [v.value for v in self._values.get((term, predicate), [])]

    def literals(self, term: str, predicate: str) -> list[Literal]:
        """The same, literals only."""
        return [v for v in self._values.get((term, predicate), []) if isinstance(v, Literal)]

    def terms(self, *types: str) -> list[str]:
        """The own terms of these types."""
        found = {q.subject.value for q in self.quads if q.object.value in types and q.predicate.value == RDF + "type" if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)}  # fmt: skip
        return sorted(t for t in found if t.startswith(self.namespace))

    @property
    def own(self) -> list[str]:
        return self.terms(_CLASS, *_PROPERTIES)


def _labels(o: Ontology) -> Iterator[str]:
    """P32: two classes, or two properties, of one label."""
    for kinds in ((_CLASS,), _PROPERTIES):
        rows = [(v.value, v.language, t) for t in o.terms(*kinds) for v in o.literals(t, RDFS + "label")]
        often = Counter((value, language) for value, language, _ in rows)
        yield from (
            f"{t} shares the label {value!r}" for value, language, t in rows if often[value, language] > 1
        )


def _annotations(o: Ontology) -> Iterator[str]:
    """P08: no label or definition; without a language; P20: one used as the other."""
    for term in o.own:
        for predicate in (RDFS + "label", SKOS + "definition"):
            said = o.literals(term, predicate)
            if not any(v.language == "en" for v in said):
                yield f"{term} has no English {predicate}"
            yield from (f"{term}: {v} has no language" for v in said if not v.language)
        if set(o.of(term, RDFS + "label")) & set(o.of(term, SKOS + "definition")):
            yield f"{term}: its definition is its label"


def _unconnected(o: Ontology) -> Iterator[str]:
    """P04: a class that no axiom connects with anything."""
    used = {q.object.value for q in o.quads if isinstance(q.object, NamedNode) and q.predicate.value in (RDFS + "domain", RDFS + "range", RDFS + "subClassOf")}  # fmt: skip
    for term in o.terms(_CLASS):
        if term not in used and not o.of(term, RDFS + "subClassOf"):
            yield f"{term} stands alone"


def _cycles(o: Ontology) -> Iterator[str]:
    """P06: a class or property under itself."""
    for predicate in (RDFS + "subClassOf", RDFS + "subPropertyOf"):
        for term in o.own:
            seen, waiting = set(), o.of(term, predicate)
            while waiting:
                here = waiting.pop()
                if here not in seen:
                    seen.add(here)
                    waiting += o.of(here, predicate)
            if term in seen:
                yield f"{term} is under itself"


def _merged(o: Ontology) -> Iterator[str]:
    """P07: two concepts in one class."""
    for term in o.terms(_CLASS):
        if any(" and " in v.value or " or " in v.value for v in o.literals(term, RDFS + "label")):
            yield f"{term} is two things by its label"


def _inverses(o: Ontology) -> Iterator[str]:
    """P05, P25: an inverse whose domain and range are not the other way round, or of itself."""
    for term in o.terms(*_PROPERTIES):
        for other in o.of(term, OWL + "inverseOf"):
            ends = [
                (o.of(a, RDFS + "domain"), o.of(b, RDFS + "range")) for a, b in ((term, other), (other, term))
            ]
            if other == term or any(a and b and a != b for a, b in ends):
                yield f"{term} is no inverse of {other}"


def _symmetric(o: Ontology) -> Iterator[str]:
    """P28, P29: symmetric or transitive from one kind of thing to another."""
    for kind in ("SymmetricProperty", "TransitiveProperty"):
        for term in o.terms(OWL + kind):
            domain, range_ = o.of(term, RDFS + "domain"), o.of(term, RDFS + "range")
            if domain and range_ and domain != range_:
                yield f"{term} is a {kind} between different things"


def _several_ends(o: Ontology) -> Iterator[str]:
    """P19: several domains or ranges, which mean their intersection."""
    for term in o.terms(*_PROPERTIES):
        for predicate in (RDFS + "domain", RDFS + "range"):
            if len(o.of(term, predicate)) > 1:
                yield f"{term} has several values of {predicate}"


#: Properties whose ends are of several kinds on purpose.
_OPEN = {
    "partOf": "of archival units, and of divisions of a text",
    "directPartOf": "is a partOf",
    "mergedInto": "of records of any one kind",
    "splitInto": "of records of any one kind",
}


def _ranges(o: Ontology) -> Iterator[str]:
    """P11: a property between things of which neither end is said."""
    for term in o.terms(OWL + "ObjectProperty"):
        chain = [term]
        for here in chain:
            chain += [p for p in o.of(here, RDFS + "subPropertyOf") if p not in chain]
        ends = [o.of(p, RDFS + end) for p in chain for end in ("domain", "range")]
        if not any(ends) and term.removeprefix(o.namespace) not in _OPEN:  # fmt: skip
            yield f"{term} has neither domain nor range"


def _untyped(o: Ontology) -> Iterator[str]:
    """P34, P35: a class or property that is used and not declared."""
    known = set(o.own)
    for q in o.quads:
        for node in (q.subject, q.predicate, q.object):
            if isinstance(node, NamedNode) and node.value.startswith(o.namespace) and node.value not in known:
                yield f"{node.value} is used and not declared"


def _hijacked(o: Ontology) -> Iterator[str]:
    """P40: other people's terms defined here; to declare them is no definition."""
    for q in o.quads:
        foreign = isinstance(q.subject, NamedNode) and not q.subject.value.startswith(o.iri)
        if foreign and q.predicate.value in (
            RDFS + "domain",
            RDFS + "range",
            RDFS + "subClassOf",
            RDFS + "label",
        ):
            yield f"{q.subject.value} is somebody else's"


def _defined_by(o: Ontology) -> Iterator[str]:
    """A term that does not say which ontology defines it."""
    yield from (f"{t} has no isDefinedBy" for t in o.own if o.of(t, RDFS + "isDefinedBy") != [o.iri])


_TOLD = ("license", "creator", "created", "modified", "title", "description", "bibliographicCitation")


def _header(o: Ontology) -> Iterator[str]:
    """P38, P41: no ontology, no licence; nor who made it, when, and which version this is."""
    if OWL + "Ontology" not in o.of(o.iri, RDF + "type"):
        yield "there is no owl:Ontology"
    yield from (f"dcterms:{name} is not said" for name in _TOLD if not o.of(o.iri, DCTERMS + name))
    version = o.of(o.iri, OWL + "versionIRI")
    if version != [f"{o.iri}/{v}" for v in o.of(o.iri, OWL + "versionInfo")] or not version:
        yield "versionIRI and versionInfo are not of one version"
    if o.iri.rsplit(".", 1)[-1] in ("owl", "ttl", "rdf"):  # P36
        yield "the IRI has the ending of a file"


PITFALLS: Mapping[str, Callable[[Ontology], Iterator[str]]] = {
    "P04": _unconnected,
    "P05": _inverses,
    "P06": _cycles,
    "P07": _merged,
    "P08": _annotations,
    "P11": _ranges,
    "P19": _several_ends,
    "P28": _symmetric,
    "P32": _labels,
    "P34": _untyped,
    "P40": _hijacked,
    "P41": _header,
    "isDefinedBy": _defined_by,
}


def found(quads: Iterable[Quad], iri: str) -> dict[str, list[str]]:
    """What each check finds, nothing where it finds nothing."""
    ontology = Ontology(quads, iri)
    return {name: rows for name, check in PITFALLS.items() if (rows := sorted(set(check(ontology))))}
