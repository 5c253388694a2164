"""Attributions by a phrase beside the sentence ("according to X, ...", "from X's point of view, ...", "as X
argued, ..."), and all frames of a sentence together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.attribution import REPORTING, Attribution, clause_frames
from regesta.extract.propose.claims.inquits import inquits
from regesta.extract.propose.claims.syntax import (
    NOMINAL,
    VERBAL,
    child,
    content_clause,
    enclosed,
    finite,
    has_child,
    has_verb,
    subject,
    subject_at,
    trim,
)
from regesta.extract.propose.claims.taking import taking_frames

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords

#: Lemmas of frames without a verb that the holder's finder knows by name.
OPENING_HOLDER, POINTING, ANNOUNCING = "opening_holder", "pointing", "announcing"


def find_frames(doc: Doc, words: ClaimWords) -> tuple[Attribution, ...]:
    """The attributions of a sentence by where their contents begin, outer before inner; at most one per
    content."""
    found: dict[tuple[int, int], Attribution] = {}
    beside = tuple(phrase_frames(doc, words))
    spoken = {frame.verb for frame in beside}
    others = (f for f in (*clause_frames(doc, words), *taking_frames(doc, words)) if f.verb not in spoken)
    for frame in (*beside, *others):
        content = trim(doc, *frame.content, words)
        if content[1] - content[0] >= 2 or (frame.kind == "object" and content[1] > content[0]):
            found.setdefault(content, replace(frame, content=content))
    return tuple(sorted(found.values(), key=lambda f: (f.content[0], -f.content[1])))


def phrase_frames(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """The attributions whose content is the clause that the phrase stands beside."""
    for rule in PHRASE_RULES:
        yield from rule(doc, words)


def before_holder(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """ "According to Kyle, ...", "..., in the words of Kyle": a phrase before its holder."""
    lower = tuple(t.lower_ for t in doc)
    said = frozenset(lower)
    for phrase in words.phrases.before_holder:
        if not said.issuperset(phrase):
            continue
        for start in range(len(lower) - len(phrase)):
            if lower[start : start + len(phrase)] == phrase:
                frame = _framed_by(doc, start, start + len(phrase), words)
                if frame is not None:
                    yield frame


def _framed_by(doc: Doc, start: int, end: int, words: ClaimWords) -> Attribution | None:
    """The attribution by the phrase at tokens [start:end): what follows its holder, or what stands before
    a phrase late in the sentence."""
    holder = child(doc[end - 1], grammar.PREPOSITION_OBJECT) or next(
        (t for t in doc[end : end + words.weights.holder_window] if t.pos_ in NOMINAL), None
    )
    if holder is None:
        return None
    heads = (holder.i, *(c.i for c in holder.conjuncts))
    lemma = doc[start].lower_
    clause = _main_clause(doc, doc[start], holder)
    if clause is not None:
        before = tuple(h for h in heads if h < clause)
        return Attribution("phrase", (start, end), (clause, len(doc)), before, lemma, start)
    if start > words.weights.late_phrase:
        return Attribution("phrase", (start, end), (0, start), heads, lemma, start)
    return None


def _main_clause(doc: Doc, phrase: Token, holder: Token) -> int | None:
    """Where the clause after an introducing phrase begins: at the left-most dependent of its verb beyond the
    phrase, else after the next comma; None when nothing follows."""
    verb = phrase.head
    later = [c.left_edge.i for c in (*verb.children, verb) if _begins_after(c, holder)]
    if later and verb.pos_ in VERBAL and verb.i > holder.i:
        return min([*later, verb.i])
    comma = next((t.i for t in doc[holder.i + 1 :] if t.text == ","), None)
    return comma + 1 if comma is not None and has_verb(doc[comma:]) else None


def _begins_after(token: Token, holder: Token) -> bool:
    return token.left_edge.i > holder.i and token.dep_ not in (grammar.PUNCTUATION, grammar.COORDINATOR)


def genitive(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """ "From Moscow's perspective, ...", "in his opinion ..."."""
    for token in doc:
        owner = _owner(token) if _viewpoint(token, words) else None
        start = _after_viewpoint(doc, token, words) if owner is not None else None
        if owner is None or start is None or _told_in(token, words):
            continue
        if _opens_clause(doc, token.head.i):
            yield Attribution(
                "phrase", (token.head.i, start), (start, len(doc)), (owner.i,), token.lower_, token.head.i
            )


def _viewpoint(token: Token, words: ClaimWords) -> bool:
    """Whether a word is a view that a preposition brings in: "in ... opinion"."""
    return (
        token.lower_ in words.phrases.genitive_nouns
        and token.dep_ == grammar.PREPOSITION_OBJECT
        and token.head.lower_ in words.phrases.genitive_prepositions
    )


def _told_in(noun: Token, words: ClaimWords) -> bool:
    """Whether the clause after "in his book" reports something itself: it then says who holds it."""
    return noun.lemma_.lower() in words.verbs.documents and _reports(noun.head.head, words)


def _owner(noun: Token) -> Token | None:
    return next(
        (
            c
            for c in noun.children
            if c.dep_ == grammar.POSSESSOR
            or (c.dep_ in (grammar.NOUN_MODIFIER, grammar.COMPOUND) and c.pos_ == "PROPN" and c.i < noun.i)
        ),
        None,
    )


def _after_viewpoint(doc: Doc, noun: Token, words: ClaimWords) -> int | None:
    """Where the clause after "in X's view" begins: after a comma near by, else where its subject does."""
    near = doc[noun.i : noun.i + words.weights.genitive_window]
    comma = next((t.i for t in near if t.text == ","), None)
    if comma is not None:
        return comma + 1
    after = noun.right_edge.i + 1
    return after if noun.head.i == 0 or subject_at(doc, after, words) else None


def _opens_clause(doc: Doc, start: int) -> bool:
    if start == 0:
        return True
    before = doc[start - 1]
    return before.is_punct or before.dep_ in (grammar.COORDINATOR, grammar.ADVERB)


def opening_holder(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """ "For Gati, the decision was open": a preposition at the head, a name and a comma; whether the name is
    a scholar's is for the holder's finder."""
    first = _opening_preposition(doc, words)
    if first is None:
        return
    names = (c for c in first.children if c.dep_ == grammar.PREPOSITION_OBJECT and _may_hold(c, words))
    name = next(names, None)
    start = _after_name(doc, first, name, words) if name is not None else None
    if name is not None and start is not None and has_verb(doc[start:]):
        heads = (name.i, *(c.i for c in name.conjuncts))
        yield Attribution("phrase", (first.i, first.i + 1), (start, len(doc)), heads, OPENING_HOLDER, first.i)


def _may_hold(token: Token, words: ClaimWords) -> bool:
    return token.pos_ == "PROPN" or token.lower_ in words.holders.person_pronouns


def _opening_preposition(doc: Doc, words: ClaimWords) -> Token | None:
    return next(
        (
            t
            for t in doc[: words.weights.opening_window]
            if t.lower_ in words.phrases.opening_prepositions
            and t.pos_ in ("ADP", "SCONJ")
            and (t.i == 0 or t.nbor(-1).is_punct)
        ),
        None,
    )


def _after_name(doc: Doc, first: Token, name: Token, words: ClaimWords) -> int | None:
    start = name.right_edge.i + 1
    described = has_child(name, grammar.RELATIVE_CLAUSE)
    if start >= len(doc) or (start - first.i > words.weights.opening_window + 1 and not described):
        return None
    if doc[start].text == ",":
        return start + 1
    return start if subject_at(doc, start, words) else None


def pointing(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """ "On this view all powers shared the blame": whoever was reported before holds what follows."""
    for token in doc[: words.weights.pointing_window]:
        if not _viewpoint(token, words) or token.i == 0:
            continue
        pointer = next((c for c in token.children if _points(c, words)), None)
        if pointer is not None and (token.head.i == 0 or doc[token.head.i - 1].is_punct):
            start = token.right_edge.i + 1
            yield Attribution(
                "phrase", (token.head.i, start), (start, len(doc)), (pointer.i,), POINTING, token.head.i
            )


def _points(token: Token, words: ClaimWords) -> bool:
    return token.lower_ in words.phrases.pointing_determiners and token.dep_ == grammar.DETERMINER


def as_clause(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """ "As Kyle noted, ...", "..., as Stalin told Kim": the clause beside says what."""
    for token in doc:
        who = _as_subject(token, words) if _reports_as(token, words) else None
        if who is not None:
            yield Attribution(
                "phrase",
                (token.i, token.i + (2 if _particle(token) else 1)),
                _beside(doc, token),
                (who.i, *(c.i for c in who.conjuncts)),
                token.lemma_.lower(),
                token.i,
            )


def _reports(verb: Token, words: ClaimWords) -> bool:
    return verb.pos_ == "VERB" and bool(words.verbs.of(verb.lemma_.lower()) & REPORTING)


def _reports_as(verb: Token, words: ClaimWords) -> bool:
    return (
        _reports(verb, words)
        and any(_as_before(verb, c, words) for c in verb.children)
        and content_clause(verb, words) is None
        and not _gives_reason(verb, words)
        and not _compares(verb, words)
    )


def _compares(verb: Token, words: ClaimWords) -> bool:
    """ "As likely as others to hold loans", "as sure of it as Kyle is said to be": what is compared with, no
    report of the clause beside."""
    infinitive = any(c.tag_ == grammar.TO for c in verb.children)
    equal = any(
        c.lower_ in words.function.as_words and c.dep_ == grammar.ADVERB and c.i < verb.head.i < verb.i
        for c in verb.head.children
    )
    return infinitive or (equal and verb.head.pos_ in ("ADJ", "ADV"))


def _as_before(verb: Token, token: Token, words: ClaimWords) -> bool:
    return (
        token.lower_ in words.function.as_words
        and token.i < verb.i
        and token.dep_ in (grammar.SUBORDINATOR, grammar.ADVERB, grammar.PREPOSITION)
    )


def _gives_reason(verb: Token, words: ClaimWords) -> bool:
    """ "As Mao considered the war a revolution" gives a reason: what is thought of has its own words there.
    ("As Stalin told Kim" has not.)"""
    return "thinking" in words.verbs.of(verb.lemma_.lower()) and any(
        c.dep_ in (grammar.OBJECT, grammar.CLAUSAL_COMPLEMENT) and c.pos_ != "PRON" and c.i > verb.i
        for c in verb.children
    )


def _as_subject(verb: Token, words: ClaimWords) -> Token | None:
    """Who reports by an as-clause; for a pronoun ("Byrnes did not believe him, as he recalled") the subject
    of the main clause."""
    who = subject(verb)
    if who is None or who.lower_ in words.phrases.vague_subjects:
        return None
    if who.pos_ != "PRON":
        return who
    above = subject(verb.head)
    return above if above is not None and above.i < verb.i else who


def _beside(doc: Doc, verb: Token) -> tuple[int, int]:
    """The content beside an as-clause: what follows it, the whole sentence round it, or what stands before
    it."""
    start, end = verb.left_edge.i, verb.right_edge.i + 1
    # "In addition, as X pointed out, there was": what stands before may be no clause at all.
    leads = any(t.pos_ in VERBAL and finite(t) for t in doc[:start])
    if not leads or start <= 2:
        return end, len(doc)
    goes_on = any(not t.is_punct for t in doc[end:])
    return (0, len(doc)) if goes_on and verb.head.i < start else (0, start)


def _particle(verb: Token) -> bool:
    return verb.i + 1 < len(verb.doc) and verb.nbor().dep_ == grammar.PARTICLE


def before_colon(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """ "Kessler goes further: the wells were foul", "his creed came to this: ...": a short clause about
    somebody or his view, and after a colon what he holds; whether its subject is one who holds things is for
    the holder's finder."""
    # what is enclosed is asked at a colon only: most sentences have none
    colon = next((t.i for t in doc if t.text == ":" and t.i not in enclosed(doc)), 0)
    if not 0 < colon <= words.weights.announcement_length or not _has_tense(doc, colon + 1):
        return
    verb = next((t for t in doc[:colon] if _heads_part(t, colon)), None)
    who = subject(verb) if verb is not None else None
    if verb is not None and who is not None:
        yield _announced(verb, who, (colon + 1, len(doc)))


def _announced(verb: Token, who: Token, content: tuple[int, int]) -> Attribution:
    cue = who.i if who.pos_ == "NOUN" else verb.i
    heads = (who.i, *(c.i for c in who.conjuncts if c.i > who.i))
    return Attribution("verb", (cue, verb.i + 1), content, heads, ANNOUNCING, verb.i)


def _has_tense(doc: Doc, start: int) -> bool:
    return any(t.pos_ in VERBAL and finite(t) for t in doc[start:])


def _heads_part(token: Token, end: int) -> bool:
    """Whether a token is the main verb of what stands before a colon."""
    outside = token.head.i >= end or token.dep_ == grammar.ROOT
    return token.pos_ in VERBAL and outside and finite(token)


#: The phrases that attribute; an earlier one is taken where two have the same content.
PHRASE_RULES: tuple[Callable[[Doc, ClaimWords], Iterator[Attribution]], ...] = (
    before_holder,
    genitive,
    opening_holder,
    pointing,
    as_clause,
    inquits,
    before_colon,
)
