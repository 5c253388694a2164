"""The writer's stance: what opens a sentence, how sure a claim is put, whether it denies, and how likely an
unattributed sentence is a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.syntax import VERBAL, heads_of
from regesta.extract.text.learnt import sigmoid

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords

#: Kinds of connectives, in the order in which they are tried; "neutral" tells no relation.
OPENINGS = ("conclusion", "restatement", "addition", "contrast", "example", "neutral")
#: Kinds that may also stand between commas inside the sentence.
_INNER = ("contrast", "conclusion")


@dataclass(frozen=True, slots=True)
class Opening:
    """The connective at the head of a sentence: its kind ("" when there is none) and the token where the
    content starts."""

    kind: str
    cue: tuple[int, int] | None
    content: int


def opening(doc: Doc, words: ClaimWords, start: int = 0) -> Opening:
    """The connectives before the content of a sentence, or of what begins at a token of it ("However, for
    example, ..."); the first one that tells a relation gives the kind."""
    kind = ""
    cue: tuple[int, int] | None = None
    lower = [t.lower_ for t in doc]
    while start < len(doc):
        if _stands_before(doc[start]):
            start += 1
            continue
        found = _connective(doc, lower, start, words)
        if found is None:
            break
        name, size = found
        if kind in ("", "neutral"):
            kind, cue = name, (start, start + size)
        start += size
    if kind in ("", "neutral"):
        kind, cue = _inner(doc, lower, start, words) or (kind, cue)
    return Opening(kind, cue, start)


def _stands_before(token: Token) -> bool:
    """Whether a token at the head is no word of the sentence: punctuation, a quotation mark, a point's
    number."""
    number = token.i == 0 and token.lower_.rstrip(".").isdigit()
    return token.is_punct or token.is_space or token.text in "\"'“”‘’`" or number


def _connective(doc: Doc, lower: Sequence[str], start: int, words: ClaimWords) -> tuple[str, int] | None:
    """The kind and length of the connective that begins at a token, None when none does."""
    for name in OPENINGS:
        size = _match(lower, start, name, words)
        if size and _stands_apart(doc, start, size, words):
            return name, size
    return None


def _inner(
    doc: Doc, lower: Sequence[str], start: int, words: ClaimWords
) -> tuple[str, tuple[int, int]] | None:
    """A contrast between commas soon after the start ("Fawcett, by contrast, insisted"): its kind and its
    tokens."""
    for i in range(start, min(start + words.weights.inner_window, len(doc) - 1)):
        if doc[i].text != ",":
            continue
        for name in _INNER:
            end = i + 1 + _match(lower, i + 1, name, words)
            if end > i + 1 and lower[end : end + 1] == [","]:
                return name, (i + 1, end)
    return None


def _match(lower: Sequence[str], start: int, name: str, words: ClaimWords) -> int:
    """How many tokens the longest connective of a kind takes that begins at a token; 0 for none."""
    first = lower[start] if start < len(lower) else ""
    return next(
        (
            len(phrase)
            for phrase in words.stance.connectives[name]
            if phrase[0] == first and tuple(lower[start : start + len(phrase)]) == phrase
        ),
        0,
    )


def _stands_apart(doc: Doc, start: int, size: int, words: ClaimWords) -> bool:
    """True when the words are a connective here and not the subject or its modifier ("The first meeting",
    "Second World War")."""
    if size > 1 or (start + 1 < len(doc) and doc[start + 1].text in (",", ";", ":")):
        return True
    token = doc[start]
    return (
        token.dep_ in (grammar.ADVERB, grammar.COORDINATOR, grammar.SUBORDINATOR, grammar.INTERJECTION)
        and token.head.pos_ in VERBAL
        and token.pos_ in ("ADV", "CCONJ", "SCONJ")
        and token.lower_ not in words.stance.no_connectives_alone
    )


def hedged(doc: Doc, start: int, end: int, frame: tuple[int, int] | None, words: ClaimWords) -> bool:
    """True when the claim at tokens [start:end) is put as less than certain, by a word of its main clause or
    of its attribution (the tokens `frame`)."""
    return _hedging_frame(doc, frame, words) or _hedging_clause(doc, start, end, words)


def _hedging_frame(doc: Doc, frame: tuple[int, int] | None, words: ClaimWords) -> bool:
    forms = {t.lower_ for t in doc[slice(*frame)]} if frame is not None else set()
    possible = bool(forms & words.function.possibility_modals)
    return bool(forms & words.stance.hedges) or (possible and bool(forms & words.stance.hedging_frames))


_PREDICATE_PARTS = (
    grammar.OPEN_COMPLEMENT,
    grammar.ADJECTIVE_COMPLEMENT,
    grammar.ATTRIBUTE,
    grammar.CONJUNCT,
    grammar.ADVERB,
)


def _hedging_clause(doc: Doc, start: int, end: int, words: ClaimWords) -> bool:
    main: set[int] = set()
    for root in heads_of(doc, start, end):
        parts = [c for c in root.children if c.dep_ in _PREDICATE_PARTS]
        near = (root, *root.children, *(c for part in parts for c in part.children))
        main |= {t.i for t in near}
    return any(t.i in main and _hedges(t, words) for t in doc[start:end])


def _hedges(token: Token, words: ClaimWords) -> bool:
    if token.lower_ in words.stance.hedges:
        return True
    modal = token.lower_ in words.stance.hedging_modals and token.dep_ == grammar.AUXILIARY
    return modal and not any(c.dep_ == grammar.NEGATION for c in token.head.children)


def denies(doc: Doc, start: int, end: int, words: ClaimWords) -> bool:
    """True when a main clause of the claim, or one coordinated with it, is negative, or its verb is one of
    denying."""
    heads = _main_predicates(doc, start, end, words)
    if any(_negative(t, heads, words) for t in doc[start:end]):
        return True
    text = doc[start:end].text.lower()
    if any(f" {joined} " in text for joined in words.stance.denying_conjunctions):
        return True
    return any(
        text.startswith(phrase) or any(f" {was} {phrase} " in text for was in words.stance.past_copulas)
        for phrase in words.stance.denying_phrases
    )


def _negative(token: Token, heads: set[int], words: ClaimWords) -> bool:
    if token.lower_ in words.stance.negations and (token.i in heads or token.head.i in heads):
        return True
    return token.i in heads and token.pos_ == "VERB" and token.lemma_.lower() in words.stance.denying_verbs


_DENIABLE = (
    grammar.CONJUNCT,
    grammar.ATTRIBUTE,
    grammar.ADJECTIVE_COMPLEMENT,
    grammar.OBJECT_PREDICATE,
    grammar.OPEN_COMPLEMENT,
    grammar.OBJECT,
    grammar.SUBJECT,
    grammar.EXPLETIVE,
)
#: How many steps below the head of a claim a denial still denies it.
_DEEP = 3


def _main_predicates(doc: Doc, start: int, end: int, words: ClaimWords) -> set[int]:
    """The heads of a range and what is coordinated with them or completes them."""
    heads = {t.i for t in heads_of(doc, start, end)}
    for _ in range(_DEEP):
        heads |= {t.i for t in doc[start:end] if t.head.i in heads and _goes_on(t, words)}
    return heads


def _goes_on(token: Token, words: ClaimWords) -> bool:
    return token.dep_ in _DENIABLE or (token.dep_ == grammar.ADVERBIAL_CLAUSE and _consequence(token, words))


def _consequence(token: Token, words: ClaimWords) -> bool:
    return any(
        c.lower_ in words.function.consequence_words
        and c.dep_ in (grammar.SUBORDINATOR, grammar.ADVERB, grammar.COORDINATOR)
        for c in token.children
    )


def chance(features: Mapping[str, float], words: ClaimWords) -> float:
    """How likely a sentence with these features is the writer's own claim by hand-set weights, 0..1."""
    return sigmoid(log_odds(features, words))


def log_odds(features: Mapping[str, float], words: ClaimWords) -> float:
    """The sum of hand-set weights of features; one without a weight adds nothing."""
    weights = words.weights.features
    return sum(value * weights.get(name, 0.0) for name, value in features.items())
