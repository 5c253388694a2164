"""Who is meant where: every mention of an actor in every sentence, and the actors they add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.authority import Authority
from regesta.extract.propose.mentions.contemporaries import contemporaries
from regesta.extract.propose.mentions.find import NameFinder
from regesta.extract.propose.mentions.inventory import Inventory, take_stock
from regesta.extract.propose.mentions.matches import MentionMatch, PlaceMatch
from regesta.extract.propose.mentions.pronouns import resolve_pronouns
from regesta.extract.propose.mentions.words import MentionWords, mention_words
from regesta.extract.record import Actor, ActorKind, Mention, content_id

if TYPE_CHECKING:
    from spacy.tokens import Token

PROPOSER = "mentions.v1"

__all__ = [
    "MentionLayer",
    "MentionMatch",
    "PlaceMatch",
    "mention_layer",
    "propose_actors",
    "propose_mentions",
]


@dataclass(frozen=True, slots=True)
class MentionLayer:
    """Actors and places over the tokens of an annotated document; sentence indexes are those of
    `annotated.sentences`."""

    annotated: AnnotatedDocument
    kinds: Mapping[str, str]
    inventory: Inventory
    authority: Authority
    _mentions: tuple[tuple[MentionMatch, ...], ...]
    _places: tuple[tuple[PlaceMatch, ...], ...]
    _index: Mapping[int, int]

    @property
    def lexicon(self) -> MentionWords:
        """The words of mention finding in the document's language."""
        return mention_words(self.annotated.language)

    def over(self, annotated: AnnotatedDocument) -> MentionLayer:
        """The layer over some of its sentences; `annotated` holds them, in the same order."""
        place = {s.record.id: k for k, s in enumerate(self.annotated.sentences)}
        kept = [place[s.record.id] for s in annotated.sentences]
        return replace(
            self,
            annotated=annotated,
            _mentions=tuple(self._mentions[k] for k in kept),
            _places=tuple(self._places[k] for k in kept),
            _index={id(s.doc): k for k, s in enumerate(annotated.sentences)},
        )

    def mentions(self, sentence: int) -> tuple[MentionMatch, ...]:
        """The mentions of one sentence in token order, none overlapping."""
        return self._mentions[sentence]

    def places(self, sentence: int) -> tuple[PlaceMatch, ...]:
        """The names of one sentence that are places there."""
        return self._places[sentence]

    def actor_at(self, sentence: int, token: int) -> str | None:
        """The canonical actor a token is part of a mention of, or None."""
        return next((m.actor for m in self._mentions[sentence] if m.start_token <= token < m.end_token), None)

    def mention_at(self, sentence: int, token: int) -> MentionMatch | None:
        """The mention a token is part of, or None."""
        return next((m for m in self._mentions[sentence] if m.start_token <= token < m.end_token), None)

    def place_at(self, sentence: int, token: int) -> str | None:
        """The place a token is part of the name of, or None."""
        return next((p.place for p in self._places[sentence] if p.start_token <= token < p.end_token), None)

    def actor_of(self, token: Token) -> str | None:
        """As `actor_at`, for a token of one of the document's parsed sentences."""
        index = self._index.get(id(token.doc))
        return None if index is None else self.actor_at(index, token.i)

    def actors_of(self, token: Token) -> tuple[str, ...]:
        """The actors a noun phrase stands for, by its head token: itself, its coordinated nouns, and where
        the head is no name, the name that stands in apposition to it, before it ("Ambassador Shtykov") or
        owns it as a group ("the leaders of Egypt")."""
        index = self._index.get(id(token.doc))
        if index is None:
            return ()
        out: list[str] = []
        for noun in (token, *conjuncts(token)):
            found = self._phrase(index, noun)
            if found is not None and found not in out:
                out.append(found)
        return tuple(out)

    def _phrase(self, sentence: int, noun: Token) -> str | None:
        direct = self.actor_at(sentence, noun.i)
        if direct is not None:
            return direct
        for child in noun.children:
            if child.dep_ == grammar.APPOSITION or (
                child.dep_ in (grammar.COMPOUND, grammar.NOUN_MODIFIER) and noun.i - child.i <= 2
            ):
                found = self.actor_at(sentence, child.i)
                if found is not None and self.kinds.get(found) == "person":
                    return found
        return None


