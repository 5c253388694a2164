"""The event lexicon: verb frames and event nouns, read once from the tables beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from regesta.extract.record import EVENT_TYPES, DecisionKind, EventType, Factuality
from regesta.extract.text.languages import ENGLISH

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
    decision: str = ""
    of: str = "agent"
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All frames by lemma, `heads` the first words of the verb keys, the noun classes, and the word lists of
    modality."""

    verbs: Mapping[str, tuple[VerbFrame, ...]]
    heads: frozenset[str]
    nouns: Mapping[str, tuple[VerbFrame, ...]]
    classes: Mapping[str, frozenset[str]]
    organs: frozenset[str]
    partitives: frozenset[str]
    shapes: frozenset[str]
    topics: frozenset[str]
    wishes: frozenset[str]
    circumstances: frozenset[str]
    prospects: frozenset[str]
    topical: frozenset[str]
    light: frozenset[str]
    occurring: frozenset[str]
    governors: Mapping[str, Factuality]
    reporting: frozenset[str]
    reporting_nouns: frozenset[str]
    reporting_phrases: tuple[str, ...]
    own_voice: frozenset[str]
    auxiliaries: Mapping[str, frozenset[str]]
    weights: Mapping[str, float] = field(default_factory=dict)
    recipient_types: frozenset[str] = frozenset()


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon; a row with an unknown type, class or decision raises LexiconError naming it."""
    verbs, nouns, modality, weights = (
        _table(f"events_{name}.toml") for name in ("verbs", "nouns", "modality", "weights")
    )
    classes = {name: frozenset(words) for name, words in nouns["classes"].items()}
    governors: dict[str, Factuality] = {}
    for kind in ("asserted", "planned", "denied"):
        governors.update(dict.fromkeys(modality["governors"][kind], kind))
    by_lemma = _by_lemma(_frame(row, "verbs", classes) for row in verbs["frame"])
    return Lexicon(
        verbs=by_lemma,
        heads=frozenset(key.split()[0] for key in by_lemma),
        nouns=_by_lemma(_frame(row, "nouns", classes) for row in nouns["noun"]),
        classes=classes,
        organs=frozenset(nouns["organs"]["nouns"]),
        partitives=frozenset(nouns["organs"]["partitives"]),
        shapes=frozenset(nouns["organs"]["shapes"]),
        topics=frozenset(modality["topics"]["nouns"]),
        wishes=frozenset(modality["topics"]["wishes"]),
        circumstances=frozenset(modality["topics"]["circumstances"]),
        prospects=frozenset(modality["topics"]["prospects"]),
        topical=frozenset(modality["topics"]["topical"]),
        light=frozenset(nouns["light"]["verbs"]),
        occurring=frozenset(nouns["occurring"]["verbs"]),
        governors=governors,
        reporting=frozenset(modality["reporting"]["verbs"]),
        reporting_nouns=frozenset(modality["reporting"]["nouns"]),
        reporting_phrases=tuple(modality["reporting"]["phrases"]),
        own_voice=frozenset(modality["own_voice"]["subjects"]),
        auxiliaries={name: frozenset(words) for name, words in modality["auxiliaries"].items()},
        weights=weights["weights"],
        recipient_types=frozenset(weights["types"]["with_recipients"]),
    )


def _table(name: str) -> dict[str, Any]:
    return ENGLISH.table(name.removesuffix(".toml"))


def _by_lemma(frames: Any) -> dict[str, tuple[VerbFrame, ...]]:
    out: dict[str, tuple[VerbFrame, ...]] = {}
    for frame in frames:
        for lemma in frame.lemmas:
            out[lemma] = (*out.get(lemma, ()), frame)
    return out


#: Object classes that are not word lists: what the word refers to decides.
REFERRING = frozenset({"actor", "place", "pronoun"})


def _frame(row: Mapping[str, Any], words: str, classes: Mapping[str, frozenset[str]]) -> VerbFrame:
    where = f"the event frame of {', '.join(row[words][:3])}"
    if row["type"] not in EVENT_TYPES:
        raise LexiconError(f"{where} has type {row['type']!r}; write one of {', '.join(EVENT_TYPES)}")
    for slot in ("object", "subject"):
        for name in row.get(slot, ()):
            if name not in classes and name not in REFERRING:
                raise LexiconError(
                    f"{where} wants a {slot} of class {name!r}; the classes are {', '.join(sorted({*classes, *REFERRING}))}"
                )
    if row.get("decision") and row["decision"] not in _DECISIONS:
        raise LexiconError(f"{where} has decision {row['decision']!r}; write one of {', '.join(_DECISIONS)}")
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
