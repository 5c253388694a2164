"""How a thesis calls people and cites what they wrote: full, by short title, by op. cit. or ibid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Literal

from benchmarks.theses.world import Letter, Person, Work

Manner = Literal["full", "short", "ibid"]
#: The manners of citing, one to a thesis.
STYLES = ("chicago", "continental", "opcit")
#: Words a short title begins without.
_ARTICLES = ("The ", "A ", "An ")


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as printed, what it cites, how, and what a reader should find in it."""

    text: str
    source: str
    manner: Manner
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one thesis spells a person: the full form, the family name alone, and the family name first."""

    full: str
    family: str
    inverted: str


def spelling(person: Person, r: Random) -> Spelling:
    """One of the ways to spell a person's name."""
    given, family = r.choice(person.given), r.choice(person.family)
    first = r.choices(
        (given, f"{given} {person.initial}.", f"{given[0]}. {person.initial}."), weights=(6, 3, 1)
    )[0]
    return Spelling(f"{first} {family}", family, f"{family}, {first}")


def printed_day(day: date) -> str:
    """A day as a thesis prints it."""
    return f"{day.day} {day:%B %Y}"


def short_title(work: Work) -> str:
    """A title as later citations shorten it."""
    title = work.title.split(":")[0]
    return next((title.removeprefix(a) for a in _ARTICLES if title.startswith(a)), title)


def cite_work(work: Work, author: Spelling, page: int, style: str, manner: Manner) -> Cited:
    """A citation of a book or an article."""
    if manner == "ibid":
        return Cited(f"Ibid., p. {page}", work.id, manner, {"pages": str(page)})
    if manner == "short":
        called = "op. cit." if style == "opcit" else _quoted(work, short_title(work))
        fields = {"authors": [author.family], "pages": str(page)}
        return Cited(f"{author.family}, {called}, p. {page}", work.id, manner, fields)
    fields = {"authors": [author.family], "title": work.title, "year": str(work.year), "pages": str(page)}
    return Cited(f"{author.full}, {_described(work, style)}, p. {page}", work.id, manner, fields)


def _quoted(work: Work, title: str) -> str:
    return f'"{title}"' if work.journal else title


def _described(work: Work, style: str) -> str:
    """Title and imprint."""
    if work.journal:
        return f'"{work.title}," {work.journal} {work.volume} ({work.year})'
    if style == "continental":
        return f"{work.title}, {work.place}, {work.publisher}, {work.year}"
    return f"{work.title} ({work.place}: {work.publisher}, {work.year})"


def cite_letter(letter: Letter, sender: str, recipient: str, *, first: bool) -> Cited:
    """A citation of a letter; the archive is spelt out when it is first named."""
    name, short = letter.archive
    archive = f"{name} ({short})" if first else short
    fields = {
        "sender": sender,
        "recipient": recipient,
        "doc_date": letter.day.isoformat(),
        "archive": short,
        "path": letter.path,
    }
    text = f"{sender} to {recipient}, {printed_day(letter.day)}, {archive}, {letter.path}"
    return Cited(text, letter.id, "full" if first else "short", fields)


def entry(work: Work, author: Spelling) -> str:
    """A work as a bibliography lists it."""
    name = author.inverted.rstrip(".")
    title = work.title if work.title.endswith("?") else f"{work.title}."
    if work.journal:
        pages = f"{work.pages[0]}-{work.pages[1]}"
        return f'{name}. "{title}" {work.journal} {work.volume} ({work.year}): {pages}.'
    return f"{name}. {title} {work.place}: {work.publisher}, {work.year}."
