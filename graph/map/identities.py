"""What all identities are in the graph, whatever they say is one: a statement with its sides, words and
reason."""

from __future__ import annotations

from regesta.extract.record import Identity
from regesta.graph.map.text import expressed
from regesta.graph.map.view import LABEL, A, View, shorten, squeeze
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.terms import RG


def identified(view: View, record: Identity) -> tuple[NamedNode, list[str]]:
    """The statement that two records are one, and those of its sides that are shown; what they are is for
    the caller to say."""
    node = view.record("identity", record.id)
    view.add(node, A, RG.Identification, RG.Statement)
    called = record.names or map(view.cut, record.spans)
    words = " = ".join(shorten(squeeze(name), 70) for name in called)
    view.add(node, LABEL, Literal(words))
    view.add_literal(node, RG.reason, record.reason)
    view.add(node, RG.inDocument, view.names.document(view.document))
    if record.across:
        view.add(node, RG.inDocument, view.names.document(record.other_document))
    sides = [side for side in (record.one, record.other) if view.shows(side)]
    for side in sides if record.of_events or not record.across else ():
        view.add(node, RG.identifies, view.record(side.partition("-")[0], side))
    expressed(view, node, record.spans)
    return node, sides


def identified_across(view: View, record: Identity) -> NamedNode:
    """Two actors or two sources of different documents that are one, as a statement of its own; actors by the
    names they have in their documents."""
    node, sides = identified(view, record)
    for side, name in zip((record.one, record.other), record.names, strict=True):
        if side in sides:
            of_actor = view.names.actor(name) if record.of_actors else view.record("source", side)
            view.add(node, RG.identifiedAs, of_actor)
    return node
