"""Attributions whose content is a phrase and no clause: "X regarded the canal as a lifeline", "X acknowledged
the weakness of Y"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.attribution import TAKING, Attribution
from regesta.extract.propose.claims.syntax import (
    QUOTES,
    VERBAL,
    child,
    content_clause,
    finite,
    governed,
    has_child,
    is_passive,
    subjects,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords, Words

#: The tokens of a content, end exclusive.
Content = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TakingVerb:
    """A verb that takes a phrase as content, its object if it has one, and the kinds it is listed under."""

    verb: Token
    thing: Token | None
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class TakingRule:
    """Where the content of a verb of some kinds stands, None when the verb does not take it so."""

    kinds: frozenset[str]
    content: Callable[[TakingVerb, ClaimWords], Content | None]


def taking_frames(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """The attributions whose content is a phrase, in token order."""
    for token in doc:
        frame = _taking_frame(token, words)
        if frame is not None:
            yield frame


def _taking_frame(verb: Token, words: ClaimWords) -> Attribution | None:
    kinds = words.verbs.of(verb.lemma_.lower())
    if not kinds & TAKING or not _active_predicate(verb, words):
        return None
    taking = TakingVerb(verb, child(verb, grammar.OBJECT), kinds)
    content = taken_content(taking, words)
    if content is None or _asks(verb.doc[content[0]], words):
        return None
    who = tuple(t.i for t in subjects(verb, words))
    if not who:
        return None
    answers = "answering" in kinds and content in (
        pointing_back(taking, words),
        answered_thing(taking, words),
    )
    return Attribution("object", (verb.i, verb.i + 1), content, who, verb.lemma_.lower(), verb.i, answers)


def taken_content(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """The content by the first rule that applies to the verb's kinds."""
    rules = (rule for rule in TAKING_RULES if rule.kinds & taking.kinds)
    return next((c for rule in rules if (c := rule.content(taking, words)) is not None), None)


def _active_predicate(verb: Token, words: ClaimWords) -> bool:
    return (
        verb.pos_ == "VERB"
        and verb.dep_ not in (grammar.ADJECTIVE, grammar.PREPOSITION_OBJECT)
        and not is_passive(verb)
        and content_clause(verb, words) is None
    )


_RELATIVES = (
    grammar.RELATIVE_POSSESSIVE,
    grammar.RELATIVE_DETERMINER,
    grammar.RELATIVE_PRONOUN,
    grammar.RELATIVE_ADVERB,
)


def _asks(token: Token, words: ClaimWords) -> bool:
    return token.tag_ in _RELATIVES or token.lower_ in words.function.asking_adverbs


