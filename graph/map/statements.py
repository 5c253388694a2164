"""Claims and positions, mentions of actors, discrepancies, and the evidence of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regesta.extract.record import (
    CarriedNote,
    Citation,
    Claim,
    Decision,
    Discrepancy,
    Event,
    Identity,
    Mention,
    Position,
    Span,
    quote_of,
)
from regesta.graph.dates import DateError, bounds
from regesta.graph.map import denials
from regesta.graph.map.agents import NameIndex, agent
from regesta.graph.map.gathering import Gathering
from regesta.graph.map.identities import identified
from regesta.graph.map.roles import evidence_role
from regesta.graph.map.text import expressed, passage
from regesta.graph.map.view import (
    ALT_LABEL,
    LABEL,
    XSD_DATE,
    A,
    View,
    decimal,
    edtf,
    integer,
    shorten,
    squeeze,
)
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.terms import CONCEPTS, RG, concept


@dataclass(slots=True)
class Apparatus:
    """What statements refer to: the document's footnotes and sentences, each footnote's citations in this
    view, which event is told in which claim, each citation's source, and the event of each mention."""

    footnotes: frozenset[str]
    sentences: frozenset[str]
    citations: Mapping[str, Sequence[Citation]]
    told_in: Mapping[str, Sequence[Claim]] = field(default_factory=dict)
    source_of: Mapping[str, str] = field(default_factory=dict)
    event_of: Mapping[str, Gathering] = field(default_factory=dict)

    def cited_by(self, view: View, record: Claim | Event | Decision) -> Iterable[Citation]:
        """The citations that are evidence of a statement: those of its notes, less what reviewers refused,
        and what they added."""
        of_notes = [c for note in record.footnotes for c in self.citations.get(note, ())]
        added = set(view.added(record.id))
        more = self._among(added - {c.id for c in of_notes})
        return [
            c for c in (*of_notes, *more) if c.id in added or not view.dropped(record.id, "evidence", c.id)
        ]

    def lent_to(
        self, record: Claim | Event | Decision, own: Iterable[Citation]
    ) -> dict[str, tuple[Citation, CarriedNote]]:
        """The citations of the notes that its passage may lend a claim, beside its own, by id."""
        known = {c.id for c in own}
        notes = record.carried if isinstance(record, Claim) else ()
        rows = ((c, note) for note in notes for c in self.citations.get(note.note, ()))
        return {c.id: (c, note) for c, note in rows if c.id not in known}

    def _among(self, wanted: set[str]) -> list[Citation]:
        """The citations of these ids."""
        return [c for rows in self.citations.values() for c in rows if c.id in wanted] if wanted else []


def dated(view: View, node: NamedNode, value: str, text: str = "") -> None:
    """A date as EDTF with its first and last day; what is not EDTF is kept as `dateText` only."""
    try:
        low, high = bounds(value)
    except DateError:
        view.add_literal(node, RG.dateText, squeeze(text or value))
        return
    view.add(node, RG.date, edtf(value))
    if low:
        view.add(node, RG.earliest, Literal(low.isoformat(), datatype=XSD_DATE))
    if high:
        view.add(node, RG.latest, Literal(high.isoformat(), datatype=XSD_DATE))
    view.add_literal(node, RG.dateText, squeeze(text))


def stand(view: View, node: NamedNode, spans: Iterable[Span], sentence: str, apparatus: Apparatus) -> None:
    view.add(node, RG.inDocument, view.names.document(view.document))
    if sentence in apparatus.sentences:
        view.add(node, RG.inSentence, view.record("sentence", sentence))
    expressed(view, node, spans)


def cite(view: View, node: NamedNode, record: Claim | Event | Decision, apparatus: Apparatus) -> None:
    """The footnotes of a statement, and the shortcuts to the citations and sources in them."""
    for note in record.footnotes:
        if note not in apparatus.footnotes:
            continue
        view.add(node, RG.citesFootnote, view.record("footnote", note))
    for citation in apparatus.cited_by(view, record):
        view.add(node, RG.evidence, view.record("citation", citation.id))
        if view.leads(citation.id, citation.source):
            view.add(node, RG.citesSource, view.record("source", citation.source))


