"""Citations whose fields the file itself gives, as a reference manager's fields and TEI's `bibl` do: where
they stand in a note, and what they say beside the words."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Any, get_args

from regesta.extract.notes.filling import Reading, page_numbers
from regesta.extract.notes.reading import read
from regesta.extract.read.document import Document, Identified
from regesta.extract.record import Citation, CitationType, Fields, Span
from regesta.extract.text.lexicon import CitationWords

#: Fields that are taken as the file gives them, under one name there and here.
_PLAIN = (
    *("title", "container", "place", "publisher", "year", "volume", "issue", "edition"),
    *("pages", "url", "archive", "shelfmark"),
)
#: What the words say beside a manager's fields: where in the work, and where its original is kept.
_ADDED = frozenset(
    (
        *("pages", "url", "accessed", "doc_number"),
        *("archive", "fond", "opis", "delo", "listy", "record_group", "shelfmark", "units", "copy_in"),
    )
)
#: Types that have a day of their own.
_DATED = frozenset({"archival_document", "newspaper", "interview", "report", "web"})
_SHORT = ("ibid", "short_title")
_UNTOLD = (*_SHORT, "other")


@cache
def _sureness() -> Mapping[str, float]:
    """given.toml's [confidence], read once."""
    file = resources.files("regesta.extract.notes").joinpath("given.toml")
    return dict(tomllib.loads(file.read_text(encoding="utf-8"))["confidence"])


