"""Which citations are of one work or document: blocking, scoring, and merges as edges that name their
reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regesta.extract.notes.likeness import (
    author_likeness,
    is_body,
    page_numbers,
    pages_overlap,
    party_likeness,
    sound,
    title_key,
    title_likeness,
)
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.folding import key

#: Types that are single documents, told by sender, recipient, day and place; all others are works, told by
#: author and title.
DOCUMENTS: frozenset[str] = frozenset(
    {"archival_document", "published_document", "newspaper", "interview", "diary", "report", "web"}
)
THRESHOLD = 0.8
#: From here on a pair below the threshold is shown to the reviewer as perhaps one.
POSSIBLE = 0.65


@dataclass(frozen=True, slots=True)
class Cited:
    """Something cited that may be the same as another: a citation in full, or an entry of the bibliography;
    `key` names it, `place` orders it."""

    key: str
    type: CitationType
    fields: Fields
    place: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two keys said to be one source, how surely (0..1) and why: a merge that can be withdrawn."""

    one: str
    other: str
    score: float
    reason: str


def edges(items: Sequence[Cited], threshold: float = THRESHOLD) -> list[Edge]:
    """The merges proposed among the items, in order of the items: pairs within a block whose score reaches
    the threshold."""
    out: list[Edge] = []
    seen: set[tuple[int, int]] = set()
    for block in _blocks(items):
        for x, i in enumerate(block):
            for j in block[x + 1 :]:
                if (i, j) in seen:
                    continue
                seen.add((i, j))
                score, reason = likeness(items[i], items[j])
                if score >= threshold:
                    out.append(Edge(items[i].key, items[j].key, round(score, 3), reason))
    return sorted(out, key=lambda e: (-e.score, e.one, e.other))


