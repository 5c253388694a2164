"""From a file to candidate records, without a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regesta.extract import pipeline
from regesta.extract.annotate import AnnotatedDocument, load_model
from regesta.extract.annotate import annotate as annotate_with
from regesta.extract.authority import Authority, load_authority, shipped_files
from regesta.extract.read import Document, read_path
from regesta.extract.record import Record

if TYPE_CHECKING:
    from spacy.language import Language


def read(path: str | Path, *, document_id: str = "") -> Document:
    """Read a thesis, article or book: plain text, Markdown, HTML, DOCX, ODT, EPUB, TEI, or PDF with a text
    layer.

    The document has `.text` (the raw text all offsets refer to, in code points), `.sentences`, `.footnotes`,
    `.divisions`, `.language`, and `.notes` (what the reader saw and did not guess past). `document_id` names
    it in the ids of its records; else the name is made of the file's.

    Errors: ReadingError for a file that cannot be read, saying why and what to try.
    """
    return read_path(Path(path), document_id or None)


def annotate(document: Document, model: str | Language = "") -> AnnotatedDocument:
    """Parse every sentence of a document: one spaCy Doc a sentence, over the sentence without its note
    numbers.

    `model` is the name of a spaCy pipeline ("" the default) or a loaded one.

    Errors: ModelError when there is no such pipeline, with those installed.
    """
    return annotate_with(document, load_model(model) if isinstance(model, str) else model)


#: The kinds of record each step of proposing gives.
_PROPOSED: Mapping[str, tuple[str, ...]] = {
    "citations": ("citation",),
    "mentions": ("mention", "actor"),
    "events": ("event",),
    "decisions": ("decision",),
    "claims": ("claim",),
}


def propose(
    document: Document,
    *,
    proposers: Mapping[str, Sequence[Any]] | None = None,
    model: str | Language = "",
    authority: Authority | Iterable[str | Path] = (),
) -> list[Record]:
    """What proposers find in a document: citations, mentions and actors, events, decisions, claims, and
    `diagnostic` records for what made one of them fail.

    `proposers` names those of a step, as `[proposers]` of regesta.toml does, or holds them:
    `propose(document, proposers={"claims": ["rules", MyProposer()]})`. Only the steps it names are given back
    (all when it is None); the others still run, with the rules, since steps build on each other. See
    docs/proposers.md.

    Errors: ProposerError for a step or proposer there is not; ModelError.
    """
    wanted = [kind for step in proposers or _PROPOSED for kind in _PROPOSED.get(step, ())]
    found = candidates(document, proposers=proposers, model=model, authority=authority)
    return [record for record in found if record.kind in (*wanted, "diagnostic")]


def candidates(
    document: Document,
    *,
    proposers: Mapping[str, Any] | None = None,
    model: str | Language = "",
    authority: Authority | Iterable[str | Path] = (),
    strict: bool = False,
) -> list[Record]:
    """Every candidate record of a document: its divisions, sentences and notes, citations and sources,
    mentions and actors, events, decisions, claims, discrepancies of the document itself, and diagnostics.

    The whole way, as `regesta extract` goes it. `authority` holds further authority files (TSV) beside the
    shipped ones, or an Authority that takes their place; `proposers` is as in `propose`. What makes a
    proposer fail is kept as a `diagnostic` record and the rest goes on, but with `strict`. The same input
    gives the same records, with the same ids.

    Errors: ModelError; ProposerError; AuthorityError for a file that is no authority file; StrictError.
    """
    known = (
        authority
        if isinstance(authority, Authority)
        else load_authority([*shipped_files(), *(Path(p) for p in authority)])
    )
    nlp = load_model(model) if isinstance(model, str) else model
    return pipeline.extract(document, nlp, known, proposers=proposers, strict=strict)
