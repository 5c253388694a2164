"""The words and numbers by which claims are read: the `claims_*.toml` tables of a language pack, each with a
class here whose fields are the keys of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Any, TypeVar, get_type_hints

from regesta.extract.record import RelationType
from regesta.extract.text.languages import LanguageError, LanguagePack
from regesta.extract.text.word_lists import whole_words

#: A set of words, lower case.
Words = frozenset[str]
#: Sequences of words, lower case, longest first, so that "as a result" beats "as".
Phrases = tuple[tuple[str, ...], ...]
#: Beginnings of a sentence, lower case, in the order of the file.
Openings = tuple[str, ...]
#: A regular expression as it stands in the file, or a list of words to be found whole, in any case.
Pattern = re.Pattern[str]


@dataclass(frozen=True)
class FunctionWords:
    """`claims_function_words.toml`: the small words that grammar alone does not tell apart."""

    copulas: Words
    perfect_auxiliaries: Words
    complementisers: Words
    edge_words: Words
    relative_subjects: Words
    personal_relatives: Words
    subordinators: Words
    question_words: Words
    asking_adverbs: Words
    empty_objects: Words
    light_subjects: Words
    dummy_subjects: Words
    impersonal_subjects: Words
    impersonal_pronouns: Words
    event_subjects: Words
    owner_prepositions: Words
    indefinite_articles: Words
    definite_articles: Words
    as_words: Words
    to_words: Words
    place_prepositions: Words
    demanding_modals: Words
    future_modals: Words
    possibility_modals: Words
    settling_verbs: Words
    seeming_verbs: Words
    reason_subordinators: Words
    negative_determiners: Words
    consequence_words: Words
    plural_ending: str
    possessive_ending: Pattern

    def singular(self, word: str) -> str:
        """A lower-case word without the ending of a plural, where it has one."""
        return word.removesuffix(self.plural_ending)


@dataclass(frozen=True)
class VerbWords:
    """`claims_verbs.toml`: verbs, adjectives and nouns by which a text says that somebody holds
    something."""

    state_of_mind: Words
    claim_nouns: Words
    documents: Words
    answering_prepositions: Words
    charging_prepositions: Words
    naming_prepositions: Words
    informing_verbs: Words
    supposing_verbs: Words
    convincing_verbs: Words
    no_inquits: Words
    hearsay_verbs: Words
    foretelling_verbs: Words
    kinds: Mapping[str, Words]

    @cached_property
    def content_nouns(self) -> Words:
        """Nouns that a that-clause may follow as what they hold: those of claims and of documents."""
        return self.claim_nouns | self.documents

    @cached_property
    def _by_verb(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kind, verbs in self.kinds.items():
            for verb in verbs:
                found.setdefault(verb, set()).add(kind)
        return {verb: frozenset(kinds) for verb, kinds in found.items()}

    def of(self, lemma: str) -> frozenset[str]:
        """The kinds a verb is listed under; empty for a verb that reports nothing."""
        return self._by_verb.get(lemma, frozenset())


@dataclass(frozen=True)
class PhraseWords:
    """`claims_phrases.toml`: ways of attributing by a phrase beside the clause."""

    before_holder: Phrases
    genitive_prepositions: Words
    genitive_nouns: Words
    opening_prepositions: Words
    pointing_determiners: Words
    vague_subjects: Words
    inquit_openings: Words
    answered_pronouns: Words


@dataclass(frozen=True)
class HolderWords:
    """`claims_holders.toml`: who can hold a position, and how the record names those without a name."""

    author: str
    unnamed: str
    writer_prepositions: Words
    sender_prepositions: Words
    receiving_verbs: Words
    source_nouns: Words
    first_person: Words
    own_subjects: Words
    own_determiners: Words
    evidence_pronouns: Words
    evidence_nouns: Words
    member_prepositions: Words
    answering_schools: Words
    answering_name: str
    quantifiers: Words
    indefinite_holders: Words
    person_pronouns: Words
    plural_pronouns: Words
    singular_pronouns: Words
    people: Words
    correspondents: Pattern
    document_writer: str
    genitive_ending: Pattern
    schools: Mapping[str, str]
    school_adjectives: Mapping[str, str]

    def writer_pattern(self, kind: str) -> re.Pattern[str]:
        """The pattern that finds, in a note, who wrote a document of a kind ("Report by X")."""
        return re.compile(self.document_writer.replace("KIND", re.escape(kind)), re.IGNORECASE)


@dataclass(frozen=True)
class StanceWords:
    """`claims_stance.toml`: the marks of the writer's own stance."""

    impersonal_modals: Words
    impersonal_adjectives: Words
    impersonal_verbs: Words
    impersonal_nouns: Words
    hedges: Words
    hedging_modals: Words
    hedging_frames: Words
    negations: Words
    denying_verbs: Words
    denying_phrases: Openings
    denying_conjunctions: Openings
    past_copulas: Openings
    no_connectives_alone: Words
    contrasting_coordinators: Words
    contrasting_subordinators: Words
    reason_coordinators: Words
    topics: Phrases
    announcements: Openings
    document_determiners: Words
    cleft: Pattern
    connectives: Mapping[str, Phrases]

    @cached_property
    def joined(self) -> Mapping[str, tuple[str, ...]]:
        """The connectives as they are written, by kind."""
        return {kind: tuple(map(" ".join, phrases)) for kind, phrases in self.connectives.items()}