def taken_as(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "regarded the canal as a lifeline", "called the plan a folly": a thing and what it is taken for."""
    thing = taking.thing
    if thing is None:
        return None
    taken = _as_phrase(taking.verb, thing, words)
    if taken is None and "taking_small" not in taking.kinds:
        taken = next((c for c in taking.verb.children if _names(c, thing)), None)
    if taken is None:
        return None
    end = max(taken.right_edge.i, thing.right_edge.i) + 1
    return thing.left_edge.i, _set_against(taken, _before_next_subject(thing, end), words)


def _set_against(taken: Token, end: int, words: ClaimWords) -> int:
    """The end with what it is taken for instead: "regarded it not as a riot, but as a war"."""
    doc = taken.doc
    after = [t for t in doc[end : end + 3] if not t.is_punct and not t.is_space]
    if len(after) < 2 or after[0].lower_ not in words.stance.contrasting_coordinators:
        return end
    again = after[1].lower_ == taken.lower_ and taken.lower_ in words.function.as_words
    return max(end, after[1].right_edge.i + 1) if again else end


def _before_next_subject(thing: Token, end: int) -> int:
    """The end without a coordinated noun that is the subject of what follows, where a parser has it in the
    phrase: "regarded the port as a colony and the canal | was ..."."""
    doc = thing.doc
    if end >= len(doc) or not finite(doc[end]) or doc[end].pos_ not in VERBAL:
        return end
    coordinators = [t.i for t in doc[thing.i : end] if t.dep_ == grammar.COORDINATOR]
    return coordinators[-1] if coordinators else end


def _as_phrase(verb: Token, thing: Token, words: ClaimWords) -> Token | None:
    return next(
        (
            c
            for c in (*verb.children, *thing.children)
            if c.dep_ == grammar.PREPOSITION and c.lower_ in words.function.as_words and c.i > verb.i
        ),
        None,
    )


def _names(token: Token, thing: Token) -> bool:
    named = token.dep_ == grammar.OBJECT_PREDICATE and token.pos_ in ("NOUN", "PROPN", "ADJ")
    return named and token.i > thing.i


def found_to_be(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "holds the minister responsible": somebody or something and what he finds it to be, without "as"."""
    if taking.thing is not None:
        return None
    small = next(
        (
            c
            for c in taking.verb.children
            if c.dep_ in (grammar.CLAUSAL_COMPLEMENT, grammar.OBJECT_PREDICATE, grammar.OPEN_COMPLEMENT)
            and c.i > taking.verb.i
            and has_child(c, grammar.SUBJECT)
        ),
        None,
    )
    return None if small is None else (small.left_edge.i, small.right_edge.i + 1)


def charged_with(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "accused the cabinet of misleading parliament": who is charged or credited, and with what."""
    thing = taking.thing
    known = words.verbs.charging_prepositions
    charge = next((c for c in taking.verb.children if _charges(taking.verb, c, known)), None)
    if thing is None or charge is None:
        return None
    start = min(thing.left_edge.i, charge.left_edge.i)
    return start, max(charge.right_edge.i, thing.right_edge.i) + 1


def _charges(verb: Token, token: Token, known: Words) -> bool:
    return (
        token.dep_ == grammar.PREPOSITION
        and token.lower_ in known
        and token.i > verb.i
        and has_child(token, grammar.PREPOSITION_CLAUSE, grammar.PREPOSITION_OBJECT)
    )


def put_down_to(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "attributes the delay to fear": the "to" stands on the verb or, as parsers have it, on its object."""
    thing = taking.thing
    if thing is None:
        return None
    cause = next(
        (
            c
            for c in (*taking.verb.children, *thing.children)
            if c.dep_ in (grammar.PREPOSITION, grammar.DATIVE)
            and c.lower_ in words.function.to_words
            and c.i > thing.i
        ),
        None,
    )
    return None if cause is None else (thing.left_edge.i, cause.right_edge.i + 1)


def named_after_of(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "speaks of a legal coup": an indefinite noun phrase with an adjective or a quotation."""
    if taking.thing is not None:
        return None
    named = next(
        (
            noun
            for noun in governed(taking.verb, words.verbs.naming_prepositions)
            if _indefinite(noun, words) and _characterised(noun)
        ),
        None,
    )
    return None if named is None else (named.left_edge.i, named.right_edge.i + 1)


def _indefinite(noun: Token, words: ClaimWords) -> bool:
    return any(c.lower_ in words.function.indefinite_articles for c in noun.children)


def _characterised(noun: Token) -> bool:
    return any(
        c.dep_ in (grammar.ADJECTIVE, grammar.COMPOUND, grammar.PREPOSITION) or c.text in QUOTES
        for c in noun.children
    )


def seen_in(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "saw in the meeting a postponement": what is taken from something that stands between them."""
    thing = taking.thing
    if thing is None:
        return None
    place = next(
        (
            c
            for c in taking.verb.children
            if c.dep_ == grammar.PREPOSITION
            and c.lower_ in words.function.place_prepositions
            and taking.verb.i < c.i < thing.i
        ),
        None,
    )
    return None if place is None else (place.i, thing.right_edge.i + 1)


def with_a_noun(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "acknowledged the weakness of the pound": a noun that something is said of; whatever is denied."""
    thing = taking.thing
    if thing is None or thing.pos_ != "NOUN":
        return None
    said = "denying" in taking.kinds or has_child(
        thing, grammar.PREPOSITION, grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE, grammar.POSSESSOR
    )
    return (thing.left_edge.i, thing.right_edge.i + 1) if said else None


def small_clause(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "make him bent upon war", "call the gamble reluctant": a thing and what it is said to be, which the
    parser takes for a clause without a verb."""
    if taking.thing is not None:
        return None
    small = next(
        (
            c
            for c in taking.verb.children
            if c.dep_ in (grammar.CLAUSAL_COMPLEMENT, grammar.OPEN_COMPLEMENT)
            and c.i > taking.verb.i
            and c.pos_ in ("ADJ", "NOUN")
            and has_child(c, grammar.SUBJECT)
        ),
        None,
    )
    return None if small is None else (small.left_edge.i, small.right_edge.i + 1)


def answered_thing(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "denied it", "echoes him": what a pronoun points back to."""
    thing = taking.thing
    pointing = words.phrases.pointing_determiners | words.phrases.answered_pronouns
    if thing is None or thing.lower_ not in pointing:
        return None
    return thing.i, thing.i + 1


def pointing_back(taking: TakingVerb, words: ClaimWords) -> Content | None:
    """ "rejects this view", "agrees with that reading": the position it points back to."""
    pointing = words.phrases.pointing_determiners
    reached = [c for c in taking.verb.children if c.dep_ == grammar.OBJECT]
    for thing in (*reached, *governed(taking.verb, words.verbs.answering_prepositions)):
        position = thing.lemma_.lower() in words.answers.argument_nouns and any(
            c.lower_ in pointing for c in thing.children
        )
        if thing.lower_ in pointing or position:
            return thing.left_edge.i, thing.right_edge.i + 1
    return None


#: The first rule that applies gives the content.
TAKING_RULES = (
    TakingRule(frozenset({"taking_as"}), taken_as),
    TakingRule(frozenset({"taking_as", "taking_small"}), found_to_be),
    TakingRule(frozenset({"taking_for"}), charged_with),
    TakingRule(frozenset({"taking_to"}), put_down_to),
    TakingRule(frozenset({"taking_of"}), named_after_of),
    TakingRule(frozenset({"taking_in"}), seen_in),
    TakingRule(frozenset({"taking_noun"}), with_a_noun),
    TakingRule(frozenset({"taking_as"}), small_clause),
    TakingRule(frozenset({"answering"}), pointing_back),
    TakingRule(frozenset({"answering"}), answered_thing),
)
