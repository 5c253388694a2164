"""Event nouns: "the invasion", "held a meeting", with the verb that carries them, their arguments and
actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.arguments import Arguments, noun_arguments, verb_arguments
from regesta.extract.propose.events.classes import is_of
from regesta.extract.propose.events.clauses import has_child, in_slots
from regesta.extract.propose.events.conditions import Filled, present
from regesta.extract.propose.events.filling import MOVED, where
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import EventLexicon, VerbFrame
from regesta.extract.propose.events.roles import Roles
from regesta.ontology.values import COLLECTIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Types whose agent also does the planned act that is the object: "ordered the establishment of".
_DECIDING = frozenset(COLLECTIONS["event-type"]["deciding"])


def noun_candidate(noun: Token, roles: Roles, found: Mapping[int, Candidate]) -> Candidate | None:
    """The noun with the first of its frames whose object class fits what it is of, None when it names no
    event; `found` are the candidates among the verbs."""
    if not _may_name_event(noun, roles):
        return None
    arguments = noun_arguments(noun, roles.lexicon.words.arguments)
    frame = _frame(noun, arguments, roles)
    return _by_who_decides(_filled(noun, frame, arguments, roles), found) if frame is not None else None


def _may_name_event(noun: Token, roles: Roles) -> bool:
    """Whether a token is a noun the lexicon knows, no part of another noun or of an actor's name."""
    return (
        noun.pos_ in ("NOUN", "PROPN")
        and noun.lemma_.lower() in roles.lexicon.nouns
        and noun.dep_ != grammar.COMPOUND
        and not roles.layer.actor_at(roles.sentence, noun.i)
    )


def _frame(noun: Token, arguments: Arguments, roles: Roles) -> VerbFrame | None:
    of = _of(arguments, roles.lexicon)
    frames = roles.lexicon.nouns.get(noun.lemma_.lower(), ())
    return next((f for f in frames if not f.object or is_of(of, f.object, roles)), None)


def _of(arguments: Arguments, lexicon: EventLexicon) -> tuple[Token, ...]:
    """What the noun is of."""
    return in_slots(arguments.preps, lexicon.words.arguments.genitive)


def _filled(noun: Token, frame: VerbFrame, arguments: Arguments, roles: Roles) -> Candidate:
    lexicon = roles.lexicon
    carrier = _carrier(noun, lexicon)
    shared = verb_arguments(carrier, lexicon.words.arguments) if carrier is not None else Arguments()
    agents = _agents(frame, arguments, shared, roles)
    recipients = _recipients(frame, arguments, shared, agents, roles)
    if not agents and frame.type in MOVED:
        agents = roles.actors(_of(arguments, lexicon))
    place = roles.place(where(noun, arguments, lexicon))
    there = present(Filled(arguments, (), agents, recipients, place, False, lexicon))
    if carrier is not None:
        there |= {"light"}
    if _is_topic(noun, lexicon):
        there |= {"topic"}
    reason = f"{frame.type} by {noun.lemma_.lower()!r}"
    return Candidate(noun, frame, arguments, agents, recipients, place, (), there, carrier, reason)


def _agents(frame: VerbFrame, arguments: Arguments, shared: Arguments, roles: Roles) -> tuple[str, ...]:
    """Who acts: possessors and modifiers, by-phrases, the frame's agent slots, and whoever is the subject of
    the verb that carries the noun."""
    words = roles.lexicon.words.arguments
    of = words.genitive if frame.of in ("agent", "agents") else ()
    found = roles.actors(arguments.subjects)
    for name in (*words.agent, *frame.agent, *of):
        found = _joined(found, roles.actors(arguments.slot(name)))
    if not found or frame.of == "agents":
        found = _joined(found, roles.actors(shared.subjects))
    return found


def _recipients(
    frame: VerbFrame, arguments: Arguments, shared: Arguments, agents: tuple[str, ...], roles: Roles
) -> tuple[str, ...]:
    """Whom the frame's recipient slots name, of the noun or of the verb that carries it."""
    found: tuple[str, ...] = ()
    for name in frame.recipient:
        found = _joined(found, roles.actors((*arguments.slot(name), *shared.slot(name))))
    return tuple(a for a in found if a not in agents)


def _joined(first: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return first + tuple(a for a in more if a not in first)


def _carrier(noun: Token, lexicon: EventLexicon) -> Token | None:
    """The verb that only carries the noun: "held a meeting", "fighting broke out", "there was a meeting"."""
    up = _shaping(noun, lexicon)
    verb, lemma = up.head, up.head.lemma_.lower()
    if up.dep_ in (grammar.OBJECT, grammar.PASSIVE_SUBJECT):
        carries = verb.pos_ == "VERB" and lemma in lexicon.light
    elif up.dep_ == grammar.SUBJECT:
        carries = verb.pos_ == "VERB" and lemma in lexicon.occurring
    else:
        there_is = verb.lemma_ in lexicon.words.arguments.copulas and has_child(verb, grammar.EXPLETIVE)
        carries = up.dep_ == grammar.ATTRIBUTE and there_is
    return verb if carries else None


def _shaping(noun: Token, lexicon: EventLexicon) -> Token:
    """The outermost word that only shapes the noun ("a series of attacks"), else the noun itself."""
    up = noun
    while (
        up.dep_ == grammar.PREPOSITION_OBJECT
        and up.head.lower_ in lexicon.words.arguments.genitive
        and up.head.head.lemma_.lower() in lexicon.shapes
        and up.head.head.i != up.i
    ):
        up = up.head.head
    return up


def _is_topic(noun: Token, lexicon: EventLexicon) -> bool:
    """Whether the noun is only what a question or a problem is about."""
    return (
        noun.dep_ == grammar.PREPOSITION_OBJECT
        and noun.head.head.lemma_.lower() in lexicon.words.modality.topics
    )


def _by_who_decides(made: Candidate, found: Mapping[int, Candidate]) -> Candidate:
    """The candidate; without agents of its own, as object of a decision, with those who decide."""
    over = found.get(made.word.head.i)
    if made.agents or made.word.dep_ != grammar.OBJECT or over is None or not over.agents:
        return made
    if over.frame.type not in _DECIDING:
        return made
    return replace(made, agents=over.agents, present=made.present | {"agent", "named"})
