"""What is left of a sentence for the writer's own voice once its attributions are taken out, and where its
content begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.tree import climb
from regesta.extract.propose.claims.syntax import SUBJECT_PLACES, SUBJECTS, VERBAL, has_child, has_verb, trim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords

#: A main clause: its verb and its token range, end exclusive.
MainClause = tuple["Token", int, int]


def main_clauses(doc: Doc) -> list[MainClause]:
    """The clauses coordinated at the top of a sentence, each as its verb and its token range, in order; a
    clause that shares its subject belongs to the one before."""
    root = next((t for t in doc if t.dep_ == grammar.ROOT), doc[0])
    heads = [root, *(t for t in _coordinated(root) if has_child(t, *SUBJECT_PLACES))]
    heads.sort(key=lambda t: t.i)
    places = {head.i for head in heads}
    starts = [0]
    for head in heads[1:]:
        own = [c.left_edge.i for c in (head, *head.children) if c.i not in places]
        starts.append(max(starts[-1] + 1, min([*own, head.i])))
    ends = [*starts[1:], len(doc)]
    return [(head, a, b) for head, a, b in zip(heads, starts, ends, strict=True)]


def _coordinated(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in (grammar.CONJUNCT, grammar.PARATAXIS) and c.pos_ in VERBAL]
    found += [
        c
        for c in verb.children
        if c.dep_ == grammar.CLAUSAL_COMPLEMENT and c.i < verb.i and ";" in verb.doc[c.i : verb.i].text
    ]
    return [*found, *(d for c in found for d in _coordinated(c))]


def clause_index(clauses: list[MainClause], token: int) -> int:
    """Which of the main clauses a token stands in."""
    return next((i for i, (_, a, b) in enumerate(clauses) if a <= token < b), 0)


_PREDICATE_CHAIN = (
    grammar.OPEN_COMPLEMENT,
    grammar.ADJECTIVE_COMPLEMENT,
    grammar.ATTRIBUTE,
    grammar.PASSIVE_AUXILIARY,
    grammar.AUXILIARY,
    grammar.CONJUNCT,
    grammar.OBJECT_PREDICATE,
    grammar.OBJECT,
)


def governs(doc: Doc, clause: MainClause, verb: int, holders: Iterable[int]) -> bool:
    """True when a reporting word is its main clause's own predicate: its verb, or in its chain of verbs with
    the clause's subject as holder."""
    head = clause[0]
    top = climb(doc[verb], lambda t: t.i != head.i and t.dep_ in _PREDICATE_CHAIN)
    if top.i != head.i:
        return False
    if verb == head.i:
        return True
    own = {c.i for c in head.children if c.dep_ in SUBJECTS}
    return bool(own & set(holders)) or not own


def content_start(doc: Doc, start: int, end: int, words: ClaimWords) -> int:
    """Where a claim in the writer's voice begins: after a topic ("As for X, ") and after a cleft's "that"
    ("It was in 1946 that")."""
    start = _after_topic(doc, start, end, words)
    return trim(doc, _after_cleft(doc, start, end, words), end, words)[0]


def _after_topic(doc: Doc, start: int, end: int, words: ClaimWords) -> int:
    text = tuple(t.lower_ for t in doc[start:end])
    if not any(text[: len(phrase)] == phrase for phrase in words.stance.topics):
        return start
    comma = next((t.i for t in doc[start:end] if t.text == "," and not _within_noun(t, doc, words)), None)
    if comma is None or end - comma <= words.weights.shortest:
        return start
    return comma + 1 if has_verb(doc[comma:end]) else start


def _after_cleft(doc: Doc, start: int, end: int, words: ClaimWords) -> int:
    text = doc[start:end].text
    match = words.stance.cleft.match(text[0].lower() + text[1:])
    if match is None:
        return start
    span = doc.char_span(doc[start].idx, doc[start].idx + match.end(), alignment_mode="expand")
    if span is None or len(span) >= words.weights.cleft_share * (end - start):
        return start
    return span.end if any(t.dep_ in SUBJECT_PLACES for t in doc[span.end : end]) else start


def _within_noun(comma: Token, doc: Doc, words: ClaimWords) -> bool:
    """True when the comma belongs to a list or an apposition inside the topic."""
    return comma.head.pos_ in ("NOUN", "PROPN") and any(
        t.dep_ in (grammar.CONJUNCT, grammar.APPOSITION) and t.head.i < comma.i < t.i
        for t in doc[comma.i : comma.i + words.weights.list_window]
    )
