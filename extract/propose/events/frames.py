"""A word with the frame it fits: the candidate that becomes an event, and the choice among competing
frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.propose.events.arguments import Arguments
from regesta.extract.propose.events.lexicon import EventLexicon, VerbFrame

if TYPE_CHECKING:
    from spacy.tokens import Token


#: How far the needs of a frame are met when they all are.
ALL_MET = 2
#: Needs of somebody, some time or some place. Any other need is of what makes the verb mean this type: a
#: frame that misses only these fits better than one that misses its infinitive.
_CIRCUMSTANCES = frozenset({"agent", "named", "someone", "addressed", "dated", "place"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, the frame it fits, and who stands in its slots; `carrier` is the light verb over a noun,
    `present` what it has, in the words of `needs`; `reason` says why this frame."""

    word: Token
    frame: VerbFrame
    arguments: Arguments
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str
    objects: tuple[Token, ...]
    present: frozenset[str]
    carrier: Token | None = None
    reason: str = ""

    @property
    def noun(self) -> bool:
        """Whether the event is named by a noun alone."""
        return self.word.pos_ in ("NOUN", "PROPN") and self.carrier is None

    def satisfied(self, more: Iterable[str] = ()) -> bool:
        """Whether everything the frame needs is there, with `more` besides."""
        there = {*self.present, *more}
        return all(there & set(need) for need in self.frame.needs)


@dataclass(frozen=True, slots=True)
class FrameFit:
    """One frame tried on a word: the `key` it stands under in the lexicon and its place among the frames
    tried, the more specific keys first and in one key the rows of the table from top to bottom."""

    candidate: Candidate
    key: str
    place: int

    @property
    def score(self) -> tuple[int, int, int]:
        """What is compared, the higher the better: how far the needs are met, how few are missing that make
        the sense, then the place."""
        return (self.met, -self._senses_missing, -self.place)

    @property
    def _senses_missing(self) -> int:
        """How many needs are not met that no participant, time or place would meet."""
        there = self.candidate.present
        return sum(
            there.isdisjoint(need) and _CIRCUMSTANCES.isdisjoint(need) for need in self.candidate.frame.needs
        )

    @property
    def met(self) -> int:
        """ALL_MET when all needs are met, 1 when a date would meet the last of them, else 0."""
        if self.candidate.satisfied():
            return ALL_MET
        return 1 if self.candidate.satisfied(["dated"]) else 0

    @property
    def reason(self) -> str:
        """Why it is chosen, in a few words."""
        met = ("its needs are not met", "its needs are met once it is dated", "its needs are met")[self.met]
        wanted = f" with an object of {' or '.join(f)}" if (f := self.candidate.frame.object) else ""
        return f"{self.candidate.frame.type} by {self.key!r}{wanted}; {met}"


def best(fits: Iterable[FrameFit]) -> FrameFit | None:
    """The frame that fits best, None when none was tried; `fits` come in the order of their places.

    A best whose needs are not met is kept: what its sentence lends it may still meet them, and if nothing
    does no event is proposed.
    """
    found: FrameFit | None = None
    for fit in fits:
        if found is None or fit.score > found.score:
            found = fit
        if found.met == ALL_MET:
            break  # what comes later stands lower, so it need not be tried
    return found


def names_act(made: Candidate, obj: Token, lexicon: EventLexicon) -> bool:
    """Whether the object noun names the very act its verb carries ("launched an attack"), not another one
    ("ordered an attack")."""
    if obj.i == made.word.i:
        return False
    lemma, kind = obj.lemma_.lower(), made.frame.type
    frames = lexicon.nouns.get(lemma, ())
    carried = bool(frames) and kind != "Deployment"
    return (
        (kind == "Communication" and lexicon.is_of(lemma, "message"))
        or (kind == "Appointment" and lexicon.is_of(lemma, "post"))
        or any(f.type == kind for f in frames)
        or (carried and made.word.lemma_.lower() in lexicon.words.frames.carrying)
    )
