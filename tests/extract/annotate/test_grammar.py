"""The adapter's names, and parses that go round in circles."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from regesta.extract.annotate import grammar
from regesta.extract.annotate.grammar import ParseError, refuse_circles, relation_named

VOCAB = spacy.blank("en").vocab


def chain(*heads: int) -> Doc:
    return Doc(VOCAB, ["w"] * len(heads), deps=["dep"] * len(heads), heads=list(heads))


def test_a_name_leads_to_its_label() -> None:
    assert relation_named("OBJECT") == grammar.OBJECT
    for name in ("ParseError", "annotations", "KARAKA"):
        with pytest.raises(ParseError, match=name):
            relation_named(name)


@pytest.mark.parametrize("heads", [(0,), (1, 1, 1), (1, 2, 3, 4, 5, 6, 6), (0, 0, 2, 2)])
def test_forests_are_accepted(heads: tuple[int, ...]) -> None:
    refuse_circles(chain(*heads))


@pytest.mark.parametrize("heads", [(1, 0), (1, 2, 0), (0, 2, 3, 1, 3)])
def test_circles_are_refused(heads: tuple[int, ...]) -> None:
    with pytest.raises(ParseError, match="circle"):
        refuse_circles(chain(*heads))
