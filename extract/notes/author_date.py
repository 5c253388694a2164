"""Works cited by author and year, as the sciences do: "Gaddis 1997: 72", and in the list at the end "Mastny,
V. (1996) The Cold War"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from regesta.extract.notes.descriptions import kind_of
from regesta.extract.notes.filling import Reading, page_numbers
from regesta.extract.notes.imprint import is_place
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.record import Fields
from regesta.extract.text.lexicon import CitationWords

#: How sure an author and a year are read as such: set by hand.
CONFIDENCE = 0.85
_FAMILY = r"[^\W\d_a-zа-я][\w'-]+"
_YEAR = r"(?:1[5-9]|20)\d\d"
_FAMILY_INITIALS = r"[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)?,\s+(?:[^\W\d_a-z]\.[ -]?)+"
_PAIRS = re.compile(r"([^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)?),\s+((?:[^\W\d_a-z]\.[ -]?)+)")


class AuthorDatePatterns:
    """The patterns of author and year in a language; `author_date_patterns` gives them."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        joint = rf"(?:{w('author_date_joints')}|&)"
        self.others = re.compile(rf",?\s+(?:{w('et_al')})$")
        self.joint = re.compile(rf"\s*(?:,|&|\b(?:{w('author_date_joints')})\b(?! al))\s*")
        #: "Gaddis 1997: 72", "Roberts (2006), p. 364", "Roberts (2006) 364 n. 2".
        self.dated = re.compile(
            rf"(?P<names>{_FAMILY}(?:(?:,\s+|,?\s+{joint}\s+){_FAMILY}){{0,3}}"
            rf"(?:,?\s+(?:{w('et_al')}))?),?\s+"
            rf"(?:\((?P<year>{_YEAR})[a-z]?(?::\s*(?P<within>\d+(?:\s?-\s?\d+)?))?\)|(?P<bare>{_YEAR})[a-z]?(?=:))"
            rf"(?:(?:\s*[:,]\s*|(?<=\))\s)(?:(?:{w('short_pages')})\.?\s*)?"
            r"(?P<pages>\d+(?:\.\d+)?(?:\s?-\s?\d+(?:\.\d+)?)?(?:\s?ff?\.?)?))?"
            rf"(?:,?\s(?:{w('note_reference')})\s?\d+)?"
            # talk of the work: "Marsh and Dale (2017) for a compelling account"
            r"(?P<talk>\s+[a-z]{2,}\s[^\"\d(]*)?"
        )
        particles = "|".join(sorted(map(re.escape, words.names.particles), key=len, reverse=True))
        name = rf"(?:(?:{particles})\s)?{_FAMILY}"
        pages = r"\d+(?:\.\d+)?(?:\s?-\s?\d+(?:\.\d+)?)?"
        self.signal = re.compile(rf"^\s*(?:(?:{w('signals')})[,:]?\s+)+", re.IGNORECASE)
        #: "Steffy 1994, 71-72, fig. 3", in a document that cites so.
        self.plain = re.compile(
            rf"(?P<names>{name}(?:(?:,\s+|,?\s+{joint}\s+){name}){{0,3}}(?:,?\s+(?:{w('et_al')}))?),?\s+"
            rf"(?:\((?:{w('bare_editors')})\.?\)\s+)?"
            rf"(?P<year>{_YEAR})(?:-\d\d)?[a-z]?"
            rf"(?:\s*,\s+(?:{w('volume')})\.?\s*(?P<volume>\d+|[ivxlcIVXLC]+))?"
            rf"(?:\s*[:,]\s*(?:(?:{w('short_pages')})\.?\s*)?(?P<pages>{pages}(?:,\s{pages})*(?:\s?ff?\.?)?))?"
            rf"(?:[,.]?\s+(?:(?:{w('conjunctions')})\s+)?(?:{w('figures')})\b\.?[^\"();]*)?"
        )
        #: "Mastny, V. (1996) ", "Westad, O. A. and Hanhimäki, J., ".
        self.harvard = re.compile(
            rf"(?P<names>{_FAMILY_INITIALS}"
            rf"(?:(?:[,;]?\s*(?:{w('conjunctions')}|&)\s+|[,;]\s+){_FAMILY_INITIALS})*)"
            rf"\s*(?:\((?:{w('bare_editors')})\.?\)\s*)?"
            rf"(?:\((?P<year>{_YEAR})[a-z]?\)[.,:]?|(?P<bare>{_YEAR})[a-z]?[.,]|,)\s+"
        )


