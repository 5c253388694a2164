"""What two sentences with claims look like beside each other: named features by which a learnt model tells
whether the one answers the other, and how.

Features are grammar, word classes of the language pack, what the rules about relations found, and the words
themselves; which words count is known to the model alone. A feature's name begins with whose it is: `later.`
and `earlier.` of one of the two sentences, `next.` of the later one where no claim stands between, `pair.` of
both together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims.appraisal import verdict, weighed
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.lexicon import ClaimWords, Phrases, by_first_word
from regesta.extract.propose.claims.relation_context import Link
from regesta.extract.propose.claims.stance import opening
from regesta.extract.propose.claims.syntax import PRESENT_FORMS, child
from regesta.extract.record import RelationType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Features = dict[str, float]

_CONTENT = ("NOUN", "VERB", "ADJ", "PROPN", "NUM")
_NAMES = ("PROPN",)
_SUBJECTS = (grammar.SUBJECT, grammar.PASSIVE_SUBJECT, grammar.CLAUSAL_SUBJECT, grammar.EXPLETIVE)
#: How many words at the head of a sentence are told by their place.
_HEAD = 3


@dataclass(frozen=True)
class ClaimSentence:
    """A sentence that has claims, its place `at` among the document's sentences, and its claims' places among
    the drafts; `actors` are those whom it mentions, `paragraph` the number of its paragraph."""

    at: int
    sentence: AnnotatedSentence
    members: tuple[int, ...]
    drafts: tuple[Draft, ...]
    actors: frozenset[str]
    paragraph: int
    words: ClaimWords

    @property
    def doc(self) -> Doc:
        return self.sentence.doc

    @cached_property
    def text(self) -> str:
        """Its text as parsed; spaCy puts it together anew each time."""
        return self.doc.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return tuple(t for t in self.doc if not t.is_space and not t.is_punct)

    @cached_property
    def plain(self) -> str:
        """Its words in lower case, a blank between them and at both ends."""
        return f" {' '.join(t.lower_ for t in self.tokens)} "

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple(t.lower_ for t in self.tokens)

    @cached_property
    def said(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.lower)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Its words and their lemmas."""
        return self.said | {t.lemma_.lower() for t in self.tokens}

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of its words of content."""
        return frozenset(t.lemma_.lower() for t in self.tokens if t.pos_ in _CONTENT and len(t) > 2)

    @cached_property
    def names(self) -> frozenset[str]:
        """Its proper names, word by word."""
        return frozenset(t.lower_ for t in self.tokens if t.pos_ in _NAMES and len(t) > 2)

    @cached_property
    def holders(self) -> frozenset[str]:
        """Who holds its claims, the writer left out."""
        return frozenset(n for d in self.drafts if d.holder.voice != "author" for n in d.holder.names)

    @cached_property
    def families(self) -> frozenset[str]:
        """The last words of the names of who holds its claims, the writer left out."""
        return frozenset(w for d in self.drafts if d.holder.voice != "author" for w in family_words(d))

    @cached_property
    def voices(self) -> frozenset[str]:
        return frozenset(d.holder.voice for d in self.drafts)

    @property
    def by_writer(self) -> bool:
        """Whether the writer holds one of its claims."""
        return "author" in self.voices

    @property
    def by_others(self) -> bool:
        """Whether somebody else holds one of its claims."""
        return bool(self.voices - {"author"})

    @cached_property
    def who(self) -> str:
        """Who holds its claims, in short: the writer, others, or both."""
        return ("w" if self.by_writer else "") + ("o" if self.by_others else "")

    @cached_property
    def opens(self) -> str:
        """The kind of connective that it opens with."""
        return opening(self.doc, self.words).kind

    @cached_property
    def judges(self) -> RelationType | None:
        """What it does to a position it points to."""
        return verdict(self.doc, self.words)

    @cached_property
    def root(self) -> Token | None:
        return next((t for t in self.doc if t.dep_ == grammar.ROOT), None)

    @cached_property
    def denied(self) -> bool:
        """Whether some word of it denies."""
        negations = self.words.stance.negations
        return any(t.dep_ == grammar.NEGATION or t.lower_ in negations for t in self.tokens)

    @cached_property
    def asks(self) -> bool:
        return "?" in self.text[-4:]

    def says(self, phrases: Phrases) -> bool:
        """Whether one of some phrases stands in it."""
        begun = by_first_word(phrases)
        return any(phrase in self.plain for word in self.said & begun.keys() for phrase in begun[word])

    def has(self, some: frozenset[str]) -> bool:
        """Whether one of some lemmas or words stands in it."""
        return not self.forms.isdisjoint(some)

    @cached_property
    def own(self) -> Features:
        """What it looks like alone."""
        return {name: float(value) for name, value in _alone(self) if value}


def family_words(draft: Draft) -> frozenset[str]:
    """The last words of the names of who holds a claim, in lower case."""
    return frozenset(name.lower().split()[-1] for name in draft.holder.names if name.split())


def _alone(s: ClaimSentence) -> Iterator[tuple[str, float]]:
    yield from _words(s)
    yield from _classes(s)
    yield from _clause(s)
    yield from _claims(s)


def _words(s: ClaimSentence) -> Iterator[tuple[str, float]]:
    """Its first words by place, the first two together, and every word and lemma that is no name."""
    for place, word in enumerate(s.lower[:_HEAD]):
        yield f"word{place}={word}", 1
    if len(s.lower) > 1:
        yield f"words={s.lower[0]} {s.lower[1]}", 1
    said = (t for t in s.tokens if t.pos_ not in _NAMES)
    forms = {form for t in said for form in (t.lower_, t.lemma_.lower())}
    yield from ((f"has={word}", 1) for word in forms)
    joints = (d.content[0] - 1 for d in s.drafts[1:_HEAD] if d.content[0] > 0)
    yield from ((f"joint={s.doc[k].lower_}", 1) for k in joints)


def _classes(s: ClaimSentence) -> Iterator[tuple[str, float]]:
    """The classes of its words that the language pack knows."""
    answers, features, stance = s.words.answers, s.words.features, s.words.stance
    yield f"opening={s.opens}", 1
    yield f"verdict={s.judges}", 1
    appraised = weighed(s.doc, s.words) if s.by_writer else None
    yield f"weighs={appraised[1] if appraised else None}", 1
    yield "attack_words", s.has(answers.attacks)
    yield "support_words", s.has(answers.supports)
    yield "fault_verbs", s.has(answers.fault_verbs)
    yield "position_nouns", s.has(answers.argument_nouns)
    yield "flaws", s.has(answers.flaws)
    yield "attack_phrases", s.says(answers.attack_phrases) or s.says(answers.attack_verdicts)
    yield "support_phrases", s.says(answers.support_phrases) or s.says(answers.support_verdicts)
    yield "undercut_phrases", s.says(answers.undercut_phrases)
    yield "conceding", s.has(answers.conceding_verbs)
    yield "joining", s.has(answers.joining_adverbs)
    yield "materials", s.has(features.materials)
    yield "evaluative", min(3, sum(t.lemma_.lower() in features.evaluative for t in s.tokens)) / 3
    for name in ("causal", "concessive", "epistemic", "degree", "seem"):
        yield name, getattr(features, name).search(s.text) is not None
    yield "hedged", s.has(stance.hedges)


def _clause(s: ClaimSentence) -> Iterator[tuple[str, float]]:
    """Its main clause, and its length, notes and numbers."""
    size = len(s.tokens)
    yield "length", min(size, 60) / 60
    yield "short", size < 9
    yield "asks", s.asks
    yield "announces", s.text.rstrip().endswith(":")
    yield "quotes", any(c in s.text for c in '"“”')
    yield "noted", bool(s.sentence.footnotes)
    yield "numbers", any(t.like_num and t.text.isdigit() for t in s.tokens)
    yield "denied", s.denied
    if s.root is not None:
        yield from _main_verb(s, s.root)


def _main_verb(s: ClaimSentence, root: Token) -> Iterator[tuple[str, float]]:
    """The verb of its main clause, and the subject."""
    yield f"root_tag={root.tag_}", 1
    yield "copula", root.lemma_.lower() in s.words.function.copulas
    yield "present", root.tag_ in PRESENT_FORMS
    yield "root_denied", any(c.dep_ == grammar.NEGATION for c in root.children)
    yield "modal", any(c.tag_ == grammar.MODAL for c in root.children)
    subject = child(root, *_SUBJECTS)
    if subject is None:
        yield "no_subject", 1
        return
    determiner = next((c.lower_ for c in subject.children if c.dep_ == grammar.DETERMINER), "")
    yield f"subject_pos={subject.pos_}", 1
    yield f"subject_det={determiner}", 1
    if subject.pos_ not in _NAMES:
        yield f"subject={subject.lower_}", 1
    demonstrative = subject.lower_ in s.words.features.demonstrative_subjects
    yield "subject_points", demonstrative or determiner in s.words.answers.pointing_words


def _claims(s: ClaimSentence) -> Iterator[tuple[str, float]]:
    """Its claims: how many, whose, how attributed."""
    yield "claims", min(len(s.drafts), 3) / 3
    yield "several", len(s.drafts) > 1
    for voice in s.voices:
        yield f"voice={voice}", 1
    yield "mixed", s.by_writer and s.by_others
    for d in s.drafts:
        if d.cue is not None and d.holder.voice != "author":
            yield f"cue={s.doc[d.cue[0]].lemma_.lower()}", 1
        if d.holder.voice != "author" and d.cue is None:
            yield "continued", 1


@dataclass(frozen=True)
class Pair:
    """Two sentences with claims in one division, the later and the earlier one, by their places in `row`, the
    sentences with claims in document order; `found` are the rules that link a claim of the one with a claim
    of the other, `rare` how rare each lemma is in the document, 0..1."""

    row: Sequence[ClaimSentence]
    i: int
    j: int
    found: Sequence[Link] = ()
    rare: Mapping[str, float] | None = None

    @property
    def later(self) -> ClaimSentence:
        return self.row[self.i]

    @property
    def earlier(self) -> ClaimSentence:
        return self.row[self.j]

    @property
    def between(self) -> Sequence[ClaimSentence]:
        return self.row[self.j + 1 : self.i]

    @property
    def close(self) -> int:
        """One where no claim stands between the two, else two."""
        return min(self.i - self.j, 2)

    @cached_property
    def same_holder(self) -> bool:
        """Whether somebody other than the writer holds claims of both."""
        return bool(self.later.holders & self.earlier.holders)

    @cached_property
    def names_holder(self) -> bool:
        """Whether the later one names who holds the earlier one, and he speaks there no more."""
        return not self.same_holder and not self.earlier.families.isdisjoint(self.later.said)

    @cached_property
    def own(self) -> Features:
        """What the two look like beside each other, their own features left out."""
        return {f"pair.{name}": value for name, value in self.beside.items()}

    @cached_property
    def beside(self) -> Features:
        """The same by names without whose they are."""
        return {name: float(value) for name, value in _beside(self) if value}


def _beside(pair: Pair) -> Iterator[tuple[str, float]]:
    yield from _place(pair)
    yield from _voices(pair)
    yield from _likeness(pair)
    for link in pair.found:
        yield f"rule={link.rule}", 1
        yield f"rule_sign={link.type}", 1
    yield "by_rule", bool(pair.found)


def _place(pair: Pair) -> Iterator[tuple[str, float]]:
    """How far apart they stand."""
    later, earlier = pair.later, pair.earlier
    steps, apart = pair.i - pair.j, later.at - earlier.at
    yield f"steps={min(steps, 9)}", 1
    yield "steps", min(steps, 10) / 10
    yield f"sentences={min(apart, 6)}", 1
    yield "adjoins", apart == 1
    paragraphs = later.paragraph - earlier.paragraph
    yield f"paragraphs={min(paragraphs, 2)}", 1
    first = pair.j == 0 or pair.row[pair.j - 1].paragraph != earlier.paragraph
    last = pair.i + 1 == len(pair.row) or pair.row[pair.i + 1].paragraph != later.paragraph
    yield "heads_paragraph", first and paragraphs == 0
    yield "ends_paragraph", last and paragraphs == 0
    yield "spans_paragraph", first and last and paragraphs == 0
    begins = pair.row[pair.i - 1].paragraph != later.paragraph
    yield "begins_paragraph", begins
    yield f"place={min(steps, 3)}{'p' if paragraphs else ''}{'f' if first else ''}", 1


def _voices(pair: Pair) -> Iterator[tuple[str, float]]:
    """Who speaks in the one and in the other, and whom the later one names."""
    later, earlier, close = pair.later, pair.earlier, pair.close
    yield f"voices={later.who}>{earlier.who}", 1
    yield f"voices={later.who}>{earlier.who},{close}", 1
    yield "same_holder", pair.same_holder
    yield f"same_holder,{close}", pair.same_holder
    yield "other_holder", bool(later.holders and earlier.holders) and not pair.same_holder
    yield "names_holder", pair.names_holder
    yield f"names_holder,{close}", pair.names_holder
    yield "mentions_holder", bool(earlier.holders & later.actors) and not pair.same_holder
    yield "shares_actor", bool(later.actors & earlier.actors)
    yield f"points,{close}", "subject_points" in later.own
    yield f"position,{earlier.who},{close}", "position_nouns" in later.own
    yield f"opening={later.opens},{earlier.who},{close}", 1
    yield f"verdict={later.judges},{earlier.who},{close}", 1
    yield from _voices_between(pair)


def _voices_between(pair: Pair) -> Iterator[tuple[str, float]]:
    """Who speaks between the two, and whether the holder of the earlier one is the last of his name."""
    earlier, between = pair.earlier, pair.between
    nearest = earlier.by_others and not any(b.by_others for b in between)
    if pair.names_holder:
        yield "names_holder_last", not any(earlier.families & b.families for b in between)
    yield "other_between", any(b.by_others for b in between)
    yield "nearest_other", nearest
    yield f"nearest_other,{pair.later.who}", nearest
    yield "writer_between", any(b.by_writer for b in between)
    yield "holder_between", any(b.holders & earlier.holders for b in between)


def _likeness(pair: Pair) -> Iterator[tuple[str, float]]:
    """What they have in common, and whether one denies and the other does not."""
    later, earlier = pair.later, pair.earlier
    common = later.lemmas & earlier.lemmas
    rare = pair.rare or {}
    weight = sum(rare.get(lemma, 1.0) for lemma in common)
    yield "common", min(len(common), 5) / 5
    yield "common_weight", min(weight, 4.0) / 4
    best = max((sum(rare.get(x, 1.0) for x in later.lemmas & b.lemmas) for b in pair.between), default=0.0)
    yield "most_alike", weight > 0 and weight > best
    yield "no_common", not common
    yield "common_names", bool(later.names & earlier.names)
    opposed = later.denied != earlier.denied
    yield "opposed", opposed
    yield "opposed_alike", opposed and len(common) > 1
    yield "both_denied", later.denied and earlier.denied
    yield "answers_question", earlier.asks and pair.i - pair.j == 1
    tense = "present" in later.own, "present" in earlier.own
    yield f"tense={tense[0]:d}{tense[1]:d}", 1
    yield f"noted={'noted' in later.own:d}{'noted' in earlier.own:d}", 1


def claim_sentences(
    annotated: AnnotatedDocument,
    drafts: Sequence[Draft],
    actors: Sequence[Sequence[str]],
    words: ClaimWords,
) -> list[ClaimSentence]:
    """The sentences that have claims sure enough to be related, in document order; `actors` names for each
    sentence whom it mentions."""
    by_sentence: dict[int, list[int]] = {}
    for i, d in enumerate(drafts):
        if d.confidence >= words.relations.least:
            by_sentence.setdefault(d.sentence, []).append(i)
    paragraphs = paragraph_numbers(annotated)
    return [
        ClaimSentence(
            k,
            annotated.sentences[k],
            tuple(members),
            tuple(drafts[i] for i in members),
            frozenset(actors[k]) if k < len(actors) else frozenset(),
            paragraphs[k],
            words,
        )
        for k, members in sorted(by_sentence.items())
    ]


def paragraph_numbers(annotated: AnnotatedDocument) -> list[int]:
    """The number of the paragraph of each sentence: one more after an empty line."""
    text, number, out = annotated.document.text, 0, []
    end = 0
    for s in annotated.sentences:
        start = s.record.spans[0][0]
        if text[end:start].count("\n") > 1:
            number += 1
        out.append(number)
        end = max(end, s.record.spans[-1][1])
    return out


def rarity(annotated: AnnotatedDocument) -> dict[str, float]:
    """How rare each lemma of content is among the sentences of a document: 1 for one that stands in a single
    sentence, 0 for one that stands in all."""
    count = Counter(
        lemma
        for s in annotated.sentences
        for lemma in {t.lemma_.lower() for t in s.doc if t.pos_ in _CONTENT}
    )
    most = math.log(max(2, len(annotated.sentences)))
    return {lemma: 1 - math.log(n) / most for lemma, n in count.items()}
