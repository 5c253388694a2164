"""Citations with their pointers followed: what each Ibid. and short title ends at, and what it takes from
there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from regesta.extract.notes.antecedents import Pointer, point
from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.pointers import pointer_patterns
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Fields
from regesta.extract.text.folding import fold
from regesta.extract.text.lexicon import CitationWords


@dataclass(frozen=True)
class Followed:
    """Citations in document order, what each points to, and where each way ends (its own id for a full one).

    `authors`: "idem" citation -> the one whose author it has.
    """

    citations: Sequence[Citation]
    by_id: Mapping[str, Citation]
    pointers: Mapping[str, Pointer]
    ends: Mapping[str, str]
    authors: Mapping[str, str]

    def is_another(self, c: Citation) -> bool:
        """Whether an Ibid. is of another document of the place it points to, by its own day or
        description."""
        pointer = self.pointers.get(c.id)
        return c.type == "ibid" and pointer is not None and bool(pointer.target) and self.ends[c.id] == c.id

    def series_of(self, cited: Sequence[Citation]) -> Fields | None:
        """What a source known only by an Ibid. with its own date takes from the citation it points to:
        archive, series, title."""
        if not cited or any(c.type != "ibid" for c in cited):
            return None
        here = cited[0].id
        while here in self.pointers and self.pointers[here].target in self.by_id:
            here = self.pointers[here].target
            if self.by_id[here].type != "ibid":
                return self.by_id[here].fields
        return None


def follow(
    document: Document, citations: Sequence[Citation], entries: Sequence[Entry], words: CitationWords
) -> Followed:
    """The citations with authors and archives they leave to the one they point to, and their pointers."""
    with_idem, authors = _idem(list(citations), words)
    pointers = point(document, with_idem, entries, words)
    before = {c.id: c for c in with_idem}
    filled = [_filled(c, pointers.get(c.id), before) for c in with_idem]
    by_id = {c.id: c for c in filled}
    ends = {c.id: _end(c.id, pointers, by_id) for c in filled}
    return Followed(filled, by_id, pointers, ends, authors)


def _idem(citations: list[Citation], words: CitationWords) -> tuple[list[Citation], dict[str, str]]:
    """ "Idem" gives the author of the citation before it: the citations, and which had their author from
    which."""
    out: list[Citation] = []
    authors: dict[str, str] = {}
    for c in citations:
        # behind an Ibid. the author is that of the citation it means
        before = next((x for x in reversed(out) if x.type != "ibid"), None)
        if (
            c.type != "ibid"
            and pointer_patterns(words).idem.match(fold(c.quote))
            and before is not None
            and not c.fields.authors
        ):
            author = replace(c.fields, authors=before.fields.authors, author_names=before.fields.author_names)
            out.append(
                replace(
                    c,
                    fields=author,
                    resolved_by="idem: the author of the citation before it "
                    f"({', '.join(before.fields.authors)})",
                )
            )
            authors[c.id] = before.id
        else:
            out.append(c)
    return out, authors


def _filled(c: Citation, pointer: Pointer | None, by_id: Mapping[str, Citation]) -> Citation:
    """An Ibid. to another document of the same place ("Ibid., 7 Mar 1949") gets the archive it leaves out."""
    if c.type != "ibid" or pointer is None or pointer.target not in by_id:
        return c
    target = by_id[pointer.target]
    if not _another(c.fields, target.fields):
        return c
    return replace(c, fields=replace(c.fields, archive=c.fields.archive or target.fields.archive))


def _another(f: Fields, target: Fields) -> bool:
    """Whether an Ibid. gives a day, a description or a document number of its own: the same series, another
    document."""
    if f.doc_number and target.doc_number:
        return f.doc_number != target.doc_number
    if f.doc_date and f.doc_date != target.doc_date and (target.doc_date or f.title):
        return True
    return bool(f.sender and f.recipient and f.title)


def _end(start: str, pointers: Mapping[str, Pointer], by_id: Mapping[str, Citation]) -> str:
    """The citation a pointer ends at; itself for a full citation, for another document of the same place, and
    for what cannot be followed."""
    here, seen = start, {start}
    while here in pointers and pointers[here].target in by_id:
        c, target = by_id[here], by_id[pointers[here].target]
        if c.type == "ibid" and _another(c.fields, target.fields):
            return here
        if target.id in seen:
            return start
        here = target.id
        seen.add(here)
    return here
