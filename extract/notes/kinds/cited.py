"""The parts of a citation as every sign and field reads them: authors, words, imprint and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from regesta.extract.notes.descriptions import Description, describe
from regesta.extract.notes.group import (
    Group,
    dated_title,
    first_run,
    joined,
)
from regesta.extract.notes.kinds.wordings import TypeWords, type_words
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords

#: Words of a short title; of words that may be one without pages; of a title rather than a name.
SHORT_WORDS, LONG_WORDS, TITLE_WORDS = 6, 30, 3
_QUESTION = re.compile(r"(.+\?)\s+(?=[A-Z])")


@dataclass(frozen=True)
class CitedParts:
    """The parts of a citation: the authors split off, the words left for title and container (`rest`), all
    else in `parts`; `after_idem` says that "idem" stood before. A property that is true or false is a
    sign."""

    raw: str
    parts: Parts
    names: tuple[str, ...]
    institution: str
    rest: tuple[Words, ...]
    words: CitationWords
    after_idem: bool = False

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
        """What the opening says of its document; a title in quotation marks that names no kind says
        nothing."""
        found = self.described(self.opening_title[0])
        return Description() if self.opening and self.opening[0].quoted and not found.kind else found

    @cached_property
    def last(self) -> str:
        """The last stretch of words, where it is not the first; "" otherwise."""
        return self.rest[-1].text if len(self.rest) > 1 else ""

    @cached_property
    def container_start(self) -> int:
        """Where a journal's name begins: the last stretch, or before it when that one only goes on or ends a
        list ("Transactions on Ships, Men, and Harbours")."""
        k = len(self.rest) - 1
        listed = bool(self.rest) and bool(self.patterns.listing.match(self.rest[k].text))
        while k > 1 and (
            self.patterns.goes_on.match(self.rest[k].text)
            or (listed and " " not in self.rest[k].text.strip())
        ):
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
    def one_behind_quote(self) -> bool:
        """One stretch of words follows a title in quotation marks."""
        return self.quote_at is not None and len(self.rest) == self.quote_at + 2

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

    @cached_property
    def split_question(self) -> tuple[str, str] | None:
        """A title that ends with a question mark, and what follows it."""
        m = _QUESTION.match(self.rest[0].text) if self.rest else None
        if m is None:
            return None
        first = self.rest[0]
        return self.tidied(first.start, first.start + m.end(1)), self.tidied(first.start + m.end(), first.end)

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
