"""The headings of a plain text: found by their words, their place between paragraphs, and the table of
contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from regesta.extract.read.abstracts import LONGEST_ABSTRACT, is_abstract
from regesta.extract.read.contents import Contents
from regesta.extract.read.headings import HeadingKind, Named, arabic, classify, fold
from regesta.extract.read.levels import Heading, settle
from regesta.extract.read.lines import Line, is_full
from regesta.extract.read.neighbours import Neighbours
from regesta.extract.read.notes import prose_score
from regesta.extract.read.numerals import lone_numerals
from regesta.extract.read.titles import personal
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.wrapped import title_like, wrapped_heading

_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_TERMINAL = re.compile(
    r"[.?!\u2026][\"'\u201d\u2019)\]\u00bb]*\s*"
    r"(?:\[?\(?\^?[\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}\]?\)?|[*\u2020\u2021])?\s*$|\)\s*$"
)
#: A chapter's number on a line of its own.
_ALONE = re.compile(r"(\d{1,2}|[IVXivx]{1,6})\.?")
_BLANK_NUMBER = re.compile(r"(\d{1,2}|[IVX]{1,5}) ([\"'\u201c\u2018]?[A-Z\u00c0-\u00de].*)")
_STOPS = re.compile(r"[.;,:]\s*$")
#: A page number parted from the words before it, as an index and a list of illustrations have it.
_REFERS = re.compile(r"(?:\s{2}|,\s)\d{1,4}(?:[-\u2013]\d{1,4})?$")
#: Dots that lead to a page number.
_LEADER = re.compile(r"\.{4,}|(?: \.){4,}")
#: A closing quotation mark whose opening one stands in a line above.
_CLOSES_QUOTE = re.compile(r"[^\u201c\u201d]*\u201d")
_OPENS_UPPER = re.compile(r"[\"'\u201c\u2018(]?[A-Z0-9\u00c0-\u00de]|\([a-h]\)\s+[A-Z\u00c0-\u00de]")
_OVER_NOTES = re.compile(r"\s*[\[(^]{0,2}[\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}[\])]?[.:]?\s*\S")
#: Characters of the longest heading; of one between blank lines; of one numbered "2.1"; of one lettered "B".
_LONGEST, _LONGEST_SPACED, _LONGEST_DECIMAL, _LONGEST_LETTERED = 130, 100, 110, 90
#: Characters of the longest heading over several lines, told by its type.
_LONGEST_WRAPPED = 180
#: A short line in crowded text that may be a heading.
_SHORT = 70
#: Filled lines of a first page, and the words of a label on it.
_FIRST_PAGE, _LABEL_WORDS = 50, 4
#: The share of the measure below which a line in text without blank lines is short.
_SHORT_SHARE = 0.8
#: Of headings before the first that its words know, so many, and this far down, stand on a title page.
_TITLE_PAGE_HEADINGS, _TITLE_PAGE_LINES = 6, 60
#: Under these a bare title is no section of the text.
_NO_SECTIONS = ("abbreviations", "front", "title", "bibliography", "back")
#: Lists: in them a heading that its words name needs no gap above.
_LISTS = ("abbreviations", "front", "notes", "bibliography", "appendix")


class Outline:
    """Finds the headings of one text; `lines` whole, `skip` the furniture, `contents` where there is one,
    `heads` lines in larger type."""

    def __init__(
        self,
        lines: list[Line],
        skip: dict[int, str],
        contents: Contents | None,
        words: ReadingWords,
        heads: frozenset[int] = frozenset(),
    ) -> None:
        self.lines, self.skip, self.contents, self.heads = lines, skip, contents, heads
        self.words = words
        self.numerals = lone_numerals(lines)
        for i in self.numerals:
            skip.pop(i, None)  # it may have been taken for a page's number
        self.near = Neighbours(lines, skip)
        self.labels = self._opening_labels()
        self.zone = ""
        """What the text under the last heading above section level is; nothing before any heading."""

    def headings(self) -> list[Heading]:
        """All headings in order with kinds and levels settled."""
        found: list[Heading] = []
        skip_to = -1
        for i in self.near.filled:
            if i <= skip_to or self._in_contents(i):
                continue
            heading = self._found_at(i, found)
            if heading and not (heading.kind == "section" and self.zone in _NO_SECTIONS):
                found.append(heading)
                skip_to = heading.last
                if heading.kind == "front" and heading.until >= 0:
                    self.zone = ""  # the text goes on below what a label names
                elif heading.kind != "section":
                    self.zone = heading.kind
        found = self._without_bylines(self._without_title_page(found))
        found = list(self._with_ended_abstracts(found))
        if self.contents:
            first = self.contents.first
            found.append(Heading(first=first, last=first, kind="contents", title=self.lines[first].words))
            found.sort(key=lambda h: h.first)
        return settle(self._numbered_by_a_blank(found), self.words.headings)

    def _in_contents(self, i: int) -> bool:
        return self.contents is not None and self.contents.first <= i <= self.contents.last

    def _found_at(self, i: int, found: list[Heading]) -> Heading | None:
        """The heading at line i, read in the light of those above."""
        if i in self.numerals and not self._title_below(i):
            return Heading(first=i, last=i, kind="chapter", number=self.numerals[i])
        heading = self._heading_at(i, found)
        if i in self.labels:
            last = self._block_below(i)
            return Heading(first=i, last=i, kind="front", title=self.lines[i].words, until=last)
        if heading and heading.kind == "front":
            return self._front(heading, i)
        if heading and self.zone == "notes":
            heading = self._among_notes(heading, found)
        if heading and heading.kind in ("section", "chapter") and not heading.number:
            heading = self._numbered_above(heading, found)
        return heading

    def _front(self, heading: Heading, i: int) -> Heading:
        """A heading of front matter: a label that names one paragraph, or a summary at a chapter's end."""
        if self._closes(heading):
            return replace(heading, kind="section")
        return (
            replace(heading, until=self._block_below(heading.last)) if self._is_label(heading, i) else heading
        )

    def _closes(self, heading: Heading) -> bool:
        """True for a summary at the end of a chapter."""
        return self.zone == "chapter" and fold(heading.title) in self.words.headings.closing_too

    def _opening_labels(self) -> set[int]:
        """Lines of a few words and a colon over a paragraph at the head of the text, several of them: what
        publishers set above an article ("Peer Review:", "Copyright:")."""
        found = {
            i
            for i in self.near.filled[:_FIRST_PAGE]
            if self.lines[i].bare.endswith(":")
            and len(self.lines[i].bare.split()) <= _LABEL_WORDS
            and self.lines[i].bare[:1].isupper()
            and self.near.gap_before(i)
        }
        return found if len(found) > 1 else set()

    def _is_label(self, heading: Heading, i: int) -> bool:
        """True for a word of front matter that names the paragraph below it and no more ("Keywords")."""
        return self.lines[i].bare.endswith(":") or fold(heading.title) in self.words.headings.labels

    def _block_below(self, i: int) -> int:
        """The last line of the paragraph below a label ("Copyright:"), right under it or below a gap."""
        last = nxt = self.near.after(i)
        while nxt is not None and last is not None and not self.near.gap_after(last):
            nxt = self.near.after(last)
            last = nxt if nxt is not None else last
        return last if last is not None else i

    def _with_ended_abstracts(self, found: list[Heading]) -> Iterator[Heading]:
        """The headings, an abstract's ended with its paragraph where too much for one follows: the article,
        which has no heading of its own."""
        for k, h in enumerate(found):
            if h.kind == "front" and h.until < 0 and is_abstract(h.title, self.words.headings):
                until = self._block_below(h.last)
                end = found[k + 1].first if k + 1 < len(found) else len(self.lines)
                below = sum(len(self.lines[i].bare) for i in range(until + 1, end) if i not in self.skip)
                h = replace(h, until=until) if below > LONGEST_ABSTRACT else h
            yield h

    def _without_title_page(self, found: list[Heading]) -> list[Heading]:
        """The headings without the bare titles before the first real one, which are a title page's lines."""
        first = next((k for k, h in enumerate(found) if h.kind != "section"), 0)
        near = first <= _TITLE_PAGE_HEADINGS and bool(found) and found[first].first < _TITLE_PAGE_LINES
        if self.contents or (near and found[first].kind != "section"):
            return found[first:]
        return found

    def _without_bylines(self, found: list[Heading]) -> list[Heading]:
        """The headings without the author and university below a chapter's title; these are no text."""
        out: list[Heading] = []
        for k, h in enumerate(found):
            if self._in_byline(found, k):
                self.skip.update((i, "title") for i in range(h.first, h.last + 1))
            else:
                out.append(h)
        return out

    def _in_byline(self, found: list[Heading], k: int) -> bool:
        """True for a name right below a heading and over its university, and for that university."""
        return self._names_author(found, k) or self._names_author(found, k - 1)

    def _names_author(self, found: list[Heading], k: int) -> bool:
        """True for a section's heading that is a person's name, between a heading and a university."""
        three = found[k - 1 : k + 2] if k > 0 else []
        if len(three) < 3 or not three[1].kind == three[2].kind == "section":
            return False
        words = self.words.title_page
        joined = all(self.near.before(b.first) == a.last for a, b in pairwise(three))
        name, place = (self.lines[h.first].bare for h in three[1:])
        return joined and personal(name, words) and bool(words.institution.search(place))

    def _heading_at(self, i: int, found: list[Heading]) -> Heading | None:
        """The heading that begins on line i; None for running text."""
        bare = self.lines[i].words
        if not self._may_be_heading(i):
            return None
        named = classify(bare, self.words.headings)
        previous = self.near.before(i)
        if not named.named and previous is not None and self._goes_on(previous, i):
            return None
        after_heading = bool(found) and previous == found[-1].last
        listing = named.named and self.zone in _LISTS
        if not listing and not self._opens(i, named, after_heading):
            return None
        last, text = wrapped_heading(self.near, self.contents, i, self.words.headings)
        if last != i:
            named = classify(text, self.words.headings)
        if not self._reads_as_heading(_Candidate(i, last, text, named, after_heading)):
            return None
        return Heading(first=i, last=last, kind=named.kind, number=named.number, title=named.title or text)

    def _may_be_heading(self, i: int) -> bool:
        """True for a line short enough, with a word in it, that opens with a capital or a number."""
        bare = self.lines[i].words
        if not 2 <= len(bare) <= _LONGEST or re.search(r"\w[-\u2010]$", bare):
            return False
        if not re.search(r"[^\W\d_]{2}", bare) or not _OPENS_UPPER.match(bare) or _LEADER.search(bare):
            return False
        if _CLOSES_QUOTE.match(bare):
            return False
        if _ALONE.fullmatch(bare) and self._title_below(i):
            return False

        if self._lists_a_page(i):
            return False
        return not (bare[:1] == "(" and bare[2:3] == ")") or self._lettered(i)

    def _lists_a_page(self, i: int) -> bool:
        """True for a line of an index or of a list of plates, which ends in the page it refers to."""
        return self.zone in ("front", "back") and bool(_REFERS.search(self.lines[i].text.rstrip()))

    def _title_below(self, i: int) -> bool:
        """True when a title stands below line i, which is only its number."""
        nxt = self.near.after(i)
        title = self.lines[nxt].words if nxt is not None else ""
        return (
            nxt is not None and self.near.gap_after(nxt) and not _TERMINAL.search(title) and title_like(title)
        )

    def _goes_on(self, previous: int, i: int) -> bool:
        """True when line i goes on with the sentence of the line above, which was full."""
        return is_full(self.lines[previous], self.lines[i], self.near.width) and not _TERMINAL.search(
            self.lines[previous].text
        )

    def _opens(self, i: int, named: Named, after_heading: bool) -> bool:
        """True where a paragraph is over above line i, so that a heading may stand there."""
        near = self.near
        previous = near.before(i)
        if previous is None or after_heading or near.gap_before(i):
            return True
        if not _TERMINAL.search(self.lines[previous].text):
            return False
        if not near.spaced or (named.named and named.kind != "section" and near.gap_after(i)):
            return True
        bare = self.lines[i].words
        return (
            near.gap_after(i)
            and len(bare) < _SHORT
            and title_like(bare)
            and prose_score(self.lines[previous].text, self.words.notes) < 0
        )

    def _lettered(self, i: int) -> bool:
        """True for "(a) The Quay" alone between blank lines over a paragraph of prose: a subheading and no
        item of a list."""
        nxt = self.near.after(i)
        return (
            self.near.gap_before(i)
            and self.near.gap_after(i)
            and title_like(self.lines[i].words[4:])
            and not _STOPS.search(self.lines[i].text)
            and nxt is not None
            and self.near.fills(nxt)
            and not re.match(r"\s*\([a-h]\)\s", self.lines[nxt].text)
        )

    def _listed(self, text: str) -> bool:
        """True when the table of contents lists this heading."""
        if self.contents is None:
            return False
        title = classify(text, self.words.headings).title
        return self.contents.lists(text) or self.contents.lists(title) or self.contents.nearly(title)

    def _labelled_with_a_stop(self, c: _Candidate) -> bool:
        """True for a chapter's number in its own lines ("CHAPTER II.", "Local Customs."), between gaps."""
        title = c.named.title
        return (
            c.text.endswith(".")
            and bool(self.words.headings.numbered_by.match(c.text))
            and self.near.gap_before(c.first)
            and self.near.gap_after(c.last)
            and (not title or (title_like(title) and not re.search(r"[.!?]\s+\w", title)))
        )

    def _titled_with_a_stop(self, c: _Candidate) -> bool:
        """True for a short title that ends in a full stop ("Christmas and New Year."), below a wider gap than
        paragraphs have."""
        return (
            c.text.endswith(".")
            and len(c.text) < _SHORT
            and self.near.far_below(c.first)
            and self.near.gap_after(c.last)
            and title_like(c.text)
            and not re.search(r"[.!?;]\s+\w", c.text)
        )

    def _reads_as_heading(self, c: _Candidate) -> bool:
        """The verdict of the first rule that has one."""
        for rule in _RULES:
            verdict = rule(self, c)
            if verdict is not None:
                return verdict
        return False

    def _numbered_heading(self, c: _Candidate) -> bool:
        """A number makes a heading of a line only when it is no item of a list: no sibling close by, and
        words like a title's."""
        number, title, length = c.named.number, c.named.title, len(c.text)
        if re.match(r"\d{1,2}(\.\d+)+", number):
            return length < _LONGEST_DECIMAL
        if c.first in self.heads:
            return length < _LONGEST
        if number.isdecimal():
            apart = self.near.gap_before(c.first) and self.near.gap_after(c.last)
            return apart and title_like(title) and not self._has_sibling(c.first, int(number))
        if len(number) == 1 and number not in "IVX":
            return title_like(title) and length < _LONGEST_LETTERED
        return (length < _LONGEST and not re.search(r"\d$", c.text)) or title_like(title)

    def _runs_on(self, i: int) -> bool:
        """True for a line that fills the measure over one that follows without a gap, in text parted by blank
        lines: the beginning of a paragraph."""
        nxt = self.near.after(i)
        if nxt is None or not self.near.spaced or self.near.gap_after(i):
            return False
        return is_full(self.lines[i], self.lines[nxt], self.near.width)

    def _has_sibling(self, i: int, value: int) -> bool:
        """True when the number before or after stands close by on a line of its own: items of a list."""
        at = self.near.rank[i]
        sibling = re.compile(rf"\s*(?:{value - 1}|{value + 1})[.)]\s")
        return any(
            j != i and sibling.match(self.lines[j].text) and self.near.stands_alone(j)
            for j in self.near.filled[max(0, at - 6) : at + 7]
        )

    def _numbered_above(self, heading: Heading, found: list[Heading]) -> Heading:
        """A title whose number stands alone on the line above ("3" or "III." over "The Collapse"): a chapter
        when the table of contents says so or the number follows the last chapter's. Such a line may have been
        taken for a page number."""
        above = self._number_line_above(heading.first)
        if above is None:
            return heading
        number = self.lines[above].words.rstrip(".")
        value = arabic(number.upper())
        if value is None:
            return heading
        told = self.contents is not None and self.contents.exactly(f"{number} {heading.title}")
        if not told and not (value == _last_number(found) + 1 and self._sure(above, heading)):
            return heading
        self.skip.pop(above, None)
        return replace(heading, first=above, kind="chapter", number=number.upper())

    def _number_line_above(self, i: int) -> int | None:
        """The line with nothing but a chapter's number, up to three lines above, below a gap."""
        lines = self.lines
        above = next((j for j in range(i - 1, max(-1, i - 4), -1) if not lines[j].blank), None)
        if above is None or not _ALONE.fullmatch(lines[above].words):
            return None
        apart = above == 0 or lines[above - 1].blank or lines[above].page_start
        return above if apart else None

    def _sure(self, above: int, heading: Heading) -> bool:
        """True when the table of contents has the title, or nothing took the number for a page's."""
        if self.contents is not None:
            return self.contents.exactly(heading.title)
        return self.lines[above].page_start or above not in self.skip

    def _numbered_by_a_blank(self, found: list[Heading]) -> list[Heading]:
        """Titles with only a blank after the number ("1 The Closed Quay"): chapters, when the table of
        contents has them so or they count from 1; sections below a chapter that has its number by word."""
        counted = [
            (k, m[1], m[2])
            for k, h in enumerate(found)
            if h.kind in ("section", "chapter") and not h.number and (m := _BLANK_NUMBER.fullmatch(h.title))
        ]
        values = [arabic(n) for _, n, _ in counted]
        rising = len(values) > 1 and values == list(range(1, len(values) + 1))
        usual = _kind_of_counted(found)
        out = list(found)
        for k, number, title in counted:
            listed = self._numbered_in_contents(number, title)
            if rising or listed:
                kind: HeadingKind = "chapter" if listed else usual
                out[k] = replace(found[k], kind=kind, number=number, title=title)
        return out

    def _numbered_in_contents(self, number: str, title: str) -> bool:
        return (
            self.contents is not None
            and self.contents.exactly(f"{number} {title}")
            and not self.contents.exactly(title.split(" ", 1)[-1])
        )

    def _among_notes(self, heading: Heading, found: list[Heading]) -> Heading | None:
        """A heading under "Notes": None when it names the chapter whose notes follow; a bare title over
        running text opens a chapter."""
        nxt = self.near.after(heading.last)
        over_notes = nxt is not None and bool(_OVER_NOTES.match(self.lines[nxt].text))
        if over_notes and (heading.kind == "part" or self._named_before(heading, found)):
            return None
        if heading.kind != "section":
            return heading
        if not over_notes and self._opens_chapter(heading, nxt):
            return replace(heading, kind="chapter")
        return None

    def _named_before(self, heading: Heading, found: list[Heading]) -> bool:
        """True when the text has this heading already; a section that has notes of its own is a chapter."""
        for k, h in enumerate(found):
            if h.kind in ("chapter", "section", "front", "appendix", "part") and _same(h, heading):
                if h.kind == "section":
                    found[k] = replace(h, kind="chapter")
                return True
        return False

    def _opens_chapter(self, heading: Heading, nxt: int | None) -> bool:
        """True for a bare title below notes with running text under it."""
        if nxt is None or not self.near.gap_before(heading.first):
            return False
        m = _BLANK_NUMBER.fullmatch(heading.title)
        if m and self.near.gap_after(heading.last) and self._notes_have_stops(heading.first):
            return True
        told = self.contents is not None and self.contents.exactly(heading.title)
        title = m[2] if m else heading.title
        return told or (self.near.fills(nxt) and not re.search(r"\d|,", title))

    def _notes_have_stops(self, i: int) -> bool:
        """True when the notes above line i are numbered "1." and not "1", so that a bare number opens
        something else."""
        above = [
            self.lines[j].text for j in self.near.filled[max(0, self.near.rank[i] - 40) : self.near.rank[i]]
        ]
        return any(re.match(r"\s*\d{1,3}[.)\]]\s", text) for text in above) and not any(
            re.match(r"\s*\d{1,3}\s+\S", text) for text in above[-10:]
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line, or two, that may be a heading: its words, what they say, and whether it stands right below
    another heading."""

    first: int
    last: int
    text: str
    named: Named
    after_heading: bool


def _in_table(outline: Outline, c: _Candidate) -> bool | None:
    """What the table of contents lists is a heading."""
    listed = outline._listed(c.text) and not re.search(r"[;,]\s*$", c.text)
    return True if listed else None


def _stopped(outline: Outline, c: _Candidate) -> bool | None:
    """What ends in a stop is none, but for a word that names a part of the text ("Introduction.")."""
    if not _STOPS.search(c.text):
        return None
    word = c.named.named and not c.named.number and re.fullmatch(r"[\w ]+[.:]", c.text)
    return None if word or outline._labelled_with_a_stop(c) or outline._titled_with_a_stop(c) else False


def _word(outline: Outline, c: _Candidate) -> bool | None:
    """A heading's word without a number ("Bibliography") is one."""
    return True if c.named.named and not c.named.number else None


def _over_small(outline: Outline, c: _Candidate) -> bool | None:
    """Over a line that opens small there is no heading."""
    nxt = outline.near.after(c.last)
    follows = outline.lines[nxt].words if nxt is not None else ""
    opens = re.match(r"[\"'\u201c\u2018(\[]?[A-Z0-9\u00c0-\u00de]|\([a-h]\)\s", follows)
    return None if not follows or opens else False


def _chapter_word(outline: Outline, c: _Candidate) -> bool | None:
    """A title with a chapter word ("Chapter 3", "Part II") is a heading."""
    named = c.named.kind in ("chapter", "part") and outline.words.headings.numbered_by.match(c.text)
    section = outline.words.headings.section.match(c.text) and title_like(c.named.title)
    return True if named or section else None


def _by_number(outline: Outline, c: _Candidate) -> bool | None:
    """A numbered title is one unless it looks like an item."""
    if not c.named.number:
        return None
    return not outline._runs_on(c.last) and outline._numbered_heading(c)


def _between_gaps(outline: Outline, c: _Candidate) -> bool | None:
    """In text parted by blank lines, a title between two of them."""
    if not outline.near.spaced:
        return None
    return (
        outline.near.gap_after(c.last)
        and len(c.text) < _LONGEST_SPACED
        and title_like(c.text)
        and not re.search(rf"[\"\u201d)]\d*$|[.][\d{_RAISED}]{{1,3}}$", c.text)
    )


def _between_paragraphs(outline: Outline, c: _Candidate) -> bool | None:
    """Without blank lines, a short line between a paragraph's end and a paragraph's start."""
    previous = outline.near.before(c.first)
    before = outline.lines[previous].text if previous is not None else "."
    return (
        len(c.text) < _SHORT_SHARE * outline.near.width
        and (len(c.text.split()) >= 2 or (c.text.isalpha() and len(c.text) >= 6))
        and (c.after_heading or bool(_TERMINAL.search(before)))
        and not re.search(r"[\d\"\u201d]\s*$|\.\w|https?:|www\.", c.text)
    )


def _by_type(outline: Outline, c: _Candidate) -> bool | None:
    """A few words in a heading's type, parted from running text below them, are one."""
    nxt = outline.near.after(c.last)
    heading = (
        c.first in outline.heads
        and c.last in outline.heads
        and outline.near.gap_before(c.first)
        and outline.near.gap_after(c.last)
        and len(c.text) < (_LONGEST_SPACED if c.first == c.last else _LONGEST_WRAPPED)
        and not re.search(r"[.!?]\s+\w|\d\s*$", c.text)
        and nxt is not None
        and (nxt in outline.heads or outline.near.fills(nxt))
    )
    return True if heading else None


_RULES: tuple[Callable[[Outline, _Candidate], bool | None], ...] = (
    _in_table,
    _stopped,
    _word,
    _over_small,
    _chapter_word,
    _by_number,
    _by_type,
    _between_gaps,
    _between_paragraphs,
)


def _same(a: Heading, b: Heading) -> bool:
    """The same number, and the same title or kind."""
    if not _same_number(a.number, b.number):
        return False
    return fold(a.title) == fold(b.title) or (bool(a.number and b.number) and a.kind == b.kind)


def _same_number(a: str, b: str) -> bool:
    """The same chapter number, whether printed as "3" or "III"."""
    return a == b or (bool(a and b) and arabic(a) is not None and arabic(a) == arabic(b))


def _last_number(found: list[Heading]) -> int:
    """The number of the last numbered chapter; 0 for none."""
    values = (arabic(h.number) for h in reversed(found) if h.kind == "chapter" and h.number)
    return next((v for v in values if v is not None), 0)


def _kind_of_counted(found: list[Heading]) -> HeadingKind:
    """What titles counted from 1 are: sections where another chapter has a number, else chapters."""
    return "section" if any(h.kind == "chapter" and h.number for h in found) else "chapter"