@lru_cache(maxsize=8)
def author_date_patterns(words: CitationWords) -> AuthorDatePatterns:
    """The patterns of author and year in a language."""
    return AuthorDatePatterns(words)


def read_author_date(
    text: str, start: int, end: int, words: CitationWords, known: Set[str]
) -> Reading | None:
    """ "Gaddis 1997: 72", "Roberts (2006), p. 364": a work of the list at the end by its author and year;
    None when text[start:end] is something else."""
    patterns = author_date_patterns(words)
    m = patterns.dated.fullmatch(text, start, end) or _plain(text, start, end, words, known)
    if m is None or is_serial(m["names"], words) or _by_line(m):
        return None
    names = [n for n in patterns.joint.split(patterns.others.sub("", m["names"])) if n]
    fields = Fields(
        authors=tuple(words.names.family_of(n, known) for n in names),
        author_names=tuple(names),
        year=_first_of(m, "year", "bare"),
        volume=_first_of(m, "volume"),
        pages=page_numbers(_first_of(m, "pages", "within")),
    )
    return Reading("short_title", fields, CONFIDENCE, reason="short title: an author and a year")


def _first_of(m: re.Match[str], *names: str) -> str:
    """What the first of some groups caught that a pattern has and that caught anything."""
    groups = m.groupdict()
    return next((groups[n] for n in names if groups.get(n)), "")


def _by_line(m: re.Match[str]) -> bool:
    """Whether an ancient author and his work are cited by page and line: "Olympiodorus, Commentary,
    Boer 1962: 59.8-15"."""
    return "," in m["names"] and "." in (m["pages"] or "")


def _plain(text: str, start: int, end: int, words: CitationWords, known: Set[str]) -> re.Match[str] | None:
    """An author whom the document cites by the year, with nothing between: "Steffy 1994, 71"."""
    patterns = author_date_patterns(words)
    m = patterns.plain.fullmatch(text, start, end)
    first = patterns.joint.split(patterns.others.sub("", m["names"]))[0] if m else ""
    return m if first and words.names.family_of(first).casefold() in known else None


#: What parts the works of a note from each other and from talk.
_PARTING = re.compile(r";|\.\s+(?=[^\W\d_a-z])")
#: A document cites by author and year when so many pieces of its notes do, by so many authors, in so large a
#: share of its notes. Set by hand: notes that give a short title and a year stay far below.
LEAST_DATED, LEAST_AUTHORS, LEAST_SHARE = 8, 4, 0.25


def families_by_year(text: str, notes: Sequence[tuple[int, int]], words: CitationWords) -> frozenset[str]:
    """The family names, casefolded, that a document cites with nothing but a year behind them; none where it
    has another manner. `notes` are the spans of its notes in `text`, folded."""
    patterns = author_date_patterns(words)
    found: list[str] = []
    dated = 0
    for start, end in notes:
        own = [
            m["names"]
            for piece in _PARTING.split(text[start:end])
            if (m := patterns.plain.fullmatch(patterns.signal.sub("", piece).strip(" .,")))
            and not is_serial(m["names"], words)
        ]
        found += own
        dated += bool(own)
    firsts = {
        words.names.family_of(patterns.joint.split(patterns.others.sub("", names))[0]).casefold()
        for names in found
        if not is_place(names, words)
    }
    manner = len(found) >= LEAST_DATED and len(firsts) >= LEAST_AUTHORS and dated >= LEAST_SHARE * len(notes)
    return frozenset(firsts) if manner else frozenset()


def is_serial(name: str, words: CitationWords) -> bool:
    """Whether a word before a year is a newspaper, a series of documents or an acronym rather than an
    author."""
    return bool(
        re.fullmatch(r"[A-Z][A-Z.]+", name)
        or is_newspaper(name, words)
        or words.pattern("document_series", case=True).match(name)
        or kind_of(name, words)
    )


def family_initials(names: str) -> list[tuple[str, str]]:
    """(family, initials) of each author in "Westad, O. A. and Hanhimäki, J."."""
    return [(family, given.strip()) for family, given in _PAIRS.findall(names)]
