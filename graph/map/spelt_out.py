"""What the abbreviation of an archive stands for: as the authority files say, else as the document spells it
out, "(ABC)" behind its words or in its list of abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from regesta.extract.authority.reading import Authority

#: An abbreviation: letters without blanks, two of them capitals at least ("TsAMO", "AP RF" is none).
_ABBREVIATION = re.compile(r"(?=\S{2,10}\Z)\w*[A-Z]\w*[A-Z][\w.]*")
#: Words before the brackets are looked at as far as twice as many as it has letters, and five more than it
#: has (Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation definitions").
_TWICE, _MORE = 2, 5
#: A line of a list of abbreviations: the abbreviation, a gap or a sign, its words up to the end of the line.
_LISTED = r"^[ \t]*{}(?:[ \t]{{2,}}|\t|[ \t]*[:=–—][ \t]*)(\w[^\n]{{8,110}}?)[ \t]*$"


def is_abbreviation(name: str) -> bool:
    """Whether the name of an archive is an abbreviation."""
    return _ABBREVIATION.fullmatch(name) is not None


def spelt_out(text: str, authority: Authority, name: str) -> tuple[str, ...]:
    """The full names of an archive that is called by an abbreviation; nothing for one that is not, and where
    nobody says."""
    if not is_abbreviation(name):
        return ()
    known = [a for e in authority.of_name(name) if e.kind == "archive" for a in (e.label, *e.aliases)]
    full = tuple(alias for alias in known if len(alias.split()) > 2)
    return full or tuple(filter(None, [_in_text(text, name)]))


@lru_cache(maxsize=256)
def _in_text(text: str, name: str) -> str:
    """The words a document gives for an abbreviation, the first it gives; "" for none."""
    listed = re.search(_LISTED.format(re.escape(name)), text, re.M)
    if listed and len(listed[1].split()) > 1:
        return " ".join(listed[1].split())
    return next(_before_brackets(text, name), "")


def _before_brackets(text: str, name: str) -> Iterator[str]:
    """Words right before the abbreviation in brackets whose letters it takes in their order."""
    letters = re.sub(r"\W", "", name).lower()
    most = min(_TWICE * len(letters), len(letters) + _MORE)
    for found in re.finditer(rf"\({re.escape(name)}\)", text):
        words = text[max(0, found.start() - 400) : found.start()].split()[-most:]
        if (first := _first_word(words, letters)) is not None:
            yield " ".join(words[first:])


def _first_word(words: list[str], letters: str) -> int | None:
    """The word with which the full form begins: letters are looked for from the last on, the first of them
    at the beginning of a word."""
    joined = " ".join(words).lower()
    at = len(joined)
    for n, letter in reversed(list(enumerate(letters))):
        at = joined.rfind(letter, 0, at)
        while n == 0 and at > 0 and joined[at - 1].isalnum():
            at = joined.rfind(letter, 0, at)
        if at < 0:
            return None
    return joined[:at].count(" ")
