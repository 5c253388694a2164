"""The words and numbers of mention finding: the table `mentions.toml` of a language pack, typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from regesta.extract.propose.mentions.folded import fold_word
from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.schema import read_schema


@dataclass(frozen=True, slots=True)
class Articles:
    """Small words before a name."""

    definite: frozenset[str]
    determiners: frozenset[str]
    leading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Possessive:
    """What a possessive leaves behind a name."""

    endings: tuple[str, ...]
    letter: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much is enough."""

    dominant: float
    near: int
    compass: int
    named_in_full: int
    named_by_initials: int
    cited_at_most: int
    lone_uses_per_full: int
    person_share: int
    era_tail: int
    model_alone: int
    short_word: int


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure each reading of a name is, 0..1."""

    person: float
    state: float
    body: float
    archive: float
    owning_state: float
    owning_adjective: float
    people: float
    half_of_compound: float
    capital: float
    compass: float
    sole_bearer: float
    named_lately: float
    likeliest_bearer: float
    full_name: float
    short_words: float
    titled: float
    by_uses: float
    lone_by_model: float
    headed: float
    head_alone: float
    acting_body: float
    force: float
    sharing_force: float
    organ: float
    group: float
    pronoun: float
    likeliest_pronoun: float
    cited_in_full: float
    cited_by_initials: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where a state or capital is only where something happens."""

    locative: frozenset[str]
    motion: frozenset[str]
    departing: frozenset[str]
    sending: frozenset[str]
    reached: frozenset[str]
    conquered: frozenset[str]
    conquered_nouns: frozenset[str]
    fallen: frozenset[str]
    part_nouns: frozenset[str]
    goal: frozenset[str]
    source: frozenset[str]
    bound_for: frozenset[str]
    belonging: frozenset[str]


@dataclass(frozen=True, slots=True)
class Adjectives:
    """What a state's adjective owns, describes, or stands for."""

    government: frozenset[str]
    prefixes: Mapping[str, str]
    titles: frozenset[str]
    things: frozenset[str]
    people_endings: tuple[str, ...]
    plural: str
    compass: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Groups:
    """People as a group."""

    nouns: frozenset[str]
    not_groups: frozenset[str]
    endings: tuple[str, ...]
    same: tuple[str, ...]
    same_as: str


@dataclass(frozen=True, slots=True)
class Forces:
    """Armed forces of a state."""

    heads: frozenset[str]
    middles: frozenset[str]
    army: frozenset[str]
    army_name: str
    forces_name: str
    joined: frozenset[str]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Bodies by the shape of their names."""

    heads: frozenset[str]
    not_alone: frozenset[str]
    lower_heads: tuple[str, ...]
    links: frozenset[str]
    heading_links: frozenset[str]
    scope: frozenset[str]
    parting: frozenset[str]
    joining: frozenset[str]
    openers: frozenset[str]
    numbered: frozenset[str]
    ordinal_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles before a name, and small words in and behind it."""

    words: frozenset[str]
    of_offices: frozenset[str]
    of_given_names: frozenset[str]
    particles: frozenset[str]
    of_places: frozenset[str]
    ordinals: frozenset[str]
    name_suffixes: frozenset[str]
    of_body: frozenset[str]


@dataclass(frozen=True, slots=True)
class Persons:
    """What shows that a lone capitalised word is a person's name."""

    roles: frozenset[str]
    verbs: frozenset[str]
    objects: frozenset[str]
    relatives: frozenset[str]


@dataclass(frozen=True, slots=True)
class NotPersons:
    """Capitalised words that are no personal name."""

    words: frozenset[str]
    opener_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurnameFirst:
    """Family names that stand first."""

    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class LoneNames:
    """What one use of a lone capitalised word says for a person or against."""

    titled: float
    numbered: float
    acting: float
    described: float
    owning: float
    dealt_with: float
    listed: float
    tagged: float
    tagged_place: float
    tagged_other: float
    article: float
    located: float
    sure: float


