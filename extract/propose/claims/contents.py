"""Where the content of a clause frame begins and ends: clauses counted off, clauses the parser has cut short,
quotations taken whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.stance import denies, hedged
from regesta.extract.propose.claims.syntax import QUOTES, TENSED, VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords

#: A content: its tokens, end exclusive.
Content = tuple[int, int]
_CLOSING = {"“": "”", "«": "»", "„": "“", '"': '"', "‘": "’"}


def contents(doc: Doc, start: int, end: int, words: ClaimWords) -> list[Content]:
    """The contents of an attribution whose clause the parser gives as tokens [start:end): one, or one for
    each of several that-clauses when one is denied or hedged and another is not, or they are counted off."""
    start, end = whole_quotation(doc, start, end)
    end = _to_predicate(doc, start, end)
    if not 0 <= start < end or not _complementiser(doc[start], words):
        return [(start, end)]
    end = _through_list(doc, end, words)
    heads = [i for i in range(start + 1, end) if _goes_on(doc, i, words)]
    if not heads:
        return [(start, end)]
    parts = _parts(doc, [start, *heads], end, words)
    return parts if _told_apart(doc, parts, heads, words) else [(start, end)]


def whole_quotation(doc: Doc, start: int, end: int) -> Content:
    """The range with the rest of the quotation that it begins, where the parser has cut it short."""
    opened = start - 1 if start > 0 and doc[start - 1].text in _CLOSING else start
    closing = _CLOSING.get(doc[opened].text) if opened < len(doc) else None
    if closing is None or closing == "’":
        return start, end
    close = next((t.i for t in doc[opened + 1 :] if t.text == closing), None)
    if close is None:
        return start, end
    return start, max(end, close)


def _to_predicate(doc: Doc, start: int, end: int) -> int:
    """The end of a clause, which the parser has cut before its verb when there is none with tense in it."""
    if any(t.tag_ in TENSED and t.pos_ in VERBAL for t in doc[start:end]):
        return end
    if not any(t.tag_ in TENSED and t.pos_ in VERBAL for t in doc[end : _stop(doc, end)]):
        return end
    return _stop(doc, end)


def _stop(doc: Doc, start: int) -> int:
    """Where the part of a sentence ends that runs on at a token: at a semicolon or a colon, else with it."""
    return next((t.i for t in doc[start:] if t.text in (";", ":")), len(doc))


def _complementiser(token: Token, words: ClaimWords) -> bool:
    return token.lower_ in words.function.complementisers


def _through_list(doc: Doc, end: int, words: ClaimWords) -> int:
    """The end of a list of that-clauses ("that ...; that ...; and that ...")."""
    while True:
        head = next(
            (i for i in range(end, min(end + words.weights.list_gap, len(doc))) if _goes_on(doc, i, words)),
            None,
        )
        if head is None:
            return end
        end = max(head + 1, _stop(doc, head))


def _goes_on(doc: Doc, i: int, words: ClaimWords) -> bool:
    """Whether a that-clause begins at a token beside the one before: "..., and that"."""
    token = doc[i]
    if not _complementiser(token, words) or token.tag_ == grammar.RELATIVE_DETERMINER or i == 0:
        return False
    before = doc[i - 1]
    parted = before.text in (",", ";") or (before.dep_ == grammar.COORDINATOR and before.pos_ == "CCONJ")
    return parted and i + 1 < len(doc) and doc[i + 1].pos_ not in VERBAL


def _parts(doc: Doc, heads: list[int], end: int, words: ClaimWords) -> list[Content]:
    ends = [_back(doc, head, words) for head in heads[1:]]
    return list(zip([head + 1 for head in heads], [*ends, end], strict=True))


def _back(doc: Doc, end: int, words: ClaimWords) -> int:
    """The end of the part before a that-clause, without the comma, conjunction and number between them."""
    while doc[end - 1].is_punct or doc[end - 1].pos_ == "CCONJ" or doc[end - 1].lower_ in _numbers(words):
        end -= 1
    return end


def _numbers(words: ClaimWords) -> tuple[str, ...]:
    return (*words.relations.first_points, *words.relations.later_points)


def _told_apart(doc: Doc, parts: list[Content], heads: list[int], words: ClaimWords) -> bool:
    """Whether clauses are claims of their own: counted off, or one denied or hedged and another not."""
    if any(doc[head - 1].text in QUOTES for head in heads):
        return False
    counted = any(t.lower_ in _numbers(words) for head in heads for t in doc[max(0, head - 3) : head])
    ways = {(denies(doc, *part, words), hedged(doc, *part, None, words)) for part in parts}
    return counted or len(ways) > 1
