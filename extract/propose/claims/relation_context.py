"""What stands around a claim when its relations are sought: the claims before it, its words, and how it
answers them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.appraisal import ATTACKS, SUPPORTS, Appraisal, bare, verdict, weighed
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.lexicon import ClaimWords, Openings, Phrases, Words, spoken
from regesta.extract.propose.mentions.person_names import person_names
from regesta.extract.record import RelationType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Who writes about the past, and who took part in it.
WRITERS = ("scholar", "school")
VOICES = (*WRITERS, "actor", "document")
#: Connectives after which an opening that gives a reason or draws an inference may stand.
_BEFORE_OPENINGS = ("contrast", "conclusion", "addition", "neutral", "restatement")


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two drafts by their places in the list, and the rule that found it."""

    source: int
    target: int
    type: RelationType
    rule: str


@dataclass(frozen=True)
class Surroundings:
    """One claim, `drafts[i]`, and what stands around it; claims are given by their places in `drafts`.

    `earlier` are the claims before it in its division, the nearest last; `supported` is what the claims
    before were found to support, and by which rule; `weighed_before` whom they were found to weigh.
    """

    annotated: AnnotatedDocument
    drafts: Sequence[Draft]
    i: int
    earlier: tuple[int, ...]
    supported: Mapping[int, tuple[int, str]]
    weighed_before: Mapping[int, int]
    words: ClaimWords

    @property
    def own(self) -> Draft:
        return self.drafts[self.i]

    @property
    def doc(self) -> Doc:
        return self.annotated.sentences[self.own.sentence].doc

    @property
    def by_author(self) -> bool:
        """Whether the claim is the writer's own."""
        return self.own.holder.voice == "author"

    @cached_property
    def first_of_sentence(self) -> int:
        """The first claim of its sentence."""
        first = self.i
        while first > 0 and self.drafts[first - 1].sentence == self.own.sentence:
            first -= 1
        return first

    @cached_property
    def text(self) -> str:
        """Its sentence in lower case, without genitive endings."""
        return self.words.function.possessive_ending.sub("", self.doc.text.lower())

    @cached_property
    def plain(self) -> str:
        """Its sentence in lower case, words only, with a space at both ends."""
        words = re.sub(r"[^\w\s-]", " ", self.text).split()
        return f" {' '.join(words)} "

    def says(self, phrases: Phrases | Openings) -> bool:
        """Whether one of some phrases stands in its sentence."""
        return any(phrase in self.plain for phrase in spoken(phrases))

    def distance(self, j: int) -> int:
        """How many sentences before its own another claim's stands."""
        return self.own.sentence - self.drafts[j].sentence

    def same_holder(self, j: int) -> bool:
        """Whether another claim has the same holder."""
        return self.drafts[j].holder.names == self.own.holder.names

    @cached_property
    def before(self) -> tuple[int, ...]:
        """The claims that it may answer."""
        return self.earlier[-self.words.relations.claims_back :]

    @cached_property
    def near(self) -> tuple[int, ...]:
        """Those of them that stand in the sentences just before."""
        return tuple(j for j in self.before if 0 < self.distance(j) <= self.words.relations.sentences_back)

    @cached_property
    def last(self) -> int | None:
        """The nearest of them."""
        return self.near[-1] if self.near else None

    @property
    def follows(self) -> bool:
        """Whether the nearest stands in the sentence before."""
        return self.last is not None and self.distance(self.last) == 1

    @cached_property
    def last_draft(self) -> Draft | None:
        return self.drafts[self.last] if self.last is not None else None

    @cached_property
    def other_before(self) -> bool:
        """Whether the nearest has another holder."""
        return self.last is not None and not self.same_holder(self.last)

    @cached_property
    def judges(self) -> RelationType | None:
        """What its sentence does to a position it points to."""
        return verdict(self.doc, self.words)

    @cached_property
    def weighs(self) -> Appraisal | None:
        """Whom the writer finds fault with or sides with here."""
        return weighed(self.doc, self.words) if self.by_author else None

    @cached_property
    def weighed_claim(self) -> int | None:
        """The last claim of the scholar whom the writer weighs: by family name, or for a pronoun the scholar
        weighed or reported last."""
        if self.weighs is None:
            return None
        who = self.weighs[0]
        if who.pos_ == "PRON":
            return self._claim_of_pronoun()
        return next((j for j in reversed(self.earlier) if self._is_of(j, who)), None)

    def _claim_of_pronoun(self) -> int | None:
        if self.last is not None and self.last in self.weighed_before:
            return self.weighed_before[self.last]
        return next((j for j in reversed(self.near) if self.drafts[j].holder.voice in WRITERS), None)

    def _is_of(self, j: int, who: Token) -> bool:
        holder = self.drafts[j].holder
        family_of = person_names(self.annotated.language).family
        return holder.voice in WRITERS and family_of(who.text) in map(family_of, holder.names)

    @cached_property
    def names_position(self) -> bool:
        """Whether its sentence has a noun for a position ("argument", "claims")."""
        nouns, singular = self.words.answers.argument_nouns, self.words.function.singular
        return any(t in nouns or singular(t) in nouns for t in re.findall(r"[\w-]+", self.text))

    @cached_property
    def stance(self) -> RelationType | None:
        """Whether its words, or an answer announced for it, attack or support a position stated before."""
        found = next((sign for read in STANCE_RULES if (sign := read(self)) is not None), None)
        return found if found is not None or self.by_author else self._announced()

    def _announced(self) -> RelationType | None:
        """What the sentence before announced of the same holder's claim ("Békés disagrees. In his reading,
        ...")."""
        sentences = self.annotated.sentences
        k = self.own.sentence - 1
        if k < 0 or sentences[k].record.division != sentences[self.own.sentence].record.division:
            return None
        found = bare(sentences[k].doc, self.words)
        if found is None:
            return None
        who, sign = found
        named = any(who.text.lower() == name.split()[-1].lower() for name in self.own.holder.names)
        return sign if named or who.pos_ == "PRON" else None

    @cached_property
    def named_claim(self) -> int | None:
        """The nearest earlier claim of somebody else whose holder the writer's answer names ("Hasanli's
        argument underestimates ...")."""
        if not self.by_author or self.stance is None:
            return None
        return next((j for j in reversed(self.before) if self._names_holder(j)), None)

    def _names_holder(self, j: int) -> bool:
        holder = self.drafts[j].holder
        if holder.voice not in WRITERS or self.same_holder(j):
            return False
        return self.says(tuple(name.lower().split()[-1] for name in holder.names))

    @cached_property
    def answered(self) -> int | None:
        """The claim that an answer of its is to: of whom it names, else the nearest of another holder; the
        writer answers writers, but for a contrast."""
        if self.named_claim is not None:
            return self.named_claim
        voices = WRITERS if self.by_author and self.own.opening != "contrast" else VOICES
        return next(
            (
                j
                for j in reversed(self.near)
                if self.drafts[j].holder.voice in voices and not self.same_holder(j)
            ),
            None,
        )

    @cached_property
    def answers(self) -> bool:
        """Whether it answers that claim and not only stands beside it."""
        if self.stance is None or self.answered is None:
            return False
        if not self.by_author or self.names_position:
            return True
        close = self.distance(self.answered) == 1
        judged = self.judges is not None and (self.named_claim is not None or close)
        return judged or (close and self.own.opening == "contrast")

    def undercut(self, sign: RelationType) -> RelationType:
        """A sign, or "undercuts" for an attack on what a claim rests on and not on what it says."""
        return "undercuts" if sign == ATTACKS and self.says(self.words.answers.undercut_phrases) else sign

    def starts_point(self, openings: Openings) -> bool:
        """Whether its sentence begins with one of the words that number points ("Secondly, ...")."""
        ends = self.words.relations.point_endings
        return any(self.text.startswith(f"{word}{end}") for word in openings for end in ends)

    def opens_with(self, openings: Openings) -> bool:
        """Whether its sentence, after its connectives, begins with one of some openings."""
        rest = self.text
        this = self.words.relations.demonstrative_ending
        for kind in _BEFORE_OPENINGS:
            for joined in self.words.stance.joined[kind]:
                if rest.startswith(joined) and rest.startswith((",", this), len(joined)):
                    rest = rest[len(joined) :].lstrip(", ")
        return rest.startswith(openings)


