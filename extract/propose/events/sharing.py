"""What events of one sentence, or of two that follow each other, lend one another: addressees, dates, the one
whose wish is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import (
    NOMINAL_SUBJECTS,
    children,
    governor,
    has_child,
    is_infinitive,
    misjoined,
)
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.words import SharingWords
from regesta.ontology.values import COLLECTIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Acts done by words.
SPOKEN = frozenset(COLLECTIONS["event-type"]["spoken"])
_ASKED = frozenset(COLLECTIONS["event-type"]["asking"])
_ANSWERED = frozenset(COLLECTIONS["event-type"]["answering"])
#: What an act may stand in: words of somebody's, or a meeting.
_SETTINGS = COLLECTIONS["event-type"]["telling"]


def shared(found: Sequence[Candidate], words: SharingWords) -> tuple[list[Candidate], dict[int, int]]:
    """The candidates with what they lend one another, and for each token index that may borrow its date the
    index it borrows from.

    A message that is only the setting of a spoken act is that act's own words, no second event, and is left
    out.
    """
    by_index = {c.word.i: c for c in found}
    settings = _settings(by_index, words)
    out: dict[int, Candidate] = {}
    for c in found:
        message, setting = carried_by_message(c, by_index), settings.get(c.word.i)
        made = c if message is None else _under_message(c, out.get(message.word.i, message))
        if setting is not None and _bears(setting, c):
            made = _in_message(made, setting)
        out[c.word.i] = made
    own_words = {s.word.i for i, s in settings.items() if _bears(s, out[i]) and _same_agents(s, out[i])}
    return [c for i, c in out.items() if i not in own_words], _lenders(by_index, settings, words)


def _settings(by_index: Mapping[int, Candidate], words: SharingWords) -> dict[int, Candidate]:
    """Token index of an act -> the message or meeting it stands in."""
    found = ((i, setting_of(c, by_index, words)) for i, c in by_index.items())
    return {i: setting for i, setting in found if setting is not None}


def _lenders(
    by_index: Mapping[int, Candidate], settings: Mapping[int, Candidate], words: SharingWords
) -> dict[int, int]:
    """Token index of an act -> that of the one whose date it may borrow: the message that bears it (and the
    message that of its words), the meeting it stands in, the act before it."""
    out: dict[int, int] = {}
    for i, c in by_index.items():
        message = carried_by_message(c, by_index)
        if message is not None:
            out[i] = message.word.i
            out.setdefault(message.word.i, i)
        setting = settings.get(i)
        if setting is not None and _bears(setting, c):
            out[i] = setting.word.i
        elif setting is not None and setting.frame.type == "Meeting":
            out.setdefault(i, setting.word.i)
        before = _verb_before(c, by_index, words)
        if before is not None:
            out.setdefault(i, before.i)
    return out


def _bears(setting: Candidate, c: Candidate) -> bool:
    """Whether a setting is the message that bears an act done by words."""
    return setting.frame.type != "Meeting" and c.frame.type in SPOKEN


def _same_agents(setting: Candidate, c: Candidate) -> bool:
    """Whether nobody acts in the setting who does not act in the act."""
    return set(setting.agents) <= set(c.agents)


def carried_by_message(c: Candidate, by_index: Mapping[int, Candidate]) -> Candidate | None:
    """The message that carries a spoken act under it: of "sent a telegram to order", of "received a telegram
    from X, ordering", the sending."""
    under = c.frame.type in SPOKEN and c.word.pos_ == "VERB" and _is_nonfinite(c.word)
    over = governor(c.word) if under else None
    message = by_index.get(over.i) or _whose_object(over, by_index) if over is not None else None
    if message is None or message.word.i == c.word.i:
        return None
    return message if message.frame.type == "Communication" else None


def _whose_object(token: Token, by_index: Mapping[int, Candidate]) -> Candidate | None:
    """The first candidate that has the token among its objects."""
    return next((m for m in by_index.values() if any(o.i == token.i for o in m.objects)), None)


def _is_nonfinite(verb: Token) -> bool:
    """Whether a verb is an infinitive or a gerund."""
    return is_infinitive(verb) or verb.tag_ == grammar.GERUND


