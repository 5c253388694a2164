"""Narrowing, ordering and paging the rows of a perspective: rows in, what a page or a table shows out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from regesta.graph.serve.site.perspectives.catalogue import ANY, Perspective

Row = Mapping[str, str]
#: Rows on one page, and values of a facet that stand without being asked for.
PAGE, VALUES = 100, 10
#: Between the values of a variable that holds several.
BETWEEN = "; "
#: The parameters of a span of time; a year, a month or a day.
_SPAN = ("from", "until")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many rows it leaves, whether it is chosen, and the address that turns it."""

    value: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Values by which rows are narrowed: those that stand, and the rest."""

    name: str
    heading: str
    choices: Sequence[Choice]

    @property
    def shown(self) -> Sequence[Choice]:
        """The commonest, and what is chosen."""
        return [c for n, c in enumerate(self.choices) if n < VALUES or c.chosen]

    @property
    def rest(self) -> Sequence[Choice]:
        """The others."""
        return [c for n, c in enumerate(self.choices) if n >= VALUES and not c.chosen]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: the address that orders by it, and how it is ordered now (`ascending`, `descending`
    or nothing)."""

    name: str
    address: str
    order: str
    number: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A perspective as it is asked for: the rows of this page, how many there are, where to go from here."""

    perspective: Perspective
    rows: Sequence[Row]
    total: int
    all: int
    facets: Sequence[Facet]
    headings: Sequence[Heading]
    words: str
    previous: str
    next: str
    first: int
    csv: str


class Asked:
    """What an address asks of a perspective: `?FACET=VALUE` (several), `q` words, `sort`, `page`, and of one
    with dates `from` and `until` (a year, month or day)."""

    def __init__(
        self, perspective: Perspective, pairs: Iterable[tuple[str, str]], *, begin: bool = False
    ) -> None:
        """`begin`: where no facet and no word is asked for, what the perspective shows first."""
        self.perspective = perspective
        given = list(pairs)
        last = dict(given)
        self.words = last.get("q", "").strip()
        chosen = _facets(perspective, given)
        self.begun = begin and not chosen and not self.words
        self.chosen = tuple(pair for pair in (perspective.begins if self.begun else chosen) if pair[1] != ANY)
        sort = last.get("sort", "")
        variables = {v for v, _, _ in perspective.columns} | {perspective.order.lstrip("-")}
        self.sort = sort if sort.lstrip("-") in variables else perspective.order
        self.since, self.until = (_day(last.get(name, "")) if perspective.dated else "" for name in _SPAN)
        page = last.get("page", "1")
        self.page = max(1, int(page)) if re.fullmatch(r"[0-9]{1,6}", page) else 1

    def address(
        self, *, chosen: Sequence[tuple[str, str]] | None = None, sort: str = "", page: int = 1
    ) -> str:
        """The address of the same with something changed."""
        sort = sort or self.sort
        pairs = [*(self.chosen if chosen is None else chosen)] or self._all()
        if self.words:
            pairs.append(("q", self.words))
        pairs += [(name, day) for name, day in zip(_SPAN, (self.since, self.until), strict=True) if day]
        if sort != self.perspective.order:
            pairs.append(("sort", sort))
        if page > 1:
            pairs.append(("page", str(page)))
        query = urlencode(pairs)
        return f"/{self.perspective.name}" + (f"?{query}" if query else "")

    @property
    def everything(self) -> str:
        """The address of all rows."""
        query = urlencode(self._all())
        return f"/{self.perspective.name}" + (f"?{query}" if query else "")

    def _all(self) -> list[tuple[str, str]]:
        return [(self.perspective.begins[0][0], ANY)] if self.perspective.begins else []

    def narrowed(self, rows: Sequence[Row], *, but: str = "") -> list[Row]:
        """The rows that have one of the chosen values of every facet but `but`, and all the words."""
        wanted: dict[str, set[str]] = {}
        for name, value in self.chosen:
            if name != but:
                wanted.setdefault(name, set()).add(value)
        words = [w.casefold() for w in self.words.split()]
        return [
            row
            for row in rows
            if all(values(row, name) & some for name, some in wanted.items())
            and all(word in _text(self.perspective, row) for word in words)
            and self._within(row)
        ]

    def _within(self, row: Row) -> bool:
        """Whether a row may lie in the span of time asked for; one without a date lies in none."""
        if not (self.since or self.until):
            return True
        first, last = row.get("first", ""), row.get("last", "")
        if not (first or last):
            return False
        # An end that is open reaches as far as the span does; "1950-12~" is later than every day of it.
        return (last or "9999") >= self.since and (not self.until or (first or "0000") <= self.until + "~")

    def ordered(self, rows: Sequence[Row]) -> list[Row]:
        """The rows in the order asked for; those without a value stand last."""
        name = self.sort.lstrip("-")
        filled = [row for row in rows if row.get(name)]
        empty = [row for row in rows if not row.get(name)]
        return sorted(filled, key=lambda row: _key(row[name]), reverse=self.sort.startswith("-")) + empty


def _facets(perspective: Perspective, given: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The facets an address asks for, with their values."""
    names = {name for name, _ in perspective.facets}
    return tuple((name, value) for name, value in given if name in names and value)


