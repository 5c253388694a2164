"""What is found in one sentence: mentions of actors, names of places, and which tokens they take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regesta.extract.propose.mentions.sentence_words import SentenceWords
from regesta.extract.record import MentionForm

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class MentionMatch:
    """Tokens [start_token:end_token) of a sentence refer to `actor`; confidence 0..1; `adjective` marks an
    owning modifier ("Soviet policy")."""

    start_token: int
    end_token: int
    actor: str
    form: MentionForm = "name"
    confidence: float = 0.9
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Tokens [start_token:end_token) name a place."""

    start_token: int
    end_token: int
    place: str


@dataclass(slots=True)
class SentenceReading:
    """One sentence being read: its place in the document, its words, the one year it names, what was found
    and which tokens that takes."""

    index: int
    words: SentenceWords
    year: int | None
    mentions: list[MentionMatch] = field(default_factory=list)
    places: list[PlaceMatch] = field(default_factory=list)
    _taken: set[int] = field(default_factory=set)

    @property
    def doc(self) -> Doc:
        """The parsed sentence."""
        return self.words.doc

    def free(self, start: int, end: int) -> bool:
        """Whether nothing found stands at the tokens [start:end)."""
        return self._taken.isdisjoint(range(start, end))

    def add(self, match: MentionMatch | PlaceMatch | None) -> None:
        """Keep a match unless another already stands there."""
        if match is None or not self.free(match.start_token, match.end_token):
            return
        self._taken.update(range(match.start_token, match.end_token))
        if isinstance(match, MentionMatch):
            self.mentions.append(match)
        else:
            self.places.append(match)
