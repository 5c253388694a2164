"""What a record edited by hand must hold: legal values, spans inside the text, an honest quote. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, get_args

from regesta.extract.iri import WEB_IRI
from regesta.extract.record import (
    CITATION_TYPES,
    EVENT_TYPES,
    Actor,
    ActorKind,
    CarriedNote,
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
    Position,
    Record,
    RelationType,
    Sentence,
    Severity,
    Span,
    TargetKind,
    Voice,
    quote_of,
)
from regesta.ontology.formal import ends
from regesta.ontology.terms import CONCEPTS
from regesta.review.acts import ActError
from regesta.review.wording import repeated

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
    ("identity", "type"): (*CITATION_TYPES, *EVENT_TYPES, "claim"),
    ("link", "subject_kind"): get_args(LinkedKind),
    ("link", "predicate"): get_args(LinkPredicate),
    ("mention", "form"): get_args(MentionForm),
    ("actor", "actor_kind"): get_args(ActorKind),
    ("discrepancy", "severity"): get_args(Severity),
}
TARGET_KINDS: tuple[str, ...] = get_args(TargetKind)
RELATION_TYPES: tuple[str, ...] = get_args(RelationType)
_NAMES = (
    "holder",
    "holders",
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
    _refuse_quoting(getattr(record, "wording", ""), text)
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
        out.extend(_joined(inside) or [(a, b)])
    return tuple(out)


def _joined(parts: Iterable[Span]) -> list[Span]:
    """Parts in order, those with only white space between them as one run of text."""
    joined: list[Span] = []
    for x, y in parts:
        if joined and x - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], y)
        else:
            joined.append((x, y))
    return joined


def _refuse_illegal(record: Record, text: str) -> None:
    for f in fields(record):
        name, value = f.name, getattr(record, f.name)
        legal = CHOICES.get((record.kind, name))
        if legal and value not in legal:
            raise ActError(f"{name} is {value!r}; it may be {', '.join(legal)}.")
        unplaced = isinstance(record, Position) and name == "spans" and not value
        if not unplaced and (check := _check_of(name, value)) is not None:
            check(name, value, text)
    _refuse_nameless(record)


#: What checks the value of a field: its name, its value, the document's text.
Check = Callable[[str, Any, str], None]


def _check_of(name: str, value: Any) -> Check | None:
    """The check of a field: by its name, of dates and citation fields by what they are."""
    if isinstance(value, Date):
        return _date
    if isinstance(value, Fields):
        return _fields
    return _CHECKS.get(name)


def _names(name: str, value: Any, text: str) -> None:
    if not (isinstance(value, tuple) and all(isinstance(v, str) and v.strip() for v in value)):
        raise ActError(f"{name} is {value!r}; it must be a list of names, none of them empty.")


def _flag(name: str, value: Any, text: str) -> None:
    if not isinstance(value, bool):
        raise ActError(f"{name} is {value!r}; it may be true or false.")


def _passages(name: str, value: Any, text: str) -> None:
    if not value:
        raise ActError("spans is empty; mark at least one passage in the text.")
    for span in value:
        _span(name, span, text)


def _passage(name: str, value: Any, text: str) -> None:
    if value is not None:
        _span(name, value, text)


def _relations(name: str, value: Any, text: str) -> None:
    for relation in value:
        if relation.type not in RELATION_TYPES:
            raise ActError(f"a relation is {relation.type!r}; it may be {', '.join(RELATION_TYPES)}.")
        if relation.target_kind not in TARGET_KINDS:
            raise ActError(
                f"a relation's target_kind is {relation.target_kind!r}; it may be {', '.join(TARGET_KINDS)}."
            )
        if not relation.target:
            raise ActError(
                "a relation needs another claim as its target. Pick one by its words or type its id."
            )


def _formal(name: str, value: Any, text: str) -> None:
    for said in value:
        allowed = ends().get(said.predicate)
        if allowed is None:
            raise ActError(f"a formal statement says {said.predicate!r}; it may say {', '.join(ends())}.")
        _end(said.predicate, "before", said.subject, allowed.subject)
        if allowed.object:
            _end(said.predicate, "behind", said.object, allowed.object)
        elif allowed.values:
            if said.object not in allowed.values:
                raise ActError(f"{said.predicate} is {said.object!r}; it may be {', '.join(allowed.values)}.")
        elif not said.object:
            raise ActError("a formal date is empty. Type one in EDTF, for instance 1950-01-30 or 1950-01.")
        else:
            _date(name, Date(edtf=said.object), text)


def _end(predicate: str, where: str, record: str, kinds: tuple[str, ...]) -> None:
    if record.partition("-")[0] not in kinds:
        raise ActError(
            f"{where} {predicate} stands {record!r}; it must be the id of {' or '.join(map(_a, kinds))}. "
            "Pick one by its words or type its id."
        )


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def refuse_unknown(record: Record, kind_of: Callable[[str], tuple[str, str]]) -> None:
    """Refuse formal statements of what is not there: `kind_of` gives the kind and document of the record of
    an id, both "" where there is none. Events must be of the claim's own document.

    Errors: ActError naming the id.
    """
    for said in record.formal if isinstance(record, Claim) else ():
        for end in (said.subject, *((said.object,) if ends()[said.predicate].object else ())):
            kind, document = kind_of(end)
            if not kind:
                raise ActError(
                    f"there is no record {end!r} in this workspace, which the formal content speaks of. Pick "
                    "one by its words, or look ids up with `regesta export --format records`."
                )
            if kind != "actor" and document != record.document:
                raise ActError(
                    f"{end} is told in {document}, the claim stands in {record.document}; formal content "
                    "speaks of events of the same document."
                )


def _refuse_quoting(wording: str, text: str) -> None:
    """Refuse a wording of a reviewer's own that repeats the text."""
    if run := repeated(wording, text):
        raise ActError(f"the wording repeats the text: {run!r}. Say it in your own words.")


