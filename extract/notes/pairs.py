"""Two cited things side by side: what is measured of the pair, and the features that are true of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from regesta.extract.notes.likeness import (
    LikenessWords,
    author_likeness,
    is_body,
    page_numbers,
    pages_overlap,
    party_likeness,
    title_key,
    title_likeness,
)
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.folding import key

#: How two days stand to each other.
SAME_DAY, AGREEING, DIFFERENT, MISSING = "same", "agreeing", "different", "missing"
#: Units below the file: two citations of one file may name other sheets of it.
_SHEETS = frozenset({"list", "folio"})
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: Kinds of document that historians put for one another.
_MESSAGES = frozenset({"telegram", "message", "letter", "report", "memorandum"})


@dataclass(frozen=True, slots=True)
class Cited:
    """Something cited that may be the same as another: a citation in full, or an entry of the bibliography;
    `key` names it, `place` orders it."""

    key: str
    type: CitationType
    fields: Fields
    place: int


@dataclass(frozen=True)
class Pair:
    """Two cited things; what is measured of them is measured once, when first asked for.

    `words` are those by which names and titles are compared; `levels` those of identity.toml: from which
    likeness on two wordings count as one.
    """

    one: Cited
    other: Cited
    words: LikenessWords = field(repr=False)
    levels: Mapping[str, float] = field(repr=False)

    @property
    def types(self) -> frozenset[CitationType]:
        """The type or types of the two."""
        return frozenset({self.one.type, self.other.type})

    @property
    def both(self) -> tuple[Fields, Fields]:
        """The fields of the one and of the other."""
        return self.one.fields, self.other.fields

    @cached_property
    def title(self) -> float:
        """How alike the titles are."""
        f, g = self.both
        return title_likeness(f.title, g.title, self.words)

    @cached_property
    def description(self) -> float:
        """How alike the titles are, or, for a document without one, its kind and parties."""
        f, g = self.both
        return title_likeness(_description(f), _description(g), self.words)

    @cached_property
    def author(self) -> float | None:
        """How alike the authors are; None when one of the two names none."""
        return author_likeness(*self.both, self.words)

    @cached_property
    def sender(self) -> float | None:
        """How alike the senders are; None when one of the two names none."""
        return _party(self.one.fields.sender, self.other.fields.sender, self.words)

    @cached_property
    def recipient(self) -> float | None:
        """How alike the recipients are; None when one of the two names none."""
        return _party(self.one.fields.recipient, self.other.fields.recipient, self.words)

    @cached_property
    def days(self) -> str:
        """SAME_DAY, AGREEING where one is only the other's month or year, DIFFERENT, MISSING."""
        f, g = self.both
        return _days(f.doc_date, g.doc_date)

    @cached_property
    def shelfmarks(self) -> str:
        """ "same" down to the file, "other" within one archive, "" when that cannot be told."""
        return _shelfmarks(*self.both, self.words, self.levels["archive"])

    def alike(self, name: str) -> bool:
        """Whether both give the field `name` and its wordings are one."""
        f, g = self.both
        return same_wording(getattr(f, name), getattr(g, name), self.words, self.levels["wording"])

    def given(self, name: str) -> int:
        """How many of the two (0, 1, 2) give the field `name`."""
        f, g = self.both
        return bool(getattr(f, name)) + bool(getattr(g, name))

    def equal(self, name: str) -> bool:
        """Whether the field `name` is the same in both, letter by letter; empty in both is the same."""
        f, g = self.both
        return bool(getattr(f, name) == getattr(g, name))

    def differ(self, name: str) -> bool:
        """Whether both give the field `name`, and not the same."""
        one, other = getattr(self.one.fields, name), getattr(self.other.fields, name)
        return bool(one and other) and one != other


def _description(f: Fields) -> str:
    return f.title or " ".join((f.doc_kind, f.sender, f.recipient))


def _party(a: str, b: str, words: LikenessWords) -> float | None:
    return party_likeness(a, b, words) if a and b else None


def _days(a: str, b: str) -> str:
    if not a or not b:
        return MISSING
    x, y = a.rstrip("~?"), b.rstrip("~?")
    if x == y:
        return SAME_DAY if "-" in x else AGREEING
    short, long = sorted((x, y), key=len)
    return AGREEING if long.startswith(short + "-") and "/" not in x + y else DIFFERENT


def _shelfmarks(f: Fields, g: Fields, words: LikenessWords, archive_level: float) -> str:
    one, two = _file(f), _file(g)
    shared = set(one) & set(two)
    if len(shared) >= 2 and all(key(one[level]) == key(two[level]) for level in shared):
        return "other" if _other_sheets(f, g) else "same"
    if one and one == two:
        return "same"
    return "other" if len(shared) >= 2 and same_wording(f.archive, g.archive, words, archive_level) else ""


