"""Signs of what a source is called: a thesis, an interview, a diary, a report, a newspaper, a series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from regesta.extract.notes.group import (
    Dated,
    days_in,
    lent_days,
    undated,
)
from regesta.extract.notes.kinds.cited import CitedParts
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Words
from regesta.extract.text.folding import fold

#: Words of a stretch that names a diary and a day of it, at most.
DIARY_WORDS = 8


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


class SourceSigns(CitedParts):
    """Words that name a kind of source, newspapers and series by their names."""

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