def _blocks(items: Sequence[Cited]) -> Iterable[list[int]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        f = item.fields
        for author in f.authors or f.editors:
            blocks["author", sound(author).split()[-1][:4] if sound(author).split() else ""].append(i)
        words = title_key(f.title).split()
        for word in sorted(words, key=len, reverse=True)[:3]:
            blocks["title", word[:5]].append(i)
        if f.doc_date:
            blocks["date", f.doc_date[:7]].append(i)
        if f.fond or f.shelfmark:
            blocks["shelf", f"{f.fond}/{f.opis}/{f.delo}" if f.fond else key(f.shelfmark)].append(i)
        if f.container:
            blocks["container", f"{key(f.container)[:12]} {f.volume} {f.year}"].append(i)
    return [sorted(set(b)) for _, b in sorted(blocks.items()) if len(set(b)) > 1]


def likeness(a: Cited, b: Cited) -> tuple[float, str]:
    """The score (0..1) that two cited things are one, and the reason."""
    one, two = a.type in DOCUMENTS, b.type in DOCUMENTS
    if one and two:
        score, reason = _documents(a, b)
        if score < THRESHOLD and {a.type, b.type} == {"published_document"}:
            return max((score, reason), _works(a.fields, b.fields))
        return score, reason
    if one != two:
        f, g = a.fields, b.fields
        if f.doc_date and g.doc_date and f.doc_date != g.doc_date:
            return 0.0, "different days"
        if f.doc_date and f.doc_date == g.doc_date and {a.type, b.type} & {"other", "short_title"}:
            return _documents(a, b)
        if bool(f.doc_date) != bool(g.doc_date) and (f.sender or g.sender):
            return 0.0, "a document and a work"
    return _works(a.fields, b.fields)


def _works(f: Fields, g: Fields) -> tuple[float, str]:
    if f.volume and g.volume and _number(f.volume) != _number(g.volume) and not (f.issue or g.issue):
        return 0.0, "different volumes"
    if f.issue and g.issue and f.issue != g.issue and f.container:
        return 0.0, "different issues"
    title = title_likeness(f.title, g.title)
    author = author_likeness(f, g)
    same_year = bool(f.year and g.year and f.year == g.year)
    apart = bool(f.year and g.year and f.year != g.year)
    long = min(len(title_key(f.title).split()), len(title_key(g.title).split())) >= 4
    if apart and bool(f.volume) != bool(g.volume) and _differs(f, g):
        return 0.0, "another volume, year and publisher"
    if author is None:
        if title >= 0.95 and (long or same_year) and not apart:
            return 0.86, "same title, one without author"
        return (0.82, "same title and year") if title >= 0.9 and same_year and long else (0.0, "")
    if author >= 0.84:
        if title >= 0.9 and not (apart and _differs(f, g)):
            return min(1.0, 0.5 * title + 0.5 * author), "same author and title"
        if title >= 0.9:
            return 0.82, "same author and title, another edition"
        # a body brings out many works whose titles differ in one word
        if (
            title >= (0.85 if any(is_body(x) for x in (*f.authors, *g.authors)) else 0.72)
            and (same_year or _same(f.publisher, g.publisher))
            and not apart
        ):
            return 0.84, "same author and year, title like"
        if (
            f.container
            and same_year
            and _same(f.container, g.container)
            and f.volume == g.volume
            and pages_overlap(f.pages, g.pages)
            and len(page_numbers(f.pages)) > 1
        ):
            return 0.83, "same author, journal, volume and pages"
        return 0.3 * title, ""
    bodies = any(is_body(x) for x in (*f.authors, *g.authors))
    if (
        title >= 0.94
        and long
        and not apart
        and (author >= 0.6 or bodies)
        and (same_year or _same(f.publisher, g.publisher) or _same(f.place, g.place))
    ):
        return 0.84, "same title, year or publisher; author written differently"
    return 0.2 * title, ""


def _documents(a: Cited, b: Cited) -> tuple[float, str]:
    f, g = a.fields, b.fields
    if f.doc_number and g.doc_number and f.doc_number != g.doc_number:
        return 0.0, "different document numbers"
    day = _days(f.doc_date, g.doc_date)
    if day == 0.0:
        return 0.0, "different days"
    same_place = _units(f, g)
    if a.type in ("newspaper", "diary") or b.type in ("newspaper", "diary"):
        return _issues(a, b, day)
    title = title_likeness(_plain(f), _plain(g))
    apart = any(
        a and b and party_likeness(a, b) < 0.84 for a, b in ((f.sender, g.sender), (f.recipient, g.recipient))
    )
    if apart and not (same_place == "same" and f.listy and f.listy == g.listy):
        return 0.0, "different parties"
    if (
        same_place == "same"
        and day == 1.0
        and (f.listy == g.listy or not (f.listy and g.listy))
        and (title >= 0.5 or f.listy or not (f.title or g.title))
    ):
        return 0.93, "same shelfmark and day"
    if (
        same_place == "same"
        and day < 0
        and f.listy == g.listy
        and (title >= 0.6 or not (f.title and g.title))
    ):
        return 0.92, "same shelfmark and sheets"
    if same_place == "other":
        return 0.0, "same archive, different shelfmarks"
    pair = bool(f.sender and g.sender) and party_likeness(f.sender, g.sender) >= 0.84
    to = bool(f.recipient and g.recipient) and party_likeness(f.recipient, g.recipient) >= 0.84
    kinds = (
        not (f.doc_kind and g.doc_kind)
        or f.doc_kind == g.doc_kind
        or {f.doc_kind, g.doc_kind} <= {"telegram", "letter", "report", "memorandum"}
    )
    if day == 1.0 and pair and to and kinds:
        return 0.95, "same sender, recipient and day"
    if day > 0 and pair and not (f.recipient or g.recipient) and f.doc_kind == g.doc_kind:
        return (
            0.9 if day == 1.0 else 0.81
        ), "same sender, kind and day" if day == 1.0 else "same sender and kind, days agree as far as written"
    if day == 1.0 and title >= 0.85:
        return 0.9, "same description and day"
    if (
        day == 1.0
        and f.doc_date.count("-") == 2
        and pair
        and f.doc_kind == g.doc_kind
        and not (f.recipient and g.recipient)
        and not same_place
    ):
        return 0.81, "same sender, kind and day; one names no recipient"
    if day == 1.0 and (pair or to) and f.doc_kind == g.doc_kind and title >= 0.6:
        return 0.82, "same party, kind and day, description like"
    if (
        day < 0
        and title >= 0.93
        and (_same(f.archive, g.archive) or _same(f.container, g.container))
        and f.volume == g.volume
        and not (f.doc_date or g.doc_date)
    ):
        return 0.85, "same description and place"
    bare = not (f.title or g.title or f.sender or g.sender or f.doc_date or g.doc_date or f.units or g.units)
    if (
        bare
        and _same(f.container, g.container)
        and _number(f.volume) == _number(g.volume)
        and f.year == g.year
        and f.doc_number == g.doc_number
    ):
        return 0.88, "same volume of a series"
    return 0.0, ""


def _issues(a: Cited, b: Cited, day: float) -> tuple[float, str]:
    """Entries of a diary and articles of a newspaper: the same series on the same day."""
    f, g = a.fields, b.fields
    if day != 1.0 or a.type != b.type:
        return 0.0, ""
    series = (
        _same(f.container, g.container) if a.type == "newspaper" else (author_likeness(f, g) or 0) >= 0.84
    )
    if not series:
        return 0.0, ""
    if f.title and g.title and a.type == "newspaper" and title_likeness(f.title, g.title) < 0.8:
        return 0.0, "different articles"
    return 0.9, "same series and day"


def _plain(f: Fields) -> str:
    return f.title or " ".join((f.doc_kind, f.sender, f.recipient))


def _days(a: str, b: str) -> float:
    """1 for the same day, 0.5 where one is only the other's month or year, 0 for different days, -1 when a
    date is missing."""
    if not a or not b:
        return -1.0
    x, y = a.rstrip("~?"), b.rstrip("~?")
    if x == y:
        return 1.0 if x.count("-") >= 1 else 0.5
    short, long = sorted((x, y), key=len)
    return 0.5 if long.startswith(short + "-") and "/" not in x + y else 0.0


def _units(f: Fields, g: Fields) -> str:
    """ "same" shelfmark down to the file, "other" within one archive, "" when that cannot be told."""
    one, two = (
        dict(u for u in f.units if u[0] not in ("list", "folio")),
        dict(u for u in g.units if u[0] not in ("list", "folio")),
    )
    if not one or not two:
        return ""
    shared = set(one) & set(two)
    if len(shared) >= 2 and all(key(one[k]) == key(two[k]) for k in shared):
        if f.listy and g.listy and not pages_overlap(f.listy, g.listy):
            return "other"
        return "same"
    if one == two:
        return "same"
    return "other" if len(shared) >= 2 and _same(f.archive, g.archive, 0.7) else ""


def _differs(f: Fields, g: Fields) -> bool:
    return bool(f.publisher and g.publisher and not _same(f.publisher, g.publisher))


def _same(a: str, b: str, least: float = 0.85) -> bool:
    return bool(a and b) and (key(a) == key(b) or title_likeness(a, b) >= least)


def _number(volume: str) -> str:
    """A volume's number in arabic figures where it is roman."""
    text = key(volume)
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    if text and all(c in values for c in text):
        total = 0
        for c, following in zip(text, [*text[1:], ""], strict=True):
            total += -values[c] if following and values[following] > values[c] else values[c]
        return str(total)
    return text
