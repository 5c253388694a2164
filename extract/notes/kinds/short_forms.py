"""The fields of web pages, of short titles of works cited elsewhere, and of what no type fits."""

from __future__ import annotations

import re
from dataclasses import replace

from regesta.extract.notes.descriptions import Description
from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.cited import LONG_WORDS
from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.notes.kinds.works import behind_quote
from regesta.extract.notes.marks import dates_in
from regesta.extract.text.folding import fold

#: A title with a container behind it has at least this many words, where the container is no journal.
TITLE_WORDS = 5
#: Words that may be a citation with an author and without any number or mark, at most.
BARE_WORDS = 14


def web_fields(f: CitationFeatures) -> Group:
    """The first stretch is the page's title, with those that go on with it, what follows its site; behind an
    address everything is title."""
    cut = 1
    while cut < len(f.rest) and not f.rest[0].quoted and _goes_on(f, f.rest[cut].text):
        cut += 1
    title, day = f.dated(f.text if f.url_first else f.line(f.rest[:cut]))
    return replace(
        f.base,
        type="web",
        title=title,
        container="" if f.url_first else f.patterns.contained.sub("", f.line(f.rest[cut:])),
        description=f.described(title),
        doc_date=day,
    )


def _goes_on(f: CitationFeatures, text: str) -> bool:
    """Whether a stretch goes on with a title's words rather than naming a site: "the Court, and the Port"."""
    return text[:1].islower() and not f.patterns.contained.match(text)


def short_title_fields(f: CitationFeatures) -> Group:
    """The short title; what it stands in, where that is named too."""
    if f.in_working_papers:
        title, container = f.working_paper or ("", "")
    elif f.contained_at is not None:
        title, container = f.line(f.rest[: f.contained_at]), f.container_of_chapter
    elif f.words_behind_quote:
        title, container = behind_quote(f)
    else:
        return replace(remaining_fields(f), type="short_title")
    return replace(f.base, type="short_title", title=title, container=container, editors=_editors(f))


def _editors(f: CitationFeatures) -> tuple[str, ...]:
    return f.editors_of_container if f.contained and not f.in_working_papers else ()


def other_fields(f: CitationFeatures) -> Group:
    """A paper read at a conference, with where; or whatever is left."""
    if f.conference_at is not None and not f.publisher:
        at = f.conference_at
        return replace(f.base, type="other", title=f.line(f.rest[:at]), container=f.line(f.rest[at:]))
    left = remaining_fields(f)
    return replace(left, doc_date=left.doc_date or f.first_day)


def remaining_fields(f: CitationFeatures) -> Group:
    """Words that no type fits: a title, and a container where an author stands before and a journal's name or
    a capital behind."""
    title, day = f.dated(f.text)
    container = ""
    if f.author and _container_last(f):
        title, container = f.line(f.rest[:-1]), f.line(f.rest[-1:])
    split = f.split_question if f.one_stretch else None
    if split and f.author and not container:
        title, container = split
    described = dates_in(fold(title), f.words) or f.parts.dates
    description = f.described(title) if described else Description()
    return replace(
        f.base,
        type="other",
        title=title,
        container=container,
        description=description,
        doc_date=day if description.kind else "",
    )


def _container_last(f: CitationFeatures) -> bool:
    """Whether the last stretch is what the others stand in."""
    if not f.several_stretches or f.patterns.or_and.match(f.last):
        return False
    long_title = len(f.rest[0].text.split()) >= TITLE_WORDS and f.last[:1].isupper()
    return f.journal_behind or long_title


def cites_nothing(f: CitationFeatures) -> bool:
    """Whether words that no type fits carry no sign of a citation: no number, mark or quotation and more than
    a few words, or a sentence, or a long stretch without pages."""
    text = f.text
    if not f.citing:
        short = f.author and len(text.split()) <= BARE_WORDS and text[:1].isupper()
        if not short or f.verb:
            return True
    if len(text.split()) > LONG_WORDS and not f.pages:
        return True
    return not (f.dated(text)[0] or f.names)


#: A sentence of talk has at least so many words outside quotation marks.
TALK_WORDS = 5
#: A sentence in quotation marks with nothing beside it is words quoted in talk, when it has as many; a short
#: title has fewer.
QUOTED_TALK = 10


def is_talk(f: CitationFeatures) -> bool:
    """Whether the words are a sentence that cites nothing, whatever it quotes or names: a finite verb outside
    quotation marks and brackets, and neither author nor pages, imprint, address or place in an archive."""
    written = (f.names and not _adverb_opens(f)) or f.institution
    if written or f.parts.pages or f.press or f.url or f.any_mark or f.archive:
        return False
    return _is_quoted_talk(f) or _is_said(f)


def _is_said(f: CitationFeatures) -> bool:
    """A sentence outside quotation marks and brackets: a finite verb, or a pronoun that opens it."""
    plain = re.sub(r"\([^()]*\)?", "", " ".join(w.text for w in f.rest if not w.quoted))
    said = f.patterns.statement.search(plain) or f.patterns.talk_subject.match(plain)
    return len(plain.split()) >= TALK_WORDS and bool(said)


def _is_quoted_talk(f: CitationFeatures) -> bool:
    """Nothing but a long sentence in quotation marks, or quoted words that begin in small letters."""
    alone = bool(f.rest) and all(w.quoted for w in f.rest)
    if alone and f.text[:1].islower():
        return True
    return alone and len(f.text.split()) >= QUOTED_TALK and bool(f.patterns.statement.search(f.text))


def _adverb_opens(f: CitationFeatures) -> bool:
    """Whether what was read as the author is one word before words in small letters: "Curiously, the number
    was"."""
    behind = f.rest[0] if f.rest else None
    return (
        len(f.names) == 1
        and " " not in f.names[0]
        and behind is not None
        and not behind.quoted
        and behind.text[:1].islower()
    )
