"""Newspapers among citations: whether words name one, and the fields of a dated issue, with or without the
article's title."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.wordings import type_words
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords

if TYPE_CHECKING:
    from regesta.extract.notes.kinds.features import CitationFeatures

#: A section behind a newspaper's name: "Hull Times: Port Weekly".
_SECTION = re.compile(r":\s[^\W\d_a-z][\w/& ]{0,40}$")
#: A newspaper's name has at most this many words, when only its last one tells it.
LONGEST_NAME = 5


def is_newspaper(text: str, words: CitationWords) -> bool:
    """Whether the text is a newspaper's name: one of the table, or a short name with a newspaper's last
    word."""
    patterns = type_words(words)
    plain = patterns.paper_lead.sub("", fold(text).strip())
    plain = re.sub(r"\s*[(\[][^()\[\]]*[)\]]$", "", plain)
    plain = _SECTION.sub("", plain)
    if patterns.newspapers.fullmatch(plain):
        return True
    return (
        bool(patterns.paper_ending.search(plain))
        and len(plain.split()) <= LONGEST_NAME
        and plain[:1].isupper()
        and all(t[:1].isupper() or t in patterns.name_joints for t in plain.split())
    )


def newspaper_fields(f: CitationFeatures) -> Group:
    """The paper as container, the article's title before it, the day."""
    paper = f.paper
    if paper is None:
        return _unknown_paper(f)
    imprint = f.parts.imprint.filled(place=_town(tidy(paper.name)))
    parts = replace(f.parts, dates=list(f.paper_dates), imprint=imprint)
    title = f.line(paper.items)
    name = re.sub(r"\s*\([^()]*\)$", "", type_words(f.words).paper_lead.sub("", tidy(paper.name)))
    archive = paper.institution if not title else ""
    return replace(
        f.base,
        type="newspaper",
        title=title,
        names=paper.names,
        container=name,
        doc_date=f.paper_day,
        archive=archive,
        institution="" if archive else paper.institution,
        periodical=True,
        parts=parts,
    )


def _unknown_paper(f: CitationFeatures) -> Group:
    """An issue of a paper that no table knows: the only stretch names it, or the last."""
    split = f.container_start if f.several_stretches else 0
    return replace(
        f.base,
        type="newspaper",
        title=f.line(f.rest[:split]),
        container=f.line(f.rest[split:]) if f.several_stretches else f.bare_name,
        doc_date=f.first_day,
        periodical=True,
        parts=replace(
            f.parts, imprint=f.parts.imprint.filled(place="" if f.several_stretches else _town(f.text))
        ),
    )


def _town(name: str) -> str:
    """The town in a bracket behind a paper's name; "" for none, and for words in small letters."""
    town = re.search(r"\(([^()\d]*)\)$", name)
    capital = town is not None and all(w[:1].isupper() for w in town.group(1).split())
    return town.group(1).strip() if town and capital else ""
