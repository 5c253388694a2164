"""Names in the sentences of a document and what they mean there: one sentence after the other, remembering
who was named lately."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority
from regesta.extract.propose.mentions.eras import only_year
from regesta.extract.propose.mentions.folded import fold_word
from regesta.extract.propose.mentions.gazetteer import Hit
from regesta.extract.propose.mentions.inventory import Inventory
from regesta.extract.propose.mentions.matches import MentionMatch, PlaceMatch, SentenceReading
from regesta.extract.propose.mentions.organisations import Phrase, group_phrases, organisation_phrases
from regesta.extract.propose.mentions.owned import force_phrases, lower_phrases
from regesta.extract.propose.mentions.persons import PersonFinder
from regesta.extract.propose.mentions.readings import NameReader
from regesta.extract.propose.mentions.roles import acts, acts_as_body
from regesta.extract.propose.mentions.sentence_words import SentenceWords, sentence_words
from regesta.extract.propose.mentions.tables import METONYM, NAME, NameTables
from regesta.extract.propose.mentions.titled import titled_phrases
from regesta.extract.propose.mentions.words import mention_words

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

#: How many names of bodies are remembered: more than any few sentences name.
_REMEMBERED = 30


class NameFinder:
    """Reads the sentences of one document in order, remembering who was named lately; `kinds` grows with the
    actors found."""

    def __init__(self, annotated: AnnotatedDocument, authority: Authority, inventory: Inventory) -> None:
        self.annotated, self.authority, self.inventory = annotated, authority, inventory
        self.tables = NameTables(annotated, authority, inventory)
        self.kinds = self.tables.kinds
        self._lexicon = mention_words(annotated.language)
        self._persons = PersonFinder(annotated, authority, inventory, self.tables)
        self._names = NameReader(self._lexicon, self.tables, self._persons)
        self._recent_bodies: list[tuple[int, str]] = []
        self._bodies: dict[str, str] = {}
        self._named: Counter[str] = Counter()

    def read(self, index: int) -> tuple[list[MentionMatch], list[PlaceMatch]]:
        """The mentions (without pronouns) and places of sentence `index`, in token order."""
        doc = self.annotated.sentences[index].doc
        words = sentence_words(doc, self._lexicon)
        s = SentenceReading(index, words, only_year(doc.text))
        hits = self.tables.names.find(words.words)
        for phrase in self._phrases(words):
            if not _is_listed(phrase, hits):
                s.add(self._body(s, phrase))
        for person in self._persons.unlisted(s, hits):
            s.add(person)
        for hit in hits:
            if s.free(*words.tokens(hit.first, hit.last)):
                s.add(self._names.read(s, hit))
        for person in self._persons.lone(s):
            s.add(person)
        for ent in doc.ents:
            if s.free(ent.start, ent.end):
                s.add(self._by_model(s, ent))
        for group in group_phrases(words):
            s.add(self._body(s, group))
        s.mentions.sort(key=lambda m: m.start_token)
        s.places.sort(key=lambda p: p.start_token)
        self._remember(s)
        return s.mentions, s.places

    def _phrases(self, words: SentenceWords) -> list[Phrase]:
        """Bodies by the shape of their names, the longest first."""
        owner = self.tables.is_owner
        found = [
            *organisation_phrases(words),
            *titled_phrases(words),
            *force_phrases(words, owner),
            *lower_phrases(words, owner),
        ]
        return sorted(found, key=lambda p: (p.first - p.last, p.first))

    def _body(self, s: SentenceReading, phrase: Phrase) -> MentionMatch | None:
        """A phrase as a mention of the body or group it names; None where it names one only in short and none
        was named in full."""
        start, end = s.words.tokens(phrase.first, phrase.last)
        label = self._longer_name(s, phrase.names[0]) if phrase.short else self._label(s, phrase)
        return MentionMatch(start, end, label, "name", phrase.confidence) if label is not None else None

    def _label(self, s: SentenceReading, phrase: Phrase) -> str:
        """The label of an organisation phrase: the authority's, the document's abbreviation's, a longer name
        met lately, or the words first met."""
        for name in phrase.names:
            entries = [e for e in self.authority.of_name(name) if e.kind != "person"]
            if entries:
                return entries[0].label
            if name in self.inventory.organisations:
                return self.inventory.organisations[name]
        name = phrase.names[0]
        longer = self._longer_name(s, name) if s.words.after_article(phrase.first) else None
        if longer is not None:
            return longer
        return self._first_met(name, re.split(r"[\s-]+", name), phrase.kind)

    def _longer_name(self, s: SentenceReading, name: str) -> str | None:
        """A body whose name a short one ends or begins ("the Commission" after "the Far Eastern Commission",
        "the Board" after "the Board of Trade"): the one named lately, else of those named so far the only
        one, or one named much more often than the others."""
        if len(name.split()) > 2:
            return None
        for index, label in reversed(self._recent_bodies):
            if s.index - index <= self._lexicon.thresholds.near and self._extends(label, name):
                return label
        counts = sorted((n, label) for label, n in self._named.items() if self._extends(label, name))
        if not counts:
            return None
        others = counts[-2][0] if len(counts) > 1 else 0
        most, label = counts[-1]
        return label if most >= self._lexicon.thresholds.dominant * others else None

    def _extends(self, label: str, name: str) -> bool:
        """Whether a body's name is a longer form of another."""
        links = self._lexicon.organisations.heading_links
        begins = label.startswith(f"{name} ") and label[len(name) :].split()[0] in links
        return label.endswith(f" {name}") or begins

    def _first_met(self, name: str, words: Sequence[str], kind: str) -> str:
        """The spelling under which a body was first met, which is its label from then on."""
        label = self._bodies.setdefault(" ".join(fold_word(w) for w in words), name)
        self.kinds.setdefault(label, kind)
        return label

    def _by_model(self, s: SentenceReading, ent: Tokens) -> MentionMatch | PlaceMatch | None:
        """What the model's entity is, where nothing listed stands: a place, a body that acts, a person."""
        if ent.label_ == "GPE" and acts(ent.root, self._lexicon):
            return self._acting(ent)
        if ent.label_ in ("GPE", "LOC", "FAC"):
            return PlaceMatch(ent.start, ent.end, self._bare(ent))
        if ent.label_ == "ORG" and acts_as_body(ent, self._lexicon):
            return self._acting_body(ent)
        return self._persons.by_model(s, ent) if ent.label_ == "PERSON" else None

    def _acting_body(self, ent: Tokens) -> MentionMatch | None:
        """A body only the model knows; None where it is something listed, a word of treaties and wars, or
        ends in a common noun of the text that heads no body ("Permanent Settlement")."""
        name = self._bare(ent)
        words = name.split()
        if self._persons.is_other(name) or not self._lexicon.not_persons.words.isdisjoint(words):
            return None
        if (
            words[-1] not in self._lexicon.organisations.heads
            and fold_word(words[-1]) in self.inventory.common
        ):
            return None
        return self._acting(ent)

    def _acting(self, ent: Tokens) -> MentionMatch:
        """An entity that acts, as a mention of the body it is."""
        name = self._bare(ent)
        start = ent.start + (ent[0].lower_ in self._lexicon.articles.definite)
        label = self._first_met(name, name.split(), "organisation")
        return MentionMatch(start, ent.end, label, "name", self._lexicon.confidence.acting_body)

    def _bare(self, ent: Tokens) -> str:
        """An entity's name without article and possessive."""
        return self._lexicon.without_possessive(self._lexicon.without_article(ent.text))

    def _remember(self, s: SentenceReading) -> None:
        """Keep who was named in a sentence for those that follow."""
        for m in s.mentions:
            kind = self.kinds.get(m.actor)
            if kind == "person":
                self._persons.remember(s, m)
            elif kind == "organisation" and m.form == "name":
                self._recent_bodies.append((s.index, m.actor))
                self._named[m.actor] += 1
        del self._recent_bodies[:-_REMEMBERED]


def _is_listed(phrase: Phrase, hits: Sequence[Hit]) -> bool:
    """Whether a listed name of several words covers a phrase or crosses its edge, and so stands for it."""
    for h in hits:
        covers = h.first <= phrase.first and phrase.last <= h.last and h.targets[0][0] in (NAME, METONYM)
        crosses = (
            h.first < phrase.first < h.last < phrase.last or phrase.first < h.first < phrase.last < h.last
        )
        if (covers or crosses) and h.last - h.first > 1:
            return True
    return False
