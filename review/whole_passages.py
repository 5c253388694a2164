"""A review session's passages: shown whole, judged whole, added to by hand, each act in one append."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from regesta.extract.record import Claim, Decision, Event, Record, Sentence, Span, from_dict
from regesta.review.acts import ActError, Overtaken, with_fields
from regesta.review.adding import blank, give_addition, marked, placed_anew, said_by
from regesta.review.note_numbers import notes_meant
from regesta.review.passages import STATEMENTS, PassageRequest, give_passage, is_read, passages
from regesta.review.reanchoring import anchor
from regesta.review.session import ReviewSession
from regesta.review.state import Judged
from regesta.review.validation import settled
from regesta.review.verdict import KEY, Verdict


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage as it stands: its sentences, what is stated in each, by the sentence's id, those that were
    read, and which passage of the document it is, from 0."""

    document: str
    sentences: tuple[Sentence, ...]
    statements: Mapping[str, Sequence[Judged]]
    read: frozenset[str]
    place: int = 0

    @property
    def done(self) -> bool:
        """Whether every sentence was read whole."""
        return len(self.read) == len(self.sentences)

    @property
    def empty(self) -> list[Sentence]:
        """The sentences nobody has read in which nothing is stated, nor proposed and not rejected."""
        return [
            s
            for s in self.sentences
            if s.id not in self.read and all(j.status == "rejected" for j in self.statements[s.id])
        ]


def stretches(session: ReviewSession, document: str, reviewer: str = "") -> Iterator[Stretch]:
    """The passages of a document, in its order. `reviewer`: only what this one has read counts as read."""
    for place, sentences in enumerate(passages(session.sentences.get(document, ()))):
        yield replace(stretch_of(session, sentences, reviewer), place=place)


def stretch_at(session: ReviewSession, sentence: str, reviewer: str = "") -> tuple[list[str], int, Stretch]:
    """The passage a sentence is of, the first sentences of all passages of its document, and its place there.

    Errors: ActError when there is no such sentence.
    """
    document = next((d for d, rows in session.sentences.items() if any(s.id == sentence for s in rows)), None)
    if document is None:
        raise ActError(f"there is no sentence {sentence!r} in this workspace.")
    cut = passages(session.sentences[document])
    place = next(k for k, rows in enumerate(cut) if any(s.id == sentence for s in rows))
    return (
        [rows[0].id for rows in cut],
        place,
        replace(stretch_of(session, cut[place], reviewer), place=place),
    )


def stretch_of(session: ReviewSession, sentences: Sequence[Sentence], reviewer: str = "") -> Stretch:
    """A passage of these sentences as it stands."""
    document = sentences[0].document if sentences else ""
    read = (s.id for s in sentences if s.id in session.items and is_read(session.items[s.id], reviewer))
    return Stretch(
        document,
        tuple(sentences),
        {s.id: _stated(session, s) for s in sentences},
        frozenset(read),
    )


def _stated(session: ReviewSession, sentence: Sentence) -> list[Judged]:
    """The claims, events and decisions whose place begins in a sentence."""
    over = session.standing_in(sentence.document, sentence.spans[0][0], sentence.spans[-1][1])
    return [j for j in over if j.record.kind in STATEMENTS and _begins_in(j.record, sentence)]


def _begins_in(record: Record, sentence: Sentence) -> bool:
    place = anchor(record)
    return place is not None and any(a <= place[0] < b for a, b in sentence.spans)


def judge_passage(session: ReviewSession, request: PassageRequest) -> list[Verdict]:
    """Log a passage's verdicts, all of them or none; they are on disk then. Sent again with the same key it
    is logged once.

    Errors: ActError for what cannot be said; Overtaken where somebody else judged meanwhile.
    """

    def made(at: str) -> list[Verdict]:
        if before := _sent_before(session, request.key, request.reviewer):
            _refuse_otherwise(request, before)
            return before
        wanted = set(request.sentences)
        sentences = [s for s in session.sentences.get(request.document, ()) if s.id in wanted]
        standing = [j for s in sentences for j in _stated(session, s)]
        additions = tuple(legal(session, record) for record in request.additions)
        return give_passage(
            session.state(),
            replace(request, additions=additions),
            standing,
            at,
            session.texts.__getitem__,
            session.sentences_over,
        )

    return session.log_or_find(made)