def listing(rows: Sequence[Row], asked: Asked) -> Listing:
    """What the page of a perspective shows of its rows."""
    found = asked.ordered(asked.narrowed(rows))
    first = min((asked.page - 1) * PAGE, max(0, (len(found) - 1) // PAGE * PAGE))
    page = first // PAGE + 1
    return Listing(
        asked.perspective,
        found[first : first + PAGE],
        len(found),
        len(rows),
        [_facet(rows, asked, name, heading) for name, heading in asked.perspective.facets],
        [_heading(rows, asked, variable, name) for variable, name, _ in asked.perspective.columns],
        asked.words,
        asked.address(page=page - 1) if page > 1 else "",
        asked.address(page=page + 1) if first + PAGE < len(found) else "",
        first + 1,
        asked.address().replace(f"/{asked.perspective.name}", f"/{asked.perspective.name}.csv", 1),
    )


def distinct(rows: Iterable[Row]) -> list[Row]:
    """One row for each thing and whatever else tells rows apart (a thing of two classes came twice)."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        seen.setdefault((row.get("item", ""), row.get("answer", ""), row.get("how", "")), row)
    return list(seen.values())


def values(row: Row, name: str) -> set[str]:
    """The values of a variable in a row."""
    return set(row.get(name, "").split(BETWEEN)) - {""}


def _facet(rows: Sequence[Row], asked: Asked, name: str, heading: str) -> Facet:
    chosen = {v for k, v in asked.chosen if k == name}
    counts = Counter(v for row in asked.narrowed(rows, but=name) for v in values(row, name))
    for value in chosen - set(counts):
        counts[value] = 0
    choices = [
        Choice(value, n, value in chosen, asked.address(chosen=_turned(asked.chosen, (name, value))))
        for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
    ]
    return Facet(name, heading, choices)


def _turned(chosen: tuple[tuple[str, str], ...], pair: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The choices with one taken off, or put on."""
    return tuple(c for c in chosen if c != pair) if pair in chosen else (*chosen, pair)


def _heading(rows: Sequence[Row], asked: Asked, variable: str, name: str) -> Heading:
    filled = [row[variable] for row in rows if row.get(variable)]
    number = bool(filled) and all(v.isdecimal() for v in filled) and variable != "year"
    up, down = variable, f"-{variable}"
    # Numbers are wanted from the largest, words from A.
    first, second = (down, up) if number else (up, down)
    order = {up: "ascending", down: "descending"}.get(asked.sort, "")
    return Heading(name, asked.address(sort=second if asked.sort == first else first), order, number)


def _day(text: str) -> str:
    """A year, month or day; "" where it is none."""
    return text.strip() if _DAY.fullmatch(text.strip()) else ""


def _key(value: str) -> tuple[int, str]:
    """Numbers by their size, words by their letters."""
    return (int(value), "") if value.isdecimal() and len(value) < 16 else (0, value.casefold())


def _text(perspective: Perspective, row: Row) -> str:
    return " ".join(row.get(v, "") for v, _, _ in perspective.columns).casefold()