def conjuncts(token: Token) -> list[Token]:
    """The nouns coordinated after a token: of "Eden and Mollet" at Eden, [Mollet]."""
    out: list[Token] = []
    stack = [token]
    while stack:
        current = stack.pop()
        for child in current.children:
            if child.dep_ == grammar.CONJUNCT and child.i > current.i:
                out.append(child)
                stack.append(child)
    return sorted(out, key=lambda t: t.i)


def mention_layer(annotated: AnnotatedDocument, authority: Authority) -> MentionLayer:
    """The mentions and places of a parsed document: names, metonyms and owning adjectives first, then the
    pronouns only one of them fits."""
    authority = contemporaries(annotated, authority)
    inventory = take_stock(annotated, authority)
    finder = NameFinder(annotated, authority, inventory)
    named: list[list[MentionMatch]] = []
    places: list[tuple[PlaceMatch, ...]] = []
    for k in range(len(annotated.sentences)):
        found, where = finder.read(k)
        named.append(found)
        places.append(tuple(where))
    mentions = resolve_pronouns(annotated, named, finder.kinds)
    index = {id(s.doc): k for k, s in enumerate(annotated.sentences)}
    return MentionLayer(
        annotated, finder.kinds, inventory, authority, tuple(tuple(m) for m in mentions), tuple(places), index
    )


def propose_mentions(annotated: AnnotatedDocument, layer: MentionLayer) -> list[Mention]:
    """One mention record per place where an actor is meant, in document order."""
    out: list[Mention] = []
    for k, sentence in enumerate(annotated.sentences):
        for m in layer.mentions(k):
            span = _raw(sentence, m)
            out.append(
                Mention(
                    id=content_id("mention", annotated.document.id, list(span), m.actor),
                    document=annotated.document.id,
                    confidence=m.confidence,
                    proposer=PROPOSER,
                    span=span,
                    actor=m.actor,
                    form=m.form,
                    sentence=sentence.record.id,
                    quote=annotated.document.text[span[0] : span[1]],
                )
            )
    return out


def _raw(sentence: AnnotatedSentence, m: MentionMatch) -> tuple[int, int]:
    """The raw span of a mention, its longest part where a note interrupts it."""
    parts = sentence.raw_parts(sentence.doc[m.start_token : m.end_token])
    return max(parts, key=lambda p: p[1] - p[0])


def propose_actors(annotated: AnnotatedDocument, layer: MentionLayer) -> list[Actor]:
    """One actor record per actor mentioned, by first mention: its kind, the forms met in the text and the
    authority's names and identifiers."""
    order: dict[str, float] = {}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for k, sentence in enumerate(annotated.sentences):
        for m in layer.mentions(k):
            order[m.actor] = max(order.get(m.actor, 0.0), m.confidence)
            if m.form != "pronoun":
                forms[m.actor][sentence.doc[m.start_token : m.end_token].text] += 1
    out = []
    for name, confidence in order.items():
        entry = layer.authority.entry(name)
        person = layer.inventory.persons.get(name)
        seen = [f for f, _ in forms[name].most_common() if f != name]
        aliases = dict.fromkeys([*seen, *(person.forms if person else ())])
        aliases.pop(name, None)
        out.append(
            Actor(
                id=content_id("actor", annotated.document.id, name),
                document=annotated.document.id,
                confidence=round(confidence, 2),
                proposer=PROPOSER,
                name=name,
                actor_kind=_kind(layer.kinds.get(name, "organisation")),
                aliases=tuple(aliases),
                identifiers=entry.identifiers if entry else (),
                dates=entry.dates if entry else "",
            )
        )
    return out


def _kind(kind: str) -> ActorKind:
    if kind == "person":
        return "person"
    if kind == "state":
        return "state"
    if kind == "group":
        return "group"
    if kind == "school":
        return "school"
    return "organisation"
