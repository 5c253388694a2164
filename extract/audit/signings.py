"""A rule about pacts: one that is said to have been signed on two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.record import Sentence, Span
from regesta.extract.text.folding import fold

#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("signings")


@rule("signed-two-days", "A pact is said to have been signed on two days of one week.", "note")
def signed_two_days(case: Case) -> Iterator[Finding]:
    """Two sentences tell of a signing, each with one full day, a few days apart; neither names a party or
    kind of pact that the other excludes."""
    found = [(s, *signing) for s in case.document.sentences if (signing := _signing(case, s))]
    for (one, day, at, names), (other, second, there, named) in combinations(found, 2):
        apart = abs((date.fromisoformat(day) - date.fromisoformat(second)).days)
        if not 0 < apart <= LEVELS["near"] or (names and named and not names & named):
            continue
        if _names_day(case, one, second) or _names_day(case, other, day):
            continue
        yield Finding((at, there), f"a pact is signed on {day} here and on {second} there")


def _names_day(case: Case, sentence: Sentence, day: str) -> bool:
    return any(d == day for d, _ in case.days_in(sentence))


def _signing(case: Case, sentence: Sentence) -> tuple[str, Span, frozenset[str]] | None:
    """The one day of a signing, its place, and the names with which the pact is told from others
    ("Sino-Soviet")."""
    words = case.said
    text = fold(case.quoted(sentence.spans))
    pact, signing = words.pacts.search(text), words.signing.search(text)
    if pact is None or signing is None:
        return None
    if any(
        words.unsigned.search(text[max(0, m.start() - LEVELS["before"]) : m.start()]) for m in (pact, signing)
    ):
        return None
    day = case.only_day_in(sentence)
    if day is None:
        return None
    before = re.search(r"((?:[A-Z][\w-]+\s+){1,3})$", text[: pact.start()])
    names = re.split(r"[\s-]+", before[1]) if before else []
    return *day, frozenset(n for n in names if n[:1].isupper() and n.casefold() not in words.articles)
