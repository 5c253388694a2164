"""The writer's stance: what opens a sentence, how sure a claim is put, whether it denies, and how likely an
unattributed sentence is a claim."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.lexicon import phrases, table, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OPENINGS = ("conclusion", "restatement", "addition", "contrast", "example", "neutral")


@dataclass(frozen=True, slots=True)
class Opening:
    """The connective at the head of a sentence: its kind ("" when there is none) and the token where the
    content starts."""

    kind: str
    cue: tuple[int, int] | None
    content: int


def opening(doc: Doc) -> Opening:
    """The connectives before a sentence's content ("However, for example, ..."); the first one that tells a
    relation gives the kind."""
    start = 0
    kind = ""
    cue: tuple[int, int] | None = None
    lower = [t.lower_ for t in doc]
    while start < len(doc):
        if (
            doc[start].is_punct
            or doc[start].is_space
            or doc[start].text in "\"'“”‘’`"
            or (lower[start].rstrip(".").isdigit() and start == 0)
        ):
            start += 1
            continue
        found = next(
            (
                (name, size)
                for name in OPENINGS
                for size in [_match(lower, start, name)]
                if size and _stands_apart(doc, start, size)
            ),
            None,
        )
        if found is None:
            break
        name, size = found
        if not kind or kind == "neutral":
            kind, cue = name, (start, start + size)
        start += size
    inner = None if kind and kind != "neutral" else _inner(doc, start)
    if inner is not None:
        kind, cue = inner[0], (inner[1], inner[1] + inner[2])
    return Opening(kind, cue, start)


def _inner(doc: Doc, start: int) -> tuple[str, int, int] | None:
    """A contrast between commas soon after the start ("Fawcett, by contrast, insisted"): its kind, where it
    stands and its length."""
    lower = [t.lower_ for t in doc]
    for i in range(start, min(start + 8, len(doc) - 1)):
        if doc[i].text != ",":
            continue
        for name in ("contrast", "conclusion"):
            size = _match(lower, i + 1, name)
            if size and lower[i + 1 + size : i + 2 + size] == [","]:
                return name, i + 1, size
    return None


def _match(lower: list[str], start: int, name: str) -> int:
    for phrase in phrases("stance", "connectives", name):
        if tuple(lower[start : start + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _stands_apart(doc: Doc, start: int, size: int) -> bool:
    """True when the words are a connective here and not the subject or its modifier ("The first meeting",
    "Second World War")."""
    after = doc[start + size] if start + size < len(doc) else None
    if after is not None and after.text in (",", ";", ":"):
        return True
    token = doc[start]
    if size == 1:
        return (
            token.dep_ in (grammar.ADVERB, grammar.COORDINATOR, grammar.SUBORDINATOR, grammar.INTERJECTION)
            and token.head.pos_ in ("VERB", "AUX")
            and token.pos_ in ("ADV", "CCONJ", "SCONJ")
            and token.lower_ != "while"
        )
    return True


def hedged(doc: Doc, start: int, end: int, cue: tuple[int, int] | None) -> bool:
    """True when the claim is put as less than certain, by a word of its main clause or of its frame."""
    hedges = words("stance", "hedges", "words")
    modals = words("stance", "hedges", "modals")
    frames = words("stance", "hedges", "frames")
    if cue is not None and any(
        t.lower_ in hedges
        or (
            t.lower_ in frames
            and any(u.lower_ in ("can", "could", "may", "might") for u in doc[cue[0] : cue[1]])
        )
        for t in doc[cue[0] : cue[1]]
    ):
        return True
    part = doc[start:end]
    roots = [t for t in part if t.head.i < start or t.head.i >= end or t.dep_ == grammar.ROOT]
    main = {
        t.i
        for r in roots
        for t in (
            r,
            *r.children,
            *(
                c
                for x in r.children
                if x.dep_
                in (
                    grammar.OPEN_COMPLEMENT,
                    grammar.ADJECTIVE_COMPLEMENT,
                    grammar.ATTRIBUTE,
                    grammar.CONJUNCT,
                    grammar.ADVERB,
                )
                for c in (x, *x.children)
            ),
        )
    }
    return any(
        t.i in main
        and (t.lower_ in hedges or (t.lower_ in modals and t.dep_ == grammar.AUXILIARY and not _negated(t)))
        for t in part
    )


def _negated(modal: Token) -> bool:
    return any(c.dep_ == grammar.NEGATION for c in modal.head.children)


def denies(doc: Doc, start: int, end: int) -> bool:
    """True when a main clause of the claim, or one coordinated with it, is negative, or its verb is one of
    denying."""
    part = doc[start:end]
    negative = words("stance", "negation", "words")
    verbs = words("stance", "negation", "verbs")
    phrased = words("stance", "negation", "phrases")
    heads = {t for t in part if t.head.i < start or t.head.i >= end or t.dep_ == grammar.ROOT}
    for _ in range(3):
        heads |= {
            t
            for t in part
            if t.head in heads
            and t.dep_
            in (
                grammar.CONJUNCT,
                grammar.ATTRIBUTE,
                grammar.ADJECTIVE_COMPLEMENT,
                grammar.OBJECT_PREDICATE,
                grammar.OPEN_COMPLEMENT,
                grammar.OBJECT,
                grammar.SUBJECT,
                grammar.EXPLETIVE,
                grammar.ADVERBIAL_CLAUSE if _consequence(t) else grammar.CONJUNCT,
            )
        }
    if any(
        (t.lower_ in negative and (t in heads or t.head in heads))
        or (t in heads and t.lemma_.lower() in verbs and t.pos_ == "VERB")
        for t in part
    ):
        return True
    text = part.text.lower()
    if " and not " in text or " but not " in text:
        return True
    return any(
        text.startswith(p) or f" was {p} " in text or f" is {p} " in text or f" were {p} " in text
        for p in phrased
    )


def _consequence(token: Token) -> bool:
    return any(
        c.lower_ == "so" and c.dep_ in (grammar.SUBORDINATOR, grammar.ADVERB, grammar.COORDINATOR)
        for c in token.children
    )


def weights() -> Mapping[str, float]:
    """The logistic weights by feature name, `data/claims_weights.toml`."""
    found: dict[str, float] = table("weights")["weights"]
    return found


def chance(features: Mapping[str, float]) -> float:
    """How likely a sentence with these features is the writer's own claim, 0..1."""
    own = weights()
    return 1 / (1 + math.exp(-sum(value * own.get(name, 0.0) for name, value in features.items())))
