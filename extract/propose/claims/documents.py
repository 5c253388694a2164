"""Who wrote the document that a noun names: "Shikin's report", "a letter from the envoy", "the memorandum"
whose note says by whom it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.drafts import Holder, holder_by, the_author
from regesta.extract.propose.claims.noun_phrases import last_subject, phrase_name
from regesta.extract.propose.claims.syntax import governed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from regesta.extract.propose.claims.lexicon import ClaimWords
    from regesta.extract.propose.claims.scholars import Scholars
    from regesta.extract.propose.mentions.layer import MentionLayer
    from regesta.extract.record import Voice


@dataclass(frozen=True)
class DocumentNoun:
    """A noun that names a document, in its sentence; `kinds` are those of the verb it is the subject of."""

    sentence: int
    head: Token
    kinds: frozenset[str]
    scholars: Scholars

    @property
    def layer(self) -> MentionLayer:
        return self.scholars.layer

    @property
    def words(self) -> ClaimWords:
        return self.scholars.words

    @property
    def lemma(self) -> str:
        return self.head.lemma_.lower()

    @cached_property
    def owners(self) -> list[Token]:
        """Its genitives: "Shikin's report"."""
        return [c for c in self.head.children if c.dep_ == grammar.POSSESSOR]

    @cached_property
    def senders(self) -> list[Token]:
        """Whom a by- or from-phrase anywhere below it names, but for who received or found it."""
        holders = self.words.holders
        return [
            noun
            for c in self.head.subtree
            if c.lower_ in holders.sender_prepositions
            and c.dep_ in (grammar.PREPOSITION, grammar.BY_AGENT)
            and c.head.lemma_ not in holders.receiving_verbs
            for noun in c.children
            if noun.dep_ == grammar.PREPOSITION_OBJECT
        ]

    @cached_property
    def writers(self) -> list[Token]:
        """Whom its own by-, from- or of-phrase names."""
        return governed(self.head, self.words.holders.writer_prepositions)


def document_holder(noun: DocumentNoun) -> Holder:
    """Who wrote the document, by the first rule that finds somebody; else the document itself."""
    found = (rule(noun) for rule in DOCUMENT_RULES)
    return next((holder for holder in found if holder is not None), _itself(noun))


def named_writer(noun: DocumentNoun) -> Holder | None:
    """An actor in its genitive or its by-, from- or of-phrase."""
    return _actor("document_named", (*noun.owners, *noun.senders, *noun.writers), noun)


def noted_writer(noun: DocumentNoun) -> Holder | None:
    """The writer that a note of the sentence, or the next note on, names for a document of that kind
    ("Report by X")."""
    sentences = noun.layer.annotated.sentences
    for k in range(noun.sentence, min(noun.sentence + noun.words.weights.note_window, len(sentences))):
        found = next((name for note in sentences[k].footnotes if (name := _writer_in(note, noun))), "")
        if found:
            return holder_by("document_noted", (found,), "document", noun.words)
        if sentences[k].footnotes:
            return None
    return None


def _writer_in(note: str, noun: DocumentNoun) -> str:
    span = noun.scholars.notes.get(note)
    if span is None:
        return ""
    text = " ".join(noun.layer.annotated.document.text[span[0] : span[1]].split())
    match = noun.words.holders.writer_pattern(noun.lemma).search(text)
    return match.group(1).rstrip(".,") if match and match.group(1)[0].isupper() else ""


def adjective_writer(noun: DocumentNoun) -> Holder | None:
    """An actor beside the noun: "the Foreign Office memorandum"."""
    beside = (grammar.COMPOUND, grammar.ADJECTIVE, grammar.NOUN_MODIFIER)
    return _actor("document_adjective", (c for c in noun.head.children if c.dep_ in beside), noun)


def described_writer(noun: DocumentNoun) -> Holder | None:
    """Somebody without a name in its genitive or by-phrase; for a pronoun the subject of the sentence
    before."""
    for token in (*noun.owners, *noun.senders):
        if token.pos_ in ("PROPN", "NOUN"):
            return holder_by("document_phrase", (phrase_name(token, noun.words),), "document", noun.words)
        found = last_subject(noun.sentence, noun.layer, noun.words)
        if found:
            return holder_by("document_last_subject", (found,), "document", noun.words)
    return None


def source_of_evidence(noun: DocumentNoun) -> Holder | None:
    """ "The sources show": what the writer infers from papers without a name."""
    if "evidence" in noun.kinds and noun.lemma in noun.words.holders.source_nouns:
        return the_author("document_evidence", noun.words)
    return None


#: Who wrote a document; the first rule that finds somebody says.
DOCUMENT_RULES: tuple[Callable[[DocumentNoun], Holder | None], ...] = (
    named_writer,
    noted_writer,
    adjective_writer,
    described_writer,
    source_of_evidence,
)


def _itself(noun: DocumentNoun) -> Holder:
    return holder_by("document_itself", (phrase_name(noun.head, noun.words),), "document", noun.words)


def _actor(rule: str, tokens: Iterable[Token], noun: DocumentNoun) -> Holder | None:
    names = next((n for token in tokens if (n := noun.layer.actors_of(token))), ())
    if not names:
        return None
    # A work stands for its author when it argues.
    voice: Voice = "scholar" if noun.scholars.is_scholar(names[0]) else "document"
    return holder_by(rule, names, voice, noun.words)
