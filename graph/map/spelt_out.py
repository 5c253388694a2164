"""What the abbreviation of an archive stands for: as the authority files say, else as the document spells it
out, "(ABC)" behind its words or in its list of abbreviations, else as its tradition of shelfmarks has it."""

from __future__ import annotations

import re
from functools import lru_cache

from regesta.extract.authority.reading import Authority
from regesta.extract.text.initials import is_abbreviation, words_of
from regesta.extract.text.shelfmarks import archive_of

#: A line of a list of abbreviations: the abbreviation, a gap or a sign, its words up to the end of the line.
_LISTED = r"^[ \t]*{}(?:[ \t]{{2,}}|\t|[ \t]*[:=–—][ \t]*)(\w[^\n]{{8,110}}?)[ \t]*$"
#: So many characters before an abbreviation in brackets hold its words.
_BEFORE = 400


def spelt_out(text: str, authority: Authority, name: str) -> tuple[str, ...]:
    """The full names of an archive that is called by an abbreviation; nothing for one that is not, and where
    nobody says."""
    if not is_abbreviation(name):
        return ()
    known = [a for e in authority.of_name(name) if e.kind == "archive" for a in (e.label, *e.aliases)]
    full = tuple(alias for alias in known if len(alias.split()) > 2)
    return full or tuple(filter(None, [_in_text(text, name) or _by_tradition(name)]))


@lru_cache(maxsize=256)
def _in_text(text: str, name: str) -> str:
    """The words a document gives for an abbreviation, the first it gives; "" for none."""
    listed = re.search(_LISTED.format(re.escape(name)), text, re.M)
    if listed and len(listed[1].split()) > 1:
        return " ".join(listed[1].split())
    places = re.finditer(rf"\({re.escape(name)}\)", text)
    given = (words_of(name, text[max(0, found.start() - _BEFORE) : found.start()]) for found in places)
    return next(filter(None, given), "")


def _by_tradition(name: str) -> str:
    """The name of an archive whose label the abbreviation is; "" for one that no tradition of shelfmarks
    knows."""
    known = archive_of(name)
    return known.name if known is not None and known.label == name else ""
