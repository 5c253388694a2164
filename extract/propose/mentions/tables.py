"""What every name in one document may mean: the authority's names and the document's own, and which of
several readings is meant."""

from __future__ import annotations

import re
from collections import Counter

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority, Entry
from regesta.extract.propose.mentions.gazetteer import Gazetteer, Word, fold_word
from regesta.extract.propose.mentions.inventory import Inventory, surname_of
from regesta.extract.propose.mentions.words import WORDS

_YEARS = re.compile(r"\b(1[4-9]\d\d|20[0-4]\d)\b")
#: How a name leads to its reading: the name itself, a place that stands for it, an adjective of it, a lone
#: family name, a point of the compass.
NAME, METONYM, ADJECTIVE, SURNAME, COMPASS = "=", "@", "~", "#", "^"


class NameTables:
    """The gazetteer of one document, family names by likelihood, and the kinds of all actors known."""

    def __init__(self, annotated: AnnotatedDocument, authority: Authority, inventory: Inventory) -> None:
        self.authority, self.inventory = authority, inventory
        self.kinds: dict[str, str] = {label: e.kind for label, e in authority.entries.items()}
        self.kinds.update(dict.fromkeys(inventory.persons, "person"))
        self.kinds.update(
            {label: "organisation" for label in inventory.organisations.values() if label not in self.kinds}
        )
        self.lone = _lone_names(annotated)
        text = " ".join(s.analysed.text for s in annotated.sentences)
        self.era = _era(text)
        self.surnames = self._surname_table(annotated)
        self.text_counts = Counter(t.text for s in annotated.sentences for t in s.doc if t.text[0].isupper())
        self.readings = self._reading_counts(text)
        self.compass = self._compass(text)
        self.names = self._gazetteer()

    def weight(self, label: str, surname: str) -> float:
        """How likely a lone family name means a person: how often the document names him in full, and more
        where the authority lists the
        name alone for him and the document uses it alone (who is named alone a hundred times is no one named
        in full once)."""
        person = self.inventory.persons.get(label)
        entry = self.authority.entry(label)
        alone = entry is not None and any(fold_word(a) == surname for a in entry.aliases if " " not in a)
        return (person.weight if person else 0.0) + (max(1.0, self.lone[surname] / 10) if alone else 0.0)

    def _gazetteer(self) -> Gazetteer:
        names = Gazetteer()
        for e in self.authority.entries.values():
            for name in (e.label, *e.aliases):
                if not (e.kind == "person" and " " not in name.strip()):
                    names.add(name, NAME + e.label)
            for name in e.metonyms:
                names.add(name, METONYM + e.label)
            for name in e.adjectives:
                names.add(name, ADJECTIVE + e.label)
                if name[-1:] in "ni" and not any(self.authority.of_name(f"{name}s")):
                    names.add(f"{name}s", NAME + (e.label if e.kind == "state" else f"{name}s"))
                    self.kinds.setdefault(f"{name}s", "group")
        for prefix, adjective in WORDS.prefixes.items():
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

    def _surname_table(self, annotated: AnnotatedDocument) -> dict[str, tuple[str, ...]]:
        """Folded family name -> labels, likeliest first: the document's own full names, then the authority's
        where the model sees persons."""
        table: dict[str, list[str]] = {k: list(v) for k, v in self.inventory.surnames.items()}
        attested = _attested(annotated)
        for e in self.authority.entries.values():
            # A family name alone is not somebody's who was gone before the years the document speaks of, or
            # came after them.
            if e.kind != "person" or (
                self.era is not None and e.label not in self.inventory.persons and not lives_in(e, *self.era)
            ):
                continue
            # A name the authority lists alone may stand alone; one made from a full name must also look like
            # a person's to the model.
            alone = {fold_word(a) for a in e.aliases if " " not in a}
            for key in alone or {surname_of(e.label)}:
                rows = table.setdefault(key, [])
                if e.label not in rows and (rows or alone or attested[key]):
                    rows.append(e.label)
        return {
            k: tuple(sorted(v, key=lambda lb: -self.weight(lb, k)))
            for k, v in table.items()
            if v and len(k) > 1 and not re.fullmatch(r"[ivx]+", k)
        }

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
            counts[label] = sum(len(re.findall(rf"\b{re.escape(n)}\b", text)) for n in own)
        return counts

    def _compass(self, text: str) -> dict[str, str]:
        """What "the North" and "the South" mean here: the state of that name the document speaks of most,
        where it speaks of both."""
        out: dict[str, str] = {}
        for word, other in (("North", "South"), ("South", "North")):
            states = [
                e
                for e in self.authority.entries.values()
                if e.kind == "state"
                and e.label.startswith(f"{word} ")
                and f"{other}{e.label[len(word) :]}" in self.authority.entries
            ]
            counts = {e.label: len(re.findall(rf"\b{re.escape(e.label)}", text)) for e in states}
            best = max(counts, key=lambda label: counts[label], default="")
            if best and counts[best] >= 5 and re.search(rf"\b{re.escape(other + best[len(word) :])}", text):
                out[word] = best
        return out

    def choose(self, labels: list[str], year: int | None) -> str:
        """Of several entries with one name: the one the document names most by a name of its own, unless the
        sentence's year falls outside its
        dates and inside another's; the first listed when nothing else tells. None that was gone before the
        document's years, or came after them."""
        if len(labels) > 1 and self.era is not None:
            labels = [lb for lb in labels if lives_in(self.authority.entry(lb), *self.era)] or labels
        if len(labels) == 1:
            return labels[0]
        ranked = sorted(labels, key=lambda lb: -self.readings.get(lb, 0))
        if year is None or covers(self.authority.entry(ranked[0]), year):
            return ranked[0]
        fitting = [lb for lb in ranked if covers(self.authority.entry(lb), year)]
        known = [lb for lb in fitting if self.readings.get(lb, 0)]
        if self.readings.get(ranked[0], 0):
            return known[0] if known else ranked[0]
        return fitting[0] if fitting else ranked[0]

    def is_owner(self, word: Word) -> bool:
        """Whether a word is a state's or region's adjective or one-word name."""
        if not word.text[0].isupper():
            return False
        return bool(self.authority.of_adjective(word.text)) or any(
            e.kind in ("state", "organisation") for e in self.authority.of_name(word.text)
        )