@dataclass(frozen=True, slots=True)
class GivenWorks:
    """The works that a document's file identifies in its text, in order."""

    works: tuple[Identified, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> GivenWorks:
        """Those of a document that have an author or a title."""
        works = [
            i
            for i in document.identified
            if i.kind == "bibl" and ("title" in i.attributes or "author" in i.attributes)
        ]
        works.sort(key=lambda i: i.span)
        return cls(tuple(works), tuple(i.span[0] for i in works))

    def within(self, span: Span) -> Sequence[Identified]:
        """The works that begin in a span and end there."""
        found = self.works[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]
        return [i for i in found if i.span[0] < i.span[1] <= span[1]]


def items_of(document: Document, citations: Sequence[Citation]) -> dict[str, str]:
    """What the file calls the work of each citation, by the citation's id; those it names alone."""
    given = GivenWorks.of(document)
    out: dict[str, str] = {}
    for c in citations if given.works else ():
        k = bisect_right(given.starts, c.span[0]) - 1
        work = given.works[k] if k >= 0 else None
        if work is not None and c.span[0] < work.span[1] and "item" in work.attributes:
            out[c.id] = work.attributes["item"]
    return out


def placed(
    cut: Sequence[Span], works: Sequence[Identified], text: str
) -> Iterator[tuple[Span, Identified | None]]:
    """The pieces of a note, each with the work that the file gives for it, if any.

    A work is one piece from its first word on, with what the words add behind it ("p. 12"); before it a piece
    is kept that has a number, as every citation in full has.
    """
    at = 0
    for k, work in enumerate(works):
        x, y = work.span
        yield from ((before, None) for before in _before(cut, at, x, text))
        until = works[k + 1].span[0] if k + 1 < len(works) else len(text)
        end = max([y, *(b for a, b in cut if a < y < b)])
        span = _without_joint(text, x, min(end, until)) if end > until else (x, end)
        yield span, work
        at = span[1]
    yield from (((a, b), None) for a, b in cut if a >= at)


def _before(cut: Sequence[Span], at: int, end: int, text: str) -> Iterator[Span]:
    """The pieces that begin from `at` on and before a work; of one that goes on into the work the words
    before it, if they have a number."""
    for a, b in cut:
        if at <= a < end:
            before = _without_joint(text, a, min(b, end))
            if b <= end or re.search(r"\d", text[a : before[1]]):
                yield before


def _without_joint(text: str, a: int, b: int) -> Span:
    """A piece without what joins it to the work behind it."""
    kept = re.sub(r"[\s,;:&]*(?:[\s,;][^\W\d_]{1,4}[\s,;:]*)?$", "", text[a:b]) if b > a else ""
    return (a, a + len(kept)) if kept else (a, b)


def read_given(
    raw: str,
    text: str,
    span: Span,
    work: Identified,
    words: CitationWords,
    known: Set[str],
    *,
    again: bool,
) -> Reading:
    """A citation as its words say it and as the file gives it. `again`: the work was cited before, so that a
    short form may stay one."""
    said = read(raw, text, *span, words, known)
    given = _fields(work.attributes, words, known)
    if said is not None and said.type in _SHORT and again:
        return replace(said, fields=replace(said.fields, pages=given.pages or said.fields.pages))
    kind = _type(work.attributes, said)
    manager = work.attributes.get("manager", "")
    if kind in _DATED and "-" in work.attributes.get("date", ""):
        given = replace(given, doc_date=work.attributes["date"])
    return Reading(
        kind,
        _joined(said.fields if said is not None else Fields(), given, whole=bool(manager)),
        _sureness()["manager" if manager else "encoder"],
        reason=f"the file gives its fields ({manager or 'bibl'})",
    )


def _type(given: Mapping[str, str], said: Reading | None) -> CitationType:
    """The type that the file gives; else that of the words, a book's where those tell none."""
    if given.get("type") in get_args(CitationType):
        return given["type"]  # type: ignore[return-value]
    if said is not None and said.type not in _UNTOLD:
        return said.type
    printed = "title" in given and any(name in given for name in ("place", "publisher", "year"))
    return "book" if printed else said.type if said is not None else "other"


def _fields(given: Mapping[str, str], words: CitationWords, known: Set[str]) -> Fields:
    """The fields of a citation out of what the file gives."""
    plain = {name: given[name] for name in _PLAIN if given.get(name)}
    if "pages" in plain:
        locators = words.alternatives("page_short")
        plain["pages"] = page_numbers(re.sub(rf"^(?:{locators})\.?\s*", "", plain["pages"]))
    year = re.search(r"\d{4}", plain.get("year", ""))
    plain |= {"year": year.group()} if year else {}
    names = _names(given.get("author", ""))
    return Fields(
        authors=_families(given, "author", words, known),
        author_names=names,
        editors=_families(given, "editor", words, known),
        translators=_families(given, "translator", words, known),
        **plain,  # type: ignore[arg-type]
    )


def _names(people: str) -> tuple[str, ...]:
    """The names of "John Smith; Jones, Peter", each with the given name first."""
    parts = (p.strip(" ,") for p in people.split(";"))
    return tuple(re.sub(r"^([^,]+),\s*([^,]+)$", r"\2 \1", p) for p in parts if p)


def _families(given: Mapping[str, str], role: str, words: CitationWords, known: Set[str]) -> tuple[str, ...]:
    """The family names of the people of a role."""
    told = given.get(f"{role}_families", "")
    if told:
        return tuple(f for f in told.split("; ") if f)
    return tuple(words.names.family_of(n, known) for n in _names(given.get(role, "")))


def _joined(said: Fields, given: Fields, *, whole: bool) -> Fields:
    """The fields that the file gives, and those of the words that it leaves open; beside a `whole` record
    only the place in the work and the place where it is kept."""
    out: dict[str, Any] = {}
    taken = " ".join(str(getattr(given, name)) for name in ("title", "container", "author_names")).casefold()
    for f in fields(Fields):
        theirs, ours = getattr(given, f.name), getattr(said, f.name)
        if theirs:
            out[f.name] = theirs
        elif (f.name in _ADDED) if whole else not _within(ours, taken):
            out[f.name] = ours
    return Fields(**out)


def _within(value: Any, taken: str) -> bool:
    """Whether all words of a field stand in others already."""
    said = value if isinstance(value, str) else " ".join(str(v) for v in value)
    return bool(said) and all(w in taken for w in re.findall(r"\w+", said.casefold()))
