"""What is there besides a word of event: the conditions that frames may need, each a small named rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.arguments import Arguments
from regesta.extract.propose.events.clauses import AUXILIARIES, children, in_slots, is_infinitive
from regesta.extract.propose.events.lexicon import EventLexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Filled:
    """Who and what fills the slots of a frame; `someone` says that a person or body acts whom no mention
    names."""

    arguments: Arguments
    objects: tuple[Token, ...]
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str
    someone: bool
    lexicon: EventLexicon

    def is_any(self, heads: Iterable[Token], *classes: str) -> bool:
        """Whether one of the heads is listed in one of the classes."""
        return any(self.lexicon.is_of(t.lemma_.lower(), *classes) for t in heads)


def present(filled: Filled) -> frozenset[str]:
    """The names of the conditions that hold."""
    return frozenset(name for name, holds in CONDITIONS.items() if holds(filled))


def _has_person(f: Filled) -> bool:
    """The object is a person: a pronoun, a name, an office."""
    not_persons = f.lexicon.words.frames.not_persons
    return any(
        (t.tag_ == grammar.PERSONAL_PRONOUN and t.lower_ not in not_persons)
        or t.ent_type_ == "PERSON"
        or f.is_any([t], "person")
        for t in f.objects
    )


def _has_capacity(f: Filled) -> bool:
    """It says as what somebody is chosen, or to do what."""
    words = f.lexicon.words.frames.capacity
    return bool(f.arguments.predicates or f.arguments.complements or in_slots(f.arguments.preps, words))


def _has_setting(f: Filled) -> bool:
    """It says on what occasion or in what message something is said."""
    heads = in_slots(f.arguments.preps, f.lexicon.words.frames.settings)
    return f.is_any(heads, "meeting", "message", "speech", "announcement")


def is_mandative(clause: Token, mandative: Iterable[str]) -> bool:
    """Whether a clause says what should be done: an infinitive, a gerund, a that-clause with a bare or a
    modal verb."""
    if is_infinitive(clause) or clause.tag_ == grammar.GERUND:
        return True
    auxiliaries = [c.lower_ for c in children(clause, *AUXILIARIES)]
    if not auxiliaries:
        return clause.tag_ == grammar.BASE_VERB or _is_bare_present(clause)
    return any(a in mandative for a in auxiliaries)


def _is_bare_present(clause: Token) -> bool:
    """Whether a that-clause under a past verb stands in the bare form, which the tagger takes for a present:
    "asked that they leave"."""
    return (
        clause.tag_ == grammar.PRESENT
        and clause.head.tag_ == grammar.PAST
        and clause.dep_ == grammar.CLAUSAL_COMPLEMENT
    )


#: Condition -> whether it holds; docs/annotation/events.md says what each means in a frame's `needs`. The
#: condition `dated` is added when the event has found its date.
CONDITIONS: Mapping[str, Callable[[Filled], bool]] = {
    "agent": lambda f: bool(f.agents) or f.someone,
    "someone": lambda f: f.someone and not f.agents,
    "named": lambda f: bool(f.agents),
    "addressed": lambda f: bool(f.recipients),
    "place": lambda f: bool(f.place),
    "object": lambda f: bool(f.objects),
    "complement": lambda f: bool(f.arguments.complements),
    "help": lambda f: bool(f.arguments.complements),
    "expletive": lambda f: f.arguments.expletive,
    "conjoint": lambda f: len(f.agents) > 1,
    "as": _has_capacity,
    "person": _has_person,
    "purpose": lambda f: bool(in_slots(f.arguments.preps, f.lexicon.words.frames.purpose)),
    "supplies": lambda f: f.is_any(f.objects, "supply", "aid", "force"),
    "mandative": lambda f: any(
        is_mandative(c, f.lexicon.words.frames.mandative) for c in f.arguments.complements
    ),
    "infinitive": lambda f: any(is_infinitive(c) for c in f.arguments.complements),
    "force": lambda f: f.is_any(f.arguments.subjects, "force"),
    "war": lambda f: f.is_any(f.arguments.subjects, "war"),
    "setting": _has_setting,
}
