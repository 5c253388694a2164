"""Verdicts, policies and reviewers."""

from __future__ import annotations

from dataclasses import replace

from regesta.graph.map.agents import AUTHOR
from regesta.graph.map.view import LABEL, A, View, moment
from regesta.graph.name import Names
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.terms import RG, concept
from regesta.review.verdict import SOFTWARE, Verdict

PROV = "http://www.w3.org/ns/prov#"


def judged_node(names: Names, verdict: Verdict, record: str = "") -> NamedNode | None:
    """The IRI of what a verdict judged (or of another record of the same kind and document); an actor is
    known by name."""
    judged = verdict.edited or verdict.judged
    if not judged:
        return None
    kind, document = str(judged.get("kind", "")), str(judged.get("document", ""))
    if kind == "actor" and not record:
        name = str(judged.get("name", ""))
        return names.author_of(document) if name == AUTHOR else names.actor(name)
    return names.record(kind, document, record or verdict.record)


def who_and_when(view: View, verdict: Verdict) -> NamedNode:
    """What accepted knowledge shows of its verdict: reviewer, time, and the policy or else the reason."""
    node = view.names.verdict(verdict.id)
    view.once(f"verdict {verdict.id}", _verdict, node, verdict)
    return node


def _verdict(view: View, node: NamedNode, verdict: Verdict) -> None:
    reviewer = view.names.reviewer(verdict.reviewer)
    view.add(node, A, RG.Verdict)
    view.add(node, RG.reviewer, reviewer)
    view.add(node, RG.at, moment(verdict.at))
    kind = _kind_of_reviewer(verdict)
    view.once(f"reviewer {verdict.reviewer} {kind}", _reviewer, reviewer, verdict.reviewer, kind)
    if verdict.policy:
        policy = view.names.policy(verdict.policy)
        view.add(node, RG.underPolicy, policy)
        # a policy that gave several reasons under one version has them all, whichever came first
        view.once(f"policy {verdict.policy} {verdict.reason}", _policy, policy, verdict)
    else:
        view.add_literal(node, RG.reason, verdict.reason)


def _kind_of_reviewer(verdict: Verdict) -> str:
    """What a reviewer is in PROV: a person, or a program that judged by itself; "" for who ran a policy."""
    if verdict.policy:
        return ""
    return "SoftwareAgent" if verdict.agent == SOFTWARE else "Person"


def _reviewer(view: View, node: NamedNode, name: str, kind: str) -> None:
    view.add(node, A, RG.Agent)
    if kind:
        view.add(node, A, NamedNode(f"{PROV}{kind}"))
    view.add(node, LABEL, Literal(name))


def _policy(view: View, node: NamedNode, verdict: Verdict) -> None:
    view.add_literal(node, RG.reason, verdict.reason)
    view.add(node, A, RG.Policy)
    view.add(node, LABEL, Literal(verdict.policy))
    view.add_literal(node, RG.version, verdict.policy.rpartition("@")[2])


def verdict_in_full(view: View, verdict: Verdict) -> None:
    """One verdict with all it says."""
    node = who_and_when(view, verdict)
    view.add(node, RG.outcome, concept("outcome", verdict.outcome))
    if verdict.part != "record":
        view.add(node, RG.onPart, concept("verdict-part", verdict.part))
    view.add_literal(node, RG.partId, verdict.part_id)
    view.add_literal(node, RG.batch, verdict.batch)
    if not verdict.policy:
        view.add_literal(node, RG.digest, verdict.digest)
    target = judged_node(view.names, verdict)
    if target is not None:
        _on_record(view, node, verdict, target)
    if verdict.outcome == "relink":
        view.add_literal(node, RG.relinkedTo, verdict.into_name)
    for taken_back in verdict.withdraws:
        view.add(node, RG.withdraws, view.names.verdict(taken_back))


def _on_record(view: View, node: NamedNode, verdict: Verdict, target: NamedNode) -> None:
    """What a verdict judged, and what became of it: merged into another, split into pieces."""
    view.add(node, RG.onRecord, target)
    if verdict.into and verdict.outcome == "merge":
        into = judged_node(view.names, verdict, verdict.into)
        if into is not None:
            view.add(node, RG.mergedInto, into)
    for piece in verdict.pieces:
        made = _piece_node(view.names, replace(verdict, judged=piece["record"], edited=None))
        if made and made != target:
            view.add(node, RG.splitInto, made)


def _piece_node(names: Names, piece: Verdict) -> NamedNode | None:
    """The IRI of a piece, given as the record a verdict judges."""
    record = piece.judged or {}
    return judged_node(names, piece, "" if record["kind"] == "actor" else str(record["id"]))
