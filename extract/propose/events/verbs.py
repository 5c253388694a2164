"""The frame that a verb fits best, with its arguments and actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.arguments import Arguments, verb_arguments
from regesta.extract.propose.events.classes import is_of
from regesta.extract.propose.events.clauses import VERBAL, governor
from regesta.extract.propose.events.filling import Slots, filled
from regesta.extract.propose.events.frames import Candidate, FrameFit, best
from regesta.extract.propose.events.lexicon import EventLexicon, VerbFrame
from regesta.extract.propose.events.roles import Roles

if TYPE_CHECKING:
    from spacy.tokens import Token


def may_name_event(token: Token, lexicon: EventLexicon) -> bool:
    """Whether a token is a verb, or the predicate adjective made of one, that the lexicon knows."""
    if token.pos_ not in VERBAL and token.dep_ != grammar.ADJECTIVE_COMPLEMENT:
        return False
    if token.dep_ == grammar.ADJECTIVE:
        return False
    return token.lemma_.lower() in lexicon.heads or token.lower_ in lexicon.heads


def verb_candidate(verb: Token, roles: Roles, found: Mapping[int, Candidate]) -> Candidate | None:
    """The verb with the frame it fits best, None when it fits none; `found` are the candidates before it,
    whose frames may say whose act it is."""
    lexicon = roles.lexicon
    arguments = verb_arguments(verb, lexicon.words.arguments, _control(verb, found, lexicon))
    minded = _minded(verb, arguments, roles)
    if minded is not None or verb.pos_ == "ADJ":
        return minded
    chosen = best(_fits(verb, arguments, roles))
    return replace(chosen.candidate, reason=chosen.reason) if chosen is not None else None


def _control(verb: Token, found: Mapping[int, Candidate], lexicon: EventLexicon) -> str:
    """Whose act the verb is by the frame of what it hangs on: subject or object; "" when no frame says."""
    over = governor(verb)
    if over is None:
        return ""
    if over.i in found:
        frame = found[over.i].frame
        return frame.control if frame.complement else ""
    frames = lexicon.nouns.get(over.lemma_.lower(), ()) if over.pos_ == "NOUN" else ()
    return next((f.control for f in frames if f.complement), "")


def _minded(verb: Token, arguments: Arguments, roles: Roles) -> Candidate | None:
    """The participle of one who is so minded ("opposed to the plan"): what looks like a passive's subject
    acts, what the preposition leads to is the object."""
    if not arguments.passive and verb.dep_ != grammar.ADJECTIVE_COMPLEMENT:
        return None
    for prep, heads in arguments.preps.items():
        key = f"{verb.lower_} {prep}"
        for frame in roles.lexicon.verbs.get(key, ()):
            acting = arguments.objects or arguments.subjects
            turned = replace(arguments, subjects=acting, objects=heads, passive=False)
            return filled(Slots(verb, frame, turned, heads, roles), f"{frame.type} by {key!r}")
    return None


def _fits(verb: Token, arguments: Arguments, roles: Roles) -> Iterator[FrameFit]:
    """Every frame of the verb whose classes of object and subject are met, the more specific keys first."""
    place = 0
    for key, slot in _keys(verb):
        objects = arguments.objects if slot == "object" else arguments.slot(slot)
        for frame in roles.lexicon.verbs.get(key, ()):
            if _admits(frame, objects, arguments, roles):
                yield FrameFit(filled(Slots(verb, frame, arguments, objects, roles)), key, place)
                place += 1


def _admits(frame: VerbFrame, objects: tuple[Token, ...], arguments: Arguments, roles: Roles) -> bool:
    """Whether the heads are of the classes a frame wants its object and subject to be of."""
    if frame.object and not is_of(objects, frame.object, roles):
        return False
    return not frame.subject or is_of(arguments.subjects, frame.subject, roles)


def _keys(verb: Token) -> Iterator[tuple[str, str]]:
    """The lemma with each particle or preposition it has, longest first, then the bare lemma; with the slot
    its object stands in."""
    lemma, beside = verb.lemma_.lower(), list(verb.children)
    particles = [c.lower_ for c in beside if c.dep_ == grammar.PARTICLE]
    particles += [c.lower_ for c in beside if c.dep_ == grammar.ADVERB and c.i == verb.i + 1]
    found = [c.lower_ for c in beside if c.dep_ == grammar.PREPOSITION]
    for p in particles:
        for q in found:
            yield f"{lemma} {p} {q}", q
        yield f"{lemma} {p}", "object"
    for q in found:
        yield f"{lemma} {q}", q
    yield lemma, "object"
