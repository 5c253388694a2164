"""The actors and places that fill a slot of an event, out of the mention layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import children
from regesta.extract.propose.events.lexicon import EventLexicon
from regesta.extract.propose.events.named_again import in_full, named_again
from regesta.extract.propose.mentions.layer import MentionLayer

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Partitives within one another that are followed ("some of the members of the party").
_DEEPEST = 2
_NAMING = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")


@dataclass(frozen=True, slots=True)
class Roles:
    """Reads actors off the tokens of one sentence; `sentence` is its index in the layer."""

    layer: MentionLayer
    sentence: int
    lexicon: EventLexicon

    def actors(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """The canonical actors the heads refer to, each once, in order."""
        return tuple(dict.fromkeys(name for token in tokens for name in self._of(token)))

    def _of(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        """The actors of one head: itself; an apposition; the modifier an organ stands for ("the Chinese
        leadership"); what a partitive parts; whoever a common noun names again ("the council")."""
        named = self.layer.actor_at(self.sentence, token.i)
        if named:
            return (in_full(named, token, self.layer, self.sentence, self.lexicon),)
        if depth > _DEEPEST or token.pos_ not in _NAMING:
            return ()
        return self._beside(token) or self._owners(token) or self._parted(token, depth) or self._again(token)

    def _again(self, token: Token) -> tuple[str, ...]:
        """Whoever a common noun names again."""
        meant = named_again(token, self.layer, self.sentence, self.lexicon)
        return (meant,) if meant else ()

    def _named(self, tokens: Iterable[Token]) -> list[str]:
        """The actors the tokens themselves are part of the name of."""
        found = (self.layer.actor_at(self.sentence, t.i) for t in tokens)
        return [name for name in found if name]

    def _beside(self, token: Token) -> tuple[str, ...]:
        """The first name in apposition to a head, or before a head that is a name."""
        beside = children(token, grammar.APPOSITION)
        if token.pos_ == "PROPN":
            before = children(token, grammar.COMPOUND, grammar.NOUN_MODIFIER, grammar.FLAT_NAME)
            beside += [c for c in before if c.i < token.i]
        return tuple(self._named(beside)[:1])

    def _owners(self, token: Token) -> tuple[str, ...]:
        """Whom an organ stands for: the names before it or under its "of"."""
        lemma = token.lemma_.lower()
        if lemma not in self.lexicon.organs:
            return ()
        words = self.lexicon.words
        before = children(
            token, grammar.ADJECTIVE, grammar.COMPOUND, grammar.NOUN_MODIFIER, grammar.POSSESSOR
        )
        owners = [c for c in before if c.i < token.i]
        if lemma not in words.roles.persons:
            owners += _under(token, words.arguments.genitive)
        return tuple(dict.fromkeys(self._named(owners)))

    def _parted(self, token: Token, depth: int) -> tuple[str, ...]:
        """The actors that a word which counts or parts is a part of."""
        if token.lemma_.lower() not in self.lexicon.partitives:
            return ()
        below = _under(token, self.lexicon.words.roles.partitive)
        return tuple(name for p in below for name in self._of(p, depth + 1))

    def place(self, heads: Iterable[Token]) -> str:
        """The first place name among the heads or just inside their phrases, else empty."""
        inside = (grammar.COMPOUND, grammar.ADJECTIVE, grammar.APPOSITION, grammar.NOUN_MODIFIER)
        parts = (part for head in heads for part in (head, *children(head, *inside)))
        names = (self.layer.place_at(self.sentence, part.i) for part in parts)
        return next((name for name in names if name), "")

    def is_place(self, token: Token) -> bool:
        """Whether the token names a place."""
        return self.layer.place_at(self.sentence, token.i) is not None or token.ent_type_ in (
            "GPE",
            "LOC",
            "FAC",
        )


def _under(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """The first nouns that the word's prepositions of these words govern."""
    return [
        p
        for c in children(token, grammar.PREPOSITION)
        if c.lower_ in prepositions
        for p in children(c, grammar.PREPOSITION_OBJECT)
    ]