def says_against(around: Surroundings) -> RelationType | None:
    """ "By contrast", "contrary to"; of others also by their verb: "denied"."""
    return _said(around, ATTACKS, around.words.answers.attack_phrases, around.words.answers.attack_verbs)


def says_for(around: Surroundings) -> RelationType | None:
    """ "In line with", "likewise"; of others also by their verb: "agrees"."""
    return _said(around, SUPPORTS, around.words.answers.support_phrases, around.words.answers.support_verbs)


def _said(around: Surroundings, sign: RelationType, phrases: Phrases, verbs: Words) -> RelationType | None:
    frame = around.own.frame
    by_verb = frame is not None and not around.by_author and frame.lemma in verbs
    return sign if by_verb or around.says(phrases) else None


def judges_position(around: Surroundings) -> RelationType | None:
    """The writer: "this argument does not survive"."""
    return around.judges if around.by_author else None


def words_about_position(around: Surroundings) -> RelationType | None:
    """The writer, of a position: any word of his that turns down or takes up."""
    if not around.by_author or not around.names_position:
        return None
    answers = around.words.answers
    tokens = {t.lower_ for t in around.doc} | {t.lemma_.lower() for t in around.doc}
    if tokens & answers.attacks:
        return ATTACKS
    if not tokens & answers.supports:
        return None
    return ATTACKS if tokens & answers.plain_denials else SUPPORTS


def contrasts(around: Surroundings) -> RelationType | None:
    """A contrast at the head of what the writer or a scholar says."""
    voices = ("author", *WRITERS)
    return ATTACKS if around.own.opening == "contrast" and around.own.holder.voice in voices else None


#: How a claim's own words may answer a position stated before; the first that applies is taken.
STANCE_RULES = (says_against, says_for, judges_position, words_about_position, contrasts)
