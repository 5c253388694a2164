"""Title, author and year off a title page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from regesta.extract.read.headings import fold
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line
from regesta.extract.read.vocabulary import TitleWords
from regesta.extract.read.wrapped import title_like

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
#: Lines of a title page and of a title; characters of a title's line.
_PAGE, _TITLE, _LONGEST = 40, 4, 140


def title_page(lines: Sequence[Line], headings: Sequence[Heading], words: TitleWords) -> tuple[str, str, str]:
    """(title, author, year) from the lines before the first heading proper; "" for what is not there to be
    read."""
    first = next((h.first for h in headings if h.kind != "section"), min(len(lines), _PAGE))
    page = [line.bare for line in lines[: min(first, _PAGE)] if not line.blank]
    if not page:
        return "", "", ""
    read = _Page(page, words)
    k = 0
    while k < len(page) and read.take(k):
        k += 1
    return " ".join(" ".join(read.title).split()), _cased(read.author), _year(page, words)


def _year(page: Sequence[str], words: TitleWords) -> str:
    """The year of a line that dates or places the work."""
    for line in page:
        m = _YEAR.search(line)
        if m and (words.month_year.match(line) or words.institution.search(line)):
            return m.group(1)
    return ""


@dataclass(slots=True)
class _Page:
    """A title page as it is read, line by line."""

    lines: Sequence[str]
    words: TitleWords
    title: list[str] = field(default_factory=list)
    author: str = ""

    def take(self, k: int) -> bool:
        """Reads line k; False when the title is over."""
        line = self.lines[k]
        if len(line) > _LONGEST or (self.title and self._names_author(k)):
            return False
        if self.title and not title_like(line):
            return False
        if self._aside(line):
            return not self.title
        if self.title and self._is_author(k):
            return False
        self.title.append(line.strip("# *_"))
        return len(self.title) < _TITLE

    def _names_author(self, k: int) -> bool:
        """True for "By Ann Brook", or "by" alone over a name."""
        line = self.lines[k]
        named = self.words.by_name.match(line)
        if named:
            self.author = named.group(1)
            return True
        if line.lower() in self.words.by and k + 1 < len(self.lines):
            self.author = self.lines[k + 1]
            return True
        return False

    def _aside(self, line: str) -> bool:
        """True for the university, the date, what the work was made for."""
        words = self.words
        if words.institution.search(line) or words.month_year.match(line) or _is_masthead(line, words):
            return True
        return bool(self.title and words.occasion.search(line))

    def _is_author(self, k: int) -> bool:
        """True for a person's name below the title; it is the author's unless the next line goes on small."""
        goes_on = self.title[-1].endswith((":", ",", "-", *self.words.goes_on_after))
        if goes_on or not personal(self.lines[k], self.words):
            return False
        if k + 1 >= len(self.lines) or not self.lines[k + 1][:1].islower():
            self.author = self.lines[k]
        return True


def _is_masthead(line: str, words: TitleWords) -> bool:
    """True for the line of the journal above an article: two of volume, number, pages, year."""
    return sum(bool(m.search(line)) for m in words.masthead) > 1


def personal(line: str, words: TitleWords) -> bool:
    """True for two to four words in capitals that may name a person."""
    tokens = line.split()
    return (
        2 <= len(tokens) <= 4
        and all(re.fullmatch(r"[^\W\d_][\w.'\u2019-]*", t) and t[0].isupper() for t in tokens)
        and not words.not_in_names & set(tokens)
        and fold(line) != ""
    )


def _cased(name: str) -> str:
    return " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in name.split())
