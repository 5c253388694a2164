"""Events in annotated prose: who did what to whom, where and when, and whether it is told as a fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.events.candidates import candidates
from regesta.extract.propose.events.coreference import Recall, Undated
from regesta.extract.propose.events.dates import Anchor, anchors, as_date, owners
from regesta.extract.propose.events.factuality import factuality
from regesta.extract.propose.events.frames import Candidate, names_act
from regesta.extract.propose.events.judging import acts_near, judged
from regesta.extract.propose.events.lexicon import EventLexicon, event_lexicon
from regesta.extract.propose.events.open_words import open_candidates
from regesta.extract.propose.events.refusals import refused
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.events.sharing import answered, carried_by_message, shared
from regesta.extract.propose.events.trigger_model import TriggerModel, trigger_model
from regesta.extract.propose.events.weighing import Evidence
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Date, Event, Factuality, Span, content_id, quote_of
from regesta.extract.text.dates import DateMatch, read_dates

PROPOSER = "events.v1"
#: What did not happen takes a date only when nothing that did can.
_UNREAL = ("planned", "denied", "counterfactual")
#: The note that dates a sentence is called in it or in the two after it.
_NOTE_WITHIN = 3
#: How often dates are lent on: from a meeting to what was said there, and to what was done after that.
_LENDINGS = 2


def propose_events(annotated: AnnotatedDocument, layer: MentionLayer) -> list[Event]:
    """The events of every sentence, in document order; confidence is a logistic sum of what was found
    (events_weights.toml)."""
    lexicon = event_lexicon(annotated.language)
    texts = (s.doc.text for s in annotated.sentences)
    dates = read_dates(texts, annotated.language, notes=_notes(annotated))
    out: list[Event] = []
    earlier: list[Candidate] = []
    recall = Recall(lexicon, trigger_model(annotated.language))
    everything = [
        _with_open(sentence, roles, candidates(sentence, roles), recall.model)
        for index, sentence in enumerate(annotated.sentences)
        for roles in [Roles(layer, index, lexicon)]
    ]
    acts = acts_near(everything, recall.model.agreed.sentences if recall.model else 0)
    for index, (here, found) in enumerate(zip(everything, dates, strict=True)):
        if here:
            out.extend(_sentence(_Place(annotated, index, earlier, found, acts[index]), here, recall))
        earlier = here
    return out


def _notes(annotated: AnnotatedDocument) -> Iterator[str]:
    """What the notes of each sentence and of those that follow it closely say: a report has its note at its
    end."""
    raw, sentences = annotated.document.text, annotated.sentences
    said = {n.id: quote_of(raw, n.spans or (n.span,)) for n in annotated.document.footnotes}
    for k in range(len(sentences)):
        called = (i for s in sentences[k : k + _NOTE_WITHIN] for i in s.footnotes if i in said)
        yield " ".join(said[i] for i in called)


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence by its index: `earlier` are the candidates of the one before, whose wishes it may answer,
    `acts` is how many acts are told of about it."""

    annotated: AnnotatedDocument
    index: int
    earlier: Sequence[Candidate]
    dates: Sequence[DateMatch]
    acts: float

    @property
    def sentence(self) -> AnnotatedSentence:
        return self.annotated.sentences[self.index]


def _sentence(at: _Place, everything: list[Candidate], recall: Recall) -> list[Event]:
    """The events of one sentence; `recall` has the dated events it may name again."""
    sentence, dates, lexicon = at.sentence, at.dates, recall.lexicon
    found, lenders = shared(everything, lexicon.words.sharing)
    found = answered(found, at.earlier, lexicon.words.sharing)
    found, told = refused(found, _told(sentence, everything, found, lexicon))
    owned = _own_dates(sentence, dates, found, told, lexicon)
    owned = _lent(owned, lenders, told)
    recalled = recall.dates(Undated(at.index, found, owned, told, bool(dates)))
    out = []
    for c in found:
        own = as_date(sentence, owned[c.word.i].match) if c.word.i in owned else None
        present = c.present | {"dated"} if own else c.present
        evidence = Evidence(c, present, told[c.word.i], bool(dates), lexicon)
        made = judged(evidence, recall.model, at.acts)
        if made is not None:
            event = _event(
                at.annotated, sentence, replace(evidence, candidate=made.candidate), own, made.sure
            )
            recall.learn(at.index, made.candidate, event)
            out.append(replace(event, date=recalled.get(c.word.i)) if own is None else event)
    return out


