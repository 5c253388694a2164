"""Whether a name acts or is only where something happens: the grammar around it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.tree import climb
from regesta.extract.propose.mentions.words import MentionWords

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
_DEALT_WITH = (grammar.OBJECT, grammar.PASSIVE_SUBJECT)
#: Relations in which a capital never stands for its government ("the Geneva accords").
_IDLE = (
    grammar.COMPOUND,
    grammar.ADJECTIVE,
    grammar.NOUN_MODIFIER,
    grammar.APPOSITION,
    grammar.NUMBER,
    grammar.ROOT,
    grammar.UNCLASSIFIED,
)


def governor(token: Token) -> Token:
    """The first of a row of coordinated nouns, whose place in the clause the others share."""
    return climb(
        token,
        lambda t: t.dep_ == grammar.CONJUNCT and t.head.i < t.i and t.head.pos_ in _NOMINAL,
    )


def is_located(token: Token, lexicon: MentionWords, capital: bool = False) -> bool:
    """Whether the name is a place here: "in Egypt", "from Cairo" after a verb of moving, "the northern part
    of Korea", "visited Cairo".

    Troops sent to a state are sent to an actor, those sent to a `capital` to a place.
    """
    token = governor(token)
    if token.dep_ == grammar.PREPOSITION_OBJECT:
        return _leads_to_place(token.head, lexicon, capital)
    if token.dep_ in _DEALT_WITH:
        return token.head.lemma_.lower() in lexicon.places.reached
    return token.dep_ in (grammar.NOUN_AS_ADVERB, grammar.ADVERB)


def _leads_to_place(preposition: Token, lexicon: MentionWords, capital: bool) -> bool:
    """Whether what a preposition governs is a place: by the preposition alone, or with the verb or noun it
    hangs on."""
    places = lexicon.places
    word = preposition.lower_
    outer = governor(preposition.head)
    lemma = outer.lemma_.lower()
    moved = lemma in places.motion or (lemma in places.sending and (capital or word in places.source))
    return (
        word in places.locative
        or (word in places.goal and moved)
        or (word in places.bound_for and lemma in places.departing)
        or (word in places.belonging and not places.part_nouns.isdisjoint((outer.lower_, lemma)))
    )


def is_acting_capital(token: Token, lexicon: MentionWords) -> bool:
    """Whether a capital stands for its government: subject, owner, or party of a relation; never a modifier
    ("the Geneva accords")."""
    token = governor(token)
    places = lexicon.places
    head = token.head
    if token.dep_ in _IDLE or is_located(token, lexicon, capital=True):
        return False
    if token.dep_ in _DEALT_WITH:
        return head.lemma_.lower() not in places.conquered
    if token.dep_ == grammar.PREPOSITION_OBJECT and head.lower_ in places.belonging:
        return head.head.lemma_.lower() not in places.conquered_nouns
    return not (token.dep_ == grammar.SUBJECT and head.lemma_.lower() in places.fallen)


def acts_as_body(name: Tokens, lexicon: MentionWords) -> bool:
    """Whether a name the model takes for an organisation stands with the article and acts."""
    near = [name[0], *([name.doc[name.start - 1]] if name.start else [])]
    if not any(t.lower_ in lexicon.articles.definite for t in near) or name.root.text.isupper():
        return False
    return acts(name.root, lexicon)


def acts(root: Token, lexicon: MentionWords) -> bool:
    """Whether a name is the subject or agent of a verb of people and bodies, or an addressee."""
    if root.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT):
        lemma = root.head.lemma_.lower()
        return lemma in lexicon.persons.verbs or lemma in lexicon.pronouns.agentive
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


def owns(token: Token, lexicon: MentionWords) -> bool:
    """Whether a state's adjective or name before a noun owns an act, policy, force or interest, rather than
    describing a person or thing."""
    noun = modified(token)
    if noun is None:
        return False
    adjectives = lexicon.adjectives
    if any(t.lower_ in adjectives.titles for t in token.doc[token.i + 1 : noun.i + 1]):
        return False
    return noun.lower_ not in adjectives.things and not (noun.pos_ == "PROPN" and noun.text[0].isupper())


def names_a_thing(token: Token) -> bool:
    """Whether a personal name is only part of a thing's name: "the Truman Doctrine"."""
    noun = modified(token)
    if noun is None:
        return False
    return noun.text[0].isupper() and noun.ent_type_ != "PERSON"
