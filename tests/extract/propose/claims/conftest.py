"""One parsed sentence, and who holds what in a small document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from regesta.extract.annotate import AnnotatedDocument, load_model
from regesta.extract.annotate.models import installed
from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.propose.claims.holders import HolderFinder
from regesta.extract.propose.claims.lexicon import ClaimWords, claim_words
from regesta.extract.propose.claims.phrases import find_frames
from regesta.extract.propose.claims.scholars import Scholars
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.text.languages import ENGLISH

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]
FinderOf = Callable[..., HolderFinder]


@pytest.fixture(scope="session")
def words() -> ClaimWords:
    """The English words of claims."""
    return claim_words(ENGLISH)


@pytest.fixture(scope="session")
def parsed() -> Parsed:
    """`parsed("A sentence.")` -> its Doc; the test is skipped where no language model is installed."""
    if not installed():
        pytest.skip("no language model of the known ones is installed")
    nlp = load_model()
    return lambda text: nlp(text)


@pytest.fixture
def finder_of(words: ClaimWords, annotated_of: Callable[..., AnnotatedDocument]) -> FinderOf:
    """`finder_of("sentence", ("sentence", "note"), books=(...))` -> the finder of holders of that document,
    which has seen all its sentences."""
    if not installed():
        pytest.skip("no language model of the known ones is installed")
    authority = load_authority(shipped_files())

    def of(*sentences: str | tuple[str, str], books: Sequence[str] = ()) -> HolderFinder:
        annotated = annotated_of(*sentences, books=tuple(books))
        finder = HolderFinder(Scholars(annotated, mention_layer(annotated, authority), words))
        for k, sentence in enumerate(annotated.sentences):
            finder.observe(k, find_frames(sentence.doc, words))
        return finder

    return of
