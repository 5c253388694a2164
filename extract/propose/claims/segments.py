"""Where the writer's own sentences are cut into claims: at semicolons, colons, contrasts and reasons between
clauses that each have a subject and a finite verb, outside quotations and brackets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.syntax import SUBJECT_PLACES, VERBAL, enclosed, finite, heads_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords

_STOPS = (";", ":")
#: What parts a reason from what it is a reason for.
_BEFORE_REASONS = (",", ";", "–", "—")


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens [start:end) of a sentence that may be a claim of their own; `joint` is the word or the stop by
    which they follow what stands before, "" for the first."""

    start: int
    end: int
    joint: str = ""


def segments(doc: Doc, start: int, words: ClaimWords) -> list[Segment]:
    """The segments of a sentence from a token on, in order; one when it has no joint."""
    if start >= len(doc):
        return []
    at = {start: "", **dict(_joints(doc, start, words))}
    starts = sorted(at)
    kept = [starts[0]]
    ends = [*starts[1:], len(doc)]
    for a, b in zip(starts[1:], ends[1:], strict=True):
        if _is_clause(doc, a, b) and _is_clause(doc, kept[-1], a):
            kept.append(a)
    ends = [*kept[1:], len(doc)]
    return [_without_joint(doc, Segment(a, b, at[a]), words) for a, b in zip(kept, ends, strict=True)]


def _without_joint(doc: Doc, segment: Segment, words: ClaimWords) -> Segment:
    """The segment without the subordinator or the word of reason at its head, where another segment stands
    beside it."""
    whole = segment.joint == "" and segment.end == len(doc)
    first = doc[segment.start]
    reason = segment.joint in words.stance.reason_coordinators and first.lower_ == segment.joint
    if whole or not (reason or _subordinates(first, words)):
        return segment
    return Segment(segment.start + 1, segment.end, first.lower_)


def _subordinates(token: Token, words: ClaimWords) -> bool:
    """Whether a token opens a clause of contrast."""
    return token.lower_ in words.stance.contrasting_subordinators and token.dep_ == grammar.SUBORDINATOR


def _follows_comma(token: Token) -> bool:
    return token.i > 0 and token.doc[token.i - 1].text in _BEFORE_REASONS


def _gives_reason(token: Token) -> bool:
    """Whether a word stands as conjunction before the clause that tells why to believe the one before it."""
    if token.dep_ == grammar.COORDINATOR:
        return _joins_clauses(token)
    return token.dep_ == grammar.SUBORDINATOR and _beside(token, -2) == token.i


def _joints(doc: Doc, start: int, words: ClaimWords) -> Iterator[tuple[int, str]]:
    """Where a segment may begin, and by which word or stop."""
    inside = enclosed(doc)
    for token in doc[start:]:
        found = None if token.i in inside else _segment_by(token, start, words)
        if found is not None:
            yield found, token.lower_


def _segment_by(token: Token, start: int, words: ClaimWords) -> int | None:
    """Where the segment begins that a word or a stop parts from what stands before it, None when it parts
    nothing."""
    if token.text in _STOPS:
        return token.i + 1
    if token.lower_ in words.stance.contrasting_coordinators:
        return token.i if token.i > start and _joins_clauses(token) else None
    if _subordinates(token, words):
        return _beside(token, start)
    reason = token.lower_ in words.stance.reason_coordinators
    return token.i if reason and _follows_comma(token) and _gives_reason(token) else None


def _joins_clauses(coordinator: Token) -> bool:
    """Whether a coordinator stands before a clause with a subject of its own, at the top of its sentence."""
    verb = coordinator.head
    if any(t.dep_ in _INNER_CLAUSES for t in (verb, *verb.ancestors)):
        return False
    return verb.i > coordinator.i or any(
        c.dep_ == grammar.CONJUNCT
        and c.i > coordinator.i
        and any(s.dep_ in SUBJECT_PLACES for s in c.children)
        for c in verb.children
    )


_INNER_CLAUSES = (grammar.RELATIVE_CLAUSE, grammar.NOUN_CLAUSE, grammar.ADVERBIAL_CLAUSE)


def _beside(subordinator: Token, start: int) -> int | None:
    """Where a clause of contrast parts from its main clause: at its first word when it follows, behind its
    last when it comes first; None when it stands in the middle or in another subordinate clause."""
    clause = subordinator.head
    doc, above = clause.doc, clause.head
    if clause.dep_ != grammar.ADVERBIAL_CLAUSE or any(
        t.dep_ in _INNER_CLAUSES for t in (above, *above.ancestors)
    ):
        return None
    first, last = clause.left_edge.i, clause.right_edge.i
    if first <= start + 1:
        return last + 1 if last + 1 < len(doc) else None
    return first if last >= above.i and first > above.i else None


def _is_clause(doc: Doc, start: int, end: int) -> bool:
    """Whether some tokens have a finite verb at their head, with its subject among them."""
    return any(
        t.pos_ in VERBAL
        and (finite(t) or t.tag_ == grammar.PAST)
        and any(c.dep_ in SUBJECT_PLACES and start <= c.i < end for c in t.children)
        for t in heads_of(doc, start, end)
    )