@dataclass(frozen=True, slots=True)
class CitedNames:
    """How notes print authors, and texts their abbreviations."""

    before: tuple[str, ...]
    editor: str
    joined: tuple[str, ...]
    particles: tuple[str, ...]
    long_form_links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Whom a pronoun may mean."""

    person: frozenset[str]
    thing: frozenset[str]
    decay: float
    other_than_subject: float
    least_share: float
    agentive: frozenset[str]
    reflexive_endings: tuple[str, ...]


@dataclass(frozen=True)
class MentionTables:
    """The tables of `mentions.toml`, one field each; the file says what every key means."""

    articles: Articles
    possessive: Possessive
    thresholds: Thresholds
    confidence: Confidence
    places: Places
    adjectives: Adjectives
    groups: Groups
    forces: Forces
    organisations: Organisations
    titles: Titles
    persons: Persons
    not_persons: NotPersons
    surname_first: SurnameFirst
    lone_names: LoneNames
    cited_names: CitedNames
    pronouns: Pronouns


@dataclass(frozen=True)
class MentionWords(MentionTables):
    """The tables of `mentions.toml` and what follows from them; read-only, one object a language pack."""

    months: frozenset[str]

    @cached_property
    def person_titles(self) -> frozenset[str]:
        """Titles that stand before no office or body."""
        return self.titles.words - self.titles.of_offices

    @cached_property
    def roles(self) -> frozenset[str]:
        """Nouns that say what a person is: "minister", "envoy"."""
        return self.persons.roles

    @cached_property
    def organs(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Common nouns that make an organisation behind a state's adjective, word by word, under the first
        word of each."""
        out: dict[str, tuple[tuple[str, ...], ...]] = {}
        for head in (tuple(w.split()) for w in self.organisations.lower_heads):
            out[head[0]] = (*out.get(head[0], ()), head)
        return out

    @cached_property
    def families_first(self) -> frozenset[str]:
        """Folded family names that stand first."""
        return frozenset(fold_word(n) for n in self.surname_first.names)

    @cached_property
    def _article(self) -> re.Pattern[str]:
        words = {form for w in self.articles.definite for form in (w, w.capitalize())}
        return re.compile(rf"^(?:{'|'.join(sorted(map(re.escape, words)))})\s+")

    @cached_property
    def _ordinal(self) -> re.Pattern[str]:
        return re.compile(rf"^\d{{1,3}}(?:{'|'.join(map(re.escape, self.organisations.ordinal_endings))})$")

    @cached_property
    def _possessive(self) -> re.Pattern[str]:
        endings = (e for e in self.possessive.endings if e.endswith(self.possessive.letter))
        return re.compile(rf"(?:{'|'.join(map(re.escape, endings)) or '(?!)'})$")

    @cached_property
    def _doubled(self) -> re.Pattern[str]:
        letter = re.escape(self.possessive.letter)
        return re.compile(rf"{letter}(['\u2019]){letter}\b")

    def without_article(self, name: str) -> str:
        """A name without a definite article before it: "the Kremlin" -> "Kremlin"."""
        return self._article.sub("", name)

    def without_possessive(self, name: str) -> str:
        """A name without a possessive letter and its apostrophe: "Nasser's" -> "Nasser"."""
        return self._possessive.sub("", name)

    def with_single_possessive(self, name: str) -> str:
        """A name in which no plural has two possessives: "Workers's Party" -> "Workers' Party"."""
        return self._doubled.sub(rf"{self.possessive.letter}\1", name)

    def is_ordinal(self, word: str) -> bool:
        """Whether a word is a number in figures that counts: "40th"."""
        return self._ordinal.match(word) is not None


@lru_cache(maxsize=8)
def mention_words(pack: LanguagePack) -> MentionWords:
    """The words of a language pack. Errors: LanguageError when its `mentions.toml` lacks a key or has an
    unknown one."""
    tables = read_schema(MentionTables, pack.table("mentions"), f"mentions.toml of {pack.code!r}")
    months = frozenset(m.capitalize() for m in pack.table("dates")["months"])
    return MentionWords(**vars(tables), months=months)
