"""The records everything else is made of: frozen, one class per kind, one JSON line each.

A span is a pair of code-point offsets `(start, end)` into the document's raw text, end exclusive.
Ids are content hashes: the same kind of thing at the same place of the same document has the same id
whatever version of the extractor proposed it; `digest` tells whether its content is also the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, TypeVar, get_args

from regesta.ontology import values

Span = tuple[int, int]
Part = TypeVar("Part")

# The closed lists are those of the vocabulary's schemes, see ontology/schemes/.
ActorKind = values.ActorKind
CitationType = values.CitationType
DecisionKind = values.DecisionKind
EventType = values.EventType
Factuality = values.Factuality
FormalPredicate = values.FormalPredicate
Meaning = values.ResolutionMeaning
MentionForm = values.MentionForm
RelationType = values.ArgumentType
Severity = values.Severity
Voice = values.Voice

#: How near a thing of ours is to one of somebody else's, in SKOS; never owl:sameAs.
LinkPredicate = Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]
#: What of ours is linked: an actor by its kind, a place, or an archive.
LinkedKind = Literal["person", "state", "organisation", "group", "school", "place", "archive"]
#: What a relation of a claim answers: a claim, evidence, or a position as a whole ("this view").
TargetKind = Literal["claim", "citation", "position"]
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
CITATION_TYPES: tuple[str, ...] = get_args(CitationType)


def content_id(kind: str, *parts: object) -> str:
    """An id such as `claim-0f3a9c41d2be`: the kind and 12 hex digits of SHA-256 over the parts' canonical
    JSON."""
    payload = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{kind}-{hashlib.sha256(payload.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date as EDTF, the words that carry it, and where they stand (None when it was inferred from
    context)."""

    edtf: str = ""
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a claim does to another claim, to evidence or to a whole position: it points from the answering
    claim to what is answered.

    `target` is the id of a claim; of a citation, or of a note whose evidence is meant as a whole, where
    `target_kind` is "citation"; of a position where it is "position". `cue` is the word that tells ("but").
    """

    type: RelationType
    target: str
    cue: Span | None = None
    confidence: float = 1.0
    target_kind: TargetKind = "claim"

    def answers(self, record: str) -> bool:
        """Whether the relation answers the claim of that id."""
        return self.target_kind == "claim" and self.target == record


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedNote:
    """A footnote that may serve a claim although its marker stands elsewhere in the passage: its id, how
    likely that is (0..1), and why."""

    note: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalStatement:
    """One triple of what a claim says, in the terms of the graph, as a reviewer put it together.

    `subject` is the id of an event, a decision or an actor; `object` such an id, an EDTF date, or a value of
    the predicate's list ("reject"), as the predicate's range wants it (`ontology.formal`)."""

    subject: str
    predicate: FormalPredicate
    object: str


def target_kind_of(record: str) -> TargetKind:
    """What a relation answers that leads to the record of this id, by the kind the id begins with; a claim
    where it begins with none of the others."""
    kind = record.partition("-")[0]
    return "citation" if kind == "citation" else "position" if kind == "position" else "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The archive that holds a source, and the path of units down to it, outermost first: (("fond", "558"),
    ("opis", "11"))."""

    archive: str = ""
    path: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The fields of a citation or a source; empty ones are left out of the JSON."""

    authors: tuple[str, ...] = ()
    author_names: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    title: str = ""
    year: str = ""
    pages: str = ""
    volume: str = ""
    issue: str = ""
    container: str = ""
    place: str = ""
    publisher: str = ""
    edition: str = ""
    language: str = ""
    archive: str = ""
    fond: str = ""
    opis: str = ""
    delo: str = ""
    listy: str = ""
    record_group: str = ""
    shelfmark: str = ""
    units: tuple[tuple[str, str], ...] = ()
    copy_in: str = ""
    doc_kind: str = ""
    doc_number: str = ""
    sender: str = ""
    recipient: str = ""
    doc_date: str = ""
    url: str = ""
    accessed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has; `confidence` is 0..1, `proposer` a name and version such as `events.v1`."""

    kind: ClassVar[str] = ""
    #: Fields that say how a record came about rather than what it says: no part of its digest.
    unsaid: ClassVar[frozenset[str]] = frozenset({"confidence", "proposer"})

    id: str
    document: str
    confidence: float = 1.0
    proposer: str = ""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, `kind` first, in field order; None and empty values are left out, False and 0 are
        kept."""
        out: dict[str, Any] = {"id": self.id, "kind": self.kind}
        for f in fields(self):
            if f.name == "id":
                continue
            value = _plain(getattr(self, f.name))
            if value is None or value == "" or value == [] or value == {}:
                continue
            out[f.name] = value
        return out

    def digest(self) -> str:
        """SHA-256 (hex) of what the record says, without who proposed it, how sure they were and, of a
        citation, why its type is what it is."""
        said = {k: v for k, v in self.to_dict().items() if k not in self.unsaid}
        return hashlib.sha256(
            json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        ).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Date | Relation | Holding | Fields | CarriedNote | FormalStatement):
        rows = ((f.name, _plain(getattr(value, f.name))) for f in fields(value))
        kept = {k: v for k, v in rows if v not in (None, "", [], {})}
        if kept.get("target_kind") == "claim":  # the usual case, unsaid: records made before say the same
            del kept["target_kind"]
        return kept
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Division(Record):
    """A chapter or section: `span` covers heading and content, `heading` the heading; `number` as printed
    ("IV"), level 1 outermost."""

    kind: ClassVar[str] = "division"
    span: Span
    heading: Span | None = None
    level: int = 1
    number: str = ""
    title: str = ""
    parent: str = ""
    role: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Record):
    """A body sentence; several spans when footnote bodies or page breaks interrupt it. `page` as printed or
    counted, where known."""

    kind: ClassVar[str] = "sentence"
    spans: tuple[Span, ...]
    division: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote(Record):
    """A note's body without its number; its id reads `IV.33`. `marker` is where the body text calls it, None
    when lost.

    `spans` holds all its parts, `span` the first of them, when the note goes on at the foot of the next page;
    else it is empty. `series` is "endnote" for the endnotes of a document that has footnotes too."""

    kind: ClassVar[str] = "footnote"
    span: Span
    spans: tuple[Span, ...] = ()
    number: int
    label: str = ""
    division: str = ""
    marker: Span | None = None
    sentence: str = ""
    page: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """One work or document cited in a footnote; `source` is what it cites, `resolved_from` the citation an
    Ibid. or short title points back to, `cited_through` the citation of the work in which this one was seen
    ("as quoted in"); `reason` says by what its type was told."""

    kind: ClassVar[str] = "citation"
    unsaid: ClassVar[frozenset[str]] = frozenset({"confidence", "proposer", "reason"})
    span: Span
    footnote: str
    type: CitationType
    fields: Fields = field(default_factory=Fields)
    source: str = ""
    resolved_from: str = ""
    resolved_by: str = ""
    cited_through: str = ""
    reason: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A work or document with an identity, whoever cites it and however."""

    kind: ClassVar[str] = "source"
    type: CitationType
    fields: Fields = field(default_factory=Fields)
    cited_by: tuple[str, ...] = ()
    held_in: tuple[Holding, ...] = ()
    in_bibliography: Span | None = None
    label: str = ""
    roles: tuple[str, ...] = ()
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Record):
    """What an Ibid., op. cit., idem or short title points back to: the citation `target`, or the
    bibliography's `entry`.

    `applied`: the proposal goes by it. A rejected one leaves its citation unresolved; an accepted one is gone
    by, applied or not.
    """

    kind: ClassVar[str] = "resolution"
    span: Span
    citation: str
    target: str = ""
    entry: Span | None = None
    means: Meaning = "source"
    reason: str = ""
    applied: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Record):
    """Two things that are one: `other` is the same as `one`, each a citation's id or `entry:START` of the
    bibliography, or each the id of an event's mention (a record of kind event or decision), or each the id
    of a claim, of which both state one proposition. Where they stand in two documents, `other_document` is
    that of `other`, and they may also be the ids of two actors or two sources.

    `spans` are the places of both, `type` and, of things cited, `fields` say how `other` is described there;
    of claims `type` is "claim". `applied`: the proposal has both in one source, event or proposition. A
    rejected one parts them, an accepted one joins them, applied or not. Across documents `spans` is the place
    of `one`, `other_spans` that of `other`, and `names` what both are called; nothing is applied there.
    """

    kind: ClassVar[str] = "identity"
    spans: tuple[Span, ...] = ()
    one: str
    other: str
    type: CitationType | EventType | ActorKind | Literal["claim"]
    fields: Fields = field(default_factory=Fields)
    reason: str = ""
    applied: bool = True
    other_document: str = ""
    other_spans: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def across(self) -> bool:
        """Whether the two stand in different documents."""
        return bool(self.other_document)

    @property
    def of_actors(self) -> bool:
        """Whether the two are actors, of different documents."""
        return self.one.partition("-")[0] == "actor"

    @property
    def of_events(self) -> bool:
        """Whether the two are mentions of events."""
        return self.one.partition("-")[0] in ("event", "decision")

    @property
    def of_claims(self) -> bool:
        """Whether the two are claims that state one proposition."""
        return self.one.partition("-")[0] == "claim"

    @property
    def of_sources(self) -> bool:
        """Whether the two are things cited in one document."""
        return not (self.of_events or self.of_claims or self.across)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """A place in a sentence that refers to an actor, by canonical name."""

    kind: ClassVar[str] = "mention"
    span: Span
    actor: str
    form: MentionForm = "name"
    sentence: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A person, state, organisation, group or school; `identifiers` such as {"wikidata": "Q855"}."""

    kind: ClassVar[str] = "actor"
    name: str
    actor_kind: ActorKind
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    dates: str = ""

    def to_dict(self) -> dict[str, Any]:
        out = Record.to_dict(self)
        if self.identifiers:
            out["identifiers"] = dict(self.identifiers)
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened, was planned, or is said to have; `spans` is the sentence's, `trigger` its head
    word. `wording` says what happened in a reviewer's own words."""

    kind: ClassVar[str] = "event"
    spans: tuple[Span, ...]
    trigger: Span
    type: EventType
    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str = ""
    date: Date | None = None
    factuality: Factuality = "asserted"
    footnotes: tuple[str, ...] = ()
    sentence: str = ""
    quote: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """An actor resolves on, orders, approves, rejects a course of action; `event` is the same act as an
    event. `wording` says in a reviewer's own words what was decided."""

    kind: ClassVar[str] = "decision"
    spans: tuple[Span, ...]
    trigger: Span
    decision: DecisionKind
    deciders: tuple[str, ...] = ()
    content: Span | None = None
    addressees: tuple[str, ...] = ()
    date: Date | None = None
    footnotes: tuple[str, ...] = ()
    event: str = ""
    sentence: str = ""
    quote: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """A position somebody holds that another could dispute. `spans` is what is claimed, part by part when a
    note interrupts; `content` its longest part. `wording` says it in a reviewer's own words.

    `footnotes` are those called in its words or right behind them; `carried` are others of its passage that
    may be meant for it too, and are evidence only where a verdict says so. `formal` is its content in the
    terms of the graph, as a reviewer put it together; no proposer does."""

    kind: ClassVar[str] = "claim"
    unsaid: ClassVar[frozenset[str]] = frozenset({"confidence", "proposer", "carried"})
    spans: tuple[Span, ...]
    content: Span
    cue: Span | None = None
    holder: tuple[str, ...] = ()
    voice: Voice = "author"
    hedged: bool = False
    negated: bool = False
    footnotes: tuple[str, ...] = ()
    carried: tuple[CarriedNote, ...] = ()
    relations: tuple[Relation, ...] = ()
    within: str = ""
    sentence: str = ""
    quote: str = ""
    wording: str = ""
    formal: tuple[FormalStatement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
    """A view that a document speaks of as one, whoever holds it ("the collusion thesis", "this view").

    `spans` are the places where it is named, `holders` who holds it by the document's account, `claims` the
    ids of the claims that express it.
    """

    kind: ClassVar[str] = "position"
    spans: tuple[Span, ...] = ()
    label: str
    holders: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy(Record):
    """Two places of the document that do not agree (one place when the slip needs no second)."""

    kind: ClassVar[str] = "discrepancy"
    rule: str
    spans: tuple[Span, ...]
    message: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic(Record):
    """Something that could not be read: the places it concerns, the step that failed there ("claims"), and
    why.

    `proposer` is who failed. A diagnostic tells of the program, not of the document: it is exported with the
    records and is no candidate: nobody reviews, accepts or maps it.
    """

    kind: ClassVar[str] = "diagnostic"
    spans: tuple[Span, ...]
    step: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Record):
    """An actor, place or archive of ours (`subject`, by canonical name) and what somebody else's authority
    calls it (`object`, an IRI).

    `document` is the first in which the subject stands; `justification` a term of the Semantic Mapping
    Vocabulary such as `semapv:LexicalMatching`; `authority` the mapping set it comes from, `reason` why it is
    proposed.
    """

    kind: ClassVar[str] = "link"
    subject: str
    subject_kind: LinkedKind
    predicate: LinkPredicate = "exactMatch"
    object: str
    object_label: str = ""
    authority: str = ""
    justification: str = ""
    reason: str = ""


