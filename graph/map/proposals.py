"""One record among everything proposed, with where it and its links stand in review."""

from __future__ import annotations

from regesta.extract.record import Actor, Claim, Decision, Event, Record
from regesta.graph.map import statements
from regesta.graph.map.agents import NameIndex
from regesta.graph.map.described import described
from regesta.graph.map.view import LABEL, A, View, decimal
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.terms import RG, concept
from regesta.review.state import Judged


def proposal(judged: Judged) -> Record:
    """The record as it is proposed, or as it was when it is proposed no more."""
    return judged.candidate or judged.record


def proposed(view: View, index: NameIndex, judged: Judged, apparatus: statements.Apparatus) -> None:
    """One record among everything proposed, with where it stands."""
    record = proposal(judged)
    node = described(view, index, record, apparatus)
    standing(view, node, judged, record)
    if isinstance(record, Claim):
        parts_standing(view, judged, record, apparatus)
        for link, target, confidence in statements.argument_links(view, record):
            otherwise = "candidate" if target in judged.links_left else judged.status
            _part_standing(view, link, judged, ("link", target), otherwise)
            view.add(link, RG.confidence, decimal(confidence))


def parts_standing(
    view: View, judged: Judged, record: Claim | Event | Decision, apparatus: statements.Apparatus
) -> None:
    """The evidence links of a proposed statement, with where they stand; what its passage may lend it does
    not stand with it, but waits for a verdict of its own."""
    lent = apparatus.lent_to(record, apparatus.cited_by(view, record))
    for link, citation in statements.evidence_links(view, record, apparatus):
        otherwise = "candidate" if citation in lent else judged.status
        _part_standing(view, link, judged, ("evidence", citation), otherwise)


def standing(view: View, node: NamedNode, judged: Judged, record: Record) -> None:
    """Where a proposed record stands: status, confidence, and what proposed it."""
    view.add(node, RG.status, concept("status", judged.status))
    view.add(node, RG.confidence, decimal(record.confidence))
    if isinstance(record, Actor):
        view.add_literal(node, RG.identifier, record.id)  # the one kind whose IRI does not carry its id
    if record.proposer:
        run = view.names.run(view.document, record.proposer)
        view.add(node, RG.proposedBy, run)
        view.once(f"run {record.proposer}", _run, run, record.proposer)


def _run(view: View, node: NamedNode, proposer: str) -> None:
    """What proposed, as a run over the document."""
    name, _, version = proposer.rpartition(".v")
    view.add(node, A, RG.ExtractionRun)
    view.add(node, LABEL, Literal(proposer))
    view.add(node, RG.inDocument, view.names.document(view.document))
    view.add_literal(node, RG.version, version if name else proposer)


def _part_standing(
    view: View, link: NamedNode, judged: Judged, part: tuple[str, str], otherwise: str
) -> None:
    """Where a link stands: by its own verdict, or `otherwise`."""
    outcome = judged.parts.get(part)
    status = {"accept": "accepted", "reject": "rejected", "defer": "deferred"}.get(outcome or "", otherwise)
    view.add(link, RG.status, concept("status", status))
