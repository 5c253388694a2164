"""Decisions: the events by which an actor resolves on, orders, approves or rejects a course of action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.events.candidates import candidates
from regesta.extract.propose.events.clauses import AUXILIARIES, NOMINAL_SUBJECTS, has_child
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import event_lexicon
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Decision, DecisionKind, Event, Span, content_id
from regesta.extract.text.languages import LanguagePack

if TYPE_CHECKING:
    from spacy.tokens import Token

PROPOSER = "decisions.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRules:
    """decisions.toml: the kind each event type decides, how it must be told, where its content
    stands."""

    kinds: Mapping[str, DecisionKind]
    factuality: frozenset[str]
    slots: tuple[str, ...]
    no_content: float
    no_decider: float


@lru_cache(maxsize=8)
def decision_rules(pack: LanguagePack) -> DecisionRules:
    """The decision rules of a language."""
    table = pack.table("decisions")
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
    rules, lexicon = decision_rules(annotated.language), event_lexicon(annotated.language)
    resolving = _by_sentence(events, rules)
    out: list[Decision] = []
    for index, sentence in enumerate(annotated.sentences):
        mine = resolving.get(sentence.record.id, ())
        found = candidates(sentence, Roles(layer, index, lexicon)) if mine else []
        for event in mine:
            candidate = next((c for c in found if _names(c, event, sentence)), None)
            if candidate is not None:
                out.extend(_decisions(annotated, sentence, candidate, event, rules))
    return out


def _by_sentence(events: Sequence[Event], rules: DecisionRules) -> Mapping[str, Sequence[Event]]:
    """Sentence id -> its events whose type decides and that are told as having happened."""
    out: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.type in rules.kinds and event.factuality in rules.factuality:
            out[event.sentence].append(event)
    return out


def _names(c: Candidate, event: Event, sentence: AnnotatedSentence) -> bool:
    """Whether a candidate is the one an event was made of: of its type, its word in the trigger."""
    a, b = sentence.raw(sentence.doc[c.word.i : c.word.i + 1])
    return c.frame.type == event.type and event.trigger[0] <= a and b <= event.trigger[1]


def _decisions(
    annotated: AnnotatedDocument,
    sentence: AnnotatedSentence,
    c: Candidate,
    event: Event,
    rules: DecisionRules,
) -> Iterator[Decision]:
    """The decision an event is, none where its frame says so or a noun says nothing of what is decided."""
    kind = c.frame.decision or rules.kinds[event.type]
    content = _content(sentence, c, rules)
    if kind == "none" or (c.noun and not (content or event.date or event.recipients)):
        return
    confidence = (
        event.confidence * (1 if content else rules.no_content) * (1 if event.agents else rules.no_decider)
    )
    yield Decision(
        id=content_id("decision", annotated.document.id, list(event.trigger)),
        document=annotated.document.id,
        confidence=round(confidence, 3),
        proposer=PROPOSER,
        spans=event.spans,
        trigger=event.trigger,
        deciders=event.agents,
        decision=kind,
        content=content,
        addressees=event.recipients,
        date=event.date,
        footnotes=event.footnotes,
        event=event.id,
        sentence=event.sentence,
        quote=event.quote,
    )


def _content(sentence: AnnotatedSentence, c: Candidate, rules: DecisionRules) -> Span | None:
    """The raw span of what is decided: the longest part, where a note interrupts it."""
    for slot in rules.slots:
        head = next((h for h in _heads(c, slot) if _says_what(h, slot, c.word, rules)), None)
        if head is not None:
            first, last = _extent(head, c.word)
            parts = sentence.raw_parts(sentence.doc[first : last + 1])
            return max(parts, key=lambda p: p[1] - p[0])
    return None


def _heads(c: Candidate, slot: str) -> Sequence[Token]:
    """The heads in a slot of what is decided."""
    named = {"complement": c.arguments.complements, "object": c.objects}
    return named[slot] if slot in named else c.arguments.slot(slot)


def _says_what(head: Token, slot: str, trigger: Token, rules: DecisionRules) -> bool:
    """Whether a slot's head can be the content: no pronoun, no date, and for a clause one that follows and is
    not how it was done ("by using")."""
    if head.i == trigger.i or head.pos_ in ("PRON", "DET", "NUM") or head.ent_type_ in ("DATE", "TIME"):
        return False
    if slot != "complement":
        return True
    if head.tag_ == grammar.PAST_PARTICIPLE and not has_child(head, *AUXILIARIES, *NOMINAL_SUBJECTS):
        return False
    manner = head.dep_ == grammar.PREPOSITION_CLAUSE and head.head.lower_ not in rules.slots
    return head.i > trigger.i and not manner


def _extent(head: Token, trigger: Token) -> tuple[int, int]:
    """First and last token of a phrase, without the trigger when the phrase contains it, nor closing
    punctuation."""
    phrase = sorted(t.i for t in head.subtree if not t.is_space)
    after = [i for i in phrase if i > trigger.i]
    inside = after or [head.i] if head.i > trigger.i or trigger.i in phrase else phrase
    first, last = inside[0], inside[-1]
    while last > first and head.doc[last].is_punct:
        last -= 1
    return first, last
