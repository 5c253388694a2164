"""What the abbreviation of an archive stands for: as the authority files say, else as the document spells it
out, "(ABC)" behind its words, in its list of abbreviations or in a citation, else as its tradition of
shelfmarks has it; and where the document has these words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from regesta.extract.authority.reading import Authority
from regesta.extract.record import Span
from regesta.extract.text.initials import full_and_short, is_abbreviation, words_of
from regesta.extract.text.shelfmarks import archive_of

#: A line of a list of abbreviations: the abbreviation, a gap or a sign, its words up to the end of the line.
_LISTED = r"^[ \t]*{}(?:[ \t]{{2,}}|\t|[ \t]*[:=–—][ \t]*)(\w[^\n]{{8,110}}?)[ \t]*$"
#: So many characters before an abbreviation in brackets hold its words.
_BEFORE = 400


def spelt_out(text: str, authority: Authority, name: str, cited: str = "") -> tuple[str, ...]:
    """The full names of an archive that is called by an abbreviation; nothing for one that is not, where
    nobody says, and where the document says two things. `cited`: how a citation names the archive."""
    if not is_abbreviation(name):
        return ()
    known = [a for e in authority.of_name(name) if e.kind == "archive" for a in (e.label, *e.aliases)]
    full = tuple(alias for alias in known if len(alias.split()) > 2)
    if full:
        return full
    told = _in_text(text, name) or tuple(filter(None, [_cited(cited, name)]))
    if len(told) > 1:
        return ()
    return told or tuple(filter(None, [_by_tradition(name)]))


@lru_cache(maxsize=256)
def place_of(text: str, full: str) -> Span | None:
    """The first place where a document has the full name of an archive; None for nowhere."""
    found = re.search(r"\s+".join(map(re.escape, full.split())), text)
    return found.span() if found else None


@lru_cache(maxsize=256)
def _in_text(text: str, name: str) -> tuple[str, ...]:
    """The words a document gives for an abbreviation: those of its list, else those before the brackets; two
    where it gives others in another place, none where it gives none."""
    listed = re.search(_LISTED.format(re.escape(name)), text, re.M)
    if listed and len(listed[1].split()) > 1:
        return (" ".join(listed[1].split()),)
    return tuple({full.lower(): full for full in reversed([*_before_brackets(text, name)])}.values())[::-1]


def _before_brackets(text: str, name: str) -> Iterator[str]:
    for found in re.finditer(rf"\({re.escape(name)}\)", text):
        full = words_of(name, text[max(0, found.start() - _BEFORE) : found.start()])
        if full:
            yield full


def _cited(cited: str, name: str) -> str:
    """The words of "Harbour Museum (ABC)", whatever letters they have; "" for other brackets."""
    full, short = full_and_short(cited) or ("", "")
    return full if short == name else ""


def _by_tradition(name: str) -> str:
    """The name of an archive whose label the abbreviation is; "" for one that no tradition of shelfmarks
    knows."""
    known = archive_of(name)
    return known.name if known is not None and known.label == name else ""
