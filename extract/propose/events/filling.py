"""Who fills the slots of a frame: the agents, the recipients and the place of a verb, rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.arguments import Arguments, noun_arguments
from regesta.extract.propose.events.classes import is_somebody
from regesta.extract.propose.events.clauses import (
    all_conjuncts,
    children,
    in_slots,
    is_infinitive,
    prepositions,
)
from regesta.extract.propose.events.conditions import Filled, present
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import EventLexicon, VerbFrame
from regesta.extract.propose.events.roles import Roles
from regesta.ontology.values import COLLECTIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Types whose object moves or acts itself when nobody is named who sends it.
MOVED = frozenset(COLLECTIONS["event-type"]["moving"])
#: Types whose other party owns the wish or the leave that is the object.
_ANSWERING = frozenset(COLLECTIONS["event-type"]["granting"])
#: Types whose object is where they happen.
_TAKING_PLACE = frozenset(COLLECTIONS["event-type"]["located"])


@dataclass(frozen=True, slots=True)
class Slots:
    """A verb under one of its frames: `objects` are the heads in the slot the frame's object stands in."""

    verb: Token
    frame: VerbFrame
    arguments: Arguments
    objects: tuple[Token, ...]
    roles: Roles

    @property
    def lexicon(self) -> EventLexicon:
        """The lexicon of the language."""
        return self.roles.lexicon

    def heads(self, name: str) -> tuple[Token, ...]:
        """The heads in a slot; "direct" is the object of a verb whose frame goes by its preposition."""
        if name == "direct":
            return self.arguments.objects if self.arguments.objects != self.objects else ()
        return self.objects if name == "object" else self.arguments.slot(name)

    def below(self, names: Iterable[str]) -> list[Token]:
        """What hangs on the objects by one of the prepositions."""
        wanted = tuple(names)
        return [
            t
            for o in self.objects
            for name, found in prepositions(o).items()
            if name in wanted
            for t in found
        ]


def filled(slots: Slots, reason: str = "") -> Candidate:
    """The candidate of a verb under a frame, its slots filled with actors."""
    roles, frame = slots.roles, slots.frame
    agents = _agents(slots)
    recipients = _recipients(slots, agents)
    agents = agents or _first(AGENT_RULES, slots, agents)
    place = _place(slots)
    recipients = tuple(r for r in recipients if r not in agents)
    acting = (slots.arguments.subjects if frame.gives == "subject" else ()) or slots.objects
    someone = any(is_somebody(t, slots.lexicon) for t in acting)
    there = present(Filled(slots.arguments, slots.objects, agents, recipients, place, someone, slots.lexicon))
    if agents and all(roles.layer.kinds.get(a) == "school" for a in agents):
        there |= {"school"}
    return Candidate(
        slots.verb, frame, slots.arguments, agents, recipients, place, slots.objects, there, reason=reason
    )


def _place(slots: Slots) -> str:
    """Where it happens: what the verb's place prepositions lead to, else the object of what takes a place."""
    found = slots.roles.place(where(slots.verb, slots.arguments, slots.lexicon))
    taken = slots.objects if slots.frame.type in _TAKING_PLACE else ()
    return found or slots.roles.place(taken)


def where(word: Token, arguments: Arguments, lexicon: EventLexicon) -> list[Token]:
    """What the word's place prepositions lead to, and one step further down ("across the river in Korea")."""
    places = lexicon.words.roles.place
    near = list(in_slots(arguments.preps, places))
    return near + [
        h
        for n in (*near, *arguments.objects)
        for p, found in prepositions(n).items()
        if p in places
        for h in found
    ]


def _agents(slots: Slots) -> tuple[str, ...]:
    """Who acts by the frame: the subject, and the actors in its further agent slots; of a death who dies."""
    roles, frame = slots.roles, slots.frame
    if frame.gives == "sufferer":
        open_ended = slots.objects or slots.arguments.passive
        return roles.actors(slots.objects if open_ended else slots.arguments.subjects)
    found = roles.actors(slots.arguments.subjects) if frame.gives == "subject" else ()
    for name in frame.agent:
        more = roles.actors(slots.heads(name)) or roles.actors(slots.below((name,)))
        found += tuple(a for a in more if a not in found)
    return found


def _recipients(slots: Slots, agents: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the act is done to or for by the frame; where it leaves that open, by the first rule that finds
    somebody."""
    roles, frame = slots.roles, slots.frame
    if frame.gives == "sufferer":
        return ()
    found = roles.actors(slots.arguments.subjects) if frame.gives == "object" else ()
    for name in frame.recipient:
        found += tuple(a for a in roles.actors(slots.heads(name)) if a not in found)
    return found or _first(RECIPIENT_RULES, slots, agents)


_Rule = Callable[[Slots, "tuple[str, ...]"], "tuple[str, ...]"]


def _first(rules: Iterable[_Rule], slots: Slots, agents: tuple[str, ...]) -> tuple[str, ...]:
    """What the first rule that finds somebody finds."""
    return next((found for rule in rules for found in [rule(slots, agents)] if found), ())


def _subject_of_infinitive(slots: Slots, agents: tuple[str, ...]) -> tuple[str, ...]:
    """ "asked Stalin to send": the parser hangs the one asked on the infinitive."""
    frame = slots.frame
    if not frame.complement or frame.control != "object" or "object" not in frame.recipient:
        return ()
    clauses = (c for c in slots.arguments.complements if is_infinitive(c))
    return slots.roles.actors(all_conjuncts(s for c in clauses for s in children(c, grammar.SUBJECT)))


def _addressee_of_object(slots: Slots, agents: tuple[str, ...]) -> tuple[str, ...]:
    """ "sent a telegram to Stalin": the parser may hang the addressee on the object."""
    found = slots.roles.actors(slots.below(slots.frame.recipient))
    return tuple(a for a in found if a not in agents)


def _owner_of_wish(slots: Slots, agents: tuple[str, ...]) -> tuple[str, ...]:
    """ "asked for Stalin's permission", "rejected Kim's proposal": whose wish or leave it is."""
    if slots.frame.type not in _ANSWERING:
        return ()
    wishes = in_slots(slots.arguments.preps, slots.lexicon.words.frames.wishes)
    return slots.roles.actors(p for o in (*slots.objects, *wishes) for p in children(o, grammar.POSSESSOR))


def _owner_of_act(slots: Slots, agents: tuple[str, ...]) -> tuple[str, ...]:
    """ "the Soviet proposal was drafted": whose proposal it is drafted it."""
    if not slots.arguments.passive:
        return ()
    lexicon = slots.lexicon
    own = [
        t
        for t in slots.objects
        if any(f.type == slots.frame.type for f in lexicon.nouns.get(t.lemma_.lower(), ()))
    ]
    words = lexicon.words.arguments
    return slots.roles.actors(s for t in own for s in noun_arguments(t, words).subjects)


def _moved(slots: Slots, agents: tuple[str, ...]) -> tuple[str, ...]:
    """ "the army was withdrawn": who moves acts."""
    return slots.roles.actors(slots.objects) if slots.frame.type in MOVED else ()


#: Where the frame finds no recipient, and no agent; the first rule that finds somebody says who.
RECIPIENT_RULES: tuple[_Rule, ...] = (_subject_of_infinitive, _addressee_of_object, _owner_of_wish)
AGENT_RULES: tuple[_Rule, ...] = (_owner_of_act, _moved)
