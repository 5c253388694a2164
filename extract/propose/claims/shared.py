"""Which claims say the same, whoever holds them: pairs with words in common, compared by who acts, numbers,
denial and wording, and proposed as identities for review."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims.lexicon import ClaimWords, claim_words
from regesta.extract.propose.claims.syntax import SUBJECTS, by_agent
from regesta.extract.record import Claim, Identity, content_id
from regesta.extract.text.languages import LanguagePack

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from regesta.extract.propose.mentions.layer import MentionLayer

PROPOSER = "claims-shared.v1"
#: How alike claims are, and how likely they then say the same.
Rows = tuple[tuple[float, float], ...]
#: Words that say what is held.
_SAYING = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))


@dataclass(frozen=True, slots=True)
class SharedRules:
    """claims_same.toml; `agreeing` and `otherwise` hold rows (how alike, how likely the same), the most alike
    first, for claims whose main words agree and for others."""

    stem: int
    most: int
    least: int
    agreeing: Rows
    otherwise: Rows

    def chance(self, alike: float, agree: bool) -> float:
        """How likely two claims so alike say the same; 0 where nothing is proposed."""
        rows = self.agreeing if agree else self.otherwise
        return next((chance for least, chance in rows if alike >= least), 0.0)


@lru_cache(maxsize=8)
def shared_rules(pack: LanguagePack) -> SharedRules | None:
    """The rules of a language's claims_same.toml; None where the pack has none."""
    if "claims_same" not in pack.tables():
        return None
    table = pack.table("claims_same")
    return SharedRules(
        int(table["stem"]),
        int(table["most"]),
        int(table["least"]),
        _rows(table["agreeing"]),
        _rows(table["otherwise"]),
    )


def _rows(rows: Iterable[Mapping[str, float]]) -> Rows:
    return tuple(sorted(((float(row["alike"]), float(row["chance"])) for row in rows), reverse=True))


@dataclass(frozen=True, slots=True)
class Content:
    """What one claim holds, as it is compared: its words, the actors among them, the numbers it names; its
    main verb, the head of its subject, and who does what the verb says. `points` says that its subject points
    back to something ("this argument is wrong"), `denied` that it says that something is not so."""

    record: Claim
    words: frozenset[str]
    actors: frozenset[str]
    numbers: frozenset[str]
    verb: str
    subject: frozenset[str]
    acting: frozenset[str]
    points: bool
    denied: bool

    def agrees(self, other: Content) -> bool:
        """Whether two claims have the same main verb and the same subject."""
        return self.verb == other.verb and not self.subject.isdisjoint(other.subject)


def propose_shared(
    annotated: AnnotatedDocument, layer: MentionLayer, claims: Sequence[Claim]
) -> list[Identity]:
    """The pairs of claims of a document that likely say the same, in order of place. None is applied: what
    claims share is for a reviewer to say."""
    rules = shared_rules(annotated.language)
    if rules is None:
        return []
    contents = list(_contents(annotated, layer, claims, rules))
    weights = _weights(contents)
    out = []
    for i, j in sorted(_worth_comparing(contents, rules)):
        one, other = contents[i], contents[j]
        if len(one.words & other.words) < rules.least or apart(one, other):
            continue
        alike = likeness(one, other, weights)
        if chance := rules.chance(alike, one.agrees(other)):
            out.append(_identity(one.record, other.record, chance, alike))
    return out


def _contents(
    annotated: AnnotatedDocument, layer: MentionLayer, claims: Sequence[Claim], rules: SharedRules
) -> Iterator[Content]:
    """The claims as they are compared, in order of place; those whose sentence is not there are left out."""
    places = {s.record.id: k for k, s in enumerate(annotated.sentences)}
    for claim in sorted(claims, key=lambda c: (c.content, c.id)):
        if (k := places.get(claim.sentence)) is not None and (
            tokens := _tokens(annotated.sentences[k], claim)
        ):
            yield _content(claim, k, tokens, layer, rules)


def _tokens(sentence: AnnotatedSentence, claim: Claim) -> Tokens | None:
    """The tokens of a claim's content, None where there are none."""
    start, end = sentence.analysed.at(claim.spans[0][0]), sentence.analysed.at(claim.spans[-1][1])
    inside = [t.i for t in sentence.doc if start <= t.idx < end]
    return sentence.doc[inside[0] : inside[-1] + 1] if inside else None


