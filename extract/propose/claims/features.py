"""What an unattributed sentence looks like: named features, each 0..1, by which the writer's own claims are
told from narrative.

Features are grammar (a copula, a negation, a full date) and word classes of the language pack; what each
weighs stands in `claims_weights.toml`, by the feature's name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.appraisal import verdict
from regesta.extract.propose.claims.syntax import PRESENT_FORMS, VERBAL, child, has_child, heads_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords, Pattern, Words


@dataclass(frozen=True)
class Unattributed:
    """Tokens [start:end) of a sentence that nobody is said to hold; `opening` is the kind of connective
    before them ("" for none), `markers` the notes called in the sentence."""

    doc: Doc
    start: int
    end: int
    opening: str
    markers: int
    words: ClaimWords

    @cached_property
    def part(self) -> Span:
        return self.doc[self.start : self.end]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(self.part)

    @cached_property
    def text(self) -> str:
        return self.part.text

    @cached_property
    def lemma_set(self) -> frozenset[str]:
        """Its lemmas, each once."""
        return frozenset(self.lemmas)

    @cached_property
    def whole(self) -> str:
        """The text of its whole sentence, without the blanks at its end."""
        return self.doc.text.rstrip()

    @cached_property
    def lemmas(self) -> list[str]:
        return [t.lemma_.lower() for t in self.tokens]

    @cached_property
    def root(self) -> Token:
        """Its head: the first verb, else the first token, whose governor lies outside or that heads the
        sentence."""
        inside = heads_of(self.doc, self.start, self.end)
        return ([t for t in inside if t.pos_ in VERBAL] or inside or [self.doc[self.start]])[0]

    @cached_property
    def lemma(self) -> str:
        return self.root.lemma_.lower()

    @cached_property
    def subject(self) -> Token | None:
        return child(
            self.root,
            grammar.SUBJECT,
            grammar.PASSIVE_SUBJECT,
            grammar.CLAUSAL_SUBJECT,
            grammar.EXPLETIVE,
        )

    @cached_property
    def subject_class(self) -> str:
        """The name of the first of `SUBJECT_CLASSES` that its subject belongs to, "" for none."""
        subject = self.subject
        if subject is None:
            return ""
        return next((name for name, test in SUBJECT_CLASSES.items() if test(subject, self.words)), "")

    @cached_property
    def days(self) -> int:
        """How many full dates it has."""
        return len(self.words.features.day.findall(self.text))


Feature = Callable[[Unattributed], float]

#: What a subject may be, in the order in which it is asked.
SUBJECT_CLASSES: Mapping[str, Callable[[Token, ClaimWords], bool]] = {
    "subject_this": lambda s, words: s.lower_ in words.features.demonstrative_subjects,
    "subject_clause": lambda s, words: s.dep_ == grammar.CLAUSAL_SUBJECT or s.tag_ == grammar.GERUND,
    "subject_abstract": lambda s, words: s.lemma_.lower() in words.features.abstract,
    "subject_meta": lambda s, words: s.lemma_.lower() in words.features.meta_nouns,
    "subject_name": lambda s, words: s.pos_ == "PROPN",
    "subject_pronoun": lambda s, words: s.pos_ == "PRON",
}
_DEGREES = (
    grammar.COMPARATIVE,
    grammar.SUPERLATIVE,
    grammar.COMPARATIVE_ADVERB,
    grammar.SUPERLATIVE_ADVERB,
)


def found_twice(pattern: Callable[[ClaimWords], Pattern]) -> Feature:
    """A half for one of a class's words in the text, one for two or more."""
    return lambda x: min(len(pattern(x.words).findall(x.text)), 2) / 2


def found(pattern: Callable[[ClaimWords], Pattern]) -> Feature:
    """One when a pattern is found in the text."""
    return lambda x: pattern(x.words).search(x.text) is not None


def headed_by(verbs: Callable[[ClaimWords], Words]) -> Feature:
    """One when the main verb is of a class; a copula is of none."""
    return lambda x: x.lemma in verbs(x.words) and x.lemma not in x.words.function.copulas


def opened_by(kind: str) -> Feature:
    """One when a connective of a kind stands before it."""
    return lambda x: x.opening == kind


def subject_is(name: str) -> Feature:
    """One when its subject is of a class."""
    return lambda x: x.subject_class == name


def evaluative(x: Unattributed) -> float:
    """A third for each evaluating word, up to one."""
    return min(sum(lemma in x.words.features.evaluative for lemma in x.lemmas), 3) / 3


def materials(x: Unattributed) -> float:
    """It names the materials of research."""
    return not x.lemma_set.isdisjoint(x.words.features.materials)


def negated(x: Unattributed) -> float:
    """Some word of it denies."""
    negative = x.words.features.negative_words
    return any(t.dep_ == grammar.NEGATION or t.lower_ in negative for t in x.tokens)


def argument(x: Unattributed) -> float:
    """It takes a position up: "this argument", "Ward's claim"."""
    features = x.words.features
    if x.lemma_set.isdisjoint(features.positions):
        return False
    return any(
        t.pos_ == "NOUN"
        and t.lemma_.lower() in features.positions
        and any(c.lower_ in features.position_determiners or c.dep_ == grammar.POSSESSOR for c in t.children)
        for t in x.tokens
    )


def judged(x: Unattributed) -> float:
    """It turns a position down or takes it up."""
    return verdict(x.doc, x.words, x.start, x.end) is not None