def claim(view: View, index: NameIndex, record: Claim, apparatus: Apparatus) -> NamedNode:
    """A claim: who holds what, in whose voice, on which evidence, against whom."""
    node = view.record("claim", record.id)
    words = squeeze(quote_of(view.text, record.spans))
    own, shared = view.wordings.get(record.id, (record.wording, record.wording))
    view.add(node, A, RG.Claim, RG.Statement)
    view.add(node, LABEL, Literal(own or denials.called(view, record, words)))
    view.add_literal(node, RG.text, words)
    view.add_literal(node, RG.wording, own)
    for name in record.holder:
        if not view.dropped(record.id, "actor", name):
            view.add(node, RG.holder, agent(view, index, name))
    view.add(node, RG.voice, concept("voice", record.voice))
    view.add(node, RG.polarity, concept("polarity", "negative" if record.negated else "positive"))
    view.add(node, RG.certainty, concept("certainty", "hedged" if record.hedged else "plain"))
    if record.cue:
        view.add_literal(node, RG.cue, squeeze(view.cut(record.cue)))
    said = proposition_words(view, record)
    proposition = proposition_of(view, record)
    view.add(node, RG.states, proposition)
    view.add(node, RG.content, passage(view, record.content))
    held = view.same_as.get(record.id, (said, said))[1]
    view.once(f"proposition {proposition.value} {shared}", _proposition, proposition, held, shared)
    if said != held:
        view.add(proposition, ALT_LABEL, Literal(said))
    if record.within and view.shows(record.within):
        view.add(node, RG.within, view.record("claim", record.within))
    stand(view, node, record.spans, record.sentence, apparatus)
    cite(view, node, record, apparatus)
    return node


def _proposition(view: View, node: NamedNode, words: str, wording: str) -> None:
    view.add(node, A, RG.Proposition)
    view.add(node, LABEL, Literal(wording or shorten(words)))
    view.add_literal(node, RG.text, words)
    view.add_literal(node, RG.wording, wording)


def proposition_words(view: View, record: Claim) -> str:
    """The words of what a claim holds, on one line and without punctuation at its ends; claims with the same
    words state one proposition."""
    return plain_words(quote_of(view.text, record.spans))


def plain_words(text: str) -> str:
    """Words on one line and without punctuation at their ends."""
    return squeeze(text).strip(" .,;:")


def proposition_of(view: View, record: Claim) -> NamedNode:
    """The proposition a claim states: that of its words, unless reviewers said that it is another's, or its
    own."""
    return view.names.proposition(
        view.same_as[record.id][0] if record.id in view.same_as else proposition_words(view, record)
    )


def identification(view: View, record: Identity) -> NamedNode:
    """Two claims that state one proposition, as a statement of its own."""
    node, sides = identified(view, record)
    keys = {view.same_as[side][0] for side in map(view.known_as, sides) if side in view.same_as}
    if len(sides) == len(record.spans) and len(keys) == 1:
        view.add(node, RG.identifiedAs, view.names.proposition(keys.pop()))
    return node


def evidence_links(
    view: View, record: Claim | Event | Decision, apparatus: Apparatus
) -> Iterable[tuple[NamedNode, str]]:
    """The evidence links of a claim or of the mention of an event, described; yields each with its citation's
    id. Among everything proposed there are also those of notes that its passage may lend it, with how likely
    and why; in accepted knowledge only those that a verdict accepted."""
    node = view.record(record.kind, record.id)
    own = list(apparatus.cited_by(view, record))
    lent = {} if view.full else apparatus.lent_to(record, own)
    for citation in (*own, *(c for c, _ in lent.values())):
        link = view.names.evidence_link(record.id, citation.id)
        if citation.id in lent:
            note = lent[citation.id][1]
            view.add(link, RG.confidence, decimal(note.confidence))
            view.add_literal(link, RG.reason, note.reason)
        view.add(link, A, RG.EvidenceLink)
        if view.full:
            view.add(link, A, RG.Statement)
            view.add(link, LABEL, Literal(shorten(f"evidence: {squeeze(view.cut(citation.span))}", 100)))
        view.add(link, RG.evidenceFor, node)
        view.add(link, RG.evidenceCitation, view.record("citation", citation.id))
        view.add(link, RG.evidenceRole, concept("evidence-role", evidence_role(view.text, record, citation)))
        yield link, citation.id


