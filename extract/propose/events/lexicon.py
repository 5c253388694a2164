"""The event lexicon: verb frames, event nouns and the classes of nouns, built once for a language pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, get_args

from regesta.extract.propose.events.words import EventWords, event_words
from regesta.extract.record import EVENT_TYPES, DecisionKind, EventType
from regesta.extract.text.languages import LanguagePack
from regesta.ontology.values import COLLECTIONS

_DECISIONS = (*get_args(DecisionKind), "none")


class LexiconError(ValueError):
    """A row of an event table that says something the vocabulary does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbFrame:
    """How a verb or noun names an event: its type, whose slots its actors fill, and what must be present. See
    events_verbs.toml for the fields."""

    type: EventType
    lemmas: tuple[str, ...]
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    complement: str = ""
    control: str = "subject"
    gives: str = "subject"
    needs: tuple[tuple[str, ...], ...] = ()
    strength: float = 0.5
    decision: DecisionKind | Literal["none", ""] = ""
    of: str = "agent"
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLexicon:
    """All frames by lemma, `heads` the first words of the verb keys, the classes of nouns, `role_nouns` the
    offices persons hold, the small `words` of the rules, and the weights of what is found."""

    verbs: Mapping[str, tuple[VerbFrame, ...]]
    heads: frozenset[str]
    nouns: Mapping[str, tuple[VerbFrame, ...]]
    classes: Mapping[str, frozenset[str]]
    organs: frozenset[str]
    partitives: frozenset[str]
    shapes: frozenset[str]
    light: frozenset[str]
    occurring: frozenset[str]
    role_nouns: frozenset[str]
    words: EventWords
    weights: Mapping[str, float] = field(default_factory=dict)
    recipient_types: frozenset[str] = frozenset()
    longest_trigger: int = 0

    def is_of(self, lemma: str, *classes: str) -> bool:
        """Whether a lemma is listed in one of the classes of nouns."""
        return any(lemma in self.classes[name] for name in classes)


@lru_cache(maxsize=8)
def event_lexicon(pack: LanguagePack) -> EventLexicon:
    """The lexicon of a language; a row with an unknown type, class or decision raises LexiconError naming
    it."""
    nouns, weights = pack.table("events_nouns"), pack.table("events_weights")
    classes = {name: frozenset(words) for name, words in nouns["classes"].items()}
    verbs = _by_lemma(_frame(row, "verbs", classes) for row in pack.table("events_verbs")["frame"])
    return EventLexicon(
        verbs=verbs,
        heads=frozenset(key.split()[0] for key in verbs),
        nouns=_by_lemma(_frame(row, "nouns", classes) for row in nouns["noun"]),
        classes=classes,
        organs=frozenset(nouns["organs"]["nouns"]),
        partitives=frozenset(nouns["organs"]["partitives"]),
        shapes=frozenset(nouns["organs"]["shapes"]),
        light=frozenset(nouns["light"]["verbs"]),
        occurring=frozenset(nouns["occurring"]["verbs"]),
        role_nouns=frozenset(pack.table("mentions")["persons"]["roles"]),
        words=event_words(pack),
        weights=weights["weights"],
        recipient_types=frozenset(COLLECTIONS["event-type"]["withRecipient"]),
        longest_trigger=int(weights["triggers"]["longest"]),
    )


def _by_lemma(frames: Iterable[VerbFrame]) -> dict[str, tuple[VerbFrame, ...]]:
    out: dict[str, tuple[VerbFrame, ...]] = {}
    for frame in frames:
        for lemma in frame.lemmas:
            out[lemma] = (*out.get(lemma, ()), frame)
    return out


#: Object classes that are not word lists: what the word refers to decides.
REFERRING = frozenset({"actor", "place", "pronoun"})


def _frame(row: Mapping[str, Any], words: str, classes: Mapping[str, frozenset[str]]) -> VerbFrame:
    _check(row, f"the event frame of {', '.join(row[words][:3])}", {*classes, *REFERRING})
    return VerbFrame(
        type=row["type"],
        lemmas=tuple(row[words]),
        object=tuple(row.get("object", ())),
        subject=tuple(row.get("subject", ())),
        recipient=tuple(row.get("recipient", ())),
        agent=tuple(row.get("agent", ())),
        complement=row.get("complement", ""),
        control=row.get("control", "subject"),
        gives=row.get("gives", "subject"),
        needs=tuple(tuple(need.split("|")) for need in row.get("needs", ())),
        strength=float(row.get("strength", 0.5)),
        decision=row.get("decision", ""),
        of=row.get("of", "agent"),
        alone=bool(row.get("alone", False)),
    )


def _check(row: Mapping[str, Any], where: str, classes: set[str]) -> None:
    """Raise LexiconError for a type, an object or subject class or a decision that there is not."""
    if row["type"] not in EVENT_TYPES:
        raise LexiconError(f"{where} has type {row['type']!r}; write one of {', '.join(EVENT_TYPES)}")
    for slot in ("object", "subject"):
        for name in row.get(slot, ()):
            if name not in classes:
                raise LexiconError(
                    f"{where} wants a {slot} of class {name!r}; the classes are {', '.join(sorted(classes))}"
                )
    if row.get("decision") and row["decision"] not in _DECISIONS:
        raise LexiconError(f"{where} has decision {row['decision']!r}; write one of {', '.join(_DECISIONS)}")
