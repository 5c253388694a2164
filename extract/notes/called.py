"""Short names that a document gives its sources: "(hereafter Tolls)" in a note, its list of abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from regesta.extract.notes.markup import unmarked
from regesta.extract.notes.reading import read
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Fields
from regesta.extract.text.folding import fold, key
from regesta.extract.text.lexicon import CitationWords

#: A short name has at most so many words.
LONGEST_NAME = 8
#: What ends the name at the head of a citation: a comma, a bracket, a number.
_HEAD = re.compile(r"[^,;(\[\d]+")


@lru_cache(maxsize=8)
def _naming(words: CitationWords) -> re.Pattern[str]:
    """ "hereafter cited as": group `name` is what follows, without quotation marks and brackets."""
    return re.compile(
        rf"\b(?:{words.alternatives('hereafter')}),?:?\s+[\"'(\[]?(?P<name>[^\W\d_][^\"')\],;:\n]*)",
        re.IGNORECASE,
    )


def called(document: Document, citations: Sequence[Citation], words: CitationWords) -> dict[str, Citation]:
    """The citations that their notes give a short name for later, by that name, folded; of two of one name
    the first."""
    text = fold(unmarked(document.text))
    found: dict[str, Citation] = {}
    ends = {n.id: (n.spans or (n.span,))[-1][1] for n in document.footnotes}
    for c, behind in pairwise((*citations, None)):
        if c is None:
            continue
        within = behind is not None and behind.footnote == c.footnote
        end = behind.span[0] if behind is not None and within else ends.get(c.footnote, c.span[1])
        for name in _names(text[c.span[0] : end], words):
            found.setdefault(name, c)
    return found


def _names(text: str, words: CitationWords) -> Iterator[str]:
    for m in _naming(words).finditer(text):
        name = key(m["name"])
        if name and len(name.split()) <= LONGEST_NAME:
            yield name


def abbreviated(document: Document, words: CitationWords) -> Mapping[str, Fields]:
    """The works that the document's list of abbreviations stands for ("TH: Ann Brook, Tolls of Hull, 1990"),
    by the abbreviation, folded."""
    out = {}
    for a in document.abbreviations:
        reading = read(a.long, fold(a.long), 0, len(a.long), words)
        if reading is not None and reading.fields.title:
            out[key(a.short)] = reading.fields
    return out


def name_of(c: Citation) -> str:
    """The words at the head of a citation, folded, as a short name would stand there."""
    m = _HEAD.match(fold(c.quote))
    return key(m.group()) if m else ""
