"""Persons a document names by family name alone ("Marshal Konev", "Serov's reports"): how every such name is
used decides whether it is one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority
from regesta.extract.propose.mentions.gazetteer import fold_word
from regesta.extract.propose.mentions.inventory import Inventory
from regesta.extract.propose.mentions.words import WORDS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ROMAN = re.compile(r"[IVX]+$")
_HYPHENS = ("-", "\u2010", "\u2011")
#: How much one use of a name says for a person or against: after a title; by the model; by grammar; with an
#: article; as a place.
TITLED, TAGGED, ACTING, DESCRIBED, OWNING, NUMBERED = 3.0, 1.0, 1.5, 2.0, 0.5, 3.0
ARTICLE, PLACE_TAG, LOCATED, OTHER_TAG = -2.0, -0.5, -2.5, -0.5
DEALT, LISTED = 0.5, 1.0
#: A name is a person's when its uses add up to more than nothing and one of them alone says this much, by
#: grammar and not by the model alone.
SURE = 1.0


@dataclass(frozen=True, slots=True)
class LoneName:
    """Tokens [start:end) are a name without a given name before it; `score` is what this one use says,
    `titled` whether a title stands before it,
    `shown` whether grammar, not only the model, takes it for a person."""

    start: int
    end: int
    name: str
    score: float
    titled: bool
    shown: bool


def lone_names(doc: Doc) -> Iterator[LoneName]:
    """The capitalised runs of a sentence that may be somebody's family name: one word, or one with particles,
    a hyphen or a number ("von Lüttwitz")."""
    i = 0
    while i < len(doc):
        end = _run(doc, i)
        if end is None:
            i += 1
            continue
        start = i
        while start < end - 1 and is_title(doc[start]):
            start += 1
        titled = start > i and doc[start - 1].text.rstrip(".") in WORDS.person_titles
        if start < end and not is_title(doc[start]):
            name = doc[start:end].text
            words = [t.text for t in doc[start:end] if t.text[0].isupper() and not _ROMAN.match(t.text)]
            plain = not any(_is_word_of_things(w) for w in words)
            if plain and (len(words) == 1 or titled or end - start > len(words)):
                tag, grammar = (
                    _tagged(doc, start, end),
                    _grammar(doc, start, end) + (TITLED if titled else 0.0),
                )
                first = start == 0 and doc[0].pos_ != "PROPN"
                yield LoneName(
                    start, end, name, 0.0 if first else tag + grammar, titled, grammar > 0 and not first
                )
        i = end


def is_title(token: Token) -> bool:
    """Whether a word is a title: "Marshal", "Lieutenant", "Prince"."""
    return token.text.rstrip(".") in WORDS.titles


def _run(doc: Doc, i: int) -> int | None:
    """The end of a run of capitalised words, particles between them, hyphens and numbers of rulers; None when
    no name begins at i."""
    first = doc[i]
    if not _is_name_word(first) and not (first.text in WORDS.particles and i and is_title(doc[i - 1])):
        return None
    j = i + 1
    while j < len(doc):
        text = doc[j].text
        if doc[j - 1].text.endswith((".", ",")) and not is_title(doc[j - 1]):
            break
        if (
            _is_name_word(doc[j])
            and doc[j].text.rstrip(".") in WORDS.person_titles
            and not is_title(doc[j - 1])
            and j + 1 < len(doc)
            and _is_name_word(doc[j + 1])
        ):
            break
        named = _is_name_word(doc[j]) or (_ROMAN.match(text) is not None and not is_title(doc[j - 1]))
        linking = (text in WORDS.particles or text in _HYPHENS) and j + 1 < len(doc)
        if not named and not (
            linking and (_is_name_word(doc[j + 1]) or doc[j + 1].text in (*WORDS.particles, "-"))
        ):
            break
        j += 1
    return j


def _is_name_word(token: Token) -> bool:
    text = token.text
    if (
        len(text) < 2
        or not text[0].isupper()
        or not text.replace("'", "").replace("\u2019", "").replace("-", "").isalpha()
        or text.isupper()
    ):
        return False
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB", "ADV") and text not in WORDS.not_persons


def _is_word_of_things(word: str) -> bool:
    return (
        word in WORDS.not_persons
        or word in WORDS.org_heads
        or word in WORDS.titles
        or word.lower() in WORDS.owner_titles
    )


def _tagged(doc: Doc, start: int, end: int) -> float:
    """What the model's names say."""
    kinds = {t.ent_type_ for t in doc[start:end]}
    return (
        TAGGED
        if "PERSON" in kinds
        else PLACE_TAG
        if kinds & {"GPE", "LOC", "FAC"}
        else OTHER_TAG
        if kinds - {"", "NORP"}
        else 0.0
    )


def _grammar(doc: Doc, start: int, end: int) -> float:
    """What the words around say: who acts, owns, is described or is dealt with as persons are."""
    root = doc[start:end].root
    score = NUMBERED if end - start > 1 and _ROMAN.match(doc[end - 1].text) else 0.0
    before = doc[start - 1].lower_ if start else ""
    if before in ("the", "a", "an", "this", "that", "these", "some", "every"):
        score += ARTICLE
    head = root.head
    if root.dep_ == grammar.PREPOSITION_OBJECT and head.lower_ in WORDS.locative:
        score += LOCATED
    if root.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT) and head.lemma_.lower() in WORDS.human_verbs:
        score += ACTING
    if root.dep_ == grammar.POSSESSOR:
        score += OWNING
    if (
        root.dep_ in (grammar.OBJECT, grammar.PASSIVE_SUBJECT, grammar.DATIVE)
        and head.lemma_.lower() in WORDS.personal_objects
    ):
        score += DEALT
    if root.dep_ == grammar.PREPOSITION_OBJECT and head.dep_ == grammar.BY_AGENT:
        score += DEALT
    if root.dep_ == grammar.CONJUNCT and any(
        t.ent_type_ == "PERSON" for t in (head, *head.conjuncts) if t.i != root.i
    ):
        score += LISTED
    for child in root.children:
        if child.dep_ == grammar.APPOSITION and child.lemma_.lower() in WORDS.roles:
            score += DESCRIBED
        if child.dep_ == grammar.RELATIVE_CLAUSE and any(c.lower_ in ("who", "whom") for c in child.subtree):
            score += DESCRIBED
    if root.dep_ == grammar.APPOSITION and head.lemma_.lower() in WORDS.roles:
        score += DESCRIBED
    return score


def lone_persons(annotated: AnnotatedDocument, authority: Authority, inventory: Inventory) -> frozenset[str]:
    """The folded lone names that all their uses in the document together say are persons; none of them a name
    of anything else."""
    total: defaultdict[str, float] = defaultdict(float)
    best: defaultdict[str, float] = defaultdict(float)
    for sentence in annotated.sentences:
        for use in lone_names(sentence.doc):
            total[use.name] += use.score
            if use.shown:
                best[use.name] = max(best[use.name], use.score)
    return frozenset(
        name
        for name, score in total.items()
        if score > 0 and best[name] >= SURE and not _is_known(name, authority, inventory)
    )


def _is_known(name: str, authority: Authority, inventory: Inventory) -> bool:
    """Whether a name is something else: a state, place, organisation, adjective, or a word the document
    writes small."""
    return (
        fold_word(name) in inventory.common
        or bool(authority.of_adjective(name) or authority.of_metonym(name))
        or any(e.kind != "person" for e in authority.of_name(name))
    )
