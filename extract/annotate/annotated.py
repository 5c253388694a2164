"""A document with its sentences parsed: what every proposer reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.read.analysed import AnalysedText
from regesta.extract.read.document import Document
from regesta.extract.record import Sentence, Span
from regesta.extract.text.languages import ENGLISH, LanguagePack

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """One sentence: its record, its analysed text, and the spaCy Doc over exactly that analysed text."""

    record: Sentence
    analysed: AnalysedText
    doc: Doc
    footnotes: tuple[str, ...] = ()

    def raw(self, tokens: Tokens) -> Span:
        """The raw span of some of its tokens."""
        return self.analysed.span(tokens.start_char, tokens.end_char)

    def raw_parts(self, tokens: Tokens) -> tuple[Span, ...]:
        """The raw spans of some of its tokens, cut where a note interrupts the sentence."""
        return self.analysed.spans(tokens.start_char, tokens.end_char, self.record.spans)


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document and its annotated sentences, in document order; `model` is the pipeline's name and
    version, `language` the pack its proposers read by."""

    document: Document
    sentences: tuple[AnnotatedSentence, ...]
    model: str
    language: LanguagePack = ENGLISH
