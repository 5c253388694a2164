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
    words = " = ".join(shorten(squeeze(view.cut(span)), 70) for span in record.spans)
    view.add(node, LABEL, Literal(words))
    view.add_literal(node, RG.reason, record.reason)
    view.add(node, RG.inDocument, view.names.document(view.document))
    sides = [side for side in (record.one, record.other) if view.shows(side)]
    for side in sides:
        view.add(node, RG.identifies, view.record(side.partition("-")[0], side))
    expressed(view, node, record.spans)
    return node, sides
