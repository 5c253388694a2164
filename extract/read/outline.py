"""The headings of a plain text: found by their words, their place between paragraphs, and the table of
contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from regesta.extract.read.headings import Named, arabic, classify, fold
from regesta.extract.read.levels import Heading, settle
from regesta.extract.read.lines import Line, is_full, width_of
from regesta.extract.read.notes import prose_score

_TOC_ENTRY = re.compile(r"^(?P<title>.*?\S)(?P<lead>[\s.\u2026\u00b7_]*)\b(?P<page>\d{1,4}|[ivxlc]{1,7})\s*$")
_TERMINAL = re.compile(
    r"[.?!\u2026][\"'\u201d\u2019)\]\u00bb]*\s*(?:\[?\(?\^?[\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}\]?\)?|[*\u2020\u2021])?\s*$|\)\s*$"
)
#: A chapter's number on a line of its own.
_ALONE = re.compile(r"(\d{1,2}|[IVXivx]{1,6})\.?")
#: A page number alone on the line below a long title.
_TOC_PAGE = re.compile(r"[\s.\u2026\u00b7_]*(?P<page>\d{1,4})\s*$")
_BLANK_NUMBER = re.compile(r"(\d{1,2}|[IVX]{1,5}) ([\"'\u201c\u2018]?[A-Z\u00c0-\u00de].*)")
_STOPS = re.compile(r"[.;,:]\s*$")


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: its lines (heading line included) and the titles it lists, folded, with their
    indentation."""

    first: int
    last: int
    entries: tuple[tuple[str, int], ...]

    def lists(self, title: str) -> bool:
        """True when a line of the table is this title, or the one begins with the other and both say
        enough."""
        key = fold(title)
        if len(key) <= 3:
            return False
        keys, long, joined = _keys(self.entries)
        return key in keys or (
            len(key) > 12
            and (
                f"\n{key}" in joined
                or (
                    key.startswith(long) and any(key.startswith(e) and len(e) >= 0.7 * len(key) for e in long)
                )
            )
        )

    def exactly(self, title: str) -> bool:
        """True when a line of the table is this title, give or take a few letters."""
        key = fold(title)
        return any(fuzz.ratio(key, e, score_cutoff=92) >= 92 for e, _ in self.entries)

    def nearly(self, title: str) -> bool:
        """True when a line of the table is this title in slightly other words ("the Way to Control" for "the
        way of controlling"); long titles only."""
        key = fold(title)
        return len(key) >= 30 and any(fuzz.ratio(key, e, score_cutoff=85) >= 85 for e, _ in self.entries)


@lru_cache(maxsize=8)
def _keys(entries: tuple[tuple[str, int], ...]) -> tuple[frozenset[str], tuple[str, ...], str]:
    """The titles of a table: all, the long ones, and all in one string, each after a line break."""
    keys = frozenset(e for e, _ in entries)
    return keys, tuple(e for e in keys if len(e) > 12), "\n" + "\n".join(sorted(keys))


def find_contents(lines: list[Line], skip: dict[int, str]) -> Contents | None:
    """The table of contents: a heading of that name and the run of lines with page numbers under it."""
    head = next(
        (
            i
            for i, line in enumerate(lines[:2000])
            if i not in skip and 0 < len(line.bare) < 40 and classify(line.bare).kind == "contents"
        ),
        None,
    )
    if head is None:
        return None
    entries: list[tuple[str, int]] = []
    last, held, held_indent, page = head, "", 0, 0
    for i in range(head + 1, min(len(lines), head + 400)):
        line = lines[i]
        if line.blank or i in skip:
            continue
        m = _TOC_ENTRY.match(line.text)
        alone = _TOC_PAGE.match(line.text) if held else None
        if alone and int(alone["page"]) >= page:
            entries += [(fold(t), held_indent) for t in (_unnumbered(held), held)]
            last, held, page = i, "", int(alone["page"])
            continue
        if i - last > 6 or (held and len(held) > 400):
            break
        listed = {e for e, _ in entries}
        if entries and fold(line.bare) in listed and not held:
            break  # the first heading of the text comes again
        if m and m["page"].isdigit() and (int(m["page"]) < page or len(line.bare) > 200):
            break
        if (
            m
            and (len(m["lead"]) > 1 or held or len(line.bare) < 90)
            and not re.search(r"[a-z]{3,}\.$", line.bare)
        ):
            title = f"{held} {m['title']}".strip()
            entries.append((fold(_unnumbered(title)), held_indent if held else line.indent))
            entries.append((fold(title), held_indent if held else line.indent))
            last, held = i, ""
            page = int(m["page"]) if m["page"].isdigit() else page
        else:
            if not held:
                held_indent = line.indent
            held = f"{held} {line.bare}".strip()
    if not entries:
        return _bare_contents(lines, skip, head)
    return Contents(head, last, tuple(entries))


