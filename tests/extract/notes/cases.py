"""What tests of footnotes share: a document that is nothing but notes, and the citations found in it."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.extract.notes.proposing import propose_citations
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.record import Citation, Footnote


def document(*notes: str, listed: str = "") -> Document:
    """A document of these notes and, where `listed` is given, one entry of a bibliography."""
    text, footnotes = "Body.\n", []
    for n, note in enumerate(notes, 1):
        start = len(text) + 2
        text += f"{n} {note}\n"
        footnotes.append(Footnote(id=f"I.{n}", document="t", span=(start, start + len(note)), number=n))
    entries = (BibliographyEntry(span=(len(text), len(text) + len(listed)), rubrics=()),) if listed else ()
    return Document(id="t", text=text + listed, footnotes=tuple(footnotes), bibliography=entries)


def cited(*notes: str) -> list[Citation]:
    """The citations of a document of these notes."""
    return propose_citations(document(*notes))


def told(citation: Citation, names: Iterable[str]) -> dict[str, object]:
    """The fields of these names as a citation has them; `type` is its own."""
    return {k: getattr(citation if k == "type" else citation.fields, k) for k in names}
