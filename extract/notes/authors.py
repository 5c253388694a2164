"""Who wrote: the leading names of a citation told from the first words of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from regesta.extract.notes.descriptions import describe, kind_of
from regesta.extract.notes.parts import Words
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords

#: A collection's name has at most this many words, "The" among them.
LONGEST_COLLECTION = 7
#: What somebody owns, at the end of words.
_OWNED = re.compile(r"'s?\s+([^\W\d_][\w-]*)$")
#: A further author's name has at most this many.
LONGEST_AUTHOR = 4


@dataclass(frozen=True, slots=True)
class Leading:
    """`names` of authors (editors among them) as written, `institution` when a body wrote it, `rest` the
    words left for title and container."""

    names: tuple[str, ...]
    institution: str
    editors: tuple[str, ...]
    translators: tuple[str, ...]
    rest: tuple[Words, ...]


class AuthorPatterns:
    """How a language joins authors and names collections; `author_patterns` gives the patterns."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        self.joined = re.compile(rf"^(?:(?:{w('author_joints')})|&)\s+", re.IGNORECASE)
        self.collection = re.compile(
            rf"(?:(?:{w('collection_articles')}) )?(?:[^\W\d_a-zа-я][\w.'-]*\s+){{1,5}}"
            rf"(?:{w('collections')})(?:\s.*)?|(?:{w('collections_of')})\s+[^\W\d_a-zа-я][\w.' -]*"
        )
        self.diary = re.compile(rf"\s(?:{w('diary_endings')})$")
        self.and_the = re.compile(rf"\s(?:(?:{w('conjunctions')})|&) (?:{w('articles')})\s")
        self.addressing = re.compile(rf"\s(?:{w('pair_joints')})\s")
        self.addressed = re.compile(
            rf"^\w.{{2,40}}\s(?:{w('addressed_to')})\s(?:(?:{w('articles')})\s)?[A-Z]"
        )
        #: A word in small letters that goes on a title, unless it is a particle of a name.
        self.small = re.compile(rf"(?!(?:{w('small_particles')})[ -])[^\W\d_A-ZА-Я]")
        self.nation = re.compile(rf"(?:{w('title_nations')})\b")


@lru_cache(maxsize=8)
def author_patterns(words: CitationWords) -> AuthorPatterns:
    """How a language joins authors and names collections."""
    return AuthorPatterns(words)


