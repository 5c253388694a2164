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
from regesta.extract.propose.mentions.folded import fold_word
from regesta.extract.propose.mentions.inventory import Inventory
from regesta.extract.propose.mentions.words import MentionWords, mention_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ROMAN = re.compile(r"[IVX]+$")
_HYPHENS = ("-", "\u2010", "\u2011")
_SUBJECTS = (grammar.SUBJECT, grammar.PASSIVE_SUBJECT)
_DEALT_WITH = (grammar.OBJECT, grammar.PASSIVE_SUBJECT, grammar.DATIVE)


@dataclass(frozen=True, slots=True)
class LoneName:
    """Tokens [start:end) are a name without a given name before it; `score` is what this one use says,
    `titled` whether a title stands before it, `shown` whether grammar, not only the model, takes it for a
    person."""

    start: int
    end: int
    name: str
    score: float
    titled: bool
    shown: bool


def lone_names(doc: Doc, lexicon: MentionWords) -> Iterator[LoneName]:
    """The capitalised runs of a sentence that may be somebody's family name: one word, or one with particles,
    a hyphen or a number ("von Lüttwitz")."""
    i = 0
    while i < len(doc):
        end = _run(doc, i, lexicon)
        if end is None:
            i += 1
            continue
        use = _use(doc, i, end, lexicon)
        if use is not None:
            yield use
        i = end


def _use(doc: Doc, first: int, end: int, lexicon: MentionWords) -> LoneName | None:
    """The lone name in a run [first:end) of capitalised words, None when there is none: titles alone, a full
    name, a word of things."""
    start = first
    while start < end - 1 and is_title(doc[start], lexicon):
        start += 1
    titled = start > first and doc[start - 1].text.rstrip(".") in lexicon.person_titles
    if is_title(doc[start], lexicon) or not _is_lone(doc, start, end, titled, lexicon):
        return None
    usage = _usage(doc, start, end, lexicon) + (lexicon.lone_names.titled if titled else 0.0)
    opening = start == 0 and doc[0].pos_ != "PROPN"
    score = 0.0 if opening else _tagged(doc, start, end, lexicon) + usage
    return LoneName(start, end, doc[start:end].text, score, titled, usage > 0 and not opening)


def _is_lone(doc: Doc, start: int, end: int, titled: bool, lexicon: MentionWords) -> bool:
    """Whether words without their titles may be a family name: one capitalised word, or several where a title
    stands before them or something links them; none a word of things."""
    words = [t.text for t in doc[start:end] if t.text[0].isupper() and not _ROMAN.match(t.text)]
    lone = len(words) == 1 or titled or end - start > len(words)
    return lone and not any(_is_word_of_things(w, lexicon) for w in words)


def is_title(token: Token, lexicon: MentionWords) -> bool:
    """Whether a word is a title: "Marshal", "Lieutenant", "Prince"."""
    return token.text.rstrip(".") in lexicon.titles.words


def _run(doc: Doc, i: int, lexicon: MentionWords) -> int | None:
    """The end of a run of capitalised words, particles between them, hyphens and numbers of rulers; None when
    no name begins at i."""
    first = doc[i]
    after_title = i > 0 and first.text in lexicon.titles.particles and is_title(doc[i - 1], lexicon)
    if not after_title and not _is_name_word(first, lexicon):
        return None
    j = i + 1
    while j < len(doc) and not _parts(doc, j, lexicon) and _continues(doc, j, lexicon):
        j += 1
    return j


def _parts(doc: Doc, j: int, lexicon: MentionWords) -> bool:
    """Whether a name ends before token j: at a full stop or comma, or where the title of the next begins."""
    if is_title(doc[j - 1], lexicon):
        return False
    if doc[j - 1].text.endswith((".", ",")):
        return True
    return (
        doc[j].text.rstrip(".") in lexicon.person_titles
        and j + 1 < len(doc)
        and _is_name_word(doc[j], lexicon)
        and _is_name_word(doc[j + 1], lexicon)
    )


def _continues(doc: Doc, j: int, lexicon: MentionWords) -> bool:
    """Whether token j goes on with a name: one more word of it, a ruler's number, or what links two words."""
    text = doc[j].text
    if _is_name_word(doc[j], lexicon) or (_ROMAN.match(text) and not is_title(doc[j - 1], lexicon)):
        return True
    if j + 1 == len(doc) or (text not in lexicon.titles.particles and text not in _HYPHENS):
        return False
    following = doc[j + 1]
    return (
        following.text == "-"
        or following.text in lexicon.titles.particles
        or _is_name_word(following, lexicon)
    )