def _bare_contents(lines: list[Line], skip: dict[int, str], head: int) -> Contents | None:
    """A table without page numbers: short lines up to where the first of them comes again as a heading."""
    listed: list[int] = []
    for i in range(head + 1, min(len(lines), head + 200)):
        if lines[i].blank or i in skip:
            continue
        if listed and fold(lines[i].bare) == fold(lines[listed[0]].bare):
            return Contents(
                head,
                listed[-1],
                tuple(
                    (fold(t), lines[k].indent)
                    for k in listed
                    for t in (lines[k].bare, _unnumbered(lines[k].bare))
                ),
            )
        if len(lines[i].bare) > 120:
            return None
        listed.append(i)
    return None


def _unnumbered(title: str) -> str:
    return classify(title).title or title


def blank_spaced(lines: list[Line]) -> bool:
    """True when blank lines part the paragraphs of this text."""
    filled = sum(not x.blank for x in lines)
    gaps = sum(1 for a, b in pairwise(lines) if a.blank and not b.blank)
    return filled > 0 and gaps >= max(3, filled / 25)


class Outline:
    """Finds the headings of one text; `lines` whole, `skip` the furniture, `contents` where there is one,
    `heads` lines in larger type."""

    def __init__(
        self,
        lines: list[Line],
        skip: dict[int, str],
        contents: Contents | None,
        heads: frozenset[int] = frozenset(),
    ) -> None:
        self.lines, self.skip, self.contents, self.heads = lines, skip, contents, heads
        self.width = width_of(lines)
        self.spaced = blank_spaced(lines)
        self.filled = [i for i, line in enumerate(lines) if not line.blank and i not in skip]
        self.rank = {i: k for k, i in enumerate(self.filled)}

    def headings(self) -> list[Heading]:
        """All headings in order with kinds and levels settled."""
        found: list[Heading] = []
        after = self.contents.last if self.contents else -1
        skip_to = -1
        for i in self.filled:
            if i <= skip_to or (self.contents and self.contents.first <= i <= after):
                continue
            heading = self._heading_at(i, found)
            if heading and _zone(found) == "notes":
                heading = self._among_notes(heading, found)
            if heading and heading.kind == "section" and not heading.number:
                heading = self._numbered_above(heading, found)
            if heading and not (
                heading.kind == "section"
                and _zone(found) in ("abbreviations", "front", "title", "bibliography")
            ):
                found.append(heading)
                skip_to = heading.last
        first = next((k for k, h in enumerate(found) if h.kind != "section"), 0)
        if self.contents or (
            found and found[first].kind != "section" and first <= 6 and found[first].first < 60
        ):
            found = found[first:]
        if self.contents:
            found.append(
                Heading(
                    first=self.contents.first,
                    last=self.contents.first,
                    kind="contents",
                    title=self.lines[self.contents.first].bare,
                )
            )
            found.sort(key=lambda h: h.first)
        return settle(self._numbered_by_a_blank(found))

    def _numbered_above(self, heading: Heading, found: list[Heading]) -> Heading:
        """A title whose number stands alone on the line above ("3" or "III." over "The Collapse"): a chapter
        when the table of contents
        says so or the number follows the last chapter's. Such a line may have been taken for a page
        number."""
        above = next(
            (j for j in range(heading.first - 1, max(-1, heading.first - 4), -1) if not self.lines[j].blank),
            None,
        )
        m = _ALONE.fullmatch(self.lines[above].bare) if above is not None else None
        if (
            above is None
            or m is None
            or (above > 0 and not self.lines[above - 1].blank and not self.lines[above].page_start)
        ):
            return heading
        value = arabic(m[1].upper())
        told = self.contents is not None and self.contents.exactly(f"{m[1]} {heading.title}")
        numbers = [
            n for h in found if h.kind == "chapter" and h.number for n in (arabic(h.number),) if n is not None
        ]
        follows = value is not None and value == (numbers[-1] if numbers else 0) + 1
        sure = (
            self.contents.exactly(heading.title)
            if self.contents is not None
            else self.lines[above].page_start or above not in self.skip
        )
        if value is None or not (told or (follows and sure)):
            return heading
        self.skip.pop(above, None)
        return replace(heading, first=above, kind="chapter", number=m[1].upper())

    def _numbered_by_a_blank(self, found: list[Heading]) -> list[Heading]:
        """Titles with only a blank after the number ("1 The Road to Boquerón"): chapters, when the table of
        contents has them so or they count from 1."""
        read = [
            (k, _BLANK_NUMBER.fullmatch(h.title))
            for k, h in enumerate(found)
            if h.kind in ("section", "chapter") and not h.number
        ]
        counted = [(k, m[1], m[2]) for k, m in read if m]
        values = [arabic(n) for _, n, _ in counted]
        rising = len(values) > 1 and values == list(range(1, len(values) + 1))
        out = list(found)
        for k, number, title in counted:
            if rising or (
                self.contents is not None
                and self.contents.exactly(f"{number} {title}")
                and not self.contents.exactly(title.split(" ", 1)[-1])
            ):
                out[k] = replace(found[k], kind="chapter", number=number, title=title)
        return out

    def _among_notes(self, heading: Heading, found: list[Heading]) -> Heading | None:
        """A heading under "Notes": None when it names the chapter whose notes follow; a bare title over
        running text opens a chapter."""
        nxt = self._after(heading.last)
        over_notes = nxt is not None and bool(
            re.match(
                r"\s*[\[(^]{0,2}[\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}[\])]?[.:]?\s*\S",
                self.lines[nxt].text,
            )
        )
        for k, h in enumerate(found):
            same = _same_number(h.number, heading.number) and (
                fold(h.title) == fold(heading.title)
                or (h.number and heading.number and h.kind == heading.kind)
            )
            if same and over_notes and h.kind in ("chapter", "section", "front", "appendix", "part"):
                if h.kind == "section":
                    found[k] = replace(h, kind="chapter")
                return None
        if heading.kind == "part" and over_notes:
            return None
        if heading.kind != "section":
            return heading
        told = self.contents is not None and self.contents.exactly(heading.title)
        prose = (
            nxt is not None
            and not over_notes
            and (told or len(self.lines[nxt].text.rstrip()) >= 0.6 * min(self.width, 90))
        )
        m = _BLANK_NUMBER.fullmatch(heading.title)
        title = m[2] if m else heading.title
        if m and not over_notes and self._gap_after(heading.last) and self._notes_have_stops(heading.first):
            prose = told = True
        plain = told or not re.search(r"\d|,", title)
        return (
            replace(heading, kind="chapter") if prose and self._gap_before(heading.first) and plain else None
        )

    def _notes_have_stops(self, i: int) -> bool:
        """True when the notes above line i are numbered "1." and not "1", so that a bare number opens
        something else."""
        above = (self.lines[j].text for j in reversed(self.filled[max(0, self.rank[i] - 40) : self.rank[i]]))
        return any(re.match(r"\s*\d{1,3}[.)\]]\s", text) for text in above) and not any(
            re.match(r"\s*\d{1,3}\s+\S", self.lines[j].text)
            for j in self.filled[max(0, self.rank[i] - 10) : self.rank[i]]
        )

    def _lettered(self, i: int) -> bool:
        """True for "(a) Boquerón" alone between blank lines over a paragraph of prose: a subheading and no
        item of a list."""
        nxt = self._after(i)
        return (
            self._gap_before(i)
            and self._gap_after(i)
            and _title_like(self.lines[i].bare[4:])
            and not _STOPS.search(self.lines[i].text)
            and nxt is not None
            and len(self.lines[nxt].text.rstrip()) >= 0.6 * min(self.width, 90)
            and not re.match(r"\s*\([a-h]\)\s", self.lines[nxt].text)
        )

    def _stands_alone(self, j: int) -> bool:
        """True for a line between blank lines that does not close like a sentence: another heading, or an
        item as bare as one."""
        return (
            self._gap_before(j)
            and self._gap_after(j)
            and not re.search(r"[.;!?][\"'\u201d\u2019]?\s*\d{0,3}$", self.lines[j].bare)
        )

    def _before(self, i: int) -> int | None:
        k = self.rank[i]
        return self.filled[k - 1] if k else None

    def _after(self, i: int) -> int | None:
        k = self.rank[i]
        return self.filled[k + 1] if k + 1 < len(self.filled) else None

    def _gap_before(self, i: int) -> bool:
        before = self._before(i)
        return (
            before is None
            or any(self.lines[j].blank for j in range(before + 1, i))
            or self.lines[i].page_start
        )

    def _gap_after(self, i: int) -> bool:
        after = self._after(i)
        return after is None or any(self.lines[j].blank for j in range(i + 1, after))

    def _heading_at(self, i: int, found: list[Heading]) -> Heading | None:
        line = self.lines[i]
        bare = line.bare
        if (
            not 2 <= len(bare) <= 130
            or not re.search(r"[^\W\d_]{2}", bare)
            or not re.match(r"[\"'\u201c\u2018(]?[A-Z0-9\u00c0-\u00de]|\([a-h]\)\s+[A-Z\u00c0-\u00de]", bare)
        ):
            return None
        if bare[:1] == "(" and bare[2:3] == ")" and not self._lettered(i):
            return None
        if re.search(r"\w[-\u2010]$", bare):
            return None
        named = classify(bare)
        previous = self._before(i)
        if (
            previous is not None
            and not named.named
            and is_full(self.lines[previous], line, self.width)
            and not _TERMINAL.search(self.lines[previous].text)
        ):
            return None
        after_heading = bool(found) and previous == found[-1].last
        opens = (
            previous is None
            or after_heading
            or self._gap_before(i)
            or bool(_TERMINAL.search(self.lines[previous].text))
        )
        if self.spaced and not (
            self._gap_before(i)
            or after_heading
            or (opens and named.named and named.kind != "section" and self._gap_after(i))
        ):
            opens = (
                opens
                and self._gap_after(i)
                and len(bare) < 70
                and _title_like(bare)
                and previous is not None
                and prose_score(self.lines[previous].text) < 0
            )
        listing = (
            _zone(found) in ("abbreviations", "front", "notes", "bibliography", "appendix") and named.named
        )
        if not opens and not listing:
            return None
        last, text = self._wrapped(i, bare)
        listed = self.contents is not None and (
            self.contents.lists(text)
            or self.contents.lists(classify(text).title)
            or self.contents.nearly(classify(text).title)
        )
        if last != i:
            named = classify(text)
        if not self._reads_as_heading(i, last, text, named, listed, after_heading):
            return None
        return Heading(first=i, last=last, kind=named.kind, number=named.number, title=named.title or text)

    def _wrapped(self, i: int, bare: str) -> tuple[int, str]:
        """A heading that goes on in the next line: the table of contents says so, or the next line starts
        small and ends open."""
        nxt = self._after(i)
        if (
            nxt is not None
            and self.spaced
            and self._gap_after(i)
            and _is_label(bare)
            and classify(bare).kind == "chapter"
        ):
            titled = self.lines[nxt].bare
            if (
                len(titled) < 100
                and self._gap_after(nxt)
                and not _STOPS.search(titled)
                and _title_like(titled)
                and not re.match(r"\d", titled)
                and not classify(titled).named
            ):
                return nxt, f"{bare} {titled}"
        if nxt is None or (self.spaced and self._gap_after(i)):
            return i, bare
        following = self.lines[nxt].bare
        both = f"{bare} {following}"
        complete = classify(bare)
        if (
            complete.named
            and not complete.number
            and complete.kind not in ("chapter", "part")
            and not (self.contents and self.contents.exactly(both))
        ):
            return i, bare  # "Bibliography" right over its first rubric
        if (
            self.contents
            and len(both) < 220
            and self.contents.exactly(classify(both).title)
            and not self.contents.exactly(classify(bare).title)
        ):
            return nxt, both
        third = self._after(nxt)
        numbered = bool(classify(bare).number)
        short = len(following) < 0.7 * self.width and not _STOPS.search(following)
        ends = (
            third is None
            or (self.spaced and self._gap_after(nxt))
            or bool(re.match(r"[\"'\u201c(]?[A-Z]", self.lines[third].bare))
        )
        if (
            short
            and ends
            and not classify(following).named
            and (
                (numbered and (following[:1].islower() or bare.endswith(":")))
                or (self.spaced and len(both) < 160 and self._gap_after(nxt) and _title_like(both))
            )
        ):
            return nxt, both
        if (
            self.spaced
            and _is_label(bare)
            and len(following) < self.width
            and self._gap_after(nxt)
            and not _STOPS.search(following)
        ):
            return nxt, both
        return i, bare

    def _reads_as_heading(
        self, i: int, last: int, text: str, named: Named, listed: bool, after_heading: bool
    ) -> bool:
        if listed and not re.search(r"[;,]\s*$", text):
            return True
        if _STOPS.search(text) and not (
            named.named and (re.fullmatch(r"[\w ]+[.:]", text) and not named.number)
        ):
            return False
        if named.named and not named.number:
            return True
        nxt = self._after(last)
        follows = self.lines[nxt].bare if nxt is not None else ""
        opens_next = not follows or bool(
            re.match(r"[\"'\u201c\u2018(\[]?[A-Z0-9\u00c0-\u00de]|\([a-h]\)\s", follows)
        )
        if not opens_next:
            return False
        if named.kind in ("chapter", "part") and re.match(
            r"(?i)(chapter|part|book|essay|kapitel|chapitre)\b", text
        ):
            return True
        if named.number:
            return self._numbered_heading(i, last, text, named)
        if self.spaced:
            return (
                self._gap_after(last)
                and len(text) < 100
                and _title_like(text)
                and not re.search(r"[\"\u201d)]\d*$|[.][\d\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}$", text)
            )
        # no blank lines: a short line between a paragraph's end and a paragraph's start
        previous = self._before(i)
        before = self.lines[previous].text if previous is not None else "."
        return (
            len(text) < 0.8 * self.width
            and (len(text.split()) >= 2 or (text.isalpha() and len(text) >= 6))
            and bool(_TERMINAL.search(before) or after_heading)
            and not re.search(r"[\d\"\u201d]\s*$|\.\w", text)
            and not re.search(r"https?:|www\.", text)
        )

    def _numbered_heading(self, i: int, last: int, text: str, named: Named) -> bool:
        """A number makes a heading of a line only when it is no item of a list: no sibling close by, and
        words like a title's."""
        if re.match(r"\d{1,2}(\.\d+)+", named.number):
            return len(text) < 110
        if i in self.heads:
            return len(text) < 130
        if named.number.isdigit():
            if not self._gap_before(i) or not self._gap_after(last) or not _title_like(named.title):
                return False
            value = int(named.number)
            near = self.filled[max(0, self.rank[i] - 6) : self.rank[i] + 7]
            return not any(
                re.match(rf"\s*(?:{value - 1}|{value + 1})[.)]\s", self.lines[j].text)
                and self._stands_alone(j)
                for j in near
                if j != i
            )
        if len(named.number) == 1 and named.number not in "IVX":
            return _title_like(named.title) and len(text) < 90
        return (len(text) < 130 and not re.search(r"\d$", text)) or _title_like(named.title)


def _same_number(a: str, b: str) -> bool:
    """The same chapter number, whether printed as "3" or "III"."""
    return a == b or (bool(a and b) and arabic(a) is not None and arabic(a) == arabic(b))


def _zone(found: list[Heading]) -> str:
    """What the text under the last heading above section level is; `title` before any heading."""
    return next((h.kind for h in reversed(found) if h.kind != "section"), "")


def _is_label(text: str) -> bool:
    """True for a heading that is only a label ("Chapter Three", "CHAPTER 3."), so that its title stands in
    the next line."""
    named = classify(text)
    return named.named and named.kind in ("chapter", "part") and not fold(named.title)


def _title_like(text: str) -> bool:
    """Capitals as in a title, or a short phrase without a finite look: six of ten long words begin upper
    case, or all but small words do."""
    bare = [w.strip("\"'()[]\u201c\u201d\u2018\u2019,:;?!.") for w in text.split()]
    long = [w for w in bare if len(w) >= 4 and w[0].isalpha()]
    if not long:
        return text.isupper() or len(text.split()) <= 4
    upper = sum(w[0].isupper() for w in long)
    return upper / len(long) >= 0.6 or (len(bare) <= 9 and not re.search(r"[.!]$", text))
