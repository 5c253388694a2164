"""Who does what to whom in a parsed sentence: the arguments of a verb or an event noun, by dependency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import (
    SUBJECTS,
    all_conjuncts,
    children,
    in_slots,
    is_bare_infinitive,
    is_passive,
    of_relation,
    prepositions,
)
from regesta.extract.propose.events.control import follow, missing_subject
from regesta.extract.propose.events.words import ArgumentWords

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Arguments:
    """The heads that fill a word's slots; conjuncts are listed beside their first member, relative pronouns
    are followed to what they stand for."""

    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    datives: tuple[Token, ...] = ()
    preps: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    complements: tuple[Token, ...] = ()
    predicates: tuple[Token, ...] = ()
    passive: bool = False
    expletive: bool = False

    def slot(self, name: str) -> tuple[Token, ...]:
        """The heads in a slot: `subject`, `object`, `dative`, or a preposition."""
        named = {"subject": self.subjects, "object": self.objects, "dative": self.datives}
        return named[name] if name in named else self.preps.get(name, ())


def verb_arguments(verb: Token, words: ArgumentWords, control: str = "") -> Arguments:
    """The arguments of a verb in whatever clause it stands; `control` is what its governor's frame says of
    its subject, if anything."""
    passive, beside = is_passive(verb), tuple(verb.children)
    own = _own_subjects(verb, beside)
    named = tuple(t for s in all_conjuncts(own) for t in follow(s, verb, words))
    read = Arguments(
        subjects=named if own else missing_subject(verb, control, words),
        objects=tuple(t for o in _objects(beside, passive) for t in follow(o, verb, words)),
        datives=_datives(beside),
        preps=prepositions(verb),
        complements=(
            *of_relation(beside, grammar.OPEN_COMPLEMENT, grammar.CLAUSAL_COMPLEMENT),
            *_gerunds(beside),
        ),
        predicates=tuple(of_relation(beside, grammar.OBJECT_PREDICATE)),
        passive=passive,
        expletive=_is_expletive(beside, passive, words),
    )
    if passive:
        return _as_active(read, words)
    if not read.objects and _is_object_relative(verb, own, words):
        return replace(read, objects=(verb.head,))
    return read


def _own_subjects(verb: Token, beside: Iterable[Token]) -> list[Token]:
    """The verb's subjects; of a predicate adjective those of its copula."""
    predicate = verb.dep_ == grammar.ADJECTIVE_COMPLEMENT
    return of_relation(verb.head.children if predicate else beside, *SUBJECTS)


def _objects(beside: Iterable[Token], passive: bool) -> tuple[Token, ...]:
    """Objects and, of a verb in the active, predicate nouns."""
    relations = (grammar.OBJECT,) if passive else (grammar.OBJECT, grammar.ATTRIBUTE)
    return all_conjuncts(of_relation(beside, *relations))


def _datives(beside: Iterable[Token]) -> tuple[Token, ...]:
    """Recipients of a double object, also where the parser calls a preposition the dative."""
    datives = of_relation(beside, grammar.DATIVE)
    return all_conjuncts(t for c in datives for t in (c.children if c.pos_ == "ADP" else [c]))


def _gerunds(beside: Iterable[Token]) -> list[Token]:
    """The clauses that a word's prepositions govern."""
    return [
        c
        for prep in of_relation(beside, grammar.PREPOSITION)
        for c in children(prep, grammar.PREPOSITION_CLAUSE)
    ]


def _is_expletive(beside: Iterable[Token], passive: bool, words: ArgumentWords) -> bool:
    """Whether the subject stands for nothing: "there were", "it was decided"."""
    if of_relation(beside, grammar.EXPLETIVE):
        return True
    return passive and any(t.lower_ in words.impersonal for t in of_relation(beside, *SUBJECTS))


def _as_active(read: Arguments, words: ArgumentWords) -> Arguments:
    """The arguments of a passive turned to those of the active: its by-phrase acts, its subject is acted
    on."""
    return replace(
        read,
        subjects=in_slots(read.preps, words.agent),
        objects=read.subjects or read.objects,
        datives=read.datives or (read.objects if read.subjects else ()),
    )


def _is_object_relative(verb: Token, own: list[Token], words: ArgumentWords) -> bool:
    """Whether a relative clause has its noun as object: "the plan the king approved"."""
    return (
        verb.dep_ == grammar.RELATIVE_CLAUSE
        and bool(own)
        and not any(c.lower_ in words.relative for c in own)
    )


def noun_arguments(noun: Token, words: ArgumentWords) -> Arguments:
    """The arguments of an event noun: possessors and modifiers as subjects, prepositions by their word, its
    infinitive or that-clause as complement."""
    preps = prepositions(noun)
    by_phrase = any(name in preps for name in words.agent)
    return Arguments(
        subjects=_possessors(noun) or (() if by_phrase else _modifiers(noun)),
        preps=_with_agents_below(preps, words),
        complements=(*(c for c in noun.children if _completes(c)), *_gerunds(noun.children)),
    )


def _possessors(noun: Token) -> tuple[Token, ...]:
    """Whose the noun is: "the king's order", also "and refusal"."""
    own = all_conjuncts(children(noun, grammar.POSSESSOR))
    if not own and noun.dep_ == grammar.CONJUNCT and noun.head.pos_ == "NOUN":
        return all_conjuncts(children(noun.head, grammar.POSSESSOR))
    return own


def _modifiers(noun: Token) -> tuple[Token, ...]:
    """The adjectives and nouns before an event noun, which say who acts where no by-phrase does."""
    found = children(noun, grammar.ADJECTIVE, grammar.COMPOUND, grammar.NOUN_MODIFIER)
    return tuple(c for c in found if c.i < noun.i)


def _with_agents_below(
    preps: dict[str, tuple[Token, ...]], words: ArgumentWords
) -> dict[str, tuple[Token, ...]]:
    """A noun's prepositions, with the by-phrase that the parser hung on what the noun is of."""
    out = dict(preps)
    for name in words.agent:
        below = tuple(t for o in in_slots(preps, words.genitive) for t in prepositions(o).get(name, ()))
        if below and name not in out:
            out[name] = below
    return out


def _completes(clause: Token) -> bool:
    """Whether a clause under a noun says what the noun is about: an infinitive or a that-clause, no
    participle or relative clause."""
    modifying = (grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE, grammar.ADVERBIAL_CLAUSE)
    if clause.dep_ in modifying and is_bare_infinitive(clause):
        return True
    return clause.dep_ == grammar.CLAUSAL_COMPLEMENT or (
        clause.dep_ == grammar.NOUN_CLAUSE and clause.tag_ not in (grammar.PAST_PARTICIPLE, grammar.GERUND)
    )
