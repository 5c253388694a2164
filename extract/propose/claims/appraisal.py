"""What a sentence says of an argument: whether it takes it up or turns it down, and whose argument that
is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.syntax import SUBJECTS, VERBAL, governed, subject
from regesta.extract.record import RelationType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords, Words

ATTACKS: RelationType = "attacks"
SUPPORTS: RelationType = "supports"
#: Whom a sentence finds fault with or sides with, and how.
Appraisal = tuple["Token", RelationType]


def verdict(doc: Doc, words: ClaimWords, start: int = 0, end: int | None = None) -> RelationType | None:
    """Whether tokens [start:end) attack or support a position they point to ("This argument does not
    survive", "the files do not bear this out"); None when they do neither."""
    part = doc[start:end]
    said = f" {' '.join(t.lower_ for t in part if not t.is_space)} "
    for phrase, sign in words.answers.verdicts:
        if phrase in said:
            return sign
    found = {of_noun(noun, words) for noun in part if _position(noun, words)}
    return next((sign for sign in (ATTACKS, SUPPORTS) if sign in found), None)


def weighed(doc: Doc, words: ClaimWords) -> Appraisal | None:
    """Which person a sentence in the writer's voice finds fault with or sides with, and how ("Ward overlooks
    the treaty", "the letters support Ward"); None when none."""
    for verb in doc:
        if verb.pos_ in VERBAL and verb.dep_ in (grammar.ROOT, grammar.CONJUNCT):
            for weigh in WEIGHINGS:
                found = weigh(verb, words)
                if found is not None:
                    return found
    return None


def faulted(verb: Token, words: ClaimWords) -> Appraisal | None:
    """ "Ward overlooks the treaty", "Ward does not explain why", "Ward offers no proof"."""
    who = subject(verb)
    if who is None or who.pos_ not in ("PROPN", "PRON") or who.lower_ in words.answers.impersonal_critics:
        return None
    lemma = verb.lemma_.lower()
    denied = _denied(verb, words)
    fails = not denied and lemma in words.answers.fault_verbs
    lacks = lemma in words.answers.denied_verbs and (denied or _empty_object(verb, words))
    return (who, ATTACKS) if fails or lacks else None


def _empty_object(verb: Token, words: ClaimWords) -> bool:
    return any(
        c.dep_ == grammar.OBJECT and any(d.lower_ in words.answers.empty_determiners for d in c.children)
        for c in verb.children
    )


def backed(verb: Token, words: ClaimWords) -> Appraisal | None:
    """ "The letters support Ward", "the files contradict Ward"."""
    who = subject(verb)
    thing = next((c for c in verb.children if c.dep_ == grammar.OBJECT and c.pos_ == "PROPN"), None)
    if thing is None or who is None or who.pos_ != "NOUN":
        return None
    return _signed(verb, thing, words.answers.backing_verbs, words.answers.refuting_verbs, words)


def sided_with(verb: Token, words: ClaimWords) -> Appraisal | None:
    """ "This essay sides with Ward", "I disagree with Ward"."""
    who = subject(verb)
    if who is None or not (who.pos_ == "NOUN" or who.lower_ in words.answers.siding_pronouns):
        return None
    thing = next(iter(governed(verb, words.answers.siding_prepositions)), None)
    if thing is None or thing.pos_ != "PROPN":
        return None
    return _signed(verb, thing, words.answers.siding_verbs, words.answers.parting_verbs, words)


#: The ways a verb may weigh a person; the first that applies is taken.
WEIGHINGS: tuple[Callable[[Token, ClaimWords], Appraisal | None], ...] = (faulted, backed, sided_with)


def _signed(verb: Token, thing: Token, for_it: Words, against: Words, words: ClaimWords) -> Appraisal | None:
    lemma = verb.lemma_.lower()
    if lemma not in for_it | against:
        return None
    return thing, ATTACKS if lemma not in for_it or _denied(verb, words) else SUPPORTS


def _denied(verb: Token, words: ClaimWords) -> bool:
    return _never(verb, words) or (
        verb.dep_ == grammar.ROOT and verb.doc[0].lower_ in words.answers.opening_denials
    )


def _never(verb: Token, words: ClaimWords) -> bool:
    return any(c.lower_ in words.answers.never or c.dep_ == grammar.NEGATION for c in verb.children)


def bare(doc: Doc, words: ClaimWords) -> Appraisal | None:
    """Who answers in a sentence that says nothing else ("Békés disagrees."): its subject and what he does;
    None when it is no such sentence."""
    root = next((t for t in doc if t.dep_ == grammar.ROOT), None)
    who = subject(root) if root is not None else None
    if root is None or who is None:
        return None
    sign = _bare_sign(doc, root, words)
    if sign is None:
        return None
    never = any(c.lower_ in words.answers.never for c in root.children)
    return who, _opposite(sign) if never else sign


def _bare_sign(doc: Doc, root: Token, words: ClaimWords) -> RelationType | None:
    lemmas = tuple(t.lemma_.lower() for t in doc[root.i :])
    lower = tuple(t.lower_ for t in doc[root.i :])
    for sign, phrases in ((ATTACKS, words.answers.bare_attacks), (SUPPORTS, words.answers.bare_supports)):
        if any(phrase in (lemmas[: len(phrase)], lower[: len(phrase)]) for phrase in phrases):
            return sign
    return None


def _opposite(sign: RelationType) -> RelationType:
    return SUPPORTS if sign == ATTACKS else ATTACKS


def _position(token: Token, words: ClaimWords) -> bool:
    """Whether a word names or points back to a position: "this argument", "Ward's claim", "this" as subject
    or object."""
    argues = token.dep_ in SUBJECTS or token.dep_ == grammar.OBJECT
    if token.pos_ == "PRON" or (token.pos_ == "DET" and argues):
        return token.lower_ in words.answers.pointing_pronouns and argues
    if token.pos_ != "NOUN":
        return False
    forms = (token.lemma_.lower(), words.function.singular(token.lower_))
    if words.answers.argument_nouns.isdisjoint(forms):
        return False
    return any(
        c.lower_ in words.answers.pointing_words or c.dep_ == grammar.POSSESSOR for c in token.children
    )


def of_noun(noun: Token, words: ClaimWords) -> RelationType | None:
    """What a sentence does to the position that one noun of it names: of "Ward's contention that X does not
    survive", attacks."""
    if _flawed(noun, words):
        return ATTACKS
    signs = {_sign(noun, word, denied, words) for word, denied in _predicates(noun, words)}
    if ATTACKS in signs:
        return ATTACKS
    return SUPPORTS if SUPPORTS in signs and noun.pos_ == "NOUN" else None


def _flawed(noun: Token, words: ClaimWords) -> bool:
    """ "The difficulty with this reading"."""
    return (
        noun.dep_ == grammar.PREPOSITION_OBJECT
        and noun.head.lower_ in words.answers.flaw_prepositions
        and noun.head.head.lemma_.lower() in words.answers.flaws
    )


def _sign(noun: Token, word: Token, denied: bool, words: ClaimWords) -> RelationType | None:
    """What one word that is said of a position does to it; `denied` is whether the word is denied."""
    answers = words.answers
    forms = {word.lower_, word.lemma_.lower()}
    nobody = any(c.lower_ in answers.no_nouns for c in noun.children)
    if forms & answers.attacks and not denied:
        return ATTACKS
    if forms & (answers.supports | answers.carry_verbs) and denied != nobody:
        return ATTACKS
    shared = noun.dep_ != grammar.OBJECT and forms & answers.shared_verbs
    return SUPPORTS if forms & answers.supports and not shared else None


_COMPLEMENTS = (
    grammar.ADJECTIVE_COMPLEMENT,
    grammar.ATTRIBUTE,
    grammar.OBJECT_PREDICATE,
    grammar.OPEN_COMPLEMENT,
)


def _predicates(noun: Token, words: ClaimWords) -> Iterator[tuple[Token, bool]]:
    """The words that say something of a noun, each with whether it is denied: its adjectives, the verb it is
    subject or object of, that verb's complements."""
    yield from ((c, False) for c in noun.children if c.dep_ == grammar.ADJECTIVE)
    if noun.dep_ in SUBJECTS or noun.dep_ == grammar.OBJECT:
        yield from _predicates_of_verb(noun.head, words)


def _predicates_of_verb(verb: Token, words: ClaimWords) -> Iterator[tuple[Token, bool]]:
    heads = [verb, *(c for c in verb.children if c.dep_ in _COMPLEMENTS)]
    denied = _never(verb, words) or _nobody(verb, words)
    hard = any(h.lower_ in words.answers.hard for h in (verb.head, *heads))
    for head in heads:
        yield head, denied or (hard and head.i == verb.i)
        yield from ((c, _negated(c)) for c in head.conjuncts if c.i > head.i)


def _negated(token: Token) -> bool:
    return any(c.dep_ == grammar.NEGATION for c in token.children)


def _nobody(verb: Token, words: ClaimWords) -> bool:
    """Whether a verb's subject is nobody or few: "no document supports", "little supports"."""
    return any(
        c.dep_ in SUBJECTS and any(d.lower_ in words.answers.no_subjects for d in c.children)
        for c in verb.children
    )
