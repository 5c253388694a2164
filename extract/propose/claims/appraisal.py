"""What a sentence says of an argument: whether it takes it up or turns it down, and whose argument that
is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.attribution import SUBJECTS
from regesta.extract.propose.claims.lexicon import phrases, words
from regesta.extract.record import RelationType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ATTACKS: RelationType = "attacks"
SUPPORTS: RelationType = "supports"
_POINTING = frozenset({"this", "that", "these", "those", "such", "both", "neither", "the", "either"})
_NEVER = frozenset({"not", "n't", "no", "never", "hardly", "scarcely", "barely", "neither", "nor", "cannot"})


def verdict(doc: Doc, start: int = 0, end: int | None = None) -> RelationType | None:
    """Whether tokens [start:end) attack or support a position they point to ("This argument does not
    survive", "the files do not bear this out"); None when they do neither."""
    part = doc[start:end]
    said = " ".join(t.lower_ for t in part if not t.is_space)
    for key, sign in (("attack_verdicts", ATTACKS), ("support_verdicts", SUPPORTS)):
        if any(f" {' '.join(phrase)} " in f" {said} " for phrase in phrases("stance", "answers", key)):
            return sign
    found = {sign for noun in part if _position(noun) for sign in (_sign(noun),) if sign}
    if "attacks" in found:
        return "attacks"
    return "supports" if found else None


def of_noun(noun: Token) -> RelationType | None:
    """What a sentence does to the position that one noun of it names: of "Ward's contention that X does not
    survive", attacks."""
    return _sign(noun)


def weighed(doc: Doc) -> tuple[Token, RelationType] | None:
    """Which person a sentence in the writer's voice finds fault with or sides with, and how ("Ward overlooks
    the treaty", "the letters support Ward"); None when none."""
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in (grammar.ROOT, grammar.CONJUNCT):
            continue
        lemma = verb.lemma_.lower()
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        denied = _denied(verb)
        if (
            subject is not None
            and subject.pos_ in ("PROPN", "PRON")
            and subject.lower_ not in ("it", "this", "that", "they")
        ):
            if not denied and lemma in words("stance", "answers", "fault_verbs"):
                return subject, ATTACKS
            empty = any(
                c.dep_ == grammar.OBJECT and any(d.lower_ in ("no", "little") for d in c.children)
                for c in verb.children
            )
            if (denied or empty) and lemma in words("stance", "answers", "denied_verbs"):
                return subject, ATTACKS
        for key, sign in (("backing_verbs", SUPPORTS), ("refuting_verbs", ATTACKS)):
            thing = next((c for c in verb.children if c.dep_ == grammar.OBJECT and c.pos_ == "PROPN"), None)
            if (
                thing is not None
                and lemma in words("stance", "answers", key)
                and subject is not None
                and subject.pos_ == "NOUN"
            ):
                return thing, ATTACKS if denied else sign
        for key, sign in (("siding_verbs", SUPPORTS), ("parting_verbs", ATTACKS)):
            if (
                lemma in words("stance", "answers", key)
                and subject is not None
                and (subject.pos_ == "NOUN" or subject.lower_ in ("i", "we"))
            ):
                thing = next(
                    (
                        p
                        for c in verb.children
                        if c.dep_ == grammar.PREPOSITION and c.lower_ == "with"
                        for p in c.children
                        if p.dep_ == grammar.PREPOSITION_OBJECT
                    ),
                    None,
                )
                if thing is not None and thing.pos_ == "PROPN":
                    return thing, ATTACKS if denied else sign
    return None


def _denied(verb: Token) -> bool:
    return any(c.lower_ in _NEVER or c.dep_ == grammar.NEGATION for c in verb.children) or (
        verb.dep_ == grammar.ROOT and verb.doc[0].lower_ in ("nor", "neither")
    )


def bare(doc: Doc) -> tuple[Token, RelationType] | None:
    """Who answers in a sentence that says nothing else ("Békés disagrees."): its subject and what he does;
    None when it is no such sentence."""
    root = next((t for t in doc if t.dep_ == grammar.ROOT), None)
    subject = next((c for c in root.children if c.dep_ in SUBJECTS), None) if root is not None else None
    if root is None or subject is None:
        return None
    lemmas = tuple(t.lemma_.lower() for t in doc[root.i : root.i + 6])
    lower = tuple(t.lower_ for t in doc[root.i : root.i + 6])
    never = any(c.lower_ in _NEVER for c in root.children)
    for sign, key in (("attacks", "bare_attacks"), ("supports", "bare_supports")):
        for phrase in phrases("stance", "answers", key):
            if lemmas[: len(phrase)] == phrase or lower[: len(phrase)] == phrase:
                if never:
                    sign = "supports" if sign == "attacks" else "attacks"
                return subject, "attacks" if sign == "attacks" else "supports"
    return None


def _position(token: Token) -> bool:
    """Whether a word names or points back to a position: "this argument", "Ward's claim", "this" as subject
    or object."""
    if token.pos_ == "PRON" or (token.pos_ == "DET" and token.dep_ in (*SUBJECTS, grammar.OBJECT)):
        return token.lower_ in ("this", "that") and token.dep_ in (*SUBJECTS, grammar.OBJECT)
    nouns = words("stance", "answers", "argument_nouns")
    if token.pos_ != "NOUN" or not {token.lemma_.lower(), token.lower_.removesuffix("s")} & nouns:
        return False
    return any(c.lower_ in _POINTING or c.dep_ == grammar.POSSESSOR for c in token.children)


def _sign(noun: Token) -> RelationType | None:
    attack = words("stance", "answers", "attack_verbs") | words("stance", "answers", "attack_adjectives")
    support = words("stance", "answers", "support_verbs") | words("stance", "answers", "support_adjectives")
    carry = words("stance", "answers", "carry_verbs")
    never = any(c.lower_ in ("no", "neither") for c in noun.children)
    if (
        noun.dep_ == grammar.PREPOSITION_OBJECT
        and noun.head.lower_ in ("with", "of", "in", "to")
        and noun.head.head.lemma_.lower() in words("stance", "answers", "flaws")
    ):
        return "attacks"
    supports = False
    for word, denied in _predicates(noun):
        forms = {word.lower_, word.lemma_.lower()}
        if forms & attack and not denied:
            return "attacks"
        if forms & (support | carry) and denied != never:
            return "attacks"
        if forms & support and (
            noun.dep_ == grammar.OBJECT or not forms & words("stance", "answers", "shared_verbs")
        ):
            supports = True
    return "supports" if supports and noun.pos_ == "NOUN" else None


def _predicates(noun: Token) -> Iterator[tuple[Token, bool]]:
    """The words that say something of a noun, each with whether it is denied: its adjectives, the verb it is
    subject or object of, that verb's complements."""
    for child in noun.children:
        if child.dep_ == grammar.ADJECTIVE:
            yield child, False
    if noun.dep_ not in (*SUBJECTS, grammar.OBJECT):
        return
    verb = noun.head
    heads = [
        verb,
        *(
            c
            for c in verb.children
            if c.dep_
            in (
                grammar.ADJECTIVE_COMPLEMENT,
                grammar.ATTRIBUTE,
                grammar.OBJECT_PREDICATE,
                grammar.OPEN_COMPLEMENT,
            )
        ),
    ]
    denied = any(c.lower_ in _NEVER or c.dep_ == grammar.NEGATION for c in verb.children) or any(
        c.dep_ in SUBJECTS and any(d.lower_ in ("no", "neither", "few", "little") for d in c.children)
        for c in verb.children
    )
    hard = any(h.lower_ in ("hard", "difficult", "impossible") for h in (verb.head, *heads))
    for head in heads:
        yield head, denied or (hard and head.i == verb.i)
        for joined in head.conjuncts:
            if joined.i > head.i:
                yield joined, any(c.dep_ == grammar.NEGATION for c in joined.children)
