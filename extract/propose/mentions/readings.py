"""What a listed name means in its sentence: an actor, a place, or nothing; one rule for each way a name leads
to its reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.mentions.gazetteer import TO_LEFT, TO_RIGHT, Hit, Word
from regesta.extract.propose.mentions.matches import MentionMatch, PlaceMatch, SentenceReading
from regesta.extract.propose.mentions.persons import PersonFinder
from regesta.extract.propose.mentions.roles import (
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
)
from regesta.extract.propose.mentions.words import MentionWords

if TYPE_CHECKING:
    from spacy.tokens import Token

Match = MentionMatch | PlaceMatch | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [start:end) of a sentence: `labels` are whom it may mean, `root` its head word, `tied`
    whether a hyphen binds it to a word beside it."""

    s: SentenceReading
    hit: Hit
    labels: list[str]
    start: int
    end: int
    root: Token
    tied: bool

    @property
    def after_article(self) -> bool:
        """Whether a definite article stands before it."""
        return self.s.words.after_article(self.hit.first)

    def mention(self, label: str, confidence: float, *, adjective: bool = False) -> MentionMatch:
        """The name as a mention of an actor."""
        return MentionMatch(self.start, self.end, label, "name", confidence, adjective)

    def metonym(self, label: str, confidence: float) -> MentionMatch:
        """The name of a place as a mention of the actor it stands for."""
        return MentionMatch(self.start, self.end, label, "metonym", confidence)

    def place(self, label: str) -> PlaceMatch:
        """The name as a place."""
        return PlaceMatch(self.start, self.end, label)


class NameReader:
    """Says what names mean in the sentences of one document."""

    def __init__(self, lexicon: MentionWords, tables: NameTables, persons: PersonFinder) -> None:
        self._lexicon, self._tables, self._persons = lexicon, tables, persons
        #: The rules, in the order in which a name with several kinds of readings is tried.
        self._rules: Mapping[str, Callable[[Name], Match]] = {
            NAME: self._listed,
            SURNAME: self._surname,
            METONYM: self._metonym,
            COMPASS: self._compass,
            ADJECTIVE: self._adjective,
        }

    def read(self, s: SentenceReading, hit: Hit) -> Match:
        """What the name at `hit` means; None where it means nobody and no place."""
        start, end = s.words.tokens(hit.first, hit.last)
        tied = s.words[hit.first].bound & TO_LEFT or s.words[hit.last - 1].bound & TO_RIGHT
        for sign, rule in self._rules.items():
            labels = [t[1:] for t in hit.targets if t[0] == sign]
            if labels:
                return rule(Name(s, hit, labels, start, end, s.doc[start:end].root, bool(tied)))
        return None

    def _listed(self, name: Name) -> Match:
        """A name of the authority or the document, by the kind of what it names."""
        label = self._tables.choose(name.labels, name.s.year)
        sure = self._lexicon.confidence
        match self._tables.kinds.get(label, "person"):
            case "place":
                return name.place(label)
            case "state":
                return self._state(name, label)
            case "archive":
                return name.mention(label, sure.archive)
            case "person":
                return None if name.tied or names_a_thing(name.root) else name.mention(label, sure.person)
            case _:
                return None if name.tied else name.mention(label, sure.body)

    def _state(self, name: Name, label: str) -> Match:
        """A state by its name: an actor, an owner ("US policy"), or where something happens."""
        lexicon = self._lexicon
        if name.tied:
            return None
        if modified(name.root) is not None:
            owning = owns(name.root, lexicon)
            return name.mention(label, lexicon.confidence.owning_state, adjective=True) if owning else None
        as_government = name.end - name.start > 1 and name.root.lower_ in lexicon.adjectives.government
        if not as_government and is_located(name.root, lexicon):
            return name.place(label)
        return name.mention(label, lexicon.confidence.state)

    def _surname(self, name: Name) -> Match:
        """A family name alone."""
        if name.tied:
            return None
        return self._persons.named_alone(name.s, name.labels[0], name.start, name.end)

    def _metonym(self, name: Name) -> Match:
        """A capital or building: its government where it acts, else a place."""
        if name.tied or not is_acting_capital(name.root, self._lexicon):
            return name.place(self._lexicon.without_article(name.s.doc[name.start : name.end].text))
        label = self._tables.choose(name.labels, name.s.year)
        return name.metonym(label, self._lexicon.confidence.capital)

    def _compass(self, name: Name) -> Match:
        """ "The North" and "the South" as states: with the article, as a noun of their own, and not where
        something only happens there."""
        doc = name.s.doc
        goes_on = name.end < len(doc) and doc[name.end].text[0].isupper()
        if name.tied or goes_on or not name.after_article or modified(name.root) is not None:
            return None
        label = self._tables.compass[name.labels[0]]
        if is_located(name.root, self._lexicon):
            return name.place(label)
        return name.metonym(label, self._lexicon.confidence.compass)

    def _adjective(self, name: Name) -> Match:
        """An adjective that owns its noun ("Soviet policy"), or stands as a noun ("the Egyptians", "the
        French")."""
        label = self._tables.choose(name.labels, name.s.year)
        sure = self._lexicon.confidence
        if self._tables.kinds.get(label) != "state":
            return None
        if name.s.words[name.hit.first].bound or name.s.words[name.hit.last - 1].bound:
            owning = self._owns_in_compound(name)
            return name.mention(label, sure.half_of_compound, adjective=True) if owning else None
        if owns(name.root, self._lexicon):
            return name.mention(label, sure.owning_adjective, adjective=True)
        return name.mention(label, sure.people) if self._is_people(name) else None

    def _owns_in_compound(self, name: Name) -> bool:
        """Whether an adjective bound by a hyphen to another state's owns what the two stand before
        ("Anglo-French plan")."""
        other = compound_partner(name.s.words.words, name.hit.first)
        if other is None or not self._is_states(other):
            return False
        return owns(name.s.doc[max(name.start, other.token)], self._lexicon)

    def _is_states(self, word: Word) -> bool:
        """Whether a word is an adjective of the authority, or the first half of a compound ("Anglo")."""
        prefixes = self._lexicon.adjectives.prefixes
        return word.text in prefixes or bool(self._tables.authority.of_adjective(word.text))

    def _is_people(self, name: Name) -> bool:
        """Whether an adjective stands as a noun with the article: "the French"."""
        root = name.root
        return (
            name.after_article
            and root.pos_ in ("PROPN", "NOUN", "ADJ")
            and root.dep_ not in (grammar.ADJECTIVE, grammar.COMPOUND)
            and modified(root) is None
        )
