"""Events and their mentions: a mention is a place of the text and what it says; an event is what the accepted
mentions of one happening say together, with where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day

from regesta.extract.record import Claim, Date, Decision, Event, Identity
from regesta.graph.dates import DateError, bounds
from regesta.graph.map.agents import NameIndex, agent, place
from regesta.graph.map.gathering import Gathering, Mentioning
from regesta.graph.map.identities import identified
from regesta.graph.map.statements import Apparatus, cite, stand
from regesta.graph.map.text import passage
from regesta.graph.map.view import (
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
from regesta.graph.rdf import Literal, NamedNode, Quad
from regesta.ontology.terms import RG, concept

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: How an event is told, the most certain first: an event that one mention asserts is asserted.
_FACTUALITY = ("asserted", "reported", "planned", "denied", "counterfactual")
#: What did happen, by whoever tells it.
HAPPENED = frozenset(("asserted", "reported"))
#: How far a mention is accepted, the farthest first.
_STATUS = ("accepted", "candidate", "deferred", "rejected")


@dataclass(frozen=True, slots=True)
class Told:
    """One mention, how it tells its event, and whether a reviewer edited it."""

    record: Mentioning
    factuality: str
    edited: bool = False


def event_class(kind: str) -> NamedNode:
    """The class of an event type; `Other` is OtherEvent."""
    return NamedNode(RG.Event.value.removesuffix("Event") + ("OtherEvent" if kind == "Other" else kind))


def taking_part(view: View, record: Mentioning) -> tuple[list[str], list[str]]:
    """Who acts and to whom the act is directed, without those whom a reviewer refused."""
    if isinstance(record, Decision):
        return _kept(view, record, record.deciders), _kept(view, record, record.addressees)
    return _kept(view, record, record.agents), _kept(view, record, record.recipients)


def _kept(view: View, record: Mentioning, names: Iterable[str]) -> list[str]:
    return [n for n in names if not _dropped(view, record, "actor", n)]


def _dropped(view: View, record: Mentioning, part: str, part_id: str) -> bool:
    """Whether a reviewer refused a part of a mention; what was refused of an act is refused of the decision
    that it is."""
    act = record.event if isinstance(record, Decision) else ""
    return any(view.dropped(one, part, part_id) for one in (record.id, act) if one)


def date_of(view: View, record: Mentioning) -> Date | None:
    """The date, unless a reviewer refused it."""
    return None if _dropped(view, record, "date", "") else record.date


def label(view: View, index: NameIndex, record: Mentioning) -> str:
    """What a mention tells, in one line: the type, who acts, to whom, when, and what is decided."""
    agents, recipients = (", ".join(map(index.canonical, names)) for names in taking_part(view, record))
    when = date_of(view, record)
    kind = f"Decision to {record.decision}" if isinstance(record, Decision) else record.type
    words = _WORDS.sub(" ", kind).capitalize()
    words += (f" by {agents}" if agents else "") + (f" to {recipients}" if recipients else "")
    words += f", {when.edtf}" if when else ""
    content = record.content if isinstance(record, Decision) else None
    said = record.wording or (shorten(view.cut(content), 80) if content else "")
    return f"{words}: {said}" if said else words


def mention(
    view: View, index: NameIndex, record: Mentioning, apparatus: Apparatus, event: NamedNode, factuality: str
) -> NamedNode:
    """A mention of an event: where it stands, what it says of the event, on which evidence."""
    node = view.record(record.kind, record.id)
    view.add(node, A, RG.EventMention, RG.Statement)
    view.add(node, LABEL, Literal(label(view, index, record)))
    view.add_literal(node, RG.wording, record.wording)
    if isinstance(record, Decision):
        view.add(node, A, RG.DecisionMention)
        view.add(node, RG.givesDecisionKind, concept("decision-kind", record.decision))
        if record.content:
            view.add(node, RG.content, passage(view, record.content))
    else:
        view.add(node, RG.givesType, concept("event-type", record.type))
    view.add(node, RG.givesFactuality, concept("factuality", factuality))
    agents, recipients = taking_part(view, record)
    for name in agents:
        view.add(node, RG.givesAgent, agent(view, index, name))
    for name in recipients:
        view.add(node, RG.givesRecipient, agent(view, index, name))
    if isinstance(record, Event) and record.place:
        view.add(node, RG.givesPlace, place(view, index, record.place))
    if when := date_of(view, record):
        _given_date(view, node, when)
    view.add(node, RG.mentionOf, event)
    view.add(node, RG.trigger, passage(view, record.trigger))
    stand(view, node, record.spans, record.sentence, apparatus)
    cite(view, node, record, apparatus)
    return node


def _given_date(view: View, node: NamedNode, when: Date) -> None:
    """The date a mention gives; what is not EDTF is kept as its words only."""
    if days_of(when) is not None:
        view.add(node, RG.givesDate, edtf(when.edtf))
    view.add_literal(node, RG.dateText, squeeze(when.text or when.edtf))


def evidence_of(view: View, event: NamedNode, record: Mentioning, apparatus: Apparatus) -> None:
    """What a mention brings to its event: where it is told, in which claims, on which notes and sources."""
    view.add(event, RG.inDocument, view.names.document(view.document))
    if record.sentence in apparatus.sentences:
        view.add(event, RG.inSentence, view.record("sentence", record.sentence))
    for span in record.spans:
        view.add(event, RG.expressedIn, passage(view, span))
    for told in told_in(record, apparatus):
        view.add(event, RG.reportedIn, view.record("claim", told.id))
    if isinstance(record, Decision) and record.content:
        view.add(event, RG.content, passage(view, record.content))
    cite(view, event, record, apparatus)


def told_in(record: Mentioning, apparatus: Apparatus) -> Sequence[Claim]:
    """The claims in whose content a mention stands."""
    return apparatus.told_in.get(record.id, ())


def facts(view: View, index: NameIndex, node: NamedNode, record: Mentioning) -> Iterator[Quad]:
    """What one mention says of its event: classes, type or kind, who takes part, where, without the date."""
    rows: list[tuple[NamedNode, NamedNode]] = [(A, RG.Event)]
    agents, recipients = taking_part(view, record)
    acts, receives = RG.agent, RG.recipient
    if isinstance(record, Decision):
        rows += [(A, RG.Decision), (RG.decisionKind, concept("decision-kind", record.decision))]
        acts, receives = RG.decidedBy, RG.addressee
    else:
        rows += [(A, event_class(record.type)), (RG.eventType, concept("event-type", record.type))]
        rows += [(RG.atPlace, place(view, index, record.place))] if record.place else []
    rows += [(acts, agent(view, index, name)) for name in agents]
    rows += [(receives, agent(view, index, name)) for name in recipients]
    return (Quad(node, predicate, value, view.graph) for predicate, value in rows)


def formal_content(
    view: View, index: NameIndex, node: NamedNode, told: Told, graph: NamedNode
) -> Iterator[Quad]:
    """What a mention says of its event, in the graph of the proposition in which somebody tells it; what is
    denied or planned there is not told as a fact."""
    for quad in facts(view, index, node, told.record):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
    when = date_of(view, told.record)
    for predicate, value in dates_said([when] if when else [])[0]:
        yield Quad(node, predicate, value, graph)
    how = "reported" if told.factuality == "asserted" else told.factuality
    yield Quad(node, RG.factuality, concept("factuality", how), graph)


def identification(view: View, record: Identity, event_of: Mapping[str, Gathering]) -> NamedNode:
    """Two mentions that are of one event, as a statement of its own; `event_of`: the event of a mention."""
    node, sides = identified(view, record)
    found = {event_of[side].id for side in (record.one, record.other) if side in event_of}
    if len(sides) == 2 and len(found) == 1:
        view.add(node, RG.identifiedAs, view.event(found.pop()))
    return node


def event(view: View, index: NameIndex, node: NamedNode, mentions: Sequence[Told]) -> bool:
    """An event as its accepted mentions tell it, the first one first: all who take part, every type, the
    narrowest dates; where dates or places do not agree, all of them. Whether they do not is given back."""
    said = dict.fromkeys(q for told in mentions for q in facts(view, index, node, told.record))
    view.quads.extend(said)
    view.add(node, A, RG.Statement)
    view.add(node, LABEL, Literal(label(view, index, _most_telling(mentions))))
    view.add_literals(node, RG.wording, dict.fromkeys(told.record.wording for told in mentions))
    view.add(node, RG.start, integer(mentions[0].record.spans[0][0]))
    factuality = joint_factuality(mentions)
    view.add(node, RG.factuality, concept("factuality", factuality))
    if factuality in HAPPENED:
        view.add(node, A, RG.Occurrence)
    dates = [when for record in dating(mentions) if (when := date_of(view, record))]
    rows, differ = dates_said(dates)
    for predicate, value in rows:
        view.add(node, predicate, value)
    places = {told.record.place for told in mentions if isinstance(told.record, Event)} - {""}
    return differ or len(places) > 1


def proposed_event(
    view: View, index: NameIndex, node: NamedNode, mentions: Sequence[Mentioning], status: str
) -> None:
    """An event among everything proposed: its classes, a label and how far it is accepted; the rest stands on
    its mentions."""
    classes = {event_class(r.type) if isinstance(r, Event) else RG.Decision for r in mentions}
    view.add(node, A, RG.Event, *sorted(classes, key=str))
    view.add(node, LABEL, Literal(label(view, index, mentions[0])))
    view.add(node, RG.status, concept("status", status))
    view.add(node, RG.confidence, decimal(max(r.confidence for r in mentions)))


def joint_status(statuses: Iterable[str]) -> str:
    """How far an event is accepted: as far as the mention that is accepted most."""
    return min(statuses, key=_STATUS.index)


def _most_telling(mentions: Sequence[Told]) -> Mentioning:
    """The mention an event is labelled by: of those that are decisions the first, else the first of all."""
    decisions = (told.record for told in mentions if isinstance(told.record, Decision))
    return next(decisions, mentions[0].record)


def dating(mentions: Sequence[Told]) -> Iterator[Mentioning]:
    """The mentions whose dates count: a decision has its act's, unless a reviewer gave it another."""
    acts = {told.record.id for told in mentions}
    for told in mentions:
        act = told.record.event if isinstance(told.record, Decision) else ""
        if told.edited or act not in acts:
            yield told.record