def add_record(
    session: ReviewSession,
    record: Record,
    *,
    reviewer: str,
    reason: str = "",
    key: str = "",
    second: bool = False,
) -> Judged:
    """Add a record by hand, accepted in its maker's name. Sent again with the same key it is added once.

    Errors: ActError for a record that is not legal, or that is there already.
    """

    def made(at: str) -> list[Verdict]:
        if before := _sent_before(session, key, reviewer):
            if said_by(from_dict(before[0].judged or {})) != said_by(legal(session, record)):
                raise ActError(
                    f"this form was sent before, for {before[0].record}. Mark the words anew to add more."
                )
            return before
        new = placed_anew(legal(session, record), session.state())
        return [give_addition(new, at=at, reviewer=reviewer, reason=reason, key=key, second=second)]

    return session.items[session.log_or_find(made)[0].record]


def _refuse_otherwise(request: PassageRequest, before: Sequence[Verdict]) -> None:
    """Errors: Overtaken where a passage was sent before and is sent again otherwise, as from a page gone back
    to: what it says now would be lost."""
    given = {v.record: v.outcome for v in before}
    kept = {*request.accept, *request.edits}
    turned = any(given.get(i) == "reject" for i in kept) or any(
        given.get(i) == "accept" for i in request.seen.keys() - kept
    )
    if turned:
        raise Overtaken("this passage was sent before, otherwise. Look at it again, then judge.")


def _sent_before(session: ReviewSession, key: str, reviewer: str) -> list[Verdict]:
    """What this reviewer's request of that key gave when it was sent before."""
    log = session.log.verdicts if key else ()
    return [v for v in log if v.extra.get(KEY) == key and v.reviewer == reviewer and v.outcome != "withdraw"]


def legal(session: ReviewSession, record: Record) -> Record:
    """The record as it may be logged.

    Errors: ActError naming the field, what it holds and what is legal.
    """
    text = session.texts.get(record.document)
    if text is None:
        raise ActError(f"there is no document {record.document!r} in this workspace.")
    place = anchor(record)
    near = session.sentences_over(record.document, *place) if place is not None else []
    if isinstance(record, Claim | Event | Decision) and place is not None:
        notes = notes_meant(record.footnotes, session.notes_of(record.document), place[0])
        record = replace(record, footnotes=notes)
    return settled(record, text, near)


def blank_at(session: ReviewSession, kind: str, document: str, span: Span, proposer: str) -> Record:
    """A new record of a kind at a place, as its form is first shown.

    Errors: ActError for a place or a kind that cannot be.
    """
    if document not in session.texts:
        raise ActError(f"there is no document {document!r}; there is {', '.join(session.texts) or 'none'}.")
    near = session.sentences_over(document, *span)
    place = marked(document, session.texts[document], span, near, session.notes_of(document))
    return blank(kind, place, proposer)


def record_of(session: ReviewSession, sent: Mapping[str, Any], proposer: str) -> Record:
    """A new record out of JSON: its `kind`, `document`, `span` (two offsets into the text), and `fields` as
    in the records file.

    Errors: ActError for what is missing or cannot be.
    """
    kind, document = str(sent.get("kind", "")), str(sent.get("document", ""))
    span = _span_of(sent)
    fields: Any = sent.get("fields", {})
    if not isinstance(fields, Mapping) or {"id", "kind", "document", "proposer"} & set(fields):
        raise ActError("fields must be an object of field names and values, without id, kind and document.")
    made = blank_at(session, kind, document, span, proposer)
    try:
        return with_fields(made, fields)
    except (AttributeError, LookupError) as error:
        raise ActError(f"a value of the fields is not of its field's shape ({error}).") from error


def _span_of(sent: Mapping[str, Any]) -> Span:
    span = sent.get("span")
    if isinstance(span, list) and len(span) == 2 and all(type(n) is int for n in span):
        return span[0], span[1]
    raise ActError("span must be two offsets into the document's text, such as [1241, 1410].")
