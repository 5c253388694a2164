"""Full SHACL by pySHACL: what the quick gate knows and everything it does not, for shapes of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import RDFS
from rdflib.namespace import SH as SHACL
from rdflib.term import BNode, Node, URIRef

from regesta.graph.dataset import to_rdflib
from regesta.graph.rdf import DefaultGraph, NamedNode
from regesta.graph.store.interface import QueryEngine
from regesta.graph.validate.finding import Finding, ShapesFileError
from regesta.graph.validate.shapes import SEVERITIES, local_name
from regesta.ontology import load


def shipped_shapes() -> rdflib.Graph:
    """The shapes of the package."""
    return rdflib.Graph().parse(data=load.shapes().read_text("utf-8"), format="turtle")


def read_shapes(paths: Iterable[Path]) -> rdflib.Graph:
    """The shapes of some files, in any syntax rdflib reads.

    Errors: ShapesFileError for one that is not there, does not parse, or holds no shape.
    """
    whole = rdflib.Graph()
    for path in paths:
        try:
            found = rdflib.Graph().parse(path)
        except FileNotFoundError as error:
            raise ShapesFileError(
                f"{path} is not there. Mend `shapes` in [validation] of regesta.toml."
            ) from error
        except Exception as error:  # every parser of rdflib has errors of its own
            raise ShapesFileError(
                f"{path} cannot be read as RDF: {' '.join(str(error).split())[:300]}"
            ) from error
        if not any((None, term, None) in found for term in _MAKE_A_SHAPE):
            raise ShapesFileError(
                f"{path} holds no shape: nothing in it has sh:targetClass, sh:property or the like."
            )
        whole += found
    return whole


_MAKE_A_SHAPE = (
    SHACL.property,
    SHACL.targetClass,
    SHACL.targetNode,
    SHACL.targetSubjectsOf,
    SHACL.targetObjectsOf,
    SHACL.path,
)


def check_full(
    store: QueryEngine, shapes: rdflib.Graph, *, record_of: Callable[[str], str] = lambda _: ""
) -> list[Finding]:
    """What breaks the shapes in the store's default graph, sorted, named as the quick gate names it.

    SHACL Core and SPARQL constraints; the vocabulary's classes are known, so that a shape of a class holds
    for its subclasses. Minutes for a thesis: some eleven times as long as the gate. `record_of` gives the
    record behind a node's IRI. Errors: ShapesFileError where pySHACL cannot make anything of the shapes.
    """
    data = _in_memory(store)
    try:
        _, results, _ = pyshacl.validate(
            data, shacl_graph=shapes, ont_graph=_classes(), inference="none", advanced=False
        )
    except Exception as error:  # pySHACL raises errors of many kinds for shapes it cannot use
        raise ShapesFileError(
            f"pySHACL cannot use the shapes: {' '.join(str(error).split())[:300]}"
        ) from error
    if not isinstance(results, rdflib.Graph):
        raise ShapesFileError(f"pySHACL cannot use the shapes: {results}")
    report = _Report(results, shapes, data)
    return sorted(
        report.finding(result, record_of)
        for result in set(
            results.objects(predicate=SHACL.result)
        )  # details of a result are none of their own
    )


def _in_memory(store: QueryEngine) -> rdflib.Graph:
    data = rdflib.Graph()
    for quad in store.quads(graph=DefaultGraph()):
        data.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return data


@cache
def _classes() -> rdflib.Graph:
    """The vocabulary's hierarchy of classes."""
    known = rdflib.Graph()
    for quad in load.vocabulary():
        if quad.predicate.value == str(RDFS.subClassOf) and isinstance(quad.object, NamedNode):
            known.add((to_rdflib(quad.subject), RDFS.subClassOf, to_rdflib(quad.object)))
    return known


@dataclass(frozen=True, slots=True)
class _Report:
    """A validation report, and what its results speak of."""

    results: rdflib.Graph
    shapes: rdflib.Graph
    data: rdflib.Graph

    def finding(self, result: Node, record_of: Callable[[str], str]) -> Finding:
        """One result in the words of the gate."""
        said = self.results.value
        node = said(result, SHACL.focusNode)
        value = said(result, SHACL.value)
        label = min(map(str, self.data.objects(node, RDFS.label)), default="")
        return Finding(
            severity=SEVERITIES.get(str(said(result, SHACL.resultSeverity)), "violation"),
            rule=self._rule(result),
            node=str(node),
            record=record_of(str(node)),
            label=label,
            message=str(said(result, SHACL.resultMessage) or ""),
            value="" if value is None or isinstance(value, BNode) else str(value),
        )

    def _rule(self, result: Node) -> str:
        """Shape, path and component, as `Claim/holder/minCount`."""
        source = self.results.value(result, SHACL.sourceShape)
        owner = next(self.shapes.subjects(SHACL.property, source), None)
        shape = owner if isinstance(source, BNode) and owner is not None else source
        path = self.results.value(result, SHACL.resultPath)
        component = local_name(str(self.results.value(result, SHACL.sourceConstraintComponent)))
        component = component.removesuffix("ConstraintComponent")
        component = component.lower() if component.isupper() else component
        names = [local_name(str(n)) for n in (shape, path) if isinstance(n, URIRef)]
        return "/".join((*(names or ["shape"]), component[:1].lower() + component[1:]))