def joint_factuality(mentions: Sequence[Told]) -> str:
    """How an event is told by its mentions together: by the most certain of them."""
    return min((told.factuality for told in mentions), key=_FACTUALITY.index)


@dataclass(frozen=True, slots=True)
class Days:
    """The days a date may mean, an open end as the last day there is."""

    low: day
    high: day

    def within(self, other: Days) -> bool:
        return other.low <= self.low and self.high <= other.high

    def apart(self, other: Days) -> bool:
        return self.high < other.low or other.high < self.low


def days_of(date: Date) -> Days | None:
    """The days a date may mean; None for what is no EDTF."""
    try:
        low, high = bounds(date.edtf)
    except DateError:
        return None
    return Days(low or day.min, high or day.max)


def dates_said(dates: Sequence[Date]) -> tuple[list[tuple[NamedNode, Literal]], bool]:
    """The dates of an event as rows, and whether they contradict each other.

    Of dates of which one says more exactly what another says, the more exact one counts; `earliest` and
    `latest` are what all leave, or, where they contradict each other, everything that any of them may mean.
    """
    spans = {d: span for d in dict.fromkeys(dates) if (span := days_of(d))}
    words = (squeeze(d.text or ("" if d in spans else d.edtf)) for d in dates)
    rows = [(RG.dateText, Literal(text)) for text in words if text]
    exact = _most_exact(spans)
    rows += [(RG.date, edtf(d.edtf)) for d in exact]
    kept = [spans[d] for d in exact]
    differ = _contradict(kept)
    return list(dict.fromkeys([*rows, *_days(kept, differ)])), differ