def setting_of(c: Candidate, by_index: Mapping[int, Candidate], words: SharingWords) -> Candidate | None:
    """The message or meeting an act stands in: of "in the telegram to Y of 1 July, X instructed", the
    telegram."""
    if c.word.pos_ != "VERB":
        return None
    heads = (by_index.get(t.i) for name in words.settings for t in c.arguments.slot(name))
    return next(
        (f for f in heads if f is not None and f.word.pos_ == "NOUN" and f.frame.type in _SETTINGS), None
    )


def _under_message(c: Candidate, message: Candidate) -> Candidate:
    """An act done by a message: its sender acts, its addressee is addressed unless another is named."""
    own = tuple(a for a in c.recipients if a not in message.agents)
    return _with(c, message.agents or c.agents, own or message.recipients)


def _in_message(c: Candidate, message: Candidate) -> Candidate:
    """An act in a message: where it names nobody, the message's sender and addressee."""
    agents = c.agents or message.agents
    return _with(c, agents, c.recipients or tuple(a for a in message.recipients if a not in agents))


def _verb_before(c: Candidate, by_index: Mapping[int, Candidate], words: SharingWords) -> Token | None:
    """The event verb whose time an act shares: the first of its coordination, or what its actor did just
    before."""
    joined = _first_of_coordination(c.word) or _went_on(c, by_index, words)
    return joined if joined is not None and joined.i in by_index else None


def _first_of_coordination(word: Token) -> Token | None:
    """The verb a verb without a subject of its own is coordinated to."""
    if word.pos_ != "VERB" or word.dep_ != grammar.CONJUNCT or has_child(word, *NOMINAL_SUBJECTS):
        return None
    same_form = is_infinitive(word) == is_infinitive(word.head)
    return word.head if word.head.pos_ == "VERB" and same_form and not misjoined(word) else None


def _went_on(c: Candidate, by_index: Mapping[int, Candidate], words: SharingWords) -> Token | None:
    """The verb after which the same actor did another thing in a clause of its own: "flew to Paris, where he
    accepted", "sent a note and he signed"."""
    if c.word.pos_ != "VERB" or not c.agents or not has_child(c.word, grammar.SUBJECT):
        return None
    first = _clause_before(c.word, words)
    before = by_index.get(first.i) if first is not None else None
    if first is None or before is None or not set(before.agents) & set(c.agents):
        return None
    return first if first.tag_ == c.word.tag_ == grammar.PAST else None


def _clause_before(word: Token, words: SharingWords) -> Token | None:
    """The verb a finite clause follows: by "and", or by "where" what its place was reached by."""
    if word.dep_ == grammar.CONJUNCT and not misjoined(word):
        return word.head
    if word.dep_ == grammar.RELATIVE_CLAUSE and any(x.lower_ in words.where for x in word.children):
        return next((up for up in word.head.ancestors if up.pos_ == "VERB"), None)
    return None


def answered(
    found: Sequence[Candidate], earlier: Sequence[Candidate], words: SharingWords
) -> list[Candidate]:
    """The candidates, each approval or rejection that says not whose wish it answers addressed to who asked
    the same actor last."""
    asked = [c for c in earlier if c.frame.type in _ASKED]
    out = []
    for c in found:
        out.append(_to_who_asked(c, asked, words))
        if c.frame.type in _ASKED:
            asked.append(c)
    return out


def _to_who_asked(c: Candidate, asked: Sequence[Candidate], words: SharingWords) -> Candidate:
    """An answer addressed to who asked its actor last; any other candidate as it is."""
    if c.frame.type not in _ANSWERED or c.recipients or not _leaves_open(c, words):
        return c
    mine = set(c.agents)
    who = (a.agents for a in reversed(asked) if mine & set(a.recipients) and not mine & set(a.agents))
    answered_to = next(who, ())
    return _with(c, c.agents, answered_to) if answered_to else c


def _leaves_open(c: Candidate, words: SharingWords) -> bool:
    """Whether what is approved or rejected is left to what was said before: a pronoun, a demonstrative,
    nothing."""
    return not c.objects or any(
        t.pos_ == "PRON" or any(d.lower_ in words.pointing for d in children(t, grammar.DETERMINER))
        for t in c.objects
    )


def _with(c: Candidate, agents: tuple[str, ...], recipients: tuple[str, ...]) -> Candidate:
    """The candidate with other actors, and what is there said anew."""
    there = set(c.present)
    if agents:
        there = (there - {"someone"}) | {"agent", "named"}
    if recipients:
        there |= {"addressed"}
    return replace(c, agents=agents, recipients=recipients, present=frozenset(there))