def _content(claim: Claim, k: int, tokens: Tokens, layer: MentionLayer, rules: SharedRules) -> Content:
    words = claim_words(layer.annotated.language)
    saying = [t for t in tokens if t.pos_ in _SAYING]
    subject = [c for c in tokens.root.children if c.dep_ in SUBJECTS]
    return Content(
        claim,
        words=frozenset(_word(t, k, layer, rules) for t in saying),
        actors=_actors(tokens, k, layer),
        numbers=frozenset(t.text for t in saying if t.text.isdecimal()),
        verb=tokens.root.lemma_.lower()[: rules.stem],
        subject=frozenset(_word(t, k, layer, rules) for t in subject if t.pos_ != "PRON"),
        acting=_actors(_acting(tokens.root), k, layer),
        points=any(_points(t, words) for t in subject),
        denied=claim.negated or _denies(tokens, words),
    )


def _actors(tokens: Iterable[Token], k: int, layer: MentionLayer) -> frozenset[str]:
    """Whom some tokens mean."""
    return frozenset(who for t in tokens if (who := layer.actor_at(k, t.i)))


def _word(token: Token, k: int, layer: MentionLayer, rules: SharedRules) -> str:
    """A word as it is compared: an actor by name, others by their first letters."""
    who = layer.actor_at(k, token.i)
    return f"@{who}" if who else token.lemma_.lower()[: rules.stem]


def _denies(tokens: Tokens, words: ClaimWords) -> bool:
    """Whether a noun of a content is denied: "had no plan"."""
    return not words.function.negative_determiners.isdisjoint(t.lower_ for t in tokens)


def _points(subject: Token, words: ClaimWords) -> bool:
    """Whether a subject is a pronoun that points back, or a noun after one."""
    pointing = words.phrases.pointing_determiners
    return subject.lower_ in pointing or any(c.lower_ in pointing for c in subject.children)


def _acting(verb: Token) -> Iterator[Token]:
    """Who does what a verb says: its subject, or who stands after "by" in the passive."""
    for c in verb.children:
        if c.dep_ == grammar.SUBJECT:
            yield from (c, *c.conjuncts)
    if (agent := by_agent(verb)) is not None:
        yield from (agent, *agent.conjuncts)


def _weights(contents: Sequence[Content]) -> Mapping[str, float]:
    """How much each word tells, by how few of the claims have it."""
    having = Counter(w for c in contents for w in c.words)
    return {w: math.log((1 + len(contents)) / n) for w, n in having.items()}


def likeness(one: Content, other: Content, weights: Mapping[str, float]) -> float:
    """The share of what both say in what either says, each word by how much it tells; 0..1."""
    common = sum(weights[w] for w in one.words & other.words)
    return common / (sum(weights[w] for w in one.words | other.words) or 1.0)


def apart(one: Content, other: Content) -> bool:
    """Whether something is against it that two claims say the same: one denies, other numbers, others act,
    no actor in common, one only points back; or they are of one sentence."""
    a, b = one.record, other.record
    return (
        a.sentence == b.sentence
        or one.denied != other.denied
        or one.points
        or other.points
        or _differ(one.numbers, other.numbers)
        or _differ(one.acting, other.acting)
        or _differ(one.actors, other.actors)
    )


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _worth_comparing(contents: Sequence[Content], rules: SharedRules) -> set[tuple[int, int]]:
    """The pairs that have a word in common that not too many claims have."""
    having: dict[str, list[int]] = defaultdict(list)
    for i, content in enumerate(contents):
        for word in content.words:
            having[word].append(i)
    return {pair for rows in having.values() if len(rows) <= rules.most for pair in combinations(rows, 2)}


def _identity(one: Claim, other: Claim, chance: float, alike: float) -> Identity:
    return Identity(
        id=content_id("identity", one.document, one.id, other.id),
        document=one.document,
        proposer=PROPOSER,
        confidence=chance,
        spans=(one.content, other.content),
        one=one.id,
        other=other.id,
        type="claim",
        reason=f"the same in other words: {alike:.0%} of what either says",
        applied=False,
    )
