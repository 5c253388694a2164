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
#: An undercut is an attack to the model.
_SIGN: Mapping[RelationType, RelationType] = {"undercuts": ATTACKS}
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair, and how likely a model finds each class of it."""

    pair: Pair
    chances: Mapping[str, float]

    @property
    def sentences(self) -> frozenset[int]:
        return frozenset({self.pair.later.at, self.pair.earlier.at})

    def of(self, kind: RelationType) -> float:
        """How likely the one sentence does that to the other, whichever it is."""
        return self.chances.get(kind, 0.0) + self.chances.get(kind + REVERSED, 0.0)


def weigh_pairs(
    annotated: AnnotatedDocument,
    drafts: Sequence[Draft],
    actors: Sequence[Sequence[str]],
    found: Sequence[Link],
    model: PairModel,
    words: ClaimWords,
) -> list[Weighed]:
    """All pairs of a document as a model sees them, in document order of the later claim."""
    sums = Sums(model)
    pairs = pairs_of(annotated, drafts, actors, found, model.back, words)
    return [Weighed(pair, model.chances(pair, sums)) for pair in pairs]


def refuted(weighed: Weighed, kind: RelationType, model: PairModel) -> bool:
    """Whether the model, which knows what the rules found, finds the opposite of a rule's link so much
    likelier that the link is to be dropped."""
    said = _SIGN.get(kind, kind)
    return said in _OPPOSITE and weighed.of(_OPPOSITE[said]) > model.against_rule * weighed.of(said)


def learnt_links(
    weighed: Sequence[Weighed], model: PairModel, words: ClaimWords
) -> Iterator[tuple[Link, float]]:
    """The links that a model proposes, each with how likely it is, in document order of the later claim."""
    of_sentence: dict[int, list[Judged]] = defaultdict(list)
    for one in weighed:
        judged = judge(one, model)
        if judged is not None:
            of_sentence[one.pair.i].append(judged)
    for rivals in of_sentence.values():
        for judged in chosen(rivals, model):
            yield _link(judged, words), round(judged.chance, 3)


def judge(weighed: Weighed, model: PairModel) -> Judged | None:
    """What a pair most likely is; None when that has a chance under the threshold, or when attack and support
    are about as likely: a refutation taken for support is the worst error there is."""
    chances = weighed.chances
    if 1 - chances[NONE] < model.threshold:
        return None
    best = max(_TYPES, key=weighed.of)
    chance, rival = weighed.of(best), weighed.of(_OPPOSITE[best]) if best in _OPPOSITE else 0.0
    most = model.opposite_of_attack if best == ATTACKS else model.opposite
    if chance < model.threshold or rival > most * (rival + chance):
        return None
    return Judged(weighed.pair, best, chance, chances.get(best + REVERSED, 0.0) > chances.get(best, 0.0))


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
