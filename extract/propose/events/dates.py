"""Which date belongs to which event: the dates of a sentence, hung on the words they modify."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.annotate.tree import is_root
from regesta.extract.propose.events.clauses import NOMINAL_SUBJECTS, VERBAL
from regesta.extract.propose.events.words import DatingWords
from regesta.extract.record import Date
from regesta.extract.text.dates import DateMatch

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Clauses a date does not leave; a bare participle ("papers concerning Iran between 1944 and 1947") keeps
#: only the dates of what it is about.
_CLAUSES = (grammar.ROOT, grammar.RELATIVE_CLAUSE, grammar.ADVERBIAL_CLAUSE, grammar.CLAUSAL_COMPLEMENT)
#: How an event hangs on the verb that only carries it.
_CARRIED = (
    grammar.OBJECT,
    grammar.PASSIVE_SUBJECT,
    grammar.OPEN_COMPLEMENT,
    grammar.SUBJECT,
    grammar.ATTRIBUTE,
    grammar.CLAUSAL_COMPLEMENT,
)
#: What is told as having happened: "closed", and "was closed", whose own word is a participle.
_PAST_FORMS = (grammar.PAST, grammar.PAST_PARTICIPLE)
#: Steps a date climbs at most, and steps from a date back into the noun phrase before it: deeper trees are
#: wrong parses.
_HIGHEST = 12
_DEEPEST = 10
#: How far, in steps of the tree, a date counts from the noun before it and from a sentence's only event.
_FROM_NOUN = 2
_FROM_ONLY_EVENT = 9
_OPEN_RELATIONS = ("until", "before")
_POINT = re.compile(r"[\d-]+~?")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of the sentence, the word over it, the first word of it and its preposition, the index after its
    last word; `term` says that it is a term set for what is planned."""

    match: DateMatch
    head: Token
    first: Token
    end: int
    preposition: str
    term: bool = False


@dataclass(frozen=True, slots=True)
class _Owner:
    """The trigger a date was given to, by index, and how many steps of the tree lie between; the trigger is
    None when the climb ended without one."""

    trigger: int | None
    steps: int


def anchors(
    sentence: AnnotatedSentence, dates: Iterable[DateMatch], words: DatingWords
) -> tuple[Anchor, ...]:
    """Each date with the word that governs it, outermost preposition passed."""
    found = (_anchor(sentence.doc, match, words) for match in dates)
    return tuple(anchor for anchor in found if anchor is not None)


def _anchor(doc: Doc, match: DateMatch, words: DatingWords) -> Anchor | None:
    """Where a date hangs, None when it covers no token."""
    span = doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    preposition = span.root.lower_ if span.root.pos_ == "ADP" else ""
    head = span.root.head
    while head.pos_ == "ADP" and not is_root(head):
        preposition = preposition or head.lower_
        head = head.head
    first = _first_word(span[0], words)
    if not preposition and first.pos_ == "ADP":
        preposition = first.lower_
    return Anchor(match, head, first, span.end, preposition, preposition in words.term)


def _first_word(token: Token, words: DatingWords) -> Token:
    """The first of the prepositions and articles before a date, else its own first word."""
    while token.i > 0 and token.nbor(-1).lower_ in words.before:
        token = token.nbor(-1)
    return token


def owners(
    found: Sequence[Anchor], triggers: Mapping[int, bool], words: DatingWords, weak: Container[int] = ()
) -> dict[int, Anchor]:
    """The date of each trigger token by index; `triggers` says of each whether it is a plan under another
    one, `weak` which ones are of no certain type.

    A date climbs from its own words to the nearest trigger; a verb that is no trigger keeps it from going
    further, except one that only carries a trigger. Where it finds none (or a weak one), the event noun whose
    phrase ends just before the date takes it. A date that no word takes goes to the sentence's only event. Of
    two dates the nearer one in the tree stays. One that opens its clause is also that of what goes on in the
    clauses joined to it, until another date is named.
    """
    out: dict[int, tuple[int, Anchor]] = {}
    for anchor in found:
        owner = _owner(anchor, triggers, words, weak)
        i = owner.trigger
        if i is not None and (i not in out or owner.steps < out[i][0]):
            out[i] = (owner.steps, anchor)
    nearest = {i: anchor for i, (_, anchor) in out.items()}
    return _gone_on(found, triggers) | _in_when_clauses(found, triggers, words) | nearest


def _gone_on(found: Sequence[Anchor], triggers: Mapping[int, bool]) -> dict[int, Anchor]:
    """The date that opens a clause, by each trigger in a clause joined to that one: "on 24 February some came
    to the depot, and the police closed in"."""
    out: dict[int, Anchor] = {}
    for anchor in found:
        opened = _opened(anchor)
        later = min((a.first.i for a in found if a.first.i >= anchor.end), default=len(anchor.first.doc))
        joined = (i for i, plan in triggers.items() if not plan and anchor.end <= i < later)
        if opened is not None:
            out |= {i: anchor for i in joined if _joined(anchor.first.doc[i], opened)}
    return out


def _opened(anchor: Anchor) -> Token | None:
    """The finite verb whose clause a date opens, standing before its subject; None where it opens none."""
    verb = anchor.head
    while verb.pos_ not in VERBAL and not is_root(verb):
        verb = verb.head
    subjects = [c for c in verb.children if c.dep_ in NOMINAL_SUBJECTS]
    begins = min([verb.i, *(s.left_edge.i for s in subjects)])
    return verb if verb.pos_ in VERBAL and subjects and anchor.end <= begins else None


