"""Whether an event is told as having happened, planned, reported by another, denied or counterfactual, by
the words over its own in the parse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.tree import climb, is_root
from regesta.extract.propose.events.clauses import (
    NOMINAL_SUBJECTS,
    VERBAL,
    children,
    in_slots,
    is_infinitive,
    misjoined,
    prepositions,
)
from regesta.extract.propose.events.words import ArgumentWords, EventWords, ModalityWords
from regesta.extract.record import Factuality

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSAL = (
    grammar.OPEN_COMPLEMENT,
    grammar.CLAUSAL_COMPLEMENT,
    grammar.NOUN_CLAUSE,
    grammar.PREPOSITION_CLAUSE,
    grammar.ADVERBIAL_CLAUSE,
    grammar.RELATIVE_CLAUSE,
)
_NOMINAL = (
    grammar.OBJECT,
    grammar.PREPOSITION_OBJECT,
    grammar.SUBJECT,
    grammar.PASSIVE_SUBJECT,
    grammar.ATTRIBUTE,
    grammar.APPOSITION,
    grammar.COMPOUND,
)
#: Relations of what a word of saying may report.
_REPORTABLE = (
    grammar.CLAUSAL_COMPLEMENT,
    grammar.PREPOSITION_CLAUSE,
    grammar.NOUN_CLAUSE,
    grammar.ADVERBIAL_CLAUSE,
    grammar.CONJUNCT,
    grammar.OBJECT,
    grammar.OPEN_COMPLEMENT,
)
#: Relations of the words beside a verb or noun that say how it is meant.
_LOCAL = (
    grammar.AUXILIARY,
    grammar.NEGATION,
    grammar.ADVERB,
    grammar.DETERMINER,
    grammar.PRECONJUNCTION,
)
_PRESENT = (grammar.PRESENT_THIRD, grammar.PRESENT)
#: Governors over one another that are asked; what stands higher says nothing of the event.
_HIGHEST = 4
#: Governors that only begin or go on ("began to plan to leave") over which a plan is looked for.
_HIGHEST_PLAN = 5


@dataclass(frozen=True, slots=True)
class _Governed:
    """What one governor says: the factuality, or the word to go on from, or neither."""

    said: Factuality | None = None
    upwards: Token | None = None


_SILENT = _Governed()
_PLANNED = _Governed("planned")


def factuality(word: Token, text: str, words: EventWords) -> Factuality:
    """The factuality of the event at `word` of a sentence, its `text` in lower case; the nearest governor
    that says anything decides, and a report over it all gives `reported`."""
    said = _local(word, words.modality) or _governed(word, words.modality)
    if said is not None and said != "asserted":
        return said
    return "reported" if is_reported(word, text, words) else "asserted"


def _local(word: Token, words: ModalityWords) -> Factuality | None:
    """What the word's own auxiliaries and negation say."""
    beside = {c.lower_ for c in children(word, *_LOCAL)}
    if _is_counterfactual(word, beside, words):
        return "counterfactual"
    if beside & words.negation:
        return "denied"
    if word.pos_ != "NOUN" and beside & (words.modal | words.future):
        return "planned"
    return None


def _is_counterfactual(word: Token, beside: set[str], words: ModalityWords) -> bool:
    """Whether it is what might have been: "would have sent", "if they had come", "had they come"."""
    perfect = any(c.lemma_ in words.perfect for c in children(word, grammar.AUXILIARY))
    if perfect and beside & words.counterfactual and not is_infinitive(word):
        return True
    if _inverted(word, words):
        return True
    return (perfect or word.pos_ == "VERB") and _conditional(word, words)


def _inverted(word: Token, words: ModalityWords) -> bool:
    """Whether the clause is a condition by word order alone: "had the army come, ..."."""
    if word.dep_ != grammar.ADVERBIAL_CLAUSE:
        return False
    had = [c.i for c in children(word, grammar.AUXILIARY) if c.lower_ in words.inverted]
    subject = [c.i for c in children(word, *NOMINAL_SUBJECTS)]
    return bool(had and subject) and had[0] < subject[0]


def _conditional(word: Token, words: ModalityWords) -> bool:
    """Whether the clause is an if-clause."""
    clause = climb(word, lambda t: t.dep_ == grammar.CONJUNCT)
    return any(c.lower_ in words.conditional for c in children(clause, grammar.SUBORDINATOR))


def _governed(word: Token, words: ModalityWords) -> Factuality | None:
    """What the governors over the word say: an infinitive under "order" is planned, under "refuse" denied,
    under "begin" as real as the beginning."""
    current: Token | None = word
    for _ in range(_HIGHEST):
        current = _first_of_coordination(current) if current is not None else None
        if current is None or is_root(current):
            return None
        over = _over_clause(current, words) if current.pos_ in VERBAL else _over_noun(current, words)
        if over.said is not None:
            return over.said
        current = over.upwards
    return None