def comparative(x: Unattributed) -> float:
    """It compares."""
    return any(t.tag_ in _DEGREES for t in x.tokens)


def day(x: Unattributed) -> float:
    """A full date; more than one weigh a little more."""
    return 0.0 if not x.days else 1.0 if x.days == 1 else 1.3


def year(x: Unattributed) -> float:
    """A year without a full date."""
    return not x.days and x.words.features.year.search(x.text) is not None


def number(x: Unattributed) -> float:
    """A number that is no year, without a full date."""
    years = x.words.features.year
    return not x.days and any(t.like_num and t.text.isdigit() and not years.match(t.text) for t in x.tokens)


def noted(x: Unattributed) -> float:
    """A note is called in the sentence."""
    return bool(x.markers)


def question(x: Unattributed) -> float:
    """It asks."""
    return x.text.rstrip().endswith("?") or x.whole.endswith("?")


def announces(x: Unattributed) -> float:
    """The sentence ends in a colon, or the part in words such as "as follows"."""
    return x.whole.endswith(":") or x.text.lower().rstrip(" .,;:").endswith(x.words.stance.announcements)


def length(x: Unattributed) -> float:
    """How long it is; 80 tokens are one."""
    return min(1.0, math.log1p(len(x.part)) / math.log(80))


def quoted(x: Unattributed) -> float:
    """It has a quotation."""
    return re.search(r"[\"“”]", x.text) is not None


def copula(x: Unattributed) -> float:
    """Its main verb is a copula."""
    return x.lemma in x.words.function.copulas


def existential(x: Unattributed) -> float:
    """ "There is"."""
    return bool(copula(x)) and has_child(x.root, grammar.EXPLETIVE)


def passive(x: Unattributed) -> float:
    """Its main verb is in the passive."""
    return has_child(x.root, grammar.PASSIVE_AUXILIARY)


def modal(x: Unattributed) -> float:
    """Its main verb has a modal."""
    return any(c.dep_ == grammar.AUXILIARY and c.tag_ == grammar.MODAL for c in x.root.children)


def present(x: Unattributed) -> float:
    """Its main verb is in the present."""
    return x.root.tag_ in PRESENT_FORMS or any(
        c.dep_ in (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY) and c.tag_ in PRESENT_FORMS
        for c in x.root.children
    )


def root_negated(x: Unattributed) -> float:
    """Its main verb is denied."""
    return has_child(x.root, grammar.NEGATION)


def root_evidence(x: Unattributed) -> float:
    """Papers, facts or events show something."""
    subject, words = x.subject, x.words
    return (
        subject is not None
        and subject.pos_ != "PROPN"
        and "evidence" in words.verbs.of(x.lemma)
        and subject.lemma_.lower() in words.verbs.documents | words.holders.evidence_nouns
    )


def meta(x: Unattributed) -> float:
    """The text, or its materials, treats of something."""
    return x.subject_class == "subject_meta" and x.lemma in x.words.features.meta


def inner_motive(x: Unattributed) -> float:
    """A word other than the main verb says what somebody meant or wanted."""
    if x.lemma_set.isdisjoint(x.words.features.motive):
        return False
    return any(
        t.pos_ in ("VERB", "ADJ") and t.i != x.root.i and t.lemma_.lower() in x.words.features.motive
        for t in x.tokens
    )


#: Every feature by its name, which is that of its weight.
FEATURES: Mapping[str, Feature] = {
    "bias": lambda x: 1.0,
    "opening_conclusion": opened_by("conclusion"),
    "opening_restatement": opened_by("restatement"),
    "opening_addition": opened_by("addition"),
    "opening_contrast": opened_by("contrast"),
    "opening_example": opened_by("example"),
    "causal": found_twice(lambda words: words.features.causal),
    "concessive": found_twice(lambda words: words.features.concessive),
    "epistemic": found_twice(lambda words: words.features.epistemic),
    "degree": found_twice(lambda words: words.features.degree),
    "inchoative": found_twice(lambda words: words.features.inchoative),
    "obligation": found_twice(lambda words: words.features.obligation),
    "evaluative": evaluative,
    "materials": materials,
    "seem": found(lambda words: words.features.seem),
    "copula": copula,
    "existential": existential,
    "root_motive": headed_by(lambda words: words.features.motive),
    "root_relational": headed_by(lambda words: words.features.relational),
    "root_concrete": headed_by(lambda words: words.features.concrete),
    "passive": passive,
    "modal": modal,
    "present": present,
    "root_negated": root_negated,
    "root_evidence": root_evidence,
    "subject_this": subject_is("subject_this"),
    "subject_clause": subject_is("subject_clause"),
    "subject_abstract": subject_is("subject_abstract"),
    "subject_meta": subject_is("subject_meta"),
    "meta": meta,
    "subject_name": subject_is("subject_name"),
    "subject_pronoun": subject_is("subject_pronoun"),
    "inner_motive": inner_motive,
    "cleft": found(lambda words: words.features.cleft),
    "negated": negated,
    "argument": argument,
    "verdict": judged,
    "comparative": comparative,
    "day": day,
    "year": year,
    "number": number,
    "noted": noted,
    "own_reference": found(lambda words: words.features.own_reference),
    "question": question,
    "announces": announces,
    "length": length,
    "quoted": quoted,
}


def features(unattributed: Unattributed) -> dict[str, float]:
    """The features of a part of a sentence that are not 0, by name."""
    values = ((name, float(feature(unattributed))) for name, feature in FEATURES.items())
    return {name: value for name, value in values if value}
