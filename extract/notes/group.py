"""The words of a citation as a group: title, container, type; and how titles, runs of words and dates are
taken from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from regesta.extract.notes.descriptions import Description
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.record import CitationType
from regesta.extract.text.folding import fold, tidy


@dataclass(frozen=True, slots=True)
class Group:
    """Title, container and type, and what came to light on the way."""

    type: CitationType
    title: str = ""
    container: str = ""
    names: tuple[str, ...] = ()
    institution: str = ""
    editors: tuple[str, ...] = ()
    owner: str = ""
    archive: str = ""
    description: Description = field(default_factory=Description)
    doc_date: str = ""
    volume: str = ""
    periodical: bool = False


def joined(raw: str, items: list[Words]) -> str:
    """The raw words of the items as one line; commas between neighbours stay as they stand."""
    out: list[list[Words]] = []
    for w in items:
        if out and not w.quoted and not out[-1][-1].quoted and w.first - out[-1][-1].order == 1:
            out[-1].append(w)
        else:
            out.append([w])
    return ", ".join(tidy(raw[run[0].start : run[-1].end]) for run in out)


def first_run(items: list[Words]) -> list[Words]:
    """The items up to the first that something else (a date, an archive) parts from its neighbour."""
    for k in range(1, len(items)):
        if items[k].first - items[k - 1].order != 1:
            return items[:k]
    return items


def replace_words(item: Words, cut: int) -> Words:
    """The words of an item from a place on."""
    return Words(item.start + cut, item.end, item.text[cut:], order=item.order, first=item.first)


def undated(text: str, lent: list[tuple[str, int, int]] | None = None) -> str:
    """A stretch without the date at its end ("Reports in Ettelaat on 11 Jan")."""
    found = dates_in(text)
    if found and found[-1].end >= len(text.rstrip(" .")) - 1 and "/" not in found[-1].edtf:
        return re.sub(r"\s*(?:\bon|\bof|\bdated|\bin|,)?\s*$", "", text[: found[-1].start])
    if lent:
        return re.sub(r"\s*(?:\bon|\bof|,)?\s*\d{1,2}\s+\w+\.?$", "", text)
    return text


def lent_days(w: Words, parts: Parts) -> list[tuple[str, int, int]]:
    """The days in a stretch that borrow their year from a later one."""
    return [d for d in parts.lent if w.start <= d[1] and d[2] <= w.end]


def days_in(w: Words) -> list[tuple[str, int, int]]:
    return [(d.edtf, w.start + d.start, w.start + d.end) for d in dates_in(w.text) if d.edtf.count("-") == 2]


def dated_title(title: str, parts: Parts) -> tuple[str, str]:
    """A title without the date that ends it bare, and the document's date: an atom's own, else the last one
    the title holds."""
    found = dates_in(fold(title))
    tail = found[-1] if found else None
    if parts.dates:
        return title, parts.dates[0][0]
    if tail is None:
        return title, ""
    if (
        tail.end >= len(title.rstrip(" ."))
        and not re.search(
            r"\b(?:on|of|in|between|from|to|until|and|dated|for|vom|am|du|le|от)\s+$", title[: tail.start]
        )
        and tail.edtf.count("-") == 2
    ):
        return title[: tail.start].rstrip(" ,"), tail.edtf
    full = [d for d in found if not re.fullmatch(r"\d{4}(?:/\d{4})?", d.edtf)]
    return title, full[-1].edtf if full else ""
