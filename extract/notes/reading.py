"""One citation read: its parts put into fields, and its type told from which parts it has."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache

from regesta.extract.notes.ancient import read_ancient
from regesta.extract.notes.author_date import author_date_patterns, family_initials, read_author_date
from regesta.extract.notes.authors import Leading, leading
from regesta.extract.notes.filling import Reading, filled
from regesta.extract.notes.gathering import gather
from regesta.extract.notes.inverted import inverted
from regesta.extract.notes.kinds.choosing import group
from regesta.extract.notes.law import read_law
from regesta.extract.notes.letters import PRINTED, letter_beside, with_letter
from regesta.extract.notes.parts import Parts
from regesta.extract.notes.pointers import pointer_patterns, pointing_form, read_ibid, read_short_form
from regesta.extract.notes.stops import Parted, parted, with_commas
from regesta.extract.text.lexicon import CitationWords

__all__ = ["Reading", "read"]


@lru_cache(maxsize=8)
def _stops_within(words: CitationWords) -> tuple[re.Pattern[str], ...]:
    """Full stops that part a citation as commas do: before a place of print ("Conflict in the Congo. London:
    Routledge"), a publisher and a year ("Robust methods. Leeds University Press, 2009"), a count of pages."""
    w = words.alternatives
    word = r"(?:[^\W\d_a-z][\w.'&-]*|&|of|for)"
    return (
        re.compile(rf"(?<=[a-zа-я\d)?!\"'])\.(?=\s+(?:{w('places')})(?:,\s(?:{w('states')}))?\s?:\s)"),
        re.compile(
            rf"(?<=[a-zа-я)])\.(?=\s+(?:(?:{word}\s+){{0,4}}(?:{w('publisher_words')})(?:\s+{word}){{0,2}}"
            rf"|(?:{w('publishing_houses')})),?\s+(?:1[5-9]|20)\d\d(?!\d))"
        ),
        # "Port Museums. https://example.org"
        re.compile(r"(?<=[a-zа-я])\.(?=\s+https?://)"),
        # "The Gulf. 2nd rev. ed."
        re.compile(rf"(?<=[a-zа-я\d)?!\"'])\.(?=\s+(?i:{w('edition')})(?!\w))"),
        re.compile(rf"(?<=\d{{4}})\.(?=\s+\d+\s+(?:{w('page_counts')})(?!\w))"),
        # "Castle Combe. p. 233", "vol. ii. pp. 215-217"
        re.compile(rf"(?<=[a-zа-я])\.(?=\s+(?:{w('page_marks')})\s*\d)"),
    )


#: A journal with its year in square brackets, all in a bracket behind a quoted title: '"The Docks" (Port
#: Letters 3:1 [1977])'.
_JOURNAL_IN_BRACKET = re.compile(
    r"(?<=\")(,?\s)\(([^()\[\]]+)"
    r"\[((?:[A-Z][a-z]+\s)?(?:1[5-9]|20)\d\d(?:[-/]\d{1,4})?)\]\)"
)


@lru_cache(maxsize=8)
def _pages_in_imprint(words: CitationWords) -> re.Pattern[str]:
    """Pages in the bracket of an imprint, behind its year: "(Leith, 1821, pp. 507-566,)"."""
    return re.compile(
        rf"(\([^\W\d_a-z][^()\[\]]*[,:\s](?:1[4-9]|20)\d\d(?:-\d{{2,4}})?),"
        rf"(\s(?:{words.alternatives('page_short')})\.\s?\d[\d\s,-]*)\)"
    )


@lru_cache(maxsize=8)
def _later_name(words: CitationWords) -> re.Pattern[str]:
    """A bracket that names a work for later notes: "(hereafter Tolls)"."""
    return re.compile(rf"[(\[](?:{words.alternatives('hereafter')})\b[^()\[\]]*[)\]]", re.IGNORECASE)


@lru_cache(maxsize=8)
def _before_accessed(words: CitationWords) -> re.Pattern[str]:
    """The stop between an address or a site's name and when it was looked up."""
    return re.compile(rf"[.;](?=\s+(?:{words.alternatives('accessed')}))", re.IGNORECASE)


@lru_cache(maxsize=8)
def _within_debates(words: CitationWords) -> re.Pattern[str]:
    """The blanks that part the day, volume and column of a debate: "HC Deb 4 May 1982 vol 23 c30"."""
    w = words.alternatives
    return re.compile(
        rf"(?<=[a-z.\d])\s(?=(?:{w('volume', 'debate_columns')})\.?\s?\d"
        r"|\d\s?s\.|\d{1,2}\s[A-Z][a-z]+\s\d{4})"
    )


@lru_cache(maxsize=8)
def _before_pages(words: CitationWords) -> re.Pattern[str]:
    """The blank between a title's last word and pages: "Life of Hurst p. 258"."""
    return re.compile(rf"(?<=[^\W\d_a-z])([\w'-]*[a-z])\s(?=(?:{words.alternatives('page_marks')})\s?\d)")


#: An author whom the work does not name, in square brackets before its title: "[N. A. Ware] Notes on Tolls".
_BRACKETED_AUTHOR = re.compile(
    r"^\[((?:[A-Z]\.\s?)+[^\W\d_a-z][\w'-]+|[A-Z][a-z]+(?:\s[A-Z][\w.'-]*){1,2})\]\s(?=\s?[^\W\d_a-z])"
)


@lru_cache(maxsize=8)
def _edited_by(words: CitationWords) -> re.Pattern[str]:
    """The blanks around the word for an editor that no comma parts: "Thwaites ed., Early Travels"."""
    name = r"[^\W\d_a-z][\w'-]*\.?"
    return re.compile(
        rf"^((?:{name}\s){{0,3}}[^\W\d_a-z][\w'-]+)\s((?:{words.alternatives('bare_editors')})\.)(?:,|\s(?=[^\W\d_a-z]))"
    )


@lru_cache(maxsize=8)
def _author_within(words: CitationWords) -> re.Pattern[str]:
    """The blank between an author and the journal he writes in: "G. S. Brook in the Port Journal, II, 15"."""
    w = words.alternatives
    return re.compile(
        rf"^((?:[A-Z]\. ?){{1,3}}[^\W\d_a-z][\w'-]+)\s"
        rf"(?=(?:{w('contained_in')})\s+(?:(?:{w('articles')})\s+)?[^\W\d_a-z])"
    )


def _blank(m: re.Match[str]) -> str:
    return " " * len(m.group())


def _opened_bracket(m: re.Match[str]) -> str:
    """The journal as it stands elsewhere, the year alone in the bracket; no offset moves."""
    return f"{m[1]} {m[2]}({m[3]}) "


def read(
    raw: str, text: str, start: int, end: int, words: CitationWords, known: Set[str] = frozenset()
) -> Reading | None:
    """The citation at raw[start:end]; None when the words carry no sign of one. `text` is `raw` folded;
    `known` family names, casefolded."""
    patterns = pointer_patterns(words)
    if patterns.own_pages.fullmatch(text, start, end):
        return None
    letter = letter_beside(text, start, end, words)
    if letter is not None:
        printed = read(raw, text, *letter.where, words, known)
        if printed is not None and printed.type in PRINTED:
            return with_letter(printed, letter)
        if letter.stop >= 0:
            text = text[: letter.stop] + "," + text[letter.stop + 1 :]
    ibid = patterns.ibid.match(text, start, end)
    if ibid:
        return read_ibid(raw, text, ibid.end(), end, words)
    idem = patterns.idem.match(text, start, end)
    begin = idem.end() if idem else start
    if _JOURNAL_IN_BRACKET.search(text, begin, end):
        text = text[:begin] + _JOURNAL_IN_BRACKET.sub(_opened_bracket, text[begin:end]) + text[end:]
    inner = _pages_in_imprint(words).sub(r"\1)\2 ", text[begin:end])
    inner = _before_accessed(words).sub(",", _later_name(words).sub(_blank, inner))
    inner = _edited_by(words).sub(r"\1,\2,", inner)
    inner = _BRACKETED_AUTHOR.sub(r" \1, ", inner)
    inner = _author_within(words).sub(r"\1,", inner)
    inner = _before_pages(words).sub(r"\1,", inner)
    if words.pattern("debates", case=True).match(inner):
        inner = _within_debates(words).sub(",", inner)
    text = text[:begin] + inner + text[end:]
    return _by_form(text, begin, end, words, known) or _in_full(
        raw, text, begin, end, words, known, idem=bool(idem)
    )


def _by_form(text: str, begin: int, end: int, words: CitationWords, known: Set[str]) -> Reading | None:
    """A citation whose form alone tells it: an ancient work, a law, "op. cit.", author and year."""
    canonical = read_ancient(text, begin, end, words, known) or read_law(text, begin, end, words)
    if canonical:
        return canonical
    form = pointing_form(text, begin, end, words)
    if form:
        return read_short_form(text, begin, end, form, words, known)
    return read_author_date(text, begin, end, words, known)


def _in_full(
    raw: str, text: str, begin: int, end: int, words: CitationWords, known: Set[str], *, idem: bool
) -> Reading | None:
    """A citation read part by part; its authors first, where they stand as in a list."""
    listed = inverted(text, begin, end, words)
    if listed:
        return _reference(raw, listed[0], end, words, known | listed[1])
    harvard = author_date_patterns(words).harvard.match(text, begin, end)
    if harvard:
        return _harvard(raw, text, harvard, end, words, known)
    reference = parted(text, begin, end, words)
    if reference:
        return _reference(raw, reference, end, words, known)
    inner = text[begin:end]
    for stop in _stops_within(words):
        inner = stop.sub(",", inner)
    plain = text[:begin] + inner + text[end:]
    return _full(raw, gather(plain, begin, end, words), words, known, idem=idem)


def _harvard(
    raw: str, text: str, m: re.Match[str], end: int, words: CitationWords, known: Set[str]
) -> Reading | None:
    """ "Mastny, V. (1996) The Cold War. New York: Oxford University Press": families and initials first, the
    year behind them."""
    begin, year = m.end(), m["year"] or m["bare"] or ""
    titled = with_commas(text, begin, end, words)
    if titled != text:
        parts = gather(titled, begin - 1, end, words, year)
    else:
        # full stops part title, place and publisher here; the offsets stay
        stops = re.sub(r"(?<=[\w)\"'?!])\.(?=\s+[^\W\d_a-z])", ",", text[begin:end])
        parts = gather(text[:begin] + stops + text[end:], begin, end, words)
    found = _full(raw, parts, words, known, idem=True)
    if found is None:
        return None
    pairs = family_initials(m["names"])
    fields = replace(
        found.fields,
        authors=tuple(family for family, _ in pairs),
        author_names=tuple(f"{given} {family}" for family, given in pairs),
        year=year or found.fields.year,
    )
    return replace(
        found,
        type="book" if year and found.type in ("short_title", "other") else found.type,
        fields=fields,
    )


def _reference(
    raw: str, reference: Parted, end: int, words: CitationWords, known: Set[str]
) -> Reading | None:
    """A reference whose authors are read already, and a year behind them."""
    parts = gather(reference.text, reference.begin - reference.stopped, end, words, reference.year)
    head = Leading(reference.names, reference.body, (), (), tuple(parts.words))
    return _full(raw, parts, words, known, head=head)


#: The place in a work that has books and chapters: "2.18", "5.1.2".
_PLACE = re.compile(r"(?<=[^\W\d_])\s(?P<place>\d{1,3}(?:\.\d{1,3}){2,})$")


def _placed(parts: Parts) -> Parts:
    """Parts whose last words end with book, chapter and section, these read as their place: "On Tolls
    5.1.2"."""
    last = parts.words[-1] if parts.words else None
    m = _PLACE.search(last.text) if last is not None and not last.quoted and not parts.pages else None
    if last is None or m is None:
        return parts
    cut = len(last.text) - m.start()
    short = replace(last, text=last.text[: m.start()], end=last.end - cut)
    return replace(parts, words=[*parts.words[:-1], short], pages=m["place"])


def _full(
    raw: str,
    parts: Parts,
    words: CitationWords,
    known: Set[str],
    *,
    idem: bool = False,
    head: Leading | None = None,
) -> Reading | None:
    """A citation in full, by its parts; behind "idem" no author stands; `head` when the authors are read
    already."""
    if not (parts.words or parts.marks or parts.archives or parts.url):
        return None
    parts = _placed(parts)
    head = head or (
        Leading((), "", (), (), tuple(parts.words))
        if idem and not parts.imprint.role
        else leading(parts.words, words, known)
    )
    if parts.written_by and not (head.names or head.institution):
        head = replace(head, names=parts.written_by)
    grouped = group(raw, parts, head, words, idem=idem)
    return None if grouped is None else filled(raw, grouped, head, words, known)
