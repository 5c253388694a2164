"""How far two readings of the same sentences agree, by the scorer, and where they differ, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from regesta.extract.authority import Authority
from regesta.extract.record import Claim, Record, Sentence, content_id
from regesta.extract.score.gold import gold_of
from regesta.extract.score.gold_records import as_annotations
from regesta.extract.score.scoring import score
from regesta.extract.score.tally import Score
from regesta.review.readings.proposed import KINDS, Statement, place, said
from regesta.review.readings.reading import Ground, Reading

#: What is compared, in this order: the kind of a score, and what it is called.
COMPARED: Mapping[str, str] = {
    "claims": "claims",
    "claims.attributed": "claims, attributed",
    "claims.voice": "voice",
    "claims.relations": "relations",
    "events": "events",
    "events.typed": "events, typed",
    "events.date": "dates given",
    "decisions": "decisions",
}
#: Stands for the folder in the error of an annotation without a sentence.
_NOWHERE = Path("the reading")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two readings beside each other: how many sentences both have, F1 by kind (which of the two is taken for
    right makes no difference to it), and what either has in the sentences they read differently."""

    sentences: int
    scores: Mapping[str, Score]
    differ: Mapping[int, tuple[Sequence[str], Sequence[str]]]


def compared(one: Reading, other: Reading, ground: Ground, authority: Authority | None = None) -> Compared:
    """The agreement of two readings over the sentences that both have."""
    numbers = sorted(set(one.done) & set(other.done))
    mine, theirs = _of(one, numbers), _of(other, numbers)
    sentences = {n: _sentence(ground, n) for n in numbers}
    rows = [*sentences.values(), *(_at_home(r, sentences[n]) for n, r in mine)]
    plain = [{**r.to_dict(), "gold": {}} for r in rows]
    gold = gold_of([as_annotations(plain, ground.document.text)], _NOWHERE)
    found: list[Record] = [*sentences.values(), *(_at_home(r, sentences[n]) for n, r in theirs)]
    scores = score(found, gold, text=ground.document.text, authority=authority) if numbers else {}
    differ = {}
    for n in numbers:
        left, right = _said(ground, mine, n), _said(ground, theirs, n)
        if left != right:
            differ[n] = (left, right)
    return Compared(len(numbers), {k: scores[k] for k in COMPARED if k in scores}, differ)


def _of(reading: Reading, numbers: Iterable[int]) -> list[tuple[int, Statement]]:
    """The statements of some sentences with the sentences' numbers, without relations that leave them."""
    wanted = set(numbers)
    rows = [(e.sentence, e.record) for e in reading.entries if e.sentence in wanted]
    there = {r.id for _, r in rows}
    return [(n, _inside(r, there)) for n, r in rows]


def _inside(record: Statement, there: set[str]) -> Statement:
    if not isinstance(record, Claim):
        return record
    return replace(record, relations=tuple(r for r in record.relations if r.target in there))


def _sentence(ground: Ground, number: int) -> Sentence:
    spans = ground.lines[number].spans
    made = content_id("sentence", ground.document.id, spans)
    return Sentence(id=made, document=ground.document.id, spans=spans)


def _at_home(record: Statement, sentence: Sentence) -> Statement:
    return replace(record, sentence=sentence.id)


def _said(ground: Ground, rows: Iterable[tuple[int, Statement]], number: int) -> list[str]:
    """What a reading has in a sentence, a line each, in one order."""
    notes = {n.id: n for n in ground.document.footnotes}
    own = sorted((r for n, r in rows if n == number), key=lambda r: (KINDS.index(r.kind), place(r)))
    return [said(ground.proposed, r, notes) for r in own]


def told(made: Compared) -> Iterator[str]:
    """The agreement line by line: kind, F1, how many either has."""
    yield f"{'':<24}{'F1':>6}{'one':>7}{'other':>7}"
    for kind, name in COMPARED.items():
        s: Any = made.scores.get(kind)
        if s is not None and s.expected + s.found:
            yield f"{name:<24}{s.f1:>6.2f}{round(s.expected):>7}{round(s.found):>7}"