@dataclass(slots=True)
class _Reader:
    """One reading of the leading names: what has been taken so far."""

    stretch: Sequence[Words]
    known: Set[str]
    words: CitationWords
    names: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    institution: str = ""

    def take(self, k: int) -> bool:
        """Takes the stretch numbered k for an author, editor, translator or body; False where the title
        begins."""
        item = self.stretch[k]
        joined = author_patterns(self.words).joined.match(item.text)
        text = item.text[joined.end() :] if joined else item.text
        if self._ends_authors(item, text, k):
            return False
        found = self.words.names.people(text)
        if item.role == "translator":
            self.translators += self.words.names.helpers(text)
        elif not (
            self._first(item, text, found) if k == 0 else self._next(item, text, found, k, bool(joined))
        ):
            return False
        if item.role == "editor":
            # "W. Cane, R. Heber (eds)": whoever stands before him edited too
            self.editors += [n for n in self.names if n not in found]
            self.editors += self.words.names.helpers(text)
        return True

    def _ends_authors(self, item: Words, text: str, k: int) -> bool:
        """Whether the stretch can be no author: in quotation marks, a collection's or a diary's name, or
        words behind a body's name. "the board (trans.)": whoever the bracket calls translator is none of the
        authors."""
        if item.quoted or (
            k == 0 and (is_collection(text, self.words) or author_patterns(self.words).diary.search(text))
        ):
            return True
        short = _acronym(self.institution) and _acronym(text) and k == 1
        return bool(self.institution) and item.role != "translator" and not short

    def _first(self, item: Words, text: str, found: list[str]) -> bool:
        """The first stretch: a person or several, a person with a body, or a body."""
        numbered = self.stretch[1].first - item.order > 1
        if found and numbered and " " not in text.strip() and not item.role:
            # "Doklad, Tom 1, The report ...": a number behind it makes the word a title
            return False
        self.names += self._people(item, text, found)
        if not self.names and self.words.names.is_institution(text) and not _document(text, self.words):
            self.institution = tidy(text)
        return bool(self.names or self.institution)

    def _people(self, item: Words, text: str, found: list[str]) -> list[str]:
        """The people that the first stretch names: those `found` in it, somebody alone or named by a place,
        or who stands before a body."""
        if found and not _documentary(text, self.words):
            return found
        placed = self.words.names.is_from_place(text) and len(self.stretch) > 1
        if placed or self._alone_before_title(item, text):
            return [tidy(text)]
        return self._person_and_the(text)

    def _alone_before_title(self, item: Words, text: str) -> bool:
        """Whether one word stands before a quoted title: 'Lord, "Tolls"', a title of nobility elsewhere."""
        behind = self.stretch[1]
        word = re.fullmatch(r"[^\W\d_a-z][^\W\d_A-Z]{2,}", text.strip())
        return (
            bool(word) and behind.quoted and behind.first - item.order == 1 and not kind_of(text, self.words)
        )

    def _person_and_the(self, text: str) -> list[str]:
        """The person who stands for both in "Campbell & the Research Staff of ..."."""
        and_the, names = author_patterns(self.words).and_the, self.words.names
        person = names.people(and_the.split(text)[0]) if and_the.search(text) else []
        return [] if person and names.is_institution(person[0]) else person

    def _next(self, item: Words, text: str, found: list[str], k: int, joined: bool) -> bool:
        """A stretch behind the first: one more author, or a part of the body's name."""
        if k == 1 and item.role == "editor" and not found and self._bodies_body(text):
            conjunction = self.words.entries("conjunctions")[0]
            self.institution = f"{f' {conjunction} '.join(self.names)}, {tidy(text)}"
            self.names = []
            return True
        if self.institution and _acronym(text):
            self.institution = f"{self.institution}, {tidy(text)}"
            return True
        if found and self.names and (joined or item.role == "editor" or self._further(text, found, k)):
            self.names += found
            return True
        return False

    def _bodies_body(self, text: str) -> bool:
        """Whether the body of a body follows: an institute of an academy, spelt in a way that made it a
        person."""
        return bool(self.names) and self.words.names.is_institution(text)

    def _further(self, text: str, found: list[str], k: int) -> bool:
        """Whether a stretch of a name's shape behind the first author is one more author: by an initial, a
        given name or a known family name in it."""
        if k + 1 >= len(self.stretch) or self._begins_title(k + 1):
            return False
        patterns = author_patterns(self.words)
        if all(len(n.split()) == 1 for n in found):
            return self._further_family(found, self.stretch[k + 1])
        tokens = [t.strip(".,") for name in found for t in name.split()]
        return (
            self._sign_of_name(found, tokens)
            and all(self.words.names.is_person(n) and len(n.split()) <= LONGEST_AUTHOR for n in found)
            and not patterns.nation.match(text)
        )

    def _begins_title(self, k: int) -> bool:
        """Whether the stretch before the one numbered k was a title's beginning, because this one goes on in
        small letters: "Robert Schuman, homme d'État"."""
        patterns, behind = author_patterns(self.words), self.stretch[k]
        return (
            bool(patterns.small.match(behind.text))
            and not behind.role
            and (k + 1 == len(self.stretch) or not patterns.joined.match(behind.text))
        )

    def _sign_of_name(self, found: list[str], tokens: list[str]) -> bool:
        names = self.words.names
        return (
            any(
                re.match(r"[^\W\d_](?:h|hr|j|l|u)?\.", t) or len(t) == 1
                for name in found
                for t in name.split()
            )
            or any(t.casefold() in names.given_names for t in tokens)
            or tokens[-1].casefold() in self.known
            or any(t.casefold() in names.strong_families for t in (tokens[0], tokens[-1]))
        )

    def _further_family(self, found: list[str], behind: Words) -> bool:
        """Whether family names alone behind family names are authors: known ones, or others follow joined."""
        names, joined = self.words.names, author_patterns(self.words).joined
        following = joined.match(behind.text) and names.people(joined.sub("", behind.text))
        return all(len(n.split()) == 1 for n in self.names) and bool(
            following
            or behind.role
            or all(n.casefold() in self.known or n.casefold() in names.strong_families for n in found)
        )


def leading(stretch: Sequence[Words], words: CitationWords, known: Set[str] = frozenset()) -> Leading:
    """Split off the authors of a citation's words. The last stretch of words is always left for the title.
    `known`: family names, casefolded."""
    reader = _Reader(stretch, known, words)
    k = 0
    while k < len(stretch) - 1 and reader.take(k):
        k += 1
    return Leading(
        tuple(reader.names),
        reader.institution,
        tuple(reader.editors),
        tuple(reader.translators),
        tuple(stretch[k:]),
    )


def is_collection(text: str, words: CitationWords) -> bool:
    """Whether the words name a collection of papers ("Avon Papers", "Ann Whitman File")."""
    return (
        bool(author_patterns(words).collection.fullmatch(text.strip()))
        and len(text.split()) <= LONGEST_COLLECTION
    )


def _documentary(text: str, words: CitationWords) -> bool:
    """Whether words of a name's shape are a document's description ("Eden to Eisenhower") or a newspaper."""
    if len(text.split()) > 2 and kind_of(text, words) and not re.search(r"\b[A-Z]\.", text):
        return True
    if kind_of(re.split(r"\s", text.strip())[0], words):
        # "Memorandum", "Aufzeichnung Blankenhorns"
        return True
    owned = _OWNED.search(text.strip())
    if owned and kind_of(owned[1], words):
        # "Governor's Message"
        return True
    return bool(author_patterns(words).addressing.search(text)) or bool(
        words.pattern("document_series", case=True).fullmatch(text)
    )


def _document(text: str, words: CitationWords) -> bool:
    description = describe(text, words)
    named = bool(description.sender or description.recipient or re.search(r"\d", text))
    return (bool(kind_of(text, words)) and named) or (
        bool(author_patterns(words).addressed.match(text)) and bool(description.sender)
    )


def _acronym(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Z.&-]{1,9}", tidy(text)))
