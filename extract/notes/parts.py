"""The parts of one citation before its kind is known: its words, still in order, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.extract.notes.imprint import Imprint
from regesta.extract.notes.marks import Mark
from regesta.extract.text.shelfmarks import Shelfmark

#: No volume has more issues; a higher number behind it is a page.
MOST_ISSUES = 60


@dataclass(slots=True)
class Words:
    """A stretch of words [start, end): part of authors, title or container; `first` and `order` number its
    first and last atom, `role` is what a bracket behind it says ("editor", "translator")."""

    start: int
    end: int
    text: str
    quoted: bool = False
    role: str = ""
    order: int = 0
    first: int = 0


@dataclass(slots=True)
class Parts:
    """Everything read off the atoms, in order; `dates` are (EDTF, start, end) of atoms that are nothing but a
    date; `volume_ends` numbers the atom whose words the volume ends, -1 for none."""

    words: list[Words] = field(default_factory=list)
    imprint: Imprint = field(default_factory=Imprint)
    archives: list[Words] = field(default_factory=list)
    marks: list[Shelfmark] = field(default_factory=list)
    mark_spans: list[tuple[int, int]] = field(default_factory=list)
    pages: str = ""
    shown: str = ""
    volume: str = ""
    issue: str = ""
    document: str = ""
    edition: str = ""
    year: str = ""
    dates: list[tuple[str, int, int]] = field(default_factory=list)
    in_same_place: bool = False
    lent: list[tuple[str, int, int]] = field(default_factory=list)
    url: str = ""
    url_first: bool = False
    thesis: bool = False
    bracket_year: bool = False
    bracketed: bool = False
    volume_at: int = -1
    numbered: bool = False
    volume_ends: int = -1
    behind_colon: str = ""
    colon_behind_imprint: bool = False
    written_by: tuple[str, ...] = ()

    def settle(self) -> None:
        """Takes the number behind a volume and a colon for an issue's where pages or a year stand with it,
        else for a page; behind an imprint the volume is a work's, and what follows its page."""
        if not self.behind_colon:
            return
        dated = self.year or self.imprint.year or self.dates
        paged = self.colon_behind_imprint or int(self.behind_colon) > MOST_ISSUES or not dated
        if paged and not self.pages:
            self.pages = self.behind_colon
        else:
            self.issue = self.issue or self.behind_colon

    def take(self, mark: Mark) -> None:
        """Puts a number where it belongs: pages and other places add up, of anything else the first stays."""
        if mark.kind == "date":
            self.dates.append((mark.value, mark.start, mark.end))
        elif mark.kind in ("pages", "shown"):
            before = getattr(self, mark.kind)
            setattr(self, mark.kind, f"{before}, {mark.value}" if before else mark.value)
        elif mark.kind == "issue" and self.pages and not (self.volume or self.year or self.imprint.year):
            # "pp. 3-4, no. 24": the number of what the pages show
            return
        elif mark.kind == "behind_colon":
            self.behind_colon, self.colon_behind_imprint = mark.value, bool(self.imprint.year)
        elif mark.kind in ("year", "volume", "issue", "document", "edition"):
            setattr(self, mark.kind, getattr(self, mark.kind) or mark.value)
