"""Whether a candidate is an event, and how sure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import is_infinitive
from regesta.extract.propose.events.factuality import is_mere, weighs_position
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import EventLexicon
from regesta.extract.record import Factuality
from regesta.extract.text.learnt import sigmoid
from regesta.ontology.values import COLLECTIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Without one of these nothing is known of an event but its word.
_ANCHORING = frozenset({"agent", "addressed", "dated", "place", "expletive"})
#: What makes a plural noun more than a topic.
_SPECIFIC = frozenset({"dated", "place", "addressed", "complement"})
#: Types whose plural without a date or an addressee is a topic: "Soviet reports".
_PLURAL_TOPICS = COLLECTIONS["event-type"]["topical"]
_WEIGHED = COLLECTIONS["event-type"]["answering"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is for one candidate: what fills its slots and its date (`present`), how it is told, and
    whether its sentence says a date at all."""

    candidate: Candidate
    present: frozenset[str]
    told: Factuality
    dates_near: bool
    lexicon: EventLexicon

    @property
    def word(self) -> Token:
        """The word that names the event."""
        return self.candidate.word

    def has(self, *names: str) -> bool:
        """Whether one of the conditions holds."""
        return not self.present.isdisjoint(names)


def is_event(e: Evidence) -> bool:
    """Whether a participant, time or place and what the frame needs are there.

    A noun needs an agent of its own, or a light verb, or, for nouns that say it all, a date; an infinitive
    needs somebody who orders, asks, decides or plans it.
    """
    if e.present.isdisjoint(_ANCHORING) or e.has("school"):
        return False
    modality = e.lexicon.words.modality
    if e.candidate.frame.type in _WEIGHED and weighs_position(e.word, e.candidate.objects, modality):
        return False
    if e.word.pos_ in ("VERB", "AUX", "ADJ"):
        return e.candidate.satisfied(e.present) and not is_mere(e.word, e.told, modality)
    return _is_event_noun(e)


def _is_event_noun(e: Evidence) -> bool:
    """Whether a noun names an event and no topic."""
    if e.has("topic"):
        return False
    if e.has("light"):
        return e.has("agent", "dated")
    frame, plural = e.candidate.frame, e.word.tag_ == grammar.PLURAL_NOUN
    if frame.type in _PLURAL_TOPICS and plural and e.present.isdisjoint(_SPECIFIC):
        return False
    of = e.lexicon.words.arguments.genitive
    says_all = frame.alone or any(name in frame.recipient for name in of)
    return e.has("agent") or (says_all and e.has("dated", "addressed"))


def confidence(e: Evidence) -> float:
    """Logistic sum of the frame's strength (as log-odds) and the weights of what was found."""
    w, strength = e.lexicon.weights, e.candidate.frame.strength
    found = sum(w[name] for name, holds in MARKS.items() if holds(e))
    score = w["bias"] + math.log(strength / (1 - strength)) + found
    return round(sigmoid(w["scale"] * score + w["shift"]), 3)


#: Mark -> whether it counts; its weight stands under the same name in events_weights.toml.
MARKS: Mapping[str, Callable[[Evidence], bool]] = {
    "agent": lambda e: e.has("named"),
    "agentless": lambda e: not e.has("agent"),
    "someone": lambda e: e.has("someone"),
    "bare_noun": lambda e: e.candidate.noun and e.present.isdisjoint(_SPECIFIC),
    "recipient": lambda e: e.has("addressed"),
    "dated": lambda e: e.has("dated"),
    "sentence_dated": lambda e: e.dates_near,
    "place": lambda e: e.has("place"),
    "object": lambda e: e.has("object"),
    "complement": lambda e: e.has("complement"),
    "noun": lambda e: e.candidate.noun,
    "light": lambda e: e.candidate.carrier is not None,
    "infinitive": lambda e: is_infinitive(e.word),
    "planned": lambda e: e.told == "planned",
    "denied": lambda e: e.told == "denied",
    "modal": lambda e: e.told == "planned" and any(x.tag_ == grammar.MODAL for x in e.word.children),
    "present": lambda e: e.word.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT),
    "other": lambda e: e.candidate.frame.type == "Other",
}