def _first_of_coordination(word: Token) -> Token | None:
    """The first of what a word is coordinated with; None where the parser coordinated what cannot be."""
    while word.dep_ == grammar.CONJUNCT and not is_root(word):
        if misjoined(word):
            return None
        word = word.head
    return word


def _over_clause(clause: Token, words: ModalityWords) -> _Governed:
    """What hangs over a clause: its preposition, the verb or noun it completes."""
    infinitive = is_infinitive(clause)
    if clause.dep_ == grammar.PREPOSITION_CLAUSE:
        if clause.head.lower_ in words.circumstances:
            return _SILENT
        if clause.head.lower_ in words.prospects:
            return _PLANNED
        return _under(clause.head.head, infinitive, words)
    if clause.dep_ in (grammar.ADVERBIAL_CLAUSE, grammar.RELATIVE_CLAUSE):
        return _PLANNED if infinitive else _SILENT
    if clause.dep_ not in _CLAUSAL:
        return _SILENT
    if clause.dep_ == grammar.CLAUSAL_COMPLEMENT and not infinitive and not _is_demand(clause, words):
        return _SILENT
    return _under(clause.head, infinitive, words)


def _under(head: Token, infinitive: bool, words: ModalityWords) -> _Governed:
    """What a governor makes of the clause under it."""
    kind = words.governors.get(head.lemma_.lower())
    if kind is None:
        return _PLANNED if infinitive else _SILENT
    said = _local(head, words)
    if kind == "asserted":
        return _Governed(said, head)
    return _Governed("denied" if said == "denied" else kind)


def _over_noun(noun: Token, words: ModalityWords) -> _Governed:
    """What hangs over an event noun: the verb it is the object of, the noun it belongs to."""
    if noun.dep_ not in _NOMINAL:
        return _SILENT
    prepositional = noun.dep_ == grammar.PREPOSITION_OBJECT
    head = noun.head.head if prepositional else noun.head
    if head.pos_ in VERBAL and (prepositional or noun.dep_ == grammar.OBJECT):
        return _under_verb(noun, head, prepositional, words)
    planned = words.governors.get(head.lemma_.lower()) == "planned"
    return _PLANNED if head.pos_ == "NOUN" and prepositional and planned else _SILENT


def _under_verb(noun: Token, verb: Token, prepositional: bool, words: ModalityWords) -> _Governed:
    """What a verb makes of the event noun that is its object, or its preposition's."""
    preposition = noun.head.lower_ if prepositional else ""
    kind = words.governors.get(verb.lemma_.lower())
    if kind in ("planned", "denied") and (not prepositional or preposition in words.purposes):
        return _Governed(kind)
    said = None if prepositional else _local(verb, words)
    if said is not None:
        return _Governed(said)
    return (
        _Governed(None, verb) if is_infinitive(verb) and preposition not in words.circumstances else _SILENT
    )


def _is_demand(clause: Token, words: ModalityWords) -> bool:
    """Whether a that-clause under "propose" or "order" has a bare or modal verb: what should be done."""
    lemma = clause.head.lemma_.lower()
    if words.governors.get(lemma) != "planned" or lemma in words.reporting - words.demands:
        return False
    return clause.tag_ == grammar.BASE_VERB or any(
        c.lower_ in words.modal for c in children(clause, grammar.AUXILIARY)
    )


def is_reported(word: Token, text: str, words: EventWords) -> bool:
    """Whether the word of a sentence, its `text` in lower case, stands in what somebody else, not the thesis,
    is said to have said."""
    if _is_phrased_as_report(word, text, words.modality):
        return True
    current = word
    for up in word.ancestors:
        if current.dep_ in _REPORTABLE and _reports(up, current, words):
            return True
        current = up
        if any(_remarks(c, words.modality) for c in up.children):
            return True
    return False


def _is_phrased_as_report(word: Token, text: str, words: ModalityWords) -> bool:
    """Whether the sentence or a part of it opens with "according to" and the like, and the word is not in the
    phrase itself."""
    if not any(text.startswith(p) or f", {p}" in text or f"; {p}" in text for p in words.reporting_phrases):
        return False
    return not any(up.lower_ in words.sources for up in word.ancestors)


