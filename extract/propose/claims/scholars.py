"""Who is a scholar in a document.

People whom notes or bibliography name as authors and who, in the body, are reported to hold things, or named
where their own work is cited, more often than they are said to do things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.cited_works import cited_works
from regesta.extract.propose.claims.syntax import in_present
from regesta.extract.propose.mentions.person_names import PersonNames, person_names
from regesta.extract.record import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from regesta.extract.propose.claims.attribution import Attribution
    from regesta.extract.propose.claims.lexicon import ClaimWords
    from regesta.extract.propose.mentions.layer import MentionLayer
    from regesta.extract.record import Citation


class Scholars:
    """Counts how each named person appears in one document: call `observe` for every sentence, then ask."""

    def __init__(
        self,
        annotated: AnnotatedDocument,
        layer: MentionLayer,
        words: ClaimWords,
        citations: Sequence[Citation] = (),
    ) -> None:
        self.annotated = annotated
        self.layer = layer
        self.words = words
        self.names = person_names(annotated.language)
        self.works = cited_works(annotated, citations, self.names, words.weights)
        #: Folded family name -> how many notes cite papers from or to its bearer.
        self.witnesses = witnesses(annotated, self.names, words)
        self.notes = {n.id: n.span for n in annotated.document.footnotes}
        #: Actor -> in how many sentences he is named, reported to hold something, named beside a note that
        #: cites him, reported in the present tense, and in another.
        self.seen: Counter[str] = Counter()
        self.reported: Counter[str] = Counter()
        self.beside: Counter[str] = Counter()
        self.present: Counter[str] = Counter()
        self.past: Counter[str] = Counter()
        #: Title in lower case -> who is named with it, and how often.
        self.titled: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def observe(self, sentence: int, frames: tuple[Attribution, ...]) -> None:
        """Count who is mentioned in a sentence and who is reported there."""
        holders = self._reported(sentence, frames)
        named = {m.actor for m in self.layer.mentions(sentence) if m.form == "name"}
        authors = self._cited_beside(sentence)
        self.reported.update(holders)
        self.seen.update(named)
        self.beside.update({name for name in named if self.names.family(name) in authors} - holders)
        self._count_tenses(sentence, frames)
        self._count_titles(sentence)

    def _reported(self, sentence: int, frames: tuple[Attribution, ...]) -> set[str]:
        return {
            name
            for frame in frames
            if "saying" not in self.words.verbs.of(frame.lemma)
            for head in frame.holders
            if (name := self.layer.actor_at(sentence, head))
        }

    def _cited_beside(self, sentence: int) -> frozenset[str]:
        """The folded family names of the authors that the notes of a sentence cite."""
        notes = self.annotated.sentences[sentence].footnotes
        return frozenset(family for note in notes for family in self.works.by_note.get(note, ()))

    def _count_tenses(self, sentence: int, frames: tuple[Attribution, ...]) -> None:
        doc = self.annotated.sentences[sentence].doc
        for frame in frames:
            if frame.kind not in ("verb", "object") or not frame.holders:
                continue
            name = self.layer.actor_at(sentence, frame.holders[0])
            if name:
                tense = self.present if in_present(doc[frame.verb], self.words) else self.past
                tense[name] += 1

    def _count_titles(self, sentence: int) -> None:
        """Count the titles right before names ("Archbishop Whitgift")."""
        doc, titles = self.annotated.sentences[sentence].doc, self.layer.lexicon.titles.words
        for m in self.layer.mentions(sentence):
            if m.form != "name" or self.layer.kinds.get(m.actor, "person") != "person":
                continue
            first = doc[m.start_token]
            before = first if first.text in titles else doc[max(0, m.start_token - 1)]
            if before.text in titles and m.end_token - m.start_token + (before.i < first.i) > 1:
                self.titled[before.lower_][m.actor] += 1

    def in_office(self, noun: Token) -> str | None:
        """The person whom an office without a name means: the only one named with it as a title in the
        document, and more than once."""
        bearers = self.titled.get(noun.lower_)
        if not bearers or len(bearers) > 1:
            return None
        name, times = next(iter(bearers.items()))
        return name if times > 1 else None

    def is_scholar(self, name: str) -> bool:
        """Whether a name is a scholar's in this document."""
        if self.layer.kinds.get(name, "person") != "person" or self._took_part(name):
            return False
        seen = self.seen[name]
        # "Mombauer has rejected this view": whom a history reports in the present writes about it, cited or
        # not
        family = self.names.family(name)
        if not self.works.times.get(family, 0):
            return self.present[name] > self.past[name] and seen <= 2 * self.present[name]
        if self.works.of_the_time(family):
            return False
        weights = self.words.weights
        if seen <= (weights.seldom_named if self.works.long_after(family) else weights.rarely_named):
            return True
        return (self.reported[name] + self.beside[name]) / seen >= weights.scholar_share

    def _took_part(self, name: str) -> bool:
        """Whether notes cite a person's papers half as often as his writings or more, and he alone bears the
        name."""
        family = self.names.family(name)
        papers, writings = self.witnesses.get(family, 0), self.works.times.get(family, 0)
        alone = len(self.layer.inventory.surnames.get(family, ())) <= 1
        return alone and 2 * papers >= max(1, writings)

    def voice(self, name: str) -> Voice:
        """Whose voice a named holder speaks in: a school's, a scholar's or an actor's."""
        if self.layer.kinds.get(name) == "school":
            return "school"
        return "scholar" if self.is_scholar(name) else "actor"

    def is_cited(self, name: str) -> bool:
        """Whether notes or bibliography name an author with the family name of a name."""
        return self.names.family(name) in self.works.times

    def bearers(self, name: str) -> list[str]:
        """The people named in the document who bear the family name of a name."""
        return [n for n in self.seen if self.names.family(n) == self.names.family(name)]


def witnesses(annotated: AnnotatedDocument, names: PersonNames, words: ClaimWords) -> dict[str, int]:
    """Folded family name -> how many notes cite his letters, telegrams and reports: such people took part,
    whatever they wrote later."""
    found: Counter[str] = Counter()
    for note in annotated.document.footnotes:
        text = " ".join(annotated.document.text[note.span[0] : note.span[1]].split())
        matches = words.holders.correspondents.finditer(text)
        found.update({names.family(name) for match in matches for name in match.groups() if name})
    return dict(found)
