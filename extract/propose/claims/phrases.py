"""Attributions by a phrase beside the sentence ("according to X, ...", "from X's point of view, ...", "as X
argued, ..."), and all frames of a sentence together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.attribution import (
    SUBJECTS,
    Attribution,
    clause_frames,
    content_clause,
    finite,
    taking_frames,
    trim,
)
from regesta.extract.propose.claims.lexicon import phrases, verb_kinds, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Lemmas of frames without a verb that the holder's finder knows by name.
OPENING_HOLDER, POINTING = "opening_holder", "pointing"


def find_frames(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions of a sentence by where their contents begin, outer before inner; at most one per
    content."""
    found: dict[tuple[int, int], Attribution] = {}
    for frame in (*phrase_frames(doc), *clause_frames(doc), *taking_frames(doc)):
        content = trim(doc, *frame.content)
        if content[1] - content[0] >= 2:
            found.setdefault(
                content, Attribution(frame.kind, frame.cue, content, frame.holders, frame.lemma, frame.verb)
            )
    return tuple(sorted(found.values(), key=lambda f: (f.content[0], -f.content[1])))


def phrase_frames(doc: Doc) -> Iterator[Attribution]:
    """The attributions whose content is the clause that the phrase stands beside."""
    yield from _before_holder(doc)
    yield from _genitive(doc)
    yield from _opening_holder(doc)
    yield from _pointing(doc)
    yield from _as_clause(doc)
    yield from _parenthesis(doc)


def _before_holder(doc: Doc) -> Iterator[Attribution]:
    lower = [t.lower_ for t in doc]
    for phrase in phrases("frames", "before_holder", "phrases"):
        size = len(phrase)
        for i in range(len(lower) - size):
            if tuple(lower[i : i + size]) != phrase:
                continue
            last = doc[i + size - 1]
            holder = next((t for t in last.children if t.dep_ == grammar.PREPOSITION_OBJECT), None) or next(
                (t for t in doc[i + size : i + size + 5] if t.pos_ in ("PROPN", "NOUN", "PRON")), None
            )
            if holder is None:
                continue
            heads = (holder.i, *(c.i for c in holder.conjuncts))
            start = _main_clause(doc, doc[i], holder)
            if start is not None:
                yield Attribution(
                    "phrase",
                    (i, i + size),
                    (start, len(doc)),
                    tuple(h for h in heads if h < start),
                    phrase[0],
                    i,
                )
            elif i > 3:
                yield Attribution("phrase", (i, i + size), (0, i), heads, phrase[0], i)


def _main_clause(doc: Doc, phrase: Token, holder: Token) -> int | None:
    """Where the clause after an introducing phrase begins: at the left-most dependent of its verb beyond the
    phrase, else after the next comma; None when nothing follows."""
    verb = phrase.head
    if verb.pos_ in ("VERB", "AUX") and verb.i > holder.i:
        later = [
            c.left_edge.i
            for c in (*verb.children, verb)
            if c.left_edge.i > holder.i and c.dep_ not in (grammar.PUNCTUATION, grammar.COORDINATOR)
        ]
        if later:
            return min([*later, verb.i])
    comma = next((t.i for t in doc[holder.i + 1 :] if t.text == ","), None)
    if comma is None or not any(t.pos_ in ("VERB", "AUX") for t in doc[comma:]):
        return None
    return comma + 1


def _genitive(doc: Doc) -> Iterator[Attribution]:
    prepositions = words("frames", "genitive", "prepositions")
    nouns = words("frames", "genitive", "nouns")
    for token in doc:
        if (
            token.lower_ not in nouns
            or token.dep_ != grammar.PREPOSITION_OBJECT
            or token.head.lower_ not in prepositions
        ):
            continue
        owner = next(
            (
                c
                for c in token.children
                if c.dep_ == grammar.POSSESSOR
                or (
                    c.dep_ in (grammar.NOUN_MODIFIER, grammar.COMPOUND)
                    and c.pos_ == "PROPN"
                    and c.i < token.i
                )
            ),
            None,
        )
        start = next((t.i + 1 for t in doc[token.i : token.i + 5] if t.text == ","), None)
        if (
            start is None
            and owner is not None
            and (token.head.i == 0 or _subject_at(doc, token.right_edge.i + 1))
        ):
            start = token.right_edge.i + 1
        opens = (
            token.head.i == 0
            or doc[token.head.i - 1].is_punct
            or doc[token.head.i - 1].dep_ in (grammar.COORDINATOR, grammar.ADVERB)
        )
        if owner is not None and start is not None and opens:
            yield Attribution(
                "phrase", (token.head.i, start), (start, len(doc)), (owner.i,), token.lower_, token.head.i
            )


