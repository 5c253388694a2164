"""Examples of parts of sentences that nobody is said to hold: what they look like, and whether the annotation has a
claim there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.corpus.learning.pairs import annotated_sentences

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.attribution import Attribution
from regesta.extract.propose.claims.features import Unattributed
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.proposing import draft_claims
from regesta.extract.propose.claims.surroundings import Features, Surroundings
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Citation, Claim, Record, Sentence, Span
from regesta.extract.score.compare import overlap

#: A part is a claim when it shares so much with an annotated one, as scoring has it.
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A part of a sentence: its features, and whether anybody holds it by the annotation."""

    features: Features
    label: bool


class Onlooker:
    """A judge who finds everything likely and remembers what was asked of him."""

    floor = 0.0

    def __init__(
        self, annotated: AnnotatedDocument, frames: Sequence[Sequence[Attribution]], words: ClaimWords
    ) -> None:
        self._surroundings = Surroundings(annotated, frames, words)
        self.asked: list[tuple[int, Unattributed, str]] = []

    def chance(self, k: int, part: Unattributed, joint: str) -> float:
        """Always 1."""
        self.asked.append((k, part, joint))
        return 1.0

    def features(self, k: int, part: Unattributed, joint: str) -> Features:
        """What the part looks like where it stands."""
        return self._surroundings.features(k, part, joint)


def examples_of(
    annotated: AnnotatedDocument,
    layer: MentionLayer,
    gold: Sequence[Record],
    citations: Sequence[Citation] = (),
) -> list[Example]:
    """The parts that are left to the writer in the annotated sentences of a document; `citations` are those
    of its notes."""
    spans = [span for r in gold if isinstance(r, Sentence) for span in r.spans]
    places = annotated_sentences(annotated, spans)
    claims = [r.content for r in gold if isinstance(r, Claim)]
    onlookers: list[Onlooker] = []

    def judging(*seen: object) -> Onlooker:
        onlookers.append(Onlooker(*seen))  # type: ignore[arg-type]
        return onlookers[-1]

    draft_claims(annotated, layer, judging, citations)
    out = []
    for k, part, joint in onlookers[0].asked:
        if k in places:
            content = content_of(annotated, k, part)
            label = any(overlap(content, claim) >= _HALF for claim in claims)
            out.append(Example(onlookers[0].features(k, part, joint), label))
    return out


def content_of(annotated: AnnotatedDocument, k: int, part: Unattributed) -> Span:
    """Where a part stands in the raw text: its longest piece where a note interrupts it."""
    pieces = annotated.sentences[k].raw_parts(part.part)
    return max(pieces, key=lambda s: s[1] - s[0])
