"""The actors and places that fill a slot of an event, out of the mention layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.lexicon import Lexicon
from regesta.extract.propose.mentions.layer import MentionLayer

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Prepositions that lead to where something happens.
PLACE_PREPOSITIONS = (
    "in",
    "at",
    "to",
    "into",
    "on",
    "near",
    "from",
    "across",
    "inside",
    "outside",
    "over",
    "through",
    "towards",
    "toward",
    "around",
    "along",
    "of",
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Reads actors off the tokens of one sentence; `sentence` is its index in the layer."""

    layer: MentionLayer
    sentence: int
    lexicon: Lexicon

    def actors(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """The canonical actors the heads refer to, each once, in order."""
        out: dict[str, None] = {}
        for token in tokens:
            for name in self._of(token):
                out[name] = None
        return tuple(out)

    def _of(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        """The actors of one head: itself; an apposition; the modifier an organ stands for ("the Chinese
        leadership"); what a partitive parts."""
        named = self.layer.actor_at(self.sentence, token.i)
        if named:
            return (named,)
        if depth > 2 or token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"):
            return ()
        before = [
            c
            for c in token.children
            if c.i < token.i and c.dep_ in (grammar.COMPOUND, grammar.NOUN_MODIFIER, grammar.FLAT_NAME)
        ]
        for child in [c for c in token.children if c.dep_ == grammar.APPOSITION] + (
            before if token.pos_ == "PROPN" else []
        ):
            name = self.layer.actor_at(self.sentence, child.i)
            if name:
                return (name,)
        lemma = token.lemma_.lower()
        if lemma in self.lexicon.organs:
            owners = [
                c
                for c in token.children
                if c.dep_ in (grammar.ADJECTIVE, grammar.COMPOUND, grammar.NOUN_MODIFIER, grammar.POSSESSOR)
                and c.i < token.i
            ]
            owners += (
                [
                    p
                    for c in token.children
                    if c.dep_ == grammar.PREPOSITION and c.lower_ == "of"
                    for p in c.children
                    if p.dep_ == grammar.PREPOSITION_OBJECT
                ]
                if lemma not in ("leader", "commander", "officer", "minister")
                else []
            )
            found = [n for c in owners for n in [self.layer.actor_at(self.sentence, c.i)] if n]
            if found:
                return tuple(dict.fromkeys(found))
        if lemma in self.lexicon.partitives:
            below = [
                p
                for c in token.children
                if c.dep_ == grammar.PREPOSITION and c.lower_ in ("of", "from")
                for p in c.children
                if p.dep_ == grammar.PREPOSITION_OBJECT
            ]
            return tuple(n for p in below for n in self._of(p, depth + 1))
        return ()

    def place(self, heads: Iterable[Token]) -> str:
        """The first place name among the heads or just inside their phrases, else empty."""
        for token in heads:
            for part in (
                token,
                *(
                    c
                    for c in token.children
                    if c.dep_
                    in (grammar.COMPOUND, grammar.ADJECTIVE, grammar.APPOSITION, grammar.NOUN_MODIFIER)
                ),
            ):
                name = self.layer.place_at(self.sentence, part.i)
                if name:
                    return name
        return ""

    def is_place(self, token: Token) -> bool:
        """Whether the token names a place."""
        return self.layer.place_at(self.sentence, token.i) is not None or token.ent_type_ in (
            "GPE",
            "LOC",
            "FAC",
        )
