"""Quotes are found letter for letter or not at all; names mean who is mentioned, and nobody invented."""

from __future__ import annotations

import pytest

from regesta.extract.annotate import AnnotatedDocument, annotate
from regesta.extract.authority import Authority
from regesta.extract.faults import Faults
from regesta.extract.propose.llm.places import Names, Refused, find, within
from regesta.extract.propose.llm.windows import Window
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.propose.proposer import Context
from regesta.extract.read.document import Document
from regesta.extract.record import quote_of
from regesta.extract.text.languages import ENGLISH

from .conftest import nlp


@pytest.fixture(scope="module")
def annotated(essay: Document) -> AnnotatedDocument:
    return annotate(essay, nlp())


@pytest.fixture(scope="module")
def window(annotated: AnnotatedDocument) -> Window:
    return Window(annotated.sentences)


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("the pact was a mistake", 1),
        ("the pact\n  was a mistake", 1),
        ("ordered", 2),
        ("Kyle rejects this view.", 3),
        ("Kyle rejects this view.", 0),
        ("Kyle rejects this view.", -4),
        ("surely too late", 77),
    ],
)
def test_a_quote_is_where_the_raw_text_has_it(
    window: Window, essay: Document, quote: str, number: int
) -> None:
    """White space may differ: the raw text breaks its lines where it likes."""
    assert quote_of(essay.text, find(quote, number, window).spans).split() == quote.split()


@pytest.mark.parametrize(
    "quote", ["The pact was a mistake", "pact was mistake", "mistak", "", "  ", "plan … late", "(", "The"]
)
def test_another_is_refused(window: Window, quote: str) -> None:
    """Also "The", which two sentences have and none of the number given."""
    with pytest.raises(Refused):
        find(quote, 1, window)


def test_a_second_quote_must_stand_in_the_same_sentence(window: Window) -> None:
    assert within("", window.sentences[0]) is None
    with pytest.raises(Refused):
        within("ordered", window.sentences[0])


def test_names_mean_who_is_mentioned(annotated: AnnotatedDocument, window: Window, known: Authority) -> None:
    context = Context(
        authority=known, language=ENGLISH, faults=Faults("d"), layer=mention_layer(annotated, known)
    )
    names = Names(context)
    assert names.canonical("Eden", window) == "Anthony Eden"
    assert names.canonical("anthony  eden", window) == "Anthony Eden"
    assert names.canonical("fleet", window) == "fleet"
    with pytest.raises(Refused, match="not in the text"):
        names.canonical("Gamal Abdel Nasser", window)
