"""What every name in one document may mean: the authority's names and the document's own, and which of
several readings is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority, Entry
from regesta.extract.propose.mentions.eras import covers, era_of, lives_in
from regesta.extract.propose.mentions.folded import fold_word
from regesta.extract.propose.mentions.gazetteer import TO_LEFT, TO_RIGHT, Gazetteer, Word
from regesta.extract.propose.mentions.inventory import Inventory
from regesta.extract.propose.mentions.person_names import person_names
from regesta.extract.propose.mentions.words import MentionWords, mention_words

_ROMAN = re.compile(r"[ivx]+")
#: How a name leads to its reading: the name itself, a place that stands for it, an adjective of it, a lone
#: family name, a point of the compass.
NAME, METONYM, ADJECTIVE, SURNAME, COMPASS = "=", "@", "~", "#", "^"


class NameTables:
    """The gazetteer of one document, family names by likelihood, and the kinds of all actors known."""

    def __init__(self, annotated: AnnotatedDocument, authority: Authority, inventory: Inventory) -> None:
        self.authority, self.inventory = authority, inventory
        self._lexicon = mention_words(annotated.language)
        self._family = person_names(annotated.language).family
        self.kinds: dict[str, str] = {label: e.kind for label, e in authority.entries.items()}
        self.kinds.update(dict.fromkeys(inventory.persons, "person"))
        for label in inventory.organisations.values():
            self.kinds.setdefault(label, "organisation")
        self.lone = _lone_names(annotated)
        text = " ".join(s.analysed.text for s in annotated.sentences)
        self.era = era_of(text, self._lexicon.thresholds.era_tail)
        self.surnames = self._surname_table(annotated)
        self.text_counts = Counter(t.text for s in annotated.sentences for t in s.doc if t.text[0].isupper())
        self.readings = self._reading_counts(text)
        self.compass = self._compass(text)
        self.names = self._gazetteer()

    def weight(self, label: str, surname: str) -> float:
        """How likely a lone family name means a person: how often the document names him in full, and more
        where the authority lists the name alone for him and the document uses it alone (who is named alone a
        hundred times is no one named in full once)."""
        person = self.inventory.persons.get(label)
        weight = person.weight if person else 0.0
        if self.is_listed_alone(label, surname):
            weight += max(1.0, self.lone[surname] / self._lexicon.thresholds.lone_uses_per_full)
        return weight

    def bearers(self, surname: str) -> tuple[str, ...]:
        """Who may be meant by a family name alone, the likeliest first: those whom the document names in full
        and those of the authority who are listed under the name alone."""
        return tuple(
            label
            for label in self.surnames.get(surname, ())
            if label in self.inventory.persons or self.is_listed_alone(label, surname)
        )

    def is_listed_alone(self, label: str, surname: str) -> bool:
        """Whether the authority gives a name alone as one of a person's."""
        entry = self.authority.entry(label)
        return entry is not None and surname in _alone(entry)

    def was_unborn(self, label: str, year: int | None) -> bool:
        """Whether a person of the authority was born after a year."""
        entry = self.authority.entry(label)
        born = entry.dates[:4] if entry is not None and entry.kind == "person" else ""
        return year is not None and born.isdigit() and int(born) > year

    def _gazetteer(self) -> Gazetteer:
        """Every name with what it leads to."""
        names = Gazetteer(self._lexicon.possessive.letter)
        for e in self.authority.entries.values():
            for name, target in self._listed(e):
                names.add(name, target)
        for prefix, adjective in self._lexicon.adjectives.prefixes.items():
            for e in self.authority.of_adjective(adjective):
                names.add(prefix, ADJECTIVE + e.label)
        for person in self.inventory.persons.values():
            for form in person.forms:
                names.add(form, NAME + person.label)
        for name, label in self.inventory.organisations.items():
            names.add(name, NAME + label)
        for surname in self.surnames:
            names.add(surname.capitalize(), SURNAME + surname)
        for word in self.compass:
            names.add(word, COMPASS + word)
        return names

    def _listed(self, e: Entry) -> Iterator[tuple[str, str]]:
        """The names of one authority entry and their targets; a people's plural makes a group where no entry
        has it."""
        for name in (e.label, *e.aliases):
            if not (e.kind == "person" and " " not in name.strip()):
                yield name, NAME + e.label
        for name in e.metonyms:
            yield name, METONYM + e.label
        for name in e.adjectives:
            yield name, ADJECTIVE + e.label
            people = f"{name}{self._lexicon.adjectives.plural}"
            if name.endswith(self._lexicon.adjectives.people_endings) and not self.authority.of_name(people):
                yield people, NAME + (e.label if e.kind == "state" else people)
                self.kinds.setdefault(people, "group")

    def _surname_table(self, annotated: AnnotatedDocument) -> dict[str, tuple[str, ...]]:
        """Folded family name -> labels, likeliest first: the document's own full names, then the authority's
        where the model sees persons."""
        table: dict[str, list[str]] = {k: list(v) for k, v in self.inventory.surnames.items()}
        attested = _attested(annotated, self._lexicon)
        for e in self.authority.entries.values():
            if e.kind == "person" and self._may_appear(e):
                self._add_bearer(table, e, attested)
        return {
            k: tuple(sorted(labels, key=lambda label: -self.weight(label, k)))
            for k, labels in table.items()
            if labels and _is_family_name(k)
        }

    def _add_bearer(self, table: dict[str, list[str]], e: Entry, attested: Mapping[str, int]) -> None:
        """Put a person of the authority under his family names. A name the authority lists alone may stand
        alone; one made from a full name must also look like a person's to the model."""
        alone = _alone(e)
        for key in alone or {self._family(e.label)}:
            labels = table.setdefault(key, [])
            if e.label not in labels and (labels or alone or attested[key]):
                labels.append(e.label)

    def _may_appear(self, e: Entry) -> bool:
        """Whether a person may be meant by a family name alone: named here in full, or alive in the years the
        document speaks of."""
        return self.era is None or e.label in self.inventory.persons or lives_in(e, *self.era)

    def _reading_counts(self, text: str) -> dict[str, int]:
        """How often each of several entries that share a name is named by a name of its own: "Communist
        China" speaks for one China."""
        rivals = {
            label
            for index in (self.authority.names, self.authority.adjectives, self.authority.metonyms)
            for labels in index.values()
            if len(labels) > 1
            for label in labels
        }
        counts: dict[str, int] = {}
        for label in rivals:
            e = self.authority.entries[label]
            own = [n for n in (e.label, *e.aliases) if len(self.authority.of_name(n)) == 1]
            # most names of an authority stand nowhere in a document: told soonest without a pattern
            counts[label] = sum(len(re.findall(rf"\b{re.escape(n)}\b", text)) for n in own if n in text)
        return counts

    def _compass(self, text: str) -> dict[str, str]:
        """What "the North" and "the South" mean here: the state of that name the document speaks of most,
        where it speaks of both."""
        out: dict[str, str] = {}
        for word, other in self._lexicon.adjectives.compass.items():
            states = _twin_states(self.authority.entries, word, other)
            counts = {label: len(re.findall(rf"\b{re.escape(label)}", text)) for label in states}
            best = max(counts, key=lambda label: counts[label], default="")
            enough = bool(best) and counts[best] >= self._lexicon.thresholds.compass
            if enough and re.search(rf"\b{re.escape(states[best])}", text):
                out[word] = best
        return out

    def choose(self, labels: list[str], year: int | None) -> str:
        """Of several entries with one name: the one the document names most by a name of its own, unless the
        sentence's year falls outside its dates and inside another's; the first listed when nothing else
        tells. None that was gone before the document's years, or came after them."""
        ranked = self._ranked(labels)
        first = ranked[0]
        if len(ranked) == 1 or year is None or covers(self.authority.entry(first), year):
            return first
        fitting = [label for label in ranked if covers(self.authority.entry(label), year)]
        if self.readings.get(first, 0):
            fitting = [label for label in fitting if self.readings.get(label, 0)]
        return fitting[0] if fitting else first

    def _ranked(self, labels: list[str]) -> list[str]:
        """The entries alive in the document's years (all, where none is), those named most first."""
        if len(labels) > 1 and self.era is not None:
            labels = [label for label in labels if lives_in(self.authority.entry(label), *self.era)] or labels
        return sorted(labels, key=lambda label: -self.readings.get(label, 0))

    def is_owner(self, word: Word) -> bool:
        """Whether a word is a state's or region's adjective or one-word name."""
        if not word.text[0].isupper():
            return False
        return bool(self.authority.of_adjective(word.text)) or any(
            e.kind in ("state", "organisation") for e in self.authority.of_name(word.text)
        )


