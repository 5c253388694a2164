"""What events of one sentence, or of two that follow each other, lend one another: addressees, dates, the one
whose wish is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.arguments import governor, is_infinitive, misjoined
from regesta.extract.propose.events.candidates import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Acts done by words.
SPOKEN = frozenset({"Communication", "Order", "Request", "Proposal", "Approval", "Rejection", "Announcement"})
_ASKED = frozenset({"Request", "Proposal"})
_ANSWERED = frozenset({"Approval", "Rejection"})
_SETTINGS = ("in", "at", "during", "by", "through", "via")


def carried_by_message(c: Candidate, by_index: dict[int, Candidate]) -> Candidate | None:
    """The message that carries a spoken act under it: of "sent a telegram to order", of "received a telegram
    from X, ordering", the sending."""
    if c.frame.type not in SPOKEN or c.word.pos_ != "VERB":
        return None
    if not (is_infinitive(c.word) or c.word.tag_ == grammar.GERUND):
        return None
    over = governor(c.word)
    if over is None:
        return None
    found = by_index.get(over.i)
    if found is None:
        found = next((m for m in by_index.values() if over in m.objects), None)
    return found if found is not None and found.frame.type == "Communication" and found is not c else None


def setting_of(c: Candidate, by_index: dict[int, Candidate]) -> Candidate | None:
    """The message or meeting an act stands in: of "in the telegram to Y of 1 July, X instructed", the
    telegram."""
    if c.word.pos_ != "VERB":
        return None
    for name in _SETTINGS:
        for token in c.arguments.slot(name):
            found = by_index.get(token.i)
            if (
                found is not None
                and found.word.pos_ == "NOUN"
                and found.frame.type in ("Communication", "Announcement", "Meeting")
            ):
                return found
    return None


def shared(found: Sequence[Candidate]) -> tuple[list[Candidate], dict[int, int]]:
    """The candidates with what they lend one another, and for each token index that may borrow its date the
    index it borrows from.

    A message that is only the setting of a spoken act is that act's own words, no second event, and is left
    out.
    """
    by_index = {c.word.i: c for c in found}
    lenders: dict[int, int] = {}
    absorbed: set[int] = set()
    out: dict[int, Candidate] = {}
    for c in found:
        made = c
        message = carried_by_message(c, by_index)
        if message is not None:
            message = out.get(message.word.i, message)
            own = tuple(a for a in c.recipients if a not in message.agents)
            made = _with(c, message.agents or c.agents, own or message.recipients)
            lenders[c.word.i] = message.word.i
            lenders.setdefault(message.word.i, c.word.i)
        setting = setting_of(c, by_index)
        if setting is not None and setting.frame.type == "Meeting":
            lenders.setdefault(c.word.i, setting.word.i)
        elif setting is not None and c.frame.type in SPOKEN:
            made = _with(
                made,
                made.agents or setting.agents,
                made.recipients or tuple(a for a in setting.recipients if a not in made.agents),
            )
            lenders[c.word.i] = setting.word.i
            if not set(setting.agents) - set(made.agents):
                absorbed.add(setting.word.i)
        joined = _first_of_coordination(c.word) or _went_on(c, by_index)
        if joined is not None and joined.i in by_index and c.word.i not in lenders:
            lenders[c.word.i] = joined.i
        out[c.word.i] = made
    return [c for i, c in out.items() if i not in absorbed], lenders


def _first_of_coordination(word: Token) -> Token | None:
    """The verb a verb without a subject of its own is coordinated to."""
    if (
        word.pos_ != "VERB"
        or word.dep_ != grammar.CONJUNCT
        or misjoined(word)
        or any(c.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT) for c in word.children)
    ):
        return None
    return word.head if word.head.pos_ == "VERB" and is_infinitive(word) == is_infinitive(word.head) else None


def _went_on(c: Candidate, by_index: dict[int, Candidate]) -> Token | None:
    """The verb after which the same actor did another thing in a clause of its own: "flew to Paris, where he
    accepted", "sent a note and he signed"."""
    word = c.word
    if word.pos_ != "VERB" or not c.agents or not any(x.dep_ == grammar.SUBJECT for x in word.children):
        return None
    if word.dep_ == grammar.CONJUNCT and not misjoined(word):
        first = word.head
    elif word.dep_ == grammar.RELATIVE_CLAUSE and any(x.lower_ == "where" for x in word.children):
        first = next((up for up in word.head.ancestors if up.pos_ == "VERB"), word)
    else:
        return None
    found = by_index.get(first.i)
    return (
        first
        if found is not None and first.tag_ == word.tag_ == grammar.PAST and set(found.agents) & set(c.agents)
        else None
    )


def answered(found: Sequence[Candidate], earlier: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each approval or rejection that says not whose wish it answers addressed to who asked
    the same actor last."""
    asked = [c for c in earlier if c.frame.type in _ASKED]
    out = []
    for c in found:
        if c.frame.type in _ANSWERED and not c.recipients and c.agents:
            who = next(
                (
                    a.agents
                    for a in reversed(asked)
                    if set(a.recipients) & set(c.agents) and not set(a.agents) & set(c.agents)
                ),
                (),
            )
            if who and _answers(c):
                c = _with(c, c.agents, who)
        if c.frame.type in _ASKED:
            asked.append(c)
        out.append(c)
    return out


def _answers(c: Candidate) -> bool:
    """Whether what is approved or rejected is left to what was said before: a pronoun, a demonstrative,
    nothing."""
    return not c.objects or any(
        t.pos_ == "PRON"
        or any(
            d.lower_ in ("this", "that", "these", "the", "such")
            for d in t.children
            if d.dep_ == grammar.DETERMINER
        )
        for t in c.objects
    )


def _with(c: Candidate, agents: tuple[str, ...], recipients: tuple[str, ...]) -> Candidate:
    more = {
        name for name, there in (("agent", agents), ("named", agents), ("addressed", recipients)) if there
    }
    return replace(
        c,
        agents=agents,
        recipients=recipients,
        present=(c.present - ({"someone"} if agents else set())) | more,
    )
