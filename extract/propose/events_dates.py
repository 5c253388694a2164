"""Which date belongs to which event: the dates of a sentence, hung on the words they modify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.propose.dates import DateMatch
from regesta.extract.record import Date

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
#: Prepositions whose date is a term set for what is planned; "on" and "in" date the planning.
_TERM = frozenset({"by", "until", "till", "before", "within"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of the sentence, its own words' head, and the word over it."""

    match: DateMatch
    head: Token
    preposition: str


def anchors(sentence: AnnotatedSentence, dates: Iterable[DateMatch]) -> tuple[Anchor, ...]:
    """Each date with the word that governs it, outermost preposition passed."""
    out = []
    for match in dates:
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        root = span.root
        preposition = root.lower_ if root.pos_ == "ADP" else ""
        head = root.head
        while head.pos_ == "ADP" and head.head is not head:
            preposition = preposition or head.lower_
            head = head.head
        if not preposition and span.start > 0 and sentence.doc[span.start - 1].pos_ == "ADP":
            preposition = sentence.doc[span.start - 1].lower_
        out.append(Anchor(match, head, preposition))
    return tuple(out)


def owners(found: Sequence[Anchor], triggers: Mapping[int, bool]) -> dict[int, Anchor]:
    """The date of each trigger token by index; `triggers` says of each whether it is a plan under another one.

    A date climbs from its own words to the nearest trigger; a verb that is no trigger keeps it from going further, except one that only carries a trigger.
    """
    out: dict[int, Anchor] = {}
    for anchor in found:
        owner = _owner(anchor, triggers)
        if owner is not None and owner not in out:
            out[owner] = anchor
    return out


def _owner(anchor: Anchor, triggers: Mapping[int, bool]) -> int | None:
    word = anchor.head
    fallback: int | None = None
    for _ in range(12):
        if word.i in triggers:
            if not triggers[word.i] or anchor.preposition in _TERM:
                return word.i
            fallback = word.i if fallback is None else fallback
        elif word.pos_ in _VERBAL:
            carried = [c.i for c in word.children if c.i in triggers and c.dep_ in ("dobj", "nsubjpass", "xcomp", "nsubj", "attr", "ccomp") and not triggers[c.i]]
            if len(carried) == 1:
                return carried[0]
            if word.dep_ in ("ROOT", "relcl", "advcl", "ccomp"):
                return fallback
        if word.head is word:
            return fallback
        word = word.head
    return fallback


def as_date(sentence: AnnotatedSentence, match: DateMatch) -> Date:
    """The record's date, its words where they stand in the raw text."""
    span = sentence.analysed.span(match.start, match.end)
    return Date(edtf=match.edtf, text=match.text, span=span)
