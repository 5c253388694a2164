"""Claims and what they do to each other in the Argument Interchange Format: as AIFdb's JSON, and as xAIF.

A claim is a locution (L) by its holder that asserts (YA) what is held (I); claims of one proposition assert
one node. Support and evidence are inferences (RA), attacks and contrary evidence conflicts (CA); what
undercuts a claim conflicts with the inferences that lead to it; a concession is an assertion of the other's
proposition.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from regesta.extract.workspace import Workspace
from regesta.graph.exports.knowledge import Knowledge, knowledge

#: The holder of a claim that nobody is named for.
_NOBODY = "unnamed"
#: The names that argument tools give their nodes.
_INFERENCE, _CONFLICT, _ASSERTING = "Default Inference", "Default Conflict", "Asserting"


def aif(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """The accepted claims, their evidence and the links between them as AIFdb's JSON: nodes, edges,
    locutions, participants."""
    _write(out, _argument(knowledge(workspace)).as_json())


def xaif(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """The same as xAIF: AIF in an envelope with the locutions as one marked-up text."""
    made = _argument(knowledge(workspace))
    said = {"txt": "".join(made.turns)}
    _write(out, {"AIF": made.as_json(), "OVA": [], "dialog": False, "text": said})


def _write(out: BinaryIO, told: Any) -> None:
    out.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


@dataclass(slots=True)
class _Argument:
    """An AIF graph as it grows; `ids` are the nodes of things by their IRIs."""

    known: Knowledge
    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    locutions: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    turns: list[str] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    into: dict[int, list[int]] = field(default_factory=dict)

    def node(self, kind: str, text: str, iri: str = "") -> int:
        """A new node; the one there is where a thing has one."""
        if iri and iri in self.ids:
            return self.ids[iri]
        number = len(self.nodes) + 1  # from 1: some readers take 0 for none
        row: dict[str, Any] = {"nodeID": number, "text": text, "type": kind}
        self.nodes.append(row | ({"uri": iri} if iri else {}))
        if iri:
            self.ids[iri] = number
        return number

    def edge(self, start: int, end: int) -> None:
        """An edge."""
        self.edges.append({"edgeID": len(self.edges) + 1, "fromID": start, "toID": end})

    def by(self, kind: str, text: str, start: int, end: int, iri: str = "") -> int:
        """An edge by way of a node that says what the first does to the second."""
        between = self.node(kind, text, iri)
        self.edge(start, between)
        self.edge(between, end)
        if kind == "RA":
            self.into.setdefault(end, []).append(between)
        return between

    def person(self, iri: str) -> int:
        """The number of a participant."""
        return self.people.setdefault(iri, len(self.people) + 1)

    def as_json(self) -> dict[str, Any]:
        """As AIFdb has it."""
        people = [_participant(n, self.known.label(iri)) for iri, n in self.people.items()]
        return {
            "nodes": self.nodes,
            "edges": self.edges,
            "schemefulfillments": [],
            "descriptorfulfillments": [],
            "participants": people,
            "locutions": self.locutions,
        }


def _participant(number: int, name: str) -> dict[str, Any]:
    """A participant: the last word is the surname, as far as the format asks for one."""
    first, _, last = name.rpartition(" ")
    return {"participantID": number, "firstname": first, "surname": last}


def _argument(known: Knowledge) -> _Argument:
    made = _Argument(known)
    for claim in sorted(known.of_kind("Claim"), key=lambda c: _place(known, c)):
        _claim(made, claim)
    for link in known.of_kind("EvidenceLink"):
        _evidence(made, link)
    links = known.of_kind("ArgumentLink")
    # Inferences first: what undercuts a claim needs those that lead to it.
    for link in sorted(links, key=lambda a: (known.concept(a, "argumentType") != "supports", a)):
        _link(made, link)
    return made


def _place(known: Knowledge, claim: str) -> tuple[str, int, str]:
    """By document and place in it."""
    return known.one(claim, "inDocument"), int(known.one(claim, "start") or 0), claim


def _claim(made: _Argument, claim: str) -> None:
    """A locution of each holder, and what it asserts."""
    known = made.known
    text = known.one(claim, "text") or known.label(claim)
    stated = known.one(claim, "states")
    content = made.node("I", known.one(stated, "text") or text, stated or f"{claim}#content")
    made.ids[f"{claim}#content"] = content
    for holder in known.values(claim, "holder") or [_NOBODY]:
        name = known.label(holder)
        locution = made.node("L", f"{name}: {text}", "" if claim in made.ids else claim)
        made.locutions.append({"nodeID": locution, "personID": made.person(holder)})
        made.by("YA", _ASSERTING, locution, content)  # what is denied, its words deny
        span = f'<span class="highlighted" id="node{locution}">{html.escape(text)}</span>'
        made.turns.append(f"{html.escape(name)}: {span}.<br><br>")


def _evidence(made: _Argument, link: str) -> None:
    """What is cited for a claim, or against it."""
    known = made.known
    for claim in known.values(link, "evidenceFor"):
        content = made.ids.get(f"{claim}#content")
        if content is None:
            continue
        contrary = known.concept(link, "evidenceRole") == "contrary"
        kind, text = ("CA", _CONFLICT) if contrary else ("RA", _INFERENCE)
        for citation in known.values(link, "evidenceCitation"):
            made.by(kind, text, made.node("I", known.label(citation), citation), content, link)


def _link(made: _Argument, link: str) -> None:
    """What a claim does to another claim, to a citation or to a position."""
    known = made.known
    start, target = known.one(link, "argumentFrom"), known.one(link, "argumentTo")
    if start not in made.ids:
        return
    content = made.ids[f"{start}#content"]
    end = made.ids.get(f"{target}#content")
    end = made.node("I", known.label(target), target) if end is None else end
    kind = known.concept(link, "argumentType")
    if kind == "supports":
        made.by("RA", _INFERENCE, content, end, link)
    elif kind == "concedes":
        made.by("YA", "Conceding", made.ids[start], end, link)
    elif kind == "undercuts" and made.into.get(end):
        for inference in made.into[end]:
            made.by("CA", _CONFLICT, content, inference)
    else:
        made.by("CA", _CONFLICT, content, end, link)


__all__ = ["aif", "xaif"]
