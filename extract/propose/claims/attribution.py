"""Attributions whose content is a clause, inside one sentence: who is said to hold what, by which words.

Everything here reads the dependency parse; which words count stands in the language pack. An attribution says
where its holder stands (tokens), not who that is: `holders` resolves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.contents import contents, whole_quotation
from regesta.extract.propose.claims.syntax import (
    QUOTES,
    SUBJECT_PLACES,
    SUBJECTS,
    TENSED,
    VERBAL,
    child,
    content_clause,
    finite,
    governed,
    has_child,
    is_passive,
    subject,
    subjects,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords

#: How the content is attached: to a verb, to its object, to a state of mind, to a noun, to a phrase beside
#: it, to a passive, or to the writer's own "it seems that".
FrameKind = Literal["verb", "object", "mind", "noun", "phrase", "passive", "impersonal"]

#: Kinds of verbs whose content is a clause.
REPORTING = frozenset({"position", "saying", "thinking"})
#: Kinds of verbs whose content is a phrase, never a clause.
TAKING = frozenset(
    {
        "taking_as",
        "taking_noun",
        "taking_for",
        "taking_in",
        "taking_small",
        "taking_of",
        "taking_to",
        "answering",
        "telling",
    }
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: tokens are indices into the sentence's Doc, ends exclusive; `holders` are the heads of
    the holder's noun phrases, `verb` the governing word; `answers` is whether the content only points back to
    a position told before ("rejects this view")."""

    kind: FrameKind
    cue: tuple[int, int]
    content: tuple[int, int]
    holders: tuple[int, ...]
    lemma: str
    verb: int
    answers: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """A word with the clause it takes as content, and that clause's tokens [start:end)."""

    word: Token
    head: Token
    start: int
    end: int

    @property
    def lemma(self) -> str:
        return self.word.lemma_.lower()

    def word_cue(self, words: ClaimWords) -> tuple[int, int]:
        """The word, with what stands between it and its clause when that is little ("the view that")."""
        near = 0 < self.start - self.word.i <= words.weights.cue_gap
        return self.word.i, self.start if near else self.word.i + 1


