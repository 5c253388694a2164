"""Which classes the head of a slot belongs to: word lists of the lexicon, and what the head refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import children, in_slots, prepositions
from regesta.extract.propose.events.lexicon import EventLexicon
from regesta.extract.propose.events.roles import Roles

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Entity labels of persons and bodies, in the parser's scheme of names.
_SOMEBODY = ("PERSON", "ORG", "NORP")


def shaped(token: Token, lexicon: EventLexicon) -> tuple[Token, ...]:
    """What a shaping word shapes: of "a sort of compromise" at sort, compromise."""
    if token.lemma_.lower() not in lexicon.shapes:
        return ()
    return in_slots(prepositions(token), lexicon.words.arguments.genitive)


def is_of(tokens: Iterable[Token], classes: Iterable[str], roles: Roles) -> bool:
    """Whether one of the heads, or what it shapes, belongs to one of the classes."""
    names = tuple(classes)
    return any(
        in_class(t, name, roles)
        for token in tokens
        for t in (token, *shaped(token, roles.lexicon))
        for name in names
    )


def in_class(token: Token, name: str, roles: Roles) -> bool:
    """Whether a head belongs to a class, by what it refers to or by its word."""
    refers = REFERENCE_RULES.get(name)
    if refers is not None and refers(token, roles):
        return True
    words = roles.lexicon.classes.get(name, frozenset())
    return bool({token.lemma_.lower(), token.lower_, _compound(token)} & words)


def _is_actor(token: Token, roles: Roles) -> bool:
    """An actor the mention layer knows."""
    return bool(roles.actors([token]))


def _is_thing(token: Token, roles: Roles) -> bool:
    """A pronoun for a thing."""
    return token.pos_ == "PRON" and token.lower_ in roles.lexicon.words.frames.things


def _is_person(token: Token, roles: Roles) -> bool:
    """A personal pronoun, a person's name or an actor that is a person."""
    return (
        token.lower_ in roles.lexicon.words.frames.persons
        or token.ent_type_ == "PERSON"
        or any(roles.layer.kinds.get(a) == "person" for a in roles.actors([token]))
    )


def _is_army(token: Token, roles: Roles) -> bool:
    """An actor whose name says that it is a force."""
    words = roles.lexicon.classes["army_names"]
    return any(word in words for name in roles.actors([token]) for word in name.lower().split())


#: What makes a head one of a class by what it refers to; `person` and `force` are word lists besides.
REFERENCE_RULES: Mapping[str, Callable[[Token, Roles], bool]] = {
    "actor": _is_actor,
    "place": lambda token, roles: roles.is_place(token),
    "pronoun": _is_thing,
    "person": _is_person,
    "force": _is_army,
}


def is_somebody(token: Token, lexicon: EventLexicon) -> bool:
    """Whether a head that no mention names still is a person or a body: "young officers", "the
    delegation"."""
    lemma = token.lemma_.lower()
    return (
        token.ent_type_ in _SOMEBODY
        or lexicon.is_of(lemma, "person", "people", "force", "body", "envoy")
        or lemma in lexicon.organs
        or (lemma in lexicon.role_nouns and token.pos_ == "NOUN")
    )


def _compound(token: Token) -> str:
    """A noun with the word before it: "green light"; "" without one."""
    before = [c for c in children(token, grammar.COMPOUND, grammar.ADJECTIVE) if c.i == token.i - 1]
    return f"{before[0].lower_} {token.lemma_.lower()}" if before else ""
