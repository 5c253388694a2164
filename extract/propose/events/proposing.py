"""Events in annotated prose: who did what to whom, where and when, and whether it is told as a fact."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.events.arguments import is_infinitive
from regesta.extract.propose.events.candidates import Candidate, candidates, names_act
from regesta.extract.propose.events.coreference import Recall
from regesta.extract.propose.events.dates import anchors, as_date, owners
from regesta.extract.propose.events.factuality import factuality, is_mere, weighs_position
from regesta.extract.propose.events.lexicon import Lexicon, lexicon
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.events.sharing import answered, carried_by_message, shared
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Date, Event, Factuality, Span, content_id, quote_of
from regesta.extract.text.dates import DateMatch, read_dates

if TYPE_CHECKING:
    from spacy.tokens import Token

PROPOSER = "events.v1"
#: What did not happen takes a date only when nothing that did can.
_UNREAL = ("planned", "denied", "counterfactual")
#: Types whose plural without a date or an addressee is a topic: "Soviet reports".
_PLURAL_TOPICS = ("Communication", "Meeting", "Agreement", "Proposal", "Request", "Announcement")
#: A verb and its noun further apart than this (characters) are not one trigger.
LONGEST_TRIGGER = 40


def propose_events(annotated: AnnotatedDocument, layer: MentionLayer) -> list[Event]:
    """The events of every sentence, in document order; confidence is a logistic sum of what was found
    (data/events_weights.toml)."""
    words = lexicon()
    dates = read_dates((s.doc.text for s in annotated.sentences), annotated.language)
    out: list[Event] = []
    earlier: list[Candidate] = []
    recall = Recall()
    for index, (sentence, found) in enumerate(zip(annotated.sentences, dates, strict=True)):
        here = candidates(sentence, Roles(layer, index, words), words)
        if here:
            out.extend(_sentence(annotated, index, here, earlier, found, words, recall))
        earlier = here
    return out


def _sentence(
    annotated: AnnotatedDocument,
    index: int,
    found: list[Candidate],
    earlier: list[Candidate],
    dates: list[DateMatch],
    words: Lexicon,
    recall: Recall,
) -> list[Event]:
    """The events of one sentence; `earlier` are the candidates of the sentence before, whose wishes this one
    may answer, `recall` the dated events it may name again."""
    sentence = annotated.sentences[index]
    everything = found
    found, lenders = shared(found)
    found = answered(found, earlier)
    told = {c.word.i: factuality(c.carrier or c.word, words) for c in everything}
    by_index = {c.word.i: c for c in found}
    for c in found:
        message = carried_by_message(c, by_index)
        if message is not None and told[c.word.i] == "planned":
            told[c.word.i] = told[message.word.i]
    plans = {c.word.i: told[c.word.i] in _UNREAL for c in everything}
    for c in found:
        if c.carrier is not None:
            plans[c.carrier.i] = plans[c.word.i]
    weak = {c.word.i for c in found if c.frame.type == "Other"}
    owned = owners(anchors(sentence, dates), plans, weak)
    for c in found:
        if c.carrier is not None and c.carrier.i in owned:
            owned.setdefault(c.word.i, owned.pop(c.carrier.i))
    for _ in range(2):
        owned |= {
            i: owned[j] for i, j in lenders.items() if i not in owned and j in owned and not plans.get(i)
        }
    recalled = recall.dates(index, found, owned, told, bool(dates))
    out = []
    for c in found:
        anchor = owned.get(c.word.i)
        date = as_date(sentence, anchor.match) if anchor else None
        event = _event(annotated, sentence, c, told[c.word.i], date, bool(dates), words)
        if event is not None:
            recall.learn(index, c, event)
            out.append(replace(event, date=recalled.get(c.word.i)) if event.date is None else event)
    return out


def _event(
    annotated: AnnotatedDocument,
    sentence: AnnotatedSentence,
    c: Candidate,
    told: Factuality,
    date: Date | None,
    dates_near: bool,
    words: Lexicon,
) -> Event | None:
    present = c.present | {"dated"} if date else c.present
    if not _accepted(c, present, told, words):
        return None
    trigger = _trigger(sentence, c, words)
    recipients = c.recipients if c.frame.type in words.recipient_types else ()
    return Event(
        id=content_id("event", annotated.document.id, list(trigger)),
        document=annotated.document.id,
        proposer=PROPOSER,
        confidence=_confidence(c, present, told, dates_near, words),
        spans=sentence.record.spans,
        trigger=trigger,
        type=c.frame.type,
        agents=c.agents,
        recipients=recipients,
        place=c.place,
        date=date,
        factuality=told,
        footnotes=sentence.footnotes,
        sentence=sentence.record.id,
        quote=quote_of(annotated.document.text, sentence.record.spans),
    )


def _accepted(c: Candidate, present: frozenset[str], told: Factuality, words: Lexicon) -> bool:
    """Whether a participant, time or place and what the frame needs are there.

    A noun needs an agent of its own, or a light verb, or, for nouns that say it all, a date; an infinitive
    needs somebody who orders, asks, decides or plans it.
    """
    if not present & {"agent", "addressed", "dated", "place", "expletive"} or "school" in present:
        return False
    if c.frame.type in ("Approval", "Rejection") and weighs_position(c.word, c.objects):
        return False
    if c.word.pos_ in ("VERB", "AUX", "ADJ"):
        return c.satisfied(present) and not is_mere(c.word, told, words)
    if "topic" in present:
        return False
    if "light" in present:
        return bool(present & {"agent", "dated"})
    if (
        c.frame.type in _PLURAL_TOPICS
        and c.word.tag_ == grammar.PLURAL_NOUN
        and not present & {"dated", "place", "addressed", "complement"}
    ):
        return False
    return "agent" in present or (
        bool(present & {"dated", "addressed"}) and (c.frame.alone or "of" in c.frame.recipient)
    )


def _trigger(sentence: AnnotatedSentence, c: Candidate, words: Lexicon) -> Span:
    """The raw span of the head words: a verb with the noun that says what it does ("launched an attack")
    where both stand close, else the word alone."""
    other = (
        c.carrier if c.carrier is not None else next((t for t in c.objects if names_act(c, t, words)), None)
    )
    word = sentence.raw(sentence.doc[c.word.i : c.word.i + 1])
    if other is None:
        return word
    first, last = sorted((c.word.i, other.i))
    whole = sentence.raw_parts(sentence.doc[first : last + 1])
    if len(whole) == 1 and whole[0][1] - whole[0][0] <= LONGEST_TRIGGER:
        return whole[0]
    return (
        word
        if c.carrier is not None or c.frame.type != "Communication"
        else sentence.raw(sentence.doc[other.i : other.i + 1])
    )


def _confidence(
    c: Candidate, present: frozenset[str], told: Factuality, dated: bool, words: Lexicon
) -> float:
    """Logistic sum of the frame's strength (as log-odds) and the weights of what was found."""
    w = words.weights
    marks = {
        "agent": "named" in present,
        "agentless": "agent" not in present,
        "someone": "someone" in present,
        "bare_noun": c.noun and not present & {"dated", "place", "addressed", "complement"},
        "recipient": "addressed" in present,
        "dated": "dated" in present,
        "sentence_dated": dated,
        "place": "place" in present,
        "object": "object" in present,
        "complement": "complement" in present,
        "noun": c.noun,
        "light": c.carrier is not None,
        "infinitive": is_infinitive(c.word),
        "planned": told == "planned",
        "denied": told == "denied",
        "modal": told == "planned" and _finite_modal(c.word),
        "present": c.word.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT),
        "other": c.frame.type == "Other",
    }
    score = (
        w["bias"]
        + math.log(c.frame.strength / (1 - c.frame.strength))
        + sum(w[name] for name, there in marks.items() if there)
    )
    return round(1 / (1 + math.exp(-(w["scale"] * score + w["shift"]))), 3)


def _finite_modal(word: Token) -> bool:
    return any(x.tag_ == grammar.MODAL for x in word.children)
