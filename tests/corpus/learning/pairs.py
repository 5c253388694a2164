"""Examples of pairs of sentences with claims: what they look like, and whether the annotation relates them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims.drafts import Draft, Holder
from regesta.extract.propose.claims.learnt_relations import pairs_of
from regesta.extract.propose.claims.lexicon import ClaimWords, claim_words
from regesta.extract.propose.claims.pair_features import Features, Pair
from regesta.extract.propose.claims.pair_model import NONE, REVERSED
from regesta.extract.propose.claims.relations import find_links
from regesta.extract.propose.claims.stance import opening
from regesta.extract.record import Claim, Record, Sentence, Span

#: Two sentences by their places, the later first.
Places = tuple[int, int]
#: Kinds of relation that are learnt as another, or are too rare backwards to be told apart.
_LEARNT_AS = {
    "undercuts": "attacks",
    f"undercuts{REVERSED}": "attacks",
    f"attacks{REVERSED}": "attacks",
    f"concedes{REVERSED}": "concedes",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of sentences: its features, each under the role that it has, and the class annotated."""

    features: Features
    label: str


def examples_of(
    annotated: AnnotatedDocument,
    proposed: Sequence[Draft],
    actors: Sequence[Sequence[str]],
    gold: Sequence[Record],
    back: int,
) -> list[Example]:
    """The examples of a document: the pairs of its annotated claims, and those of the claims that extraction
    proposes in the annotated sentences, at most `back` sentences with claims apart; `actors` are those whom
    each sentence mentions."""
    words = claim_words(annotated.language)
    claims = [r for r in gold if isinstance(r, Claim)]
    spans = [r.spans for r in gold if isinstance(r, Sentence)]
    places = annotated_sentences(annotated, list(chain.from_iterable(spans)))
    drafts, homes = gold_drafts(annotated, claims, words)
    labels = labels_of(claims, homes)
    out: list[Example] = []
    for some in (drafts, proposed):
        links = list(find_links(annotated, some, words))
        for pair in pairs_of(annotated, some, actors, links, back, words):
            if pair.later.at in places and pair.earlier.at in places:
                label = labels.get((pair.later.at, pair.earlier.at), NONE)
                out.append(Example(features_of(pair), label))
    return out


def features_of(pair: Pair) -> Features:
    """All features of a pair: its own, and those of its two sentences in their roles."""
    roles = [("later.", pair.later), ("earlier.", pair.earlier)]
    if pair.i - pair.j == 1:
        roles.append(("next.", pair.later))
    of_sentences = {role + name: value for role, s in roles for name, value in s.own.items()}
    return {**of_sentences, **pair.own}


def annotated_sentences(annotated: AnnotatedDocument, spans: Sequence[Span]) -> frozenset[int]:
    """The places of the sentences that begin in some spans."""
    ordered = sorted(spans)
    starts = [a for a, _ in ordered]

    def inside(place: int) -> bool:
        k = bisect.bisect_right(starts, place) - 1
        return k >= 0 and place < ordered[k][1]

    return frozenset(k for k, s in enumerate(annotated.sentences) if inside(s.record.spans[0][0]))


def gold_drafts(
    annotated: AnnotatedDocument, claims: Sequence[Claim], words: ClaimWords
) -> tuple[list[Draft], Mapping[str, int]]:
    """Annotated claims as drafts, in document order, and the place of each claim's sentence by its id."""
    starts = [s.record.spans[0][0] for s in annotated.sentences]
    found: list[Draft] = []
    homes: dict[str, int] = {}
    for claim in claims:
        k = bisect.bisect_right(starts, claim.content[0]) - 1
        content = _tokens(annotated.sentences[k], claim.content) if k >= 0 else None
        if content is None:
            continue
        sentence = annotated.sentences[k]
        holder = (words.holders.author,) if claim.voice == "author" else claim.holder
        found.append(
            Draft(
                sentence=k,
                content=content,
                cue=_tokens(sentence, claim.cue) if claim.cue else None,
                holder=Holder(holder, claim.voice),
                confidence=1.0,
                opening=opening(sentence.doc, words).kind,
            )
        )
        homes[claim.id] = k
    return sorted(found, key=lambda d: (d.sentence, d.content)), homes


def _tokens(sentence: AnnotatedSentence, span: Span) -> tuple[int, int] | None:
    """The tokens that a raw span meets, None for none."""
    met = [
        t.i
        for t in sentence.doc
        if not t.is_space and _meets(sentence.raw(sentence.doc[t.i : t.i + 1]), span)
    ]
    return (met[0], met[-1] + 1) if met else None


def _meets(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def labels_of(claims: Sequence[Claim], homes: Mapping[str, int]) -> dict[Places, str]:
    """The class of every two sentences whose claims are related."""
    return dict(_labels(claims, homes))


def _labels(claims: Sequence[Claim], homes: Mapping[str, int]) -> Iterator[tuple[Places, str]]:
    for claim in claims:
        for relation in claim.relations:
            i, j = homes.get(claim.id, -1), homes.get(relation.target, -1)
            if relation.target_kind == "claim" and i != j and min(i, j) >= 0:
                kind = relation.type + ("" if i > j else REVERSED)
                yield (max(i, j), min(i, j)), _LEARNT_AS.get(kind, kind)