def _is_name_word(token: Token, lexicon: MentionWords) -> bool:
    """Whether a word may be part of a name: capitalised, of letters, no acronym, no word of treaties and
    wars."""
    text = token.text
    if len(text) < 2 or not text[0].isupper() or text.isupper():
        return False
    letters = text.replace("'", "").replace("\u2019", "").replace("-", "")
    return (
        letters.isalpha()
        and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB", "ADV")
        and text not in lexicon.not_persons.words
    )


def _is_word_of_things(word: str, lexicon: MentionWords) -> bool:
    return (
        word in lexicon.not_persons.words
        or word in lexicon.organisations.heads
        or word in lexicon.titles.words
        or word.lower() in lexicon.adjectives.titles
    )


def _tagged(doc: Doc, start: int, end: int, lexicon: MentionWords) -> float:
    """What the model's names say."""
    weights = lexicon.lone_names
    kinds = {t.ent_type_ for t in doc[start:end]}
    if "PERSON" in kinds:
        return weights.tagged
    if kinds & {"GPE", "LOC", "FAC"}:
        return weights.tagged_place
    return weights.tagged_other if kinds - {"", "NORP"} else 0.0


def _usage(doc: Doc, start: int, end: int, lexicon: MentionWords) -> float:
    """What the words around say: who acts, owns, is described or is dealt with as persons are."""
    weights = lexicon.lone_names
    root = doc[start:end].root
    score = weights.numbered if end - start > 1 and _ROMAN.match(doc[end - 1].text) else 0.0
    if start and doc[start - 1].lower_ in lexicon.articles.determiners:
        score += weights.article
    return score + _relation(root, lexicon) + weights.described * _descriptions(root, lexicon)


def _relation(root: Token, lexicon: MentionWords) -> float:
    """What the relation of a name to its head says."""
    weights, persons = lexicon.lone_names, lexicon.persons
    head, relation = root.head, root.dep_
    lemma = head.lemma_.lower()
    said = (
        (relation == grammar.PREPOSITION_OBJECT and head.lower_ in lexicon.places.locative, weights.located),
        (relation in _SUBJECTS and lemma in persons.verbs, weights.acting),
        (relation == grammar.POSSESSOR, weights.owning),
        (relation in _DEALT_WITH and lemma in persons.objects, weights.dealt_with),
        (relation == grammar.PREPOSITION_OBJECT and head.dep_ == grammar.BY_AGENT, weights.dealt_with),
        (relation == grammar.CONJUNCT and _beside_person(root), weights.listed),
    )
    return sum(weight for holds, weight in said if holds)


def _beside_person(root: Token) -> bool:
    """Whether a name stands in a row with what the model calls a person."""
    return any(t.ent_type_ == "PERSON" for t in (root.head, *root.head.conjuncts) if t.i != root.i)


def _descriptions(root: Token, lexicon: MentionWords) -> int:
    """How many appositions and relative clauses describe a name as a person."""
    persons = lexicon.persons
    said = int(root.dep_ == grammar.APPOSITION and root.head.lemma_.lower() in persons.roles)
    for child in root.children:
        said += child.dep_ == grammar.APPOSITION and child.lemma_.lower() in persons.roles
        said += child.dep_ == grammar.RELATIVE_CLAUSE and any(
            c.lower_ in persons.relatives for c in child.subtree
        )
    return said


def lone_persons(annotated: AnnotatedDocument, authority: Authority, inventory: Inventory) -> frozenset[str]:
    """The folded lone names that all their uses in the document together say are persons; none of them a name
    of anything else."""
    lexicon = mention_words(annotated.language)
    total: defaultdict[str, float] = defaultdict(float)
    best: defaultdict[str, float] = defaultdict(float)
    for sentence in annotated.sentences:
        for use in lone_names(sentence.doc, lexicon):
            total[use.name] += use.score
            if use.shown:
                best[use.name] = max(best[use.name], use.score)
    return frozenset(
        name
        for name, score in total.items()
        if score > 0 and best[name] >= lexicon.lone_names.sure and not _is_known(name, authority, inventory)
    )


def _is_known(name: str, authority: Authority, inventory: Inventory) -> bool:
    """Whether a name is something else: a state, place, organisation, adjective, or a word the document
    writes small."""
    return (
        fold_word(name) in inventory.common
        or bool(authority.of_adjective(name) or authority.of_metonym(name))
        or any(e.kind != "person" for e in authority.of_name(name))
    )