KINDS: dict[str, type[Record]] = {
    c.kind: c
    for c in (
        Division,
        Sentence,
        Footnote,
        Citation,
        Resolution,
        Identity,
        Source,
        Mention,
        Actor,
        Event,
        Decision,
        Claim,
        Position,
        Discrepancy,
        Diagnostic,
        Link,
    )
}


_KNOWN: dict[str, frozenset[str]] = {kind: frozenset(f.name for f in fields(c)) for kind, c in KINDS.items()}


_KIND = frozenset({"kind"})


def quote_of(text: str, spans: Iterable[Span]) -> str:
    """The raw text at the spans, parts joined by one space, exactly as it stands otherwise."""
    return " ".join(text[a:b] for a, b in spans)


def from_dict(data: Mapping[str, Any]) -> Record:
    """A record out of its JSON form; unknown fields are refused with their names, missing optional ones take
    their defaults."""
    kind = data.get("kind")
    if kind not in KINDS:
        raise ValueError(f"a record says kind={kind!r}; the kinds are {', '.join(KINDS)}")
    cls = KINDS[kind]
    known = _KNOWN[kind]
    if data.keys() - known != _KIND:
        unknown = sorted(data.keys() - known - _KIND)
        raise ValueError(
            f"a {kind} record has unknown fields {', '.join(unknown)}; a {kind} has "
            f"{', '.join(sorted(known))}"
        )
    values: dict[str, Any] = {k: v if isinstance(v, _PLAIN) else _typed(k, v) for k, v in data.items()}
    del values["kind"]
    return cls(**values)


