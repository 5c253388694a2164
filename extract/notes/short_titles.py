"""Short titles that begin with their author, told when all notes of a document are read: "Kalb, pp. 12-13",
"Reed's Oil, p. 4"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import lru_cache

from regesta.extract.notes.author_date import author_date_patterns
from regesta.extract.notes.descriptions import kind_of
from regesta.extract.record import Citation
from regesta.extract.text.lexicon import CitationWords

#: A word with a capital and small letters behind it, as family names have.
_LONE_WORD = re.compile(r"[^\W\d_a-z][\w'-]*[a-z]")
#: A family name of several words and what follows it: "La Font de Saint-Yenne, Réflexions".
_LONG_NAME = re.compile(r"(?P<name>[^\W\d_a-z][^,]*\s[^,]*),\s(?P<title>.+)")


@lru_cache(maxsize=8)
def _owned(words: CitationWords) -> re.Pattern[str]:
    """An author in the genitive and his work in short: "Reed's Oil"."""
    return re.compile(
        rf"(?P<name>[^\W\d_a-z][\w-]*(?:\s[\w-]+){{0,3}}?)(?:{words.alternatives('possessive_endings')})\s"
        r"(?P<title>[\"'\u201c\u2018]?[^\W\d_a-z].*)"
    )


def with_authors(
    citations: Sequence[Citation], known: Set[str], common: Set[str], words: CitationWords
) -> list[Citation]:
    """The citations with the authors of those short titles that begin with the family name of somebody cited
    (`known` family names of the bibliography, casefolded).

    A title that is nothing but such a name is the author; so is one word before volume or page that the
    document never writes in small letters (`common`), when it is cited so more than once: "Hurst, ii. 241".
    """
    often = Counter(c.fields.title for c in citations if _is_lone_word(c))
    seen = known | {
        a.casefold()
        for c in citations
        if c.type != "short_title" and c.fields.author_names
        for a in c.fields.authors
    }

    def is_name(word: str) -> bool:
        small = word.casefold()
        return small in seen or (often[word] > 1 and small not in common and not kind_of(word, words))

    def settled(c: Citation) -> Citation:
        if c.type != "short_title" or c.fields.authors or c.fields.editors:
            return c
        if _is_lone_word(c):
            return _by(c, c.fields.title, "") if is_name(c.fields.title) else c
        joined = [n for n in author_date_patterns(words).joint.split(c.fields.title) if n]
        if len(joined) > 1 and all(_LONE_WORD.fullmatch(n) and n.casefold() in seen for n in joined):
            # "Hurst and Lane, 213"
            return replace(
                c, fields=replace(c.fields, authors=tuple(joined), author_names=tuple(joined), title="")
            )
        m = _owned(words).fullmatch(c.fields.title) or _LONG_NAME.fullmatch(c.fields.title)
        return _by(c, m["name"], m["title"]) if m and m["name"].casefold() in seen else c

    return [settled(c) for c in citations]


def _by(c: Citation, name: str, title: str) -> Citation:
    """A citation with its author and what is left of its title."""
    return replace(c, fields=replace(c.fields, authors=(name,), author_names=(name,), title=title))


def _is_lone_word(c: Citation) -> bool:
    """Whether a short title is one word and has no author."""
    return c.type == "short_title" and not c.fields.authors and bool(_LONE_WORD.fullmatch(c.fields.title))