def _attested(annotated: AnnotatedDocument) -> Counter[str]:
    """How often the model calls a word a person, by folded word; a word more often called something else
    counts nothing."""
    person: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for sentence in annotated.sentences:
        for token in sentence.doc:
            if token.text[0].isupper() and token.pos_ == "PROPN":
                (person if token.ent_type_ == "PERSON" else other)[fold_word(token.text)] += 1
    return Counter({k: n for k, n in person.items() if 3 * n >= other[k]})


def _lone_names(annotated: AnnotatedDocument) -> Counter[str]:
    """How often each capitalised word stands without another beside it, by folded word."""
    out: Counter[str] = Counter()
    for sentence in annotated.sentences:
        doc = sentence.doc
        for token in doc:
            if (
                token.text[0].isupper()
                and not (token.i and doc[token.i - 1].text[0].isupper())
                and not (token.i + 1 < len(doc) and doc[token.i + 1].text[0].isupper())
            ):
                out[fold_word(token.text)] += 1
    return out


def covers(entry: Entry | None, year: int) -> bool:
    """Whether an entry's dates (EDTF interval, open ends as `..`) cover a year; an entry without dates covers
    all."""
    return lives_in(entry, year, year)


def lives_in(entry: Entry | None, first: int, last: int) -> bool:
    """Whether an entry's dates meet the years first..last."""
    if entry is None or not entry.dates:
        return True
    begin, _, end = entry.dates.partition("/")
    born = int(begin[:4]) if begin[:4].isdigit() else -9999
    gone = int(end[:4]) if end[:4].isdigit() else (9999 if end else born)
    return born <= last and first <= gone


def _era(text: str) -> tuple[int, int] | None:
    """The years a document speaks of, without the tenth at either end; None where it names none."""
    years = sorted(int(y) for y in _YEARS.findall(text))
    if not years:
        return None
    cut = len(years) // 10
    return years[cut], years[-1 - cut]


def compound_partner(words: list[Word], at: int) -> Word | None:
    """The other half of a coordinating compound ("Anglo-French", "Soviet-American") at a word, None where the
    hyphen binds something else."""
    word = words[at]
    if word.bound & 2 and at + 1 < len(words):
        return words[at + 1]
    if word.bound & 1 and at:
        return words[at - 1]
    return None


def is_prefix(word: Word) -> bool:
    """Whether a word is the first half of a compound of states ("Anglo")."""
    return word.text in WORDS.prefixes
