"""Whether an event is told as having happened, planned, reported by another, denied or counterfactual, by
what stands over its word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.tree import climb, is_root
from regesta.extract.propose.claims.lexicon import words
from regesta.extract.propose.events.arguments import is_infinitive, misjoined, prepositions
from regesta.extract.propose.events.lexicon import Lexicon
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


def factuality(word: Token, lexicon: Lexicon) -> Factuality:
    """The factuality of the event at `word`; the nearest governor that says anything decides, and a report
    over it all gives `reported`."""
    said = _local(word, lexicon) or _governed(word, lexicon)
    if said is not None and said != "asserted":
        return said
    return "reported" if is_reported(word, lexicon) else "asserted"


def _local(word: Token, lexicon: Lexicon) -> Factuality | None:
    """What the word's own auxiliaries and negation say."""
    aux = lexicon.auxiliaries
    children = {
        c.lower_
        for c in word.children
        if c.dep_
        in (grammar.AUXILIARY, grammar.NEGATION, grammar.ADVERB, grammar.DETERMINER, grammar.PRECONJUNCTION)
    }
    perfect = any(c.lemma_ == "have" and c.dep_ == grammar.AUXILIARY for c in word.children)
    if perfect and children & aux["counterfactual"] and not is_infinitive(word):
        return "counterfactual"
    if _inverted(word) or (_conditional(word, lexicon) and (perfect or word.pos_ == "VERB")):
        return "counterfactual"
    if children & aux["negation"]:
        return "denied"
    if word.pos_ != "NOUN" and children & (aux["modal"] | aux["future"]):
        return "planned"
    return None


def _inverted(word: Token) -> bool:
    """Whether the clause is a condition by word order alone: "had the army come, ..."."""
    had = [c.i for c in word.children if c.dep_ == grammar.AUXILIARY and c.lower_ == "had"]
    subject = [c.i for c in word.children if c.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT)]
    return bool(had and subject) and had[0] < subject[0] and word.dep_ == grammar.ADVERBIAL_CLAUSE


def _conditional(word: Token, lexicon: Lexicon) -> bool:
    clause = climb(word, lambda t: t.dep_ == grammar.CONJUNCT)
    return any(c.dep_ == grammar.SUBORDINATOR and c.lower_ == "if" for c in clause.children)


def _governed(word: Token, lexicon: Lexicon) -> Factuality | None:
    """What the governors over the word say: an infinitive under "order" is planned, under "refuse" denied,
    under "begin" as real as the beginning."""
    current = word
    for _ in range(4):
        while current.dep_ == grammar.CONJUNCT and not is_root(current):
            if misjoined(current):
                return None
            current = current.head
        head = current.head
        if is_root(current):
            return None
        if current.pos_ in ("VERB", "AUX"):
            if current.dep_ == grammar.PREPOSITION_CLAUSE:
                if head.lower_ in lexicon.circumstances:
                    return None
                if head.lower_ in lexicon.prospects:
                    return "planned"
                head = head.head
            elif current.dep_ not in _CLAUSAL:
                return None
            infinitive = is_infinitive(current)
            if current.dep_ in (grammar.ADVERBIAL_CLAUSE, grammar.RELATIVE_CLAUSE):
                return "planned" if infinitive else None
            if (
                current.dep_ == grammar.CLAUSAL_COMPLEMENT
                and not infinitive
                and not _mandative(current, head, lexicon)
            ):
                return None
            kind = lexicon.governors.get(head.lemma_.lower())
            if kind in ("planned", "denied"):
                return "denied" if _local(head, lexicon) == "denied" else kind
            if kind is None:
                return "planned" if infinitive else None
            said = _local(head, lexicon)
            if said is not None:
                return said
            current = head
            continue
        if current.dep_ in _NOMINAL:
            if current.dep_ == grammar.PREPOSITION_OBJECT:
                head = head.head
            if head.pos_ in ("VERB", "AUX") and current.dep_ in (grammar.OBJECT, grammar.PREPOSITION_OBJECT):
                kind = lexicon.governors.get(head.lemma_.lower())
                if kind in ("planned", "denied") and (
                    current.dep_ == grammar.OBJECT or current.head.lower_ == "for"
                ):
                    return kind
                said = _local(head, lexicon) if current.dep_ == grammar.OBJECT else None
                if said is not None:
                    return said
                if is_infinitive(head) and not (
                    current.dep_ == grammar.PREPOSITION_OBJECT
                    and current.head.lower_ in lexicon.circumstances
                ):
                    current = head
                    continue
                return None
            if (
                head.pos_ == "NOUN"
                and current.dep_ == grammar.PREPOSITION_OBJECT
                and lexicon.governors.get(head.lemma_.lower()) == "planned"
            ):
                return "planned"
            return None
        return None
    return None


def _mandative(clause: Token, head: Token, lexicon: Lexicon) -> bool:
    """A that-clause under "propose" or "order" with a bare or modal verb: what should be done."""
    if lexicon.governors.get(head.lemma_.lower()) != "planned" or head.lemma_.lower() in lexicon.reporting - {
        "suggest",
        "insist",
    }:
        return False
    return clause.tag_ == grammar.BASE_VERB or any(
        c.lower_ in lexicon.auxiliaries["modal"] for c in clause.children if c.dep_ == grammar.AUXILIARY
    )


