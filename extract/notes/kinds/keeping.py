"""Signs of documents: where they are kept, and what their descriptions say."""

from __future__ import annotations

import re
from functools import cached_property

from regesta.extract.notes.authors import is_collection
from regesta.extract.notes.descriptions import Description, kind_of
from regesta.extract.notes.kinds.cited import CitedParts
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Words
from regesta.extract.text.folding import fold

#: Kinds of document that a body gives out without a sender.
FORMAL_KINDS = frozenset({"resolution", "order", "meeting_record", "statement", "protocol"})
#: Kinds of document that are printed with a date beside them and no sender.
PRINTED_KINDS = frozenset({"meeting_record", "resolution", "protocol", "statement"})
#: Words of a stretch that names a holder, at most.
HOLDER_WORDS = 7
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]{1,6}")
_SEASON = re.compile(r"\d{4}-2[1-4]")
_YEARS = re.compile(r"\d{4}/\d{4}")


class KeepingSigns(CitedParts):
    """Shelfmarks, archives and collections; kinds, senders, recipients and days of documents."""

    # --- where a document is kept

    @property
    def shelfmark(self) -> bool:
        """An archive's shelfmark."""
        return any(m.type == "archival_document" or self.parts.archives for m in self.parts.marks)

    @property
    def first_mark_printed(self) -> bool:
        """The first shelfmark is a symbol of printed documents."""
        return bool(self.parts.marks) and self.parts.marks[0].type == "published_document"

    @property
    def symbol(self) -> bool:
        """A symbol under which documents are printed (the United Nations')."""
        return any(m.type == "published_document" for m in self.parts.marks)

    @property
    def report_symbol(self) -> bool:
        """A symbol under which reports are numbered."""
        return any(m.type == "report" for m in self.parts.marks)

    @property
    def any_mark(self) -> bool:
        """A shelfmark or symbol of any kind."""
        return bool(self.parts.marks)

    @property
    def archive(self) -> bool:
        """An archive known to a tradition."""
        return bool(self.parts.archives)

    @cached_property
    def collections(self) -> tuple[Words, ...]:
        """The stretches that name a collection of papers."""
        return tuple(w for w in self.rest if not w.quoted and is_collection(w.text, self.words))

    @property
    def collection(self) -> bool:
        """A collection of papers."""
        return bool(self.collections)

    @property
    def acronym_before_collection(self) -> str:
        """A name in capitals right before a collection: an archive that no tradition knows; "" for none."""
        first = self.collections[0].first if self.collections else 0
        return next(
            (w.text for w in self.rest[1:] if w.order == first - 1 and _ACRONYM.fullmatch(w.text)), ""
        )

    @cached_property
    def holder(self) -> Words | None:
        """An archive that no tradition knows, behind the first words."""
        return next((w for w in self.rest[1:] if not w.quoted and self._holds(w.text)), None)

    def _holds(self, text: str) -> bool:
        """Whether a stretch is a holder's name by its last words."""
        named = text[:1].isupper() or bool(self.patterns.private.match(text))
        return named and len(text.split()) <= HOLDER_WORDS and bool(self.patterns.holder.search(text.strip()))

    @property
    def unknown_holder(self) -> bool:
        """A stretch ends as the names of archives do."""
        return self.holder is not None

    @property
    def body_holds(self) -> bool:
        """The body at the beginning is one that holds documents."""
        return bool(self.institution and self.patterns.holder_word.search(self.institution))

    # --- documents by their description

    @property
    def kind(self) -> bool:
        """The opening names a kind of document."""
        return bool(self.opening_description.kind)

    @property
    def kind_opens(self) -> bool:
        """The first word names a kind of document, and other stretches stand behind ("Memo, A for B")."""
        first = self.rest[0].text.split()[:1] if self.rest and not self.rest[0].quoted else []
        return bool(first) and bool(kind_of(first[0], self.words)) and self.several_stretches

    @property
    def exchange(self) -> bool:
        """A sender and a recipient."""
        return bool(self.opening_description.sender and self.opening_description.recipient)

    @property
    def sender(self) -> bool:
        """A sender."""
        return bool(self.opening_description.sender)

    @property
    def attributed_kind(self) -> bool:
        """A kind of document with who wrote, gave out or received it."""
        found = self.opening_description
        return bool(found.kind) and bool(
            self.institution or found.sender or found.recipient or found.kind in FORMAL_KINDS
        )

    @property
    def interview_kind(self) -> bool:
        """The document described is an interview."""
        return self.opening_description.kind == "interview"

    @property
    def opening_dated(self) -> bool:
        """The opening has a date, in it or behind it."""
        return bool(self.opening_title[1])

    @property
    def season(self) -> bool:
        """The date is a season, as a journal's."""
        return bool(_SEASON.fullmatch(self.opening_title[1]))

    @property
    def printed_resolution(self) -> bool:
        """A resolution of a body whose resolutions are printed."""
        return self.opening_description.kind == "resolution" and bool(
            self.patterns.printing_body.search(f"{self.institution} {self.opening_title[0]}")
        )

    @cached_property
    def document_head(self) -> tuple[Words, ...]:
        """The stretches that describe a document printed in what follows: the first, and those that go on
        with it until a date."""
        cut = 1
        while (
            cut < len(self.rest)
            and not dates_in(fold(self.line(self.rest[:cut])), self.words)
            and self.patterns.describes_on.match(self.rest[cut].text)
        ):
            cut += 1
        return self.rest[:cut]

    @cached_property
    def head_description(self) -> Description:
        """What the head of a printed document says."""
        return self.described(self.line(self.document_head))

    @property
    def head_kind(self) -> bool:
        """The head names a kind of document other than a diary or an interview."""
        return self.head_description.kind not in ("", "diary", "interview")

    @property
    def head_sent(self) -> bool:
        """The head names a sender."""
        return bool(self.head_description.sender)

    @property
    def head_addressed(self) -> bool:
        """The head names a sender or a recipient."""
        return bool(self.head_description.sender or self.head_description.recipient)

    @property
    def head_formal(self) -> bool:
        """The head names a kind that is printed with its date alone."""
        return self.head_description.kind in PRINTED_KINDS

    @property
    def head_opens_as_document(self) -> bool:
        """The first words are those of a document ("Declaration of ...")."""
        return bool(self.rest and self.patterns.opens_document.match(self.rest[0].text))

    @property
    def words_behind_head(self) -> bool:
        """Words follow the head: what the document is printed in."""
        return len(self.rest) > len(self.document_head)

    @cached_property
    def head_dated(self) -> bool:
        """The head has a month or day; a span of months or years in a bracket is what a book is about."""
        head = fold(self.line(self.document_head))
        about = re.search(r"\([^()]*\d{4}[^()]*-[^()]*\d{4}[^()]*\)", head)
        return any(
            d.edtf.count("-") >= 1
            and not _YEARS.fullmatch(d.edtf)
            and not (about and about.start() <= d.start < about.end() and "/" in d.edtf)
            for d in dates_in(head, self.words)
        )
