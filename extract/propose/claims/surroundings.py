"""What stands around a part of a sentence that nobody is said to hold: features of its words, its place, and
the sentences before and after, by which a learnt model tells claims from narrative.

A feature's name begins with whose it is: none for the part's own, `before.` and `after.` for the sentence
next to it, `around.` for the mean of the sentences near by; `word.`, `first.`, `head.` and `about.` are
followed by a word, of which the model alone knows those that count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.features import Unattributed, features
from regesta.extract.propose.claims.stance import log_odds, opening
from regesta.extract.propose.claims.syntax import VERBAL, finite

if TYPE_CHECKING:
    from spacy.tokens import Token

    from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
    from regesta.extract.propose.claims.attribution import Attribution
    from regesta.extract.propose.claims.lexicon import ClaimWords

Features = dict[str, float]
#: How many sentences on each side are near by.
_NEAR = 3
#: A paragraph ends with so many line feeds.
_BREAK = 2
#: How many words at the head are told by their place.
_HEAD = 2
#: What the log-odds by hand-set weights are multiplied by, so that regularisation hardly holds it back.
_HAND = 5.0
_UNNAMED = ("PROPN", "NUM", "PUNCT", "SPACE", "SYM", "X")


class Surroundings:
    """The sentences of a document with the attributions found in each; what is asked of a sentence is counted
    once."""

    def __init__(
        self, annotated: AnnotatedDocument, frames: Sequence[Sequence[Attribution]], words: ClaimWords
    ) -> None:
        self._sentences = annotated.sentences
        self._text = annotated.document.text
        self._frames = frames
        self._words = words
        self._known: dict[int, Features] = {}

    def features(self, k: int, part: Unattributed, joint: str) -> Features:
        """Every feature of a part of sentence k that follows by `joint` what stands before it."""
        own = features(part)
        own["by_hand"] = _HAND * log_odds(own, self._words)
        own.update(_of_words(part))
        own.update(self._place(k, part, joint))
        for side, at in (("before", k - 1), ("after", k + 1)):
            own.update({f"{side}.{name}": value for name, value in self._whole(k, at).items()})
        own.update(self._around(k))
        return own

    def _place(self, k: int, part: Unattributed, joint: str) -> Features:
        """Where the part stands in its sentence and its paragraph, and what is attributed in it."""
        out = {
            "share": (part.end - part.start) / len(part.doc),
            "frames": min(len(self._frames[k]), 3) / 3,
            f"joint.{joint}": 1.0,
        }
        if self._begins_paragraph(k):
            out["paragraph.first"] = 1.0
        if k + 1 == len(self._sentences) or self._begins_paragraph(k + 1):
            out["paragraph.last"] = 1.0
        return out

    def _begins_paragraph(self, k: int) -> bool:
        if k == 0:
            return True
        before, here = self._sentences[k - 1].record, self._sentences[k].record
        return self._text.count("\n", before.spans[-1][1], here.spans[0][0]) >= _BREAK

    def _around(self, k: int) -> Features:
        """The mean of the features of the sentences near by in the same division."""
        near = [i for i in range(k - _NEAR, k + _NEAR + 1) if i != k and self._beside(k, i)]
        total: Counter[str] = Counter()
        for i in near:
            total.update(self._whole(k, i))
        return {f"around.{name}": value / len(near) for name, value in total.items()}

    def _beside(self, k: int, other: int) -> bool:
        """Whether another sentence exists and is of the same division."""
        if not 0 <= other < len(self._sentences):
            return False
        return self._sentences[other].record.division == self._sentences[k].record.division

    def _whole(self, k: int, other: int) -> Mapping[str, float]:
        """The features of another sentence as a whole, as those of sentence k see it."""
        if not self._beside(k, other):
            return {"none": 1.0}
        if other not in self._known:
            self._known[other] = self._of_sentence(self._sentences[other], len(self._frames[other]))
        return self._known[other]

    def _of_sentence(self, sentence: AnnotatedSentence, frames: int) -> Features:
        doc = sentence.doc
        opened = opening(doc, self._words)
        start = opened.content if opened.content < len(doc) else 0
        part = Unattributed(doc, start, len(doc), opened.kind, len(sentence.footnotes), self._words)
        return {**features(part), **_manner(part), "frames": min(frames, 3) / 3}


def _manner(part: Unattributed) -> Features:
    """The form of its main verb, and how generally and of whom it speaks."""
    found = (*_tense(part), *_density(part), *_subject(part.subject))
    return {name: value for name, value in found if value}


def _tense(part: Unattributed) -> Iterator[tuple[str, float]]:
    """The form of its main verb and of its first auxiliary."""
    yield f"form.{part.root.tag_}", 1.0
    auxiliary = next((c for c in part.root.children if c.dep_ == grammar.AUXILIARY), None)
    if auxiliary is not None:
        yield f"auxiliary.{auxiliary.tag_}", 1.0


def _density(part: Unattributed) -> Iterator[tuple[str, float]]:
    """How long it is, and how many of its words name, tell and describe; whether the writer says "I"."""
    tokens = _said(part)
    kinds = [t.pos_ for t in tokens]
    yield "names", min(kinds.count("PROPN"), 5) / 5
    yield "people", min(sum(t.ent_type_ == "PERSON" for t in tokens), 3) / 3
    yield "size", min(len(tokens), 40) / 40
    told = sum(kind in VERBAL and finite(t) for t, kind in zip(tokens, kinds, strict=True))
    yield "verbs", min(told, 4) / 4
    yield "adjectives", min(1.0, 5 * kinds.count("ADJ") / max(1, len(tokens)))
    yield "self", float("PRON" in kinds and any(t.pos_ == "PRON" and _first_person(t) for t in tokens))


def _first_person(token: Token) -> bool:
    return "1" in token.morph.get("Person", [])


def _subject(subject: Token | None) -> Iterator[tuple[str, float]]:
    """What its subject is: a name, a person, a kind of thing ("wells")."""
    if subject is None:
        yield "subject.none", 1.0
        return
    yield f"subject.{subject.tag_}", 1.0
    yield "subject.person", float(subject.ent_type_ == "PERSON")
    determined = any(c.dep_ in (grammar.DETERMINER, grammar.POSSESSOR) for c in subject.children)
    yield "subject.bare", float(subject.pos_ == "NOUN" and not determined)


def _said(part: Unattributed) -> list[Token]:
    return [t for t in part.tokens if not t.is_punct and not t.is_space]


def _of_words(part: Unattributed) -> Features:
    """Its words that name nobody and no number, its first words, its main verb and subject, its manner."""
    out = _manner(part)
    tokens = _said(part)
    out.update({f"word.{t.lemma_.lower()}": 1.0 for t in tokens if t.pos_ not in _UNNAMED})
    out.update({f"first.{t.lower_}": 1.0 for t in tokens[:_HEAD] if t.pos_ not in _UNNAMED})
    out[f"head.{part.lemma}"] = 1.0
    if part.subject is not None and part.subject.pos_ not in _UNNAMED:
        out[f"about.{part.subject.lemma_.lower()}"] = 1.0
    return out