def is_reported(word: Token, lexicon: Lexicon) -> bool:
    """Whether the word stands in what somebody else, not the thesis, is said to have said."""
    text = word.doc.text.lower()
    if not any(up.lower_ == "according" for up in word.ancestors) and any(
        text.startswith(p) or f", {p}" in text or f"; {p}" in text for p in lexicon.reporting_phrases
    ):
        return True
    current = word
    for up in word.ancestors:
        if current.dep_ in (
            grammar.CLAUSAL_COMPLEMENT,
            grammar.PREPOSITION_CLAUSE,
            grammar.NOUN_CLAUSE,
            grammar.ADVERBIAL_CLAUSE,
            grammar.CONJUNCT,
            grammar.OBJECT,
            grammar.OPEN_COMPLEMENT,
        ) and _reports(up, current, lexicon):
            return True
        current = up
        if any(_remarks(c, lexicon) for c in up.children):
            return True
    return False


def _remarks(clause: Token, lexicon: Lexicon) -> bool:
    """Whether a clause is a remark of the kind "as Stueck pointed out" or ", he recalled,"."""
    if clause.lemma_.lower() not in lexicon.reporting or clause.pos_ != "VERB":
        return False
    as_said = clause.dep_ == grammar.ADVERBIAL_CLAUSE and any(
        c.lower_ == "as" and c.dep_ in (grammar.SUBORDINATOR, grammar.ADVERB, grammar.PREPOSITION)
        for c in clause.children
    )
    aside = clause.dep_ == grammar.PARATAXIS
    return (as_said or aside) and any(
        c.dep_ == grammar.SUBJECT and c.lemma_.lower() not in lexicon.own_voice for c in clause.children
    )


def _reports(head: Token, clause: Token, lexicon: Lexicon) -> bool:
    """Whether `head` is another's verb or noun of saying over `clause`."""
    lemma = head.lemma_.lower()
    if head.pos_ == "NOUN":
        return lemma in lexicon.reporting_nouns and clause.dep_ in (
            grammar.NOUN_CLAUSE,
            grammar.CLAUSAL_COMPLEMENT,
        )
    if lemma not in lexicon.reporting or clause.dep_ not in (
        grammar.CLAUSAL_COMPLEMENT,
        grammar.PREPOSITION_CLAUSE,
    ):
        return False
    subjects = [c for c in head.children if c.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT)]
    if not subjects and head.dep_ in (grammar.CONJUNCT, grammar.OPEN_COMPLEMENT):
        subjects = [c for c in head.head.children if c.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT)]
    if any(t.lemma_.lower() in lexicon.reporting_nouns for t in prepositions(head).get("by", ())):
        return True
    if not subjects and head.tag_ == grammar.GERUND:
        return True
    return bool(subjects) and not any(s.lemma_.lower() in lexicon.own_voice for s in subjects)


def weighs_position(word: Token, objects: Iterable[Token]) -> bool:
    """Whether a verb in the present weighs an argument, as those who write about the past do ("have rejected
    this view"): no event of that past."""
    now = word.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT) or (
        word.tag_ == grammar.PAST_PARTICIPLE
        and any(
            c.dep_ == grammar.AUXILIARY and c.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT)
            for c in word.children
        )
    )
    return now and any(
        t.lemma_.lower() in words("stance", "answers", "argument_nouns") or t.lower_ in ("this", "that")
        for t in objects
    )


def is_mere(word: Token, told: Factuality, lexicon: Lexicon) -> bool:
    """Whether a verb names no event because it is only a purpose, an ability, a wish or a possibility: nobody
    orders, asks, decides or plans it."""
    minded = (
        word.dep_ == grammar.PREPOSITION_CLAUSE
        and word.head.lower_ in lexicon.topical
        and word.head.head.pos_ == "ADJ"
    )
    if told not in ("planned", "denied") and not minded:  # "confident of winning"
        return False
    if is_infinitive(word) or (
        word.dep_ == grammar.PREPOSITION_CLAUSE
        and word.head.lower_ in lexicon.topical
        and not any(c.dep_ == grammar.SUBJECT for c in word.children)
    ):
        return not _planned_by(word, lexicon)
    if told == "denied":
        return False
    modal = {c.lower_ for c in word.children if c.dep_ == grammar.AUXILIARY} & lexicon.auxiliaries["modal"]
    return bool(modal) and not _planned_by(word, lexicon)


def _planned_by(word: Token, lexicon: Lexicon) -> bool:
    """Whether the clause of `word` hangs on a word of planning, refusing or doing (also "the plan was to
    ...")."""
    current = word
    for _ in range(5):
        current = climb(current, lambda t: t.dep_ == grammar.CONJUNCT)
        if current.dep_ not in _CLAUSAL:
            return False
        head = current.head if current.dep_ != grammar.PREPOSITION_CLAUSE else current.head.head
        lemma = head.lemma_.lower()
        if lemma in lexicon.wishes:
            return False
        if (
            any(
                c.dep_ == grammar.OBJECT and lexicon.governors.get(c.lemma_.lower()) == "planned"
                for c in head.children
            )
            and current.dep_ != grammar.ADVERBIAL_CLAUSE
        ):
            return True
        if lemma == "be":
            subjects = [c for c in head.children if c.dep_ in (grammar.SUBJECT, grammar.ATTRIBUTE)]
            return any(lexicon.governors.get(c.lemma_.lower()) == "planned" for c in subjects)
        if lemma in lexicon.governors:
            if lexicon.governors[lemma] != "asserted":
                return current.dep_ != grammar.ADVERBIAL_CLAUSE
            current = head
            continue
        return False
    return False
