"""Names in a parsed sentence and what they mean there: authority and document names, the model's persons,
organisations by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority
from regesta.extract.propose.mentions.family_names import lone_names, lone_persons
from regesta.extract.propose.mentions.gazetteer import Hit, Word, fold_word, words_of
from regesta.extract.propose.mentions.inventory import (
    Inventory,
    clean_name,
    is_person_name,
    same_person,
    surname_of,
)
from regesta.extract.propose.mentions.organisations import (
    Phrase,
    force_phrases,
    group_phrases,
    lower_phrases,
    organisation_phrases,
)
from regesta.extract.propose.mentions.roles import (
    acts_as_body,
    is_acting_capital,
    is_located,
    modified,
    names_a_thing,
    owns,
)
from regesta.extract.propose.mentions.tables import (
    ADJECTIVE,
    COMPASS,
    METONYM,
    NAME,
    SURNAME,
    NameTables,
    compound_partner,
    is_prefix,
)
from regesta.extract.propose.mentions.words import WORDS
from regesta.extract.record import MentionForm

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_YEAR = re.compile(r"\b(1[5-9]\d\d|20[0-4]\d)\b")
#: A person named in full this many times as often as his namesakes is meant by the lone family name, however
#: lately they were named.
DOMINANT = 3.0
#: How many sentences back a full name still decides what a lone family name means.
NEAR = 4


@dataclass(frozen=True, slots=True)
class MentionMatch:
    """Tokens [start_token:end_token) of a sentence refer to `actor`; confidence 0..1; `adjective` marks an
    owning modifier ("Soviet policy")."""

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


@dataclass(slots=True)
class _Sentence:
    """One sentence being read: which tokens are taken, and what was found."""

    index: int
    doc: Doc
    words: list[Word]
    year: int | None
    taken: list[bool]
    mentions: list[MentionMatch] = field(default_factory=list)
    places: list[PlaceMatch] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def add(self, match: MentionMatch | PlaceMatch | None) -> None:
        """Keep a match unless another already stands there."""
        if match is None or not self.free(match.start_token, match.end_token):
            return
        self.taken[match.start_token : match.end_token] = [True] * (match.end_token - match.start_token)
        if isinstance(match, MentionMatch):
            self.mentions.append(match)
        else:
            self.places.append(match)


class NameFinder:
    """Reads the sentences of one document in order, remembering who was named lately; `kinds` grows with the
    actors found."""

    def __init__(self, annotated: AnnotatedDocument, authority: Authority, inventory: Inventory) -> None:
        self.annotated, self.authority, self.inventory = annotated, authority, inventory
        self.tables = NameTables(annotated, authority, inventory)
        self.kinds = self.tables.kinds
        self._lone = lone_persons(annotated, authority, inventory)
        self._recent: dict[str, tuple[int, str]] = {}
        self._recent_orgs: list[tuple[int, str]] = []
        self._orgs: dict[str, str] = {}

    def read(self, index: int) -> tuple[list[MentionMatch], list[PlaceMatch]]:
        """The mentions (without pronouns) and places of sentence `index`, in token order."""
        doc = self.annotated.sentences[index].doc
        words = words_of(doc)
        years = [int(y) for y in _YEAR.findall(doc.text)]
        s = _Sentence(index, doc, words, years[-1] if len(set(years)) == 1 else None, [False] * len(doc))
        hits = self.tables.names.find(words)
        for phrase in self._phrases(words, doc):
            self._take_phrase(s, phrase, hits)
        for person in self._unlisted_persons(s, hits):
            s.add(person)
        for hit in hits:
            start, end = words[hit.first].token, words[hit.last - 1].token + 1
            if s.free(start, end):
                s.add(self._judge(s, hit, start, end))
        for person in self._lone_persons(s):
            s.add(person)
        for ent in doc.ents:
            self._take_entity(s, ent)
        for group in group_phrases(words, doc):
            s.add(
                MentionMatch(
                    words[group.first].token,
                    words[group.last - 1].token + 1,
                    self._organisation(s, group),
                    "name",
                    group.confidence,
                )
            )
        s.mentions.sort(key=lambda m: m.start_token)
        s.places.sort(key=lambda p: p.start_token)
        self._remember(s)
        return s.mentions, s.places

    def _phrases(self, words: list[Word], doc: Doc) -> list[Phrase]:
        owner = self.tables.is_owner
        found = [
            *organisation_phrases(words, doc),
            *force_phrases(words, doc, owner),
            *lower_phrases(words, doc, owner),
        ]
        return sorted(found, key=lambda p: (p.first - p.last, p.first))

    def _take_phrase(self, s: _Sentence, phrase: Phrase, hits: Sequence[Hit]) -> None:
        for h in hits:
            covers_phrase = (
                h.first <= phrase.first and phrase.last <= h.last and h.targets[0][0] in (NAME, METONYM)
            )
            crosses = (
                h.first < phrase.first < h.last < phrase.last or phrase.first < h.first < phrase.last < h.last
            )
            if (covers_phrase or crosses) and h.last - h.first > 1:
                return
        start, end = s.words[phrase.first].token, s.words[phrase.last - 1].token + 1
        s.add(MentionMatch(start, end, self._organisation(s, phrase), "name", phrase.confidence))

    def _organisation(self, s: _Sentence, phrase: Phrase) -> str:
        """The label of an organisation phrase: the authority's, the document's abbreviation's, a longer name
        met lately, or the words first met."""
        for name in phrase.names:
            entries = [e for e in self.authority.of_name(name) if e.kind != "person"]
            if entries:
                return entries[0].label
            if name in self.inventory.organisations:
                return self.inventory.organisations[name]
        name = phrase.names[0]
        start = s.words[phrase.first].token
        if start and s.doc[start - 1].lower_ == "the" and len(name.split()) <= 2:
            for index, label in reversed(self._recent_orgs):
                if s.index - index <= NEAR and label != name and label.endswith(f" {name}"):
                    return label
        key = " ".join(fold_word(w) for w in re.split(r"[\s-]+", name))
        label = self._orgs.setdefault(key, name)
        self.kinds.setdefault(label, phrase.kind)
        return label

    def _unlisted_persons(self, s: _Sentence, hits: Sequence[Hit]) -> Iterable[MentionMatch]:
        """Three capitalised words of which the first or last is a family name of surname-first languages:
        persons the model may miss."""
        words = s.words
        known = [h for h in hits if h.last - h.first > 1]
        for i in range(len(words) - 2):
            run = words[i : i + 3]
            if any(h.first < i + 3 and i < h.last for h in known) or any(
                w.bound & 3 for w in (run[0], run[2])
            ):
                continue
            if not all(w.text.istitle() and len(w.text) < 8 and s.doc[w.token].pos_ == "PROPN" for w in run):
                continue
            together = all(
                b.token == a.token + 1 or (b.bound & 1 and b.token == a.token + 2) for a, b in pairwise(run)
            )
            edge = (
                i == 0
                or not words[i - 1].text.istitle()
                or words[i - 1].text in WORDS.titles
                or words[i - 1].token + 1 != run[0].token
            ) and (
                i + 3 == len(words)
                or not words[i + 3].text[0].isupper()
                or words[i + 3].token > run[2].token + 1
            )
            if not (together and edge) or run[0].genitive or run[1].genitive:
                continue
            name = s.doc[run[0].token : run[2].token + 1].text
            if (
                (run[0].fold in WORDS.surname_first or run[2].fold in WORDS.surname_first)
                and is_person_name(name)
                and not self._is_other(name)
            ):
                label = self._known_person(name)
                self.kinds.setdefault(label, "person")
                yield MentionMatch(run[0].token, run[2].token + 1, label, "name", 0.7)

    def _lone_persons(self, s: _Sentence) -> Iterable[MentionMatch]:
        """Persons named by a family name alone, which all its uses in the document say it is, or by a title
        before any name."""
        for use in lone_names(s.doc):
            known = use.name in self._lone
            if not (known or (use.titled and not self._is_other(use.name))) or names_a_thing(
                s.doc[use.start : use.end].root
            ):
                continue
            people = self.tables.surnames.get(fold_word(use.name), ())
            label = people[0] if people else use.name
            self.kinds.setdefault(label, "person")
            yield MentionMatch(use.start, use.end, label, "name", 0.8 if use.titled else 0.7)

    def _is_other(self, name: str) -> bool:
        """Whether any word of a supposed personal name is a state, place or adjective of the authority."""
        parts = name.split()
        return any(
            self.authority.of_adjective(w) or self.authority.of_metonym(w) for w in [name, *parts]
        ) or any(e.kind != "person" for e in self.authority.of_name(name))

    def _known_person(self, name: str) -> str:
        """The label of a full name: of a person with the same family name whose given names fit, else the
        name itself."""
        entries = [e for e in self.authority.of_name(name) if e.kind == "person"]
        if entries:
            return entries[0].label
        for label in self.tables.surnames.get(surname_of(name), ()):
            person = self.inventory.persons.get(label)
            if person is not None and any(same_person(name, form) for form in person.forms if " " in form):
                return label
        return name

    def _judge(self, s: _Sentence, hit: Hit, start: int, end: int) -> MentionMatch | PlaceMatch | None:
        """What a name means in its sentence: an actor, a place, or nothing."""
        by: dict[str, list[str]] = {}
        for target in hit.targets:
            by.setdefault(target[0], []).append(target[1:])
        root = s.doc[start:end].root
        tied = bool(s.words[hit.first].bound & 1 or s.words[hit.last - 1].bound & 2)
        if NAME in by:
            return self._named(s, self.tables.choose(by[NAME], s.year), start, end, root, tied)
        if SURNAME in by:
            return None if tied else self._surname(s, by[SURNAME][0], hit, start, end)
        if METONYM in by:
            if tied or not is_acting_capital(root):
                return PlaceMatch(start, end, re.sub(r"^[Tt]he\s+", "", s.doc[start:end].text))
            return MentionMatch(start, end, self.tables.choose(by[METONYM], s.year), "metonym", 0.85)
        if COMPASS in by:
            return self._compass(s, by[COMPASS][0], start, end, root, tied)
        if ADJECTIVE in by:
            return self._adjective(s, self.tables.choose(by[ADJECTIVE], s.year), hit, start, end, root)
        return None

    def _named(
        self, s: _Sentence, label: str, start: int, end: int, root: Token, tied: bool
    ) -> MentionMatch | PlaceMatch | None:
        kind = self.kinds.get(label, "person")
        if kind == "place":
            return PlaceMatch(start, end, label)
        if kind == "person":
            return None if names_a_thing(root) or tied else MentionMatch(start, end, label, "name", 0.95)
        if kind == "archive":
            return MentionMatch(start, end, label, "name", 0.6)
        if kind != "state":
            return None if tied else MentionMatch(start, end, label, "name", 0.9)
        if modified(root) is not None:
            return MentionMatch(start, end, label, "name", 0.75, True) if owns(root) and not tied else None
        if tied:
            return None
        as_government = end - start > 1 and root.lower_ in WORDS.government_nouns
        if not as_government and is_located(root):
            return PlaceMatch(start, end, label)
        return MentionMatch(start, end, label, "name", 0.9)

    def _compass(
        self, s: _Sentence, word: str, start: int, end: int, root: Token, tied: bool
    ) -> MentionMatch | PlaceMatch | None:
        """ "The North" and "the South" as states: with the article, as a noun of their own, and not where
        something only happens there."""
        if (
            tied
            or not start
            or s.doc[start - 1].lower_ != "the"
            or modified(root) is not None
            or (end < len(s.doc) and s.doc[end].text[0].isupper())
        ):
            return None
        label = self.tables.compass[word]
        return (
            PlaceMatch(start, end, label)
            if is_located(root)
            else MentionMatch(start, end, label, "metonym", 0.75)
        )

    def _adjective(
        self, s: _Sentence, label: str, hit: Hit, start: int, end: int, root: Token
    ) -> MentionMatch | None:
        """An adjective that owns its noun ("Soviet policy"), or stands as a noun ("the Egyptians", "the
        French")."""
        if self.kinds.get(label) != "state":
            return None
        first = s.words[hit.first]
        if first.bound or s.words[hit.last - 1].bound:
            other = compound_partner(s.words, hit.first)
            coordinate = other is not None and (
                is_prefix(other) or bool(self.authority.of_adjective(other.text))
            )
            return (
                MentionMatch(start, end, label, "name", 0.5, True)
                if coordinate and owns(s.doc[max(start, other.token if other else start)])
                else None
            )
        if owns(root):
            return MentionMatch(start, end, label, "name", 0.6, True)
        plural = (
            modified(root) is None
            and root.pos_ in ("PROPN", "NOUN", "ADJ")
            and start
            and s.doc[start - 1].lower_ == "the"
            and root.dep_ not in (grammar.ADJECTIVE, grammar.COMPOUND)
        )
        return MentionMatch(start, end, label, "name", 0.7) if plural else None

    def _surname(self, s: _Sentence, surname: str, hit: Hit, start: int, end: int) -> MentionMatch | None:
        """A lone family name: the person of that name met last nearby, else the likeliest in the document;
        None where it is no name here."""
        token = s.doc[start]
        if (token.pos_ not in ("PROPN", "NOUN") and token.ent_type_ != "PERSON") or names_a_thing(token):
            return None
        labels = self.tables.surnames[surname]
        if (
            token.ent_type_ in ("GPE", "LOC", "FAC")
            and is_located(token)
            and labels[0] not in self.inventory.persons
        ):
            return None
        ent = next(
            (e for e in s.doc.ents if e.label_ == "PERSON" and e.start <= start and end <= e.end), None
        )
        if ent is not None and ent.end - ent.start > 1:
            name = clean_name(ent.text)
            if (
                len(name.split()) > 1
                and is_person_name(name)
                and not self._is_other(name)
                and not self._opens(s, ent)
            ):
                label = self._known_person(name)
                self.kinds.setdefault(label, "person")
                return MentionMatch(ent.start, ent.end, label, "name", 0.75)
        first = self._given_names_before(s.doc, start)
        if first < start and s.free(first, end):
            # "William F. Dean" is not the Patrick Dean of the authority.
            name = clean_name(s.doc[first:end].text)
            if is_person_name(name) and not any(same_person(name, label) for label in labels):
                label = self._known_person(name)
                self.kinds.setdefault(label, "person")
                return MentionMatch(first, end, label, "name", 0.75)
        recent = self._recent.get(surname)
        dominant = len(labels) > 1 and self.tables.weight(labels[0], surname) >= DOMINANT * max(
            1.0, self.tables.weight(labels[1], surname)
        )
        unheard = labels[0] not in self.inventory.persons and not self.tables.weight(
            labels[0], surname
        )  # the authority's, never named in full here
        if (
            recent is not None
            and s.index - recent[0] <= NEAR
            and (unheard or (len(labels) > 1 and not dominant))
        ):
            return MentionMatch(start, end, recent[1], "name", 0.8)
        return MentionMatch(start, end, labels[0], "name", 0.9 if len(labels) == 1 or dominant else 0.75)

    def _given_names_before(self, doc: Doc, start: int) -> int:
        """Where the given names begin that stand right before a family name with at least one initial among
        them ("William F."); `start` where none do."""
        first, initials = start, 0
        while first > 0 and start - first < 3:
            token = doc[first - 1]
            if (
                re.fullmatch(r"(?:[A-Z]\.-?)+", token.text)
                and not self.authority.of_name(token.text)
                and not self.authority.of_adjective(token.text)
            ):
                initials += 1
            elif (
                not (token.text.istitle() and token.pos_ == "PROPN" and token.text.isalpha())
                or token.text in WORDS.titles
            ):
                break
            first -= 1
        return first if initials else start

    def _opens(self, s: _Sentence, ent: Tokens) -> bool:
        """Whether a supposed name begins with the capitalised first word of the sentence that is no name
        ("Luckily Kim")."""
        first = s.doc[ent.start]
        return first.i == 0 and (first.pos_ != "PROPN" or first.lower_ in self.inventory.common)

    def _take_entity(self, s: _Sentence, ent: Tokens) -> None:
        if not s.free(ent.start, ent.end):
            return
        if ent.label_ in ("GPE", "LOC", "FAC"):
            s.add(PlaceMatch(ent.start, ent.end, re.sub(r"^[Tt]he\s+|['\u2019]s$", "", ent.text)))
        if ent.label_ == "ORG" and acts_as_body(ent):
            name = re.sub(r"^[Tt]he\s+|['\u2019]s$", "", ent.text)
            if not self._is_other(name) and not any(w in WORDS.not_persons for w in name.split()):
                label = self._orgs.setdefault(" ".join(fold_word(w) for w in name.split()), name)
                self.kinds.setdefault(label, "organisation")
                s.add(
                    MentionMatch(ent.end - len(ent) + (ent[0].lower_ == "the"), ent.end, label, "name", 0.5)
                )
            return
        if ent.label_ != "PERSON" or names_a_thing(ent.root) or self._opens(s, ent):
            return
        name = clean_name(ent.text)
        if (
            not is_person_name(name)
            or self._is_other(name)
            or any(w.lower() in WORDS.owner_titles for w in name.split())
        ):
            return
        if " " not in name and (
            self.authority.of_name(name)
            or fold_word(name) in self.inventory.common
            or self.tables.text_counts[name] < 2
        ):
            return
        label = self._known_person(name) if " " in name else name
        self.kinds.setdefault(label, "person")
        s.add(MentionMatch(ent.start, ent.end, label, "name", 0.75 if " " in name else 0.5))

    def _remember(self, s: _Sentence) -> None:
        for m in s.mentions:
            kind = self.kinds.get(m.actor)
            if kind == "person" and m.end_token - m.start_token > 1:
                self._recent[surname_of(clean_name(s.doc[m.start_token : m.end_token].text))] = (
                    s.index,
                    m.actor,
                )
            elif kind == "organisation" and m.form == "name":
                self._recent_orgs.append((s.index, m.actor))
        del self._recent_orgs[:-30]
