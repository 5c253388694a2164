"""Persons in a sentence: who a lone family name means, and names the authority does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority
from regesta.extract.propose.mentions.family_names import lone_names, lone_persons
from regesta.extract.propose.mentions.folded import fold_word
from regesta.extract.propose.mentions.gazetteer import TO_LEFT, Hit, Word
from regesta.extract.propose.mentions.inventory import Inventory
from regesta.extract.propose.mentions.longer_names import is_part_of_longer_name, is_title_here
from regesta.extract.propose.mentions.matches import MentionMatch, SentenceReading
from regesta.extract.propose.mentions.person_names import person_names
from regesta.extract.propose.mentions.roles import is_located, names_a_thing
from regesta.extract.propose.mentions.tables import NameTables
from regesta.extract.propose.mentions.words import mention_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_INITIALS = re.compile(r"(?:[A-Z]\.-?)+")
#: At most so many given names are looked for before a family name.
_GIVEN = 3


class PersonFinder:
    """Finds persons in the sentences of one document, remembering who was named in full lately; the kinds of
    `tables` grow with the persons found."""

    def __init__(
        self, annotated: AnnotatedDocument, authority: Authority, inventory: Inventory, tables: NameTables
    ) -> None:
        self.authority, self.inventory, self.tables = authority, inventory, tables
        self._lexicon = mention_words(annotated.language)
        self._names = person_names(annotated.language)
        self._lone = lone_persons(annotated, authority, inventory)
        self._recent: dict[str, tuple[int, str]] = {}

    def remember(self, s: SentenceReading, mention: MentionMatch) -> None:
        """Keep a person named in full for the lone family names that follow."""
        if mention.end_token - mention.start_token > 1:
            name = self._names.clean(s.doc[mention.start_token : mention.end_token].text)
            self._recent[self._names.family(name)] = (s.index, mention.actor)

    def is_other(self, name: str) -> bool:
        """Whether any word of a supposed personal name is a state, place or adjective of the authority."""
        authority = self.authority
        words = (name, *name.split())
        return any(authority.of_adjective(w) or authority.of_metonym(w) for w in words) or any(
            e.kind != "person" for e in authority.of_name(name)
        )

    def unlisted(self, s: SentenceReading, hits: Sequence[Hit]) -> Iterable[MentionMatch]:
        """Three capitalised words of which the first or last is a family name of surname-first languages:
        persons the model may miss."""
        known = [h for h in hits if h.last - h.first > 1]
        for i in range(len(s.words) - 2):
            if any(h.first < i + 3 and i < h.last for h in known) or not self._is_short_name(s, i):
                continue
            start, end = s.words.tokens(i, i + 3)
            name = s.doc[start:end].text
            if self._names.is_name(name) and not self.is_other(name):
                sure = self._lexicon.confidence.short_words
                yield MentionMatch(start, end, self._person(name), "name", sure)

    def _is_short_name(self, s: SentenceReading, i: int) -> bool:
        """Whether the three words from i look like one East Asian name: short, capitalised, together, no
        fourth beside them, a known family name first or last."""
        run = s.words.words[i : i + 3]
        families = self._lexicon.families_first
        if run[0].fold not in families and run[2].fold not in families:
            return False
        if run[0].bound or run[2].bound or run[0].genitive or run[1].genitive:
            return False
        if not all(self._is_short(s, w) for w in run) or not all(_follows(a, b) for a, b in pairwise(run)):
            return False
        return self._begins(s, i) and self._ends(s, i + 3)

    def _is_short(self, s: SentenceReading, word: Word) -> bool:
        """Whether a word is short, capitalised and a name to the model."""
        short = len(word.text) <= self._lexicon.thresholds.short_word
        return short and word.text.istitle() and s.doc[word.token].pos_ == "PROPN"

    def _begins(self, s: SentenceReading, i: int) -> bool:
        """Whether no word before word i can belong to the same name."""
        if i == 0:
            return True
        before = s.words[i - 1]
        titled = before.text in self._lexicon.titles.words
        return not before.text.istitle() or titled or before.token + 1 != s.words[i].token

    def _ends(self, s: SentenceReading, j: int) -> bool:
        """Whether no word from word j on can belong to the same name."""
        if j == len(s.words):
            return True
        return not s.words[j].text[0].isupper() or s.words[j].token > s.words[j - 1].token + 1

    def lone(self, s: SentenceReading) -> Iterable[MentionMatch]:
        """Persons named by a family name alone, which all its uses in the document say it is, or by a title
        before any name."""
        sure = self._lexicon.confidence
        for use in lone_names(s.doc, self._lexicon):
            meant = use.name in self._lone or (use.titled and not self.is_other(use.name))
            if not meant or names_a_thing(s.doc[use.start : use.end].root):
                continue
            people = self.tables.bearers(fold_word(use.name))
            label = people[0] if people else use.name
            self.tables.kinds.setdefault(label, "person")
            yield MentionMatch(use.start, use.end, label, "name", sure.titled if use.titled else sure.by_uses)

    def named_alone(self, s: SentenceReading, surname: str, start: int, end: int) -> MentionMatch | None:
        """A family name at tokens [start:end): the person of that name met last nearby, else the likeliest in
        the document; the full name around it where it is another's; None where it is no name here."""
        labels = self.tables.surnames[surname]
        if not self._is_name_here(s.doc[start], labels):
            return None
        around = self._full_name_around(s, start, end) or self._initials_before(s, labels, start, end)
        if around is not None:
            first, last, name = around
            return MentionMatch(first, last, self._person(name), "name", self._lexicon.confidence.full_name)
        unnamed = labels[0] not in self.inventory.persons
        if unnamed and is_part_of_longer_name(s.doc[start], self._lexicon):
            return None
        return self._bearer(s, surname, start, end)

    def _is_name_here(self, token: Token, labels: Sequence[str]) -> bool:
        """Whether a word that is somebody's family name is a name here: a noun, no modifier of a thing, no
        place where something happens."""
        if token.pos_ not in ("PROPN", "NOUN") and token.ent_type_ != "PERSON":
            return False
        if names_a_thing(token):
            return False
        lexicon = self._lexicon
        if is_title_here(token, lexicon):
            return False
        if labels[0] in self.inventory.persons:
            return True
        # "visited Nasser" is to meet him; who travels "to Hull" goes to a place, whatever the model calls it.
        met = token.ent_type_ == "PERSON" and token.dep_ != grammar.PREPOSITION_OBJECT
        return met or not is_located(token, lexicon)

    def _full_name_around(self, s: SentenceReading, start: int, end: int) -> tuple[int, int, str] | None:
        """The full name the model sees around a family name: its tokens and the name; None where it sees
        none."""
        around = (e for e in s.doc.ents if e.label_ == "PERSON" and e.start <= start and end <= e.end)
        ent = next(around, None)
        if ent is None or ent.end - ent.start < 2:
            return None
        name = self._names.clean(ent.text)
        full = " " in name and self._names.is_name(name)
        return (
            (ent.start, ent.end, name) if full and not (self.is_other(name) or self.opens(s, ent)) else None
        )

    def _initials_before(
        self, s: SentenceReading, labels: Sequence[str], start: int, end: int
    ) -> tuple[int, int, str] | None:
        """The full name that initials before a family name make, where it fits no known bearer: "William F.
        Dean" is not the Patrick Dean of the authority."""
        first = self._given_names_before(s.doc, start)
        if first == start or not s.free(first, end):
            return None
        name = self._names.clean(s.doc[first:end].text)
        if not self._names.is_name(name) or any(self._names.same_person(name, label) for label in labels):
            return None
        return first, end, name

    def _given_names_before(self, doc: Doc, start: int) -> int:
        """Where the given names begin that stand right before a family name with at least one initial among
        them ("William F."); `start` where none do."""
        first, initials = start, 0
        while first > 0 and start - first < _GIVEN:
            token = doc[first - 1]
            if self._is_initial(token):
                initials += 1
            elif not self._is_given_name(token):
                break
            first -= 1
        return first if initials else start

    def _is_initial(self, token: Token) -> bool:
        """Whether a word is initials and no state ("U.S.")."""
        text = token.text
        if _INITIALS.fullmatch(text) is None:
            return False
        return not (self.authority.of_name(text) or self.authority.of_adjective(text))

    def _is_given_name(self, token: Token) -> bool:
        """Whether a word may be a given name: capitalised, of letters, no title."""
        text = token.text
        titled = text in self._lexicon.titles.words
        return text.istitle() and text.isalpha() and token.pos_ == "PROPN" and not titled

    def _bearer(self, s: SentenceReading, surname: str, start: int, end: int) -> MentionMatch | None:
        """Who is meant by a family name alone, of those who bear it; None where it is only a part of the
        names of all of them, or nobody was born in the year that the sentence names."""
        sure = self._lexicon.confidence
        labels = [p for p in self.tables.bearers(surname) if self._may_act(p, s.year)]
        if not labels:
            return self._named_lately(s, surname, start, end)
        clear = len(labels) == 1 or self._is_dominant(surname, labels)
        if not clear:
            lately = self._named_lately(s, surname, start, end)
            if lately is not None:
                return lately
        return MentionMatch(
            start, end, labels[0], "name", sure.sole_bearer if clear else sure.likeliest_bearer
        )

    def _may_act(self, label: str, year: int | None) -> bool:
        """Whether a person is named in full in the document, or was born by the year of a sentence."""
        return label in self.inventory.persons or not self.tables.was_unborn(label, year)

    def _named_lately(self, s: SentenceReading, surname: str, start: int, end: int) -> MentionMatch | None:
        """The person of a family name who was named in full not far before."""
        recent = self._recent.get(surname)
        if recent is None or s.index - recent[0] > self._lexicon.thresholds.near:
            return None
        return MentionMatch(start, end, recent[1], "name", self._lexicon.confidence.named_lately)

    def _is_dominant(self, surname: str, labels: Sequence[str]) -> bool:
        """Whether the first of several who bear a name is so often named in full that he is always meant."""
        first, second = (self.tables.weight(label, surname) for label in labels[:2])
        return first >= self._lexicon.thresholds.dominant * max(1.0, second)

    def opens(self, s: SentenceReading, ent: Tokens) -> bool:
        """Whether a supposed name begins with the capitalised first word of the sentence that is no name
        ("Luckily Kim")."""
        first = s.doc[ent.start]
        return first.i == 0 and (first.pos_ != "PROPN" or first.lower_ in self.inventory.common)

    def by_model(self, s: SentenceReading, ent: Tokens) -> MentionMatch | None:
        """The person the model sees, None where it is a thing, a state or a common word."""
        name = self._names.clean(ent.text)
        if names_a_thing(ent.root) or self.opens(s, ent) or not self._is_unlisted_name(name):
            return None
        full = " " in name
        if not full and not self._is_lone_name(name):
            return None
        label = self._person(name) if full else name
        self.tables.kinds.setdefault(label, "person")
        sure = self._lexicon.confidence
        return MentionMatch(ent.start, ent.end, label, "name", sure.full_name if full else sure.lone_by_model)

    def _is_unlisted_name(self, name: str) -> bool:
        """Whether a string is a personal name of which no word is a title or something else's name."""
        titles = self._lexicon.adjectives.titles
        if not self._names.is_name(name) or self.is_other(name):
            return False
        return not any(w.lower() in titles for w in name.split())

    def _is_lone_name(self, name: str) -> bool:
        """Whether a word that only the model takes for a person may be one: unlisted, not a common word, met
        more than once."""
        if self.authority.of_name(name) or fold_word(name) in self.inventory.common:
            return False
        return self.tables.text_counts[name] >= self._lexicon.thresholds.model_alone

    def _person(self, name: str) -> str:
        """The label of a full name: the authority's; of a person with the same family name whose given names
        fit; else the name itself. It is a person's from now on."""
        entries = [e for e in self.authority.of_name(name) if e.kind == "person"]
        label = entries[0].label if entries else self._namesake(name) or name
        self.tables.kinds.setdefault(label, "person")
        return label

    def _namesake(self, name: str) -> str | None:
        """The person of the document one of whose full names fits."""
        for label in self.tables.surnames.get(self._names.family(name), ()):
            person = self.inventory.persons.get(label)
            if person and any(self._names.same_person(name, f) for f in person.forms if " " in f):
                return label
        return None


def _follows(word: Word, following: Word) -> bool:
    """Whether a word stands right behind another, or bound to it by a hyphen."""
    distance = following.token - word.token
    return distance == 1 or (distance == 2 and bool(following.bound & TO_LEFT))
