"""Who is meant by a noun that names somebody again: "the council" after the Common Council, "the mayor" after
Mayor Ahearn, "the Board" after the Board of Works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import children
from regesta.extract.propose.events.lexicon import EventLexicon
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.propose.mentions.matches import MentionMatch

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Words that only make a noun point to what was told.
_PLAIN = (grammar.DETERMINER, grammar.PUNCTUATION, grammar.CASE_MARKER)


def named_again(token: Token, layer: MentionLayer, sentence: int, lexicon: EventLexicon) -> str | None:
    """The actor that a definite singular noun without anything beside it means: the last one before it whose
    name has it as head, or a person whose title it is; None for a noun of no body or office."""
    lemma = token.lemma_.lower()
    if not _points(token, lexicon) or not _is_office_or_body(lemma, lexicon):
        return None
    return next(
        (m.actor for k, m in _before(token, layer, sentence, lexicon) if _is(lemma, k, m, layer)), None
    )


def in_full(actor: str, token: Token, layer: MentionLayer, sentence: int, lexicon: EventLexicon) -> str:
    """The longer name of a body that was named before and is called by its head alone ("the Board"); any
    other actor as it is."""
    word = actor.lower()
    if " " in actor or layer.kinds.get(actor) == "person" or not _is_office_or_body(word, lexicon):
        return actor
    before = (m.actor for _, m in _before(token, layer, sentence, lexicon) if " " in m.actor)
    return next((a for a in before if layer.kinds.get(a) != "person" and _head(a) == word), actor)


def _points(token: Token, lexicon: EventLexicon) -> bool:
    """Whether a noun points to what was told: singular, with "the" and nothing else."""
    if token.tag_ not in (grammar.NOUN, grammar.NAME):
        return False
    pointed = any(c.lower_ in lexicon.words.recall.pointing for c in children(token, grammar.DETERMINER))
    return pointed and not any(c.i < token.i and c.dep_ not in _PLAIN for c in token.children)


def _is_office_or_body(lemma: str, lexicon: EventLexicon) -> bool:
    return lemma in lexicon.organs or lemma in lexicon.role_nouns or lexicon.is_of(lemma, "body", "person")


def _before(
    token: Token, layer: MentionLayer, sentence: int, lexicon: EventLexicon
) -> Iterator[tuple[int, MentionMatch]]:
    """The mentions by name before a token, the nearest first, each with the index of its sentence."""
    last = max(0, sentence - lexicon.words.recall.back)
    for k in range(sentence, last - 1, -1):
        for m in reversed(layer.mentions(k)):
            if m.form != "pronoun" and (k < sentence or m.end_token <= token.i):
                yield k, m


def _is(lemma: str, sentence: int, m: MentionMatch, layer: MentionLayer) -> bool:
    """Whether a mention names somebody that a noun may name again: a body of that head, a person of that
    title."""
    if layer.kinds.get(m.actor) != "person":
        return " " in m.actor and _head(m.actor) == lemma
    doc = layer.annotated.sentences[sentence].doc
    titled = doc[max(0, m.start_token - 1) : m.end_token]
    return any(t.lower_ == lemma and t.is_title for t in titled)


def _head(name: str) -> str:
    """The head of a body's name, in lower case: of "Supreme Court of the State", court."""
    return name.partition(" of ")[0].split()[-1].lower()
