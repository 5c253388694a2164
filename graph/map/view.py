"""A view is one way of seeing the records: as accepted knowledge, or as everything proposed. Triples are
collected through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from regesta.extract.record import Span
from regesta.graph.name import Names
from regesta.graph.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import EDTF

Node = NamedNode | BlankNode
Object = Node | Literal | Triple
Graph = NamedNode | DefaultGraph

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"

A = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
ALT_LABEL = NamedNode(SKOS + "altLabel")
EXACT_MATCH = NamedNode(SKOS + "exactMatch")
XSD_INTEGER = NamedNode(XSD + "integer")
XSD_DECIMAL = NamedNode(XSD + "decimal")
XSD_BOOLEAN = NamedNode(XSD + "boolean")
XSD_DATE = NamedNode(XSD + "date")
XSD_DATETIME = NamedNode(XSD + "dateTime")
XSD_ANYURI = NamedNode(XSD + "anyURI")
_TRUE, _FALSE = (Literal(word, datatype=XSD_BOOLEAN) for word in ("true", "false"))


@lru_cache(maxsize=65536)
def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD_INTEGER)


@lru_cache(maxsize=4096)
def decimal(value: float) -> Literal:
    """An xsd:decimal of at most four places."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip(".") if value else "0", datatype=XSD_DECIMAL)


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return _TRUE if value else _FALSE


@lru_cache(maxsize=65536)
def moment(value: str) -> Literal:
    """An xsd:dateTime, written as the store writes that moment: without the zeros that end a fraction."""
    here = NamedNode("urn:x")
    store = EmbeddedStore([Quad(here, here, Literal(value, datatype=XSD_DATETIME), DefaultGraph())])
    return next(q.object for q in store if isinstance(q.object, Literal))


def edtf(value: str) -> Literal:
    """An EDTF literal."""
    return Literal(value, datatype=EDTF)


def squeeze(text: str) -> str:
    """Text on one line: line breaks and doubled blanks as one blank."""
    return " ".join(text.split())


def shorten(text: str, width: int = 140) -> str:
    """Text of at most `width` characters, cut at a word and ended with an ellipsis."""
    line = squeeze(text)
    return line if len(line) <= width else line[: width - 1].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class Shared:
    """What is said of something many records share, and the keys of the shared things it refers to."""

    quads: Sequence[Quad]
    refers: Sequence[str]


@dataclass(slots=True)
class View:
    """Collects the triples of one graph.

    `shows(id)` says whether a record is part of this view; `known_as(id)` follows merges; `full` views carry
    whole passages with their selectors, the others positions only. `dropped(id, part, part_id)` is true where
    a reviewer refused that part; `added(id)` gives the citations reviewers made evidence; `same_as` maps a
    claim to the key and the words of the proposition reviewers said it states; `wordings` a claim to how
    reviewers worded it and its proposition; `language` is the document's as a BCP 47 code.
    """

    graph: Graph
    names: Names
    document: str
    text: str
    full: bool
    shows: Callable[[str], bool]
    known_as: Callable[[str], str]
    dropped: Callable[[str, str, str], bool]
    added: Callable[[str], Sequence[str]] = lambda _: ()
    same_as: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    wordings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    language: str = ""
    quads: list[Quad] = field(default_factory=list)
    shared: dict[str, Shared] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)
    _referred: set[str] = field(default_factory=set)

    def add(self, subject: Node, predicate: NamedNode, *objects: Object) -> None:
        """One triple per object."""
        for value in objects:
            self.quads.append(Quad(subject, predicate, value, self.graph))

    def add_literal(self, subject: Node, predicate: NamedNode, value: str) -> None:
        """A plain string, left out when empty."""
        if value:
            self.quads.append(Quad(subject, predicate, Literal(value), self.graph))

    def add_literals(self, subject: Node, predicate: NamedNode, values: Iterable[str]) -> None:
        """Plain strings."""
        for value in values:
            self.add_literal(subject, predicate, value)

    def begin(self) -> None:
        """Another record follows: what it refers to is counted anew."""
        self._referred = set()

    def once(self, key: str, describe: Callable[..., None], *given: Any) -> None:
        """What many records share is described once: `describe(view, *given)` adds its triples, which must
        follow from the key alone. `references` counts the records, and other shared things, that refer to
        it."""
        if key in self._referred:
            return
        self._referred.add(key)
        self.references[key] = self.references.get(key, 0) + 1
        if key not in self.shared:
            own, referred = self.quads, self._referred
            self.quads, self._referred = [], set()
            describe(self, *given)
            self.shared[key] = Shared(self.quads, tuple(self._referred))
            self.quads, self._referred = own, referred

    def everything(self) -> Iterator[Quad]:
        """What was collected; what several records say is said several times."""
        yield from self.quads
        for described in self.shared.values():
            yield from described.quads

    def leads(self, record: str, target: str) -> bool:
        """Whether a record's link to another holds: there is one, it is part of this view, and no reviewer
        refused the link."""
        return bool(target) and self.shows(target) and not self.dropped(record, "link", target)

    def event(self, representative: str) -> NamedNode:
        """The IRI of the event of a representative mention of this document."""
        return self.names.event(self.document, representative)

    def record(self, kind: str, record: str) -> NamedNode:
        """The IRI of a record of this document, after merges."""
        return self.names.record(kind, self.document, self.known_as(record))

    def cut(self, span: Span) -> str:
        """The raw text of a span."""
        return self.text[span[0] : span[1]]
