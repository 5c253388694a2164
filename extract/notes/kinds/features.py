"""What a citation shows: one immutable record of its parts, and the signs by which its type is told.

A sign is a property that is true or false; the scorers in `scoring` weigh the signs by their names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from regesta.extract.notes.authors import Leading, is_collection
from regesta.extract.notes.descriptions import Description, describe, kind_of
from regesta.extract.notes.group import (
    Dated,
    Group,
    dated_title,
    days_in,
    first_run,
    joined,
    lent_days,
    undated,
)
from regesta.extract.notes.imprint import is_place
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.notes.kinds.titles import BookWords, split_book
from regesta.extract.notes.kinds.wordings import TypeWords, type_words
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords

#: Kinds of document that a body gives out without a sender.
FORMAL_KINDS = frozenset({"resolution", "order", "meeting_record", "statement", "protocol"})
#: Kinds of document that are printed with a date beside them and no sender.
PRINTED_KINDS = frozenset({"meeting_record", "resolution", "protocol", "statement"})
#: Words of a stretch that names a holder; of a publisher behind a title; of a description of a diary's day;
#: of a short title; of words that may be a citation without any number; of words that may be one without pages.
HOLDER_WORDS, PUBLISHER_WORDS, DIARY_WORDS, SHORT_WORDS, BARE_WORDS, LONG_WORDS = 7, 8, 8, 6, 14, 30
TITLE_WORDS = 3
#: Words of a newspaper's name that no table knows.
NAME_WORDS = 4
_SEASON = re.compile(r"\d{4}-2[1-4]")
_YEARS = re.compile(r"\d{4}/\d{4}")
_QUESTION = re.compile(r"(.+\?)\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Paper:
    """A newspaper named in a citation: its `name`, and what is left of authors, body and words without it."""

    name: str
    items: tuple[Words, ...]
    names: tuple[str, ...]
    institution: str


@dataclass(frozen=True, slots=True)
class Series:
    """A government's series named in a citation: its `name`, the words before and behind it, the year that
    follows it."""

    name: str
    before: tuple[Words, ...]
    after: tuple[Words, ...]
    institution: str
    year: str = ""


@dataclass(frozen=True)
class CitationFeatures:
    """The parts of a citation: the authors split off, the words left for title and container (`rest`), the
    rest in `parts`; `after_idem` says that "idem" stood before. Every other feature follows from these."""

    raw: str
    parts: Parts
    names: tuple[str, ...]
    institution: str
    rest: tuple[Words, ...]
    words: CitationWords
    after_idem: bool = False

    @classmethod
    def of(
        cls, raw: str, parts: Parts, head: Leading, words: CitationWords, *, idem: bool
    ) -> CitationFeatures:
        """The features of a citation's parts."""
        return cls(raw, parts, head.names, head.institution, head.rest, words, idem)

    # --- what several signs and fields are made of

    @property
    def base(self) -> Group:
        """A group of the authors alone."""
        return Group("other", names=self.names, institution=self.institution, parts=self.parts)

    @property
    def patterns(self) -> TypeWords:
        """The patterns of the citation's language."""
        return type_words(self.words)

    def line(self, items: Sequence[Words]) -> str:
        """The raw words of the items as one line."""
        return joined(self.raw, items)

    def tidied(self, start: int, end: int) -> str:
        """The raw words between two offsets as one line."""
        return tidy(self.raw[start:end])

    def dated(self, title: str) -> tuple[str, str]:
        """A title without the day that ends it, and the document's date."""
        return dated_title(title, self.parts, self.words)

    def described(self, title: str) -> Description:
        """Kind, sender and recipient that a title names."""
        return describe(title, self.words)

    @cached_property
    def text(self) -> str:
        """All words behind the authors as one line."""
        return self.line(self.rest)

    @cached_property
    def opening(self) -> tuple[Words, ...]:
        """The words up to the first that a date or an archive parts from its neighbour."""
        return tuple(first_run(self.rest))

    @cached_property
    def opening_title(self) -> tuple[str, str]:
        """The title that the opening makes, and its date."""
        return self.dated(self.line(self.opening))

    @cached_property
    def opening_description(self) -> Description:
        """What the opening says of its document; a title in quotation marks that names no kind says nothing."""
        found = self.described(self.opening_title[0])
        return Description() if self.opening and self.opening[0].quoted and not found.kind else found

    @cached_property
    def last(self) -> str:
        """The last stretch of words, where it is not the first; "" otherwise."""
        return self.rest[-1].text if len(self.rest) > 1 else ""

    @cached_property
    def container_start(self) -> int:
        """Where a journal's name begins: the last stretch, or before it when that one only goes on."""
        k = len(self.rest) - 1
        while k > 1 and self.patterns.goes_on.match(self.rest[k].text):
            k -= 1
        return k

    # --- authors and words

    @property
    def person(self) -> bool:
        """A person wrote it."""
        return bool(self.names)

    @property
    def body(self) -> bool:
        """A body wrote it."""
        return bool(self.institution)

    @property
    def author(self) -> bool:
        """A person or a body wrote it, and words follow."""
        return bool((self.names or self.institution) and self.rest)

    @property
    def full_name(self) -> bool:
        """The first author is named with more than one word."""
        return bool(self.names) and len(self.names[0].split()) > 1

    @property
    def no_words(self) -> bool:
        """No words are left for a title."""
        return not self.rest

    @property
    def one_stretch(self) -> bool:
        """The words are one stretch between commas."""
        return len(self.rest) == 1

    @property
    def several_stretches(self) -> bool:
        """The words are two stretches or more."""
        return len(self.rest) > 1

    @cached_property
    def quote_at(self) -> int | None:
        """The number of the first stretch in quotation marks."""
        return next((k for k, w in enumerate(self.rest) if w.quoted), None)

    @property
    def quoted(self) -> bool:
        """A title stands in quotation marks."""
        return self.quote_at is not None

    @property
    def quote_opens(self) -> bool:
        """The first words stand in quotation marks."""
        return self.quote_at == 0

    @property
    def words_behind_quote(self) -> bool:
        """Words follow a title in quotation marks."""
        return self.quote_at is not None and len(self.rest) > self.quote_at + 1

    @property
    def few_words(self) -> bool:
        """The words are few, as a short title's are."""
        return 0 < len(self.dated(self.text)[0].split()) <= SHORT_WORDS

    @property
    def question(self) -> bool:
        """A title that ends with a question mark, and words behind it."""
        return bool(self.one_stretch and _QUESTION.match(self.rest[0].text))

    @property
    def idem(self) -> bool:
        """ "Idem" stands before: the author is that of the citation before."""
        return self.after_idem

    # --- imprint and numbers

    @property
    def place(self) -> bool:
        """A place of print."""
        return bool(self.parts.imprint.place)

    @property
    def publisher(self) -> bool:
        """A publisher, or what stands where one would."""
        return bool(self.parts.imprint.publisher)

    @property
    def press(self) -> bool:
        """A place of print or a publisher."""
        return self.place or self.publisher

    @property
    def printed(self) -> bool:
        """A publisher that is no archive or library."""
        publisher = self.parts.imprint.publisher
        return bool(publisher) and not self.patterns.holding.search(publisher)

    @property
    def plain_year(self) -> bool:
        """A year between commas."""
        return bool(self.parts.year)

    @property
    def year(self) -> bool:
        """A year, between commas or in the imprint."""
        return bool(self.parts.year or self.parts.imprint.year)

    @property
    def bracket_year(self) -> bool:
        """A year alone in a bracket."""
        return self.parts.bracket_year

    @property
    def volume(self) -> bool:
        """A volume."""
        return bool(self.parts.volume)

    @property
    def issue(self) -> bool:
        """A number of an issue."""
        return bool(self.parts.issue)

    @property
    def numbered(self) -> bool:
        """A volume or an issue."""
        return self.volume or self.issue

    @property
    def volume_and_issue(self) -> bool:
        """A volume and an issue."""
        return self.volume and self.issue

    @property
    def volume_only(self) -> bool:
        """A volume and no issue."""
        return self.volume and not self.issue

    @property
    def pages(self) -> bool:
        """Pages."""
        return bool(self.parts.pages)

    @property
    def url(self) -> bool:
        """An address on the web."""
        return bool(self.parts.url)

    @property
    def url_first(self) -> bool:
        """An address before everything else."""
        return self.parts.url_first

    @property
    def date(self) -> bool:
        """A date between commas or in brackets."""
        return bool(self.parts.dates)

    @cached_property
    def first_day(self) -> str:
        """The first full day between commas; "" for none."""
        return next((d for d, *_ in self.parts.dates if d.count("-") == 2), "")

    @property
    def day(self) -> bool:
        """A full day between commas."""
        return bool(self.first_day)

    @property
    def month(self) -> bool:
        """A month between commas."""
        return any(re.fullmatch(r"\d{4}-\d\d", d) for d, *_ in self.parts.dates)

    @property
    def month_in_imprint(self) -> bool:
        """A month beside the imprint."""
        return self.parts.imprint.date.count("-") == 1

    @property
    def words_dated(self) -> bool:
        """The words have a date, in them or between commas."""
        return bool(self.dated(self.text)[1])

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
        """The stretches that describe a document printed in what follows: the first, and those that go on with
        it until a date."""
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

    # --- words that name a kind of source

    @property
    def thesis(self) -> bool:
        """Words for a thesis, and a title."""
        return self.parts.thesis and bool(self.rest)

    @cached_property
    def conference_at(self) -> int | None:
        """The number of the stretch that says where a paper was read."""
        found = self.patterns.conference
        return next((k for k, w in enumerate(self.rest) if k > 0 and found.match(w.text)), None)

    @property
    def conference(self) -> bool:
        """Behind the title stands where the paper was read."""
        return self.conference_at is not None

    @cached_property
    def interview_at(self) -> int | None:
        """The number of the stretch with a word for an interview."""
        found = self.patterns.interview
        return next((k for k, w in enumerate(self.rest) if found.search(w.text)), None)

    @property
    def interview(self) -> bool:
        """A word for an interview."""
        return self.interview_at is not None

    @property
    def interview_in_paper(self) -> bool:
        """A word for an interview in the title of a newspaper's article."""
        return self.paper is not None and bool(
            self.patterns.interview.search(fold(self.line(self.paper.items)))
        )

    @cached_property
    def diary_at(self) -> int | None:
        """The number of the stretch with a word for a diary."""
        return next((k for k, w in enumerate(self.rest) if self.patterns.diary.search(w.text)), None)

    @property
    def diary(self) -> bool:
        """A word for a diary."""
        return self.diary_at is not None

    @property
    def diary_dated(self) -> bool:
        """The diary's words have a date, in them or behind them."""
        return self.diary_at is not None and bool(self.dated(self.line(self.rest[self.diary_at :]))[1])

    @property
    def diary_entry(self) -> bool:
        """The stretch that names the diary is short and has the day in it."""
        if self.diary_at is None:
            return False
        text = self.rest[self.diary_at].text
        return bool(dates_in(text, self.words)) and len(text.split()) <= DIARY_WORDS

    @property
    def diary_opens(self) -> bool:
        """The first words name a diary."""
        return bool(self.rest) and bool(self.patterns.diary.search(self.line(self.rest[:1])))

    @property
    def diary_described(self) -> bool:
        """The opening names or describes a diary."""
        return self.opening_description.kind == "diary" or bool(
            self.patterns.diary.search(self.opening_title[0])
        )

    @property
    def report_body(self) -> bool:
        """The body is one that issues numbered papers."""
        return bool(self.institution and self.patterns.report_body.match(self.institution))

    @property
    def report_title(self) -> bool:
        """The title is one of a numbered or dated report."""
        return bool(self.patterns.report_title.search(self.dated(self.text)[0]))

    @property
    def verb(self) -> bool:
        """A finite verb: talk rather than a title."""
        return bool(self.patterns.statement.search(self.text))

    # --- containers

    @cached_property
    def contained_at(self) -> int | None:
        """The number of the stretch, not the first, that opens with "in"."""
        found = self.patterns.contained
        return next((k for k, w in enumerate(self.rest) if k > 0 and found.match(w.text)), None)

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
        return behind[:1].isupper() and len(behind.split()) > 1

    @property
    def contained_document(self) -> bool:
        """What stands in something is a document: who wrote to whom or on what day, or a kind and a day."""
        if self.contained_at is None:
            return False
        title = self.line(self.rest[: self.contained_at])
        found, day = self.described(title), self.dated(title)[1]
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
        contained, people = self.patterns.contained, self.words.names.people
        editors: list[str] = []
        k = 0
        if book[0].role == "editor" or (len(book) > 1 and people(contained.sub("", book[0].text))):
            while k < len(book) - 1:
                found = people(self.patterns.editor_joint.sub("", contained.sub("", book[k].text)))
                if not found or (k > 0 and book[k - 1].role):
                    break
                editors += found
                k += 1
        if k:
            return tuple(editors), self.line(book[k:])
        lead = contained.match(book[0].text)
        # a volume's number ends the work's title; what follows is the volume's own
        named = first_run(book) if self.parts.volume_at >= 0 else book
        return (), self.tidied(book[0].start + (lead.end() if lead else 0), named[-1].end)

    @property
    def editors_before_container(self) -> bool:
        """Editors are named behind "in"."""
        return self.contained and bool(self.editors_of_container)

    @property
    def contained_in_journal(self) -> bool:
        """What follows "in" has a journal's word."""
        return self.contained and bool(self.patterns.journal.search(self.container_of_chapter))

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
        """The last stretch is a publisher's name rather than a journal's."""
        return (
            bool(self.patterns.publisher.search(self.last))
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
    def series(self) -> Series | None:
        """The government's printed series that the citation names."""
        pattern = self.patterns.series
        for k, w in enumerate(self.rest):
            hit = None if w.quoted else pattern.match(w.text)
            if hit and re.match(r"\s|$|[(:,.]", w.text[hit.end() :] or " "):
                return self._series_at(k, hit)
        if self.institution and pattern.fullmatch(self.institution):
            return Series(self.institution, (), self.rest, "")
        return None

    def _series_at(self, k: int, hit: re.Match[str]) -> Series:
        w, before, after = self.rest[k], self.rest[:k], self.rest[k + 1 :]
        name, tail, year = hit.group(), w.text[hit.end() :].strip(" ,:"), ""
        if re.fullmatch(r"(?:1[5-9]|20)\d\d(?:\s?[-/]\s?\d{2,4})?", tail):
            year = tail
        elif tail and before:
            name = w.text.strip()
        elif tail:
            cut = w.text.index(tail)
            own = Words(w.start + cut, w.end, w.text[cut:], order=w.order, first=w.first)
            after = (own, *after)
        return Series(name, before, after, self.institution, year)

    @property
    def document_series(self) -> bool:
        """A government's printed series."""
        return self.series is not None

    @cached_property
    def paper(self) -> Paper | None:
        """The newspaper that the citation names."""
        if self.institution and is_newspaper(self.institution, self.words):
            return Paper(self.institution, self.rest, self.names, "")
        if len(self.names) == 1 and is_newspaper(self.names[0], self.words):
            return Paper(self.names[0], self.rest, (), self.institution)
        for k, w in enumerate(self.rest):
            name = undated(w.text, self.words, lent_days(w, self.parts))
            if not w.quoted and is_newspaper(name, self.words):
                items = (*self.rest[:k], *self.rest[k + 1 :])
                return Paper(name, items, self.names, self.institution)
        return None

    @property
    def newspaper(self) -> bool:
        """A newspaper's name."""
        return self.paper is not None

    @cached_property
    def paper_dates(self) -> tuple[Dated, ...]:
        """The days of an issue: those within the words, and those between commas."""
        inner = [d for w in self.rest for d in (*lent_days(w, self.parts), *days_in(w, self.words))]
        own = self.parts.dates
        return tuple([d for d in inner if not own or d[1] < own[0][1]] + own)

    @cached_property
    def paper_day(self) -> str:
        """The day of a newspaper's issue; "" for none."""
        return next((d for d, *_ in self.paper_dates if d.count("-") == 2), "")

    @property
    def issue_day(self) -> bool:
        """A day, within the words or between commas."""
        return bool(self.paper_day)

    @cached_property
    def working_paper(self) -> tuple[str, str] | None:
        """Title and series of a working paper; None when none is named."""
        generic, named = self.patterns.working_paper, self.patterns.working_paper_series
        found = [w for w in self.rest if generic.search(w.text) or named.search(w.text)]
        if not found:
            return None
        if self.one_stretch:
            split = self.split_question
            return split if split and named.search(self.rest[0].text) else None
        own = next((w for w in found if named.search(w.text)), found[0])
        title = self.line(self.rest[: max(1, self.rest.index(found[0]))])
        return title, self.tidied(own.start, own.end) if self.rest.index(own) > 0 else ""

    @property
    def in_working_papers(self) -> bool:
        """A series of working papers."""
        return self.working_paper is not None

    @cached_property
    def split_question(self) -> tuple[str, str] | None:
        """A title that ends with a question mark, and what follows it."""
        m = _QUESTION.match(self.rest[0].text) if self.rest else None
        if m is None:
            return None
        first = self.rest[0]
        return self.tidied(first.start, first.start + m.end(1)), self.tidied(first.start + m.end(), first.end)

    @cached_property
    def book(self) -> BookWords:
        """Title and container out of the words before an imprint."""
        return split_book(self.raw, self.rest, self.parts, self.patterns)

    @property
    def chapter_of_book(self) -> bool:
        """Before the imprint stand two titles, or one and a collection of essays."""
        return bool(self.rest) and self.book.chapter

    # --- what several signs come to

    @cached_property
    def bare_name(self) -> str:
        """The words without a bracket behind them, where they are a name of a few capitalised words and no
        document's description; "" otherwise."""
        bare = re.sub(r"\s*\([^()]*\)$", "", self.text)
        tokens = bare.split()
        is_name = (
            bare[:1].isupper()
            and len(tokens) <= NAME_WORDS
            and all(t[:1].isupper() or t in self.patterns.name_joints for t in tokens)
        )
        return bare if is_name and not self.described(self.text).kind else ""

    @property
    def name_and_day(self) -> bool:
        """A short name and a full day, without author or mark."""
        return bool(self.bare_name) and self.day and not (self.person or self.body or self.any_mark)

    @property
    def bracket_behind_name(self) -> bool:
        """A bracket, such as a newspaper's town, stands behind the name."""
        return bool(self.bare_name) and self.bare_name != self.text

    @property
    def talk(self) -> bool:
        """Many words, and neither author nor pages."""
        return len(self.text.split()) > LONG_WORDS and not self.pages and not self.author

    @property
    def edition(self) -> bool:
        """A place, a publisher or a year."""
        return self.press or self.year

    @property
    def edition_known(self) -> bool:
        """A place, a publisher or a year between commas."""
        return self.press or self.plain_year

    @property
    def year_or_date(self) -> bool:
        """A year or a date."""
        return self.year or self.date

    @property
    def placed_in_time(self) -> bool:
        """A year, a date or a place of print."""
        return self.year_or_date or self.place

    @property
    def periodical_number(self) -> bool:
        """A volume, an issue or a date."""
        return self.numbered or self.date

    @property
    def unnumbered_day(self) -> bool:
        """A day, and neither volume nor issue."""
        return self.day and not self.numbered

    @property
    def month_of_journal(self) -> bool:
        """A volume or issue, and a month beside the imprint: a journal, though its publisher is named."""
        return self.month_in_imprint and self.numbered and self.several_stretches

    @property
    def volume_of_work(self) -> bool:
        """Words behind a volume's number, a year, and neither imprint nor issue."""
        return self.words_behind_volume and self.year and not self.press and not self.issue

    @property
    def publisher_of_volume(self) -> bool:
        """A volume, no issue, and a publisher's name last."""
        return self.volume_only and self.publisher_behind

    @property
    def journal_contains(self) -> bool:
        """What follows "in" is a journal: its word, its number, neither editors nor imprint."""
        return (
            self.contained_in_journal
            and self.numbered
            and not self.press
            and not self.editors_before_container
        )

    @property
    def attributed(self) -> bool:
        """An author, a body, or a year alone in a bracket."""
        return self.person or self.body or self.bracket_year

    @property
    def journal_or_place_behind(self) -> bool:
        """The last stretch is a journal's name or a place."""
        return self.journal_behind or self.place_behind

    @property
    def title_of_words(self) -> bool:
        """The first stretch has three words or more."""
        return bool(self.rest) and len(self.rest[0].text.split()) >= TITLE_WORDS

    @property
    def kept(self) -> bool:
        """A shelfmark, or an archive or collection and no publisher."""
        return self.shelfmark or ((self.archive or self.collection) and not self.printed)

    @property
    def when_written(self) -> bool:
        """A date, or a sender and a recipient."""
        return self.opening_dated or self.exchange

    @property
    def report_unsigned(self) -> bool:
        """A body that issues reports, and no sender."""
        return self.report_body and not self.sender

    @property
    def study_of_document(self) -> bool:
        """A person's title that bears a document's name and day, with nothing behind it."""
        return self.person and not self.words_behind_head and not self.head_addressed

    @property
    def dated_or_kept(self) -> bool:
        """A date, a year, an address or an archive."""
        return self.words_dated or self.plain_year or self.url or self.archive

    @property
    def issued(self) -> bool:
        """A date or an issue."""
        return self.words_dated or self.issue

    @property
    def catalogued(self) -> bool:
        """A date, an issue, a shelfmark or a symbol."""
        return self.issued or self.any_mark

    @property
    def citing(self) -> bool:
        """Pages, a year, a number, a mark, an address, a quoted title or "idem": something only a citation
        has."""
        return bool(
            self.pages
            or self.year_or_date
            or self.volume
            or self.any_mark
            or self.url
            or self.idem
            or self.quoted
        )
