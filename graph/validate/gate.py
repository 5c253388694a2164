"""The gate before accepted knowledge is stored: every constraint as one SPARQL query over the default graph,
findings with their record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from regesta.graph.map.view import XSD
from regesta.graph.rdf import Literal, NamedNode
from regesta.graph.store.interface import QueryEngine
from regesta.graph.validate.finding import Finding
from regesta.graph.validate.shapes import SH, Constraint, shipped

_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
#: Datatypes whose words can be checked by casting.
_CAST = ("integer", "decimal", "date", "dateTime", "boolean")
_NODE_KINDS = {SH + "IRI": "isIRI", SH + "BlankNode": "isBlank", SH + "Literal": "isLiteral"}


def check(
    store: QueryEngine,
    *,
    record_of: Callable[[str], str] = lambda _: "",
    constraints: Iterable[Constraint] | None = None,
) -> list[Finding]:
    """What breaks the shapes in the store's default graph, sorted; empty when nothing does.

    `record_of` gives the record id behind a node's IRI. pySHACL gives the same answers (the tests compare
    them) in eleven times the time: 16.4 s against 1.5 s for 287,000 triples without a fault, after reading
    them into rdflib.
    """
    out: set[Finding] = set()
    for constraint in shipped() if constraints is None else constraints:
        for node, value in _breaches(store, constraint):
            out.add(
                Finding(
                    severity=constraint.severity,
                    rule=constraint.rule,
                    node=node,
                    record=record_of(node),
                    label=_label(store, node),
                    message=constraint.message,
                    value=value,
                )
            )
    return sorted(out)


def _label(store: QueryEngine, node: str) -> str:
    for row in store.select(f"SELECT ?l WHERE {{ <{node}> {_LABEL} ?l }} ORDER BY ?l LIMIT 1"):
        label = row["l"]
        return label.value if isinstance(label, Literal) else ""
    return ""


def _breaches(store: QueryEngine, c: Constraint) -> Iterator[tuple[str, str]]:
    for row in store.select(query_of(c)):
        node, value = row["node"], row["value"]
        if isinstance(node, NamedNode):
            yield node.value, value.value if isinstance(value, NamedNode | Literal) else ""


def query_of(c: Constraint) -> str:
    """The SPARQL query whose rows (?node, ?value) are the breaches of a constraint."""
    target = f"?node {_TYPE} <{c.target}> ." if c.by_class else f"?node <{c.target}> ?_any ."
    value = str(c.value)
    path = f"<{c.path}>"
    if c.component == "minCount":
        if int(c.value.value) == 1:
            return f"SELECT ?node ?value WHERE {{ {target} FILTER NOT EXISTS {{ ?node {path} ?v }} }}"
        return _counted(target, path, f"COUNT(DISTINCT ?v) < {int(c.value.value)}", optional=True)
    if c.component == "maxCount":
        return _counted(target, path, f"COUNT(DISTINCT ?v) > {int(c.value.value)}", optional=False)
    test = {
        "class": f"NOT EXISTS {{ ?value {_TYPE} {value} }}",
        "datatype": _not_of_type(value),
        "nodeKind": f"!{_NODE_KINDS.get(c.value.value, 'isIRI')}(?value)",
        "minLength": f"isBlank(?value) || STRLEN(STR(?value)) < {c.value.value}",
        "pattern": f"isBlank(?value) || !REGEX(STR(?value), {value})",
        "minInclusive": f"!COALESCE(?value >= {value}, false)",
    }
    if c.component == "sparql":
        return f"SELECT ?node ?value WHERE {{ {target} {_asked_of_node(c.value.value)} }}"
    if c.component == "hasValue":
        return f"SELECT ?node ?value WHERE {{ {target} FILTER NOT EXISTS {{ ?node {path} {value} }} }}"
    if c.component == "disjoint":
        return f"SELECT ?node ?value WHERE {{ {target} ?node {path} ?value ; {value} ?value }}"
    if c.component == "lessThanOrEquals":
        return (
            f"SELECT ?node ?value WHERE {{ {target} ?node {path} ?value . ?node <{c.value.value}> "
            f"?other . FILTER(!COALESCE(?value <= ?other, false)) }}"
        )
    return f"SELECT ?node ?value WHERE {{ {target} ?node {path} ?value . FILTER({test[c.component]}) }}"


def _asked_of_node(select: str) -> str:
    """The pattern of a SPARQL constraint, `SELECT $this ?value WHERE { ... }`, asked of ?node; its IRIs are
    written out, and it binds nothing but $this that a target would."""
    return "{" + select.partition("{")[2].rpartition("}")[0].replace("$this", "?node") + "}"


def _not_of_type(datatype: str) -> str:
    test = f"!isLiteral(?value) || DATATYPE(?value) != {datatype}"
    if datatype.removeprefix(f"<{XSD}").removesuffix(">") not in _CAST:
        return test
    # a literal that only says it is of the type
    return f"{test} || !COALESCE(isLiteral({datatype}(STR(?value))), false)"


def _counted(target: str, path: str, having: str, *, optional: bool) -> str:
    pattern = f"?node {path} ?v ."
    body = f"{target} OPTIONAL {{ {pattern} }}" if optional else f"{target} {pattern}"
    return (
        f"SELECT ?node (GROUP_CONCAT(STR(?v); separator=', ') AS ?value) WHERE {{ {body} }} GROUP "
        f"BY ?node HAVING({having})"
    )
