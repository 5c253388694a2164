"""The forms of clauses in a parse: passive, infinitive, coordinated, and what a clause hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.tree import is_root

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = (grammar.SUBJECT, grammar.PASSIVE_SUBJECT, grammar.CLAUSAL_SUBJECT)
NOMINAL_SUBJECTS = (grammar.SUBJECT, grammar.PASSIVE_SUBJECT)
AUXILIARIES = (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY)
VERBAL = frozenset({"VERB", "AUX"})
#: What only a passive has.
_PASSIVE = (
    grammar.PASSIVE_SUBJECT,
    grammar.PASSIVE_AUXILIARY,
    grammar.BY_AGENT,
    grammar.PASSIVE_CLAUSAL_SUBJECT,
)
#: Where a bare participle stands as a passive: "the plan approved by nobody".
_PARTICIPIAL = (
    grammar.NOUN_CLAUSE,
    grammar.ADVERBIAL_CLAUSE,
    grammar.RELATIVE_CLAUSE,
    grammar.ADJECTIVE,
)
#: Clauses that hang on a verb or noun directly.
_HANGING = (
    grammar.OPEN_COMPLEMENT,
    grammar.CLAUSAL_COMPLEMENT,
    grammar.NOUN_CLAUSE,
    grammar.ADVERBIAL_CLAUSE,
    grammar.RELATIVE_CLAUSE,
)


def of_relation(tokens: Iterable[Token], *relations: str) -> list[Token]:
    """Those of the tokens that hang on their heads by one of the relations."""
    return [t for t in tokens if t.dep_ in relations]


def children(word: Token, *relations: str) -> list[Token]:
    """The word's children of one of the relations, in text order."""
    return of_relation(word.children, *relations)


def has_child(word: Token, *relations: str) -> bool:
    """Whether the word has a child of one of the relations."""
    return any(c.dep_ in relations for c in word.children)


def with_conjuncts(token: Token) -> tuple[Token, ...]:
    """The token and what is coordinated with it, when it is the first of them."""
    return (token, *(t for t in token.conjuncts if t.i > token.i))


def all_conjuncts(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Each of the tokens with what is coordinated with it."""
    return tuple(t for token in tokens for t in with_conjuncts(token))


def prepositions(word: Token) -> dict[str, tuple[Token, ...]]:
    """The objects of a word's prepositions by preposition; chained ones ("from X to Y") count for the word
    too."""
    out: dict[str, tuple[Token, ...]] = {}

    def add(prep: Token) -> None:
        key = prep.lower_
        for child in prep.children:
            if child.dep_ == grammar.PREPOSITION_OBJECT:
                out[key] = (*out.get(key, ()), *with_conjuncts(child))
            elif child.dep_ == grammar.PREPOSITION:
                add(child)

    for child in word.children:
        if child.dep_ in (grammar.PREPOSITION, grammar.BY_AGENT) or (
            child.dep_ == grammar.DATIVE and child.pos_ == "ADP"
        ):
            add(child)
    return out


def in_slots(preps: dict[str, tuple[Token, ...]], names: Iterable[str]) -> tuple[Token, ...]:
    """The objects of the named prepositions, name by name."""
    return tuple(t for name in names for t in preps.get(name, ()))


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive: with its auxiliary, or as a bare participle after its noun."""
    if has_child(verb, *_PASSIVE):
        return True
    if verb.tag_ != grammar.PAST_PARTICIPLE:
        return False
    if verb.dep_ in _PARTICIPIAL:
        return not has_child(verb, grammar.OBJECT, grammar.AUXILIARY)
    if (
        verb.dep_ == grammar.CONJUNCT
        and not is_root(verb)
        and not has_child(verb, grammar.SUBJECT, grammar.OBJECT, grammar.AUXILIARY)
    ):
        return is_passive(verb.head)
    return False


def is_bare_infinitive(verb: Token) -> bool:
    """Whether the verb has the mark of the infinitive itself."""
    return verb.pos_ in VERBAL and any(
        c.tag_ == grammar.TO and c.dep_ == grammar.AUXILIARY for c in verb.children
    )


def is_infinitive(verb: Token) -> bool:
    """Whether the verb is an infinitive, also as the second of two coordinated ones."""
    if is_bare_infinitive(verb):
        return True
    return (
        verb.dep_ == grammar.CONJUNCT
        and not is_root(verb)
        and verb.tag_ == grammar.BASE_VERB
        and verb.head.pos_ in VERBAL
        and not has_child(verb, *AUXILIARIES)
        and is_infinitive(verb.head)
    )


def governor(word: Token) -> Token | None:
    """The verb or noun the word's clause hangs on as infinitive, gerund or clause; None for a main clause."""
    if is_root(word):
        return None
    if word.dep_ == grammar.CONJUNCT:
        return governor(word.head)
    if word.dep_ == grammar.PREPOSITION_CLAUSE:
        return word.head.head
    return word.head if word.dep_ in _HANGING else None


def misjoined(verb: Token) -> bool:
    """Whether a finite verb is coordinated to a bare or infinitive one, which no grammar allows: it belongs
    one clause higher."""
    return (
        verb.dep_ == grammar.CONJUNCT
        and verb.tag_ in (grammar.PAST, grammar.PRESENT_THIRD)
        and verb.head.tag_ == grammar.BASE_VERB
        and not has_child(verb, *SUBJECTS)
    )
