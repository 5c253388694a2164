"""Sentences of our own, parsed, with the actors in them: what the event rules read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from regesta.extract.annotate import annotate, load_model
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.annotate.models import installed
from regesta.extract.authority import Authority, load_authority, shipped_files
from regesta.extract.propose.events.candidates import candidates
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import EventLexicon, event_lexicon
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.mentions.layer import MentionLayer, mention_layer
from regesta.extract.read.document import Document
from regesta.extract.record import Sentence
from regesta.extract.text.languages import ENGLISH

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@lru_cache(maxsize=1)
def _tools() -> tuple[object, Authority]:
    return load_model(), load_authority(shipped_files())


@dataclass(frozen=True)
class Told:
    """Sentences told one after the other; `sentence` numbers count from 0."""

    annotated: AnnotatedDocument
    layer: MentionLayer
    lexicon: EventLexicon

    def doc(self, sentence: int = 0) -> Doc:
        return self.annotated.sentences[sentence].doc

    def sentence(self, sentence: int = 0) -> AnnotatedSentence:
        return self.annotated.sentences[sentence]

    def word(self, text: str, sentence: int = 0) -> Token:
        """The one token of that text."""
        (token,) = (t for t in self.doc(sentence) if t.text == text)
        return token

    def roles(self, sentence: int = 0) -> Roles:
        return Roles(self.layer, sentence, self.lexicon)

    def candidates(self, sentence: int = 0) -> list[Candidate]:
        return candidates(self.annotated.sentences[sentence], self.roles(sentence))

    def candidate(self, word: str, sentence: int = 0) -> Candidate:
        """The one candidate at a word."""
        (found,) = (c for c in self.candidates(sentence) if c.word.text == word)
        return found


def _tell(*sentences: str) -> Told:
    text, records = "", []
    for s in sentences:
        records.append(
            Sentence(id=f"s{len(records)}", document="d", spans=((len(text), len(text) + len(s)),))
        )
        text += s + " "
    nlp, authority = _tools()
    annotated = annotate(Document(id="d", text=text, sentences=tuple(records)), nlp)  # type: ignore[arg-type]
    return Told(annotated, mention_layer(annotated, authority), event_lexicon(ENGLISH))


@pytest.fixture(scope="session")
def tell() -> Callable[..., Told]:
    """`tell("one sentence", "another")` -> the sentences parsed, with their actors."""
    if not installed():
        pytest.skip("no language model of the known ones is installed")
    return _tell
