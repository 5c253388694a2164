"""Decisions: the events by which an actor resolves on, orders, approves or rejects a course of action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.events.candidates import candidates
from regesta.extract.propose.events.decision_contents import decided, done
from regesta.extract.propose.events.decision_model import DecisionModel, decision_model
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import event_lexicon
from regesta.extract.propose.events.open_words import evidence_of, words_without_frame
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.events.trigger_features import trigger_features
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Decision, DecisionKind, Event, Span, content_id
from regesta.extract.text.languages import LanguagePack

PROPOSER = "decisions.v1"
#: What an act of a type that decides nothing by itself settles, where a pack does not say.
_OTHERWISE: DecisionKind = "adopt"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRules:
    """decisions.toml: the kind each event type decides, `unsaid` what an act of any other type decides that
    the learnt model takes for a decision, how it must be told, where its content stands."""

    kinds: Mapping[str, DecisionKind]
    unsaid: Mapping[str, DecisionKind]
    otherwise: DecisionKind
    factuality: frozenset[str]
    slots: tuple[str, ...]
    no_content: float
    no_decider: float


@dataclass(frozen=True, slots=True)
class _Act:
    """An event that may be a decision, with the word it was made of."""

    event: Event
    candidate: Candidate
    sentence: AnnotatedSentence
    roles: Roles


@dataclass(frozen=True, slots=True)
class _Ruling:
    """That an act is a decision: of which kind, what it decides, and how sure that is."""

    kind: DecisionKind
    content: Span | None
    confidence: float


@lru_cache(maxsize=8)
def decision_rules(pack: LanguagePack) -> DecisionRules:
    """The decision rules of a language."""
    table = pack.table("decisions")
    content, unsaid = table["content"], dict(table.get("unsaid", {}))
    return DecisionRules(
        kinds=table["kinds"],
        otherwise=unsaid.pop("otherwise", _OTHERWISE),
        unsaid=unsaid,
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
    rules, model = decision_rules(annotated.language), decision_model(annotated.language)
    acts = _acts(annotated, layer, events, rules, every=model is not None)
    found = (_decision(annotated.document.id, act, rules, model) for act in acts)
    return [d for d in found if d is not None]


def _acts(
    annotated: AnnotatedDocument,
    layer: MentionLayer,
    events: Sequence[Event],
    rules: DecisionRules,
    every: bool,
) -> Iterator[_Act]:
    """The events that are told as having happened, of a type that decides or, where asked, of every type,
    with their words."""
    lexicon = event_lexicon(annotated.language)
    told: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.factuality in rules.factuality and (every or event.type in rules.kinds):
            told[event.sentence].append(event)
    for index, sentence in enumerate(annotated.sentences):
        mine = told.get(sentence.record.id, ())
        roles = Roles(layer, index, lexicon)
        found = _words(sentence, roles, every) if mine else []
        for event in mine:
            candidate = _word_of(event, found, sentence)
            if candidate is not None:
                yield _Act(event, candidate, sentence, roles)


def _words(sentence: AnnotatedSentence, roles: Roles, every: bool) -> list[Candidate]:
    """The words that frames know, and where asked the verbs that none does."""
    known = candidates(sentence, roles)
    return [*known, *words_without_frame(sentence, roles, known)] if every else known


def _word_of(event: Event, found: Sequence[Candidate], sentence: AnnotatedSentence) -> Candidate | None:
    """The candidate an event was made of: its word in the trigger, first one of the event's type."""
    first, end = event.trigger
    places = ((c, sentence.raw(sentence.doc[c.word.i : c.word.i + 1])) for c in found)
    inside = [c for c, (a, b) in places if first <= a and b <= end]
    return next((c for c in inside if c.frame.type == event.type), next(iter(inside), None))


def _decision(document: str, act: _Act, rules: DecisionRules, model: DecisionModel | None) -> Decision | None:
    """The decision an event is by the rules or by the learnt model; None where it is none."""
    ruling, event = _ruling(act, rules, model), act.event
    if ruling is None:
        return None
    return Decision(
        id=content_id("decision", document, list(event.trigger)),
        document=document,
        confidence=round(ruling.confidence, 3),
        proposer=PROPOSER,
        spans=event.spans,
        trigger=event.trigger,
        deciders=event.agents,
        decision=ruling.kind,
        content=ruling.content,
        addressees=event.recipients,
        date=event.date,
        footnotes=event.footnotes,
        event=event.id,
        sentence=event.sentence,
        quote=event.quote,
    )


def _ruling(act: _Act, rules: DecisionRules, model: DecisionModel | None) -> _Ruling | None:
    """What an act decides, None where it decides nothing: a decision of the rules stays unless the model
    finds it very unlikely, another act is one when it is likely enough."""
    ruling = _by_rules(act, rules)
    if model is None:
        return ruling
    evidence = evidence_of(act.candidate, act.sentence, act.roles.lexicon)
    chance = model.chance(trigger_features(replace(evidence, told=act.event.factuality)))
    if ruling is None:
        return _learnt(act, rules, chance) if chance >= model.sure else None
    return ruling if chance >= model.least else None


def _by_rules(act: _Act, rules: DecisionRules) -> _Ruling | None:
    """What an act decides by its frame or type; None where its frame says that it is no decision, no frame
    knows it, or the sentence leaves open who decides or what."""
    c, event = act.candidate, act.event
    if not c.frame.lemmas or c.frame.decision == "none":
        return None
    kind = c.frame.decision or rules.kinds.get(event.type)
    content = decided(act.sentence, c, rules.slots, act.roles)
    if kind is None or _is_nobodys(act) or (c.noun and not (content or event.date or event.recipients)):
        return None
    sure = event.confidence * (1 if content else rules.no_content)
    return _Ruling(kind, content, sure * (1 if event.agents else rules.no_decider))


def _is_nobodys(act: _Act) -> bool:
    """Whether a passive leaves out who decides: "the patent was granted"; "it was decided" says that somebody
    did."""
    arguments = act.candidate.arguments
    return arguments.passive and not (act.event.agents or arguments.subjects or arguments.expletive)


def _learnt(act: _Act, rules: DecisionRules, chance: float) -> _Ruling:
    """What an act decides that the learnt model takes for a decision: by its type, or the act itself."""
    kind = rules.kinds.get(act.event.type)
    if kind is not None:
        return _Ruling(kind, decided(act.sentence, act.candidate, rules.slots, act.roles), chance)
    kind = rules.unsaid.get(act.event.type, rules.otherwise)
    return _Ruling(kind, done(act.sentence, act.candidate), chance)