def _remarks(clause: Token, words: ModalityWords) -> bool:
    """Whether a clause is a remark of the kind "as Stueck pointed out" or ", he recalled,"."""
    if clause.lemma_.lower() not in words.reporting or clause.pos_ != "VERB":
        return False
    marks = children(clause, grammar.SUBORDINATOR, grammar.ADVERB, grammar.PREPOSITION)
    as_said = clause.dep_ == grammar.ADVERBIAL_CLAUSE and any(c.lower_ in words.remarks for c in marks)
    return (as_said or clause.dep_ == grammar.PARATAXIS) and any(
        c.lemma_.lower() not in words.own_voice for c in children(clause, grammar.SUBJECT)
    )


def _reports(head: Token, clause: Token, words: EventWords) -> bool:
    """Whether `head` is another's verb or noun of saying over `clause`."""
    lemma, modality = head.lemma_.lower(), words.modality
    if head.pos_ == "NOUN":
        under_noun = clause.dep_ in (grammar.NOUN_CLAUSE, grammar.CLAUSAL_COMPLEMENT)
        return under_noun and lemma in modality.reporting_nouns
    under_verb = clause.dep_ in (grammar.CLAUSAL_COMPLEMENT, grammar.PREPOSITION_CLAUSE)
    return under_verb and lemma in modality.reporting and _is_anothers(head, modality, words.arguments)


def _is_anothers(verb: Token, words: ModalityWords, arguments: ArgumentWords) -> bool:
    """Whether a verb of saying has another subject than the thesis and its evidence."""
    subjects = children(verb, *NOMINAL_SUBJECTS)
    if not subjects and verb.dep_ in (grammar.CONJUNCT, grammar.OPEN_COMPLEMENT):
        subjects = children(verb.head, *NOMINAL_SUBJECTS)
    by = in_slots(prepositions(verb), arguments.agent)
    if any(t.lemma_.lower() in words.reporting_nouns for t in by):
        return True
    if not subjects:
        return bool(verb.tag_ == grammar.GERUND)
    return not any(s.lemma_.lower() in words.own_voice for s in subjects)


def weighs_position(word: Token, objects: Iterable[Token], words: ModalityWords) -> bool:
    """Whether a verb in the present weighs an argument, as those who write about the past do ("have rejected
    this view"): no event of that past."""
    perfect = word.tag_ == grammar.PAST_PARTICIPLE and any(
        c.tag_ in _PRESENT for c in children(word, grammar.AUXILIARY)
    )
    return (perfect or word.tag_ in _PRESENT) and any(
        t.lemma_.lower() in words.argument_nouns or t.lower_ in words.pointing for t in objects
    )


def is_mere(word: Token, told: Factuality, words: ModalityWords) -> bool:
    """Whether a verb names no event because it is only a purpose, an ability, a wish or a possibility: nobody
    orders, asks, decides or plans it."""
    topical = word.dep_ == grammar.PREPOSITION_CLAUSE and word.head.lower_ in words.topical
    minded = topical and word.head.head.pos_ == "ADJ"  # "confident of winning"
    if told not in ("planned", "denied") and not minded:
        return False
    if is_infinitive(word) or (topical and not children(word, grammar.SUBJECT)):
        return not _is_planned_by_someone(word, words)
    modal = any(c.lower_ in words.modal for c in children(word, grammar.AUXILIARY))
    return told != "denied" and modal and not _is_planned_by_someone(word, words)


def _is_planned_by_someone(word: Token, words: ModalityWords) -> bool:
    """Whether the clause of `word` hangs on a word of planning, refusing or doing (also "the plan was to
    ...")."""
    current = word
    for _ in range(_HIGHEST_PLAN):
        current = climb(current, lambda t: t.dep_ == grammar.CONJUNCT)
        if current.dep_ not in _CLAUSAL:
            return False
        head = current.head.head if current.dep_ == grammar.PREPOSITION_CLAUSE else current.head
        planned = _plans(head, current, words)
        if planned is not None:
            return planned
        current = head
    return False


def _plans(head: Token, clause: Token, words: ModalityWords) -> bool | None:
    """Whether a governor makes the clause under it somebody's plan; None when it only says that the clause
    begins or goes on."""
    lemma, adverbial = head.lemma_.lower(), clause.dep_ == grammar.ADVERBIAL_CLAUSE
    if lemma in words.wishes:
        return False
    if not adverbial and _any_plan(children(head, grammar.OBJECT), words):
        return True
    if lemma in words.copulas:
        return _any_plan(children(head, grammar.SUBJECT, grammar.ATTRIBUTE), words)
    kind = words.governors.get(lemma)
    if kind is None:
        return False
    return None if kind == "asserted" else not adverbial


def _any_plan(tokens: Iterable[Token], words: ModalityWords) -> bool:
    """Whether one of the words is a plan, an order, a request."""
    return any(words.governors.get(t.lemma_.lower()) == "planned" for t in tokens)
