"""A small document out of sentences, with notes and bibliography, and its claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pytest

from regesta.extract.annotate import AnnotatedDocument, annotate, load_model
from regesta.extract.authority import Authority, load_authority, shipped_files
from regesta.extract.propose.claims.proposing import propose_claims
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.record import Claim, Footnote, Sentence
from regesta.extract.text.languages import ENGLISH, LanguagePack

ClaimsOf = Callable[..., tuple[Document, list[Claim]]]
AnnotatedOf = Callable[..., AnnotatedDocument]

#: The threshold that does best on the gold windows; below it a claim waits in the queue.
SHOWN = 0.5
BOOKS = (
    "Kyle, Keith, Suez, London: Weidenfeld, 1991.",
    "Lucas, Scott, Divided We Stand, London: Hodder, 1991.",
)


@lru_cache(maxsize=1)
def tools() -> tuple[object, Authority]:
    return load_model(), load_authority(shipped_files())


def annotated_of(*sentences: str | tuple[str, str], books: tuple[str, ...] = BOOKS) -> AnnotatedDocument:
    """A document of some sentences, parsed; a pair is a sentence and the note called at its end, and one with
    line feeds at its end ends its paragraph."""
    text, records, notes = "", [], []
    for k, row in enumerate(sentences):
        body, note = row if isinstance(row, tuple) else (row, "")
        records.append(
            Sentence(
                id=f"s{k}",
                document="d",
                spans=((len(text), len(text) + len(body.rstrip("\n"))),),
                division="I",
            )
        )
        text += body + " "
        if note:
            notes.append((k, note))
    footnotes = []
    for number, (k, note) in enumerate(notes, 1):
        end = records[k].spans[0][1]
        footnotes.append(
            Footnote(
                id=f"I.{number}",
                document="d",
                span=(len(text), len(text) + len(note)),
                number=number,
                marker=(end - 1, end),
                sentence=f"s{k}",
            )
        )
        text += note + " "
    entries = []
    for book in books:
        entries.append(BibliographyEntry(span=(len(text), len(text) + len(book))))
        text += book + " "
    document = Document(
        id="d", text=text, sentences=tuple(records), footnotes=tuple(footnotes), bibliography=tuple(entries)
    )
    nlp, _ = tools()
    return annotate(document, nlp)  # type: ignore[arg-type]


def claims_of(
    *sentences: str | tuple[str, str], books: tuple[str, ...] = BOOKS, language: LanguagePack = ENGLISH
) -> tuple[Document, list[Claim]]:
    """The shown claims of some sentences; a pair is a sentence and the note called at its end."""
    annotated = replace(annotated_of(*sentences, books=books), language=language)
    _, authority = tools()
    found = propose_claims(annotated, mention_layer(annotated, authority))
    return annotated.document, [c for c in found if c.confidence >= SHOWN]


@pytest.fixture(name="claims_of")
def _claims_of() -> ClaimsOf:
    """`claims_of("sentence", ("sentence", "note"), books=(...))` -> the document and its shown claims."""
    return claims_of


@pytest.fixture(name="annotated_of")
def _annotated_of() -> AnnotatedOf:
    """`annotated_of("sentence", ("sentence", "note"), books=(...))` -> the parsed document."""
    return annotated_of
