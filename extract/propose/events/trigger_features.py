"""What a learnt trigger looks at: a word that may name an event, what hangs on it and what it hangs on, and
what the rules say of it; named features without regard to who proposes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import AUXILIARIES, VERBAL, children, is_infinitive
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import EventLexicon
from regesta.extract.propose.events.weighing import Evidence, is_event

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A feature's value by its name.
Features = Mapping[str, float]
_NEAR = 4
_DATED = ("DATE", "TIME")
_NAMED = ("PERSON", "ORG", "GPE", "NORP")
_LONG = 30
#: Digits of a year.
_YEAR = 4


def trigger_features(e: Evidence) -> Features:
    """The features of one candidate; those that only say yes are 1."""
    return dict.fromkeys(_names(e), 1.0)


def _names(e: Evidence) -> Iterator[str]:
    c, word = e.candidate, e.word
    yield f"word.{word.lemma_.lower()}"
    yield f"ending.{word.lemma_.lower()[-4:]}"
    yield f"tag.{word.tag_}"
    yield f"dep.{word.dep_}"
    yield f"told.{e.told}"
    yield from (f"has.{name}" for name in sorted(e.present))
    yield from _of_frame(e)
    yield from _of_clause(word)
    yield from _of_subject(c)
    yield from _of_objects(c, e.lexicon)
    yield from (f"prep.{p}" for p in sorted(c.arguments.preps))
    yield from _of_dates(word)
    yield from _of_sentence(word)


def _of_frame(e: Evidence) -> Iterator[str]:
    """What the rules say: the frame, how sure it is, whether it would be an event by them."""
    frame = e.candidate.frame
    if frame.lemmas == ():
        yield "unknown"
        return
    yield f"type.{frame.type}"
    yield f"strength.{round(frame.strength * 5)}"
    rule = is_event(e)
    yield f"rule.{rule}"
    yield f"rule.{rule}.{'noun' if e.candidate.noun else 'verb'}"
    yield f"rule.{rule}.{frame.type}"
    yield f"satisfied.{e.candidate.satisfied(e.present)}"


def _of_clause(word: Token) -> Iterator[str]:
    """Voice, tense, mood, and what the clause hangs on."""
    auxiliaries = {a.lemma_.lower() for a in children(word, *AUXILIARIES)}
    yield from (f"aux.{a}" for a in sorted(auxiliaries))
    if is_infinitive(word):
        yield "infinitive"
    if any(x.dep_ == grammar.NEGATION for x in word.children):
        yield "negated"
    head = word.head
    if head.i != word.i:
        yield f"head.{head.pos_}"
        yield f"under.{word.dep_}.{head.lemma_.lower()}"
        yield f"head_tag.{head.tag_}"
    yield from (f"child.{x.dep_}" for x in word.children if not x.is_punct)
    for x in word.children:
        if x.dep_ in (grammar.DETERMINER, grammar.SUBORDINATOR, grammar.PARTICLE):
            yield f"{x.dep_}.{x.lower_}"


def _kind(token: Token) -> str:
    """What somebody or something is, by its word class and name."""
    if token.pos_ == "PRON":
        return f"pronoun.{token.lower_}"
    return f"name.{token.ent_type_}" if token.ent_type_ else token.pos_


def _of_subject(c: Candidate) -> Iterator[str]:
    if not c.arguments.subjects:
        yield "subject.none"
    for token in c.arguments.subjects[:1]:
        yield f"subject.{_kind(token)}"
        yield f"subject_word.{token.lemma_.lower()}"
    yield f"agents.{min(len(c.agents), 2)}"
    if c.arguments.passive:
        yield "passive"


def _of_objects(c: Candidate, lexicon: EventLexicon) -> Iterator[str]:
    for token in c.objects[:1]:
        yield f"object.{_kind(token)}"
        yield f"object_word.{token.lemma_.lower()}"
        lemma = token.lemma_.lower()
        yield from (f"object_class.{n}" for n, words in lexicon.classes.items() if lemma in words)
    if c.arguments.complements:
        yield f"complement.{c.arguments.complements[0].tag_}"


def _of_dates(word: Token) -> Iterator[str]:
    """Dates that hang on the word or stand near it."""
    below = any(t.ent_type_ in _DATED for x in word.children for t in (x, *x.children))
    if below:
        yield "date.below"
    near = word.doc[max(0, word.i - _NEAR) : word.i + _NEAR + 1]
    if any(t.ent_type_ in _DATED for t in near):
        yield "date.near"


def _of_sentence(word: Token) -> Iterator[str]:
    """The sentence: its length, its main verb, whether somebody speaks in the first person, quotation."""
    known = _sentence(word.doc)
    yield from known.names
    if known.root >= 0:
        yield "is_root" if known.root == word.i else "no_root"
    if 0 <= known.quote < word.i:
        yield "behind_quote"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What all words of a sentence have in common, and the places of its main verb and of its first quotation
    mark, -1 for none."""

    names: tuple[str, ...]
    root: int
    quote: int


@lru_cache(maxsize=2)
def _sentence(doc: Doc) -> _Sentence:
    root = next((t for t in doc if t.head.i == t.i and t.pos_ in VERBAL), None)
    named = sum(1 for ent in doc.ents if ent.label_ in _NAMED)
    names = ["long" if len(doc) > _LONG else "short", f"names.{min(3, named)}", *_said_somewhere(doc)]
    if root is not None:
        names += [f"root.{root.tag_}", f"root_word.{root.lemma_.lower()}"]
    quote = next((t.i for t in doc if t.is_quote), -1)
    return _Sentence(tuple(names), root.i if root is not None else -1, quote)


def _said_somewhere(doc: Doc) -> Iterator[str]:
    """What one word of a sentence is enough for."""
    if any("1" in t.morph.get("Person", []) for t in doc):
        yield "first_person"
    if any(t.ent_type_ in _DATED for t in doc):
        yield "date.sentence"
    if any(t.like_num and len(t) == _YEAR for t in doc):
        yield "year.sentence"
