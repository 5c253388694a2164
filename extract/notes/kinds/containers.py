"""Signs of what a title stands in: a book or journal behind "in", a volume, a name at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from regesta.extract.notes.descriptions import kind_of
from regesta.extract.notes.group import (
    first_run,
)
from regesta.extract.notes.imprint import is_place
from regesta.extract.notes.kinds.cited import CitedParts
from regesta.extract.notes.kinds.titles import BookWords, split_book
from regesta.extract.notes.parts import Words

#: A name that is shortened: a stop behind a word within it or at its end.
_SHORTENED = re.compile(r"[^\W\d_]{2,}\.(?=\s|$)")
#: Words of a publisher's name behind a title, at most.
PUBLISHER_WORDS = 8


class ContainerSigns(CitedParts):
    """Books, journals and volumes that a title stands in, and what the last words name."""

    @cached_property
    def contained_at(self) -> int | None:
        """The number of the stretch that opens with "in": not the first, but where an author and no title
        stands before it."""
        least = 0 if self.names and self.parts.volume else 1
        return next((k for k, w in enumerate(self.rest) if k >= least and self._contains(k, w.text)), None)

    def _contains(self, k: int, text: str) -> bool:
        """Whether "in" opens words that may be a title or an editor's name, rather than "in the year"."""
        lead = self.patterns.contained.match(text)
        if lead is None:
            return False
        behind = self.patterns.owned.sub("", text[lead.end() :])
        return not behind[:1].islower() or bool(self.patterns.again.match(behind))

    @property
    def contained(self) -> bool:
        """Words that open with "in" behind the title."""
        return self.contained_at is not None

    @property
    def container_title(self) -> bool:
        """Words that open with "in" and a title of some length, rather than a place."""
        return any(k > 0 and self._opens_container(w.text) for k, w in enumerate(self.rest))

    def _opens_container(self, text: str) -> bool:
        lead = self.patterns.contained.match(text)
        behind = text[lead.end() :] if lead else ""
        paged = bool(self.parts.pages) and not is_place(behind, self.words)
        return behind[:1].isupper() and (len(behind.split()) > 1 or paged)

    @property
    def contained_document(self) -> bool:
        """What stands in something is a document: who wrote to whom or on what day, or a kind and a day."""
        if self.contained_at is None:
            return False
        title = self.line(self.rest[: self.contained_at])
        found, day = self.described(title), self.dated(title)[1]
        if self.rest[0].quoted and not found.kind:
            # "Left to the Losers" is a title, and went to nobody
            return False
        return bool(found.sender and (found.recipient or day)) or bool(found.kind and day)

    @cached_property
    def editors_of_container(self) -> tuple[str, ...]:
        """The editors named before the title of the book that a chapter stands in."""
        return self._container()[0]

    @cached_property
    def container_of_chapter(self) -> str:
        """The title of what a chapter stands in, behind "in" and its editors."""
        return self._container()[1]

    def _container(self) -> tuple[tuple[str, ...], str]:
        book = self.rest[self.contained_at or 0 :]
        contained = self.patterns.contained
        if len(book) > 1 and not contained.sub("", f"{book[0].text} ").strip(" .,"):
            # "in the ed.," stands alone
            book = book[1:]
        if len(book) > 1 and book[-1].role == "editor" and not any(w.role for w in book[:-1]):
            # "in Ships and Law, Ruth Dale, ed.": the role is that of the name before it
            editors, title = self._editor_behind(book)
            if editors:
                return editors, title
        if self._editors_open(book):
            k, editors = self._editors(book)
            if k:
                return editors, self.line(self.without_places(first_run(book[k:])))
        lead = contained.match(book[0].text)
        # a volume's number or pages end the work's title; what follows is the volume's own, or the press
        named = self.without_places(first_run(book))
        return (), self.tidied(book[0].start + (lead.end() if lead else 0), named[-1].end)

    def _editor_behind(self, book: Sequence[Words]) -> tuple[tuple[str, ...], str]:
        """Editor and title of "in Ships and Law, Ruth Dale, ed."; empty where names open it."""
        lead = self.patterns.contained.match(book[0].text)
        named = self.without_places(first_run(book[:-1]))
        opens = lead.end() if lead else 0
        editors = tuple(self.words.names.people(book[-1].text))
        if not editors or self.words.names.people(book[0].text[opens:]):
            return (), ""
        return editors, self.tidied(book[0].start + opens, named[-1].end)

    def _editors_open(self, book: Sequence[Words]) -> bool:
        """Whether editors stand before the container's title: they are said to be, or are several, or have an
        initial or a given name."""
        if book[0].role == "editor":
            return True
        found = (
            self.words.names.people(self.patterns.contained.sub("", book[0].text)) if len(book) > 1 else []
        )
        edited = any(w.role == "editor" for w in book)
        return bool(found) and (edited or len(found) > 1 or self.words.names.signed(found))

    def _editors(self, book: Sequence[Words]) -> tuple[int, tuple[str, ...]]:
        """How many stretches name editors, and who they are; the last stretch is the title's."""
        editors: list[str] = []
        k = 0
        while k < len(book) - 1 and not (k > 0 and book[k - 1].role):
            bare = self.patterns.editor_joint.sub("", self.patterns.contained.sub("", book[k].text))
            found = self.words.names.people(bare)
            if not found:
                break
            editors += found
            k += 1
        return k, tuple(editors)

    def without_places(self, named: list[Words]) -> list[Words]:
        """The stretches of a container without the places and houses that end them, and what stands before a
        state."""
        while len(named) > 1 and self._ends_in_place(named[-1].text):
            before_state = len(named) > 2 and self._is_state(named[-1].text)
            named = named[: -2 if before_state else -1]
        return named

    def _ends_in_place(self, text: str) -> bool:
        """Whether a stretch is a place of print, a place with its state, a state or a publishing house."""
        return (
            is_place(text, self.words)
            or self._is_state(text)
            or bool(self.patterns.placed_in_state.fullmatch(text.strip(" .")))
            or bool(self.words.pattern("publishing_houses", case=True).fullmatch(text.strip(" .")))
        )

    def _is_state(self, text: str) -> bool:
        return any(
            self.words.pattern(name, case=True).fullmatch(text.strip(" ."))
            for name in ("states", "countries")
        )

    @property
    def editors_before_container(self) -> bool:
        """Editors are named behind "in"."""
        return self.contained and bool(self.editors_of_container)

    @property
    def contained_in_journal(self) -> bool:
        """What follows "in" has a journal's word."""
        return self.contained and bool(self.patterns.journal.search(self.container_of_chapter))

    @property
    def journal_alone(self) -> bool:
        """Authors, a journal in short and its numbers, and no title: "A. Smith, Port Lett. 8, 491 (1983)"."""
        return (
            self.one_stretch
            and bool(self.names)
            and bool(self.parts.volume and self.parts.pages)
            and not self.rest[0].quoted
            and bool(_SHORTENED.search(self.rest[0].text.strip()))
        )

    @property
    def journal_behind(self) -> bool:
        """The last stretch has a journal's word."""
        return bool(self.patterns.journal.search(self.last))

    @property
    def place_behind(self) -> bool:
        """The last stretch is a place of print."""
        return bool(self.last) and is_place(self.last, self.words)

    @property
    def publisher_behind(self) -> bool:
        """The last stretch is a publisher's name, or a body's behind a person's work, rather than a
        journal's."""
        house = self.words.pattern("publishing_houses", case=True).fullmatch(self.last.strip(" ."))
        body = self.names and self.words.names.has_institution_word(self.last)
        return (
            bool(house or body or self.patterns.publisher.search(self.last))
            and not self.journal_behind
            and len(self.last.split()) <= PUBLISHER_WORDS
        )

    @property
    def words_behind_volume(self) -> bool:
        """Words follow a volume's number: a document printed there, or place and publisher."""
        return (
            self.parts.volume_at >= 0
            and self.several_stretches
            and self.rest[-1].first > self.parts.volume_at
        )

    @cached_property
    def around_volume(self) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
        """The words before and behind the number of a volume."""
        k = next(k for k, w in enumerate(self.rest) if w.first > self.parts.volume_at)
        return (self.rest[:k], self.rest[k:]) if k else (self.rest[:1], self.rest[1:])

    @property
    def document_behind_volume(self) -> bool:
        """Behind a volume's number a dated document is described, with who wrote it or got it."""
        if not self.words_behind_volume:
            return False
        behind = self.line(self.around_volume[1])
        found = self.described(behind)
        return bool(found.kind and (found.sender or found.recipient) and self.dated(behind)[1])

    @property
    def volume_of_report(self) -> bool:
        """The words before a volume's number name a report."""
        return self.words_behind_volume and kind_of(self.line(self.around_volume[0]), self.words) == "report"

    @cached_property
    def book(self) -> BookWords:
        """Title and container out of the words before an imprint."""
        return split_book(self.raw, self.rest, self.parts, self.patterns)

    @property
    def chapter_of_book(self) -> bool:
        """Before the imprint stand two titles, or one and a collection of essays."""
        return bool(self.rest) and self.book.chapter