def _joined(word: Token, first: Token) -> bool:
    """Whether a verb in the past is coordinated to another, through whatever verbs lie between."""
    if word.pos_ != "VERB" or word.tag_ not in _PAST_FORMS:
        return False
    while word.dep_ == grammar.CONJUNCT and not is_root(word):
        word = word.head
        if word.i == first.i:
            return True
    return False


def _in_when_clauses(
    found: Sequence[Anchor], triggers: Mapping[int, bool], words: DatingWords
) -> dict[int, Anchor]:
    """The date of each trigger whose clause says what happened then; of several dates the first."""
    happened = [i for i, plan in triggers.items() if not plan]
    return {i: anchor for anchor in reversed(found) for i in happened if _happens_then(anchor, i, words)}


def _owner(anchor: Anchor, triggers: Mapping[int, bool], words: DatingWords, weak: Container[int]) -> _Owner:
    """The trigger a date belongs to: over it, else in the phrase before it, else the sentence's only one."""
    owner = _climbed(anchor, triggers, words)
    unsure = owner.trigger is None or owner.trigger in weak or not _takes(owner.trigger, anchor, triggers)
    noun = _noun_before(anchor, triggers) if unsure else None
    if noun is not None:
        return _Owner(noun, _FROM_NOUN)
    return owner if owner.trigger is not None else _Owner(_only(anchor, triggers, weak), _FROM_ONLY_EVENT)


def _only(anchor: Anchor, triggers: Mapping[int, bool], weak: Container[int]) -> int | None:
    """The one trigger of the sentence that is no plan and of a certain type, where a date follows it."""
    real = [i for i, plan in triggers.items() if not plan and i not in weak]
    return real[0] if len(real) == 1 and _follows(anchor, real[0]) else None


def _takes(trigger: int, anchor: Anchor, triggers: Mapping[int, bool]) -> bool:
    """Whether a trigger may have a date: a plan takes only a term."""
    return anchor.term or not triggers[trigger]


def _climbed(anchor: Anchor, triggers: Mapping[int, bool], words: DatingWords) -> _Owner:
    """The first trigger over a date that may have it, else the first plan passed on the way."""
    word = anchor.head
    plan: int | None = None
    for steps in range(_HIGHEST):
        if word.i in triggers:
            if _takes(word.i, anchor, triggers):
                return _Owner(word.i, steps)
            plan = word.i if plan is None else plan
        elif word.pos_ in VERBAL:
            carried = _carried(word, triggers)
            if carried is not None:
                return _Owner(carried, steps + 1)
            if _keeps(word, anchor, words):
                return _Owner(plan, steps)
        if is_root(word):
            return _Owner(plan, steps)
        word = word.head
    return _Owner(plan, _HIGHEST)


def _carried(verb: Token, triggers: Mapping[int, bool]) -> int | None:
    """The one trigger that hangs on a verb that is none, and did happen."""
    carried = [c.i for c in verb.children if c.i in triggers and c.dep_ in _CARRIED and not triggers[c.i]]
    return carried[0] if len(carried) == 1 else None


def _keeps(verb: Token, anchor: Anchor, words: DatingWords) -> bool:
    """Whether a date does not leave the clause of a verb."""
    return verb.dep_ in _CLAUSES or (
        verb.dep_ == grammar.NOUN_CLAUSE and anchor.preposition in words.spanning
    )


def _happens_then(anchor: Anchor, trigger: int, words: DatingWords) -> bool:
    """Whether the trigger's clause says what happened at the date: "on 25 August, when the army entered"."""
    clause = anchor.first.doc[trigger]
    inside = anchor.first.i <= clause.head.i < anchor.end
    return (
        inside
        and clause.dep_ in (grammar.RELATIVE_CLAUSE, grammar.ADVERBIAL_CLAUSE, grammar.NOUN_CLAUSE)
        and any(c.lower_ in words.when for c in clause.children)
    )


def _follows(anchor: Anchor, trigger: int) -> bool:
    """Whether a date stands after the trigger in a clause the trigger belongs to."""
    return trigger < anchor.first.i and any(
        up.i == anchor.head.i for up in anchor.first.doc[trigger].ancestors
    )


def _noun_before(anchor: Anchor, triggers: Mapping[int, bool]) -> int | None:
    """The event noun whose phrase ends where the date's preposition begins: of "the withdrawal of the army in
    1948", withdrawal."""
    first = anchor.first
    if first.i == 0:
        return None
    word = first.doc[first.i - 1]
    for _ in range(_DEEPEST):
        if word.i in triggers and word.pos_ in ("NOUN", "PROPN"):
            return word.i if _takes(word.i, anchor, triggers) else None
        if is_root(word) or word.pos_ in VERBAL:
            return None
        word = word.head
    return None


def as_date(sentence: AnnotatedSentence, match: DateMatch) -> Date:
    """The record's date, its words where they stand in the raw text; "until" and "before" leave its beginning
    open, as EDTF writes it."""
    span = sentence.analysed.span(match.start, match.end)
    opened = match.relation in _OPEN_RELATIONS and _POINT.fullmatch(match.edtf)
    return Date(edtf=f"../{match.edtf}" if opened else match.edtf, text=match.text, span=span)
