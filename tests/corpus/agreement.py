"""How far two annotations of one document agree, by the scorer: one is scored as if it had been proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.corpus.gold_file import KEY, GoldRecord
from tests.corpus.measure.averages import SHOWN

from regesta.extract.authority import Authority
from regesta.extract.record import Claim, Mention, Position, Record, Relation, Span, content_id
from regesta.extract.score.compare import overlap
from regesta.extract.score.gold import Gold, gold_of
from regesta.extract.score.gold_records import as_annotations
from regesta.extract.score.scoring import score
from regesta.extract.score.tally import Score

#: What the scorer does not count: positions, and what answers one or a note.
POSITIONS, ANSWERS = "positions", "relations to positions and notes"


def as_found(gold: Iterable[GoldRecord]) -> list[Record]:
    """Annotations as a proposer would give them: the actors of a sentence are mentions at its place."""
    out: list[Record] = []
    for g in gold:
        out.append(g.record)
        for name in dict.fromkeys(g.extra.get("actors", ())):
            span: Span = g.record.spans[0]  # type: ignore[attr-defined]
            made = content_id("mention", g.record.document, list(span), name)
            out.append(Mention(id=made, document=g.record.document, span=span, actor=name))
    return out


def as_gold(gold: Iterable[GoldRecord], text: str) -> Gold:
    """Annotations as what others are scored against."""
    return gold_of([as_annotations([{**g.record.to_dict(), KEY: g.extra} for g in gold], text)], _NOWHERE)


def agreement(
    one: Sequence[GoldRecord], other: Sequence[GoldRecord], text: str, authority: Authority | None = None
) -> dict[str, Score]:
    """F1 between two annotations, kind by kind; which of the two is taken for gold makes no difference to it."""
    scores = score(as_found(other), as_gold(one, text), text=text, authority=authority)
    places = {r.id: r.content for g in (*one, *other) if isinstance(r := g.record, Claim)}
    mine, theirs = _positions(one), _positions(other)
    pairs = {(a.id, b.id) for a in mine for b in theirs if _same_position(a, b, places)}
    scores[POSITIONS] = Score(right=len({a for a, _ in pairs}), found=len(theirs), expected=len(mine))
    scores[ANSWERS] = _answered(list(_answers(one)), list(_answers(other)), pairs)
    return scores


Answer = tuple[Claim, Relation]


def _answered(mine: Sequence[Answer], theirs: Sequence[Answer], positions: set[tuple[str, str]]) -> Score:
    """How many relations to positions and notes both have, each counted once."""
    left = list(theirs)
    for one in mine:
        same = next((other for other in left if _same_answer(one, other, positions)), None)
        if same is not None:
            left.remove(same)
    return Score(right=len(theirs) - len(left), found=len(theirs), expected=len(mine))


def _positions(gold: Iterable[GoldRecord]) -> list[Position]:
    return [g.record for g in gold if isinstance(g.record, Position)]


def _same_position(a: Position, b: Position, places: dict[str, Span]) -> bool:
    """Whether two positions are one: named at one place, or expressed by one claim."""
    named = any(overlap(x, y) >= 0.5 for x in a.spans for y in b.spans)
    return named or any(
        overlap(places[x], places[y]) >= 0.5
        for x in a.claims
        for y in b.claims
        if x in places and y in places
    )


def _answers(gold: Iterable[GoldRecord]) -> Iterator[Answer]:
    """The relations that answer something else than a claim."""
    for g in gold:
        if isinstance(g.record, Claim):
            yield from ((g.record, r) for r in g.record.relations if r.target_kind != "claim")


def _same_answer(one: Answer, other: Answer, positions: set[tuple[str, str]]) -> bool:
    """Whether two relations are one: claims at one place, one type, one target."""
    (claim, mine), (rival, theirs) = one, other
    target = mine.target == theirs.target or (mine.target, theirs.target) in positions
    return mine.type == theirs.type and target and overlap(claim.content, rival.content) >= 0.5


def told(scores: dict[str, Score]) -> Iterator[str]:
    """The agreement line by line: kind, F1, how many either has."""
    shown = {**SHOWN, POSITIONS: POSITIONS, ANSWERS: ANSWERS}
    for kind, name in shown.items():
        s = scores.get(kind)
        if s is not None and s.expected + s.found:
            yield f"{name:<34}{s.f1:>6.2f}{round(s.expected):>7}{round(s.found):>7}"


#: Stands for the folder in the error of an annotation without a sentence.
_NOWHERE = Path("the annotation")
