"""Annotation: one parse per sentence, over exactly its analysed text, with its footnotes."""

from __future__ import annotations

import pytest

from regesta.extract.annotate import AnnotatedDocument, annotate, load_model
from regesta.extract.annotate.annotating import notes_by_sentence
from regesta.extract.annotate.models import installed
from regesta.extract.read.document import Document
from regesta.extract.record import Footnote, Sentence

pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
TEXT = "Nasser spoke in Cairo.1 The Foreign Office\nwas  silent.2"


@pytest.fixture(scope="module")
def annotated() -> AnnotatedDocument:
    sentences = (
        Sentence(id="s1", document="d", spans=((0, 23),)),
        Sentence(id="s2", document="d", spans=((24, 56),)),
    )
    notes = (
        Footnote(id="I.1", document="d", span=(0, 1), number=1, marker=(22, 23), sentence="s1"),
        Footnote(id="I.2", document="d", span=(0, 1), number=2, marker=(55, 56)),
        Footnote(id="I.3", document="d", span=(0, 1), number=3),
    )
    return annotate(Document(id="d", text=TEXT, sentences=sentences, footnotes=notes), load_model())


def test_one_parse_per_sentence_over_its_analysed_text(annotated: AnnotatedDocument) -> None:
    assert [s.doc.text for s in annotated.sentences] == [s.analysed.text for s in annotated.sentences]
    assert all(s.doc.has_annotation("DEP") for s in annotated.sentences)


def test_tokens_lead_back_to_the_raw_text(annotated: AnnotatedDocument) -> None:
    second = annotated.sentences[1]
    token = next(t for t in second.doc if t.text == "silent")
    start, end = second.raw(second.doc[token.i : token.i + 1])
    assert TEXT[start:end] == "silent"


def test_footnotes_belong_to_the_sentence_of_their_marker(annotated: AnnotatedDocument) -> None:
    assert [s.footnotes for s in annotated.sentences] == [("I.1",), ("I.2",)]
    assert notes_by_sentence(annotated.document) == {"s1": ("I.1",), "s2": ("I.2",)}


def test_the_model_is_named(annotated: AnnotatedDocument) -> None:
    assert annotated.model.startswith("en_core_web_")
