"""What an unattributed sentence looks like: named features, each 0..1, by which the writer's own claims are
told from narrative.

Features are grammar (a copula, a negation, a full date) and word classes out of `data/claims_features.toml`.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.appraisal import verdict
from regesta.extract.propose.claims.lexicon import table, verb_kinds, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}\b(?!\d))"
)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20[0-2]\d)\b")
_CLEFT = re.compile(
    r"^(?:\W|\w+,\s)*(?:it|this|that)\s+(?:was|is|were)\s+(?:not\s+)?(?:(?:only|also|in|on|at|by|from|during|after|until|because|due)\b.{0,80}?\bthat\b|(?:the|a)\s+\w+\s+(?:that|when|which|why)\b|why\b|how\b|where\b)",
    re.I,
)
_OWN = re.compile(
    r"\b(?:this|the present|the following|the next|the previous|these)\s+(?:thesis|chapter|dissertation|section|study|part|paper|chapters)\b",
    re.I,
)

#: Sentence features taken as whole-word searches of a class's entries in the text; the others look at lemmas.
_PHRASES = ("causal", "concessive", "epistemic", "degree", "inchoative", "obligation")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    entries = sorted(table("features")["classes"][name], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, entries))})(?!\w)", re.IGNORECASE)


def features(doc: Doc, start: int, end: int, opening: str, markers: int) -> dict[str, float]:
    """The features of tokens [start:end): `opening` is the kind of connective before them ("" for none),
    `markers` the notes called in the sentence."""
    part = doc[start:end]
    text = part.text
    root = _root(doc, start, end)
    lemmas = [t.lemma_.lower() for t in part]
    out: dict[str, float] = {"bias": 1.0}
    if opening:
        out[f"opening_{opening}"] = 1.0
    for name in _PHRASES:
        count = len(_pattern(name).findall(text))
        if count:
            out[name] = min(count, 2) / 2
    evaluative = sum(lemma in words("features", "classes", "evaluative") for lemma in lemmas)
    if evaluative:
        out["evaluative"] = min(evaluative, 3) / 3
    if any(lemma in words("features", "classes", "materials") for lemma in lemmas):
        out["materials"] = 1.0
    if re.search(r"\b(?:seem|appear)(?:s|ed)?\b", text):
        out["seem"] = 1.0
    out |= _of_root(root, doc, start, end)
    if _CLEFT.search(text):
        out["cleft"] = 1.0
    if any(
        t.dep_ == grammar.NEGATION or t.lower_ in ("no", "never", "neither", "nor", "unable", "without")
        for t in part
    ):
        out["negated"] = 1.0
    if any(
        t.lemma_.lower() in words("features", "classes", "positions")
        and any(c.lower_ in ("this", "these", "such") or c.dep_ == grammar.POSSESSOR for c in t.children)
        for t in part
        if t.pos_ == "NOUN"
    ):
        out["argument"] = 1.0
    if verdict(doc, start, end) is not None:
        out["verdict"] = 1.0
    if any(
        t.tag_
        in (grammar.COMPARATIVE, grammar.SUPERLATIVE, grammar.COMPARATIVE_ADVERB, grammar.SUPERLATIVE_ADVERB)
        for t in part
    ):
        out["comparative"] = 1.0
    days = len(_DAY.findall(text))
    if days:
        out["day"] = 1.0 if days == 1 else 1.3
    elif _YEAR.search(text):
        out["year"] = 1.0
    if any(t.like_num and t.text.isdigit() and not _YEAR.match(t.text) for t in part) and not days:
        out["number"] = 1.0
    if markers:
        out["noted"] = 1.0
    if _OWN.search(text):
        out["own_reference"] = 1.0
    if text.rstrip().endswith("?") or doc.text.rstrip().endswith("?"):
        out["question"] = 1.0
    if doc.text.rstrip().endswith(":"):
        out["announces"] = 1.0
    out["length"] = min(1.0, math.log1p(len(part)) / math.log(80))
    if re.search(r"[\"“”]", text):
        out["quoted"] = 1.0
    return out


def _root(doc: Doc, start: int, end: int) -> Token:
    """The head of the range: its token whose governor lies outside or which is the sentence's root."""
    inside = [t for t in doc[start:end] if t.head.i < start or t.head.i >= end or t.dep_ == grammar.ROOT]
    verbs = [t for t in inside if t.pos_ in ("VERB", "AUX")]
    return (verbs or inside or [doc[start]])[0]


def _of_root(root: Token, doc: Doc, start: int, end: int) -> dict[str, float]:
    """Features of the main verb and of its subject."""
    out: dict[str, float] = {}
    lemma = root.lemma_.lower()
    children = list(root.children)
    if lemma == "be":
        out["copula"] = 1.0
        if any(c.dep_ == grammar.EXPLETIVE for c in children):
            out["existential"] = 1.0
    for name in ("motive", "relational", "concrete"):
        if lemma in words("features", "classes", name) and lemma != "be":
            out[f"root_{name}"] = 1.0
    if any(c.dep_ == grammar.PASSIVE_AUXILIARY for c in children):
        out["passive"] = 1.0
    if any(c.dep_ == grammar.AUXILIARY and c.tag_ == grammar.MODAL for c in children):
        out["modal"] = 1.0
    if root.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT) or any(
        c.dep_ in (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY)
        and c.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT)
        for c in children
    ):
        out["present"] = 1.0
    if any(c.dep_ == grammar.NEGATION for c in children):
        out["root_negated"] = 1.0
    subject = next(
        (
            c
            for c in children
            if c.dep_
            in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT, grammar.CLAUSAL_SUBJECT, grammar.EXPLETIVE)
        ),
        None,
    )
    if subject is not None:
        if (
            "evidence" in verb_kinds().get(lemma, frozenset())
            and subject.pos_ != "PROPN"
            and subject.lemma_.lower()
            in words("verbs", "documents", "nouns") | words("frames", "evidence_subjects", "nouns")
        ):
            out["root_evidence"] = 1.0
        if subject.lower_ in ("this", "these", "that", "which", "those"):
            out["subject_this"] = 1.0
        elif subject.dep_ == grammar.CLAUSAL_SUBJECT or subject.tag_ == grammar.GERUND:
            out["subject_clause"] = 1.0
        elif subject.lemma_.lower() in words("features", "classes", "abstract"):
            out["subject_abstract"] = 1.0
        elif subject.lemma_.lower() in words("features", "classes", "meta_nouns"):
            out["subject_meta"] = 1.0
            if lemma in words("features", "classes", "meta"):
                out["meta"] = 1.0
        elif subject.pos_ == "PROPN":
            out["subject_name"] = 1.0
        elif subject.pos_ == "PRON":
            out["subject_pronoun"] = 1.0
    if any(
        t.lemma_.lower() in words("features", "classes", "motive")
        for t in doc[start:end]
        if t.pos_ in ("VERB", "ADJ") and t.i != root.i
    ):
        out["inner_motive"] = 1.0
    return out
