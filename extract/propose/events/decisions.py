"""Decisions: the events by which an actor resolves on, orders, approves or rejects a course of action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.events.candidates import Candidate, candidates
from regesta.extract.propose.events.lexicon import lexicon
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Decision, DecisionKind, Event, Span, content_id
from regesta.extract.text.languages import ENGLISH

if TYPE_CHECKING:
    from spacy.tokens import Token

PROPOSER = "decisions.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRules:
    """data/decisions.toml: the kind each event type decides, how it must be told, where its content
    stands."""

    kinds: Mapping[str, DecisionKind]
    factuality: frozenset[str]
    slots: tuple[str, ...]
    no_content: float
    no_decider: float


@cache
def rules() -> DecisionRules:
    """The shipped decision rules."""
    table = ENGLISH.table("decisions")
    content = table["content"]
    return DecisionRules(
        kinds=table["kinds"],
        factuality=frozenset(table["told"]["factuality"]),
        slots=tuple(content["slots"]),
        no_content=float(content["no_content"]),
        no_decider=float(content["no_decider"]),
    )


def propose_decisions(
    annotated: AnnotatedDocument, layer: MentionLayer, events: Sequence[Event]
) -> list[Decision]:
    """One decision for each of `events` that is one, in their order; `event` links it, agents decide,
    recipients are addressed."""
    by_sentence: dict[str, list[Event]] = {}
    for event in events:
        if event.type in rules().kinds and event.factuality in rules().factuality:
            by_sentence.setdefault(event.sentence, []).append(event)
    out: list[Decision] = []
    for index, sentence in enumerate(annotated.sentences):
        mine = by_sentence.get(sentence.record.id)
        if not mine:
            continue
        found = candidates(sentence, Roles(layer, index, lexicon()), lexicon())
        for event in mine:
            candidate = next(
                (c for c in found if c.frame.type == event.type and _at(sentence, c, event.trigger)), None
            )
            made = _decision(annotated, sentence, candidate, event) if candidate is not None else None
            if made is not None:
                out.append(made)
    return out


def _at(sentence: AnnotatedSentence, c: Candidate, trigger: Span) -> bool:
    """Whether the candidate's word lies in the trigger."""
    a, b = sentence.raw(sentence.doc[c.word.i : c.word.i + 1])
    return trigger[0] <= a and b <= trigger[1]


def _decision(
    annotated: AnnotatedDocument, sentence: AnnotatedSentence, c: Candidate, event: Event
) -> Decision | None:
    kind = c.frame.decision or rules().kinds[event.type]
    if kind == "none":
        return None
    content = _content(sentence, c)
    if c.noun and content is None and event.date is None and not event.recipients:
        return None
    confidence = (
        event.confidence
        * (1 if content else rules().no_content)
        * (1 if event.agents else rules().no_decider)
    )
    return Decision(
        id=content_id("decision", annotated.document.id, list(event.trigger)),
        document=annotated.document.id,
        confidence=round(confidence, 3),
        proposer=PROPOSER,
        spans=event.spans,
        trigger=event.trigger,
        deciders=event.agents,
        decision=kind,  # type: ignore[arg-type]  # the lexicon checks the table's words against the legal kinds
        content=content,
        addressees=event.recipients,
        date=event.date,
        footnotes=event.footnotes,
        event=event.id,
        sentence=event.sentence,
        quote=event.quote,
    )


def _content(sentence: AnnotatedSentence, c: Candidate) -> Span | None:
    """The raw span of what is decided: the longest part, where a note interrupts it."""
    for slot in rules().slots:
        heads = (
            c.arguments.complements
            if slot == "complement"
            else c.objects
            if slot == "object"
            else c.arguments.slot(slot)
        )
        heads = tuple(h for h in heads if _says_what(h, slot, c.word))
        if heads:
            first, last = _extent(heads[0], c.word)
            parts = sentence.raw_parts(sentence.doc[first : last + 1])
            return max(parts, key=lambda p: p[1] - p[0])
    return None


def _says_what(head: Token, slot: str, trigger: Token) -> bool:
    """Whether a slot's head can be the content: no pronoun, no date, and for a clause one that follows and is
    not how it was done ("by using")."""
    if head.i == trigger.i or head.pos_ in ("PRON", "DET", "NUM") or head.ent_type_ in ("DATE", "TIME"):
        return False
    if slot != "complement":
        return True
    if head.tag_ == grammar.PAST_PARTICIPLE and not any(
        c.dep_ in (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY, grammar.SUBJECT, grammar.PASSIVE_SUBJECT)
        for c in head.children
    ):
        return False
    return head.i > trigger.i and not (
        head.dep_ == grammar.PREPOSITION_CLAUSE and head.head.lower_ not in rules().slots
    )


def _extent(head: Token, trigger: Token) -> tuple[int, int]:
    """First and last token of a phrase, without the trigger when the phrase contains it, nor closing
    punctuation."""
    inside = [t.i for t in head.subtree if not t.is_space]
    if head.i > trigger.i:
        inside = [i for i in inside if i > trigger.i]
    elif trigger.i in inside:
        inside = [i for i in inside if i > trigger.i] or [head.i]
    first, last = inside[0], inside[-1]
    while last > first and head.doc[last].is_punct:
        last -= 1
    return first, last
