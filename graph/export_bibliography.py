"""The sources as reviewed, in the formats of bibliographies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from regesta.extract.notes.reference_formats import csl_json
from regesta.extract.notes.ris import ris
from regesta.extract.record import Source
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.review.logs import log_of


def _sources(workspace: Workspace, document: str | None) -> Iterator[Source]:
    """The sources as reviewed, rejected, merged and split ones left out."""
    state, deposits = review(workspace, log_of(workspace).read())
    for deposit in deposits:
        if document in (None, deposit.document):
            yield from (
                j.record
                for j in deposit.items
                if isinstance(j.record, Source) and j.status != "rejected" and not state.replaced(j.record.id)
            )


def bibtex_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every source as BibTeX."""
    from regesta.extract.notes.bibtex import bibtex  # pybtex only when it is wanted

    out.write(bibtex(_sources(workspace, document)).encode("utf-8"))


def ris_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every source as RIS."""
    out.write(ris(_sources(workspace, document)).encode("utf-8"))


def csl_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every source as CSL-JSON."""
    out.write(
        (json.dumps(csl_json(_sources(workspace, document)), ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8"
        )
    )
