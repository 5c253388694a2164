"""What a record edited by hand must hold: legal values, spans inside the text, an honest quote. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, get_args

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from regesta.extract.iri import WEB_IRI
from regesta.extract.record import (
    CITATION_TYPES,
    EVENT_TYPES,
    Actor,
    ActorKind,
    Citation,
    Claim,
    Date,
    Decision,
    DecisionKind,
    Event,
    Factuality,
    Fields,
    Link,
    LinkedKind,
    LinkPredicate,
    Meaning,
    Mention,
    MentionForm,
    Record,
    RelationType,
    Sentence,
    Severity,
    Span,
    Voice,
    quote_of,
)
from regesta.ontology.terms import CONCEPTS
from regesta.review.acts import ActError

#: (kind, field) -> the values it may have.
CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("claim", "voice"): get_args(Voice),
    ("event", "type"): EVENT_TYPES,
    ("event", "factuality"): get_args(Factuality),
    ("decision", "decision"): get_args(DecisionKind),
    ("citation", "type"): CITATION_TYPES,
    ("source", "type"): CITATION_TYPES,
    ("source", "grade"): ("", *CONCEPTS["evidence-grade"]),
    ("resolution", "means"): get_args(Meaning),
    ("identity", "type"): CITATION_TYPES,
    ("link", "subject_kind"): get_args(LinkedKind),
    ("link", "predicate"): get_args(LinkPredicate),
    ("mention", "form"): get_args(MentionForm),
    ("actor", "actor_kind"): get_args(ActorKind),
    ("discrepancy", "severity"): get_args(Severity),
}
RELATION_TYPES: tuple[str, ...] = get_args(RelationType)
_NAMES = (
    "holder",
    "agents",
    "recipients",
    "deciders",
    "addressees",
    "aliases",
    "footnotes",
    "cited_by",
    "roles",
)


def settled(record: Record, text: str, sentences: Iterable[Sentence] = ()) -> Record:
    """The record as it may be logged: refused when illegal, its `content` and `quote` made to follow from its
    spans.

    `text` is the document's raw text; `sentences` those that the record stands in, whose parts cut a claim
    that a note interrupts.
    Errors: ActError naming the field, what it holds and what is legal.
    """
    _refuse_illegal(record, text)
    match record:
        case Claim():
            spans = cut(record.spans, sentences)
            longest = max(spans, key=lambda s: (s[1] - s[0], -s[0]))
            return replace(
                record, spans=spans, content=longest, quote=quote_of(text, spans) if record.quote else ""
            )
        case Event() | Decision():
            return replace(record, quote=quote_of(text, record.spans) if record.quote else "")
        case Mention() | Citation():
            return replace(record, quote=quote_of(text, [record.span]) if record.quote else "")
    return record


def cut(spans: Iterable[Span], sentences: Iterable[Sentence]) -> tuple[Span, ...]:
    """The spans without what lies between the parts of the sentences they run over; as they are where they
    meet no sentence."""
    parts = sorted(p for s in sentences for p in s.spans)
    out: list[Span] = []
    for a, b in spans:
        inside = [(max(a, x), min(b, y)) for x, y in parts if x < b and a < y]
        joined: list[Span] = []
        for x, y in inside:
            # Only white space between two parts: the same run of text.
            if joined and x - joined[-1][1] <= 2:
                joined[-1] = (joined[-1][0], y)
            else:
                joined.append((x, y))
        out.extend(joined or [(a, b)])
    return tuple(out)


def _refuse_illegal(record: Record, text: str) -> None:
    data: dict[str, Any] = {f.name: getattr(record, f.name) for f in fields(record)}
    for name, value in data.items():
        legal = CHOICES.get((record.kind, name))
        if legal and value not in legal:
            raise ActError(f"{name} is {value!r}; it may be {', '.join(legal)}.")
        if name in _NAMES and not (
            isinstance(value, tuple) and all(isinstance(v, str) and v.strip() for v in value)
        ):
            raise ActError(f"{name} is {value!r}; it must be a list of names, none of them empty.")
        if isinstance(value, Date):
            _date(name, value, text)
        elif isinstance(value, Fields):
            _fields(value)
        elif name in ("span", "trigger", "content", "cue", "in_bibliography", "entry") and value is not None:
            _span(name, value, text)
        elif name == "spans":
            if not value:
                raise ActError("spans is empty; mark at least one passage in the text.")
            for span in value:
                _span(name, span, text)
        elif name == "relations":
            for relation in value:
                if relation.type not in RELATION_TYPES:
                    raise ActError(f"a relation is {relation.type!r}; it may be {', '.join(RELATION_TYPES)}.")
                if not relation.target or relation.target == record.id:
                    raise ActError(
                        "a relation needs another claim as its target. Pick one by its words or type its id."
                    )
        elif name in ("hedged", "negated", "applied") and not isinstance(value, bool):
            raise ActError(f"{name} is {value!r}; it may be true or false.")
    if isinstance(record, Link) and not (record.subject.strip() and WEB_IRI.fullmatch(record.object)):
        raise ActError(
            f"a link needs something of ours and the IRI of something of theirs; object is {record.object!r}. Type for instance http://www.wikidata.org/entity/Q855."
        )
    if isinstance(record, Actor) and not record.name.strip():
        raise ActError("an actor needs a name.")
    if isinstance(record, Mention) and not record.actor.strip():
        raise ActError("a mention needs the actor it refers to.")


def _span(name: str, span: Any, text: str) -> None:
    good = (
        isinstance(span, tuple)
        and len(span) == 2
        and all(isinstance(n, int) for n in span)
        and 0 <= span[0] < span[1] <= len(text)
    )
    if not good:
        raise ActError(
            f"{name} is {span!r}; it must be two offsets into the text, the first below the second, the second at most {len(text)}."
        )


def _date(name: str, date: Date, text: str) -> None:
    if date.span is not None:
        _span(f"{name}.span", date.span, text)
    if not date.edtf:
        return
    try:
        parse_edtf(date.edtf)
    except EDTFParseException as error:
        raise ActError(
            f"{date.edtf!r} is no EDTF date. Type for instance 1946-03-02, 1946-03, 1946?, 1946-03-02/1946-03-05 or 1946-21 (spring 1946)."
        ) from error


def _fields(value: Fields) -> None:
    lists = ("authors", "author_names", "editors", "translators")
    for f in fields(value):
        held = getattr(value, f.name)
        if f.name in lists:
            good = isinstance(held, tuple) and all(isinstance(v, str) and v for v in held)
        elif f.name == "units":
            good = isinstance(held, tuple) and all(
                isinstance(u, tuple) and len(u) == 2 and all(isinstance(p, str) and p for p in u)
                for u in held
            )
        else:
            good = isinstance(held, str)
        if not good:
            raise ActError(
                f"fields.{f.name} is {held!r}; it must be {'a list of words' if f.name in lists else 'pairs of level and number' if f.name == 'units' else 'words'}."
            )
