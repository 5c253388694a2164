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
from regesta.extract.propose.claims.syntax import (
    NOMINAL,
    QUOTES,
    SUBJECTS,
    VERBAL,
    finite,
    has_verb,
    is_passive,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords, Words

#: Tokens, end exclusive.
Range = tuple[int, int]
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
        if found is not None and content is not None:
            for part in _over_semicolons(doc, content, words):
                yield _attribution(doc, found, part)


def _attribution(doc: Doc, inquit: Inquit, content: Range) -> Attribution:
    verb = inquit.verb
    whole = content[0] == 0 and content[1] >= len(doc) - 1
    kind: FrameKind = "passive" if is_passive(verb) else "phrase" if whole else "verb"
    who = (inquit.speaker.i, *(c.i for c in inquit.speaker.conjuncts if c.pos_ in NOMINAL))
    return Attribution(kind, (verb.i, _after_particle(verb)), content, who, verb.lemma_.lower(), verb.i)


def _over_semicolons(doc: Doc, content: Range, words: ClaimWords) -> list[Range]:
    """A content and the clauses that go on with it after semicolons, up to one that turns or that somebody
    else reports."""
    parts = [content]
    here = content
    while (after := _next_clause(doc, here[1])) is not None and not _turns(doc, after, words):
        if denies(doc, *here, words) == denies(doc, *after, words):
            parts[-1] = (parts[-1][0], after[1])
        else:
            parts.append(after)
        here = after
    return parts


def _next_clause(doc: Doc, end: int) -> Range | None:
    """The clause after a semicolon that stands at a token or just before it."""
    start = next((i for i in range(end, len(doc)) if doc[i].is_alpha), None)
    if start is None or not any(t.text == ";" for t in doc[end - 1 : start]):
        return None
    return start, next((i for i in range(start, len(doc)) if doc[i].text in _STOPS), len(doc))


def _turns(doc: Doc, clause: Range, words: ClaimWords) -> bool:
    """Whether a clause begins with a conjunction or reports something itself."""
    return doc[clause[0]].pos_ in ("CCONJ", "SCONJ", "ADV") or any(
        t.pos_ == "VERB" and words.verbs.of(t.lemma_.lower()) & REPORTING for t in doc[slice(*clause)]
    )


def find_inquit(verb: Token, words: ClaimWords) -> Inquit | None:
    """The inquit of a reporting verb, None when the verb says more than who speaks."""
    place = _between_marks(verb, words) if _may_stand_alone(verb, words) else None
    if place is None:
        return None
    speaker = _speaker(verb, *place)
    if speaker is None or _says_more(verb, *place, words):
        return None
    return Inquit(verb, speaker, *place)


def _may_stand_alone(verb: Token, words: ClaimWords) -> bool:
    lemma = verb.lemma_.lower()
    reports = words.verbs.of(lemma) & REPORTING and lemma not in words.verbs.no_inquits
    return verb.pos_ == "VERB" and bool(reports) and finite(verb)


def _between_marks(verb: Token, words: ClaimWords) -> Range | None:
    """The tokens about a verb up to the next mark on either side, None when they are too many or the marks
    are not those of an inquit."""
    doc = verb.doc
    start = _mark_before(doc, verb.i) + 1
    end = next((i for i in range(verb.i + 1, len(doc)) if _mark(doc[i])), len(doc))
    if start == 0 or end - start > words.weights.inquit_length:
        return None
    before, after = doc[start - 1].text, doc[end : end + 1].text
    if before not in (*_COMMAS, *QUOTES) or after in (":", *_BRACKETS):
        return None
    return start + (doc[start].lower_ in words.phrases.inquit_openings), end


def _mark_before(doc: Doc, place: int) -> int:
    """The mark before a token, -1 for none; a bracket right after a name dates his work and is none
    ("Gabelentz (1893: 606) argued")."""
    i = place - 1
    while i >= 0 and not _mark(doc[i]):
        i -= 1
    if i < 0 or i != place - 1 or doc[i].text != ")":
        return i
    opened = next((k for k in range(i, -1, -1) if doc[k].text == "("), -1)
    return _mark_before(doc, opened) if opened > 0 and doc[opened - 1].pos_ in NOMINAL else i


def _mark(token: Token) -> bool:
    return token.text in (*_COMMAS, *_STOPS, *_BRACKETS) or token.text in QUOTES


def _speaker(verb: Token, start: int, end: int) -> Token | None:
    """Who speaks: the noun phrase that opens the inquit, or that follows its verb ("said Shore")."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS and start <= c.i < end), None)
    if own is None:
        return _noun_beside(verb, start, end)
    opens = own.left_edge.i <= start or verb.i == start
    return own if opens and _names_somebody(own) else None


def _noun_beside(verb: Token, start: int, end: int) -> Token | None:
    """The noun phrase before or after a verb whose subject the parser has lost."""
    doc, leads = verb.doc, verb.i > start
    nouns = [t for t in (doc[start : verb.i] if leads else doc[verb.i + 1 : end]) if _names_somebody(t)]
    if not nouns or any(t.pos_ in ("ADP", "SCONJ", "CCONJ") for t in doc[start : nouns[0].i]):
        return None
    return nouns[-1] if leads and nouns[-1].i - nouns[0].i < _NAME else nouns[0]


def _names_somebody(token: Token) -> bool:
    return token.pos_ in NOMINAL and token.tag_ not in _RELATIVES


#: A speaker's name has fewer words than this.
_NAME = 4
_RELATIVES = (grammar.RELATIVE_PRONOUN, grammar.RELATIVE_DETERMINER, grammar.RELATIVE_POSSESSIVE)


def _says_more(verb: Token, start: int, end: int, words: ClaimWords) -> bool:
    """Whether an inquit has a content of its own: another verb, a that-clause, an object that is not whom it
    tells."""
    told = "telling" in words.verbs.of(verb.lemma_.lower())
    that = words.function.complementisers
    return (
        any(_adds(verb, t, told=told, that=that) for t in verb.doc[start:end])
        or _that_after(verb.doc, end + 1, words)
        or _that_after(verb.doc, _next_mark(verb.doc, end + 1) + 1, words)
    )


def _adds(verb: Token, token: Token, *, told: bool, that: Words) -> bool:
    """Whether a token is one that only a verb with a content has beside it."""
    if token.i == verb.i:
        return False
    thing = token.dep_ == grammar.OBJECT and token.head.i == verb.i and token.i > verb.i
    return (
        token.pos_ == "VERB"
        or token.lower_ in that
        or token.dep_ == grammar.SUBORDINATOR
        or (thing and not told and token.pos_ != "PRON")
    )


def _next_mark(doc: Doc, start: int) -> int:
    return next((i for i in range(start, len(doc)) if _mark(doc[i])), len(doc))


def _that_after(doc: Doc, i: int, words: ClaimWords) -> bool:
    """Whether a that-clause begins at a token."""
    here = doc[i : i + 1]
    return any(t.lower_ in words.function.complementisers and t.dep_ == grammar.SUBORDINATOR for t in here)


def _around(doc: Doc, inquit: Inquit) -> Range | None:
    """What an inquit reports: the sentence between two stops, or what stands before an inquit that a stop
    follows."""
    left, right = _stretch(doc, inquit)
    if not _worded(doc, left, inquit.start) or _opens_quotation(doc, inquit):
        return None
    inside = _worded(doc, inquit.end, right)
    told = _told(doc, left, inquit.start) or _quoted(doc, inquit)
    if not told and not (inside and has_verb(doc[inquit.end : right])):
        return None
    return left, right if inside else inquit.start - 1


def _stretch(doc: Doc, inquit: Inquit) -> Range:
    """The tokens between the stops before and after an inquit."""
    left = next((i + 1 for i in range(inquit.start - 1, -1, -1) if doc[i].text in _STOPS), 0)
    return left, next((i for i in range(inquit.end, len(doc)) if doc[i].text in _STOPS), len(doc))


def _worded(doc: Doc, start: int, end: int) -> bool:
    return any(t.is_alpha for t in doc[start:end])


def _told(doc: Doc, start: int, end: int) -> bool:
    """Whether there is a clause with tense among some tokens that is no relative one."""
    return any(
        t.pos_ in VERBAL and finite(t) and t.dep_ not in (grammar.RELATIVE_CLAUSE, grammar.NOUN_CLAUSE)
        for t in doc[start:end]
    )


def _opens_quotation(doc: Doc, inquit: Inquit) -> bool:
    """Whether only what follows an inquit is quoted: it is then the verb's content, and no more."""
    quoted_before = any(t.text in QUOTES for t in doc[: inquit.start])
    return not quoted_before and any(t.text in QUOTES for t in doc[inquit.end : inquit.end + 2])


def _quoted(doc: Doc, inquit: Inquit) -> bool:
    return any(doc[i].text in QUOTES for i in (inquit.start - 1, inquit.start - 2) if i >= 0)


def _after_particle(verb: Token) -> int:
    particle = verb.i + 1 < len(verb.doc) and verb.nbor().dep_ == grammar.PARTICLE
    return verb.i + (2 if particle else 1)
