"""What a citation shows: one immutable record of its parts, and the signs by which its type is told.

A sign is a property that is true or false; the scorers in `scoring` weigh the signs by their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from regesta.extract.notes.authors import Leading
from regesta.extract.notes.kinds.cited import LONG_WORDS, TITLE_WORDS
from regesta.extract.notes.kinds.containers import ContainerSigns
from regesta.extract.notes.kinds.keeping import KeepingSigns
from regesta.extract.notes.kinds.naming import SourceSigns
from regesta.extract.notes.parts import Parts
from regesta.extract.text.lexicon import CitationWords

#: Words of a newspaper's name that no table knows, at most.
NAME_WORDS = 4


@dataclass(frozen=True)
class CitationFeatures(KeepingSigns, SourceSigns, ContainerSigns):
    """Everything a citation shows: its parts, the signs of documents, of names and of containers, and what
    several of these come to."""

    @classmethod
    def of(
        cls, raw: str, parts: Parts, head: Leading, words: CitationWords, *, idem: bool
    ) -> CitationFeatures:
        """The features of a citation's parts."""
        return cls(raw, parts, head.names, head.institution, head.rest, words, idem)

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
        """A place, a publisher, a year or a month."""
        return self.press or self.year or self.month

    @property
    def contained_edition(self) -> bool:
        """'In' a work of some year, which the web only shows."""
        return self.contained and self.edition

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
    def university_alone(self) -> bool:
        """A university stands where a publisher would, and is no press."""
        imprint = self.parts.imprint
        named = imprint.publisher or imprint.place
        return bool(self.patterns.university.search(named)) and not self.patterns.press.search(named)

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
