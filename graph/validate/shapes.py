"""Reads the shapes into constraints. Only the part of SHACL they use is known (some of Core, and SPARQL
constraints of property shapes); anything else is refused, never passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from regesta.graph.rdf import BlankNode, Literal, NamedNode, Quad, Triple
from regesta.graph.validate.finding import Severity
from regesta.ontology import load

SH = "http://www.w3.org/ns/shacl#"
SEVERITIES: dict[str, Severity] = {
    SH + "Violation": "violation",
    SH + "Warning": "warning",
    SH + "Info": "info",
}
_COMPONENTS = frozenset(
    (
        "minCount",
        "maxCount",
        "class",
        "datatype",
        "nodeKind",
        "minLength",
        "pattern",
        "minInclusive",
        "lessThanOrEquals",
        "disjoint",
        "hasValue",
        "sparql",
    )
)
_OTHER = frozenset(("path", "message", "severity"))

Node = NamedNode | BlankNode | Literal | Triple


class ShapeError(ValueError):
    """A shape that this reader does not know how to check; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One component on one path of one shape, for instance `minCount 1` on `rg:holder` of claims."""

    shape: str
    target: str
    by_class: bool
    path: str
    component: str
    value: NamedNode | Literal
    message: str
    severity: Severity

    @property
    def rule(self) -> str:
        """How findings name it: `Claim/holder/minCount`."""
        return f"{local_name(self.shape)}/{local_name(self.path)}/{self.component}"


def local_name(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


@cache
def shipped() -> tuple[Constraint, ...]:
    """The constraints of the package's shapes."""
    return read(tuple(load.triples(load.shapes())))


def read(triples: tuple[Quad, ...]) -> tuple[Constraint, ...]:
    """The constraints of a shapes graph, sorted by rule.

    Errors: ShapeError for a target, path or component outside the part of SHACL Core known here.
    """
    about: dict[Node, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for q in triples:
        about[q.subject][q.predicate.value].append(q.object)
    out: list[Constraint] = []
    for shape, rows in about.items():
        if not isinstance(shape, NamedNode) or SH + "property" not in rows:
            continue
        target, by_class = _target(shape, rows)
        for prop in rows[SH + "property"]:
            select = partial(_select_of, about)
            out.extend(_constraints(shape, target, by_class, about[prop], select))
    return tuple(sorted(out, key=lambda c: c.rule))


def _select_of(about: Mapping[Node, Mapping[str, Sequence[Node]]], node: Node) -> Node:
    """The query of a SPARQL constraint, of which the node is one; any other value as it is."""
    return next(iter(about[node].get(SH + "select", ())), node) if isinstance(node, BlankNode) else node


def _target(shape: NamedNode, rows: dict[str, list[Node]]) -> tuple[str, bool]:
    known = [
        (rows[SH + name][0], name == "targetClass")
        for name in ("targetClass", "targetSubjectsOf")
        if SH + name in rows
    ]
    if len(known) != 1 or not isinstance(known[0][0], NamedNode):
        raise ShapeError(f"the shape {shape.value} must have one sh:targetClass or one sh:targetSubjectsOf")
    return known[0][0].value, known[0][1]


def _constraints(
    shape: NamedNode,
    target: str,
    by_class: bool,
    rows: dict[str, list[Node]],
    select: Callable[[Node], Node],
) -> list[Constraint]:
    unknown = sorted(
        p for p in rows if not p.startswith(SH) or p.removeprefix(SH) not in _COMPONENTS | _OTHER
    )
    if unknown:
        raise ShapeError(
            f"the shape {shape.value} uses {', '.join(unknown)}, which is not checked here; "
            f"known are {', '.join(sorted(_COMPONENTS))}"
        )
    path, message = rows[SH + "path"][0], rows.get(SH + "message", [Literal("")])[0]
    if not isinstance(path, NamedNode):
        raise ShapeError(
            f"the shape {shape.value} has a path that is not one property; write the property itself"
        )
    severity = SEVERITIES[_text(rows[SH + "severity"][0])] if SH + "severity" in rows else "violation"
    return [
        Constraint(
            shape=shape.value,
            target=target,
            by_class=by_class,
            path=path.value,
            component=name,
            value=value,
            message=_text(message),
            severity=severity,
        )
        for name in sorted(_COMPONENTS)
        for value in map(select, rows.get(SH + name, []))
        if isinstance(value, NamedNode | Literal)
    ]


def _text(node: Node) -> str:
    return node.value if isinstance(node, NamedNode | Literal) else str(node)
