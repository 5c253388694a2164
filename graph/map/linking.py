"""Links to other people's identifiers: what they match in accepted knowledge, and the mapping with its
provenance in `graph/links`."""

from __future__ import annotations

from regesta.extract.link.sssom import BUILT_IN
from regesta.extract.notes.archive_names import archive_label
from regesta.extract.record import Link
from regesta.graph.map import acceptance
from regesta.graph.map.agents import NameIndex, agent, place
from regesta.graph.map.sources import archive
from regesta.graph.map.view import LABEL, SKOS, A, View, decimal
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.terms import RG
from regesta.review.verdict import Verdict

OWL, SSSOM = BUILT_IN["owl"], BUILT_IN["sssom"]
_AXIOM = NamedNode(OWL + "Axiom")


def subject(view: View, index: NameIndex, record: Link) -> NamedNode:
    """The node of what is linked, described in the view's graph; an actor by the name it has after merges."""
    if record.subject_kind == "place":
        return place(view, index, record.subject)
    if record.subject_kind == "archive":
        return archive(view, archive_label(record.subject))
    return agent(view, index, record.subject)


def link(view: View, index: NameIndex, record: Link) -> NamedNode:
    """A link as a statement of its own, in the form SSSOM gives mappings in RDF; it does not match anything
    by being stated."""
    return _mapping(view, record, subject(view, index, record))


def accepted(view: View, linkset: View, index: NameIndex, record: Link, verdict: Verdict) -> None:
    """An accepted link: the match itself in accepted knowledge and in `graph/links`, and there the mapping
    with who accepted it."""
    ours = subject(view, index, record)
    predicate, theirs = NamedNode(SKOS + record.predicate), NamedNode(record.object)
    for where in (view, linkset):
        where.add(ours, predicate, theirs)
    node = _mapping(linkset, record, ours)
    acceptance.accepted(linkset, node, verdict)


def _mapping(view: View, record: Link, ours: NamedNode) -> NamedNode:
    node = view.names.record("link", view.document, record.id)
    view.add(node, A, _AXIOM, RG.Link)
    view.add(node, LABEL, Literal(f"{record.subject} = {record.object_label or record.object}"))
    view.add(node, NamedNode(OWL + "annotatedSource"), ours)
    view.add(node, NamedNode(OWL + "annotatedProperty"), NamedNode(SKOS + record.predicate))
    view.add(node, NamedNode(OWL + "annotatedTarget"), NamedNode(record.object))
    view.add_literal(node, NamedNode(SSSOM + "subject_label"), record.subject)
    view.add_literal(node, NamedNode(SSSOM + "object_label"), record.object_label)
    prefix, _, name = record.justification.partition(":")
    if prefix in BUILT_IN and name:
        view.add(node, NamedNode(SSSOM + "mapping_justification"), NamedNode(BUILT_IN[prefix] + name))
    view.add(node, NamedNode(SSSOM + "confidence"), decimal(record.confidence))
    view.add_literal(node, NamedNode(SSSOM + "mapping_tool"), record.proposer)
    view.add_literal(node, NamedNode("http://purl.org/dc/terms/source"), record.authority)
    view.add_literal(node, RG.reason, record.reason)
    return node
