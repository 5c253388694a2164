"""Relations between claims of different sentences as a learnt model proposes them: which pairs it looks at,
which it takes, and which claims of the two sentences are meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.appraisal import ATTACKS, SUPPORTS
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.pair_features import (
    ClaimSentence,
    Pair,
    claim_sentences,
    family_words,
    rarity,
)
from regesta.extract.propose.claims.pair_model import NONE, REVERSED, PairModel, Sums
from regesta.extract.propose.claims.relation_context import Link
from regesta.extract.record import RelationType

#: What a link found by the model has for the name of its rule.
LEARNT = "learnt"
_OPPOSITE: Mapping[RelationType, RelationType] = {ATTACKS: SUPPORTS, SUPPORTS: ATTACKS}
_TYPES: tuple[RelationType, ...] = ("attacks", "supports", "concedes")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that the model takes for related: how, how likely that is, and whether the earlier sentence
    answers the later one."""

    pair: Pair
    type: RelationType
    chance: float
    reversed: bool


def pairs_of(
    annotated: AnnotatedDocument,
    drafts: Sequence[Draft],
    actors: Sequence[Sequence[str]],
    found: Sequence[Link],
    back: int,
    words: ClaimWords,
) -> Iterator[Pair]:
    """Every two sentences with claims of one division, at most so many such sentences apart; `found` are the
    links of the rules, `actors` whom each sentence mentions."""
    row = claim_sentences(annotated, drafts, actors, words)
    links: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in found:
        a, b = drafts[link.source].sentence, drafts[link.target].sentence
        links[max(a, b), min(a, b)].append(link)
    rare = rarity(annotated)
    for i, later in enumerate(row):
        for j in range(i - 1, max(-1, i - 1 - back), -1):
            if row[j].sentence.record.division != later.sentence.record.division:
                break
            yield Pair(row, i, j, links.get((later.at, row[j].at), ()), rare)


def learnt_links(
    annotated: AnnotatedDocument,
    drafts: Sequence[Draft],
    actors: Sequence[Sequence[str]],
    found: Sequence[Link],
    model: PairModel,
    words: ClaimWords,
) -> Iterator[tuple[Link, float]]:
    """The links that a model proposes, each with how likely it is, in document order of the later claim."""
    sums = Sums(model)
    of_sentence: dict[int, list[Judged]] = defaultdict(list)
    for pair in pairs_of(annotated, drafts, actors, found, model.back, words):
        judged = judge(pair, model, sums)
        if judged is not None:
            of_sentence[pair.i].append(judged)
    for rivals in of_sentence.values():
        for judged in chosen(rivals, model):
            yield _link(judged, words), round(judged.chance, 3)


def judge(pair: Pair, model: PairModel, sums: Sums) -> Judged | None:
    """What a pair most likely is; None when that has a chance under the threshold, or when attack and support
    are about as likely: a refutation taken for support is the worst error there is."""
    chances = model.chances(pair, sums)
    if 1 - chances[NONE] < model.threshold:
        return None
    both = {t: chances.get(t, 0.0) + chances.get(t + REVERSED, 0.0) for t in _TYPES}
    best = max(_TYPES, key=lambda t: both[t])
    rival = both[_OPPOSITE[best]] if best in _OPPOSITE else 0.0
    if both[best] < model.threshold or rival > model.opposite * (rival + both[best]):
        return None
    return Judged(pair, best, both[best], chances.get(best + REVERSED, 0.0) > chances.get(best, 0.0))


def chosen(rivals: Sequence[Judged], model: PairModel) -> Iterator[Judged]:
    """Of what a sentence may answer, the likeliest, and others that are likely enough beside it."""
    ranked = sorted(rivals, key=lambda j: (-j.chance, -j.pair.j))
    yield from ranked[:1]
    yield from (j for j in ranked[1:] if j.chance >= model.second)


def _link(judged: Judged, words: ClaimWords) -> Link:
    """The claims that are meant, from the answering one to the one answered."""
    pair = judged.pair
    source, target = next(
        ((x.source, x.target) for x in pair.found if x.type == judged.type),
        (_answering(pair.later), _answered(pair, judged.type)),
    )
    if judged.reversed and pair.later.at == _at(pair.later, source):
        source, target = target, source
    kind = judged.type
    if kind == ATTACKS and pair.later.says(words.answers.undercut_phrases):
        kind = "undercuts"
    return Link(source, target, kind, LEARNT)


def _at(later: ClaimSentence, draft: int) -> int:
    """The later sentence's place when a draft is one of its, else -1."""
    return later.at if draft in later.members else -1


def _answering(later: ClaimSentence) -> int:
    """The claim by which a sentence answers: its first that no other claim of it reports."""
    own = zip(later.members, later.drafts, strict=True)
    return next((i for i, d in own if d.within is None), later.members[0])


def _answered(pair: Pair, kind: RelationType) -> int:
    """The claim of a sentence that is answered: of whom the answer names; an attack by the writer is on what
    somebody else holds; else the last that no other claim of it reports."""
    claims = list(zip(pair.earlier.members, pair.earlier.drafts, strict=True))[::-1]
    orders: list[Callable[[Draft], bool]] = [
        lambda d: not pair.later.said.isdisjoint(family_words(d)),
        lambda d: kind == ATTACKS and pair.later.by_writer and d.holder.voice != "author",
        lambda d: d.within is None,
        lambda d: True,
    ]
    return next(i for fits in orders for i, d in claims if fits(d))
