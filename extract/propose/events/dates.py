"""Which date belongs to which event: the dates of a sentence, hung on the words they modify."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.annotate.tree import is_root
from regesta.extract.record import Date
from regesta.extract.text.dates import DateMatch

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
#: Clauses a date does not leave; a bare participle ("papers concerning Iran between 1944 and 1947") keeps
#: only the dates of what it is about.
_CLAUSES = (grammar.ROOT, grammar.RELATIVE_CLAUSE, grammar.ADVERBIAL_CLAUSE, grammar.CLAUSAL_COMPLEMENT)
_SPANNING = frozenset({"between", "from", "since", "of"})
#: Words between an event's phrase and its date.
_BEFORE = frozenset(
    {
        "on",
        "in",
        "at",
        "by",
        "the",
        "until",
        "during",
        "of",
        "from",
        "since",
        "between",
        "end",
        "beginning",
        "(",
        ",",
    }
)
#: How an event hangs on the verb that only carries it.
_CARRIED = (
    grammar.OBJECT,
    grammar.PASSIVE_SUBJECT,
    grammar.OPEN_COMPLEMENT,
    grammar.SUBJECT,
    grammar.ATTRIBUTE,
    grammar.CLAUSAL_COMPLEMENT,
)
#: Prepositions whose date is a term set for what is planned; "on" and "in" date the planning.
_TERM = frozenset({"by", "until", "till", "before", "within", "from"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of the sentence, the word over it, the first word of it and its preposition, the index after its
    last word."""

    match: DateMatch
    head: Token
    first: Token
    end: int
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
        while head.pos_ == "ADP" and not is_root(head):
            preposition = preposition or head.lower_
            head = head.head
        first = span[0]
        while first.i > 0 and sentence.doc[first.i - 1].lower_ in _BEFORE:
            first = sentence.doc[first.i - 1]
        if not preposition and first.pos_ == "ADP":
            preposition = first.lower_
        out.append(Anchor(match, head, first, span.end, preposition))
    return tuple(out)


def owners(
    found: Sequence[Anchor], triggers: Mapping[int, bool], weak: Container[int] = ()
) -> dict[int, Anchor]:
    """The date of each trigger token by index; `triggers` says of each whether it is a plan under another
    one, `weak` which ones are of no certain type.

    A date climbs from its own words to the nearest trigger; a verb that is no trigger keeps it from going
    further, except one that only carries a trigger.
    Where it finds none (or a weak one), the event noun whose phrase ends just before the date takes it. A
    date that no word takes goes to the sentence's only event. Of two dates the nearer one in the tree stays.
    """
    out: dict[int, tuple[int, Anchor]] = {}
    real = [i for i, plan in triggers.items() if not plan and i not in weak]
    for anchor in found:
        owner, steps = _owner(anchor, triggers)
        if owner is None or owner in weak or (triggers[owner] and anchor.preposition not in _TERM):
            noun = _before(anchor, triggers)
            owner, steps = (noun, 2) if noun is not None else (owner, steps)
        if owner is None and len(real) == 1 and _follows(anchor, real[0]):
            owner, steps = real[0], 9
        if owner is not None and (owner not in out or steps < out[owner][0]):
            out[owner] = (steps, anchor)
    for anchor in found:
        for i, plan in triggers.items():
            if i not in out and not plan and _when(anchor, i):
                out[i] = (0, anchor)
    return {i: anchor for i, (_, anchor) in out.items()}


def _when(anchor: Anchor, trigger: int) -> bool:
    """Whether the trigger's clause says what happened at the date: "on 25 August, when the army entered"."""
    clause = anchor.first.doc[trigger]
    inside = anchor.first.i <= clause.head.i < anchor.end
    return (
        clause.dep_ in (grammar.RELATIVE_CLAUSE, grammar.ADVERBIAL_CLAUSE, grammar.NOUN_CLAUSE)
        and inside
        and any(c.lower_ == "when" for c in clause.children)
    )


def _follows(anchor: Anchor, trigger: int) -> bool:
    """Whether a date stands after the trigger in a clause the trigger belongs to."""
    return trigger < anchor.first.i and any(
        up.i == anchor.head.i for up in anchor.first.doc[trigger].ancestors
    )


def _owner(anchor: Anchor, triggers: Mapping[int, bool]) -> tuple[int | None, int]:
    word = anchor.head
    fallback: int | None = None
    for steps in range(12):
        if word.i in triggers:
            if not triggers[word.i] or anchor.preposition in _TERM:
                return word.i, steps
            fallback = word.i if fallback is None else fallback
        elif word.pos_ in _VERBAL:
            carried = [
                c.i for c in word.children if c.i in triggers and c.dep_ in _CARRIED and not triggers[c.i]
            ]
            if len(carried) == 1:
                return carried[0], steps + 1
            if word.dep_ in _CLAUSES or (
                word.dep_ == grammar.NOUN_CLAUSE and anchor.preposition in _SPANNING
            ):
                return fallback, steps
        if is_root(word):
            return fallback, steps
        word = word.head
    return fallback, 12


def _before(anchor: Anchor, triggers: Mapping[int, bool]) -> int | None:
    """The event noun whose phrase ends where the date's preposition begins: of "the withdrawal of the army in
    1948", withdrawal."""
    first = anchor.first
    if first.i == 0:
        return None
    word = first.doc[first.i - 1]
    for _ in range(10):
        if word.i in triggers and word.pos_ in ("NOUN", "PROPN"):
            return None if triggers[word.i] and anchor.preposition not in _TERM else word.i
        if is_root(word) or word.pos_ in _VERBAL:
            return None
        word = word.head
    return None


def as_date(sentence: AnnotatedSentence, match: DateMatch) -> Date:
    """The record's date, its words where they stand in the raw text; "until" and "before" leave its beginning
    open, as EDTF writes it."""
    span = sentence.analysed.span(match.start, match.end)
    edtf = (
        f"../{match.edtf}"
        if match.relation in ("until", "before") and re.fullmatch(r"[\d-]+~?", match.edtf)
        else match.edtf
    )
    return Date(edtf=edtf, text=match.text, span=span)
