"""Plain objects answer what the parse they were made of answers."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from regesta.extract.annotate import AnnotatedDocument, AnnotatedSentence
from regesta.extract.annotate.light import LightDoc, forget, light, light_docs
from regesta.extract.read.analysed import AnalysedText
from regesta.extract.read.document import Document
from regesta.extract.record import Sentence

_WORDS = ["Hurst", ",", "Ward", "and", "Pell", "did", "not", "sell", "1946", "bonds", "in", "Port", "Ellen"]
#: One of them (8) hangs on a word behind it, and a pair of them crosses another.
_HEADS = [7, 0, 0, 2, 2, 7, 7, 7, 9, 7, 5, 12, 10]
_DEPS = ["nsubj", "punct", "conj", "cc", "conj", "aux", "neg", "ROOT", "nummod", "dobj", "prep", "compound",
         "pobj"]  # fmt: skip
_ASKED = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "whitespace_", "text_with_ws",
    "is_alpha", "is_punct", "is_quote", "is_space", "is_title", "like_num", "is_stop",
)  # fmt: skip
_RELATIVES = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


def _parsed() -> Doc:
    doc = Doc(
        spacy.blank("en").vocab,
        _WORDS,
        spaces=[False, *[True] * 11, False],
        heads=_HEADS,
        deps=_DEPS,
        lemmas=[w.lower() for w in _WORDS],
        tags=["NNP"] * len(_WORDS),
        pos=["PROPN"] * len(_WORDS),
        morphs=["Number=Sing", *[""] * 12],
    )
    doc.set_ents([Span(doc, 0, 1, label="PERSON"), Span(doc, 11, 13, label="GPE")])
    return doc


@pytest.fixture(name="both", scope="module")
def _both() -> tuple[Doc, LightDoc]:
    parsed = _parsed()
    return parsed, light_docs([parsed])[0]


def test_tokens_answer_alike(both: tuple[Doc, LightDoc]) -> None:
    for theirs, ours in zip(*both, strict=True):
        assert [getattr(theirs, a) for a in _ASKED] == [getattr(ours, a) for a in _ASKED]
        assert theirs.morph.get("Number") == ours.morph.get("Number")
        assert (theirs.head.i, len(theirs), str(theirs)) == (ours.head.i, len(ours), str(ours))
        for name in _RELATIVES:
            assert _places(getattr(theirs, name)) == _places(getattr(ours, name)), (name, theirs)
        assert (theirs.left_edge.i, theirs.right_edge.i) == (ours.left_edge.i, ours.right_edge.i)
        for other in range(len(_WORDS)):
            assert theirs.is_ancestor(both[0][other]) == ours.is_ancestor(both[1][other])


def test_neighbours_end_with_the_text(both: tuple[Doc, LightDoc]) -> None:
    doc = both[1]
    assert (doc[1].nbor().i, doc[1].nbor(-1).i, doc[-1].i) == (2, 0, len(_WORDS) - 1)
    for outside in (doc[0].nbor, doc[-1].nbor):
        with pytest.raises(IndexError):
            outside(-1 if outside == doc[0].nbor else 1)
    with pytest.raises(IndexError):
        doc[len(_WORDS)]


@pytest.mark.parametrize(
    ("start", "end"), [(None, None), (-3, None), (5, 2), (0, 99), (3, 3), (13, None), (8, 11)]
)
def test_spans_are_cut_and_answer_alike(both: tuple[Doc, LightDoc], start: int, end: int) -> None:
    theirs, ours = (doc[start:end] for doc in both)
    for name in ("start", "end", "text", "start_char", "end_char"):
        assert getattr(theirs, name) == getattr(ours, name)
    assert (len(theirs), _places(theirs)) == (len(ours), _places(ours))
    if len(theirs):
        assert (theirs.root.i, theirs[0].i, theirs[-1].i) == (ours.root.i, ours[0].i, ours[-1].i)
        assert (theirs[1:].text, theirs.orth_) == (ours[1:].text, ours.orth_)


def test_names_and_characters_lead_to_tokens(both: tuple[Doc, LightDoc]) -> None:
    theirs, ours = both
    assert (theirs.text, len(theirs)) == (ours.text, len(ours))
    assert [(e.start, e.end, e.label_, e.text) for e in theirs.ents] == [
        (e.start, e.end, e.label_, e.text) for e in ours.ents
    ]
    for place in ((1, 9), (7, 14)):
        found = [doc.char_span(*place, alignment_mode="expand") for doc in both]
        assert [(s.start, s.end) for s in found if s is not None] == [(found[0].start, found[0].end)] * 2
        assert ours.char_span(*place) is None


def test_a_span_is_equal_to_one_of_the_same_tokens(both: tuple[Doc, LightDoc]) -> None:
    doc = both[1]
    assert doc[1:3] == doc[1:3] != doc[1:4]
    assert len({doc[1:3], doc[1:3]}) == 1
    assert doc[1:3] != light_docs([both[0]])[0][1:3]


def test_what_is_forgotten_is_freed_without_the_collector() -> None:
    parsed = _parsed()
    record = Sentence(id="s1", document="d", spans=((0, len(parsed.text)),))
    sentence = AnnotatedSentence(record, AnalysedText(parsed.text, tuple(range(len(parsed.text)))), parsed)
    annotated = light(AnnotatedDocument(Document(id="d", text=parsed.text), (sentence,), ""))
    gone = weakref.ref(annotated.sentences[0].doc)
    gc.disable()
    try:
        forget(annotated)
        del annotated
        assert gone() is None
    finally:
        gc.enable()


def _places(tokens: Any) -> list[int]:
    return [t.i for t in tokens]