def _opening_holder(doc: Doc) -> Iterator[Attribution]:
    """ "For Gati, the decision was open": a preposition at the head, a name and a comma; whether the name is
    a scholar's is for the holder's finder."""
    known = words("frames", "opening_holder", "prepositions")
    first = next(
        (
            t
            for t in doc[:6]
            if t.lower_ in known and t.pos_ in ("ADP", "SCONJ") and (t.i == 0 or t.nbor(-1).is_punct)
        ),
        None,
    )
    if first is None:
        return
    name = next(
        (c for c in first.children if c.dep_ == grammar.PREPOSITION_OBJECT and c.pos_ == "PROPN"), None
    )
    if name is None or name.right_edge.i + 1 >= len(doc) or name.right_edge.i - first.i > 6:
        return
    start = name.right_edge.i + 1
    if doc[start].text == ",":
        start += 1
    elif not _subject_at(doc, start):
        return
    if any(t.pos_ in ("VERB", "AUX") for t in doc[start:]):
        yield Attribution(
            "phrase",
            (first.i, first.i + 1),
            (start, len(doc)),
            (name.i, *(c.i for c in name.conjuncts)),
            OPENING_HOLDER,
            first.i,
        )


def _subject_at(doc: Doc, start: int) -> bool:
    """Whether a clause's subject begins at a token."""
    return start < len(doc) and any(
        (t.dep_ in SUBJECTS or t.dep_ == grammar.EXPLETIVE) and t.left_edge.i == start
        for t in doc[start : start + 8]
    )


def _pointing(doc: Doc) -> Iterator[Attribution]:
    """ "On this view all powers shared the blame": whoever was reported before holds what follows."""
    prepositions, nouns = words("frames", "genitive", "prepositions"), words("frames", "genitive", "nouns")
    determiners = words("frames", "pointing", "determiners")
    for token in doc[:5]:
        if (
            token.lower_ not in nouns
            or token.dep_ != grammar.PREPOSITION_OBJECT
            or token.head.lower_ not in prepositions
            or token.i == 0
        ):
            continue
        pointer = next(
            (c for c in token.children if c.lower_ in determiners and c.dep_ == grammar.DETERMINER), None
        )
        if pointer is not None and (token.head.i == 0 or doc[token.head.i - 1].is_punct):
            start = token.right_edge.i + 1
            yield Attribution(
                "phrase", (token.head.i, start), (start, len(doc)), (pointer.i,), POINTING, token.head.i
            )


def _parenthesis(doc: Doc) -> Iterator[Attribution]:
    """ "The crisis, he wrote, was a tragedy": a short report between commas inside what it reports."""
    kinds = verb_kinds()
    for token in doc:
        if (
            token.pos_ != "VERB"
            or token.dep_ != grammar.PARATAXIS
            or not kinds.get(token.lemma_.lower(), frozenset()) & {"position", "saying", "thinking"}
        ):
            continue
        who = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        first, last = token.left_edge.i, token.right_edge.i
        while first < last and doc[first].is_punct:
            first += 1
        while last > first and doc[last].is_punct:
            last -= 1
        apart = first > 0 and doc[first - 1].text == "," and last + 1 < len(doc) and doc[last + 1].text == ","
        if who is not None and apart and last - first <= 5 and any(not t.is_punct for t in doc[last + 1 :]):
            yield Attribution(
                "phrase",
                (token.i, token.i + 1),
                (0, len(doc)),
                (who.i, *(c.i for c in who.conjuncts)),
                token.lemma_.lower(),
                token.i,
            )


def _as_clause(doc: Doc) -> Iterator[Attribution]:
    kinds = verb_kinds()
    for token in doc:
        if token.pos_ != "VERB" or not kinds.get(token.lemma_.lower(), frozenset()) & {
            "position",
            "saying",
            "thinking",
        }:
            continue
        if (
            not any(
                c.lower_ == "as"
                and c.i < token.i
                and c.dep_ in (grammar.SUBORDINATOR, grammar.ADVERB, grammar.PREPOSITION)
                for c in token.children
            )
            or content_clause(token) is not None
        ):
            continue
        # "As Mao considered the war a revolution" gives a reason: what is thought of has its own words there.
        # ("As Stalin told Kim" has not.)
        if "thinking" in kinds[token.lemma_.lower()] and any(
            c.dep_ in (grammar.OBJECT, grammar.CLAUSAL_COMPLEMENT) and c.pos_ != "PRON" and c.i > token.i
            for c in token.children
        ):
            continue
        who = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if who is None or who.lower_ in ("it", "this", "they", "these"):
            continue
        if who.pos_ == "PRON":  # "Byrnes did not believe him, as he recalled": the main clause says who
            who = next((c for c in token.head.children if c.dep_ in SUBJECTS and c.i < token.i), who)
        start, end = token.left_edge.i, token.right_edge.i + 1
        # "In addition, as X pointed out, there was": what stands before may be no clause at all.
        leads = any(t.pos_ in ("VERB", "AUX") and finite(t) for t in doc[:start])
        goes_on = any(not t.is_punct for t in doc[end:])
        content = (
            (end, len(doc))
            if not leads or start <= 2
            else (0, len(doc))
            if goes_on and token.head.i < start
            else (0, start)
        )
        yield Attribution(
            "phrase",
            (token.i, token.i + (2 if _particle(token) else 1)),
            content,
            (who.i, *(c.i for c in who.conjuncts)),
            token.lemma_.lower(),
            token.i,
        )


def _particle(verb: Token) -> bool:
    return verb.i + 1 < len(verb.doc) and verb.nbor().dep_ == grammar.PARTICLE