def _refuse_nameless(record: Record) -> None:
    """Refuse what a record of its kind cannot do without."""
    match record:
        case Link() if not (record.subject.strip() and WEB_IRI.fullmatch(record.object)):
            raise ActError(
                "a link needs something of ours and the IRI of something of theirs; "
                f"object is {record.object!r}. Type for instance http://www.wikidata.org/entity/Q855."
            )
        case Actor() if not record.name.strip():
            raise ActError("an actor needs a name.")
        case Position() if not record.label.strip():
            raise ActError("a position needs a name.")
        case Mention() if not record.actor.strip():
            raise ActError("a mention needs the actor it refers to.")
        case Claim() if any(r.target == record.id for r in record.relations):
            raise ActError(
                "a relation needs another claim as its target. Pick one by its words or type its id."
            )


def _span(name: str, span: Any, text: str) -> None:
    good = (
        isinstance(span, tuple)
        and len(span) == 2
        and all(isinstance(n, int) for n in span)
        and 0 <= span[0] < span[1] <= len(text)
    )
    if not good:
        raise ActError(
            f"{name} is {span!r}; it must be two offsets into the text, the first below the second, the "
            f"second at most {len(text)}."
        )


def _date(name: str, date: Any, text: str) -> None:
    if date.span is not None:
        _span(f"{name}.span", date.span, text)
    if not date.edtf:
        return
    from edtf import parse_edtf  # its grammar takes long to import, and only who sets a date needs it
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(date.edtf)
    except EDTFParseException as error:
        raise ActError(
            f"{date.edtf!r} is no EDTF date. Type for instance 1946-03-02, 1946-03, 1946?, "
            "1946-03-02/1946-03-05 or 1946-21 (spring 1946)."
        ) from error


def _words(held: Any) -> bool:
    return isinstance(held, str)


def _list_of_words(held: Any) -> bool:
    return isinstance(held, tuple) and all(isinstance(v, str) and v for v in held)


def _pairs(held: Any) -> bool:
    return isinstance(held, tuple) and all(_list_of_words(u) and len(u) == 2 for u in held)


#: Fields of a citation that hold no plain words: what tells whether they are legal, and what they must be.
_SHAPES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(
        ("authors", "author_names", "editors", "translators"), (_list_of_words, "a list of words")
    ),
    "units": (_pairs, "pairs of level and number"),
}


def _fields(name: str, value: Any, text: str) -> None:
    for f in fields(value):
        held = getattr(value, f.name)
        legal, what = _SHAPES.get(f.name, (_words, "words"))
        if not legal(held):
            raise ActError(f"fields.{f.name} is {held!r}; it must be {what}.")


def _carried(name: str, value: Any, text: str) -> None:
    for lent in value if isinstance(value, tuple) else (value,):
        if not isinstance(lent, CarriedNote) or not (_words(lent.note) and _words(lent.reason)):
            raise ActError(f"{name} holds {lent!r}; each must be a note with a confidence and a reason.")
        if not isinstance(lent.confidence, float | int) or not 0 <= lent.confidence <= 1:
            raise ActError(f"{name} has a confidence of {lent.confidence!r}; it must lie between 0 and 1.")


_CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(_NAMES, _names),
    **dict.fromkeys(("span", "trigger", "content", "cue", "in_bibliography", "entry"), _passage),
    **dict.fromkeys(("hedged", "negated", "applied"), _flag),
    "spans": _passages,
    "relations": _relations,
    "carried": _carried,
    "formal": _formal,
}