#: JSON values that records hold as they are.
_PLAIN = (str, int, float, type(None))


def _typed(name: str, value: Any) -> Any:
    """The value of a field out of its JSON form, where that is a list or an object."""
    read = _READERS.get(name)
    return read(value) if read is not None else _tuple(value)


def made(cls: type[Part], row: Mapping[str, Any]) -> Part:
    """A part of a record out of its JSON object, lists of it as tuples."""
    return cls(**{k: _tuple(v) for k, v in row.items()})


def _identifiers(value: Any) -> tuple[tuple[str, str], ...]:
    rows = value.items() if isinstance(value, Mapping) else value
    return tuple(sorted((str(k), str(v)) for k, v in rows))


#: How the fields that hold more than lists of plain values are read, by name.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "date": lambda value: made(Date, value),
    "fields": lambda value: made(Fields, value),
    "relations": lambda value: tuple(made(Relation, row) for row in value),
    "carried": lambda value: tuple(made(CarriedNote, row) for row in value),
    "formal": lambda value: tuple(made(FormalStatement, row) for row in value),
    "held_in": lambda value: tuple(made(Holding, row) for row in value),
    "identifiers": _identifiers,
}


def _tuple(value: Any) -> Any:
    """Lists as tuples, inner ones too."""
    if not isinstance(value, list | tuple):
        return value
    return tuple([_tuple(v) if isinstance(v, list | tuple) else v for v in value])


def dumps(record: Record) -> str:
    """One JSON line, without the newline; the same record always gives the same bytes."""
    return json.dumps(record.to_dict(), ensure_ascii=False, separators=(",", ":"))
