"""What speaks against a difference between two readings of a work being a slip: one of them is misread, or
they are two works or editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from regesta.extract.audit.case import Case
from regesta.extract.audit.differing import Difference
from regesta.extract.audit.levels import levels
from regesta.extract.audit.sureness import is_author
from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.likeness import title_likeness
from regesta.extract.record import Citation, Fields
from regesta.extract.text.folding import key

#: The levels of audit.toml for this evidence; what each is stands there.
LEVELS = levels("doubting")
#: Kinds of work that stand in something.
_CONTAINED = frozenset({"article", "chapter", "interview", "newspaper", "published_document"})
_IMPRINT = frozenset({"year", "place", "publisher"})


class Read(NamedTuple):
    """A work as read at one place: its fields, the words they were read from, and its type."""

    fields: Fields
    words: str
    type: str


def read_in(item: Citation | Entry, case: Case) -> Read:
    """A citation or an entry of the bibliography, as read."""
    if isinstance(item, Citation):
        return Read(item.fields, item.quote, item.type)
    return Read(item.reading.fields, case.quoted((item.span,)), item.reading.type)


def surest(
    found: Sequence[Difference], one: Read, other: Read, case: Case
) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """The differences of which nothing speaks against a slip; where there is none, all of them with what
    speaks against the one that is doubted least."""
    doubted = [
        (d, tuple(name for name, holds in DOUBTS.items() if holds(d, one, other, case))) for d in found
    ]
    sure = tuple(d for d, against in doubted if not against)
    if sure or not found:
        return sure, ()
    return tuple(found), min((against for _, against in doubted), key=len)


def _other_has_it(d: Difference, one: Read, other: Read, _: Case) -> bool:
    """Whether what one reading says stands in the other's words as well: the other is misread, or both names
    are given."""
    if d.field in ("called", "title"):
        return False
    return _stands_in(d.one, other.words) or _stands_in(d.other, one.words)


def _stands_in(said: str, words: str) -> bool:
    return bool(key(said)) and f" {key(said)} " in f" {key(words)} "


def _two_works(d: Difference, one: Read, other: Read, case: Case) -> bool:
    """Whether titles are unlike, or of an article and a book: of two works, taken for one."""
    f, g = one.fields.title, other.fields.title
    if not f or not g or d.field in ("called", "sender", "recipient"):
        return False
    if d.field != "title":
        return bool(title_likeness(f, g, case.alike) < LEVELS["one_title"])
    kinds = {one.type, other.type}
    whole = key(d.one) == key(f) and key(d.other) == key(g)
    alike = fuzz.token_sort_ratio(key(f), key(g)) >= LEVELS["alike"]
    return whole and not alike and (kinds == {"book", "article"} or not _shares_imprint(one, other))


def _shares_imprint(one: Read, other: Read) -> bool:
    """Whether two readings name one year, place or journal: so that they may be of one work."""
    f, g = one.fields, other.fields
    return any(
        a != "" and key(a) == key(b)
        for a, b in ((f.year, g.year), (f.place, g.place), (f.container, g.container), (f.pages, g.pages))
    )


def _no_name(d: Difference, _one: Read, _other: Read, case: Case) -> bool:
    """Whether one of two authors is an initial, or words that are no name."""
    if d.field != "author":
        return False
    names = [n for side in (d.one, d.other) for n in side.split(", ")]
    return any(len(key(n)) < LEVELS["name"] or not is_author(n.split()[-1], case) for n in names if n)


def _another_container(d: Difference, one: Read, other: Read, _: Case) -> bool:
    """Whether two things that works stand in are too unlike to be one, or the works stand in none."""
    if d.field != "container":
        return False
    if not {one.type, other.type} <= _CONTAINED:
        return True
    a, b = key(d.one), key(d.other)
    x, y = a.partition(" ")[0], b.partition(" ")[0]
    # a first word misspelt is one name's; the same first word is many journals' and files'
    first = fuzz.ratio(x, y) if x != y else 0
    return bool(max(first, fuzz.ratio(a, b)) < LEVELS["like_container"])


def _far_from_title(d: Difference, one: Read, other: Read, _: Case) -> bool:
    """Whether the year, place or publisher stands so far behind the title that it may be another work's."""
    if d.field not in _IMPRINT:
        return False
    return any(_gap(side, said) > LEVELS["gap"] for side, said in ((one, d.one), (other, d.other)))


def _gap(read: Read, said: str) -> int:
    """Characters between a title's end and what is said of the work behind it; 0 when either is not found."""
    words = key(read.words)
    title = key(read.fields.title)
    start = words.find(title) if title else -1
    at = words.find(key(said), start + len(title)) if start >= 0 else -1
    between = words[start + len(title) : at] if at >= 0 else ""
    return len(re.sub(r"\b\d+\b", "", between))


#: Why a difference may be none.
DOUBTS: Mapping[str, Callable[[Difference, Read, Read, Case], bool]] = {
    "both have it": _other_has_it,
    "perhaps two works": _two_works,
    "an author that is no name": _no_name,
    "perhaps held in two places": _another_container,
    "far from its title": _far_from_title,
}
