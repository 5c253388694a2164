"""What the alignments say of data: which statement in our words is which statement in those of another
vocabulary.

The rules are the subclass and subproperty statements of `align/*.ttl` and the SHACL triple rules of
`alignment-rules.ttl`. A vocabulary is known by the prefix it has there ("prov", "sem", "crm").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from regesta.ontology import load

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SH = "http://www.w3.org/ns/shacl#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
#: Prefixes of the files that are of no other vocabulary.
_OURS = frozenset({"rg", "er", "at", "rdf", "rdfs", "skos", "sh"})
_STATED = (_RDFS + "subClassOf", _RDFS + "subPropertyOf")

#: What must be said of a thing besides: (property, value) pairs.
Conditions = tuple[tuple[NamedNode, NamedNode], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """`x given y` is `x then y`; for classes, where both are that, `x a given` is `x a then`. Only of an x of
    which `conditions` are said."""

    vocabulary: str
    given: NamedNode
    then: NamedNode
    conditions: Conditions = ()
    of_class: bool = False


class UnknownVocabulary(ValueError):
    """A name that no alignment goes by; the message lists those there are."""


@cache
def namespaces() -> Mapping[str, str]:
    """Namespace -> vocabulary. A prefix up to its first hyphen names a vocabulary: "schema-http" is a second
    namespace of "schema"."""
    return MappingProxyType(
        {
            iri: prefix.partition("-")[0]
            for file in (*load.files("align"), load.alignment_rules())
            for prefix, iri in _prefixes(file.read_bytes()).items()
            if prefix not in _OURS
        }
    )


def _prefixes(turtle: bytes) -> Mapping[str, str]:
    parser = parse(turtle, format=RdfFormat.TURTLE)
    for _ in parser:  # prefixes are known when all is read
        pass
    return dict(parser.prefixes)


def vocabulary_of(term: NamedNode) -> str:
    """The vocabulary a term belongs to. Errors: KeyError for a term of none."""
    fitting = [n for n in namespaces() if term.value.startswith(n)]
    return namespaces()[max(fitting, key=len)] if fitting else _unknown(term)


def _unknown(term: NamedNode) -> str:
    raise KeyError(f"{term.value} is in no namespace that the alignments declare")


@cache
def vocabularies() -> tuple[str, ...]:
    """The vocabularies that rules lead to, sorted; those that are only matched are not among them."""
    return tuple(sorted({rule.vocabulary for rule in rules()}))


def chosen(text: str) -> tuple[str, ...]:
    """The vocabularies of a list such as "prov,sem"; the name of an alignment's file, or its first word
    ("spar", "cidoc-crm", "cidoc"), means all that it aligns, "all" every one.

    Errors: UnknownVocabulary.
    """
    known = _of_files() | {name: (name,) for name in vocabularies()} | {"all": vocabularies()}
    out: dict[str, None] = {}
    for name in filter(None, (part.strip().lower() for part in text.split(","))):
        if name not in known:
            raise UnknownVocabulary(
                f"no alignment makes statements of {name!r}; choose among {', '.join(vocabularies())}, or all"
            )
        out |= dict.fromkeys(known[name])
    return tuple(out)


@cache
def _of_files() -> dict[str, tuple[str, ...]]:
    """The vocabularies of each file that makes statements, by its name and by the first word of it."""
    out: dict[str, tuple[str, ...]] = {}
    for file in load.files("align"):
        stated = (q.object for q in load.triples(file) if q.predicate.value in _STATED)
        if found := tuple(sorted({vocabulary_of(_iri(term)) for term in stated})):
            name = file.name.removesuffix(".ttl")
            out[name] = out[name.partition("-")[0]] = found
    return out


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the files."""
    return (*_stated(), *_conditional())


def _stated() -> Iterator[Rule]:
    """The subclass and subproperty statements."""
    for file in load.files("align"):
        for q in load.triples(file):
            if q.predicate.value in _STATED:
                given, then = _iri(q.subject), _iri(q.object)
                of_class = q.predicate.value == _STATED[0]
                yield Rule(vocabulary_of(then), given, then, of_class=of_class)


class _Shapes:
    """The values of the shapes file, by subject and by what follows `sh:`."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[tuple[object, str], list[NamedNode | BlankNode]] = defaultdict(list)
        self.targets: list[tuple[object, NamedNode]] = []
        for q in quads:
            name = q.predicate.value.removeprefix(_SH)
            if isinstance(q.object, NamedNode | BlankNode):
                self._values[q.subject, name].append(q.object)
            if name == "targetClass":
                self.targets.append((q.subject, _iri(q.object)))

    def all(self, node: object, name: str) -> list[NamedNode | BlankNode]:
        return self._values.get((node, name), [])

    def one(self, node: object, name: str) -> NamedNode | BlankNode | None:
        return next(iter(self.all(node, name)), None)


def _conditional() -> Iterator[Rule]:
    """The triple rules of the shapes; each holds of the members of its target."""
    shapes = _Shapes(load.triples(load.alignment_rules()))
    for shape, target in shapes.targets:
        for node in shapes.all(shape, "rule"):
            wanted = tuple(_conditions(shapes, node))
            predicate, value = _iri(shapes.one(node, "predicate")), shapes.one(node, "object")
            if isinstance(value, NamedNode):  # the class of things that are of another class too
                yield Rule(
                    vocabulary_of(value), target, value, tuple(c for c in wanted if c[1] != target), True
                )
            else:
                path = _iri(shapes.one(value, "path"))
                yield Rule(vocabulary_of(predicate), path, predicate, ((TYPE, target), *wanted))


def _conditions(shapes: _Shapes, rule: object) -> Iterator[tuple[NamedNode, NamedNode]]:
    for condition in shapes.all(rule, "condition"):
        for wanted in shapes.all(condition, "class"):
            yield TYPE, _iri(wanted)
        for row in shapes.all(condition, "property"):
            yield _iri(shapes.one(row, "path")), _iri(shapes.one(row, "hasValue"))


def _iri(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} is no IRI; alignments are of named terms")
    return term


__all__ = [
    "TYPE",
    "Rule",
    "UnknownVocabulary",
    "chosen",
    "namespaces",
    "rules",
    "vocabularies",
    "vocabulary_of",
]
