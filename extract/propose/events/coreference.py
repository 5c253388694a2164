"""Events named again: "the interview", "at that meeting" take the date the sentences before gave the same
event."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.candidates import Candidate, names_act
from regesta.extract.propose.events.lexicon import lexicon
from regesta.extract.propose.events.sharing import SPOKEN
from regesta.extract.record import Date, Event, Factuality

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many sentences on an event may be named again by its noun alone.
MEMORY = 4
_POINTING = frozenset({"the", "this", "that"})
#: Prepositions that put an act at the event, and those that put it near.
_AT = ("in", "at", "during")
_NEAR = ("after", "following")
#: What people part from: an act said to be done after it was done soon after.
_MET = ("Meeting", "Visit")
#: Letters in which a verb and its noun agree ("interviewed", "interview").
_STEM = 5


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that was dated: in which sentence, by which lemmas, of which type, with whom."""

    index: int
    lemmas: tuple[str, ...]
    type: str
    agents: frozenset[str]
    date: Date


@dataclass(slots=True)
class Recall:
    """The dated events of the last sentences."""

    told: list[_Told] = field(default_factory=list)

    def learn(self, index: int, candidate: Candidate, event: Event) -> None:
        """Keeps a dated event for the sentences that follow."""
        if (
            event.date is not None
            and event.date.span is not None
            and not event.date.edtf.startswith("..")
            and event.factuality in ("asserted", "reported")
        ):
            people = frozenset((*event.agents, *event.recipients))
            named = (candidate.word, *(t for t in candidate.objects if names_act(candidate, t, lexicon())))
            self.told.append(
                _Told(index, tuple(t.lemma_.lower() for t in named), event.type, people, event.date)
            )

    def dates(
        self,
        index: int,
        found: Sequence[Candidate],
        owned: Container[int],
        told: Mapping[int, Factuality],
        dated: bool,
    ) -> dict[int, Date]:
        """Token index -> date for undated nouns that name an event of the sentences before, and for spoken
        acts said to be done at or after one.

        `dated`: the sentence says dates of its own, which its nouns may mean instead.
        """
        self.told = [t for t in self.told if index - t.index <= MEMORY]
        if not self.told:
            return {}
        out: dict[int, Date] = {}
        by_index = {c.word.i: c for c in found}
        for c in found:
            if c.word.i in owned or told.get(c.word.i) not in ("asserted", "reported"):
                continue
            if c.noun:
                date = (
                    None
                    if dated
                    else self._same(index, c.word, c.frame.type, frozenset((*c.agents, *c.recipients)))
                )
            elif c.frame.type in SPOKEN and c.word.pos_ == "VERB":
                date = self._setting(index, c, by_index, owned)
            else:
                date = None
            if date is not None:
                out[c.word.i] = date
        return out

    def _setting(
        self, index: int, c: Candidate, by_index: Mapping[int, Candidate], owned: Container[int]
    ) -> Date | None:
        for preposition in (*_AT, *_NEAR):
            for token in c.arguments.slot(preposition):
                there = by_index.get(token.i)
                if token.i in owned:
                    return None
                kind = there.frame.type if there is not None else ""
                if preposition in _NEAR and kind not in _MET:
                    continue  # "after the order, the army refused every exchange": for how long?
                date = self._same(
                    index, token, kind, frozenset(there.agents) if there is not None else frozenset()
                )
                if date is not None:
                    return (
                        date
                        if preposition in _AT
                        else replace(date, edtf=date.edtf.rstrip("~") + "~")
                        if "/" not in date.edtf
                        else None
                    )
        return None

    def _same(self, index: int, noun: Token, kind: str, people: frozenset[str]) -> Date | None:
        """The date of the one earlier event a definite singular noun names; None when none or several fit."""
        if noun.tag_ not in (grammar.NOUN, grammar.NAME) or not _definite(noun):
            return None
        lemma = noun.lemma_.lower()
        fits = [
            t
            for t in self.told
            if t.index < index
            and (any(x[:_STEM] == lemma[:_STEM] for x in t.lemmas) or (kind == t.type == "Meeting"))
            and (not people or not t.agents or people & t.agents)
        ]
        return fits[-1].date if fits and all(t.date.edtf == fits[-1].date.edtf for t in fits) else None


def _definite(noun: Token) -> bool:
    return any(
        (c.dep_ == grammar.DETERMINER and c.lower_ in _POINTING) or c.dep_ == grammar.POSSESSOR
        for c in noun.children
    ) and not any(
        c.dep_ == grammar.ADJECTIVE
        and c.lower_ in ("first", "second", "third", "next", "last", "other", "new")
        for c in noun.children
    )
