"""Events named again: "the interview", "at that meeting" take the date the sentences before gave the same
event."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import children, has_child
from regesta.extract.propose.events.frames import Candidate, names_act
from regesta.extract.propose.events.lexicon import EventLexicon
from regesta.extract.propose.events.sharing import SPOKEN
from regesta.extract.propose.events.trigger_model import TriggerModel
from regesta.extract.propose.events.words import RecallWords
from regesta.extract.record import Date, Event, Factuality
from regesta.ontology.values import COLLECTIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What people part from: an act said to be done after it was done soon after.
_MET = COLLECTIONS["event-type"]["parting"]
#: How what did happen is told.
_HAPPENED = ("asserted", "reported")


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that was dated: in which sentence, by which lemmas, of which type, with whom."""

    index: int
    lemmas: tuple[str, ...]
    type: str
    agents: frozenset[str]
    date: Date


@dataclass(frozen=True, slots=True)
class Undated:
    """The candidates of a sentence that wait for a date: `owned` have one of their own, `told` says how
    each is told, `dated` that the sentence says dates, which its nouns may mean instead."""

    index: int
    found: Sequence[Candidate]
    owned: Container[int]
    told: Mapping[int, Factuality]
    dated: bool

    @property
    def waiting(self) -> Iterator[Candidate]:
        """Those that did happen and have no date."""
        for c in self.found:
            if c.word.i not in self.owned and self.told.get(c.word.i) in _HAPPENED:
                yield c


@dataclass(slots=True)
class Recall:
    """The dated events of the last sentences; `model` is the learnt trigger of the language, if any."""

    lexicon: EventLexicon
    model: TriggerModel | None = None
    told: list[_Told] = field(default_factory=list)

    @property
    def words(self) -> RecallWords:
        """The words by which an event is named again."""
        return self.lexicon.words.recall

    def learn(self, index: int, candidate: Candidate, event: Event) -> None:
        """Keeps a dated event for the sentences that follow."""
        date = event.date
        if date is None or date.span is None or date.edtf.startswith(".."):
            return
        if event.factuality not in _HAPPENED:
            return
        people = frozenset((*event.agents, *event.recipients))
        named = (candidate.word, *(t for t in candidate.objects if names_act(candidate, t, self.lexicon)))
        lemmas = tuple(t.lemma_.lower() for t in named)
        self.told.append(_Told(index, lemmas, event.type, people, date))

    def dates(self, sentence: Undated) -> dict[int, Date]:
        """Token index -> date for undated nouns that name an event of the sentences before, and for spoken
        acts said to be done at or after one."""
        self.told = [t for t in self.told if sentence.index - t.index <= self.words.sentences]
        if not self.told:
            return {}
        found = ((c.word.i, self._date(sentence, c)) for c in sentence.waiting)
        return {i: date for i, date in found if date is not None}

    def _date(self, sentence: Undated, c: Candidate) -> Date | None:
        """The date of one candidate: that of the event its noun names again, or at which its words were
        said."""
        if c.noun:
            people = frozenset((*c.agents, *c.recipients))
            return None if sentence.dated else self._same(sentence.index, c.word, c.frame.type, people)
        spoken = c.frame.type in SPOKEN and c.word.pos_ == "VERB"
        return self._setting(sentence, c) if spoken else None

    def _setting(self, sentence: Undated, c: Candidate) -> Date | None:
        """The date of the event a spoken act is said to be done at; approximate for one it is done after."""
        by_index = {x.word.i: x for x in sentence.found}
        for preposition in (*self.words.at, *self.words.near):
            near = preposition in self.words.near
            for token in c.arguments.slot(preposition):
                if token.i in sentence.owned:
                    return None
                there = by_index.get(token.i)
                kind, people = (
                    (there.frame.type, frozenset(there.agents)) if there else ("", frozenset[str]())
                )
                if near and kind not in _MET:
                    continue  # "after the order, the army refused every exchange": for how long?
                date = self._same(sentence.index, token, kind, people)
                if date is not None:
                    return _about(date) if near else date
        return None

    def _same(self, index: int, noun: Token, kind: str, people: frozenset[str]) -> Date | None:
        """The date of the one earlier event a definite singular noun names; None when none or several fit."""
        if noun.tag_ not in (grammar.NOUN, grammar.NAME) or not is_definite(noun, self.words):
            return None
        fits = [t for t in self.told if t.index < index and self._fits(t, noun, kind, people)]
        same = len({t.date.edtf for t in fits}) == 1
        return fits[-1].date if same else None

    def _fits(self, told: _Told, noun: Token, kind: str, people: frozenset[str]) -> bool:
        """Whether an event told before may be the one a noun names: the same word or both a meeting, and
        nobody else in it."""
        stem = noun.lemma_.lower()[: self.words.stem]
        same_word = any(lemma[: self.words.stem] == stem for lemma in told.lemmas)
        if not same_word and not kind == told.type == "Meeting":
            return False
        return not people or not told.agents or bool(people & told.agents)


def _about(date: Date) -> Date | None:
    """The date as an approximate one, None for an interval."""
    return replace(date, edtf=date.edtf.rstrip("~") + "~") if "/" not in date.edtf else None


def is_definite(noun: Token, words: RecallWords) -> bool:
    """Whether a noun points to what was told: with "the" or an owner, and no "second", "other"."""
    pointed = any(c.lower_ in words.pointing for c in children(noun, grammar.DETERMINER))
    another = any(c.lower_ in words.others for c in children(noun, grammar.ADJECTIVE))
    return (pointed or has_child(noun, grammar.POSSESSOR)) and not another
