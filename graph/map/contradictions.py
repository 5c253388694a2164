"""Which accepted claims, and mentions of events, say what cannot hold at once: another date of one event, an
approval against a refusal, that somebody knew and did not know. They are reported with both ends, never
resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from regesta.extract.record import Claim, Date, Decision, Event, content_id
from regesta.graph.map.events import HAPPENED, Told, date_of, dating, days_of
from regesta.graph.map.formal import Known, Saying
from regesta.graph.map.statements import proposition_of
from regesta.graph.map.view import LABEL, A
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.formal import LISTS, ends, excluded, opposites
from regesta.ontology.terms import CONCEPTS, RG, concept

#: Of a statement on what is said: the list its values are from, beside those of formal predicates.
_TYPES = "event-type"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims or mentions (kind and record id, the first in the text first) that cannot both be right,
    `on` which formal predicate, about which event (the id of its representative mention), and the IRIs of the
    propositions that say it."""

    id: str
    on: str
    message: str
    event: str
    ends: tuple[tuple[str, str], tuple[str, str]]
    propositions: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Voice:
    """Who says something: a claim or a mention, by its place in the text."""

    place: tuple[int, int]
    kind: str
    id: str
    proposition: str = ""


#: What is spoken of: the predicate, or the list of values, and the things that it joins.
_Topic = tuple[str, ...]
_Said = dict[_Topic, list[tuple[str, _Voice]]]


def contradictions(
    known: Known,
    claims: Iterable[Claim],
    told: Mapping[str, list[Told]],
    told_in: Mapping[str, Sequence[Claim]],
) -> dict[str, tuple[Contradiction, ...]]:
    """The contradictions of a document by the record id of their first end. `told`: the accepted mentions of
    each event, by its id; `told_in`: the claims in whose content a mention stands."""
    said: _Said = defaultdict(list)
    for claim in claims:
        for saying in known.sayings(claim):
            topic, value = _topic(saying)
            said[topic].append((value, _claim(known, claim)))
    for event, mentions in told.items():
        for topic, value, mention in _of_event(known, event, mentions):
            for voice in _voices(known, mention, told_in.get(mention.id, ())):
                said[topic].append((value, voice))
    out: dict[str, list[Contradiction]] = defaultdict(list)
    for found in _found(said):
        out[found.ends[0][1]].append(found)
    return {end: tuple(rows) for end, rows in out.items()}


def _topic(saying: Saying) -> tuple[_Topic, str]:
    """What a formal statement speaks of, and what it says of it."""
    name = saying.predicate
    if name in opposites():
        pair = min(name, opposites()[name], key=CONCEPTS["formal-predicate"].index)
        return ("opposite", pair, saying.subject, saying.object), name
    if ends()[name].object:
        return ("", name, saying.subject, saying.object), name
    return (LISTS.get(name, name), saying.subject), saying.object


def _of_event(
    known: Known, event: str, mentions: list[Told]
) -> Iterator[tuple[_Topic, str, Event | Decision]]:
    """What the mentions of an event say of it; what did not happen by one has no date or outcome there."""
    dated = {record.id for record in dating(mentions)}
    for told in mentions:
        record = told.record
        yield ("factuality", event), told.factuality, record
        if told.factuality not in HAPPENED:
            continue
        when = date_of(known.view, record)
        if when is not None and when.edtf and record.id in dated:
            yield ("date", event), when.edtf, record
        if isinstance(record, Decision):
            yield ("decision-kind", event), record.decision, record
        else:
            yield (_TYPES, event), record.type, record


def _voices(known: Known, mention: Event | Decision, claims: Iterable[Claim]) -> list[_Voice]:
    """The claims that tell a mention; the mention itself where none does."""
    found = [_claim(known, c) for c in claims]
    return found or [_Voice(mention.trigger, mention.kind, mention.id)]


def _claim(known: Known, claim: Claim) -> _Voice:
    return _Voice(claim.content, "claim", claim.id, proposition_of(known.view, claim).value)


def _found(said: _Said) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for topic, rows in said.items():
        if len({value for value, _ in rows}) < 2:
            continue
        for (a, one), (b, other) in combinations(sorted(set(rows), key=lambda r: (r[1], r[0])), 2):
            if one.id == other.id or not _exclude(topic[0], a, b):
                continue
            made = _made(topic, a, b, one, other)
            if made.id not in seen:
                seen.add(made.id)
                yield made


def _exclude(kind: str, a: str, b: str) -> bool:
    """Whether two values cannot hold of one thing at once."""
    if kind == "date":
        first, second = days_of(Date(edtf=a)), days_of(Date(edtf=b))
        return first is not None and second is not None and first.apart(second)
    return (kind, a, b) in excluded() or (kind == "opposite" and opposites()[a] == b)


def _made(topic: _Topic, a: str, b: str, one: _Voice, other: _Voice) -> Contradiction:
    on, message, event = _worded(topic, a, b)
    both = sorted({v.proposition for v in (one, other)} - {""})
    name = content_id("contradiction", on, list(topic), one.id, a, other.id, b)
    return Contradiction(name, on, message, event, ((one.kind, one.id), (other.kind, other.id)), tuple(both))


def _worded(topic: _Topic, a: str, b: str) -> tuple[str, str, str]:
    """On which predicate two values exclude each other, in words, and of which event they are said."""
    kind = topic[0]
    if kind == "opposite":
        actor_first = "actor" in ends()[topic[1]].subject
        who = topic[2] if actor_first else "One event"
        verb = {name: _spaced(name) for name in (a, b)}
        return topic[1], f"{who} {verb[a]} and {verb[b]}", topic[3] if actor_first else topic[2]
    if kind == "date":
        return "date", f"The same event on {a} and on {b}", topic[1]
    on = "factuality" if kind == "factuality" else "decisionKind"
    return on, f"The same event: {_spaced(a)} against {_spaced(b)}", topic[1]


def _spaced(name: str) -> str:
    """`didNotKnow` as "did not know"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def described(known: Known, found: Contradiction) -> None:
    """A contradiction in accepted knowledge, with both ends: nothing is said of which is right."""
    view = known.view
    node = view.names.record("contradiction", view.document, found.id)
    view.add(node, A, RG.Contradiction)
    view.add(node, LABEL, Literal(found.message))
    view.add(node, RG.conflictsOn, concept("formal-predicate", found.on))
    view.add(node, RG.conflictAbout, view.event(found.event))
    view.add(node, RG.between, *(view.record(kind, record) for kind, record in found.ends))
    view.add(node, RG.betweenPropositions, *map(NamedNode, found.propositions))
    view.add(node, RG.inDocument, view.names.document(view.document))


__all__ = ["Contradiction", "contradictions", "described"]
