"""What claims do to each other: which supports, attacks or concedes which, read from connectives, answering
words and who speaks.

A relation points from the answering claim to the one answered, from the premise to the conclusion. Every rule
has a name, and how sure it is stands under that name in `claims_relations.toml`. What no
rule finds a learnt model may (`learnt_relations`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.learnt_relations import (
    Weighed,
    learnt_links,
    refuted,
    weigh_pairs,
)
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.pair_model import PairModel, pair_model
from regesta.extract.propose.claims.relation_context import Link, Surroundings
from regesta.extract.propose.claims.relation_rules import NEIGHBOUR_RULES, SENTENCE_RULES
from regesta.extract.record import Relation, Span


def relate(
    annotated: AnnotatedDocument,
    drafts: Sequence[Draft],
    ids: Sequence[str],
    words: ClaimWords,
    actors: Sequence[Sequence[str]] = (),
) -> Mapping[int, tuple[Relation, ...]]:
    """For each draft that answers another, its relations; `ids` are the claims' ids in the order of `drafts`
    (document order), `actors` whom each sentence mentions. At most one relation per pair, by the surest rule;
    what the learnt model finds besides comes after what the rules find."""
    found: dict[int, list[Relation]] = defaultdict(list)
    pairs: set[frozenset[str]] = set()
    for link, sure in _surest(annotated, drafts, actors, words):
        pair = frozenset({ids[link.source], ids[link.target]})
        if len(pair) == 1 or pair in pairs:
            continue
        pairs.add(pair)
        found[link.source].append(
            Relation(
                type=link.type,
                target=ids[link.target],
                cue=_cue(annotated, drafts[link.source]),
                confidence=sure,
            )
        )
    return {i: tuple(rows) for i, rows in found.items()}


def _surest(
    annotated: AnnotatedDocument, drafts: Sequence[Draft], actors: Sequence[Sequence[str]], words: ClaimWords
) -> Iterator[tuple[Link, float]]:
    """The links with how sure they are: those of the rules, the surest rule first, then those of the learnt
    model between sentences that no rule has linked. A sentence that answers by a rule needs to be as likely
    to answer another as any that answers two."""
    sure, model = words.relations.rules, pair_model(annotated.language)
    links = list(find_links(annotated, drafts, words))
    weighed = [] if model is None else weigh_pairs(annotated, drafts, actors, links, model, words)
    taken = [x for x in links if sure[x.rule] >= words.relations.threshold]
    if model is not None:
        taken = _unrefuted(taken, drafts, weighed, model)
    for link in sorted(taken, key=lambda x: (-sure[x.rule], x.source, x.target)):
        yield link, _confidence(drafts[link.source], drafts[link.target], sure[link.rule], words)
    if model is not None:
        yield from _beside_rules(learnt_links(weighed, model, words), taken, drafts, model)


def _beside_rules(
    learnt: Iterable[tuple[Link, float]], taken: Sequence[Link], drafts: Sequence[Draft], model: PairModel
) -> Iterator[tuple[Link, float]]:
    """The links of the model between sentences that the links of rules leave unrelated."""
    linked = {_sentences(drafts, link) for link in taken}
    answering = {drafts[link.source].sentence for link in taken if len(_sentences(drafts, link)) > 1}
    for link, chance in learnt:
        again = drafts[link.source].sentence in answering and chance < model.second
        if not again and _sentences(drafts, link) not in linked:
            yield link, chance


def _unrefuted(
    links: Sequence[Link], drafts: Sequence[Draft], weighed: Sequence[Weighed], model: PairModel
) -> list[Link]:
    """The links of rules without those of which the model finds the opposite much likelier."""
    of_pair = {pair.sentences: pair for pair in weighed}
    beside = ((link, of_pair.get(_sentences(drafts, link))) for link in links)
    return [link for link, pair in beside if pair is None or not refuted(pair, link.type, model)]


def _sentences(drafts: Sequence[Draft], link: Link) -> frozenset[int]:
    return frozenset({drafts[link.source].sentence, drafts[link.target].sentence})


def _confidence(source: Draft, target: Draft, rule: float, words: ClaimWords) -> float:
    """A rule's confidence, less where either claim is unsure."""
    least = words.relations.unsure_claim
    return round(rule * min(1.0, least + (1 - least) * min(source.confidence, target.confidence)), 3)


def _cue(annotated: AnnotatedDocument, draft: Draft) -> Span | None:
    """The connective before a claim that nobody is said to hold."""
    if draft.cue is None or draft.frame is not None:
        return None
    sentence = annotated.sentences[draft.sentence]
    return sentence.raw(sentence.doc[draft.cue[0] : draft.cue[1]])


@dataclass
class _History:
    """What was found of the claims so far: by claim, what it supports by which rule, and whom it weighs."""

    supported: dict[int, tuple[int, str]] = field(default_factory=dict)
    weighed: dict[int, int] = field(default_factory=dict)

    def note(self, claim: int, link: Link) -> None:
        if link.rule == "weighing":
            self.weighed[claim] = link.target
        if link.type == "supports" and link.source == claim:
            self.supported[claim] = (link.target, link.rule)


def find_links(annotated: AnnotatedDocument, drafts: Sequence[Draft], words: ClaimWords) -> Iterator[Link]:
    """The relations between drafts as the rules find them, claim by claim in document order."""
    limits = words.relations
    main = [i for i, d in enumerate(drafts) if d.within is None and d.confidence >= limits.least]
    history = _History()
    for n, i in enumerate(main):
        earlier = tuple(
            j
            for j in main[max(0, n - limits.named_back) : n]
            if _same_division(annotated, drafts[i], drafts[j])
        )
        around = Surroundings(annotated, drafts, i, earlier, history.supported, history.weighed, words)
        links = list(links_inside(around))
        if not any(link.rule == "verdict" for link in links):
            links += links_around(around)
        for link in links:
            history.note(i, link)
            yield link


def _same_division(annotated: AnnotatedDocument, a: Draft, b: Draft) -> bool:
    return annotated.sentences[a.sentence].record.division == annotated.sentences[b.sentence].record.division


def links_inside(around: Surroundings) -> Iterator[Link]:
    """What a claim does to other claims of its sentence, by every rule that applies."""
    first = around.first_of_sentence
    same = takewhile(
        lambda j: around.drafts[j].sentence == around.own.sentence, range(first, len(around.drafts))
    )
    for j in same:
        for name, rule in SENTENCE_RULES.items():
            sign = rule(around, j)
            if sign is not None:
                yield Link(around.i, j, sign, name)


def links_around(around: Surroundings) -> tuple[Link, ...]:
    """The links between a claim and those before it, by the first rule that applies; none when no rule does,
    or when the one that does finds no claim to link."""
    for name, rule in NEIGHBOUR_RULES.items():
        edges = rule(around)
        if edges is not None:
            return tuple(Link(source, target, sign, name) for source, target, sign in edges)
    return ()
