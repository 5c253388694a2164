"""The entries of a bibliography as they are meant: parted where two stand in one, joined where a line break
had cut one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from regesta.extract.notes.bibliography_words import bibliography_words
from regesta.extract.notes.listed_authors import is_inverted_name
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.text.folding import fold
from regesta.extract.text.lexicon import CitationWords

#: An entry that a line break had cut goes on within so many characters.
NEAR = 40
#: A shorter piece is a heading or a series of its own, and nothing is joined to it ...
SHORTEST = 15
#: ... but for one with a comma and as many characters, when it ends with a colon: the publisher comes next.
SHORTEST_BEFORE_PUBLISHER = 40
_INDENTED = re.compile(r"\.\s*\n\s{8,}(?=\S)")
_UNSTOPPED = re.compile(r":\s[^:\n]+,\s(?:1[5-9]|20)\d\d\s*\n\s*(?=[^\W\d_a-z])")


#: A dash instead of the author begins an entry, on whatever line: "Leeds: Moor Press, 2005. ――. Tolls."
_SAME_AUTHOR = re.compile(r"[.)\d]\s+(?=[-_\u2013-\u2015]{2,}[.,]\s)")


def entries_as_meant(document: Document, words: CitationWords) -> list[BibliographyEntry]:
    """The document's entries, in order, parted and joined."""
    out: list[BibliographyEntry] = []
    for entry in (part for whole in document.bibliography for part in _parted(document.text, whole)):
        if out and _goes_on(document.text, out[-1], entry, words):
            out[-1] = replace(out[-1], span=(out[-1].span[0], entry.span[1]))
        else:
            out.append(entry)
    return out


def _parted(text: str, entry: BibliographyEntry) -> Iterator[BibliographyEntry]:
    """An entry cut where another begins: before every deeply indented line that follows a full stop, before a
    dash in an author's place, and where a line ends with an imprint's year and the next begins with a capital
    (the full stop was left out)."""
    a, b = entry.span
    cuts = {
        a + m.end() for pattern in (_INDENTED, _UNSTOPPED, _SAME_AUTHOR) for m in pattern.finditer(text[a:b])
    }
    for x, y in pairwise([a, *sorted(cuts), b]):
        yield replace(entry, span=(x, x + len(text[x:y].rstrip())))


def _goes_on(text: str, before: BibliographyEntry, entry: BibliographyEntry, words: CitationWords) -> bool:
    """Whether an entry is the rest of the one before it, which had not come to its end: an initial's full
    stop, a day without its month, a comma."""
    if before.rubrics != entry.rubrics or entry.span[0] - before.span[1] >= NEAR:
        return False
    tail = text[before.span[0] : before.span[1]].rstrip()
    if re.search(r"[.\d]$", tail) and _begins_with_name(text, entry, words):
        return False
    if tail.endswith(":") and "," in tail and len(tail) > SHORTEST_BEFORE_PUBLISHER:
        return True
    return len(tail) > SHORTEST and not bibliography_words(words.language).entry_end.search(tail)


def _begins_with_name(text: str, entry: BibliographyEntry, words: CitationWords) -> bool:
    """Whether an entry begins with an author's name, family name first."""
    own = bibliography_words(words.language).inverted_name.match(fold(text[entry.span[0] : entry.span[1]]))
    return own is not None and is_inverted_name(own["family"], own["given"], words, first=True)