def _is_family_name(folded: str) -> bool:
    """Whether a folded word may be a family name: more than a letter, no ruler's number."""
    return len(folded) > 1 and not _ROMAN.fullmatch(folded)


def _alone(entry: Entry) -> set[str]:
    """The folded one-word names of an entry."""
    return {fold_word(a) for a in entry.aliases if " " not in a}


def _twin_states(entries: Mapping[str, Entry], word: str, other: str) -> dict[str, str]:
    """States called by a point of the compass -> their twins: "North Yemen" -> "South Yemen"."""
    return {
        label: twin
        for label, e in entries.items()
        if e.kind == "state" and label.startswith(f"{word} ")
        if (twin := f"{other}{label[len(word) :]}") in entries
    }


def _attested(annotated: AnnotatedDocument, lexicon: MentionWords) -> Counter[str]:
    """How often the model calls a word a person, by folded word; a word much more often called something else
    counts nothing."""
    person: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for sentence in annotated.sentences:
        for token in sentence.doc:
            if token.text[0].isupper() and token.pos_ == "PROPN":
                (person if token.ent_type_ == "PERSON" else other)[fold_word(token.text)] += 1
    share = lexicon.thresholds.person_share
    return Counter({k: n for k, n in person.items() if share * n >= other[k]})


def _lone_names(annotated: AnnotatedDocument) -> Counter[str]:
    """How often each capitalised word stands without another beside it, by folded word."""
    out: Counter[str] = Counter()
    for sentence in annotated.sentences:
        capital = [False, *(token.text[0].isupper() for token in sentence.doc), False]
        for token in sentence.doc:
            before, here, after = capital[token.i : token.i + 3]
            if here and not before and not after:
                out[fold_word(token.text)] += 1
    return out


def compound_partner(words: list[Word], at: int) -> Word | None:
    """The other half of a coordinating compound ("Anglo-French", "Soviet-American") at a word, None where the
    hyphen binds something else."""
    word = words[at]
    if word.bound & TO_RIGHT and at + 1 < len(words):
        return words[at + 1]
    if word.bound & TO_LEFT and at:
        return words[at - 1]
    return None