@lru_cache(maxsize=64)
def by_first_word(phrases: Phrases) -> Mapping[str, tuple[str, ...]]:
    """Phrases as they stand between blanks, by their first words: few of many can stand in a sentence."""
    begun: dict[str, list[str]] = {}
    for phrase, said in zip(phrases, spoken(phrases), strict=True):
        begun.setdefault(phrase[0], []).append(said)
    return {word: tuple(rows) for word, rows in begun.items()}


@lru_cache(maxsize=64)
def spoken(phrases: Phrases | Openings) -> tuple[str, ...]:
    """Phrases as they stand between blanks."""
    return tuple(f" {p if isinstance(p, str) else ' '.join(p)} " for p in phrases)


@dataclass(frozen=True)
class AnswerWords:
    """`claims_answers.toml`: how a position stated before is taken up, turned down or weighed."""

    attack_verbs: Words
    support_verbs: Words
    attack_adjectives: Words
    support_adjectives: Words
    carry_verbs: Words
    shared_verbs: Words
    bare_attacks: Phrases
    bare_supports: Phrases
    support_phrases: Phrases
    attack_phrases: Phrases
    attack_verdicts: Phrases
    support_verdicts: Phrases
    flaws: Words
    flaw_prepositions: Words
    argument_nouns: Words
    pointing_words: Words
    pointing_pronouns: Words
    impersonal_critics: Words
    fault_verbs: Words
    denied_verbs: Words
    empty_determiners: Words
    agreeing_verbs: Words
    siding_verbs: Words
    parting_verbs: Words
    siding_prepositions: Words
    siding_pronouns: Words
    backing_verbs: Words
    refuting_verbs: Words
    joining_adverbs: Words
    conceding_verbs: Words
    undercut_phrases: Phrases
    never: Words
    no_nouns: Words
    no_subjects: Words
    hard: Words
    opening_denials: Words
    plain_denials: Words

    @cached_property
    def verdicts(self) -> tuple[tuple[str, RelationType], ...]:
        """Wordings that turn a position down or take it up, each between blanks, with what they do to it."""
        turned: RelationType = "attacks"
        taken: RelationType = "supports"
        both = ((self.attack_verdicts, turned), (self.support_verdicts, taken))
        return tuple((phrase, sign) for phrases, sign in both for phrase in spoken(phrases))

    @cached_property
    def attacks(self) -> Words:
        """Words that turn a position down."""
        return self.attack_verbs | self.attack_adjectives

    @cached_property
    def supports(self) -> Words:
        """Words that take a position up."""
        return self.support_verbs | self.support_adjectives

    @cached_property
    def agreement(self) -> Words:
        """Verbs by which an answer that points back agrees."""
        return self.support_verbs | self.agreeing_verbs


@dataclass(frozen=True)
class RelationWords:
    """`claims_relations.toml`: how sure each rule about relations is, how far it reaches, and its
    openings."""

    threshold: float
    least: float
    unsure_claim: float
    sentences_back: int
    enumeration_back: int
    first_point_back: int
    block_back: int
    claims_back: int
    named_back: int
    contrasting_conjunctions: Words
    reasons: Openings
    inferences: Openings
    points_introductions: Openings
    points_numbers: Openings
    points_nouns: Openings
    first_points: Openings
    later_points: Openings
    point_endings: Openings
    inner_first_points: Openings
    demonstrative_ending: str
    rules: Mapping[str, float]

    @cached_property
    def announced_points(self) -> re.Pattern[str]:
        """What begins a sentence that only announces points ("Three considerations support this")."""
        return re.compile(
            rf"(?:{'|'.join(self.points_introductions)})?(?:{'|'.join(self.points_numbers)})"
            rf" (?:\w+ ){{0,2}}(?:{'|'.join(self.points_nouns)})\b"
        )


