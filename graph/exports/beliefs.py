"""Claims, the grounds they stand on and the verdicts on them in CRMinf 1.2.1, the argumentation extension of
CIDOC CRM.

A claim is a belief (I2) that a proposition set (I4) is true; holding it is an argumentation (I1), an
inference (I5) where the same holder's other claims or evidence are its premises. To attack a claim is to
infer that its proposition is false; to concede it is to adopt it (I7, I12). A work in which somebody's
view is found was read (I16) as meaning it (I13), by the document's author; what a verdict accepts was
read so in the document, by the reviewer. Nothing of it is asserted: propositions have their content as
text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from regesta.extract.workspace import Workspace
from regesta.graph.exports.knowledge import Knowledge
from regesta.graph.map.view import LABEL, XSD, A
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode, Triple
from regesta.graph.store import lease
from regesta.graph.store.interface import QueryEngine
from regesta.graph.store.syntax import serialise

_CRM = "http://www.cidoc-crm.org/cidoc-crm/"
_CRMINF = "http://www.cidoc-crm.org/extensions/crminf/"
_DATETIME = NamedNode(XSD + "dateTime")
#: Belief values (J5, a literal since CRMinf 1.1) by our certainty. What a claim denies, its words deny.
_VALUES = {"plain": "true", "hedged": "possible"}
#: Whose claims rest on what they cite; for others' the author cites where their view is found.
_ARGUING = ("author", "scholar", "school")


def crminf(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """The accepted claims in CRMinf, as Turtle.

    Errors: StoreError when nothing was built.
    """
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        known = Knowledge.of(store.quads(None, None, None, DefaultGraph()))
        rows = _Beliefs(known).written() | set(_formal(store, known))
    shown = {"crm": _CRM, "crminf": _CRMINF, "rdfs": LABEL.value.removesuffix("label"), "xsd": XSD}
    shown["kg"] = workspace.settings.base
    out.write(serialise(sorted(rows, key=str), "turtle", prefixes=shown))


def _formal(store: QueryEngine, known: Knowledge) -> list[Triple]:
    """The formal content of propositions, encoded: nobody asserts it."""
    rows: list[Triple] = []
    for proposition in map(NamedNode, known.of_kind("Proposition")):
        content = sorted(str(q.triple) + " ." for q in store.quads(None, None, None, proposition))
        if content:
            rows.append(Triple(proposition, _term("J25_is_encoded_by"), Literal("\n".join(content))))
    return rows


def _term(name: str) -> NamedNode:
    """A term by its name: I and J are CRMinf's, E and P are CIDOC's."""
    return NamedNode((_CRMINF if name[0] in "IJ" else _CRM) + name)


@dataclass(slots=True)
class _Beliefs:
    """The statements as they grow."""

    known: Knowledge
    rows: set[Triple] = field(default_factory=set)

    def written(self) -> set[Triple]:
        """Everything."""
        for claim in self.known.of_kind("Claim"):
            self._claim(claim)
        for link in self.known.of_kind("ArgumentLink"):
            self._link(link)
        for link in self.known.of_kind("EvidenceLink"):
            self._evidence(link)
        return self.rows

    def _say(self, subject: str, name: str, *values: str) -> None:
        """That a property has these values."""
        self.rows |= {Triple(NamedNode(subject), _term(name), NamedNode(v)) for v in values if v}

    def _note(self, subject: str, name: str, text: str) -> None:
        """That a property has a text for value."""
        if text:
            self.rows.add(Triple(NamedNode(subject), _term(name), Literal(text)))

    def _is(self, subject: str, *classes: str, label: str = "") -> str:
        """That a thing is of these classes, by its name."""
        self.rows |= {Triple(NamedNode(subject), A, _term(c)) for c in classes}
        self.rows.add(Triple(NamedNode(subject), LABEL, Literal(label or self.known.label(subject))))
        return subject

    def _act(self, act: str, *classes: str, by: list[str], label: str) -> str:
        """An argumentation that actors carried out."""
        self._is(act, "I1_Argumentation", *classes, label=label)
        self._say(act, "P14_carried_out_by", *(self._actor(who) for who in by))
        return act

    def _actor(self, who: str) -> str:
        person = self.known.is_a(who, "Person")
        kinds = ("State", "Organisation", "Group", "School")
        group = any(self.known.is_a(who, kind) for kind in kinds)
        return self._is(who, "E39_Actor", *(["E21_Person"] if person else ["E74_Group"] if group else []))

    def _work(self, source: str) -> str:
        return self._is(source, "E73_Information_Object")

    def _proposition(self, claim: str) -> str:
        stated = self.known.one(claim, "states")
        self._note(stated, "P3_has_note", self.known.one(stated, "text"))
        return self._is(stated, "I4_Proposition_Set")

    def _belief(self, belief: str, that: str, value: str, *classes: str, label: str) -> str:
        self._is(belief, "I2_Belief", *classes, label=label)
        self._say(belief, "J4_that", that)
        self._note(belief, "J5_holds_to_be", value)
        return belief

    def _author(self, claim: str) -> list[str]:
        return self.known.values(self.known.one(claim, "inDocument"), "author")

    def _claim(self, claim: str) -> None:
        """The belief, the holding of it, and who read it so."""
        known = self.known
        value = _VALUES.get(known.concept(claim, "certainty"), "")
        self._belief(claim, self._proposition(claim), value, label=known.label(claim))
        held = self._act(
            f"{claim}#argumentation", by=known.values(claim, "holder"), label=f"holding: {known.label(claim)}"
        )
        self._say(held, "J2_concluded_that", claim)
        for verdict in known.values(claim, "acceptedBy"):
            self._verdict(verdict, claim)

    def _verdict(self, verdict: str, claim: str) -> None:
        """A reviewer read the document as saying that this is held. A policy is no actor: it is the procedure
        that was followed."""
        known = self.known
        policies = known.values(verdict, "underPolicy")
        by = [] if policies else known.values(verdict, "reviewer")
        act = self._act(
            verdict, "I16_Meaning_Comprehension", by=by, label=f"acceptance: {known.label(claim)}"
        )
        for policy in policies:
            self._say(act, "P33_used_specific_technique", self._is(policy, "E29_Design_or_Procedure"))
            self._note(policy, "P3_has_note", known.one(policy, "reason"))
        self._note(act, "P3_has_note", known.one(verdict, "reason"))
        when = self._is(f"{verdict}#time", "E52_Time-Span", label=known.one(verdict, "at"))
        self._say(act, "P4_has_time-span", when)
        moment = Literal(known.one(verdict, "at"), datatype=_DATETIME)
        self.rows.add(Triple(NamedNode(when), _term("P82_at_some_time_within"), moment))
        for passage in known.values(claim, "expressedIn"):
            self._is(passage, "E73_Information_Object", "E33_Linguistic_Object", label=_place(passage))
            self._note(passage, "P190_has_symbolic_content", known.one(passage, "quote"))
            document = self._work(known.one(claim, "inDocument"))
            self._say(passage, "P106i_forms_part_of", document)
            self._read(act, f"{verdict}#meaning", passage, claim)

    def _read(self, act: str, meaning: str, read: str, claim: str) -> None:
        """An act took what is read to mean what a claim states."""
        that = self._proposition(claim)
        self._belief(meaning, that, "true", "I13_Intended_Meaning_Belief", label=self.known.label(claim))
        self._say(meaning, "J16_assumed_meaning", that)
        self._say(meaning, "J17_about", read)
        self._say(act, "J22_interpreted_meaning_of", read)
        self._say(act, "J23_interpreted_meaning_as", meaning)
        self._say(act, "J2_concluded_that", meaning)

    def _link(self, link: str) -> None:
        """What a claim does to another. CRMinf has no words for what undercuts, nor for a reason taken from
        somebody else's claim."""
        known = self.known
        one, other = known.one(link, "argumentFrom"), known.one(link, "argumentTo")
        if not (known.is_a(one, "Claim") and known.is_a(other, "Claim")):
            return
        holders = known.values(one, "holder")
        kind = known.concept(link, "argumentType")
        label = f"{kind}: {known.label(other)}"
        if kind == "supports" and set(holders) & set(known.values(other, "holder")):
            self._premise(other, one)
        elif kind == "attacks":
            inferred = self._act(f"{link}#inference", "I5_Inference_Making", by=holders, label=label)
            belief = self._belief(f"{link}#belief", self._proposition(other), "false", label=label)
            self._say(inferred, "J1_used_as_premise", one)
            self._say(inferred, "J2_concluded_that", belief)
        elif kind == "concedes":
            adopted = self._act(f"{link}#adoption", "I7_Belief_Adoption", by=holders, label=label)
            that = self._proposition(other)
            belief = self._belief(f"{link}#belief", that, "true", "I12_Adopted_Belief", label=label)
            self._say(adopted, "J13_adopted_interpretation", belief)
            self._say(adopted, "J2_concluded_that", belief)

    def _premise(self, claim: str, premise: str) -> None:
        """A claim was inferred from a belief."""
        held = self._is(
            f"{claim}#argumentation", "I5_Inference_Making", label=f"holding: {self.known.label(claim)}"
        )
        self._say(held, "J1_used_as_premise", premise)

    def _evidence(self, link: str) -> None:
        """What is cited: the ground of a claim, or where the claim was found. CRMinf has no words for further
        reading and for what speaks against a claim."""
        known = self.known
        claim, role = known.one(link, "evidenceFor"), known.concept(link, "evidenceRole")
        source = known.one(known.one(link, "evidenceCitation"), "citedSource")
        if not (source and known.is_a(claim, "Claim")):
            return
        label = f"{known.label(source)}, for: {known.label(claim)}"
        if role == "evidence" and known.concept(claim, "voice") in _ARGUING:
            holders = known.values(claim, "holder")
            act = self._act(f"{link}#adoption", "I7_Belief_Adoption", by=holders, label=label)
            belief = self._is(f"{link}#belief", "I2_Belief", "I12_Adopted_Belief", label=label)
            self._say(act, "J7_is_based_on_evidence_from", self._work(source))
            self._say(act, "J13_adopted_interpretation", belief)
            self._say(act, "J2_concluded_that", belief)
            self._say(belief, "J14_adopted_interpretation_of", source)
            self._premise(claim, belief)
        elif role in ("evidence", "statement"):
            act = self._act(
                f"{link}#comprehension", "I16_Meaning_Comprehension", by=self._author(claim), label=label
            )
            self._read(act, f"{link}#meaning", self._work(source), claim)


def _place(passage: str) -> str:
    """Where a passage stands: the document and the code points."""
    return " ".join(passage.rsplit("/", 2)[-2:])


__all__ = ["crminf"]
