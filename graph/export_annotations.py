"""The records as they stand in review over their texts, in the formats of annotation tools."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from regesta.extract.record import Footnote, Sentence, Span
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.graph.export_error import ExportError
from regesta.graph.map.deposit import Deposit
from regesta.review.exchange import (
    conllu,
    doccano,
    label_studio,
    prodigy,
    spreadsheet,
    standoff,
    webannotation,
)
from regesta.review.exchange.tasks import Task, tasks_of
from regesta.review.logs import log_of
from regesta.review.reanchoring import anchor as place_of
from regesta.review.state import Judged


def _reviewable(
    workspace: Workspace, everything: bool, document: str | None
) -> Iterator[tuple[Deposit, list[Judged]]]:
    """Each document with the records a person would look at, in text order: what `records` gives, without the
    structure of the text."""
    least = workspace.settings.thresholds
    _, deposits = review(workspace, log_of(workspace).read())
    for deposit in deposits:
        if document in (None, deposit.document):
            chosen = [
                j
                for j in deposit.items
                if everything
                or j.status == "accepted"
                or (j.status != "rejected" and j.record.confidence >= least.get(j.record.kind, 0.0))
            ]
            yield (
                deposit,
                sorted(
                    chosen,
                    key=lambda j: ((place_of(j.record) or (1 << 60, 0))[0], j.record.kind, j.record.id),
                ),
            )


def web_annotations(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record as a W3C web annotation, in one collection."""
    texts: dict[str, str] = {}
    items: list[Judged] = []
    for deposit, chosen in _reviewable(workspace, everything, document):
        texts[deposit.document] = deposit.text
        items += chosen
    out.write(
        webannotation.write(
            items, texts, base=workspace.settings.base, label=f"Annotations of {', '.join(texts)}"
        )
    )


def table(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record as a row of a table for a spreadsheet."""
    texts: dict[str, str] = {}
    items: list[Judged] = []
    for deposit, chosen in _reviewable(workspace, everything, document):
        texts[deposit.document] = deposit.text
        items += chosen
    out.write(spreadsheet.write(items, texts))


def xmi(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """One document with its records as a UIMA CAS for INCEpTION.

    Errors: ExportError when the workspace has several documents and none is named.
    """
    from regesta.review.exchange import cas  # UIMA's library only when it is wanted

    name = _one_document(workspace, document, "a CAS")
    for deposit, chosen in _reviewable(workspace, everything, name):
        sentences = [r for r in deposit.structure if isinstance(r, Sentence)]
        out.write(cas.write(deposit.document, deposit.text, chosen, sentences, _note_spans(deposit)))


def _tasks(workspace: Workspace, everything: bool, document: str | None) -> Iterator[Task]:
    """The documents in pieces, each with the records in it."""
    for deposit, chosen in _reviewable(workspace, everything, document):
        yield from tasks_of(deposit.document, deposit.text, chosen, _units(deposit))


def doccano_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record in the text as doccano's JSON lines."""
    out.write(doccano.write(_tasks(workspace, everything, document)))


def label_studio_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record in the text as tasks of Label Studio."""
    out.write(label_studio.write(_tasks(workspace, everything, document)))


def prodigy_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record in the text as tasks of Prodigy."""
    out.write(prodigy.write(_tasks(workspace, everything, document)))


def conllu_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Sentences and notes as CoNLL-U, the records in MISC."""
    for deposit, chosen in _reviewable(workspace, everything, document):
        out.write(conllu.write(deposit.document, deposit.text, chosen, _units(deposit)))


def _units(deposit: Deposit) -> list[Span]:
    """The parts of a document's sentences, and its notes."""
    sentences = (r for r in deposit.structure if isinstance(r, Sentence))
    return [*(span for s in sentences for span in s.spans), *_note_spans(deposit)]


def _note_spans(deposit: Deposit) -> list[Span]:
    """Where the bodies of a document's footnotes stand."""
    notes = (r for r in deposit.structure if isinstance(r, Footnote))
    return [span for r in notes for span in (r.spans or (r.span,))]


def tei(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """One document with its records as TEI, stand-off.

    Errors: ExportError when the workspace has several documents and none is named.
    """
    name = _one_document(workspace, document, "a TEI file")
    for deposit, chosen in _reviewable(workspace, everything, name):
        out.write(standoff.write(name, deposit.text, chosen, base=workspace.settings.base))


def _one_document(workspace: Workspace, document: str | None, what: str) -> str:
    """The document that was named, else the only one there is. Errors: ExportError."""
    names = workspace.documents()
    if document is None and len(names) != 1:
        raise ExportError(
            f"{what} holds one document; name it with --document. This workspace has "
            f"{', '.join(names) or 'none'}."
        )
    return document or names[0]
