"""The authors at the head of a bibliography's entry, family names first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from regesta.extract.notes.bibliography_words import BibliographyWords, bibliography_words
from regesta.extract.read.document import BibliographyEntry
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.names import NameWords
from regesta.extract.text.shelfmarks import archive_of

#: More words than this are no person's given names.
MOST_GIVEN = 4
#: An entry indented by as many blanks stands under the author before it.
INDENT = 4
#: "Herrmann, Richard K. Perceptions and ...": behind an initial and no comma the title has begun.
_STRAY_TITLE = re.compile(r"(.*?\b[A-Z]\.)\s+[A-Z][a-z]{3,}.*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """Who an entry begins with: full names ("Jae Duk Han") and family names, what they did, and where the
    rest of the entry begins."""

    begin: int
    names: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    role: Literal["", "editor", "translator"] = ""


def heading_at(text: str, start: int, end: int, words: CitationWords) -> Heading:
    """The authors that text[start:end], folded, begins with; without any its `begin` is the start."""
    patterns = bibliography_words(words.language)
    names: list[str] = []
    families: list[str] = []
    role: Literal["", "editor", "translator"] = ""
    at = start
    while True:
        m = patterns.inverted_name.match(text, at, end)
        if m is None or not is_inverted_name(m["family"], m["given"], words, first=not names):
            break
        given, at = _given(m, text)
        family = patterns.suffix.sub("", m["family"].strip())
        names.append(tidy(f"{given} {family}" + (f" {m['jr']}" if m["jr"] else "")))
        families.append(family)
        if given != m["given"]:
            break
        at = _behind(patterns.suffix_behind, text, at, end)
        said = patterns.role.match(text, at, end)
        if said:
            at, role = said.end(), "editor" if said["editor"] else "translator"
        join = patterns.join.match(text, at, end)
        if join is None:
            break
        at = join.end()
    if not names:
        return Heading(start)
    return Heading(_behind(_STOPS, text, at, end), tuple(names), tuple(families), role)


_STOPS = re.compile(r"[\s,.]*")


def _behind(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    """The place behind what the pattern matches at a place, else that place."""
    m = pattern.match(text, at, end)
    return m.end() if m else at


def _given(m: re.Match[str], text: str) -> tuple[str, int]:
    """The given names of an inverted name, without a title that begins behind an initial, and where they
    end."""
    given: str = m["given"]
    stray = _STRAY_TITLE.match(given)
    if stray and text[m.end() : m.end() + 1] not in (",", ".") and not re.match(r"[A-Z]\.", given):
        return stray.group(1), m.start("given") + len(stray.group(1))
    return given, m.end()


def is_inverted_name(family: str, given: str, words: CitationWords, *, first: bool) -> bool:
    """Whether "family, given" is a person's name; the first of an entry needs no sign of being one."""
    tokens = given.replace(".-", ".").replace(".", ". ").split()
    initials = _are_initials(tokens)
    if _is_body(family, words) or (words.names.is_institution(given) and not initials):
        return False
    if len(tokens) > MOST_GIVEN:
        return False
    if family.casefold() in words.names.strong_families:
        return True
    if not (words.names.is_person(given) or initials):
        return False
    if bibliography_words(words.language).no_given_name.match(given):
        return False
    return _is_given(tokens, words.names) or (first and len(tokens) <= 2)


def _are_initials(tokens: Sequence[str]) -> bool:
    return all(len(t.rstrip(".")) == 1 for t in tokens)


def _is_body(family: str, words: CitationWords) -> bool:
    """Whether a "family name" is an abbreviation, an archive, a series or an institution."""
    return bool(
        (family.isupper() and len(family) > 2)
        or archive_of(family)
        or words.pattern("document_series", case=True).fullmatch(family)
        or words.names.has_institution_word(family)
    )


def _is_given(tokens: Sequence[str], names: NameWords) -> bool:
    """Whether words show that they are given names: an initial, or a given name that is known."""
    return any(t.endswith(".") or len(t) == 1 for t in tokens) or tokens[0].casefold() in names.given_names


def continues(text: str, entries: Sequence[BibliographyEntry], k: int, words: CitationWords) -> bool:
    """Whether an entry without author belongs to the author before it: it is indented, or breaks the alphabet
    that the list keeps."""
    start, end = entries[k].span
    here = text[start:end].lstrip()
    if re.match(r"[a-z\d]", here) or _is_persons_name(here.split(",")[0], words.names):
        return False
    if text[max(0, start - 6) : start].count(" ") >= INDENT:
        return True
    following = _next_family(text, entries, k, bibliography_words(words.language))
    return bool(following) and following.casefold() < here.casefold()


def _is_persons_name(text: str, names: NameWords) -> bool:
    """Whether an entry begins with a name in its usual order ("Keith Kyle")."""
    tokens = text.casefold().split()
    known = names.strong_families | names.given_names
    return 2 <= len(tokens) <= 4 and names.is_person(text) and any(t in known for t in tokens)


def _next_family(text: str, entries: Sequence[BibliographyEntry], k: int, patterns: BibliographyWords) -> str:
    """The family name that the next entry with one begins with, under the same heading."""
    for entry in entries[k + 1 :]:
        if entry.rubrics != entries[k].rubrics:
            return ""
        m = patterns.inverted_name.match(text, *entry.span)
        if m:
            return m["family"]
    return ""
