"""Whether a name acts or is only where something happens: the grammar around it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.mentions.words import WORDS

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token


def governor(token: Token) -> Token:
    """The first of a row of coordinated nouns, whose place in the clause the others share."""
    while (
        token.dep_ == grammar.CONJUNCT
        and token.head.i < token.i
        and token.head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
    ):
        token = token.head
    return token


def is_located(token: Token, capital: bool = False) -> bool:
    """Whether the name is a place here: "in Egypt", "from Cairo" after a verb of moving, "the northern part
    of Korea", "visited Cairo".

    Troops sent to a state are sent to an actor, those sent to a `capital` to a place.
    """
    token = governor(token)
    head = token.head
    if token.dep_ == grammar.PREPOSITION_OBJECT:
        word = head.lower_
        if word in WORDS.locative:
            return True
        outer = governor(head.head)
        moving = outer.lemma_.lower()
        if word in ("to", "from", "towards", "toward") and (
            moving in WORDS.motion or (moving in WORDS.sending and (capital or word == "from"))
        ):
            return True
        if word == "for" and moving in WORDS.departing:
            return True
        if word == "of" and (outer.lower_ in WORDS.part_nouns or outer.lemma_.lower() in WORDS.part_nouns):
            return True
    if token.dep_ in (grammar.OBJECT, grammar.PASSIVE_SUBJECT) and head.lemma_.lower() in WORDS.reached:
        return True
    return token.dep_ in (grammar.NOUN_AS_ADVERB, grammar.ADVERB)


def is_acting_capital(token: Token) -> bool:
    """Whether a capital stands for its government: subject, owner, or party of a relation; never a modifier
    ("the Geneva accords")."""
    token = governor(token)
    head = token.head
    if token.dep_ in (
        grammar.COMPOUND,
        grammar.ADJECTIVE,
        grammar.NOUN_MODIFIER,
        grammar.APPOSITION,
        grammar.NUMBER,
        grammar.ROOT,
        grammar.UNCLASSIFIED,
    ):
        return False
    if is_located(token, capital=True):
        return False
    if token.dep_ in (grammar.OBJECT, grammar.PASSIVE_SUBJECT):
        return head.lemma_.lower() not in WORDS.conquered
    if token.dep_ == grammar.PREPOSITION_OBJECT and head.lower_ == "of":
        return head.head.lemma_.lower() not in WORDS.conquered_nouns
    if token.dep_ == grammar.SUBJECT:
        return head.lemma_.lower() not in WORDS.fallen
    return True


def acts_as_body(name: Tokens) -> bool:
    """Whether a name the model takes for an organisation stands with the article and acts: subject or agent
    of a verb, or addressee."""
    root = name.root
    if (
        not any(t.lower_ == "the" for t in (name[0], *([name.doc[name.start - 1]] if name.start else [])))
        or root.text.isupper()
    ):
        return False
    if root.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT):
        return root.head.lemma_.lower() in WORDS.human_verbs or root.head.lemma_.lower() in WORDS.agentive
    return root.dep_ == grammar.PREPOSITION_OBJECT and root.head.dep_ in (grammar.BY_AGENT, grammar.DATIVE)


def modified(token: Token) -> Token | None:
    """The noun a name modifies from before it ("US policy" -> policy), None when the name is its own head."""
    if (
        token.dep_ in (grammar.ADJECTIVE, grammar.COMPOUND, grammar.NOUN_MODIFIER)
        and token.head.i > token.i
        and token.head.pos_ in ("NOUN", "PROPN")
    ):
        return token.head
    return None


def owns(token: Token) -> bool:
    """Whether a state's adjective or name before a noun owns an act, policy, force or interest, rather than
    describing a person or thing."""
    noun = modified(token)
    if noun is None:
        return False
    if any(t.lower_ in WORDS.owner_titles for t in token.doc[token.i + 1 : noun.i]):
        return False
    word = noun.lower_
    if word in WORDS.owner_titles or word in WORDS.owner_things:
        return False
    return not (noun.pos_ == "PROPN" and noun.text[0].isupper())


def names_a_thing(token: Token) -> bool:
    """Whether a personal name is only part of a thing's name: "the Truman Doctrine"."""
    noun = modified(token)
    if noun is None:
        return False
    return noun.text[0].isupper() and noun.ent_type_ != "PERSON"
