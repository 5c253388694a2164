"""Names in a parsed sentence and what they mean there: authority and document names, the model's persons, organisations by their shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority, Entry
from regesta.extract.propose.actors_inventory import Inventory, clean_name, is_person_name, surname_of
from regesta.extract.propose.mentions_names import Gazetteer, Hit, Word, fold_word, words_of
from regesta.extract.propose.mentions_organisations import Phrase, force_phrases, lower_phrases, organisation_phrases
from regesta.extract.propose.mentions_roles import is_acting_capital, is_located, modified, names_a_thing, owns
from regesta.extract.propose.mentions_words import WORDS
from regesta.extract.record import MentionForm

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR = re.compile(r"\b(1[5-9]\d\d|20[0-4]\d)\b")


@dataclass(frozen=True, slots=True)
class MentionMatch:
    """Tokens [start_token:end_token) of a sentence refer to `actor`; confidence 0..1; `adjective` marks an owning adjective ("Soviet policy")."""

    start_token: int
    end_token: int
    actor: str
    form: MentionForm = "name"
    confidence: float = 0.9
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Tokens [start_token:end_token) name a place."""

    start_token: int
    end_token: int
    place: str


class NameFinder:
    """Reads the sentences of one document in order, keeping the year the narrative is in; `kinds` grows with the actors found."""

    def __init__(self, annotated: AnnotatedDocument, authority: Authority, inventory: Inventory) -> None:
        self.annotated, self.authority, self.inventory = annotated, authority, inventory
        self.kinds: dict[str, str] = {label: e.kind for label, e in authority.entries.items()}
        self.kinds.update(dict.fromkeys(inventory.persons, "person"))
        self.kinds.update({label: "organisation" for label in inventory.organisations.values() if label not in self.kinds})
        self._year: int | None = None
        self._recent: dict[str, tuple[int, str]] = {}
        self._orgs: dict[str, str] = {}
        self._surnames = self._surname_table()
        self._names = Gazetteer()
        for e in authority.entries.values():
            for name in (e.label, *e.aliases):
                if not (e.kind == "person" and " " not in name.strip()):
                    self._names.add(name, f"={e.label}")
            for name in e.metonyms:
                self._names.add(name, f"@{e.label}")
            for name in e.adjectives:
                self._names.add(name, f"~{e.label}")
        for person in inventory.persons.values():
            for form in person.forms:
                self._names.add(form, f"={person.label}")
        for name, label in inventory.organisations.items():
            self._names.add(name, f"={label}")
        for surname in self._surnames:
            self._names.add(surname.capitalize(), f"#{surname}")

    def _surname_table(self) -> dict[str, tuple[str, ...]]:
        """Folded family name -> labels, likeliest first: the document's own full names, then the authority's."""
        table: dict[str, list[str]] = {k: list(v) for k, v in self.inventory.surnames.items()}
        attested = self._attested()
        for e in self.authority.entries.values():
            if e.kind != "person":
                continue
            keys = {fold_word(a) for a in e.aliases if " " not in a} or {surname_of(e.label)}
            for key in keys:
                rows = table.setdefault(key, [])
                if e.label not in rows and (rows or attested[key]):
                    rows.append(e.label)
        return {k: tuple(v) for k, v in table.items() if v}

    def _attested(self) -> Counter[str]:
        """How often the model calls a lone word a person, by folded word; a word more often called something else counts nothing."""
        person: Counter[str] = Counter()
        other: Counter[str] = Counter()
        for sentence in self.annotated.sentences:
            for token in sentence.doc:
                if token.text[0].isupper() and token.pos_ == "PROPN":
                    (person if token.ent_type_ == "PERSON" else other)[fold_word(token.text)] += 1
        return Counter({k: n for k, n in person.items() if 3 * n >= other[k]})

    def read(self, index: int) -> tuple[list[MentionMatch], list[PlaceMatch]]:
        """The mentions (without pronouns) and places of sentence `index`, in token order."""
        doc = self.annotated.sentences[index].doc
        words = words_of(doc)
        self._year = self._narrative_year(doc.text)
        phrases = self._phrases(words, index)
        hits = self._names.find(words)
        mentions: list[MentionMatch] = []
        places: list[PlaceMatch] = []
        taken = [False] * len(doc)

        def claim(first: int, last: int) -> bool:
            if any(taken[first:last]):
                return False
            taken[first:last] = [True] * (last - first)
            return True

        for phrase in phrases:
            inside = [h for h in hits if phrase.first <= h.first and h.last <= phrase.last]
            if any(h.last - h.first >= phrase.last - phrase.first for h in inside) or any(h.first < phrase.first < h.last or h.first < phrase.last < h.last for h in hits):
                continue
            start, end = words[phrase.first].token, words[phrase.last - 1].token + 1
            if claim(start, end):
                mentions.append(MentionMatch(start, end, self._organisation(phrase), "name", phrase.confidence))
        for hit in hits:
            start, end = words[hit.first].token, words[hit.last - 1].token + 1
            if any(taken[start:end]):
                continue
            match, place = self._judge(index, words, hit, start, end)
            if match is not None and claim(match.start_token, match.end_token):
                mentions.append(match)
            elif place is not None and claim(start, end):
                places.append(place)
        for ent in doc.ents:
            if any(taken[ent.start : ent.end]):
                continue
            if ent.label_ == "PERSON":
                person = self._model_person(ent.text)
                if person is not None and not names_a_thing(ent.root) and claim(ent.start, ent.end):
                    mentions.append(MentionMatch(ent.start, ent.end, person, "name", 0.75 if " " in person else 0.5))
                    self.kinds.setdefault(person, "person")
            elif ent.label_ in ("GPE", "LOC", "FAC") and claim(ent.start, ent.end):
                places.append(PlaceMatch(ent.start, ent.end, re.sub(r"^[Tt]he\s+|['\u2019]s$", "", ent.text)))
        mentions.sort(key=lambda m: m.start_token)
        places.sort(key=lambda p: p.start_token)
        self._remember(index, mentions)
        return mentions, places

    def _narrative_year(self, text: str) -> int | None:
        years = [int(y) for y in _YEAR.findall(text)]
        return years[-1] if years else self._year

    def _phrases(self, words: list[Word], index: int) -> list[Phrase]:
        doc = self.annotated.sentences[index].doc
        found = [*organisation_phrases(words, doc), *force_phrases(words, doc, self._is_owner), *lower_phrases(words, doc, self._is_owner)]
        return sorted(found, key=lambda p: (p.first - p.last, p.first))

    def _is_owner(self, word: Word) -> bool:
        """Whether a word is a state's adjective or one-word name."""
        return bool(word.text[0].isupper() and (self.authority.of_adjective(word.text) or any(e.kind in ("state", "organisation") for e in self.authority.of_name(word.text))))

    def _organisation(self, phrase: Phrase) -> str:
        """The label of an organisation phrase: the authority's, the document's abbreviation's, or the words first met for it."""
        for name in phrase.names:
            entries = [e for e in self.authority.of_name(name) if e.kind != "person"]
            if entries:
                return entries[0].label
            if name in self.inventory.organisations:
                return self.inventory.organisations[name]
        key = " ".join(fold_word(w) for w in phrase.names[0].split())
        label = self._orgs.setdefault(key, phrase.names[0])
        self.kinds.setdefault(label, "organisation")
        return label

    def _judge(self, index: int, words: list[Word], hit: Hit, start: int, end: int) -> tuple[MentionMatch | None, PlaceMatch | None]:
        """What a name means in its sentence: (mention, None), (None, place) or (None, None)."""
        doc = self.annotated.sentences[index].doc
        root = doc[start:end].root
        tied = bool(words[hit.first].bound & 1 or words[hit.last - 1].bound & 2)
        whole = [t[1:] for t in hit.targets if t[0] == "="]
        if whole:
            entry = self._by_year(whole)
            kind = self.kinds.get(entry, "person")
            if kind == "person":
                if names_a_thing(root) or tied:
                    return None, None
                return MentionMatch(start, end, entry, "name", 0.95), None
            if kind == "place":
                return None, PlaceMatch(start, end, entry)
            if kind == "archive":
                return MentionMatch(start, end, entry, "name", 0.6), None
            if kind == "state":
                return self._state(doc[start:end].text, entry, start, end, root, tied)
            return (None, None) if tied else (MentionMatch(start, end, entry, "name", 0.9), None)
        surnames = [t[1:] for t in hit.targets if t[0] == "#"]
        if surnames:
            return (None, None) if tied else (self._surname(index, surnames[0], start, end), None)
        metonyms = [t[1:] for t in hit.targets if t[0] == "@"]
        if metonyms:
            if tied or not is_acting_capital(root):
                return None, PlaceMatch(start, end, re.sub(r"^[Tt]he\s+", "", doc[start:end].text))
            return MentionMatch(start, end, self._by_year(metonyms), "metonym", 0.85), None
        owners = [t[1:] for t in hit.targets if t[0] == "~"]
        if owners and not tied:
            if owns(root):
                return MentionMatch(start, end, self._by_year(owners), "name", 0.6, True), None
            if modified(root) is None and root.pos_ in ("PROPN", "NOUN", "ADJ") and start and doc[start - 1].lower_ == "the" and root.dep_ not in ("amod", "compound"):
                return MentionMatch(start, end, self._by_year(owners), "name", 0.7), None
        return None, None

    def _state(self, text: str, label: str, start: int, end: int, root: Token, tied: bool) -> tuple[MentionMatch | None, PlaceMatch | None]:
        entry = self.authority.entry(label)
        if modified(root) is not None:
            return (MentionMatch(start, end, label, "name", 0.75, True), None) if owns(root) and not tied else (None, None)
        if tied:
            return None, None
        spoken_of_as_government = bool(entry) and end - start > 1 and root.lower_ in ("government", "regime", "leadership", "authorities", "administration", "leaders", "side")
        if not spoken_of_as_government and is_located(root):
            return None, PlaceMatch(start, end, label)
        return MentionMatch(start, end, label, "name", 0.9), None

    def _surname(self, index: int, surname: str, start: int, end: int) -> MentionMatch | None:
        """A lone family name: the person of that name met last nearby, else the likeliest in the document; None where it is no name here."""
        doc = self.annotated.sentences[index].doc
        token = doc[start]
        if token.pos_ not in ("PROPN", "NOUN") and token.ent_type_ != "PERSON":
            return None
        if names_a_thing(token):
            return None
        labels = self._surnames[surname]
        ent = next((e for e in doc.ents if e.label_ == "PERSON" and e.start <= start and end <= e.end), None)
        if ent is not None and ent.end - ent.start > 1:
            name = clean_name(ent.text)
            if len(name.split()) > 1 and is_person_name(name) and surname_of(name) == surname:
                known = next((lb for lb in labels if lb == name), None)
                self.kinds.setdefault(known or name, "person")
                return MentionMatch(ent.start, ent.end, known or name, "name", 0.75)
        recent = self._recent.get(surname)
        if recent is not None and index - recent[0] <= 4 and len(labels) > 1:
            return MentionMatch(start, end, recent[1], "name", 0.8)
        return MentionMatch(start, end, labels[0], "name", 0.9 if len(labels) == 1 else 0.8)

    def _remember(self, index: int, mentions: Iterable[MentionMatch]) -> None:
        doc = self.annotated.sentences[index].doc
        for m in mentions:
            if self.kinds.get(m.actor) == "person":
                surname = surname_of(m.actor)
                if m.end_token - m.start_token > 1 or surname not in self._recent or self._recent[surname][1] == m.actor:
                    self._recent[surname_of(clean_name(doc[m.start_token : m.end_token].text))] = (index, m.actor)

    def _model_person(self, text: str) -> str | None:
        """A person only the model saw: the name without titles, if it has the shape of one."""
        name = clean_name(text)
        if not is_person_name(name) or self.authority.of_name(name) or self.authority.of_adjective(name) or self.authority.of_metonym(name):
            return None
        if any(self.authority.of_adjective(w) or w.lower() in WORDS.owner_titles for w in name.split()):
            return None
        return name

    def _by_year(self, labels: list[str]) -> str:
        """Of several entries with one name, the first whose dates cover the narrative's year; the first listed when none or no year does."""
        if len(labels) == 1 or self._year is None:
            return labels[0]
        return next((lb for lb in labels if covers(self.authority.entry(lb), self._year)), labels[0])


def covers(entry: Entry | None, year: int) -> bool:
    """Whether an entry's dates (EDTF interval, open ends as `..`) cover a year; an entry without dates covers all."""
    if entry is None or not entry.dates:
        return True
    first, _, last = entry.dates.partition("/")
    begin = int(first[:4]) if first[:4].isdigit() else -9999
    end = int(last[:4]) if last[:4].isdigit() else (9999 if last else begin)
    return begin <= year <= end
