"""How likely a part of a sentence that nobody is said to hold is the writer's own claim: by the learnt model
of its language where there is one, else by weights set by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from regesta.extract.propose.claims.features import Unattributed, features
from regesta.extract.propose.claims.own_model import OwnModel, own_model
from regesta.extract.propose.claims.stance import chance
from regesta.extract.propose.claims.surroundings import Surroundings

if TYPE_CHECKING:
    from regesta.extract.annotate.annotated import AnnotatedDocument
    from regesta.extract.propose.claims.attribution import Attribution
    from regesta.extract.propose.claims.lexicon import ClaimWords


class Judge(Protocol):
    """What tells claims from narrative in one document."""

    @property
    def floor(self) -> float:
        """Below this nothing is proposed."""
        ...

    def chance(self, k: int, part: Unattributed, joint: str) -> float:
        """How likely a part of sentence k, which follows by `joint` what stands before it, is a claim
        (0..1)."""
        ...


@dataclass(frozen=True)
class ByHand:
    """The hand-set weights of a language pack, over the part alone."""

    words: ClaimWords

    @property
    def floor(self) -> float:
        return self.words.weights.floor

    def chance(self, k: int, part: Unattributed, joint: str) -> float:
        return chance(features(part), self.words)


@dataclass(frozen=True)
class Learnt:
    """A learnt model, over the part and what stands around it."""

    model: OwnModel
    surroundings: Surroundings

    @property
    def floor(self) -> float:
        return self.model.floor

    def chance(self, k: int, part: Unattributed, joint: str) -> float:
        return self.model.chance(self.surroundings.features(k, part, joint))


#: What gives a document its judge.
Judging = Callable[["AnnotatedDocument", "Sequence[Sequence[Attribution]]", "ClaimWords"], Judge]


def by_hand(
    annotated: AnnotatedDocument, frames: Sequence[Sequence[Attribution]], words: ClaimWords
) -> Judge:
    """The judge by hand-set weights, whatever the language has."""
    return ByHand(words)


def judge_of(
    annotated: AnnotatedDocument, frames: Sequence[Sequence[Attribution]], words: ClaimWords
) -> Judge:
    """The judge of a document: learnt where its language has a model."""
    model = own_model(annotated.language)
    return ByHand(words) if model is None else Learnt(model, Surroundings(annotated, frames, words))