def _with_open(
    sentence: AnnotatedSentence, roles: Roles, known: list[Candidate], model: TriggerModel | None
) -> list[Candidate]:
    """The candidates that frames know and, where there is a learnt model, those it takes for events
    without one, in text order."""
    if model is None:
        return known
    return sorted([*known, *open_candidates(sentence, roles, known, model)], key=lambda c: c.word.i)


def _told(
    sentence: AnnotatedSentence,
    everything: Sequence[Candidate],
    found: Sequence[Candidate],
    lexicon: EventLexicon,
) -> dict[int, Factuality]:
    """How each candidate is told, by token index; what a message that was sent orders was ordered."""
    text = sentence.doc.text.lower()
    told = {c.word.i: factuality(c.carrier or c.word, text, lexicon.words) for c in everything}
    by_index = {c.word.i: c for c in found}
    for c in found:
        message = carried_by_message(c, by_index)
        if message is not None and told[c.word.i] == "planned":
            told[c.word.i] = told[message.word.i]
    return told


def _own_dates(
    sentence: AnnotatedSentence,
    dates: Sequence[DateMatch],
    found: Sequence[Candidate],
    told: Mapping[int, Factuality],
    lexicon: EventLexicon,
) -> dict[int, Anchor]:
    """The dates that the parse gives each candidate, by token index; a light verb passes its date to its
    noun."""
    carried = [(c.carrier.i, c.word.i) for c in found if c.carrier is not None]
    triggers = {i: how in _UNREAL for i, how in told.items()}
    triggers |= {carrier: triggers[noun] for carrier, noun in carried}
    weak = {c.word.i for c in found if c.frame.type == "Other"}
    dating = lexicon.words.dating
    owned = owners(anchors(sentence, dates, dating), triggers, dating, weak)
    for carrier, noun in carried:
        if carrier in owned:
            owned.setdefault(noun, owned.pop(carrier))
    return owned


def _lent(
    owned: Mapping[int, Anchor], lenders: Mapping[int, int], told: Mapping[int, Factuality]
) -> dict[int, Anchor]:
    """The dates with those lent to candidates that have none and did happen."""
    out = dict(owned)
    for _ in range(_LENDINGS):
        out |= {
            i: out[j] for i, j in lenders.items() if i not in out and j in out and told.get(i) not in _UNREAL
        }
    return out


def _event(
    annotated: AnnotatedDocument, sentence: AnnotatedSentence, e: Evidence, date: Date | None, sure: float
) -> Event:
    """The record of a candidate that is an event."""
    c = e.candidate
    trigger = _trigger(sentence, c, e.lexicon)
    return Event(
        id=content_id("event", annotated.document.id, list(trigger)),
        document=annotated.document.id,
        proposer=PROPOSER,
        confidence=sure,
        spans=sentence.record.spans,
        trigger=trigger,
        type=c.frame.type,
        agents=c.agents,
        recipients=c.recipients if c.frame.type in e.lexicon.recipient_types else (),
        place=c.place,
        date=date,
        factuality=e.told,
        footnotes=sentence.footnotes,
        sentence=sentence.record.id,
        quote=quote_of(annotated.document.text, sentence.record.spans),
    )


def _trigger(sentence: AnnotatedSentence, c: Candidate, lexicon: EventLexicon) -> Span:
    """The raw span of the head words: a verb with the noun that says what it does ("launched an attack")
    where both stand close; else the noun, or the word alone where it only carries one."""
    other = c.carrier or next((t for t in c.objects if names_act(c, t, lexicon)), None)
    word = sentence.raw(sentence.doc[c.word.i : c.word.i + 1])
    if other is None:
        return word
    first, last = sorted((c.word.i, other.i))
    whole = sentence.raw_parts(sentence.doc[first : last + 1])
    if len(whole) == 1 and whole[0][1] - whole[0][0] <= lexicon.longest_trigger:
        return whole[0]
    if c.carrier is not None:
        return word
    return sentence.raw(sentence.doc[other.i : other.i + 1])
