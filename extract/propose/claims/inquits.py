"""Reports that stand inside or behind what they report, between commas or quotation marks: "The crisis, he
wrote, was a tragedy", "the estates were sold, Shore pointed out".

Parsers are at a loss with them; they are read off the punctuation, the verb and the noun beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.attribution import REPORTING, Attribution, FrameKind
from regesta.extract.propose.claims.stance import denies
from regesta.extract.propose.claims.syntax import NOMINAL, QUOTES, SUBJECTS, VERBAL, finite, has_verb, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords

_COMMAS = (",", "—", "–", "--")
_STOPS = (";", ":")
_BRACKETS = ("(", ")", "[", "]")


@dataclass(frozen=True, slots=True)
class Inquit:
    """A reporting verb with who speaks, alone between two marks: tokens [start:end)."""

    verb: Token
    speaker: Token
    start: int
    end: int


def inquits(doc: Doc, words: ClaimWords) -> Iterator[Attribution]:
    """The attributions by an inquit, each with what stands on either side of it as content; what goes on
    after a semicolon belongs to it as well, apart where it is denied and the rest is not."""
    for token in doc:
        found = find_inquit(token, words)
        content = _around(doc, found) if found is not None else None
        if found is None or content is None:
            continue
        who = (found.speaker.i, *(c.i for c in found.speaker.conjuncts if c.pos_ in NOMINAL))
        cue = (token.i, _after_particle(token))
        for part in _over_semicolons(doc, content, words):
            whole = part[0] == 0 and part[1] >= len(doc) - 1
            kind: FrameKind = "passive" if is_passive(token) else "phrase" if whole else "verb"
            yield Attribution(kind, cue, part, who, token.lemma_.lower(), token.i)


def _over_semicolons(doc: Doc, content: tuple[int, int], words: ClaimWords) -> list[tuple[int, int]]:
    """A content and the clauses that go on with it after semicolons, up to one that turns or that somebody
    else reports."""
    parts = [content]
    end = content[1]
    while end < len(doc) and (at := next((i for i in range(end, len(doc)) if doc[i].is_alpha), None)):
        stop = next((i for i in range(at, len(doc)) if doc[i].text in _STOPS), len(doc))
        if not any(t.text == ";" for t in doc[content[1] - 1 : at]) or _turns(doc, at, stop, words):
            break
        if denies(doc, *content, words) == denies(doc, at, stop, words):
            parts[-1] = (parts[-1][0], stop)
        else:
            parts.append((at, stop))
        content, end = (at, stop), stop
    return parts


def _turns(doc: Doc, start: int, end: int, words: ClaimWords) -> bool:
    """Whether a clause begins with a conjunction or reports something itself."""
    return doc[start].pos_ in ("CCONJ", "SCONJ", "ADV") or any(
        t.pos_ == "VERB" and words.verbs.of(t.lemma_.lower()) & REPORTING for t in doc[start:end]
    )


def find_inquit(verb: Token, words: ClaimWords) -> Inquit | None:
    """The inquit of a reporting verb, None when the verb says more than who speaks."""
    reports = words.verbs.of(verb.lemma_.lower()) & REPORTING and verb.lemma_.lower() not in words.verbs.no_inquits
    if verb.pos_ != "VERB" or not reports or not finite(verb):
        return None
    doc = verb.doc
    start = next((i + 1 for i in range(verb.i - 1, -1, -1) if _mark(doc[i])), 0)
    end = next((i for i in range(verb.i + 1, len(doc)) if _mark(doc[i])), len(doc))
    announces = end < len(doc) and doc[end].text == ":"
    if start == 0 or announces or end - start > words.weights.inquit_length or not _parts_off(doc, start, end):
        return None
    start += doc[start].lower_ in words.phrases.inquit_openings
    speaker = _speaker(doc, verb, start, end)
    if speaker is None or _says_more(doc, verb, start, end, words):
        return None
    return Inquit(verb, speaker, start, end)


def _mark(token: Token) -> bool:
    return token.text in (*_COMMAS, *_STOPS, *_BRACKETS) or token.text in QUOTES


def _parts_off(doc: Doc, start: int, end: int) -> bool:
    """Whether the marks on both sides are of those that part an inquit from what it reports."""
    before = doc[start - 1].text in _COMMAS or doc[start - 1].text in QUOTES
    return before and (end == len(doc) or doc[end].text not in _BRACKETS) or end >= len(doc) - 1 and before


def _speaker(doc: Doc, verb: Token, start: int, end: int) -> Token | None:
    """Who speaks: the noun phrase that opens the inquit, or that follows its verb ("said Shore")."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS and start <= c.i < end), None)
    if own is not None:
        opens = own.left_edge.i <= start or verb.i == start
        return own if opens and own.pos_ in NOMINAL and own.tag_ not in _RELATIVES else None
    place = doc[start : verb.i] if verb.i > start else doc[verb.i + 1 : end]
    nouns = [t for t in place if t.pos_ in NOMINAL and t.tag_ not in _RELATIVES]
    if not nouns or any(t.pos_ in ("ADP", "SCONJ", "CCONJ") for t in doc[start : nouns[0].i]):
        return None
    return nouns[-1] if verb.i > start and nouns[-1].i - nouns[0].i < _NAME else nouns[0]


