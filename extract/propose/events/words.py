"""The small words that the event rules read, out of `events_grammar.toml`, `events_modality.toml` and
`events_dates.toml` of a language pack; the tables say what each list is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.record import Factuality
from regesta.extract.text.languages import LanguagePack

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentWords:
    """Words of who does what to whom."""

    relative: Words
    cleft: Words
    impersonal: Words
    copulas: Words
    agent: Words
    genitive: Words
    addressed: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """Words of who a head refers to, and where something happens."""

    place: Words
    partitive: Words
    persons: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameWords:
    """Words of which frame a verb or noun fits."""

    things: Words
    persons: Words
    not_persons: Words
    settings: Words
    capacity: Words
    purpose: Words
    wishes: Words
    mandative: Words
    carrying: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityWords:
    """Words of how an event is told; `governors` maps a verb or noun to the factuality of what hangs on
    it."""

    governors: Mapping[str, Factuality]
    reporting: frozenset[str]
    reporting_nouns: frozenset[str]
    reporting_phrases: frozenset[str]
    demands: frozenset[str]
    sources: frozenset[str]
    remarks: frozenset[str]
    own_voice: frozenset[str]
    topics: frozenset[str]
    wishes: frozenset[str]
    purposes: frozenset[str]
    circumstances: frozenset[str]
    prospects: frozenset[str]
    topical: frozenset[str]
    modal: frozenset[str]
    future: frozenset[str]
    negation: frozenset[str]
    counterfactual: frozenset[str]
    conditional: frozenset[str]
    inverted: frozenset[str]
    perfect: frozenset[str]
    copulas: frozenset[str]
    pointing: frozenset[str]
    argument_nouns: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingWords:
    """Words between dates and events."""

    spanning: Words
    before: Words
    term: Words
    when: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallWords:
    """Words by which an event or an actor is named again; `sentences`, `stem` (letters) and, for actors,
    `back` (sentences) are limits."""

    pointing: Words
    others: Words
    at: Words
    near: Words
    sentences: int
    stem: int
    back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingWords:
    """Words by which events of one sentence hang together."""

    settings: Words
    where: Words
    pointing: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """All of them."""

    arguments: ArgumentWords
    roles: RoleWords
    frames: FrameWords
    modality: ModalityWords
    dating: DatingWords
    recall: RecallWords
    sharing: SharingWords


@lru_cache(maxsize=8)
def event_words(pack: LanguagePack) -> EventWords:
    """The small words of a language's event rules."""
    grammar, dates = pack.table("events_grammar"), pack.table("events_dates")
    limits = dates["recall_limits"]
    return EventWords(
        arguments=ArgumentWords(**_lists(grammar["arguments"])),
        roles=RoleWords(**_lists(grammar["roles"])),
        frames=FrameWords(**_lists(grammar["frames"])),
        modality=_modality(pack),
        dating=DatingWords(**_lists(dates["dating"])),
        recall=RecallWords(
            **_lists(dates["recall"]),
            sentences=int(limits["sentences"]),
            stem=int(limits["stem"]),
            back=int(limits["back"]),
        ),
        sharing=SharingWords(**_lists(dates["sharing"])),
    )


def _modality(pack: LanguagePack) -> ModalityWords:
    table = pack.table("events_modality")
    governors: dict[str, Factuality] = {}
    kinds: Sequence[Factuality] = ("asserted", "planned", "denied")
    for kind in kinds:
        governors.update(dict.fromkeys(table["governors"][kind], kind))
    reporting, topics, auxiliaries = table["reporting"], table["topics"], table["auxiliaries"]
    return ModalityWords(
        governors=governors,
        reporting=frozenset(reporting["verbs"]),
        reporting_nouns=frozenset(reporting["nouns"]),
        reporting_phrases=frozenset(reporting["phrases"]),
        demands=frozenset(reporting["demands"]),
        sources=frozenset(reporting["sources"]),
        remarks=frozenset(reporting["remarks"]),
        own_voice=frozenset(table["own_voice"]["subjects"]),
        topics=frozenset(topics["nouns"]),
        wishes=frozenset(topics["wishes"]),
        purposes=frozenset(topics["purposes"]),
        circumstances=frozenset(topics["circumstances"]),
        prospects=frozenset(topics["prospects"]),
        topical=frozenset(topics["topical"]),
        **{name: frozenset(words) for name, words in auxiliaries.items()},
        copulas=frozenset(pack.table("events_grammar")["arguments"]["copulas"]),
        pointing=frozenset(table["weighing"]["pronouns"]),
        argument_nouns=frozenset(pack.table("claims_answers")["argument_nouns"]),
    )


def _lists(section: Mapping[str, Sequence[str]]) -> dict[str, Words]:
    return {name: tuple(words) for name, words in section.items()}