def argument_links(view: View, record: Claim) -> Iterable[tuple[NamedNode, str, float]]:
    """The argument links of a claim whose other end is in the view, with their shortcuts; yields each with
    its target's id and its confidence."""
    node = view.record("claim", record.id)
    for relation in record.relations:
        if not view.leads(record.id, relation.target):
            continue
        target = view.record(relation.target_kind, relation.target)
        if target == node:
            continue
        link = view.names.argument_link(record.id, relation.type, relation.target)
        if relation.target_kind == "claim":
            view.add(node, NamedNode(RG.answers.value.removesuffix("answers") + relation.type), target)
        view.add(link, A, RG.ArgumentLink, RG.Statement)
        view.add(link, LABEL, Literal(relation.type))
        view.add(link, RG.argumentFrom, node)
        view.add(link, RG.argumentTo, target)
        view.add(link, RG.argumentType, concept("argument-type", relation.type))
        if relation.cue:
            view.add(link, RG.expressedIn, passage(view, relation.cue))
        yield link, relation.target, relation.confidence


def position(view: View, index: NameIndex, record: Position, _apparatus: Apparatus) -> NamedNode:
    """A view that a document speaks of as one: who holds it, what expresses it, where it is named."""
    node = view.record("position", record.id)
    view.add(node, A, RG.Position, RG.Statement)
    view.add(node, LABEL, Literal(shorten(record.label)))
    for name in record.holders:
        if not view.dropped(record.id, "actor", name):
            view.add(node, RG.positionOf, agent(view, index, name))
    for claim in record.claims:
        if view.leads(record.id, claim):
            view.add(view.record("claim", claim), RG.expressesPosition, node)
    view.add(node, RG.inDocument, view.names.document(view.document))
    expressed(view, node, record.spans)
    return node


def mention(view: View, index: NameIndex, record: Mention, apparatus: Apparatus) -> NamedNode:
    """A place that refers to an actor; its offsets stand on itself, without a passage, since there are
    thousands."""
    node = view.record("mention", record.id)
    who = agent(view, index, record.actor)
    view.add(node, A, RG.Mention)
    refused = view.dropped(record.id, "actor", record.actor)
    if not refused:
        view.add(node, RG.refersTo, who)
    view.add(node, RG.mentionForm, concept("mention-form", record.form))
    view.add(node, RG.start, integer(record.span[0]))
    view.add(node, RG.end, integer(record.span[1]))
    if record.sentence in apparatus.sentences:
        sentence = view.record("sentence", record.sentence)
        view.add(node, RG.inSentence, sentence)
        if view.full and not refused:
            view.add(sentence, RG.mentions, who)
    return node


def discrepancy(view: View, record: Discrepancy) -> NamedNode:
    """Two places of the document that do not agree."""
    node = view.record("discrepancy", record.id)
    view.add(node, A, RG.Discrepancy, RG.Statement)
    view.add(node, LABEL, Literal(shorten(record.message)))
    view.add_literal(node, RG.rule, record.rule)
    view.add_literal(node, RG.message, record.message)
    view.add(node, RG.severity, concept("severity", record.severity))
    view.add(node, RG.inDocument, view.names.document(view.document))
    expressed(view, node, record.spans)
    return node


def level_concept(level: str) -> NamedNode:
    """The concept of an archival level; levels the scheme does not have are `unit`."""
    return concept("archival-level", level if level in CONCEPTS["archival-level"] else "unit")
