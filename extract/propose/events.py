"""Events in annotated prose: who did what to whom, where and when, and whether it is told as a fact."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.dates import DateMatch, read_dates
from regesta.extract.propose.events_candidates import Candidate, candidates
from regesta.extract.propose.events_dates import Anchor, anchors, as_date, owners
from regesta.extract.propose.events_lexicon import Lexicon, lexicon
from regesta.extract.propose.events_roles import Roles
from regesta.extract.propose.events_syntax import governor, is_infinitive
from regesta.extract.propose.factuality import factuality
from regesta.extract.propose.mentions import MentionLayer
from regesta.extract.record import Event, Factuality, Span, content_id, quote_of

if TYPE_CHECKING:
    from spacy.tokens import Token

PROPOSER = "events.v1"


def propose_events(annotated: AnnotatedDocument, layer: MentionLayer) -> list[Event]:
    """The events of every sentence, in document order; confidence is a logistic sum of what was found (data/events_weights.toml)."""
    words = lexicon()
    dates = read_dates(s.doc.text for s in annotated.sentences)
    out: list[Event] = []
    for index, (sentence, found) in enumerate(zip(annotated.sentences, dates, strict=True)):
        out.extend(_sentence(annotated, sentence, Roles(layer, index, words), found, words))
    return out


def _sentence(annotated: AnnotatedDocument, sentence: AnnotatedSentence, roles: Roles, dates: list[DateMatch], words: Lexicon) -> list[Event]:
    found = candidates(sentence, roles, words)
    if not found:
        return []
    told = {c.word.i: factuality(c.carrier or c.word, words) for c in found}
    plans = {c.word.i: told[c.word.i] == "planned" and governor(c.word) is not None for c in found}
    for c in found:
        if c.carrier is not None:
            plans[c.carrier.i] = plans[c.word.i]
    owned = owners(anchors(sentence, dates), plans)
    for c in found:
        if c.carrier is not None and c.carrier.i in owned:
            owned.setdefault(c.word.i, owned.pop(c.carrier.i))
    return [event for c in found for event in [_event(annotated, sentence, c, told[c.word.i], owned, dates, words)] if event is not None]


def _event(annotated: AnnotatedDocument, sentence: AnnotatedSentence, c: Candidate, told: Factuality, owned: Mapping[int, Anchor], dates: list[DateMatch], words: Lexicon) -> Event | None:
    anchor = owned.get(c.word.i)
    present = _present(c, anchor)
    if not _accepted(c, present, told):
        return None
    trigger = _trigger(sentence, c)
    recipients = c.recipients if c.frame.type in words.recipient_types else ()
    return Event(
        id=content_id("event", annotated.document.id, list(trigger)), document=annotated.document.id, proposer=PROPOSER,
        confidence=_confidence(c, present, told, bool(dates), words),
        spans=sentence.record.spans, trigger=trigger, type=c.frame.type, agents=c.agents, recipients=recipients, place=c.place,
        date=as_date(sentence, anchor.match) if anchor else None, factuality=told, footnotes=sentence.footnotes, sentence=sentence.record.id,
        quote=quote_of(annotated.document.text, sentence.record.spans),
    )


def _present(c: Candidate, anchor: Anchor | None) -> frozenset[str]:
    """What the candidate has, in the words of a frame's `needs`."""
    has = {
        "agent": bool(c.agents),
        "addressed": bool(c.recipients),
        "dated": anchor is not None,
        "place": bool(c.place),
        "object": bool(c.objects),
        "complement": bool(c.arguments.complements),
        "expletive": c.arguments.expletive,
        "conjoint": len(c.agents) > 1,
        "as": bool(c.arguments.predicates or c.arguments.slot("as") or c.arguments.complements),
        "help": bool(c.arguments.complements),
        "force": any(t.lemma_.lower() in lexicon().classes["force"] for t in c.arguments.subjects),
        "war": any(t.lemma_.lower() in lexicon().classes["war"] for t in c.arguments.subjects),
        "light": c.carrier is not None,
    }
    return frozenset(name for name, there in has.items() if there)


def _accepted(c: Candidate, present: frozenset[str], told: Factuality) -> bool:
    """Whether a participant, time or place and what the frame needs are there; a noun needs an agent and more, or a light verb, or a date of its own."""
    if not present & {"agent", "addressed", "dated", "place"}:
        return False
    if c.word.pos_ in ("VERB", "AUX"):
        return all(present & set(need) for need in c.frame.needs)
    if "light" in present:
        return bool(present & {"agent", "dated"})
    if "agent" in present:
        return bool(present & {"dated", "place", "addressed", "complement"})
    return c.frame.alone and "dated" in present


def _trigger(sentence: AnnotatedSentence, c: Candidate) -> Span:
    return sentence.raw(sentence.doc[c.word.i : c.word.i + 1])


def _confidence(c: Candidate, present: frozenset[str], told: Factuality, dated: bool, words: Lexicon) -> float:
    """Logistic sum of the frame's strength (as log-odds) and the weights of what was found."""
    w = words.weights
    marks = {
        "agent": "agent" in present,
        "agentless": "agent" not in present,
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
        "present": c.word.tag_ in ("VBZ", "VBP"),
        "other": c.frame.type == "Other",
    }
    score = w["bias"] + math.log(c.frame.strength / (1 - c.frame.strength)) + sum(w[name] for name, there in marks.items() if there)
    return round(1 / (1 + math.exp(-score)), 3)


def _finite_modal(word: Token) -> bool:
    return any(x.tag_ == "MD" for x in word.children)