#: A speaker's name has fewer words than this.
_NAME = 4
_RELATIVES = (grammar.RELATIVE_PRONOUN, grammar.RELATIVE_DETERMINER, grammar.RELATIVE_POSSESSIVE)


def _says_more(doc: Doc, verb: Token, start: int, end: int, words: ClaimWords) -> bool:
    """Whether an inquit's words hold a content of their own: another verb, a that-clause, an object that is
    not whom it tells."""
    told = "telling" in words.verbs.of(verb.lemma_.lower())
    for token in doc[start:end]:
        if token.i != verb.i and token.pos_ == "VERB":
            return True
        if token.lower_ in words.function.complementisers or token.dep_ == grammar.SUBORDINATOR:
            return True
        if token.dep_ == grammar.OBJECT and token.head.i == verb.i and token.i > verb.i and not told:
            return token.pos_ != "PRON"
    comma = next((i for i in range(end + 1, len(doc)) if _mark(doc[i])), end)
    return any(
        doc[i].lower_ in words.function.complementisers and doc[i].dep_ == grammar.SUBORDINATOR
        for i in (end + 1, comma + 1)
        if i < len(doc) and not has_verb(doc[end + 1 : i])
    )


def _around(doc: Doc, inquit: Inquit) -> tuple[int, int] | None:
    """What an inquit reports: the sentence between two stops, or what stands before an inquit that a stop
    follows."""
    left = next((i + 1 for i in range(inquit.start - 1, -1, -1) if doc[i].text in _STOPS), 0)
    right = next((i for i in range(inquit.end, len(doc)) if doc[i].text in _STOPS), len(doc))
    before, after = doc[left : inquit.start], doc[inquit.end : right]
    behind = not any(t.is_alpha for t in after)
    if behind:
        right = inquit.start - 1
    told = _told(doc, left, inquit.start) or _quoted(doc, inquit) or (not behind and has_verb(after))
    return (left, right) if told and any(t.is_alpha for t in before) else None


def _told(doc: Doc, start: int, end: int) -> bool:
    """Whether there is a clause with tense among some tokens that is no relative one."""
    return any(
        t.pos_ in VERBAL and finite(t) and t.dep_ not in (grammar.RELATIVE_CLAUSE, grammar.NOUN_CLAUSE)
        for t in doc[start:end]
    )


def _quoted(doc: Doc, inquit: Inquit) -> bool:
    return any(doc[i].text in QUOTES for i in (inquit.start - 1, inquit.start - 2) if i >= 0)


def _after_particle(verb: Token) -> int:
    particle = verb.i + 1 < len(verb.doc) and verb.nbor().dep_ == grammar.PARTICLE
    return verb.i + (2 if particle else 1)


