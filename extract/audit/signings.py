"""A rule about pacts: one that is said to have been signed on two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations

from regesta.extract.audit.case import Case
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.record import Sentence, Span
from regesta.extract.text.dates import find_dates
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH

#: Signings this many days apart or fewer are taken for one, dated two ways.
NEAR = 7


@cache
def _words(name: str) -> re.Pattern[str]:
    table = ENGLISH.table("audit")
    return re.compile(rf"(?<!\w)(?:{'|'.join(table[name])})(?!\w)", re.IGNORECASE)


@rule("signed-two-days", "A pact is said to have been signed on two days of one week.", "note")
def signed_two_days(case: Case) -> Iterator[Finding]:
    """Two sentences tell of a signing, each with one full day, a few days apart; neither names a party or
    kind of pact that the other excludes."""
    found = [(s, *signing) for s in case.document.sentences if (signing := _signing(case, s))]
    for (one, day, at, names), (other, second, there, named) in combinations(found, 2):
        apart = abs((date.fromisoformat(day) - date.fromisoformat(second)).days)
        if not 0 < apart <= NEAR or (names and named and not names & named):
            continue
        if any(x in {d for d, *_ in _days(case, s)} for x, s in ((second, one), (day, other))):
            continue
        yield Finding((at, there), f"a pact is signed on {day} here and on {second} there", 0.6)


def _signing(case: Case, sentence: Sentence) -> tuple[str, Span, frozenset[str]] | None:
    """The one day of a signing, its place, and the names with which the pact is told from others
    ("Sino-Soviet")."""
    text = fold(case.quoted(sentence.spans))
    pact = _words("pacts").search(text)
    signing = _words("signing").search(text)
    if (
        pact is None
        or signing is None
        or any(_words("unsigned").search(text[max(0, m.start() - 25) : m.start()]) for m in (pact, signing))
    ):
        return None
    days = _days(case, sentence)
    if len({d for d, _ in days}) != 1:
        return None
    before = re.search(r"((?:[A-Z][\w-]+\s+){1,3})$", text[: pact.start()])
    names = (
        frozenset(
            t
            for t in re.split(r"[\s-]+", before.group(1))
            if t[:1].isupper() and t.casefold() not in ("the", "an", "a")
        )
        if before
        else frozenset()
    )
    return days[0][0], days[0][1], names


def _days(case: Case, sentence: Sentence) -> list[tuple[str, Span]]:
    return [
        (d.edtf, (a + d.start, a + d.end))
        for a, b in sentence.spans
        for d in find_dates(re.sub(r"\s", " ", fold(case.text[a:b])))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", d.edtf) and not d.inferred
    ]
