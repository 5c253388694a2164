"""From a file to candidate records, without a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.extract import pipeline
from regesta.extract.annotate import AnnotatedDocument, load_model
from regesta.extract.annotate import annotate as annotate_with
from regesta.extract.authority import Authority, load_authority, shipped_files
from regesta.extract.read import Document, read_path
from regesta.extract.record import Record

if TYPE_CHECKING:
    from spacy.language import Language


def read(path: str | Path, *, document_id: str = "") -> Document:
    """Read a thesis, article or book: plain text, Markdown, HTML, DOCX, ODT, EPUB, TEI, or PDF with a text layer.

    The document has `.text` (the raw text all offsets refer to, in code points), `.sentences`, `.footnotes`,
    `.divisions`, `.language`, and `.notes` (what the reader saw and did not guess past). `document_id` names it in the
    ids of its records; else the name is made of the file's.

    Errors: ReadingError for a file that cannot be read, saying why and what to try.
    """
    return read_path(Path(path), document_id or None)


def annotate(document: Document, model: str | Language = "") -> AnnotatedDocument:
    """Parse every sentence of a document: one spaCy Doc a sentence, over the sentence without its note numbers.

    `model` is the name of a spaCy pipeline ("" the default) or a loaded one.

    Errors: ModelError when there is no such pipeline, with those installed.
    """
    return annotate_with(document, load_model(model) if isinstance(model, str) else model)


def candidates(
    document: Document,
    *,
    model: str | Language = "",
    authority: Authority | Iterable[str | Path] = (),
) -> list[Record]:
    """Every candidate record of a document: its divisions, sentences and notes, citations and sources, mentions and actors,
    events, decisions, claims, and discrepancies of the document itself.

    The whole way, as `regesta extract` goes it. `authority` holds further authority files (TSV) beside the shipped ones, or
    an Authority that takes their place. The same input gives the same records, with the same ids.

    Errors: ModelError; AuthorityError for a file that is no authority file.
    """
    known = (
        authority
        if isinstance(authority, Authority)
        else load_authority([*shipped_files(), *(Path(p) for p in authority)])
    )
    return pipeline.extract(document, load_model(model) if isinstance(model, str) else model, known)
