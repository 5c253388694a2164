"""Records added by hand: what nobody proposed, made of a marked place, in somebody's name. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from regesta.extract.record import (
    Claim,
    Decision,
    Event,
    Footnote,
    Mention,
    Position,
    Record,
    Sentence,
    Span,
    content_id,
    quote_of,
)
from regesta.review.acts import ActError, act
from regesta.review.reanchoring import anchor
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Verdict, sent_by

#: Why a record was accepted that nobody proposed, where its maker says no more.
ADDED = "added by hand"
#: The kinds that are added at a marked place.
ADDABLE = ("claim", "event", "decision", "mention", "position")
AUTHOR_NAME = "thesis author"


@dataclass(frozen=True, slots=True)
class Marked:
    """A place somebody marked for a new record: the document, its text, the span, the sentence it begins in,
    and the notes called in that sentence from the span on."""

    document: str
    text: str
    span: Span
    sentence: Sentence | None
    notes: Sequence[Footnote] = ()

    @property
    def words(self) -> str:
        """The words marked, on one line."""
        return " ".join(self.text[slice(*self.span)].split())


def marked(
    document: str, text: str, span: Span, sentences: Iterable[Sentence], notes: Iterable[Footnote]
) -> Marked:
    """A marked place with the sentence around it and the notes that are its evidence.

    Errors: ActError for a span outside the text, or of blanks.
    """
    start, end = span
    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise ActError(f"{start}-{end} marks no words of {document!r}; select words in the text.")
    home = next((s for s in sentences if any(a <= start < b for a, b in s.spans)), None)
    own = [
        n for n in notes if home is not None and n.sentence == home.id and n.marker and n.marker[1] >= start
    ]
    return Marked(document, text, span, home, own)


def blank(kind: str, place: Marked, proposer: str) -> Record:
    """A record of a kind at a marked place, as its form is first shown.

    Errors: ActError for a kind that is not added by hand.
    """
    if kind not in _BLANK:
        raise ActError(f"a {kind or 'record without a kind'} is not added here; add {', '.join(ADDABLE)}.")
    return replace(_BLANK[kind](place), proposer=proposer)


def _blank_claim(place: Marked) -> Claim:
    return Claim(
        **_common("claim", place),
        spans=(place.span,),
        content=place.span,
        holder=(AUTHOR_NAME,),
        footnotes=tuple(n.id for n in place.notes),
        quote=place.text[slice(*place.span)],
    )


def _blank_event(place: Marked) -> Event:
    return Event(
        **_common("event", place),
        spans=_around(place),
        trigger=place.span,
        type="Other",
        footnotes=tuple(n.id for n in place.notes),
        quote=quote_of(place.text, _around(place)),
    )


def _blank_decision(place: Marked) -> Decision:
    return Decision(
        **_common("decision", place),
        spans=_around(place),
        trigger=place.span,
        decision="adopt",
        footnotes=tuple(n.id for n in place.notes),
        quote=quote_of(place.text, _around(place)),
    )


def _blank_mention(place: Marked) -> Mention:
    return Mention(**_common("mention", place), span=place.span, actor=place.words, quote=place.words)


def _blank_position(place: Marked) -> Position:
    made = _common("position", place)
    del made["sentence"]
    return Position(**made, spans=(place.span,), label=place.words)


_BLANK: Mapping[str, Callable[[Marked], Record]] = {
    "claim": _blank_claim,
    "event": _blank_event,
    "decision": _blank_decision,
    "mention": _blank_mention,
    "position": _blank_position,
}


def _common(kind: str, place: Marked) -> dict[str, Any]:
    return {
        "id": content_id(kind, place.document, list(place.span)),
        "document": place.document,
        "sentence": place.sentence.id if place.sentence is not None else "",
    }


def _around(place: Marked) -> tuple[Span, ...]:
    return place.sentence.spans if place.sentence is not None else (place.span,)


def placed_anew(record: Record, state: ReviewedState) -> Record:
    """The record under an id that no other record has: that of its kind and place, else one that what it says
    enters too.

    Errors: ActError where this very record stands already.
    """
    place = anchor(record)
    made = content_id(record.kind, record.document, list(place)) if place is not None else record.id
    if made in state.items:
        if said_by(state.items[made].record) == said_by(record) and state.items[made].status == "accepted":
            raise ActError(f"this very {record.kind} is there already: {made}.")
        made = content_id(record.kind, record.document, said_by(record))
    if made in state.items and state.items[made].status == "accepted":
        raise ActError(f"this very {record.kind} is there already: {made}.")
    return replace(record, id=made)


def said_by(record: Record) -> dict[str, Any]:
    """What a record says, whoever says it."""
    return {k: v for k, v in record.to_dict().items() if k not in ("id", "confidence", "proposer")}


def give_addition(
    record: Record, *, at: str, reviewer: str, reason: str = "", key: str = "", second: bool = False
) -> Verdict:
    """The verdict that adds a record: an acceptance that carries it, whole; without it there is no record. Of
    a `second` reading it stays a candidate."""
    verdict = act(
        Judged(record=record, status="candidate", parts={}),
        "accept",
        at=at,
        reviewer=reviewer,
        reason=reason or ADDED,
    )
    return replace(verdict, extra={**verdict.extra, **sent_by(key, second=second)})