@dataclass(frozen=True)
class FeatureWords:
    """`claims_features.toml`: word classes by which an unattributed sentence is judged."""

    causal: Pattern
    concessive: Pattern
    epistemic: Pattern
    degree: Pattern
    inchoative: Pattern
    obligation: Pattern
    seem: Pattern
    cleft: Pattern
    day: Pattern
    year: Pattern
    own_reference: Pattern
    evaluative: Words
    abstract: Words
    motive: Words
    relational: Words
    concrete: Words
    meta: Words
    meta_nouns: Words
    materials: Words
    positions: Words
    position_determiners: Words
    negative_words: Words
    demonstrative_subjects: Words


@dataclass(frozen=True)
class ClaimWeights:
    """`claims_weights.toml`: how sure each way of finding a claim is, and how far each looks."""

    shortest: int
    holder_window: int
    late_phrase: int
    genitive_window: int
    opening_window: int
    subject_window: int
    pointing_window: int
    inquit_length: int
    announcement_length: int
    loose_clause_window: int
    cue_gap: int
    list_gap: int
    inner_window: int
    light_subject_gap: int
    holder_memory: int
    subject_memory: int
    note_window: int
    document_window: int
    name_length: int
    scholar_share: float
    rarely_named: int
    told_share: float
    of_the_time: int
    long_after: int
    seldom_named: int
    longest_block: int
    longest_quotation: int
    longest_set_apart: int
    longest_report: int
    longest_cited: int
    likely_continuation: float
    sure_writer: float
    list_window: int
    cleft_share: float
    floor: float
    nested: float
    commitment: float
    motive: float
    continued_most: float
    most_sure: float
    hedge_window: int
    denial_window: int
    clause_gap: int
    unsure_holder: float
    attribution: Mapping[str, float]
    blocks: Mapping[str, float]
    holders: Mapping[str, float]
    features: Mapping[str, float]


@dataclass(frozen=True)
class ClaimWords:
    """What a language pack knows of claims, a field per table."""

    function: FunctionWords
    verbs: VerbWords
    phrases: PhraseWords
    holders: HolderWords
    stance: StanceWords
    answers: AnswerWords
    relations: RelationWords
    features: FeatureWords
    weights: ClaimWeights


@lru_cache(maxsize=8)
def claim_words(pack: LanguagePack) -> ClaimWords:
    """What a language pack knows of claims. Errors: LanguageError when a table lacks a key of its class or
    has one more, with the names of both."""
    return ClaimWords(
        **{
            name: read_table(pack, f"claims_{_FILES.get(name, name)}", schema)
            for name, schema in get_type_hints(ClaimWords).items()
        }
    )


#: Tables whose file has another name than the field.
_FILES = {"function": "function_words"}
Schema = TypeVar("Schema")


def read_table(pack: LanguagePack, name: str, schema: type[Schema]) -> Schema:
    """A table of a pack as an instance of the class that describes it. Errors: LanguageError for missing and
    for unknown keys."""
    table = pack.table(name)
    wanted = {field.name for field in fields(schema)}  # type: ignore[arg-type]
    if wanted != set(table):
        raise LanguageError(
            f"the table {name!r} of the language pack {pack.code!r} does not fit {schema.__name__}: "
            f"missing {sorted(wanted - set(table))}, unknown {sorted(set(table) - wanted)}"
        )
    hints = get_type_hints(schema)
    return schema(**{key: _READERS[hints[key]](table[key]) for key in wanted})


def _lower(entries: list[str]) -> Words:
    return frozenset(entry.lower() for entry in entries)


def _sequences(entries: list[str]) -> Phrases:
    rows = (tuple(entry.lower().split()) for entry in entries)
    return tuple(sorted(rows, key=lambda row: (-len(row), row)))


def _pattern(value: str | list[str]) -> Pattern:
    return re.compile(value) if isinstance(value, str) else whole_words(value)


def _each(read: Callable[[Any], Any]) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    return lambda section: {key: read(value) for key, value in section.items()}


#: How the value of a key becomes the value of a field, by the field's type.
_READERS: Mapping[Any, Callable[[Any], Any]] = {
    str: str,
    int: int,
    float: float,
    Words: _lower,
    Phrases: _sequences,
    Openings: tuple,
    Pattern: _pattern,
    Mapping[str, str]: _each(str),
    Mapping[str, float]: _each(float),
    Mapping[str, Words]: _each(_lower),
    Mapping[str, Phrases]: _each(_sequences),
}