def _file(f: Fields) -> dict[str, str]:
    """The units of a shelfmark down to the file, by level."""
    return {level: number for level, number in f.units if level not in _SHEETS}


def _other_sheets(f: Fields, g: Fields) -> bool:
    """Whether both name sheets of a file, and no sheet in common."""
    return bool(f.listy and g.listy) and not pages_overlap(f.listy, g.listy)


def same_wording(a: str, b: str, words: LikenessWords, least: float) -> bool:
    """Whether two names of publishers, places or series are one: equal but for case and accents, or alike by
    `least` (0..1)."""
    return bool(a and b) and (key(a) == key(b) or title_likeness(a, b, words) >= least)


def volume_number(volume: str) -> str:
    """A volume's number in arabic figures where it is roman, folded otherwise."""
    text = key(volume)
    if not text or any(c not in _ROMAN for c in text):
        return text
    values = [_ROMAN[c] for c in text]
    return str(sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True)))


#: What is measured of a pair, by the name identity.toml gives it; None: it cannot be measured.
MEASURES: Mapping[str, Callable[[Pair], float | None]] = {
    "title": lambda p: p.title,
    "description": lambda p: p.description,
    "author": lambda p: p.author,
}
#: What may be true of a pair, by the name identity.toml gives it.
FEATURES: dict[str, Callable[[Pair], bool]] = {}


def feature(true: Callable[[Pair], bool]) -> Callable[[Pair], bool]:
    """Register a function as the feature of its name."""
    FEATURES[true.__name__] = true
    return true


@feature
def same_year(p: Pair) -> bool:
    """Both give one year."""
    return p.given("year") == 2 and p.equal("year")


@feature
def same_year_as_written(p: Pair) -> bool:
    """Both give one year, or neither gives any."""
    return p.equal("year")


@feature
def years_differ(p: Pair) -> bool:
    """Each gives another year."""
    return p.differ("year")


@feature
def publishers_differ(p: Pair) -> bool:
    """Each names another publisher."""
    return p.given("publisher") == 2 and not p.alike("publisher")


@feature
def another_edition(p: Pair) -> bool:
    """Year and publisher both differ."""
    return years_differ(p) and publishers_differ(p)


@feature
def same_year_or_publisher(p: Pair) -> bool:
    """The year or the publisher is the same."""
    return same_year(p) or p.alike("publisher")


@feature
def same_year_publisher_or_place(p: Pair) -> bool:
    """The year, the publisher or the place is the same."""
    return same_year_or_publisher(p) or p.alike("place")


@feature
def volumes_differ(p: Pair) -> bool:
    """Each names another volume, roman and arabic figures being one."""
    f, g = p.both
    return p.given("volume") == 2 and volume_number(f.volume) != volume_number(g.volume)


@feature
def same_volume(p: Pair) -> bool:
    """The volume is the same, roman and arabic figures being one, or neither names one."""
    f, g = p.both
    return volume_number(f.volume) == volume_number(g.volume)


@feature
def same_volume_as_written(p: Pair) -> bool:
    """The volume is written the same, or neither names one."""
    return p.equal("volume")


@feature
def one_names_a_volume(p: Pair) -> bool:
    """One of the two names a volume, the other none."""
    return p.given("volume") == 1


@feature
def an_issue_is_given(p: Pair) -> bool:
    """One at least names an issue."""
    return p.given("issue") > 0


@feature
def issues_differ(p: Pair) -> bool:
    """Each names another issue."""
    return p.differ("issue")


@feature
def first_is_in_a_journal(p: Pair) -> bool:
    """The first names what it stands in."""
    return bool(p.one.fields.container)


@feature
def same_container(p: Pair) -> bool:
    """Both stand in one journal, series or newspaper."""
    return p.alike("container")


@feature
def containers_differ(p: Pair) -> bool:
    """Each stands in another book, journal or series."""
    f, g = p.both
    return bool(f.container and g.container) and not p.alike("container")


@feature
def pages_in_common(p: Pair) -> bool:
    """The pages share a page."""
    f, g = p.both
    return pages_overlap(f.pages, g.pages)


@feature
def a_range_of_pages(p: Pair) -> bool:
    """The first gives pages."""
    return len(page_numbers(p.one.fields.pages)) > 1


@feature
def by_a_body(p: Pair) -> bool:
    """An institution is among the authors."""
    f, g = p.both
    return any(is_body(author, p.words) for author in (*f.authors, *g.authors))


@feature
def both_name_authors(p: Pair) -> bool:
    """Both name authors, or editors for want of authors."""
    return p.author is not None


@feature
def telling_titles(p: Pair) -> bool:
    """Both titles have enough telling words to name one work alone."""
    f, g = p.both
    return min(len(title_key(x.title, p.words).split()) for x in (f, g)) >= p.levels["telling_words"]


@feature
def document_numbers_differ(p: Pair) -> bool:
    """Each gives another number of the document."""
    return p.differ("doc_number")