def clause_frames(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """The attributions whose content is a clause, in token order."""
    for token in doc:
        head = content_clause(token, words)
        frame = _lost_clause(token, words) if head is None else _with_clause(token, head, words)
        if frame is None:
            continue
        if frame.content[0] < frame.verb:
            yield frame
            continue
        for content in contents(doc, *frame.content, words):
            yield replace(frame, content=content)


def _with_clause(token: Token, head: Token, words: ClaimWords) -> Attribution | None:
    clause = _Clause(token, head, *_bounds(token, head))
    return next((f for rule in CLAUSE_RULES if (f := rule(clause, words)) is not None), None)


def _bounds(token: Token, clause: Token) -> tuple[int, int]:
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if start <= token.i < end:  # an inverted report: the clause's subtree swallowed its governor
        if token.i - start < end - token.i:
            start = token.i + 1
        else:
            end = token.i
    return start, end


def impersonal(clause: _Clause, words: ClaimWords) -> Attribution | None:
    """ "It seems that", "it is clear that", "there is no doubt that", "the problem is that": the writer's
    own frame."""
    verb = clause.word
    begin = _impersonal_start(verb, words) if verb.pos_ in VERBAL else None
    if begin is None:
        return None
    end = max(begin + 1, clause.start if clause.start > begin else verb.i + 1)
    return Attribution(
        "impersonal",
        (begin, end),
        (clause.start, clause.end),
        _owners_of_subject(verb, words),
        clause.lemma,
        verb.i,
    )


def reported(clause: _Clause, words: ClaimWords) -> Attribution | None:
    """ "Kyle argued that", "it was believed that": a verb of saying, thinking or arguing."""
    verb = clause.word
    kinds = words.verbs.of(clause.lemma)
    if verb.pos_ not in VERBAL or not kinds or not _claims(verb, clause.head, kinds, words):
        return None
    return Attribution(
        "passive" if is_passive(verb) else "verb",
        _cue(verb, words),
        (clause.start, clause.end),
        tuple(t.i for t in subjects(verb, words)),
        clause.lemma,
        verb.i,
    )


def state_of_mind(clause: _Clause, words: ClaimWords) -> Attribution | None:
    """ "Nasser was confident that"."""
    word = clause.word
    if word.lower_ not in words.verbs.state_of_mind or word.pos_ not in ("ADJ", "VERB"):
        return None
    governor = word.head if word.dep_ in _COMPLEMENTS else word
    return Attribution(
        "mind",
        clause.word_cue(words),
        (clause.start, clause.end),
        tuple(t.i for t in (subjects(word, words) or subjects(governor, words))),
        word.lower_,
        word.i,
    )


def claim_noun(clause: _Clause, words: ClaimWords) -> Attribution | None:
    """ "Ward's view that", "the report that", "there is evidence that"."""
    noun = clause.word
    if noun.pos_ not in ("NOUN", "PROPN") or clause.lemma not in words.verbs.content_nouns:
        return None
    there = noun.head.lemma_ in words.function.copulas and has_child(noun.head, grammar.EXPLETIVE)
    return Attribution(
        "impersonal" if there else "noun",
        clause.word_cue(words),
        (clause.start, clause.end),
        () if there else _owners(noun, words),
        clause.lemma,
        noun.i,
    )


#: The ways a word may report its clause; the first that applies is taken.
CLAUSE_RULES: tuple[Callable[[_Clause, ClaimWords], Attribution | None], ...] = (
    impersonal,
    reported,
    state_of_mind,
    claim_noun,
)
_COMPLEMENTS = (
    grammar.ADJECTIVE_COMPLEMENT,
    grammar.OBJECT_PREDICATE,
    grammar.CLAUSAL_COMPLEMENT,
    grammar.OPEN_COMPLEMENT,
    grammar.ADVERBIAL_CLAUSE,
)


def _lost_clause(verb: Token, words: ClaimWords) -> Attribution | None:
    """ "concluded from this that ...": the parser has lost the that-clause to a noun between them."""
    if not words.verbs.of(verb.lemma_.lower()) & REPORTING:
        return None
    if (hearsay := said_to(verb, words)) is not None:
        return hearsay
    start = _loose_start(verb, words)
    content = (start, len(verb.doc)) if start is not None else _quotation_after(verb, words)
    if content is None:
        return None
    who = tuple(t.i for t in subjects(verb, words))
    return Attribution("verb", _cue(verb, words), content, who, verb.lemma_.lower(), verb.i)


def said_to(verb: Token, words: ClaimWords) -> Attribution | None:
    """ "Bancroft is said to have preached": a passive of saying with an infinitive, by nobody named."""
    infinitive = child(verb, grammar.OPEN_COMPLEMENT)
    who = child(verb, grammar.PASSIVE_SUBJECT)
    if infinitive is None or who is None or has_child(verb, grammar.BY_AGENT):
        return None
    if verb.lemma_.lower() not in words.verbs.hearsay_verbs:
        return None
    content = who.left_edge.i, infinitive.right_edge.i + 1
    return Attribution("passive", (verb.i, verb.i + 1), content, (), verb.lemma_.lower(), verb.i)


def _quotation_after(verb: Token, words: ClaimWords) -> tuple[int, int] | None:
    """The quoted clause soon after a verb of saying ("He says: “We sailed in May”"), None when there is
    none."""
    if verb.pos_ != "VERB" or not finite(verb) or subject(verb) is None:
        return None
    doc = verb.doc
    near = doc[verb.i + 1 : verb.i + 1 + words.weights.loose_clause_window]
    start = next((t.i for t in near if t.text in QUOTES or t.pos_ == "VERB"), len(doc))
    if start + 1 >= len(doc) or doc[start].text not in QUOTES:
        return None
    content = whole_quotation(doc, start + 1, start + 2)
    return content if _tensed(doc, content) else None


def _tensed(doc: Doc, content: tuple[int, int]) -> bool:
    return any(t.tag_ in TENSED and t.pos_ in VERBAL for t in doc[slice(*content)])


def _loose_start(verb: Token, words: ClaimWords) -> int | None:
    """Where the content begins that the parser has lost, None when there is none."""
    if not _tells(verb, words):
        return None
    doc = verb.doc
    for token in doc[verb.i + 1 : verb.i + 1 + words.weights.loose_clause_window]:
        if token.text in (",", ";", ":") or token.pos_ in VERBAL:
            return None
        if token.lower_ in words.function.complementisers and any(
            t.tag_ in TENSED for t in doc[token.i + 1 :]
        ):
            after = token.nbor() if token.i + 1 < len(doc) else token
            return token.i + 1 if after.pos_ not in VERBAL else None
    return None


def _tells(verb: Token, words: ClaimWords) -> bool:
    """Whether a verb is an active, tensed one with a subject and no object that would be its content."""
    participle = verb.tag_ == grammar.PAST_PARTICIPLE and not has_child(verb, grammar.AUXILIARY)
    if verb.pos_ != "VERB" or participle or subject(verb) is None:
        return False
    told = "telling" in words.verbs.of(verb.lemma_.lower())
    barring = (grammar.PASSIVE_AUXILIARY, grammar.PASSIVE_SUBJECT, *(() if told else (grammar.OBJECT,)))
    return not any(c.dep_ in barring and c.lower_ not in words.function.empty_objects for c in verb.children)


def _impersonal_start(verb: Token, words: ClaimWords) -> int | None:
    """Where the writer's own frame begins, None when it is none."""
    lemma = verb.lemma_.lower()
    who = child(verb, *SUBJECT_PLACES)
    if who is None:
        return None
    if lemma in words.stance.impersonal_verbs and who.lower_ in words.function.impersonal_subjects:
        return who.i
    if lemma not in words.function.copulas:
        return None
    if who.lower_ in words.function.dummy_subjects or who.dep_ == grammar.EXPLETIVE:
        return who.i if _weighing_predicate(verb, words) else None
    known = words.stance.impersonal_nouns | words.verbs.claim_nouns
    return who.left_edge.i if who.lemma_.lower() in known else None


def _weighing_predicate(copula: Token, words: ClaimWords) -> bool:
    """Whether a copula says how true or weighty something is ("is clear", "is a fact"), or says nothing."""
    predicate = child(copula, grammar.ADJECTIVE_COMPLEMENT, grammar.ATTRIBUTE)
    return (
        predicate is None
        or predicate.lower_ in words.stance.impersonal_adjectives
        or predicate.lemma_ in words.stance.impersonal_nouns
    )


def _owners_of_subject(verb: Token, words: ClaimWords) -> tuple[int, ...]:
    """Who owns the view that a copula spells out ("Wada's view was that"): empty when nobody is named, and it
    is then the writer's."""
    view = subject(verb)
    if view is None or view.lemma_.lower() not in words.verbs.claim_nouns:
        return ()
    return tuple(c.i for c in view.children if c.dep_ == grammar.POSSESSOR)


def _claims(verb: Token, clause: Token, kinds: frozenset[str], words: ClaimWords) -> bool:
    """True when verb and clause make a claim rather than an order, a wish or a settlement."""
    if kinds <= TAKING:
        return False
    if "directive" in kinds:
        return "either" in kinds and _indicative(clause, words)
    return verb.head.lemma_ not in words.function.settling_verbs or verb.dep_ != grammar.OPEN_COMPLEMENT


def _indicative(clause: Token, words: ClaimWords) -> bool:
    """Whether a that-clause says what is so, and not what should be done."""
    told = any(
        c.dep_ == grammar.SUBORDINATOR and c.lower_ in words.function.complementisers for c in clause.children
    )
    modal = any(
        c.dep_ == grammar.AUXILIARY and c.lower_ in words.function.demanding_modals for c in clause.children
    )
    return told and not modal and finite(clause)


def _cue(verb: Token, words: ClaimWords) -> tuple[int, int]:
    """The verb with its particle; with its pronoun, auxiliaries and "that" where the frame is impersonal ("it
    can be argued that")."""
    doc = verb.doc
    first, last = verb.i, verb.i + 1
    while last < len(doc) and doc[last].dep_ == grammar.PARTICLE and doc[last].head.i == verb.i:
        last += 1
    light = next((c for c in verb.children if _light_subject(verb, c, words)), None)
    if light is not None:
        first = light.i
        if last < len(doc) and doc[last].lower_ in words.function.complementisers:
            last += 1
    return first, last


def _light_subject(verb: Token, token: Token, words: ClaimWords) -> bool:
    return (
        token.dep_ in SUBJECTS
        and token.lower_ in words.function.light_subjects
        and 0 < verb.i - token.i <= words.weights.light_subject_gap
    )


def _owners(noun: Token, words: ClaimWords) -> tuple[int, ...]:
    """Who owns a claim noun: its genitive, its "by" or "of" phrase, or the subject of the verb it is the
    object of."""
    owner = child(noun, grammar.POSSESSOR) or next(
        iter(governed(noun, words.function.owner_prepositions)), None
    )
    if owner is not None:
        return (owner.i, *(c.i for c in owner.conjuncts))
    if noun.dep_ in (grammar.OBJECT, grammar.ATTRIBUTE) and noun.head.pos_ in VERBAL:
        return tuple(t.i for t in subjects(noun.head, words))
    if noun.dep_ == grammar.PREPOSITION_OBJECT and noun.head.head.pos_ == "VERB":
        return tuple(t.i for t in subjects(noun.head.head, words))
    return ()
