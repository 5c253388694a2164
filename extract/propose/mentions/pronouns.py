"""Pronouns, led to the most prominent actor that fits; where two are nearly as prominent, to nobody.

Prominence as in S. Lappin and H. J. Leass, An Algorithm for Pronominal Anaphora Resolution, Computational
Linguistics 20 (1994): subjects weigh more, what was said before weighs less, an actor's mentions add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.annotate.tree import climb, is_root
from regesta.extract.propose.mentions.matches import MentionMatch
from regesta.extract.propose.mentions.words import MentionWords, mention_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How prominent each actor of a sentence is.
Prominence: TypeAlias = Mapping[str, float]

_PERSON = "person"
_SUBJECTS = (grammar.SUBJECT, grammar.PASSIVE_SUBJECT)
#: Relations of the verbs of main clauses.
_MAIN = (grammar.CONJUNCT, grammar.ROOT, grammar.CLAUSAL_COMPLEMENT, grammar.PARATAXIS)
_OBJECTS = (grammar.OBJECT, grammar.DATIVE, grammar.PREPOSITION_OBJECT)
#: A word in one of these relations is named with the word it hangs on.
_BESIDE = (grammar.COMPOUND, grammar.CONJUNCT, grammar.APPOSITION)
_PRONOUNS = (grammar.PERSONAL_PRONOUN, grammar.POSSESSIVE_PRONOUN)


def resolve_pronouns(
    annotated: AnnotatedDocument, named: Sequence[list[MentionMatch]], kinds: Mapping[str, str]
) -> list[list[MentionMatch]]:
    """The mentions with those of pronouns added, sentence by sentence, in token order."""
    lexicon = mention_words(annotated.language)
    out: list[list[MentionMatch]] = []
    before: Prominence = {}
    division = ""
    for sentence, mentions in zip(annotated.sentences, named, strict=True):
        if sentence.record.division != division:
            before, division = {}, sentence.record.division
        found = list(mentions)
        for token in sentence.doc:
            if token.pos_ == "PRON" or token.tag_ in _PRONOUNS:
                meant = _antecedent(token, found, before, kinds, lexicon)
                if meant is not None:
                    found.append(MentionMatch(token.i, token.i + 1, meant[0], "pronoun", meant[1]))
        found.sort(key=lambda m: m.start_token)
        out.append(found)
        before = _prominence(found, sentence.doc, lexicon)
    return out


def _antecedent(
    token: Token,
    found: Sequence[MentionMatch],
    before: Prominence,
    kinds: Mapping[str, str],
    lexicon: MentionWords,
) -> tuple[str, float] | None:
    """Whom a pronoun means, and how sure that is: the most prominent actor that fits in its sentence and the
    one before; None where another is nearly as prominent.

    A thing of the sentence before is meant only where it is the only one there: of others "it" means one in
    five. Who stands further back is left alone: whoever is named since and not known would be passed over.
    """
    fits = _kinds_meant(token, lexicon)
    if not fits:
        return None
    own = _barred(token, found, lexicon)
    here = _prominence((m for m in found if m.end_token <= token.i), token.doc, lexicon)
    near = [{a: w for a, w in p.items() if kinds.get(a) in fits and a not in own} for p in (here, before)]
    likeliest = _likeliest(*near, thing=_PERSON not in fits, lexicon=lexicon)
    if likeliest is not None or not (near[0] or near[1]):
        return likeliest
    meant = _subject_before(token, found, fits, kinds)
    return (meant, lexicon.confidence.likeliest_pronoun) if meant is not None else None


def _likeliest(
    here: Prominence, earlier: Prominence, *, thing: bool, lexicon: MentionWords
) -> tuple[str, float] | None:
    """The most prominent of two sentences' actors, and how sure that is; None where there is none, or another
    is nearly as prominent."""
    weights = dict(here)
    if not thing or (not here and len(earlier) == 1):
        for actor, weight in earlier.items():
            weights[actor] = weights.get(actor, 0.0) + weight * lexicon.pronouns.decay
    if not weights:
        return None
    actor = max(weights, key=lambda a: weights[a])
    if weights[actor] < lexicon.pronouns.least_share * sum(sorted(weights.values())[-2:]):
        return None
    sure = lexicon.confidence
    return actor, sure.pronoun if len(weights) == 1 else sure.likeliest_pronoun


def _prominence(mentions: Iterable[MentionMatch], doc: Doc, lexicon: MentionWords) -> Prominence:
    """How prominent each actor of a sentence is: every mention adds to it, a subject more than others."""
    out: dict[str, float] = {}
    for m in mentions:
        weight = 1.0 if _is_subject(doc[m.end_token - 1]) else lexicon.pronouns.other_than_subject
        out[m.actor] = out.get(m.actor, 0.0) + weight
    return out


def _is_subject(token: Token) -> bool:
    """Whether a name is the subject of its clause, or named beside or behind one that is."""
    return climb(token, lambda t: t.dep_ in _BESIDE).dep_ in _SUBJECTS


def _kinds_meant(token: Token, lexicon: MentionWords) -> set[str]:
    """The kinds of actors a pronoun may mean; empty where it means none."""
    word = token.lower_
    if word in lexicon.pronouns.person:
        return {_PERSON}
    if word in lexicon.pronouns.thing and _is_agentive(token, lexicon):
        return {"state", "organisation"}
    return set()


def _barred(token: Token, found: Sequence[MentionMatch], lexicon: MentionWords) -> set[str]:
    """The actors an object pronoun cannot mean: the subjects of its clause, unless it is reflexive."""
    if token.tag_ != grammar.PERSONAL_PRONOUN or token.dep_ not in _OBJECTS:
        return set()
    if token.lower_.endswith(lexicon.pronouns.reflexive_endings):
        return set()
    subjects = _subjects(token)
    return {m.actor for m in found if any(m.start_token <= i < m.end_token for i in subjects)}


def _subject_before(
    token: Token, found: Sequence[MentionMatch], fits: set[str], kinds: Mapping[str, str]
) -> str | None:
    """What the subject pronoun of a main clause means after another main clause: that clause's subject ("the
    Presidium resolved; it ordered")."""
    verb = token.head
    if token.dep_ not in _SUBJECTS or verb.dep_ not in _MAIN:
        return None
    earlier = [t for t in token.doc[: token.i] if _is_subject_beside(t, token.i, verb)]
    if not earlier:
        return None
    at = earlier[-1].i
    meant = next((m.actor for m in found if m.start_token <= at < m.end_token), None)
    return meant if meant is not None and kinds.get(meant, "") in fits else None


