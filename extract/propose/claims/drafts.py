"""A claim before it becomes a record, and who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.propose.claims.attribution import Attribution
from regesta.extract.record import Voice

if TYPE_CHECKING:
    from regesta.extract.propose.claims.lexicon import ClaimWords


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose claim it is; `sure` 0..1 is how far the resolution can be trusted, `rule` what resolved it."""

    names: tuple[str, ...]
    voice: Voice
    sure: float = 0.9
    rule: str = ""


#: What a rule about holders answers when it applies and nobody holds the position.
NOBODY = Holder((), "author", 0.0)


def holder_by(rule: str, names: tuple[str, ...], voice: Voice, words: ClaimWords) -> Holder:
    """A holder as sure as its rule is."""
    return Holder(names, voice, words.weights.holders[rule], rule)


def the_author(rule: str, words: ClaimWords) -> Holder:
    """The writer of the document as holder."""
    return holder_by(rule, (words.holders.author,), "author", words)


def unnamed_scholars(rule: str, words: ClaimWords) -> Holder:
    """Scholars whom the text does not name, as holder."""
    return holder_by(rule, (words.holders.unnamed,), "school", words)


@dataclass(frozen=True, slots=True)
class Draft:
    """Tokens of one sentence that somebody holds, and how sure that is (0..1). `opening` is the kind of
    connective before it, `within` the place, among the sentence's drafts, of the claim that reports it,
    `notes` the ids of the footnotes cited for it when they are not the sentence's own."""

    sentence: int
    content: tuple[int, int]
    cue: tuple[int, int] | None
    holder: Holder
    confidence: float
    opening: str = ""
    frame: Attribution | None = None
    within: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def attributed(self) -> bool:
        """Whether the sentence says of somebody else than the writer that he holds it."""
        return self.frame is not None and self.holder.voice != "author"