@feature
def same_number_as_written(p: Pair) -> bool:
    """The number of the document is the same, or neither gives one."""
    return p.equal("doc_number")


@feature
def same_day(p: Pair) -> bool:
    """Both are of one day (or one month, where neither says more)."""
    return p.days == SAME_DAY


@feature
def day_is_full(p: Pair) -> bool:
    """The first gives year, month and day."""
    return p.one.fields.doc_date.count("-") == 2


@feature
def days_agree(p: Pair) -> bool:
    """One is dated by the other's month or year only."""
    return p.days == AGREEING


@feature
def days_differ(p: Pair) -> bool:
    """The two are of different days."""
    return p.days == DIFFERENT


@feature
def days_written_differently(p: Pair) -> bool:
    """Both are dated, and not in the same words: a month is not its day."""
    return p.differ("doc_date")


@feature
def a_day_is_missing(p: Pair) -> bool:
    """One at least is undated."""
    return p.days == MISSING


@feature
def one_has_a_day(p: Pair) -> bool:
    """One is dated, the other is not."""
    return p.given("doc_date") == 1


@feature
def neither_has_a_day(p: Pair) -> bool:
    """Neither is dated."""
    return p.given("doc_date") == 0


@feature
def same_shelfmark(p: Pair) -> bool:
    """Both lie in one file, or on sheets of it that overlap."""
    return p.shelfmarks == "same"


@feature
def other_shelfmark(p: Pair) -> bool:
    """They lie in one archive under different shelfmarks, or on other sheets of one file."""
    return p.shelfmarks == "other"


@feature
def first_gives_sheets(p: Pair) -> bool:
    """The first names the sheets of the file."""
    return bool(p.one.fields.listy)


@feature
def sheets_as_written(p: Pair) -> bool:
    """The sheets are written the same, or neither names any."""
    return p.equal("listy")


@feature
def sheets_differ(p: Pair) -> bool:
    """Each names other sheets."""
    return p.differ("listy")


@feature
def same_sheets_of_one_file(p: Pair) -> bool:
    """Both name the same sheets of one file."""
    return same_shelfmark(p) and p.given("listy") == 2 and p.equal("listy")


@feature
def same_item(p: Pair) -> bool:
    """Both name the same item of a file, which is one document, whoever is read as its sender."""
    return same_shelfmark(p) and all("item" in dict(f.units) for f in p.both)


@feature
def same_sender(p: Pair) -> bool:
    """Both name one sender."""
    return p.sender is not None and p.sender >= p.levels["party"]


@feature
def same_recipient(p: Pair) -> bool:
    """Both name one recipient."""
    return p.recipient is not None and p.recipient >= p.levels["party"]


@feature
def a_party_in_common(p: Pair) -> bool:
    """Sender or recipient is the same."""
    return same_sender(p) or same_recipient(p)


@feature
def parties_differ(p: Pair) -> bool:
    """Both name senders, or both recipients, who are two."""
    return any(x is not None and x < p.levels["party"] for x in (p.sender, p.recipient))


@feature
def a_sender_is_named(p: Pair) -> bool:
    """One at least names a sender."""
    return p.given("sender") > 0


@feature
def no_recipient(p: Pair) -> bool:
    """Neither names a recipient."""
    return p.given("recipient") == 0


@feature
def both_name_recipients(p: Pair) -> bool:
    """Both name a recipient."""
    return p.given("recipient") == 2


@feature
def same_kind(p: Pair) -> bool:
    """Both are of one kind (letter, minutes), or neither says its kind."""
    return p.equal("doc_kind")


@feature
def kinds_may_be_one(p: Pair) -> bool:
    """The kinds are one, one is not said, or both are messages, whose kinds historians put for each other."""
    return not p.differ("doc_kind") or {f.doc_kind for f in p.both} <= _MESSAGES


@feature
def neither_has_a_title(p: Pair) -> bool:
    """Neither is described by a title."""
    return p.given("title") == 0


@feature
def both_have_titles(p: Pair) -> bool:
    """Both are described by a title."""
    return p.given("title") == 2


@feature
def no_single_document(p: Pair) -> bool:
    """Nothing tells a single document: no title, no sender, no day, no shelfmark in either."""
    return not any(p.given(name) for name in ("title", "sender", "doc_date", "units"))


@feature
def same_archive_or_series(p: Pair) -> bool:
    """Both are kept in one archive or printed in one series."""
    return p.alike("archive") or p.alike("container")


@feature
def both_in_newspapers(p: Pair) -> bool:
    """Both are articles of newspapers."""
    return p.types == {"newspaper"}


@feature
def both_of_diaries(p: Pair) -> bool:
    """Both are entries of diaries."""
    return p.types == {"diary"}


@feature
def articles_differ(p: Pair) -> bool:
    """Both have titles, and these are not alike."""
    return both_have_titles(p) and p.title < p.levels["article"]
