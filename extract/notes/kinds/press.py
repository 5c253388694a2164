"""Newspapers among citations: a dated issue, with or without the article's title."""

from __future__ import annotations

import re
from dataclasses import replace

from regesta.extract.notes.descriptions import describe
from regesta.extract.notes.group import Group, days_in, joined, lent_days, undated
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords


def is_newspaper(text: str, words: CitationWords) -> bool:
    """Whether the text is a newspaper's name: one of the table, or a short name with a newspaper's last
    word."""
    plain = re.sub(r"^(?:Articles? in )|\s*[(\[][^()\[\]]*[)\]]$", "", fold(text).strip())
    if words.pattern("newspapers", case=True).fullmatch(plain):
        return True
    ending = re.search(r"(?<!\w)(?:" + words.alternatives("newspaper_endings") + r")$", plain)
    return (
        bool(ending)
        and len(plain.split()) <= 5
        and plain[:1].isupper()
        and all(t[:1].isupper() or t in ("of", "and", "the", "&", "de", "el", "al") for t in plain.split())
    )


def newspaper(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    """A dated issue of a newspaper; the paper is the container."""
    items = rest
    if base.institution and is_newspaper(base.institution, words):
        paper: str = base.institution
        base = replace(base, institution="")
    elif base.names and len(base.names) == 1 and is_newspaper(base.names[0], words):
        paper, base = base.names[0], replace(base, names=())
    else:
        k = next(
            (
                k
                for k, w in enumerate(items)
                if not w.quoted and is_newspaper(undated(w.text, words, lent_days(w, parts)), words)
            ),
            None,
        )
        if k is None:
            return None
        paper, items = (
            undated(items[k].text, words, lent_days(items[k], parts)),
            [*items[:k], *items[k + 1 :]],
        )
    title = joined(raw, items)
    inner = [d for w in rest for d in (*lent_days(w, parts), *days_in(w, words))]
    if not parts.dates and inner:
        parts.dates.extend(inner)
    else:
        parts.dates[:0] = [d for d in inner if d[1] < parts.dates[0][1]]
    day = next((d for d, *_ in parts.dates if d.count("-") == 2), "")
    if not day or (parts.volume and parts.issue) or (parts.imprint.place and not parts.dates):
        return None
    if words.pattern("interview").search(fold(title)):
        return replace(
            base,
            type="interview",
            title=title,
            container=tidy(paper),
            doc_date=day,
            description=describe(title, words),
        )
    paper = re.sub(r"^Articles? in |\s*\([^()]*\)$", "", tidy(paper))
    archive = base.institution if base.institution and not title else ""
    return replace(
        base,
        type="newspaper",
        title=title,
        container=paper,
        doc_date=day,
        archive=archive,
        institution="" if archive else base.institution,
        periodical=True,
    )
