"""A reported position in its sentence, as the rules about its holder see it, and what such a rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regesta.extract.propose.claims.attribution import Attribution
from regesta.extract.propose.claims.drafts import Holder, holder_by
from regesta.extract.propose.claims.noun_phrases import person_spoken_of
from regesta.extract.propose.claims.scholars import Scholars

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords
    from regesta.extract.propose.mentions.layer import MentionLayer


@dataclass(frozen=True)
class Report:
    """One frame in its sentence, as the rules about holders see it; `before` is the holder of the last
    attributed claim near by."""

    frame: Attribution
    sentence: int
    doc: Doc
    before: Holder | None
    scholars: Scholars
    words: ClaimWords

    @property
    def layer(self) -> MentionLayer:
        return self.scholars.layer

    @property
    def verb(self) -> Token:
        return self.doc[self.frame.verb]

    @property
    def head(self) -> Token:
        """The head of the holder's noun phrase; the frame's word where it has none."""
        return self.doc[self.frame.holders[0]] if self.frame.holders else self.verb

    @property
    def lemma(self) -> str:
        return self.head.lemma_.lower()

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the reporting verb."""
        return self.words.verbs.of(self.frame.lemma)

    @cached_property
    def says(self) -> bool:
        """Whether the verb reports words or a position."""
        return bool(self.kinds & {"saying", "position"})

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The actors that the holder's noun phrases name."""
        found: list[str] = []
        for head in self.frame.holders:
            first = head == self.frame.holders[0]
            single = self.layer.actor_at(self.sentence, head)
            found += self.layer.actors_of(self.doc[head]) if first else filter(None, (single,))
        return tuple(dict.fromkeys(found))

    def spoken_before(self, *voices: str) -> bool:
        """Whether the holder before speaks in one of some voices."""
        return self.before is not None and self.before.voice in voices

    @cached_property
    def just_spoken_of(self) -> Holder | None:
        """The person whom the sentence before is about, for a pronoun that may mean one person; None for
        none."""
        one = self.head.lower_ in self.words.holders.singular_pronouns
        name = person_spoken_of(self.layer, self.sentence - 1) if one and self.sentence else None
        if name is None:
            return None
        return holder_by("pronoun_subject", (name,), self.scholars.voice(name), self.words)

    @property
    def scholar_just_spoken_of(self) -> Holder | None:
        """The person whom the sentence before is about, if he is a scholar: more likely whom a pronoun means
        than whoever held something before that."""
        found = self.just_spoken_of
        return found if found is not None and found.voice == "scholar" else None

    def as_before(self, rule: str, *, actor: bool = False) -> Holder | None:
        """The holder before; as an actor when asked."""
        if self.before is None:
            return None
        return holder_by(rule, self.before.names, "actor" if actor else self.before.voice, self.words)


#: What a rule says: the holder, NOBODY when it applies and nobody holds the position, None when it does not
#: apply.
Rule = Callable[[Report], Holder | None]


def first_of(rules: tuple[Rule, ...], report: Report) -> Holder | None:
    """What the first rule says that applies."""
    return next((found for rule in rules if (found := rule(report)) is not None), None)
