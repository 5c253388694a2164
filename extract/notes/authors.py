"""Who wrote: the leading names of a citation told from the first words of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from regesta.extract.notes.descriptions import describe, kind_of
from regesta.extract.notes.parts import Words
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import alternatives, words
from regesta.extract.text.names import (
    given_names,
    helpers,
    is_institution,
    is_person,
    people,
    strong_families,
)

_JOINED = re.compile(r"^(?:and|&|with)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leading:
    """`names` of authors (editors among them) as written, `institution` when a body wrote it, `rest` the
    words left for title and container."""

    names: tuple[str, ...]
    institution: str
    editors: tuple[str, ...]
    translators: tuple[str, ...]
    rest: tuple[Words, ...]


def leading(stretch: Sequence[Words], known: Set[str]) -> Leading:
    """Split off the authors of a citation's words. The last stretch of words is always left for the title.
    `known`: family names, casefolded."""
    names: list[str] = []
    editors: list[str] = []
    translators: list[str] = []
    institution = ""
    k = 0
    while k < len(stretch) - 1:
        item = stretch[k]
        joined = _JOINED.match(item.text)
        text = item.text[joined.end() :] if joined else item.text
        # "the board (trans.)": whoever the bracket calls translator is none of the authors
        if (
            item.quoted
            or (k == 0 and (is_collection(text) or re.search(r"\s[Dd]iar(?:y|ies)$", text)))
            or (
                institution
                and item.role != "translator"
                and not (_acronym(institution) and _acronym(text) and k == 1)
            )
        ):
            break
        found = people(text)
        if item.role == "translator":
            translators += helpers(text)
        elif k == 0:
            if found and len(text.split()) == 1 and stretch[1].first - item.order > 1 and not item.role:
                # "Doklad, Tom 1, The report ...": a number behind it makes the word a title
                break
            if found and not _documentary(text):
                names += found
            elif (
                re.search(r"\s(?:and|&) the\s", text)
                and (found := people(re.split(r"\s(?:and|&) the\s", text)[0]))
                and not is_institution(found[0])
            ):
                # "Campbell & the Research Staff of ...": the person stands for both
                names += found
            elif is_institution(text) and not _document(text):
                institution = tidy(text)
            else:
                break
        elif k == 1 and item.role == "editor" and names and not found and is_institution(text):
            # the body of a body: an institute of an academy, spelt in a way that made it a person
            institution, names = f"{' and '.join(names)}, {tidy(text)}", []
        elif institution and _acronym(text):
            institution = f"{institution}, {tidy(text)}"
        elif (
            found
            and names
            and (joined or item.role == "editor" or _further(text, found, stretch, k, known, names))
        ):
            names += found
        else:
            break
        if item.role == "editor":
            editors += helpers(text)
        k += 1
    return Leading(tuple(names), institution, tuple(editors), tuple(translators), tuple(stretch[k:]))


def is_collection(text: str) -> bool:
    """Whether the words name a collection of papers ("Avon Papers", "Ann Whitman File")."""
    return (
        bool(
            re.fullmatch(
                rf"(?:The )?(?:[^\W\d_a-zа-я][\w.'-]*\s+){{1,5}}(?:{alternatives('collections')})(?:\s.*)?",
                text.strip(),
            )
        )
        and len(text.split()) <= 7
    )


def _documentary(text: str) -> bool:
    """Whether words of a name's shape are a document's description ("Eden to Eisenhower") or a newspaper."""
    if len(text.split()) > 2 and kind_of(text) and not re.search(r"\b[A-Z]\.", text):
        return True
    if kind_of(re.split(r"\s", text.strip())[0]):
        # "Memorandum", "Aufzeichnung Blankenhorns"
        return True
    return bool(re.search(r"\s(?:to|an|à)\s", text)) or bool(
        words("document_series", case=True).fullmatch(text)
    )


def _document(text: str) -> bool:
    description = describe(text)
    return (
        bool(kind_of(text)) and bool(description.sender or description.recipient or re.search(r"\d", text))
    ) or bool(re.match(r"^\w.{2,40}\sto\s(?:the\s)?[A-Z]", text) and description.sender)


def _acronym(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Z.&-]{1,9}", tidy(text)))


def _further(
    text: str, found: list[str], stretch: Sequence[Words], k: int, known: Set[str], names: list[str]
) -> bool:
    """Whether a stretch of a name's shape behind the first author is one more author: by an initial, a given
    name or a known family name in it."""
    if k + 1 >= len(stretch):
        return False
    behind = stretch[k + 1].text
    small = re.match(r"(?!(?:de|von|van|al|el|di|da)[ -])[^\W\d_A-ZА-Я]", behind)
    if small and not stretch[k + 1].role and (k + 2 == len(stretch) or not _JOINED.match(behind)):
        # "Robert Schuman, homme d'État": what goes on in small letters was a title's beginning
        return False
    tokens = [t.strip(".,") for name in found for t in name.split()]
    if all(len(n.split()) == 1 for n in found):
        following = _JOINED.match(stretch[k + 1].text) and people(_JOINED.sub("", stretch[k + 1].text))
        single = all(len(n.split()) == 1 for n in names)
        return bool(
            single
            and (
                following
                or stretch[k + 1].role
                or all(n.casefold() in known or n.casefold() in strong_families() for n in found)
            )
        )
    return (
        (
            any(re.match(r"[^\W\d_]\.", t) or len(t) == 1 for name in found for t in name.split())
            or any(t.casefold() in given_names() for t in tokens)
            or tokens[-1].casefold() in known
            or any(t.casefold() in strong_families() for t in (tokens[0], tokens[-1]))
        )
        and all(is_person(n) and len(n.split()) <= 4 for n in found)
        and not re.match(r"(?:Soviet|Korean|Chinese|American|British|French|The)\b", text)
    )
