"""Whose act a clause without a subject of its own is, and what a relative pronoun stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.tree import climb
from regesta.extract.propose.events.clauses import (
    SUBJECTS,
    VERBAL,
    all_conjuncts,
    children,
    governor,
    has_child,
    in_slots,
    is_bare_infinitive,
    is_passive,
    misjoined,
    prepositions,
    with_conjuncts,
)
from regesta.extract.propose.events.words import ArgumentWords

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Clauses a subject is looked for above a clause without one; deeper ones were wrong parses.
_HIGHEST = 6
_NOMINAL = ("NOUN", "PROPN", "PRON")


def follow(token: Token, verb: Token, words: ArgumentWords) -> tuple[Token, ...]:
    """What a relative pronoun in the clause of `verb` stands for; any other token itself."""
    if token.lower_ not in words.relative or token.pos_ not in ("PRON", "DET", "SCONJ"):
        return (token,)
    clause = climb(verb, lambda t: t.dep_ == grammar.CONJUNCT)
    if clause.dep_ == grammar.RELATIVE_CLAUSE:
        return _antecedent(clause.head, token, words)
    return _of_cleft_copula(clause, words) or (token,)


def _antecedent(head: Token, pronoun: Token, words: ArgumentWords) -> tuple[Token, ...]:
    """What a relative clause under `head` is about: the head, or in a cleft what it names."""
    cleft = _cleft(head, words) if pronoun.lower_ in words.cleft else None
    if cleft is not None:
        return with_conjuncts(cleft)
    if head.dep_ in SUBJECTS or head.pos_ in _NOMINAL:
        return with_conjuncts(head)
    return tuple(children(head, grammar.ATTRIBUTE))


def _of_cleft_copula(clause: Token, words: ArgumentWords) -> tuple[Token, ...]:
    """Of "it was Moscow that proposed", Moscow, where the parser hangs the clause on the copula."""
    if clause.dep_ not in (grammar.CLAUSAL_COMPLEMENT, grammar.ADVERBIAL_CLAUSE):
        return ()
    if clause.head.lemma_ not in words.copulas:
        return ()
    named = children(clause.head, grammar.ATTRIBUTE)
    impersonal = any(c.lower_ in words.impersonal for c in clause.head.children)
    return with_conjuncts(named[0]) if named and impersonal else ()


def _cleft(head: Token, words: ArgumentWords) -> Token | None:
    """In "it was X, the officer of Y, who ...", X; None when the sentence is no cleft around `head`."""
    for up in (head, *head.ancestors):
        if (
            up.dep_ == grammar.ATTRIBUTE
            and up.head.lemma_ in words.copulas
            and any(
                c.lower_ in words.impersonal for c in children(up.head, grammar.SUBJECT, grammar.EXPLETIVE)
            )
        ):
            return up
    return None


def missing_subject(verb: Token, control: str, words: ArgumentWords, depth: int = 0) -> tuple[Token, ...]:
    """The subject a subjectless verb shares: its coordinate's, its governor's, or the noun it modifies.

    `control` is what the governor's frame says of the subject of what hangs on it ("subject", "object", "").
    """
    rule = _BY_RELATION.get(verb.dep_)
    return () if rule is None or depth > _HIGHEST else rule(verb, control, words, depth)


def _of_coordinate(verb: Token, control: str, words: ArgumentWords, depth: int) -> tuple[Token, ...]:
    """The subject of the verb before "and"; of a misjoined verb that of the clause above."""
    head = verb.head
    if misjoined(verb):
        above = governor(head)
        return _subject_of(above, "", words, depth + 1) if above is not None and above.pos_ in VERBAL else ()
    if head.pos_ not in VERBAL:
        return ()
    named = _followed_subjects(head, words)
    if named:
        return named
    if head.tag_ == grammar.PAST_PARTICIPLE and head.dep_ == grammar.NOUN_CLAUSE:
        return with_conjuncts(head.head)
    return missing_subject(head, control, words, depth + 1)


def _of_modified_noun(verb: Token, control: str, words: ArgumentWords, depth: int) -> tuple[Token, ...]:
    """The noun a participle modifies; of an infinitive who controls the noun."""
    if verb.head.pos_ not in _NOMINAL:
        return ()
    if is_bare_infinitive(verb):
        return _noun_controller(verb.head, control, words, depth)
    return with_conjuncts(verb.head)


def _of_preposition_head(verb: Token, control: str, words: ArgumentWords, depth: int) -> tuple[Token, ...]:
    """The subject of what a gerund's preposition hangs on."""
    up = climb(verb.head.head, lambda t: t.pos_ in ("ADJ", "ADV"))
    found = _subject_of if up.pos_ in VERBAL else _noun_controller
    return found(up, control, words, depth)


