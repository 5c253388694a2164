"""The language seam: mentions, events, decisions and claims of a language that is no part of Regesta.

The pack beside this file is a little Esperanto (`eo/`), the parses are hand-made, and nothing else is given:
what is
found rests on no word of English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from regesta.extract.annotate import AnnotatedDocument, annotate, grammar
from regesta.extract.annotate.models import ModelError
from regesta.extract.authority.reading import Authority, Entry, build
from regesta.extract.propose.claims.proposing import propose_claims
from regesta.extract.propose.events.decisions import propose_decisions
from regesta.extract.propose.events.proposing import propose_events
from regesta.extract.propose.mentions.layer import (
    MentionLayer,
    mention_layer,
    propose_actors,
    propose_mentions,
)
from regesta.extract.read.document import Document
from regesta.extract.record import Footnote, Sentence
from regesta.extract.text.languages import ENGLISH, LanguagePack

ESPERANTO = LanguagePack("eo", Path(__file__).parent / "eo")

VOCAB: Vocab = spacy.blank("xx").vocab

#: A word: text, lemma, part of speech, form, relation, index of its head.
Row = tuple[str, str, str, str, str, int]
G = grammar

REFUSAL: tuple[Row, ...] = (
    ("Egiptio", "Egiptio", "PROPN", G.NAME, G.SUBJECT, 1),
    ("malakceptis", "malakcepti", "VERB", G.PAST, G.ROOT, 1),
    ("la", "la", "DET", G.DETERMINER_TAG, G.DETERMINER, 3),
    ("planon", "plano", "NOUN", G.NOUN, G.OBJECT, 1),
    ("en", "en", "ADP", G.PREPOSITION_TAG, G.PREPOSITION, 1),
    ("majo", "majo", "NOUN", G.NOUN, G.PREPOSITION_OBJECT, 4),
    ("1924", "1924", "NUM", G.NUMERAL, G.NUMBER, 5),
    (".", ".", "PUNCT", "", G.PUNCTUATION, 1),
)
DENIAL: tuple[Row, ...] = (
    ("Ĝi", "ĝi", "PRON", G.PERSONAL_PRONOUN, G.SUBJECT, 2),
    ("ne", "ne", "PART", "", G.NEGATION, 2),
    ("malakceptis", "malakcepti", "VERB", G.PAST, G.ROOT, 2),
    ("la", "la", "DET", G.DETERMINER_TAG, G.DETERMINER, 4),
    ("proponon", "propono", "NOUN", G.NOUN, G.OBJECT, 2),
    (".", ".", "PUNCT", "", G.PUNCTUATION, 2),
)
POSITION: tuple[Row, ...] = (
    ("Prezidanto", "Prezidanto", "NOUN", G.NOUN, G.COMPOUND, 1),
    ("Amsel", "Amsel", "PROPN", G.NAME, G.SUBJECT, 2),
    ("asertas", "aserti", "VERB", G.PRESENT, G.ROOT, 2),
    ("ke", "ke", "SCONJ", G.PREPOSITION_TAG, G.SUBORDINATOR, 6),
    ("la", "la", "DET", G.DETERMINER_TAG, G.DETERMINER, 5),
    ("registaro", "registaro", "NOUN", G.NOUN, G.SUBJECT, 6),
    ("hezitis", "heziti", "VERB", G.PAST, G.CLAUSAL_COMPLEMENT, 2),
    (".", ".", "PUNCT", "", G.PUNCTUATION, 2),
)


def parse(rows: Iterable[Row], vocab: Vocab) -> Doc:
    """A hand-made parse, with a space between words and none before a full stop."""
    words, lemmas, pos, tags, deps, heads = (list(column) for column in zip(*rows, strict=True))
    spaces = [word != "." for word in [*words[1:], "."]]
    return Doc(vocab, words, spaces, pos=pos, tags=tags, lemmas=lemmas, deps=deps, heads=heads)


@dataclass
class HandMade:
    """A pipeline that knows the parse of some sentences, of any language."""

    sentences: tuple[tuple[Row, ...], ...]
    lang: str = "xx"
    vocab: Vocab = field(default_factory=lambda: VOCAB)

    @property
    def meta(self) -> dict[str, str]:
        return {"lang": self.lang, "name": "hand_made", "version": "1"}

    def pipe(self, texts: Iterable[str], batch_size: int = 1, n_process: int = 1) -> Iterator[Doc]:
        parses = {doc.text: doc for doc in (parse(rows, self.vocab) for rows in self.sentences)}
        return (parses[text] for text in texts)


def document_of(*sentences: tuple[Row, ...], language: str = "eo") -> Document:
    """A document of the sentences, the last with a note that cites Amsel."""
    text, records = "", []
    for rows in sentences:
        body = parse(rows, VOCAB).text
        span = (len(text), len(text) + len(body))
        records.append(Sentence(id=f"s{len(records)}", document="d", spans=(span,), division="I"))
        text += body + " "
    end = len(text) - 1
    text = f"{text.rstrip()}1 "
    note = "Karl Amsel, Historio de la haveno (Lepsiko: Moor, 1990), p. 4."
    footnote = Footnote(
        id="I.1",
        document="d",
        span=(len(text), len(text) + len(note)),
        number=1,
        marker=(end, end + 1),
        sentence=records[-1].id,
    )
    return Document(
        id="d", text=text + note, language=language, sentences=tuple(records), footnotes=(footnote,)
    )


@pytest.fixture(scope="module")
def authority() -> Authority:
    return build([Entry(label="Egiptio", kind="state", adjectives=("egipta",), metonyms=("Kairo",))])


def read(pack: LanguagePack, authority: Authority) -> tuple[AnnotatedDocument, MentionLayer]:
    """The three sentences by the rules of a pack."""
    sentences = (REFUSAL, DENIAL, POSITION)
    document = document_of(*sentences, language=pack.code)
    annotated = annotate(document, HandMade(sentences), pack)  # type: ignore[arg-type]  # no Language
    return annotated, mention_layer(annotated, authority)


def test_mentions_and_actors(authority: Authority) -> None:
    annotated, layer = read(ESPERANTO, authority)
    found = {(m.quote, m.actor, m.form) for m in propose_mentions(annotated, layer)}
    assert found == {
        ("Egiptio", "Egiptio", "name"),
        ("Ĝi", "Egiptio", "pronoun"),
        ("Amsel", "Karl Amsel", "name"),
    }
    assert {(a.name, a.actor_kind) for a in propose_actors(annotated, layer)} == {
        ("Egiptio", "state"),
        ("Karl Amsel", "person"),
    }


def test_events_and_decisions(authority: Authority) -> None:
    annotated, layer = read(ESPERANTO, authority)
    events = propose_events(annotated, layer)
    assert [(e.type, e.agents, e.factuality) for e in events] == [
        ("Rejection", ("Egiptio",), "asserted"),
        ("Rejection", ("Egiptio",), "denied"),
    ]
    assert events[0].date is not None
    assert events[0].date.edtf == "1924-05"
    decisions = propose_decisions(annotated, layer, events)
    assert [(d.decision, d.deciders, d.event) for d in decisions] == [("reject", ("Egiptio",), events[0].id)]


def test_claims(authority: Authority) -> None:
    annotated, layer = read(ESPERANTO, authority)
    text = annotated.document.text
    attributed = [c for c in propose_claims(annotated, layer) if c.voice != "author"]
    assert [(c.holder, text[slice(*c.content)]) for c in attributed] == [
        (("Karl Amsel",), "la registaro hezitis")
    ]
    assert text[slice(*attributed[0].cue or (0, 0))].startswith("asertas")


def test_english_finds_nothing_of_this(authority: Authority) -> None:
    annotated, layer = read(ENGLISH, authority)
    assert propose_events(annotated, layer) == []
    assert [c for c in propose_claims(annotated, layer) if c.voice != "author"] == []


def test_a_pipeline_of_another_language_is_refused() -> None:
    with pytest.raises(ModelError, match=r"reads 'en'.*read in 'eo'"):
        annotate(document_of(REFUSAL), HandMade((REFUSAL,), lang="en"), ESPERANTO)  # type: ignore[arg-type]
