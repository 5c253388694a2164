"""What is left of a sentence for the writer's own voice once its attributions are taken out, and where its
content begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.attribution import SUBJECTS, trim
from regesta.extract.propose.claims.lexicon import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

#: Fewer tokens than this are no position.
SHORTEST = 4
_CLEFT = re.compile(
    r"^it (?:is|was) (?:not )?(?:only |also |just )?(?:in|on|at|by|from|during|after|until|before|because|due|since|with|through|the|[A-Z]).*?\bthat\b"
)


def main_clauses(doc: Doc) -> list[tuple[Token, int, int]]:
    """The clauses coordinated at the top of a sentence, each as its verb and its token range, in order; a
    clause that shares its subject belongs to the one before."""
    root = next((t for t in doc if t.dep_ == grammar.ROOT), doc[0])
    heads = [
        root,
        *(
            t
            for t in _coordinated(root)
            if any(c.dep_ in SUBJECTS or c.dep_ == grammar.EXPLETIVE for c in t.children)
        ),
    ]
    heads.sort(key=lambda t: t.i)
    starts = [0]
    for head in heads[1:]:
        own = [c.left_edge.i for c in (head, *head.children) if c not in heads]
        starts.append(max(starts[-1] + 1, min([*own, head.i])))
    ends = [*starts[1:], len(doc)]
    return [(head, a, b) for head, a, b in zip(heads, starts, ends, strict=True)]


def _coordinated(verb: Token) -> list[Token]:
    found = [
        c
        for c in verb.children
        if c.dep_ in (grammar.CONJUNCT, grammar.PARATAXIS) and c.pos_ in ("VERB", "AUX")
    ]
    found += [
        c
        for c in verb.children
        if c.dep_ == grammar.CLAUSAL_COMPLEMENT and c.i < verb.i and ";" in verb.doc[c.i : verb.i].text
    ]
    return [*found, *(d for c in found for d in _coordinated(c))]


def clause_index(doc: Doc, clauses: list[tuple[Token, int, int]], token: int) -> int:
    """Which of the main clauses a token stands in."""
    return next((i for i, (_, a, b) in enumerate(clauses) if a <= token < b), 0)


def governs(doc: Doc, clause: tuple[Token, int, int], verb: int, holders: Iterable[int]) -> bool:
    """True when a reporting word is its main clause's own predicate: its verb, or in its chain of verbs with
    the clause's subject as holder."""
    head = clause[0]
    current = doc[verb]
    while (
        current != head
        and current.dep_
        in (
            grammar.OPEN_COMPLEMENT,
            grammar.ADJECTIVE_COMPLEMENT,
            grammar.ATTRIBUTE,
            grammar.PASSIVE_AUXILIARY,
            grammar.AUXILIARY,
            grammar.CONJUNCT,
            grammar.OBJECT_PREDICATE,
            grammar.OBJECT,
        )
        and current.head != current
    ):
        current = current.head
    if current != head:
        return False
    if doc[verb] == head:
        return True
    subject = {c.i for c in head.children if c.dep_ in SUBJECTS}
    return bool(subject & set(holders)) or not subject


def content_start(doc: Doc, start: int, end: int) -> int:
    """Where a claim in the writer's voice begins: after a topic ("As for X, ") and after a cleft's "that"
    ("It was in 1946 that")."""
    text = [t.lower_ for t in doc[start:end]]
    for phrase in phrases("stance", "topics", "openings"):
        if tuple(text[: len(phrase)]) == phrase:
            comma = next((t.i for t in doc[start:end] if t.text == "," and not _within_noun(t, doc)), None)
            if (
                comma is not None
                and end - comma > SHORTEST
                and any(t.pos_ in ("VERB", "AUX") for t in doc[comma:end])
            ):
                start = comma + 1
            break
    match = _CLEFT.match(doc[start:end].text[0].lower() + doc[start:end].text[1:])
    if match is not None:
        span = doc.char_span(doc[start].idx, doc[start].idx + match.end(), alignment_mode="expand")
        if (
            span is not None
            and any(c.dep_ in SUBJECTS or c.dep_ == grammar.EXPLETIVE for c in doc[span.end : end])
            and len(span) < 0.6 * (end - start)
        ):
            start = span.end
    return trim(doc, start, end)[0]


def _within_noun(comma: Token, doc: Doc) -> bool:
    """True when the comma belongs to a list or an apposition inside the topic."""
    return comma.head.pos_ in ("NOUN", "PROPN") and any(
        t.dep_ in (grammar.CONJUNCT, grammar.APPOSITION) and t.head.i < comma.i < t.i
        for t in doc[comma.i : comma.i + 6]
    )