def _is_subject_beside(subject: Token, before: int, verb: Token) -> bool:
    """Whether a word is the subject of another main clause beside that of `verb`, whose verb stands before
    token `before`."""
    other = subject.head
    return subject.dep_ in _SUBJECTS and other.i < before and other.i != verb.i and _joined(other, verb)


def _joined(one: Token, other: Token) -> bool:
    """Whether two verbs head main clauses of one sentence: coordinated, or set beside each other."""
    return (other.head.i == one.i and other.dep_ in (grammar.CONJUNCT, grammar.PARATAXIS)) or (
        one.head.i == other.i
        and one.dep_ in (grammar.CLAUSAL_COMPLEMENT, grammar.CONJUNCT, grammar.PARATAXIS)
    )


def _subjects(token: Token) -> set[int]:
    """The subjects of the clause an object pronoun stands in, and of the clauses that govern its infinitive:
    it cannot mean them."""
    verb = climb(token.head, lambda t: t.pos_ == "ADP")
    out: set[int] = set()
    while True:
        out.update(c.i for c in verb.children if c.dep_ in _SUBJECTS)
        if verb.dep_ not in (grammar.OPEN_COMPLEMENT, grammar.CONJUNCT) or is_root(verb) or out:
            return out
        verb = verb.head


def _is_agentive(token: Token, lexicon: MentionWords) -> bool:
    """Whether "it" or "its" can mean somebody who acts: owner, or subject of a verb that takes a person ("it
    decided", not "it was", "it seems")."""
    if token.tag_ == grammar.POSSESSIVE_PRONOUN:
        return True
    return (
        token.dep_ == grammar.SUBJECT
        and token.head.pos_ == "VERB"
        and token.head.lemma_.lower() in lexicon.pronouns.agentive
    )