def _contradict(spans: Sequence[Days]) -> bool:
    return any(a.apart(b) for a in spans for b in spans)


def _days(spans: Sequence[Days], differ: bool) -> Iterator[tuple[NamedNode, Literal]]:
    """The first and last day that these dates leave together, or, where they differ, that any of them may
    mean; an open end has none."""
    if not spans:
        return
    first, last = (min, max) if differ else (max, min)
    low, high = first(s.low for s in spans), last(s.high for s in spans)
    if low != day.min:
        yield RG.earliest, Literal(low.isoformat(), datatype=XSD_DATE)
    if high != day.max:
        yield RG.latest, Literal(high.isoformat(), datatype=XSD_DATE)


def _most_exact(spans: Mapping[Date, Days]) -> list[Date]:
    """The dates that no other says more exactly; of equals the first."""
    out: list[Date] = []
    for d, span in spans.items():
        narrower = any(other.within(span) and other != span for other in spans.values())
        if not narrower and not any(spans[k] == span for k in out):
            out.append(d)
    return out


__all__ = [
    "HAPPENED",
    "Days",
    "Told",
    "date_of",
    "dates_said",
    "dating",
    "days_of",
    "event",
    "event_class",
    "evidence_of",
    "facts",
    "formal_content",
    "identification",
    "joint_factuality",
    "joint_status",
    "mention",
    "proposed_event",
    "told_in",
]