def _of_governor(verb: Token, control: str, words: ArgumentWords, depth: int) -> tuple[Token, ...]:
    """Who controls a clause that hangs on a verb or adjective; only an infinitive may be the object's act."""
    if verb.head.pos_ not in (*VERBAL, "ADJ"):
        return ()
    open_complement = verb.dep_ == grammar.OPEN_COMPLEMENT
    return _subject_of(verb.head, (control or "either") if open_complement else "", words, depth)


_Rule = Callable[["Token", str, ArgumentWords, int], "tuple[Token, ...]"]
#: Where the subject of a clause is looked for, by how the clause hangs.
_BY_RELATION: Mapping[str, _Rule] = {
    grammar.CONJUNCT: _of_coordinate,
    grammar.NOUN_CLAUSE: _of_modified_noun,
    grammar.PREPOSITION_CLAUSE: _of_preposition_head,
    grammar.OPEN_COMPLEMENT: _of_governor,
    grammar.ADVERBIAL_CLAUSE: _of_governor,
    grammar.CLAUSAL_COMPLEMENT: _of_governor,
}


def _subject_of(head: Token, control: str, words: ArgumentWords, depth: int) -> tuple[Token, ...]:
    """Who controls a clause under `head`: its object when the frame says so (`control`), else its subject
    (its by-agent in the passive).

    `control` "either" is for a governor no frame knows: an object of its own controls ("influenced him to
    act"), else the subject.
    """
    if control == "object" or (control == "either" and has_child(head, grammar.OBJECT)):
        objects = children(head, grammar.OBJECT, grammar.DATIVE, grammar.PASSIVE_SUBJECT)
        return all_conjuncts(o for o in objects if o.pos_ != "ADP")
    return (
        _owner_of_subject(head, words)
        or (in_slots(prepositions(head), words.agent) if is_passive(head) else ())
        or _followed_subjects(head, words)
        or missing_subject(head, control, words, depth + 1)
    )


def _owner_of_subject(head: Token, words: ArgumentWords) -> tuple[Token, ...]:
    """Of "the aim of Kim was to occupy", whoever owns the aim."""
    if head.lemma_ not in words.copulas:
        return ()
    return tuple(
        t
        for s in children(head, *SUBJECTS)
        if s.pos_ == "NOUN"
        for t in (*children(s, grammar.POSSESSOR), *in_slots(prepositions(s), words.agent))
    )


def _followed_subjects(head: Token, words: ArgumentWords) -> tuple[Token, ...]:
    """The subjects a verb has, relative pronouns followed."""
    return tuple(t for s in all_conjuncts(children(head, *SUBJECTS)) for t in follow(s, head, words))


def _noun_controller(noun: Token, control: str, words: ArgumentWords, depth: int) -> tuple[Token, ...]:
    """Who controls an infinitive or gerund under a noun: its possessor or by-phrase, else the subject of the
    verb the noun is the object of; under object control whom it addresses."""
    preps = prepositions(noun)
    if control == "object":
        return next((preps[name] for name in words.addressed if preps.get(name)), ())
    found = all_conjuncts(children(noun, grammar.POSSESSOR)) or in_slots(preps, words.agent)
    if found:
        return found
    up = climb(noun.head, lambda t: t.pos_ == "ADP")
    if up.pos_ in VERBAL and noun.dep_ in (grammar.OBJECT, grammar.PREPOSITION_OBJECT, grammar.ATTRIBUTE):
        return _subject_of(up, "", words, depth + 1)
    return ()
