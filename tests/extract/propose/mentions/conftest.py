"""The mention layer of some sentences, parsed by the shipped model with the shipped authority."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from regesta.extract.annotate import annotate, load_model
from regesta.extract.annotate.models import installed
from regesta.extract.authority import Authority, load_authority, shipped_files
from regesta.extract.propose.mentions.layer import MentionLayer, mention_layer
from regesta.extract.read.document import Abbreviation, BibliographyEntry, Document
from regesta.extract.record import Sentence

LayerOf = Callable[..., MentionLayer]


@lru_cache(maxsize=1)
def tools() -> tuple[object, Authority]:
    return load_model(), load_authority(shipped_files())


def make_layer(
    *sentences: str, bibliography: str = "", abbreviations: tuple[tuple[str, str], ...] = ()
) -> MentionLayer:
    text, records = "", []
    for s in sentences:
        records.append(
            Sentence(id=f"s{len(records)}", document="d", spans=((len(text), len(text) + len(s)),))
        )
        text += s + " "
    entries = ()
    if bibliography:
        entries = (BibliographyEntry(span=(len(text), len(text) + len(bibliography))),)
        text += bibliography
    document = Document(
        id="d",
        text=text,
        sentences=tuple(records),
        bibliography=entries,
        abbreviations=tuple(Abbreviation(short=s, long=lo, span=(0, 1)) for s, lo in abbreviations),
    )
    nlp, authority = tools()
    return mention_layer(annotate(document, nlp), authority)  # type: ignore[arg-type]


@pytest.fixture
def layer_of() -> LayerOf:
    """`layer_of("sentence", "sentence", bibliography=..., abbreviations=((short, long), ...))`."""
    if not installed():
        pytest.skip("no language model of the known ones is installed")
    return make_layer


@pytest.fixture
def actors(layer_of: LayerOf) -> Callable[..., set[str]]:
    """`actors("sentence", ...)`: the actors of the last sentence."""

    def found(*sentences: str) -> set[str]:
        return {m.actor for m in layer_of(*sentences).mentions(len(sentences) - 1)}

    return found
