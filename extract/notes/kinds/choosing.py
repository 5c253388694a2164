"""The words of a citation grouped into title and container, and the type that follows from its parts."""

from __future__ import annotations

import re
from dataclasses import replace

from regesta.extract.notes.authors import Leading
from regesta.extract.notes.descriptions import Description, describe
from regesta.extract.notes.group import Group, dated_title, joined
from regesta.extract.notes.kinds.documents import (
    archival,
    diary,
    interview,
    published_document,
    report,
    series,
)
from regesta.extract.notes.kinds.press import newspaper
from regesta.extract.notes.kinds.works import printed, working_paper
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.folding import fold
from regesta.extract.text.lexicon import CitationWords


def group(raw: str, parts: Parts, head: Leading, words: CitationWords, *, idem: bool = False) -> Group | None:
    """Title, container and type of a citation; None when it carries no sign of being one."""
    base = Group("other", names=head.names, institution=head.institution)
    rest = list(head.rest)
    for attempt in (
        _thesis,
        _conference,
        series,
        newspaper,
        interview,
        archival,
        diary,
        working_paper,
        report,
        _web,
        published_document,
        printed,
    ):
        found = attempt(raw, parts, base, rest, words)
        if found is not None:
            return found
    return _short(raw, parts, base, rest, words, idem=idem)


def _thesis(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    if not parts.thesis or not rest:
        return None
    return replace(base, type="thesis", title=joined(raw, rest[:1]), container=joined(raw, rest[1:]))


def _conference(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    """A paper read at a conference: what follows the title says where."""
    k = next((k for k, w in enumerate(rest) if k > 0 and words.pattern("conference").match(w.text)), None)
    if k is None or parts.imprint.publisher:
        return None
    return replace(base, type="other", title=joined(raw, rest[:k]), container=joined(raw, rest[k:]))


def _web(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    if not parts.url or parts.imprint.publisher or parts.volume or parts.issue:
        return None
    title, doc_date = dated_title(joined(raw, rest[:1]), parts, words)
    if parts.url_first:
        title, doc_date = dated_title(joined(raw, rest), parts, words)
    return replace(
        base,
        type="web",
        title=title,
        container="" if parts.url_first else joined(raw, rest[1:]),
        description=describe(title, words),
        doc_date=doc_date,
    )


def _short(
    raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords, *, idem: bool
) -> Group | None:
    """What is left: an earlier work's short title, or a description that has some sign of a citation."""
    text = joined(raw, rest)
    sign = (
        parts.pages
        or parts.year
        or parts.imprint.year
        or parts.dates
        or parts.volume
        or parts.marks
        or parts.url
        or idem
        or any(w.quoted for w in rest)
    )
    authored = (base.names or base.institution) and rest
    if not sign and not (authored and len(text.split()) <= 14 and text[:1].isupper()):
        return None
    if not sign and re.search(r"\b(?:is|are|was|were|has|have|had|that|which|did|does|do|not)\b", text):
        return None
    if len(text.split()) > 30 and not parts.pages:
        return None
    title, doc_date = dated_title(text, parts, words)
    container = ""
    if (
        authored
        and len(rest) > 1
        and (
            words.pattern("journal_words", case=True).search(rest[-1].text)
            or (len(rest[0].text.split()) >= 5 and rest[-1].text[:1].isupper())
        )
        and not re.match(r"(?:and|or)\b", rest[-1].text)
    ):
        title, container = joined(raw, rest[:-1]), joined(raw, rest[-1:])
    question = re.match(r"(.+\?)\s+(?=[A-Z])", title)
    if question and authored and not container:
        title, container = title[: question.end(1)], title[question.end() :]
    description = describe(title, words) if dates_in(fold(title), words) or parts.dates else Description()
    if not doc_date:
        doc_date = ""
    if not (base.names or base.institution) and parts.marks and not title:
        return replace(
            base,
            type="published_document" if parts.marks[0].type == "published_document" else "archival_document",
            doc_date=doc_date,
        )
    if not title and not base.names:
        return None
    day = next((d for d, *_ in parts.dates if d.count("-") == 2), "")
    bare = re.sub(r"\s*\([^()]*\)$", "", text)
    named = (
        bare[:1].isupper()
        and len(bare.split()) <= 4
        and all(t[:1].isupper() or t in ("of", "the", "and", "de", "el", "al", "ha") for t in bare.split())
    )
    if day and named and not (base.names or base.institution or parts.marks or describe(text, words).kind):
        # a name, a day and nothing else: a newspaper that no table knows
        return replace(base, type="newspaper", container=bare, doc_date=day, periodical=True)
    if any(m.type == "report" for m in parts.marks) and day:
        return replace(
            base, type="report", title=title, description=Description("report"), doc_date=day, periodical=True
        )
    short = bool(base.names or base.institution or len(title.split()) <= 6 or any(w.quoted for w in rest))
    return replace(
        base,
        type="short_title" if short else "other",
        title=title,
        container=container,
        description=description,
        doc_date=doc_date if description.kind else "",
    )
